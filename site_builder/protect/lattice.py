"""All the answers that could stand behind a mean: what a reader who can calculate would work out."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

_MOST_BITS = 1 << 20
"""Sums of a sample that are told apart; one with more is judged by what its groups could exchange."""


@dataclass(frozen=True, slots=True)
class Group:
    """People of one role who rated a practice: how many, and whether their mean may be shown."""

    size: int
    is_shown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What a reader knows of who rated a practice, and of how their ratings became a score.

    `known` is the sum of the means of roles that agreed to be named (of their ratings where the score is a
    mean of ratings), `known_weight` how many means or ratings that are. A rating is a whole number of
    `unit`-th points, from 1 to `top` points.
    """

    groups: tuple[Group, ...]
    is_pooled: bool = False
    known: Fraction = Fraction(0)
    known_weight: int = 0
    unit: int = 1
    top: int = 5

    @property
    def weight(self) -> int:
        """How many means, or ratings, the score is the mean of."""
        of_groups = sum(group.size for group in self.groups) if self.is_pooled else len(self.groups)
        return of_groups + self.known_weight


class Lattice:
    """The sums that the ratings of a sample can come to, each a bit in a number.

    A group's ratings have a sum S, in units. The total is the sum over the groups of c * S, where c makes the
    means of groups of different sizes whole numbers. Everything that follows is exact: what is possible is
    enumerated, not estimated.
    """

    def __init__(self, sample: Sample) -> None:
        self.sample = sample
        sizes = [group.size for group in sample.groups]
        self.scale = 1 if sample.is_pooled else math.lcm(*sizes)
        self.factors = [1 if sample.is_pooled else self.scale // size for size in sizes]

    def sums(self, at: int) -> range:
        """Return the sums that the ratings of one group can have, in units."""
        size, unit = self.sample.groups[at].size, self.sample.unit
        return range(size * unit, size * unit * self.sample.top + 1)

    def near_end(self, at: int) -> set[int]:
        """Return the sums of one group that lie within one answer's point of an end of the scale."""
        sums, unit = self.sums(at), self.sample.unit
        return {s for s in sums if s - sums[0] <= unit or sums[-1] - s <= unit}

    def total(self, sums: Sequence[int]) -> int:
        """Return the total of the groups' sums."""
        return sum(c * s for c, s in zip(self.factors, sums, strict=True))

    def mask(self, low: Fraction, high: Fraction) -> int:
        """Return the totals whose score lies in (low, high], as bits."""
        first, last = self._total_of(low) + 1, self._total_of(high)
        return (1 << (last + 1)) - (1 << first) if last >= first else 0

    def _total_of(self, value: Fraction) -> int:
        """Return the highest total whose score is not above a value; -1 where there is none."""
        sample = self.sample
        return max(math.floor((value * sample.weight - sample.known) * self.scale * sample.unit), -1)

    def score_of(self, total: int) -> Fraction:
        """Return the score that a total of the groups gives, on the scale."""
        sample = self.sample
        return (Fraction(total, self.scale * sample.unit) + sample.known) / sample.weight

    def _choices(self, at: int) -> Iterator[tuple[int, int]]:
        """Yield the sums of one group, each with what it adds to the total."""
        for s in self.sums(at):
            yield s, self.factors[at] * s

    def _spread(self, groups: Sequence[int]) -> tuple[int, int]:
        """Return the totals of some groups, and those of them with a shown group near an end."""
        reached, near = 1, 0
        for at in groups:
            ends = self.near_end(at) if self.sample.groups[at].is_shown else set()
            before, before_near, reached, near = reached, near, 0, 0
            for s, adds in self._choices(at):
                reached |= before << adds
                near |= (before if s in ends else before_near) << adds
        return reached, near

    @cached_property
    def reached(self) -> int:
        """All totals there are, as bits."""
        return self._spread(range(len(self.sample.groups)))[0]

    @cached_property
    def ambiguous(self) -> int:
        """The totals of which every group's mean, and every person's level, could be at least two things.

        Two sums of one group mean two ratings of somebody: the smaller one lets a person be lower, or the
        greater one higher. With parts of points, the sums have to lie a whole point apart.
        """
        return self._clear(range(len(self.sample.groups)))

    @cached_property
    def untold(self) -> list[list[tuple[int, int]]]:
        """For every group, its sums, each with the totals that it can have where no role is shown.

        That is so for every total where nothing may be shown by role; else where a shown group is near an end
        of the scale, or the hidden ones are not ambiguous.
        """
        groups = self.sample.groups
        shown = [at for at, group in enumerate(groups) if group.is_shown]
        hidden = [at for at, group in enumerate(groups) if not group.is_shown]
        if not shown:
            return [
                [(s, others << adds) for s, adds in self._choices(at)]
                for at in hidden
                for others in [self._spread([n for n in hidden if n != at])[0]]
            ]
        clear = self._clear(hidden)
        found = {}
        for at in shown:
            rest, rest_near = self._spread([n for n in shown if n != at])
            ends = self.near_end(at)
            found[at] = [
                (s, self._joined(hidden, rest if s in ends else rest_near, rest, clear) << adds)
                for s, adds in self._choices(at)
            ]
        rest, rest_near = self._spread(shown)
        for at in hidden:
            others = self._spread([n for n in hidden if n != at])[0]
            found[at] = [
                (s, _combined(others << adds, rest_near, rest, clear)) for s, adds in self._choices(at)
            ]
        return [found[at] for at in range(len(groups))]

    def _joined(self, hidden: Sequence[int], near: int, reached: int, clear: int) -> int:
        return _combined(self._spread(hidden)[0], near, reached, clear)

    def _clear(self, groups: Sequence[int]) -> int:
        """Return the totals of some groups, in this scale, that leave all of them ambiguous."""
        found = self._spread(groups)[0]
        for at in groups:
            others = self._spread([n for n in groups if n != at])[0]
            found &= twice([others << adds for _, adds in self._choices(at)], self.sample.unit)
        return found

    def is_safe(self, totals: int) -> bool:
        """Return whether nothing is determined for who knows only that the total is one of some."""
        for choices in self.untold:
            possible = [s for s, reached in choices if reached & totals]
            if not possible or possible[-1] - possible[0] < self.sample.unit:
                return False
        return True


def twice(places: Sequence[int], apart: int) -> int:
    """Return the bits that are set in at least two of some numbers, that many places apart or more."""
    found = seen = 0
    for at, bits in enumerate(places):
        if at >= apart:
            seen |= places[at - apart]
        found |= bits & seen
    return found


def _combined(hidden: int, near: int, reached: int, clear: int) -> int:
    """Return the totals of hidden and shown groups in which something would be told by role.

    Args:
        hidden: totals of the hidden groups.
        near: totals of the shown groups with one of them near an end of the scale.
        reached: all totals of the shown groups.
        clear: totals of the hidden groups that tell nothing.

    """
    found, at = 0, 0
    while hidden:
        step = (hidden & -hidden).bit_length() - 1
        at += step
        hidden >>= step + 1
        found |= (near if clear >> at & 1 else reached) << at
        at += 1
    return found


@lru_cache(maxsize=512)
def lattice_of(sample: Sample) -> Lattice:
    """Return the lattice of a sample; practices with the same people share one."""
    return Lattice(sample)


def is_large(sample: Sample) -> bool:
    """Return whether a sample has more sums than are told apart."""
    scale = 1 if sample.is_pooled else math.lcm(*(group.size for group in sample.groups))
    weight = sum(group.size for group in sample.groups) if sample.is_pooled else len(sample.groups)
    return scale * weight * sample.unit * sample.top > _MOST_BITS


def are_exchangeable(sample: Sample, sums: Sequence[int]) -> bool:
    """Return whether every group could have another mean while the score stays what it is.

    Of two groups of n and m people, with the greatest common divisor g, one may gain n / g points and the
    other lose m / g: the sum of their means is the same. That takes room on both sides, and is enough.

    Args:
        sample: who rated.
        sums: what the ratings of each group come to, in units.

    """
    groups, unit = sample.groups, sample.unit

    def _is_possible(at: int, change: int) -> bool:
        size = groups[at].size
        return size * unit <= sums[at] + change <= size * unit * sample.top

    def _has_partner(at: int) -> bool:
        for other in range(len(groups)):
            if other == at:
                continue
            size, its = groups[at].size, groups[other].size
            common = 1 if sample.is_pooled else math.gcd(size, its)
            gain, loss = (1, 1) if sample.is_pooled else (size // common, its // common)
            for sign in (unit, -unit):
                if _is_possible(at, sign * gain) and _is_possible(other, -sign * loss):
                    return True
        return False

    return all(_has_partner(at) for at in range(len(groups)))
