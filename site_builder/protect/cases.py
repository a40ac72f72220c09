"""A practice as the confidentiality rule looks at it, and the parts of the scale that a score is told as."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from site_builder.protect.lattice import Sample, lattice_of

Form = Literal["roles", "score", "hundredth", "tenth", "level", "withheld"]

_PARTS: dict[Form, int] = {"hundredth": 100, "tenth": 10}

Span = tuple[Fraction, Fraction]
"""A part of the scale, (from, to]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One practice as the rule looks at it.

    `sums` are those of the groups of `sample`, in its units. `silent` are the sizes of roles that were asked
    and of which nobody rated. `marks` are the values at which a level, or what a keystone allows, begins.
    """

    sample: Sample
    sums: tuple[int, ...]
    marks: tuple[Fraction, ...]
    silent: tuple[int, ...] = ()

    @property
    def score(self) -> Fraction:
        """The score, on the scale."""
        lattice = lattice_of(self.sample)
        return lattice.score_of(lattice.total(self.sums))

    def cell(self, form: Form, value: Fraction) -> Span:
        """Return the part of the scale, (from, to], that a value lies in when it is told in a form."""
        return cell(form, value, self.marks, self.sample.top)


def cell(form: Form, value: Fraction, marks: Sequence[Fraction], top: int) -> Span:
    """Return the part of the scale, (from, to], that a value lies in when it is told in a form.

    No part lies on both sides of a mark: what a value allows follows from what is told.

    Args:
        form: `hundredth`, `tenth` or `level`.
        value: on the scale, 1 to `top`.
        marks: where levels begin, and what a keystone allows; ascending.
        top: the highest value.

    """
    below, above = Fraction(0), Fraction(top)
    if form != "level":
        parts = _PARTS[form]
        shift = Fraction(1, 2 * parts) if form == "hundredth" else Fraction(0)
        above = Fraction(math.ceil((value - shift) * parts), parts) + shift
        below = above - Fraction(1, parts)
    at = bisect_left(marks, value)
    below = max([below, *marks[at - 1 : at]]) if at else below
    above = min([above, *marks[at : at + 1]])
    return below, above
