"""Finds what deserves a manager's attention in a protected scorecard, in the order in which to tell it."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal

from site_builder.model.analysis import Analysis
from site_builder.model.conditions import Condition, FirmFacts, read_condition
from site_builder.model.findings import Finding
from site_builder.model.instrument import Instrument
from site_builder.model.scorecard import Scorecard

_POINT = Fraction(1)
"""How far two roles are apart where a condition counts it, in points of the scale."""

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
    known, conditions = _Known(card), _conditions(card.instrument)
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


class _Known(FirmFacts):
    """What conditions may ask of a scorecard."""

    def __init__(self, card: Scorecard) -> None:
        questions = {question.code: question.id for question in card.instrument.context}
        super().__init__(questions, card.assessment.context)
        self.card = card
        self.ids = {practice.code: practice.id for practice in card.instrument.practices}

    def level(self, code: str) -> Fraction | None:
        """Return the level of a practice's claimed score; None where it is not rated."""
        claimed = self.card.practices[self.ids[code]].claimed
        return Fraction(claimed.level) if claimed else None

    def score(self, code: str) -> Fraction | None:
        """Return a practice's claimed score; None where it is not rated."""
        claimed = self.card.practices[self.ids[code]].claimed
        return claimed.value if claimed else None

    def gap_share(self, one: str, other: str) -> Fraction | None:
        """Return the share of the practices both rated on which one lies a point above the other.

        Only roles that are shown count; None where the two share no practice.
        """
        gaps = []
        for practice in self.card.practices.values():
            means = {role.role: role.mean for role in practice.roles}
            if one in means and other in means:
                gaps.append(means[one] - means[other] >= _POINT)
        return Fraction(sum(gaps), len(gaps)) if gaps else None


def _conditions(instrument: Instrument) -> dict[str, Condition]:
    names = {
        "practices": [practice.code for practice in instrument.practices],
        "context": [question.code for question in instrument.context],
        "roles": [role.id for role in instrument.roles],
    }
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
    """Yield the practices that two roles see a point or more apart, the widest first."""
    for gap in analysis.gaps:
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
