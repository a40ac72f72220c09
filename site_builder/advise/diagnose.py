"""Finds what deserves a manager's attention in a protected scorecard, in the order in which to tell it."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal

from site_builder.advise.known import ScoredFacts, condition_names
from site_builder.model.analysis import Analysis
from site_builder.model.conditions import Condition, read_condition
from site_builder.model.findings import Finding
from site_builder.model.instrument import Instrument
from site_builder.model.scorecard import Scorecard

_HALF = Fraction(1, 2)
"""How many points below the claim evidence or customers lie to be a finding; the least rwg that is none."""


def diagnose(card: Scorecard, analysis: Analysis) -> tuple[Finding, ...]:
    """Return the findings in the order in which to tell them.

    What binds first, then the law, patterns, gaps between roles, low agreement, claims above their proof,
    customers who see less, contradictions, don't-knows. Source: DECISIONS.md, "Patterns", for what a
    condition may say; the instrument's `patterns.yml` for the conditions.

    Args:
        card: the scores, protected.
        analysis: what was read from the same scores.

    """
    known, conditions = ScoredFacts(card), _conditions(card.instrument)
    held = {id_: tuple(condition.codes) for id_, condition in conditions.items() if condition.holds(known)}
    return (
        *_binding(card),
        *_compliance(card, held),
        *_patterns(card, held, known.ids),
        *_gaps(analysis),
        *_disagreements(analysis),
        *_below(card, "unverified"),
        *_below(card, "customer"),
        *_contradictions(card, held),
        *_unknown(card),
    )


def _conditions(instrument: Instrument) -> dict[str, Condition]:
    names = condition_names(instrument)
    written = {entry.id: entry.when for entry in instrument.patterns}
    written |= {entry.id: entry.when for entry in instrument.compliance}
    written |= {entry.id: entry.when for entry in instrument.contradictions}
    return {id_: read_condition(text, names) for id_, text in written.items()}


def _binding(card: Scorecard) -> Iterator[Finding]:
    for constraint in card.level.binding:
        yield Finding(kind="binding", id=constraint.id, value=constraint.value, other=constraint.needs_above)


def _patterns(
    card: Scorecard, held: Mapping[str, tuple[str, ...]], ids: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield the patterns that hold; those about a practice that binds come first."""
    binding = {constraint.id for constraint in card.level.binding}
    patterns = [pattern.id for pattern in card.instrument.patterns if pattern.id in held]
    for id_ in sorted(patterns, key=lambda id_: not any(ids.get(code) in binding for code in held[id_])):
        yield Finding(kind="pattern", id=id_, codes=held[id_])


def _compliance(card: Scorecard, held: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    for entry in card.instrument.compliance:
        if entry.id in held:
            yield Finding(kind="compliance", id=entry.id, codes=held[entry.id])


def _gaps(analysis: Analysis) -> Iterator[Finding]:
    """Yield the practices that two roles of enough people see a point or more apart, the widest first."""
    for gap in (gap for gap in analysis.gaps if gap.delta is not None):
        yield Finding(
            kind="role-gap",
            id=gap.practice,
            value=gap.high_mean,
            other=gap.low_mean,
            roles=(gap.high, gap.low),
        )


def _disagreements(analysis: Analysis) -> Iterator[Finding]:
    """Yield the practices on which respondents disagree without two roles being apart."""
    for topic in analysis.topics:
        if topic.rwg is not None and topic.gap is None:
            yield Finding(kind="agreement", id=topic.practice, value=Fraction(topic.rwg), other=_HALF)


def _contradictions(card: Scorecard, held: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    for entry in card.instrument.contradictions:
        if entry.id in held:
            yield Finding(kind="contradiction", id=entry.id, codes=held[entry.id])


def _below(card: Scorecard, kind: Literal["customer", "unverified"]) -> Iterator[Finding]:
    """Yield the practices where customers, or evidence, lie half a point or more below the claim."""
    found: list[tuple[Fraction, Finding]] = []
    for practice in card.practices.values():
        other = practice.customer if kind == "customer" else practice.verified
        if other and practice.claimed and practice.claimed.value - other.value >= _HALF:
            finding = Finding(kind=kind, id=practice.id, value=other.value, other=practice.claimed.value)
            found.append((other.value - practice.claimed.value, finding))
    yield from (finding for _, finding in sorted(found, key=lambda pair: pair[0]))


def _unknown(card: Scorecard) -> Iterator[Finding]:
    limit = card.instrument.scoring.dont_know_finding
    for practice in card.practices.values():
        if practice.answers.is_unclear(limit):
            share = practice.answers.dont_know_share
            yield Finding(kind="dont-know", id=practice.id, value=share, other=limit)
