"""How far a result depends on weights and on single answers: each is changed alone."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from site_builder.model.scorecard import Scorecard
from site_builder.model.sensitivity import Deciding, Sensitivity, Variation
from site_builder.score.levels import needed_above

_FACTORS = (Fraction(3, 4), Fraction(5, 4))

Gate = dict[tuple[str, str], Fraction]
"""What the firm level is held by: the value of every dimension and keystone."""


def sensitivity(card: Scorecard) -> Sensitivity | None:
    """Return how the result moves with weights x 0.75 and x 1.25, and with one answer moved by one point.

    None when there is no firm level that could change. Source: the report's method page, "Sensitivity".
    """
    if card.level.level is None or card.index is None:
        return None
    gate = _gate(card)
    weakest, levels = _weakest(gate), _Levels(gate, card)
    variations, indices = [], [card.index.claimed.value]
    tried = 0
    for id_, factor, changed, index in _reweighted(card, gate):
        tried += 1
        indices.append(index)
        level, low = levels.after(changed), _weakest({**gate, **changed})
        if level != card.level.level or low != weakest:
            variations.append(
                Variation(
                    id=id_,
                    factor=factor,
                    level=level if level != card.level.level else None,
                    weakest=low if low != weakest else None,
                )
            )
    return Sensitivity(
        variations=tuple(variations),
        tried=tried,
        lowest=min(indices),
        highest=max(indices),
        deciding=tuple(_deciding(card, levels)),
        ratings=sum(p.answers.rated for p in card.practices.values()),
    )


def _gate(card: Scorecard) -> Gate:
    gate: Gate = {("dimension", d.id): d.claimed.value for d in card.dimensions.values() if d.claimed}
    for practice in card.instrument.practices:
        claimed = card.practices[practice.id].claimed
        if practice.keystone and claimed:
            gate["keystone", practice.id] = claimed.value
    return gate


class _Levels:
    """The level that every part of the gate allows; the firm is on the lowest of them."""

    def __init__(self, gate: Gate, card: Scorecard) -> None:
        scoring, top = card.instrument.scoring, card.instrument.top
        self.marks = {
            kind: [needed_above(kind, level, scoring) for level in range(2, top + 1)]
            for kind in ("dimension", "keystone")
        }
        self.held = {part: self.of(part[0], value) for part, value in gate.items()}

    def of(self, kind: str, value: Fraction) -> int:
        """Return the highest level that one dimension or keystone of this value allows."""
        return 1 + sum(value > mark for mark in self.marks[kind])

    def after(self, changed: Gate) -> int:
        """Return the firm level when some values are others."""
        held = self.held | {part: self.of(part[0], value) for part, value in changed.items()}
        return min(held.values())


def _weakest(gate: Gate) -> str:
    dimensions = {id_: value for (kind, id_), value in gate.items() if kind == "dimension"}
    return min(dimensions, key=lambda id_: dimensions[id_])


def _reweighted(card: Scorecard, gate: Gate) -> Iterator[tuple[str, Fraction, Gate, Fraction]]:
    """Yield every change of one weight: whose, by what, what of the gate changes, and the index."""
    dimensions, practices = card.weights
    values = {id_: gate["dimension", id_] for id_ in dimensions}
    for id_, weight in dimensions.items():
        for factor in _FACTORS:
            yield id_, factor, {}, _mean(values, {**dimensions, id_: weight * factor})
    for dimension in card.instrument.dimensions:
        rated = {p.id: c.value for p in dimension.practices if (c := card.practices[p.id].claimed)}
        for id_ in rated:
            for factor in _FACTORS:
                value = _mean(rated, {**practices, id_: practices[id_] * factor})
                yield (
                    id_,
                    factor,
                    {("dimension", dimension.id): value},
                    _mean({**values, dimension.id: value}, dimensions),
                )


def _mean(values: Mapping[str, Fraction], weights: Mapping[str, Fraction]) -> Fraction:
    total = sum((weights[id_] for id_ in values), Fraction(0))
    return sum((weights[id_] * value for id_, value in values.items()), Fraction(0)) / total


def _deciding(card: Scorecard, levels: _Levels) -> Iterator[Deciding]:
    """Yield the practices of which single ratings decide the level.

    Within a role every rating counts the same, so that it is enough to move one of each role.
    """
    _, weights = card.weights
    pooled, top = card.assessment.settings.aggregation == "respondents", card.instrument.top
    for dimension in card.instrument.dimensions:
        rated = {p.id: c.value for p in dimension.practices if (c := card.practices[p.id].claimed)}
        for id_, value in rated.items():
            roles = card.practices[id_].roles
            people = sum(role.count for role in roles)
            for step in (1, -1):
                count, level = 0, None
                for role in roles:
                    share = Fraction(1, people) if pooled else Fraction(1, role.count * len(roles))
                    after = {**rated, id_: value + step * share}
                    changed = {("dimension", dimension.id): _mean(after, weights)}
                    if ("keystone", id_) in levels.held:
                        changed["keystone", id_] = after[id_]
                    reached = levels.after(changed)
                    if reached != card.level.level:
                        level = reached
                        count += sum(1 <= rating.value + step <= top for rating in role.ratings)
                if level is not None and count:
                    yield Deciding(practice=id_, count=count, level=level)
