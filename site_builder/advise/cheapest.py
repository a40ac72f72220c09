"""The least cost at which every group gains what it needs: exact, in whole numbers, by branch and bound.

Left alone, the groups (the practices of one dimension each) are knapsacks, solved by dynamic programming.
What ties them together, prerequisites, is put in only where a solution breaks one: then the search goes on
in two halves, one in which the prerequisite is met and one in which what needs it stays below.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

Bounds = tuple[tuple[int, int], ...]
"""The least and the highest level of every variable."""

Levels = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """One practice that may be raised.

    It stands on level `lowest` today and may be raised up to `highest`; a level costs `cost` points. A raise
    to a level gains its group `gains[level]`, a positive whole number that grows with the level. Every raise
    to a level needs the variables in `requires` (by place) on the level below, at least.
    """

    lowest: int
    highest: int
    cost: int
    gains: Mapping[int, int]
    requires: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Variables, by place and in ascending order, that together have to gain `need`, a whole number."""

    need: int
    members: tuple[int, ...]


@dataclass(slots=True, kw_only=True)
class Search:
    """Ways to raise variables, the cheapest first; among equally cheap ones what raises the first most.

    `floors` are levels that a variable has to reach, by place. A variable belongs to one group. `most` is
    the highest cost that is still of interest; it may be set while ways are being taken.
    """

    variables: Sequence[Variable]
    groups: Sequence[Group]
    floors: Mapping[int, int]
    most: float = math.inf
    nodes: int = 0
    _known: dict[tuple[int, Bounds], tuple[int, Levels] | None] = field(default_factory=dict)
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
            if cost > self.most:
                return
            self.nodes += 1
            broken = self._broken(levels)
            if broken is None:
                yield cost, levels
                self._split_off(bounds, levels)
            else:
                self._halve(bounds, levels, *broken)

    def _add(self, bounds: Bounds) -> None:
        """Open a part of the search, unless it holds no way."""
        narrowed = self._narrowed(bounds)
        if narrowed is None:
            return
        levels, total = [v.lowest for v in self.variables], 0
        for number, group in enumerate(self.groups):
            found = self._solved(number, tuple(narrowed[place] for place in group.members))
            if found is None:
                return
            total += found[0]
            for place, level in zip(group.members, found[1], strict=True):
                levels[place] = level
        if total > self.most:
            return
        order = tuple(v.lowest - level for v, level in zip(self.variables, levels, strict=True))
        heappush(self._open, (total, order, next(self._number), narrowed, tuple(levels)))

    def _narrowed(self, bounds: Bounds) -> Bounds | None:
        """Return bounds in which what has to be raised has its prerequisites; None where that cannot be."""
        narrowed = list(bounds)
        waiting = [place for place, (low, _) in enumerate(narrowed) if low > self.variables[place].lowest]
        while waiting:
            place = waiting.pop()
            for other in self.variables[place].requires:
                low, high = narrowed[other]
                if low < narrowed[place][0] - 1:
                    narrowed[other] = (narrowed[place][0] - 1, high)
                    waiting.append(other)
        return None if any(low > high for low, high in narrowed) else tuple(narrowed)

    def _broken(self, levels: Levels) -> tuple[int, int] | None:
        """Return the first raise without its prerequisite: both by place; None where all are met."""
        for place, variable in enumerate(self.variables):
            if levels[place] > variable.lowest:
                for other in variable.requires:
                    if levels[other] < levels[place] - 1:
                        return place, other
        return None

    def _halve(self, bounds: Bounds, levels: Levels, place: int, other: int) -> None:
        """Go on with the prerequisite met, and with it not met and what needs it below."""
        needed = levels[place] - 1
        met = list(bounds)
        met[other] = (needed, bounds[other][1])
        self._add(tuple(met))
        below = list(bounds)
        below[other] = (bounds[other][0], needed - 1)
        below[place] = (bounds[place][0], max(needed, self.variables[place].lowest))
        self._add(tuple(below))

    def _split_off(self, bounds: Bounds, levels: Levels) -> None:
        """Go on with everything in a part but the way that was found in it."""
        part = list(bounds)
        for place, (low, high) in enumerate(bounds):
            for rest in ((low, levels[place] - 1), (levels[place] + 1, high)):
                if rest[0] <= rest[1]:
                    self._add((*part[:place], rest, *part[place + 1 :]))
            part[place] = (levels[place], levels[place])

    def _solved(self, number: int, bounds: Bounds) -> tuple[int, Levels] | None:
        key = (number, bounds)
        if key not in self._known:
            members = [self.variables[place] for place in self.groups[number].members]
            self._known[key] = cheapest_of(members, bounds, self.groups[number].need)
        return self._known[key]


def cheapest_of(members: Sequence[Variable], bounds: Bounds, need: int) -> tuple[int, Levels] | None:
    """Return the least cost at which variables within bounds gain what they need, and their levels.

    Of equally cheap ways it is the one that raises the first variable most, then the second. None where the
    highest levels gain too little.
    """
    choices = [
        [((level - v.lowest) * v.cost, v.gains.get(level, 0), level) for level in range(high, low - 1, -1)]
        for v, (low, high) in zip(members, bounds, strict=True)
    ]
    most: list[dict[int, int]] = [{0: 0}]  # from the last variable on: the most that each cost gains
    for options in reversed(choices):
        here: dict[int, int] = {}
        for cost, gain, _ in options:
            for rest, gained in most[-1].items():
                if here.get(cost + rest, -1) < gain + gained:
                    here[cost + rest] = gain + gained
        most.append(here)
    enough = [cost for cost, gained in most[-1].items() if gained >= need]
    if not enough:
        return None
    total = left = min(enough)
    levels = []
    for options, after in zip(choices, reversed(most[:-1]), strict=True):
        cost, gain, level = next(o for o in options if after.get(left - o[0], -1) >= max(need - o[1], 0))
        left, need = left - cost, need - gain
        levels.append(level)
    return total, tuple(levels)
