"""Finds what deserves a manager's attention in a protected scorecard, in the order in which to tell it."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from site_builder.conditions import Condition, read_condition
from site_builder.model.findings import Finding
from site_builder.model.instrument import Instrument
from site_builder.model.scorecard import Scorecard

_POINT = Fraction(1)
_HALF = Fraction(1, 2)


def diagnose(card: Scorecard) -> tuple[Finding, ...]:
    """Return the findings: what binds first, then patterns, customers, proof, contradictions, don't-knows."""
    return (
        *_binding(card),
        *_patterns(card),
        *_customers(card),
        *_unverified(card),
        *_contradictions(card),
        *_unknown(card),
    )


class _Known:
    """What conditions may ask of a scorecard."""

    def __init__(self, card: Scorecard) -> None:
        self.card = card
        self.ids = {practice.code: practice.id for practice in card.instrument.practices}
        self.questions = {question.code: question.id for question in card.instrument.context}
        self.answers: dict[str, object] = {}
        for response in card.assessment.responses:
            self.answers |= {key: v for key, v in response.context.items() if key not in self.answers}
        self.answers |= card.assessment.settings.context

    def level(self, code: str) -> Fraction | None:
        claimed = self.card.practices[self.ids[code]].claimed
        return Fraction(claimed.level) if claimed else None

    def score(self, code: str) -> Fraction | None:
        claimed = self.card.practices[self.ids[code]].claimed
        return claimed.value if claimed else None

    def context(self, code: str, part: str | None) -> Fraction | None:
        value = self.answers.get(self.questions[code])
        if part is not None:
            value = value.get(part) if isinstance(value, dict) else None
        return Fraction(value) if isinstance(value, int | Decimal) else None

    def gap_share(self, one: str, other: str) -> Fraction | None:
        """Return the share of the practices both rated on which one lies a point above the other."""
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
    written |= {entry.id: entry.when for entry in instrument.contradictions}
    return {id_: read_condition(text, names) for id_, text in written.items()}


def _binding(card: Scorecard) -> Iterator[Finding]:
    for constraint in card.level.binding:
        yield Finding(kind="binding", id=constraint.id, value=constraint.value, other=constraint.needs_above)


def _patterns(card: Scorecard) -> Iterator[Finding]:
    """Yield the patterns that hold; those about a practice that binds come first."""
    known, conditions = _Known(card), _conditions(card.instrument)
    binding = {constraint.id for constraint in card.level.binding}
    held = [p for p in card.instrument.patterns if conditions[p.id].holds(known)]

    def binds(id_: str) -> bool:
        return any(known.ids.get(code) in binding for code in conditions[id_].codes)

    for pattern in sorted(held, key=lambda pattern: not binds(pattern.id)):
        yield Finding(kind="pattern", id=pattern.id, codes=tuple(conditions[pattern.id].codes))


def _contradictions(card: Scorecard) -> Iterator[Finding]:
    known, conditions = _Known(card), _conditions(card.instrument)
    for entry in card.instrument.contradictions:
        if conditions[entry.id].holds(known):
            yield Finding(kind="contradiction", id=entry.id, codes=tuple(conditions[entry.id].codes))


def _customers(card: Scorecard) -> Iterator[Finding]:
    """Yield the practices that customers rate half a point or more below the firm, the widest first."""
    found = [
        Finding(kind="customer", id=p.id, value=p.customer.value, other=p.claimed.value)
        for p in card.practices.values()
        if p.customer and p.claimed and p.claimed.value - p.customer.value >= _HALF
    ]
    yield from sorted(found, key=lambda finding: (finding.value or 0) - (finding.other or 0))


def _unverified(card: Scorecard) -> Iterator[Finding]:
    """Yield the practices whose claim lies half a point or more above their evidence, the widest first."""
    found = [
        Finding(kind="unverified", id=p.id, value=p.verified.value, other=p.claimed.value)
        for p in card.practices.values()
        if p.verified and p.claimed and p.claimed.value - p.verified.value >= _HALF
    ]
    yield from sorted(found, key=lambda finding: (finding.value or 0) - (finding.other or 0))


def _unknown(card: Scorecard) -> Iterator[Finding]:
    limit = card.instrument.scoring.dont_know_finding
    for practice in card.practices.values():
        answers = practice.answers
        heard = answers.rated + answers.dont_know + answers.not_applicable
        if answers.dont_know > 1 and Fraction(answers.dont_know, heard) >= limit:
            yield Finding(
                kind="dont-know", id=practice.id, value=Fraction(answers.dont_know, heard), other=limit
            )
