"""What the figures show together: each finding with what was seen, why it matters, and what to do or ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import ClassVar

from site_builder.language import numbers
from site_builder.model.findings import Finding, Insight
from site_builder.model.page import Sentence
from site_builder.present.shared.eyebrow import eyebrow
from site_builder.present.shared.reader import Reader, sentence
from site_builder.present.shared.report_page import ReportPage, Sheet
from site_builder.present.shared.steps import sources

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
    """One finding."""

    KIND: ClassVar = "finding"
    id: str
    title: Sentence
    kind: str
    seen: tuple[Seen, ...]
    why: Sentence
    move: Sentence
    sources: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsView:
    """The view of the page."""

    eyebrow: str
    headline: Sentence
    lead: Sentence
    findings: tuple[FindingView, ...]
    questions: tuple[FindingView, ...]


def findings_view(reader: Reader, findings: tuple[Finding, ...]) -> FindingsView:
    """Return the view of the page on findings; contradictions stand apart, as questions."""
    say = reader.words
    patterns = [finding for finding in findings if finding.kind == "pattern"]
    shown = tuple(_views(reader, [f for f in findings if f.kind != "contradiction"]))
    headline = say("findings.headline_none")
    if patterns:
        pattern = next(p for p in reader.instrument.patterns if p.id == patterns[0].id)
        headline = say("findings.headline", n=len(patterns), name=reader.text(pattern.name))
    elif shown:
        headline = say("findings.headline_some", n=len(shown))
    return FindingsView(
        eyebrow=eyebrow(reader),
        headline=sentence(headline),
        lead=say("findings.lead_public" if reader.is_public else "findings.lead"),
        findings=shown,
        questions=tuple(_question(reader, f) for f in findings if f.kind == "contradiction"),
    )


def main_findings(reader: Reader, findings: tuple[Finding, ...]) -> tuple[FindingView, ...]:
    """Return the findings for the first page: the law, three patterns at most, and one kind more.

    What binds has its own place there. The one kind more is the first of those that there are: customers who
    see less, gaps between roles, claims above their proof.
    """
    law = [finding for finding in findings if finding.kind == "compliance"]
    patterns = [finding for finding in findings if finding.kind == "pattern"][:_PATTERNS]
    kind = next((k for k in _ONE_MORE if any(finding.kind == k for finding in findings)), None)
    more = [finding for finding in findings if finding.kind == kind]
    return tuple(_views(reader, [*law, *patterns, *more]))


def _views(reader: Reader, findings: list[Finding]) -> Iterator[FindingView]:
    """Yield a view per pattern, and one for all findings of any other kind, in their order."""
    for kind, group in groupby(findings, key=lambda finding: finding.kind):
        if kind in _AUTHORED:
            yield from (_pattern(reader, finding) for finding in group)
        else:
            yield _group(reader, kind.replace("-", "_"), list(group))


def _pattern(reader: Reader, finding: Finding) -> FindingView:
    say, instrument = reader.words, reader.instrument
    pattern = next(p for p in (*instrument.patterns, *instrument.compliance) if p.id == finding.id)
    return FindingView(
        id=pattern.id,
        title=reader.text(pattern.name),
        kind=say(f"findings.kinds.{finding.kind}"),
        seen=_seen(reader, finding),
        why=reader.text(pattern.meaning) + say("language.space") + reader.text(pattern.consequence),
        move=reader.text(pattern.first),
        sources=sources(instrument, pattern.facts, pattern.literature, say),
    )


def _question(reader: Reader, finding: Finding) -> FindingView:
    entry = next(c for c in reader.instrument.contradictions if c.id == finding.id)
    return FindingView(
        id=entry.id,
        title=reader.text(entry.question),
        kind="",
        seen=_seen(reader, finding),
        why="",
        move="",
        sources="",
    )


def _group(reader: Reader, key: str, group: list[Finding]) -> FindingView:
    say = reader.words
    return FindingView(
        id=key.replace("_", "-"),
        title=sentence(say(f"findings.{key}.title", n=len(group), level=reader.next_level)),
        kind=say(f"findings.kinds.{key}"),
        seen=tuple(
            Seen(text=say(f"findings.{key}.seen", **_values(reader, finding)), href=reader.href(finding.id))
            for finding in group
        ),
        why=say(f"findings.{key}.why"),
        move=say(f"findings.{key}.move"),
        sources="",
    )


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


def _seen(reader: Reader, finding: Finding) -> tuple[Seen, ...]:
    """Return the figures behind a pattern: practices with their scores, answers about the firm."""
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


def _sheets(reader: Reader, insight: Insight) -> Iterator[Sheet]:
    yield Sheet(name="findings", view=findings_view(reader, insight.findings))


PAGE = ReportPage(order=30, section="diagnosis", is_public=True, sheets=_sheets)
