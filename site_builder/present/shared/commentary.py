"""Puts the consultant's words into a report: remarks at their places, sentences in place of generated ones.

A field of a view that is a `Sentence` may be replaced. Its id is the page's name and the field's
(`index.headline`), or, in what has an id of its own, its kind, that id and the field (`card.manager.line`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction
from typing import Any

from site_builder.language import numbers
from site_builder.model.commentary import Commentary, Mentioned, Remark, Rewrite
from site_builder.model.page import Sentence
from site_builder.model.problems import InputProblems, Problem, hint
from site_builder.model.prose import Block
from site_builder.present.shared.reader import Reader

NOTHING = "–"
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_MANY = 12
_MOST_UNKNOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkView:
    """A remark as a page shows it."""

    by: str
    blocks: tuple[Block, ...]
    links: Mapping[str, int]
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleScore:
    """A score that is not any more what the consultant's words say."""

    file: str
    line: int
    id: str
    was: str
    now: str


def sentences(page: str, view: object) -> dict[str, str]:
    """Return the sentences of a page's view that may be replaced, by id."""
    return {id_: text for id_, text in _walk(page, view) if text}


def _walk(prefix: str, view: Any) -> Iterator[tuple[str, str]]:
    for field in fields(view):
        value = getattr(view, field.name)
        if field.type is Sentence:
            yield f"{prefix}.{field.name}", value
        for inner in _inner(value):
            yield from _walk(_prefix(inner), inner)


def _inner(value: Any) -> list[Any]:
    """Return what in a field has an id of its own."""
    entries = value if isinstance(value, tuple) else (value,)
    return [entry for entry in entries if is_dataclass(entry) and hasattr(entry, "KIND")]


def _prefix(view: Any) -> str:
    return f"{view.KIND}.{view.id}"


def rewritten(page: str, view: Any, texts: Mapping[str, str]) -> Any:
    """Return a view with the sentences replaced that have a text; the same view where there is none.

    Args:
        page: the page's name, or the prefix of a part that has an id of its own.
        view: the page's view.
        texts: the new texts, by the ids of sentences.

    """
    changes: dict[str, Any] = {}
    for field in fields(view):
        value = getattr(view, field.name)
        if field.type is Sentence and f"{page}.{field.name}" in texts:
            changes[field.name] = texts[f"{page}.{field.name}"]
        elif isinstance(value, tuple) and _inner(value):
            changes[field.name] = tuple(
                rewritten(_prefix(entry), entry, texts) if hasattr(entry, "KIND") else entry
                for entry in value
            )
    return replace(view, **changes) if changes else view


def remarks_of(reader: Reader, page: str) -> dict[str, tuple[RemarkView, ...]]:
    """Return the remarks of a page in this language, by section."""
    assessment = reader.scorecard.assessment
    consultant = assessment.settings.branding.consultant
    default = reader.any_text(consultant) if consultant else reader.words("commentary.consultant")
    found: dict[str, tuple[RemarkView, ...]] = {}
    for remark in assessment.commentary.remarks:
        if remark.page == page and remark.language == reader.language:
            view = RemarkView(
                by=remark.by or default, blocks=remark.blocks, links=remark.links, file=remark.file
            )
            found[remark.section] = (*found.get(remark.section, ()), view)
    return found


def texts_of(commentary: Commentary, language: str) -> dict[str, str]:
    """Return the sentences that replace generated ones in a language, by id."""
    return {entry.id: entry.text for entry in commentary.rewrites if entry.language == language}


def misplaced(
    commentary: Commentary, pages: Sequence[str], known: Mapping[str, frozenset[str] | set[str]]
) -> list[Problem]:
    """Return the remarks whose page, and the sentences whose original, the report does not have.

    Args:
        commentary: what was written.
        pages: the names of the report's pages.
        known: the ids of the sentences that may be replaced, per language.

    """
    problems = []
    for remark in commentary.remarks:
        if remark.page not in pages:
            values = {"id": remark.page, "known": ", ".join(pages), "hint": hint(remark.page, pages)}
            problems.append(Problem(code="commentary-page", file=remark.file, values=values))
        problems += _broken_links(remark, pages)
    ids = {language: sorted(found) for language, found in known.items()}
    unknown = [e for e in commentary.rewrites if e.language in ids and e.id not in known[e.language]]
    problems += [_unknown_sentence(entry, ids[entry.language]) for entry in unknown[:_MOST_UNKNOWN]]
    return problems


def _broken_links(remark: Remark, pages: Sequence[str]) -> Iterator[Problem]:
    for href, line in remark.links.items():
        page = href.partition("#")[0].removesuffix(".html")
        if page and page not in pages:
            values = {"id": href, "known": ", ".join(f"{page}.html" for page in pages), "hint": ""}
            yield Problem(code="commentary-link", file=remark.file, line=line, values=values)


def _unknown_sentence(entry: Rewrite, known: Sequence[str]) -> Problem:
    near = hint(entry.id, known)
    first = entry.id.partition(".")[0]
    alike = [id_ for id_ in known if id_.startswith(f"{first}.")] or known
    shown = [*alike[:_MANY], *(["…"] if len(alike) > _MANY else [])]
    values = {"id": entry.id, "known": ", ".join(shown), "hint": near}
    return Problem(code="unknown-sentence", file=entry.file, line=entry.line, values=values)


def refuse(problems: Sequence[Problem]) -> None:
    """Tell what is misplaced, if anything is.

    Raises:
        InputProblems: there is such a problem.

    """
    if problems:
        raise InputProblems(problems)


def stale_scores(reader: Reader) -> list[StaleScore]:
    """Return the scores that consultants' words speak of and that have moved since they were written."""
    commentary = reader.scorecard.assessment.commentary
    entries: list[Remark | Rewrite] = [*commentary.remarks, *commentary.rewrites]
    found = []
    for entry in entries:
        for mentioned in entry.mentioned:
            now = _now(reader, mentioned)
            if not _says(now, mentioned.value):
                was = numbers.plain(mentioned.value)
                found.append(
                    StaleScore(file=entry.file, line=mentioned.line, id=mentioned.id, was=was, now=now)
                )
    return found


def _says(now: str, value: Fraction) -> bool:
    """Return whether a score as it is shown is a value, or a part of the scale that holds it."""
    ends = [Fraction(end) for end in _DIGITS.findall(now)]
    return bool(ends) and ends[0] <= value <= ends[-1]


def _now(reader: Reader, mentioned: Mentioned) -> str:
    """Return a score as the report shows it; a dash where there is none."""
    card = reader.scorecard
    if mentioned.id == "level":
        return str(card.level.level or NOTHING)
    if mentioned.id == "index":
        return reader.score(card.index.claimed.value) if card.index else NOTHING
    scored = card.practices.get(mentioned.id) or card.dimensions[mentioned.id]
    return reader.score(scored.claimed.value, mentioned.id) if scored.claimed else NOTHING
