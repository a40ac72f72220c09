"""The least cost at which every group gains what it needs: exact, in whole numbers, by branch and bound.

Left alone, the groups (the practices of one dimension each) are knapsacks, solved by dynamic programming.
What ties them together, prerequisites, is put in only where a solution breaks one: then the search goes on
in two halves, one in which the prerequisite is met and one in which what needs it stays below.

Limits that all raises share (what can be begun within a period) tie the groups together as well. Each group
then keeps every choice that no other beats in cost and in all loads, and the choices are joined.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from operator import add, le

Bounds = tuple[tuple[int, int], ...]
"""The least and the highest level of every variable."""

Levels = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """One practice that may be raised.

    It stands on level `lowest` today and may be raised up to `highest`. A raise to a level costs
    `costs[level]` points in all, and gains its group `gains[level]`; both are whole numbers that grow with
    the level. It needs the variables in `requires[level]`, by place, on the level beside each.
    `loads[level]` is what it puts on each of the search's limits; nothing where a level is not in it.
    """

    lowest: int
    highest: int
    costs: Mapping[int, int]
    gains: Mapping[int, int]
    requires: Mapping[int, Sequence[tuple[int, int]]] = field(default_factory=dict)
    loads: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """Levels of some variables, in order, with their cost and with what they put on each limit."""

    cost: int
    loads: tuple[int, ...]
    levels: Levels

    @property
    def rank(self) -> tuple[int, tuple[int, ...]]:
        """What comes first: the cheaper choice, then the one that raises the first variable most."""
        return self.cost, tuple(-level for level in self.levels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Variables, by place and in ascending order, that together have to gain `need`, a whole number."""

    need: int
    members: tuple[int, ...]


@dataclass(slots=True, kw_only=True)
class Search:
    """Ways to raise variables, the cheapest first; among equally cheap ones what raises the first most.

    `floors` are levels that a variable has to reach, by place. Every variable belongs to one group; the
    groups follow each other in the order of the variables. `limits` are what the loads of all variables
    together may come to. `most` is the highest cost that is still of interest, `most_nodes` how many parts
    are looked at; both may be set while ways are being taken.
    """

    variables: Sequence[Variable]
    groups: Sequence[Group]
    floors: Mapping[int, int]
    limits: tuple[int, ...] = ()
    most: float = math.inf
    most_nodes: float = math.inf
    nodes: int = 0
    _known: dict[tuple[int, Bounds], list[Choice]] = field(default_factory=dict)
    _open: list[tuple[int, Levels, int, Bounds, Levels]] = field(default_factory=list)
    _number: Iterator[int] = field(default_factory=count)

    def ways(self) -> Iterator[tuple[int, Levels]]:
        """Yield ways with their cost in points: the level of every variable, in order; none twice."""
        start = [(v.lowest, v.highest) for v in self.variables]
        for place, level in self.floors.items():
            start[place] = (max(level, start[place][0]), start[place][1])
        self._add(tuple(start))
        while self._open:
            cost, _, _, bounds, levels = heappop(self._open)
            if cost > self.most or self.nodes >= self.most_nodes:
                return
            self.nodes += 1
            broken = self._broken(levels)
            if broken is None:
                yield cost, levels
                self._split_off(bounds, levels)
            else:
                self._halve(bounds, broken)

    def _add(self, bounds: Bounds) -> None:
        """Open a part of the search, unless it holds no way."""
        narrowed = self._narrowed(bounds)
        if narrowed is None:
            return
        found = Choice(0, (0,) * len(self.limits), ())
        joined = [found]
        for number, group in enumerate(self.groups):
            options = self._solved(number, tuple(narrowed[place] for place in group.members))
            joined = _undominated(_joined(joined, options, self.limits))
            if not joined:
                return
        found = joined[0]
        if found.cost > self.most:
            return
        order = tuple(v.lowest - level for v, level in zip(self.variables, found.levels, strict=True))
        heappush(self._open, (found.cost, order, next(self._number), narrowed, found.levels))

    def _narrowed(self, bounds: Bounds) -> Bounds | None:
        """Return bounds in which what has to be raised has its prerequisites; None where that cannot be."""
        narrowed = list(bounds)
        waiting = [place for place, (low, _) in enumerate(narrowed) if low > self.variables[place].lowest]
        while waiting:
            place = waiting.pop()
            for _, other, least in self._needs(place, narrowed[place][0]):
                low, high = narrowed[other]
                if low < least:
                    narrowed[other] = (least, high)
                    waiting.append(other)
        return None if any(low > high for low, high in narrowed) else tuple(narrowed)

    def _needs(self, place: int, level: int) -> Iterator[tuple[int, int, int]]:
        """Yield what raising a variable to a level needs: a level on the way, another's place, its least."""
        variable = self.variables[place]
        for to in range(level, variable.lowest, -1):
            for other, least in variable.requires.get(to, ()):
                yield to, other, least

    def _broken(self, levels: Levels) -> tuple[int, int, int, int] | None:
        """Return the first raise that lacks a prerequisite: place, level, that of the other, its least."""
        for place, level in enumerate(levels):
            for to, other, least in self._needs(place, level):
                if levels[other] < least:
                    return place, to, other, least
        return None

    def _halve(self, bounds: Bounds, broken: tuple[int, int, int, int]) -> None:
        """Go on with the prerequisite of a level met, and with it not met and what needs it below."""
        place, level, other, least = broken
        met = list(bounds)
        met[other] = (max(least, bounds[other][0]), bounds[other][1])
        self._add(tuple(met))
        below = list(bounds)
        below[other] = (bounds[other][0], least - 1)
        below[place] = (bounds[place][0], max(level - 1, self.variables[place].lowest))
        self._add(tuple(below))

    def _split_off(self, bounds: Bounds, levels: Levels) -> None:
        """Go on with everything in a part but the way that was found in it."""
        part = list(bounds)
        for place, (low, high) in enumerate(bounds):
            for rest in ((low, levels[place] - 1), (levels[place] + 1, high)):
                if rest[0] <= rest[1]:
                    self._add((*part[:place], rest, *part[place + 1 :]))
            part[place] = (levels[place], levels[place])

    def _solved(self, number: int, bounds: Bounds) -> list[Choice]:
        key = (number, bounds)
        if key not in self._known:
            members = [self.variables[place] for place in self.groups[number].members]
            self._known[key] = choices_of(members, bounds, self.groups[number].need, self.limits)
        return self._known[key]


def choices_of(
    members: Sequence[Variable], bounds: Bounds, need: int, limits: tuple[int, ...] = ()
) -> list[Choice]:
    """Return the choices, the first in rank first, with which variables within bounds gain what they need.

    A choice stays out where one of a better rank loads no limit more. Without limits the first is all that
    is left; without a choice the list is empty.

    Args:
        members: the variables, in order.
        bounds: the least and the highest level of each.
        need: what all together have to gain, a whole number.
        limits: what all together may put on each limit.

    """
    nothing = (0,) * len(limits)
    options = [
        [
            (v.costs.get(level, 0), v.loads.get(level, nothing), v.gains.get(level, 0), level)
            for level in range(high, low - 1, -1)
        ]
        for v, (low, high) in zip(members, bounds, strict=True)
    ]
    most: list[dict[tuple[int, ...], int]] = [{(0, *nothing): 0}]
    for offered in reversed(options):  # from the last variable on: the most that each cost and load gains
        here: dict[tuple[int, ...], int] = {}
        for cost, loads, gain, _ in offered:
            own = (cost, *loads)
            for rest, gained in most[-1].items():
                both = tuple(map(add, own, rest))
                if here.get(both, -1) < gain + gained and all(map(le, both[1:], limits)):
                    here[both] = gain + gained
        most.append(here)
    enough: list[tuple[int, ...]] = []
    for spent in sorted(spent for spent, gained in most[-1].items() if gained >= need):
        if not any(e[0] < spent[0] and all(map(le, e[1:], spent[1:])) for e in enough):
            enough.append(spent)
    tails = most[-2::-1]
    return _undominated([Choice(e[0], e[1:], _levels(options, tails, e, need)) for e in enough])


def _levels(
    options: Sequence[Sequence[tuple[int, tuple[int, ...], int, int]]],
    tails: Sequence[Mapping[tuple[int, ...], int]],
    left: tuple[int, ...],
    need: int,
) -> Levels:
    """Return the levels that use up a cost and loads and gain what is needed, the first one raised most."""
    levels = []
    for offered, after in zip(options, tails, strict=True):
        for cost, loads, gain, level in offered:
            rest = tuple(a - b for a, b in zip(left, (cost, *loads), strict=True))
            if after.get(rest, -1) >= max(need - gain, 0):
                left, need = rest, need - gain
                levels.append(level)
                break
    return tuple(levels)


def _joined(first: list[Choice], second: list[Choice], limits: tuple[int, ...]) -> list[Choice]:
    """Return every pair of choices that keeps within the limits, as one."""
    return [
        Choice(a.cost + b.cost, loads, a.levels + b.levels)
        for a in first
        for b in second
        if all(map(le, loads := tuple(map(add, a.loads, b.loads)), limits))
    ]


def _undominated(choices: list[Choice]) -> list[Choice]:
    """Return the choices that none of a better rank beats or equals in every load, the best rank first."""
    kept: list[Choice] = []
    for choice in sorted(choices, key=lambda choice: choice.rank):
        if not any(all(map(le, other.loads, choice.loads)) for other in kept):
            kept.append(choice)
    return kept
