"""How far a result depends on weights and on single answers."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """A weight changed by a factor, and the firm level and weakest dimension it gives (None: the same)."""

    id: str
    factor: Fraction
    level: int | None
    weakest: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """How many single ratings of one practice change the firm level by moving one point, and to which."""

    practice: str
    count: int
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """How far the result depends on weights and on single answers.

    `lowest` and `highest` are the index, on the scale, over all changed weights, of which `tried` were tried;
    `ratings` is how many ratings there are.
    `few`: some ratings decide, and too few to say which.
    """

    variations: tuple[Variation, ...]
    tried: int
    lowest: Fraction
    highest: Fraction
    deciding: tuple[Deciding, ...]
    ratings: int
    few: bool = False
