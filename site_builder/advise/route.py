"""The cheapest way to a firm level, found exactly."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from site_builder.advise.cheapest import Group, Search, Variable
from site_builder.model.roadmap import Raise, Route
from site_builder.model.scorecard import Scorecard
from site_builder.score import needed_above, project


def cheapest_route(card: Scorecard, level: int | None = None) -> Route:
    """Return the cheapest set of raised practices with which the gate of a level holds; cost is in points.

    Every raised practice needs its prerequisites on the level below, at least; cost is effort times levels
    raised. Among equally cheap ways it is the one that raises most what comes first by id. A level that the
    firm declined a step to is not used; one whose step is done counts as reached. Source: the method page,
    "Priorities, roadmap and the cheapest way"; DECISIONS.md, "Plans".

    Args:
        card: today's scores.
        level: the level to reach; the one above the firm's without it.

    """
    card = _with_what_is_done(card)
    held = card.level.level
    if held is None:
        return Route(level=None, reason="not-rated", blocking=tuple(m.id for m in card.level.missing))
    level = held + 1 if level is None else level
    if level > card.instrument.top:
        return Route(level=None, reason="top")
    ids = sorted(id_ for id_, practice in card.practices.items() if practice.claimed)
    search = _search(card, ids, level)
    ways = search.ways()
    first = next(ways, None)
    if first is None:
        return Route(level=level, reason="declined", blocking=tuple(_hopeless(card, level)))
    points, levels = first
    search.most = points
    raises = _raises(ids, levels, search.variables)
    return Route(
        level=level,
        raises=raises,
        points=points,
        projection=project(card, {r.practice: Fraction(r.to) for r in raises}),
        is_only=next(ways, None) is None,
    )


def _raises(ids: list[str], levels: tuple[int, ...], variables: Sequence[Variable]) -> tuple[Raise, ...]:
    """Return what is raised, the lowest levels first."""
    raised = [
        Raise(practice=id_, before=v.lowest, to=level, points=(level - v.lowest) * v.cost)
        for id_, level, v in zip(ids, levels, variables, strict=True)
        if level > v.lowest
    ]
    return tuple(sorted(raised, key=lambda found: (found.to, found.practice)))


def _with_what_is_done(card: Scorecard) -> Scorecard:
    """Return the scorecard with every step that is done counted as reached."""
    practices = dict(card.practices)
    for decision in card.assessment.decisions:
        found = practices[decision.practice]
        if decision.decision == "done" and found.claimed and found.claimed.value < decision.to:
            claimed = replace(found.claimed, value=Fraction(decision.to), level=decision.to)
            practices[decision.practice] = replace(found, claimed=claimed)
    return replace(card, practices=practices)


def _highest(card: Scorecard, id_: str) -> int:
    """Return the highest level that the firm did not decline for a practice; today's at least."""
    claimed = card.practices[id_].claimed
    today = claimed.level if claimed else 1
    declined = [d.to for d in card.assessment.decisions if d.practice == id_ and d.decision == "declined"]
    return max(min([to - 1 for to in declined], default=card.instrument.top), today)


def _hopeless(card: Scorecard, level: int) -> Iterator[str]:
    """Yield what fails the gate even with everything raised as far as it goes."""
    highest = {
        id_: Fraction(top)
        for id_, practice in card.practices.items()
        if practice.claimed and (top := _highest(card, id_)) > practice.claimed.level
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


def _search(card: Scorecard, ids: list[str], level: int) -> Search:
    """Return the search for ways to a level; its variables are the rated practices, by id."""
    place = {id_: number for number, id_ in enumerate(ids)}
    needs = dict(_needs(card, level))
    groups = [
        Group(need=needs[d.id][0], members=tuple(sorted(place[p.id] for p in d.practices if p.id in place)))
        for d in card.instrument.dimensions
    ]
    return Search(
        variables=[_variable(card, id_, needs, place) for id_ in ids],
        groups=groups,
        floors=dict(_floors(card, level, place)),
    )


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


def _variable(
    card: Scorecard, id_: str, needs: Mapping[str, tuple[int, int]], place: Mapping[str, int]
) -> Variable:
    """Return what a practice may be raised to, and what that gains its dimension."""
    claimed, practice = card.practices[id_].claimed, card.instrument.practice_by_id[id_]
    assert claimed is not None, id_  # noqa: S101 - only rated practices become variables
    _, weights = card.weights
    _, scale = needs[card.instrument.dimension_of[id_].id]
    highest = _highest(card, id_)
    return Variable(
        lowest=claimed.level,
        highest=highest,
        cost=practice.effort,
        gains={
            level: int(weights[id_] * (level - claimed.value) * scale)
            for level in range(claimed.level + 1, highest + 1)
        },
        requires=tuple(place[other] for other in practice.requires if other in place),
    )


def _floors(card: Scorecard, level: int, place: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Yield the level that each keystone still has to reach, by place."""
    needed = needed_above("keystone", level, card.instrument.scoring)
    for practice in card.instrument.practices:
        claimed = card.practices[practice.id].claimed
        if practice.keystone and claimed and claimed.value <= needed:
            yield place[practice.id], max(math.floor(needed), claimed.level) + 1
