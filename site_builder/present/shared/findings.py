"""Findings in words: what was seen, why it matters, and what to do or ask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import ClassVar

from site_builder.language import numbers
from site_builder.model.findings import Finding
from site_builder.model.page import Sentence
from site_builder.model.roadmap import Roadmap
from site_builder.present.shared.reader import Reader, sentence
from site_builder.present.shared.steps import sources
from site_builder.present.shared.story import causes, where_in_plan

_PATTERNS = 3


_ONE_MORE = ("customer", "role-gap", "unverified")


_AUTHORED = {"pattern", "compliance"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A figure that a finding rests on."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """One finding: what was seen, why it matters, the first move."""

    KIND: ClassVar = "finding"
    id: str
    title: Sentence
    kind: str
    seen: tuple[Seen, ...]
    why: Sentence
    move: Sentence
    planned: str
    sources: str


def main_findings(reader: Reader, findings: Sequence[Finding], roadmap: Roadmap) -> tuple[FindingView, ...]:
    """Return the findings for the first page: the law, three patterns at most, and one kind more.

    What binds has its own place there. The one kind more is the first of those that there are: customers who
    see less, gaps between roles, claims above their proof.
    """
    law = [finding for finding in findings if finding.kind == "compliance"]
    patterns = [finding for finding in findings if finding.kind == "pattern"][:_PATTERNS]
    kind = next((k for k in _ONE_MORE if any(finding.kind == k for finding in findings)), None)
    more = [finding for finding in findings if finding.kind == kind]
    return tuple(finding_views(reader, [*law, *patterns, *more], roadmap))


def finding_views(reader: Reader, findings: Sequence[Finding], roadmap: Roadmap) -> Iterator[FindingView]:
    """Yield a view per pattern, and one for all findings of any other kind, in their order.

    Each says which step the plan takes there, or why it takes none.
    """
    for kind, group in groupby(findings, key=lambda finding: finding.kind):
        if kind in _AUTHORED:
            yield from (_pattern(reader, finding, roadmap) for finding in group)
        else:
            alike = list(group)
            if kind == "binding":  # a cause that shows in two places counts once, as on the first page
                shown = {constraint.id for constraint in causes(reader, roadmap)}
                alike = [finding for finding in alike if finding.id in shown]
            yield _group(reader, kind.replace("-", "_"), alike, roadmap)


def _pattern(reader: Reader, finding: Finding, roadmap: Roadmap) -> FindingView:
    say, instrument = reader.words, reader.instrument
    pattern = next(p for p in (*instrument.patterns, *instrument.compliance) if p.id == finding.id)
    by_code = {practice.code: practice.id for practice in instrument.practices}
    return FindingView(
        id=pattern.id,
        title=reader.text(pattern.name),
        kind=say(f"findings.kinds.{finding.kind}"),
        seen=seen_figures(reader, finding),
        why=reader.text(pattern.meaning) + say("language.space") + reader.text(pattern.consequence),
        move=reader.text(pattern.first),
        planned=where_in_plan(reader, roadmap, [by_code[code] for code in finding.codes if code in by_code]),
        sources=sources(instrument, pattern.facts, pattern.literature, say),
    )


def _group(reader: Reader, key: str, group: list[Finding], roadmap: Roadmap) -> FindingView:
    say = reader.words
    return FindingView(
        id=key.replace("_", "-"),
        title=sentence(say(f"findings.{key}.title", n=len(group), level=reader.next_level)),
        kind=say(f"findings.kinds.{key}"),
        seen=tuple(
            Seen(text=say(f"findings.{key}.seen", **_values(reader, finding)), href=reader.href(finding.id))
            for finding in group
        ),
        why=_worst(reader, key, group) + say(f"findings.{key}.why"),
        move=say(f"findings.{key}.move"),
        planned=where_in_plan(reader, roadmap, _practices(reader, group)),
        sources="",
    )


def _worst(reader: Reader, key: str, group: Sequence[Finding]) -> str:
    """Return where customers and the firm are furthest apart, as the strongest fact that there is."""
    if key != "customer":
        return ""
    return reader.words("findings.customer.worst", **_values(reader, group[0])) + reader.words(
        "language.space"
    )


def _practices(reader: Reader, group: Sequence[Finding]) -> list[str]:
    """Return the practices of some findings; those of a dimension are all that it holds."""
    dimensions = reader.instrument.dimension_by_id
    found: list[str] = []
    for finding in group:
        dimension = dimensions.get(finding.id)
        found += [practice.id for practice in dimension.practices] if dimension else [finding.id]
    return found


def _values(reader: Reader, finding: Finding) -> dict[str, str]:
    value, other = finding.value or Fraction(0), finding.other or Fraction(0)
    values = {"name": reader.name(finding.id), "other": numbers.decimal(other)}
    if finding.roles:
        high, low = finding.roles
        gap = numbers.difference(value - other)
        return values | {
            "value": numbers.decimal(value),
            "high": reader.role(high),
            "low": reader.role(low),
            "gap": gap,
        }
    if finding.kind == "agreement":
        return values | {"value": numbers.decimal(value, reach=(other,))}
    shown = numbers.percent(value) if finding.kind == "dont-know" else reader.score(value, finding.id)
    return values | {"value": shown}


def seen_figures(reader: Reader, finding: Finding) -> tuple[Seen, ...]:
    """Return the figures behind an authored finding: practices with their scores, answers about the firm."""
    by_code = {practice.code: practice for practice in reader.instrument.practices}
    questions = {question.code: question for question in reader.instrument.context}
    if not finding.codes:  # it compares roles
        if reader.is_public:
            return ()
        return (Seen(text=reader.words("pages.roles"), href="roles.html"),)
    seen = []
    for code in finding.codes:
        if code in by_code:
            practice = by_code[code]
            claimed = reader.scorecard.practices[practice.id].claimed
            value = reader.score(claimed.value, practice.id) if claimed else "–"
            seen.append(
                Seen(text=f"{code} {reader.text(practice.name)} {value}", href=reader.href(practice.id))
            )
        elif not reader.is_public:
            question = reader.text(questions[code].question)
            seen.append(Seen(text=question, href="respondents.html#context"))
    return tuple(seen)
