"""The gate of a level as a search: what may be raised how far, what that costs, what has to be gained."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from site_builder.advise.cheapest import Group, Levels, Search, Variable
from site_builder.model.decisions import Decision
from site_builder.model.roadmap import Raise
from site_builder.model.scorecard import Scorecard
from site_builder.score import needed_above, project

Loads = Mapping[tuple[str, int], tuple[int, ...]]
"""What raising a practice to a level puts on each limit, by practice and level."""


def with_what_is_done(card: Scorecard) -> Scorecard:
    """Return the scorecard with every step that is done counted as reached."""
    practices = dict(card.practices)
    for decision in card.assessment.decisions:
        found = practices[decision.practice]
        if decision.decision == "done" and found.claimed and found.claimed.value < decision.to:
            claimed = replace(found.claimed, value=Fraction(decision.to), level=decision.to)
            practices[decision.practice] = replace(found, claimed=claimed)
    return replace(card, practices=practices)


def is_left_out(decision: Decision) -> bool:
    """Return whether a decision keeps its step out of every plan: declined, or deferred without a day."""
    return decision.decision == "declined" or (decision.decision == "deferred" and decision.until is None)


def ceilings(card: Scorecard) -> dict[str, int]:
    """Return the level up to which each rated practice may be raised; today's at least.

    What the firm left out bounds it.
    """
    highest: dict[str, int] = {}
    for id_, practice in card.practices.items():
        if practice.claimed:
            left_out = [d.to for d in card.assessment.decisions if d.practice == id_ and is_left_out(d)]
            most = min([card.instrument.top, *(to - 1 for to in left_out)])
            highest[id_] = max(most, practice.claimed.level)
    return highest


def up_to_enough(card: Scorecard) -> dict[str, int]:
    """Return how far each rated practice may be raised when none goes further than is good enough."""
    return {
        id_: max(min(top, card.enough.get(id_, top)), claimed.level)
        for id_, top in ceilings(card).items()
        if (claimed := card.practices[id_].claimed)
    }


def hopeless(card: Scorecard, level: int, tops: Mapping[str, int]) -> Iterator[str]:
    """Yield what fails the gate of a level even with everything raised as far as it may be.

    Args:
        card: today's scores.
        level: the firm level.
        tops: the level up to which each practice may be raised.

    """
    highest = {
        id_: Fraction(top)
        for id_, top in tops.items()
        if (claimed := card.practices[id_].claimed) and top > claimed.level
    }
    found = project(card, highest)
    for id_, value in found.dimensions.items():
        if value <= needed_above("dimension", level, card.instrument.scoring):
            yield id_
    for practice in card.instrument.practices:
        claimed = card.practices[practice.id].claimed
        if practice.keystone and claimed:
            value = max(highest.get(practice.id, claimed.value), claimed.value)
            if value <= needed_above("keystone", level, card.instrument.scoring):
                yield practice.id


def gate_search(
    card: Scorecard,
    level: int,
    highest: Mapping[str, int],
    loads: Loads | None = None,
    limits: tuple[int, ...] = (),
) -> Search:
    """Return the search for ways to a level; its variables are the rated practices, as they are asked.

    Args:
        card: today's scores.
        level: the firm level whose gate has to hold.
        highest: the level up to which each practice may be raised.
        loads: what a raise puts on each limit.
        limits: the most that all raises together may put on each.

    """
    ids = rated(card)
    place = {id_: number for number, id_ in enumerate(ids)}
    needs = dict(_needs(card, level))
    groups = [
        Group(need=needs[d.id][0], members=tuple(sorted(place[p.id] for p in d.practices if p.id in place)))
        for d in card.instrument.dimensions
    ]
    return Search(
        variables=list(_variables(card, needs, highest, loads or {})),
        groups=groups,
        floors=dict(_floors(card, level, place)),
        limits=limits,
    )


def rated(card: Scorecard) -> list[str]:
    """Return the practices that have a score, in the order of the questionnaire."""
    return [p.id for p in card.instrument.practices if card.practices[p.id].claimed]


def raises_of(card: Scorecard, levels: Levels, variables: Sequence[Variable]) -> tuple[Raise, ...]:
    """Return what a way raises, the lowest levels first."""
    raised = [
        Raise(practice=id_, before=v.lowest, to=level, points=v.costs[level])
        for id_, level, v in zip(rated(card), levels, variables, strict=True)
        if level > v.lowest
    ]
    return tuple(sorted(raised, key=lambda found: found.to))


def _needs(card: Scorecard, level: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield for each dimension the weighted gain that takes it above what a level needs, in whole numbers.

    The second number is what a gain of one is in them. "More than" is "at least one more" there.
    """
    _, weights = card.weights
    needed = needed_above("dimension", level, card.instrument.scoring)
    for dimension in card.instrument.dimensions:
        values = {p.id: c.value for p in dimension.practices if (c := card.practices[p.id].claimed)}
        short = sum((weights[id_] * (needed - value) for id_, value in values.items()), Fraction(0))
        parts = [weights[id_] * value for id_, value in values.items()] + [weights[id_] for id_ in values]
        scale = math.lcm(short.denominator, *(part.denominator for part in parts))
        yield dimension.id, (int(short * scale) + 1 if values and short >= 0 else 0, scale)


def _variables(
    card: Scorecard, needs: Mapping[str, tuple[int, int]], highest: Mapping[str, int], loads: Loads
) -> Iterator[Variable]:
    """Yield for each rated practice what it may be raised to, and what that gains its dimension."""
    ids = rated(card)
    for id_ in ids:
        claimed = card.practices[id_].claimed
        assert claimed is not None, id_  # noqa: S101 - only rated practices become variables
        weight = card.weights[1][id_] * needs[card.instrument.dimension_of[id_].id][1]
        levels = range(claimed.level + 1, highest[id_] + 1)
        yield Variable(
            lowest=claimed.level,
            highest=highest[id_],
            costs=card.costs_of(id_, levels),
            gains={to: int(weight * (to - claimed.value)) for to in levels},
            requires={to: _places(ids, card.needs_of(id_, to)) for to in levels},
            loads={to: loads[id_, to] for to in levels if (id_, to) in loads},
        )


def _places(ids: Sequence[str], needs: Mapping[str, int]) -> tuple[tuple[int, int], ...]:
    return tuple((ids.index(id_), least) for id_, least in needs.items() if id_ in ids)


def _floors(card: Scorecard, level: int, place: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Yield the level that each keystone still has to reach, by place."""
    needed = needed_above("keystone", level, card.instrument.scoring)
    for practice in card.instrument.practices:
        claimed = card.practices[practice.id].claimed
        if practice.keystone and claimed and claimed.value <= needed:
            yield place[practice.id], max(math.floor(needed), claimed.level) + 1
