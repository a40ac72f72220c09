"""Links written pages: terms to the glossary, citations to their sources, pictures, the page to read next."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from site_builder.charts.diagrams import DIAGRAMS, stairs
from site_builder.language.words import words
from site_builder.model.content import Term, Written
from site_builder.model.instrument import Instrument
from site_builder.present.reference.links import relative_path

_CITED = re.compile(r"\[([TL]\d+(?:\.\d+)?)\](?!\()")
_PICTURE = re.compile(r"^<!-- picture: ([a-z]+) -->$", re.MULTILINE)
_KEPT = re.compile(r"(\[[^\]]*\]\([^)]*\)(?:\{[^}]*\})?|`[^`]*`|<[^>]*>)")
_UNLINKED = ("#", "|", "{", "<", "    ", "```")


@dataclass(frozen=True, slots=True)
class LinkTargets:
    """What pages refer to: the instrument, the glossary, and the titles of all pages by name."""

    instrument: Instrument
    terms: Iterable[Term]
    titles: Mapping[str, str]


def finish_page(page: Written, name: str, targets: LinkTargets, language: str) -> str:
    """Return a written page as finished Markdown.

    Args:
        page: what is written.
        name: where it lies below the site's root, so that links can be relative.
        targets: what it may refer to.
        language: the code of its language.

    """
    text = _link_terms(page.text, name, [term for term in targets.terms if not term.quiet], language)
    page_of_sources = f"{relative_path(name, 'sources')}.md"

    def _cite(match: re.Match[str]) -> str:
        title = _title(targets.instrument, match[1], language).replace('"', "'")
        return f'[{match[1]}]({page_of_sources}#{match[1]}){{ .cite title="{title}" }}'

    text = _CITED.sub(_cite, text)
    text = _PICTURE.sub(lambda m: _picture(m[1], targets.instrument, language), text)
    say = words(language, "reference")
    if page.next:
        link = f"[{targets.titles[page.next]}]({relative_path(name, page.next)}.md)"
        text = f"{text.rstrip()}\n\n{say('reference.next')}{link}\n{{ .next }}\n"
    return text


def link_sources(text: str, name: str, instrument: Instrument, language: str) -> Markup:
    """Return a text of a generated page as HTML with its sources linked; Markdown links become links as well.

    Args:
        text: what is written, with citations such as `[T1.06]`.
        name: where the page lies below the site's root.
        instrument: where sources and research are named.
        language: the code of the page's language.

    """
    page = f"{relative_path(name, 'sources')}.html"

    def _cite(match: re.Match[str]) -> str:
        title = escape(_title(instrument, match[1], language))
        return f'<a class="cite" href="{page}#{match[1]}" title="{title}">{match[1]}</a>'

    safe = _CITED.sub(_cite, str(escape(text)))
    safe = re.sub(r"\[([^\]]+)\]\(([^)\s]+)\.md\)", r'<a href="\2.html">\1</a>', safe)
    return Markup(safe)  # noqa: S704 - escaped before the links were made


def _title(instrument: Instrument, id_: str, language: str) -> str:
    """Return the title of the source of a fact, or the reference of a piece of research."""
    if id_ in instrument.literature:
        return instrument.literature[id_].reference
    return instrument.sources[id_.partition(".")[0]][language]


def _picture(name: str, instrument: Instrument, language: str) -> str:
    say = words(language, "diagrams")

    def _word(key: str) -> str:
        return say(f"diagrams.{key}")

    if name == "stairs":
        drawn = stairs(_word, {n: level.short[language] for n, level in enumerate(instrument.levels, 1)})
    else:
        drawn = DIAGRAMS[name](_word)
    return f'<figure class="kam">{drawn}</figure>'


def _link_terms(text: str, name: str, terms: list[Term], language: str) -> str:
    """Return a text in which each term's first mention outside headings and tables leads to the glossary."""
    lines, left, fenced = [], list(terms), False
    for line in text.split("\n"):
        fenced ^= line.startswith("```")
        if not fenced and line and not line.startswith(_UNLINKED):
            line, left = _link_line(line, name, left, language)  # noqa: PLW2901 - the line, linked
        lines.append(line)
    return "\n".join(lines)


def _link_line(line: str, name: str, terms: list[Term], language: str) -> tuple[str, list[Term]]:
    # Longer terms first, so that the shorter one inside of it is not linked instead.
    for term in sorted(terms, key=lambda term: -len(term.name(language))):
        pieces = _KEPT.split(line)
        for index in range(0, len(pieces), 2):
            found = _mention(term, language).search(pieces[index])
            if found:
                link = f"[{found[0]}]({relative_path(name, 'glossary')}.md#{term.id}){{ .term }}"
                pieces[index] = pieces[index][: found.start()] + link + pieces[index][found.end() :]
                line, terms = "".join(pieces), [other for other in terms if other is not term]
                break
    return line, terms


def _mention(term: Term, language: str) -> re.Pattern[str]:
    word = re.escape(term.name(language))
    return re.compile(rf"\b{word}s?\b", re.IGNORECASE) if word.isascii() else re.compile(word)
