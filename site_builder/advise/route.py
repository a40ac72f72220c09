"""The cheapest way to a firm level, found exactly by a small mixed-integer programme."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from site_builder.model.roadmap import Raise, Route
from site_builder.model.scorecard import Scorecard
from site_builder.score import needed_above, project

_CHUNK = 8
"""How many practices one solution orders: ten to the power of eight is still exact for a solver."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Option:
    """One practice on one higher level."""

    practice: str
    before: int
    level: int
    cost: int


def cheapest_route(card: Scorecard, level: int | None = None) -> Route:
    """Return the cheapest set of raised practices with which the gate of a level holds; cost is in points.

    Args:
        card: today's scores.
        level: the level to reach; the one above the firm's without it.

    Every raised practice needs its prerequisites on the level below, at least; cost is effort times levels
    raised. Among equally cheap ways it is the one that raises most what comes first by id. A level that the
    firm declined a step to is not used; one whose step is done counts as reached. Source: the method page,
    "Priorities, roadmap and the cheapest way"; DECISIONS.md, "Plans".

    """
    card = _with_what_is_done(card)
    held = card.level.level
    if held is None:
        return Route(level=None, reason="not-rated", blocking=tuple(m.id for m in card.level.missing))
    level = held + 1 if level is None else level
    if level > card.instrument.top:
        return Route(level=None, reason="top")
    options = tuple(_options(card))
    chosen = _Programme(card, options, level).solve()
    if chosen is None:
        return Route(level=level, reason="declined", blocking=tuple(_hopeless(card, options, level)))
    raises = tuple(
        Raise(practice=option.practice, before=option.before, to=option.level, points=option.cost)
        for option in sorted(chosen, key=lambda option: (option.level, option.practice))
    )
    return Route(
        level=level,
        raises=raises,
        points=sum(r.points for r in raises),
        projection=project(card, {r.practice: Fraction(r.to) for r in raises}),
        is_only=_Programme(card, options, level).is_only(chosen),
    )


def _with_what_is_done(card: Scorecard) -> Scorecard:
    """Return the scorecard with every step that is done counted as reached."""
    practices = dict(card.practices)
    for decision in card.assessment.decisions:
        found = practices[decision.practice]
        if decision.decision == "done" and found.claimed and found.claimed.value < decision.to:
            claimed = replace(found.claimed, value=Fraction(decision.to), level=decision.to)
            practices[decision.practice] = replace(found, claimed=claimed)
    return replace(card, practices=practices)


def _options(card: Scorecard) -> Iterator[_Option]:
    """Yield every practice with every level above its own that the firm did not decline."""
    for id_ in sorted(card.practices):
        claimed = card.practices[id_].claimed
        if claimed is None:
            continue
        declined = [d.to for d in card.assessment.decisions if d.practice == id_ and d.decision == "declined"]
        ceiling = min([to - 1 for to in declined], default=card.instrument.top)
        effort = card.instrument.practice_by_id[id_].effort
        for level in range(claimed.level + 1, ceiling + 1):
            cost = effort * (level - claimed.level)
            yield _Option(practice=id_, before=claimed.level, level=level, cost=cost)


def _hopeless(card: Scorecard, options: Sequence[_Option], level: int) -> Iterator[str]:
    """Yield what fails the gate even with everything raised as far as it goes."""
    highest = {option.practice: Fraction(option.level) for option in options}
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


class _Programme:
    """Binaries: which practice stands on which level. Solved for cost first, then for the order of ids."""

    def __init__(self, card: Scorecard, options: Sequence[_Option], level: int) -> None:
        self.card, self.options, self.level = card, options, level
        self.scoring = card.instrument.scoring
        self.refused: list[frozenset[int]] = []

    def solve(self) -> list[_Option] | None:
        """Return the options taken; None when there is no way.

        The solver computes with floating point. What it finds is checked exactly, and refused if it is wrong.
        """
        while True:
            taken = self._solve()
            if taken is None:
                return None
            chosen = [self.options[index] for index in sorted(taken)]
            found = project(self.card, {o.practice: Fraction(o.level) for o in chosen})
            if found.level is not None and found.level >= self.level:
                return chosen
            self.refused.append(frozenset(taken))

    def is_only(self, chosen: Sequence[_Option]) -> bool:
        """Return whether no other way costs as little."""
        self.refused.append(frozenset(self.options.index(option) for option in chosen))
        other = self.solve()
        return other is None or sum(o.cost for o in other) > sum(o.cost for o in chosen)

    def _solve(self) -> set[int] | None:
        import highspy  # noqa: PLC0415 - slow to import, and most commands need none of it

        solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.silent()
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_feasibility_tolerance", 1e-9)
        takes = [solver.addBinary() for _ in self.options]
        for terms, least in self._constraints():
            solver.addConstr(_sum(solver, takes, terms) >= least)
        costs = {index: option.cost for index, option in enumerate(self.options)}
        if not costs:
            return set() if not any(least > 0 for _, least in self._constraints()) else None
        solver.minimize(_sum(solver, takes, costs))
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        best = self._taken(solver, takes)
        solver.addConstr(_sum(solver, takes, costs) <= sum(costs[index] for index in best))
        practices = sorted({option.practice for option in self.options})
        for start in range(0, len(practices), _CHUNK):
            chunk = practices[start : start + _CHUNK]
            weights = {
                index: (option.level - option.before)
                * (2 * self.card.instrument.top) ** (len(chunk) - 1 - place)
                for place, practice in enumerate(chunk)
                for index, option in enumerate(self.options)
                if option.practice == practice
            }
            solver.maximize(_sum(solver, takes, weights))
            best = self._taken(solver, takes)
            for index in weights:
                solver.addConstr(_sum(solver, takes, {index: 1}) == int(index in best))
        return best

    @staticmethod
    def _taken(solver: Any, takes: Sequence[Any]) -> set[int]:
        half = 0.5
        return {index for index, take in enumerate(takes) if solver.variableValue(take) > half}

    def _constraints(self) -> Iterator[tuple[Mapping[int, int], int]]:
        """Yield sums of options with the least they have to come to, all in whole numbers."""
        yield from self._one_level_each()
        yield from self._prerequisites()
        yield from self._dimensions()
        yield from self._keystones()
        for refused in self.refused:
            terms = {index: -1 if index in refused else 1 for index in range(len(self.options))}
            yield terms, 1 - len(refused)

    def _of(self, practice: str, least: Fraction | int = 0) -> dict[int, int]:
        return {
            index: 1 for index, o in enumerate(self.options) if o.practice == practice and o.level >= least
        }

    def _one_level_each(self) -> Iterator[tuple[Mapping[int, int], int]]:
        for practice in {option.practice for option in self.options}:
            yield dict.fromkeys(self._of(practice), -1), -1

    def _prerequisites(self) -> Iterator[tuple[Mapping[int, int], int]]:
        for index, option in enumerate(self.options):
            for other in self.card.instrument.practice_by_id[option.practice].requires:
                claimed = self.card.practices[other].claimed
                if claimed and claimed.level < option.level - 1:
                    yield {**self._of(other, option.level - 1), index: -1}, 0

    def _dimensions(self) -> Iterator[tuple[Mapping[int, int], int]]:
        """Yield, for each dimension, the weighted gain that takes it above what the level needs."""
        _, weights = self.card.weights
        needed = needed_above("dimension", self.level, self.scoring)
        for dimension in self.card.instrument.dimensions:
            values = {
                p.id: claimed.value
                for p in dimension.practices
                if (claimed := self.card.practices[p.id].claimed)
            }
            total = sum((weights[id_] for id_ in values), Fraction(0))
            short = sum((weights[id_] * (needed - value) for id_, value in values.items()), Fraction(0))
            gains = {
                index: weights[option.practice] * (option.level - values[option.practice])
                for index, option in enumerate(self.options)
                if option.practice in values
            }
            if total and short >= 0:
                scale = math.lcm(short.denominator, *(gain.denominator for gain in gains.values()))
                # In whole numbers "more than" is "at least one more".
                yield {index: int(gain * scale) for index, gain in gains.items()}, int(short * scale) + 1

    def _keystones(self) -> Iterator[tuple[Mapping[int, int], int]]:
        needed = needed_above("keystone", self.level, self.scoring)
        for practice in self.card.instrument.practices:
            claimed = self.card.practices[practice.id].claimed
            if practice.keystone and claimed and claimed.value <= needed:
                yield self._of(practice.id, math.floor(needed) + 1), 1


def _sum(solver: Any, takes: Sequence[Any], terms: Mapping[int, int]) -> Any:
    return solver.qsum(takes[index] * weight for index, weight in terms.items())
