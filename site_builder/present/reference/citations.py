"""Weaves written pages together: pictures, sources, terms, and the page to read next."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from site_builder.charts.diagrams import DIAGRAMS, stairs
from site_builder.language.words import words
from site_builder.model.content import Term, Written
from site_builder.model.instrument import Instrument

_CITED = re.compile(r"\[([TL]\d+(?:\.\d+)?)\](?!\()")
_PICTURE = re.compile(r"^<!-- picture: ([a-z]+) -->$", re.MULTILINE)
_KEPT = re.compile(r"(\[[^\]]*\]\([^)]*\)(?:\{[^}]*\})?|`[^`]*`|<[^>]*>)")
_UNLINKED = ("#", "|", "{", "<", "    ", "```")


@dataclass(frozen=True, slots=True)
class Known:
    """What pages refer to: the instrument, the glossary, and the titles of all pages by name."""

    instrument: Instrument
    terms: Iterable[Term]
    titles: Mapping[str, str]


def weave(page: Written, name: str, known: Known, language: str) -> str:
    """Return a written page as finished Markdown; `name` is where it lies, so that links can be relative."""
    text = _link_terms(page.text, name, [term for term in known.terms if not term.quiet], language)
    page_of_sources = f"{path(name, 'sources')}.md"

    def cite(match: re.Match[str]) -> str:
        title = _title(known.instrument, match[1], language).replace('"', "'")
        return f'[{match[1]}]({page_of_sources}#{match[1]}){{ .cite title="{title}" }}'

    text = _CITED.sub(cite, text)
    text = _PICTURE.sub(lambda m: _picture(m[1], known.instrument, language), text)
    say = words(language, "reference")
    if page.next:
        link = f"[{known.titles[page.next]}]({path(name, page.next)}.md)"
        text = f"{text.rstrip()}\n\n{say('reference.next')}{link}\n{{ .next }}\n"
    return text


def path(name: str, other: str) -> str:
    """Return the way from one page to another, without suffix."""
    return posixpath.relpath(other, posixpath.dirname(name) or ".")


def cited(text: str, name: str, instrument: Instrument, language: str) -> Markup:
    """Return a text of a generated page with its sources linked; Markdown links become links as well."""
    page = f"{path(name, 'sources')}.html"

    def cite(match: re.Match[str]) -> str:
        title = escape(_title(instrument, match[1], language))
        return f'<a class="cite" href="{page}#{match[1]}" title="{title}">{match[1]}</a>'

    safe = _CITED.sub(cite, str(escape(text)))
    safe = re.sub(r"\[([^\]]+)\]\(([^)\s]+)\.md\)", r'<a href="\2.html">\1</a>', safe)
    return Markup(safe)  # noqa: S704 - escaped before the links were made


def _title(instrument: Instrument, id_: str, language: str) -> str:
    """Return the title of the source of a fact, or the reference of a piece of research."""
    if id_ in instrument.literature:
        return instrument.literature[id_].reference
    return instrument.sources[id_.partition(".")[0]][language]


def _picture(name: str, instrument: Instrument, language: str) -> str:
    say = words(language, "diagrams")

    def word(key: str) -> str:
        return say(f"diagrams.{key}")

    if name == "stairs":
        drawn = stairs(word, {n: level.short[language] for n, level in enumerate(instrument.levels, 1)})
    else:
        drawn = DIAGRAMS[name](word)
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
                link = f"[{found[0]}]({path(name, 'glossary')}.md#{term.id}){{ .term }}"
                pieces[index] = pieces[index][: found.start()] + link + pieces[index][found.end() :]
                line, terms = "".join(pieces), [other for other in terms if other is not term]
                break
    return line, terms


def _mention(term: Term, language: str) -> re.Pattern[str]:
    word = re.escape(term.name(language))
    return re.compile(rf"\b{word}s?\b", re.IGNORECASE) if word.isascii() else re.compile(word)
