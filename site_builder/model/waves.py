"""An earlier wave beside this one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from site_builder.model.missing import Missing

if TYPE_CHECKING:  # a scorecard holds its waves
    from site_builder.model.scorecard import Scorecard


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A value then and now. `yardstick` is the change that disagreement alone could make, None if unknown."""

    id: str
    before: Fraction
    after: Fraction
    yardstick: float | None

    @property
    def difference(self) -> Fraction:
        """How far the value has risen, in points of the scale; below zero where it has fallen."""
        return self.after - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierWave:
    """An earlier wave beside this one; with a `reason` there is nothing that may or can be compared.

    `moved` is how many respondents are not the same in this wave and a newer one, the present one first: by
    practice, by dimension, and `index` for all of it. `raters` is the smaller number of raters of the two.
    `missing` is what left the wave without a level; with `is_level_hidden` it is not told whether it had one.
    `scores` are the wave's own, before anything is hidden.
    """

    wave: str
    reason: Literal["other-version", "too-few-changed"] | None = None
    respondents: Mapping[str, int] = field(default_factory=dict)
    level: int | None = None
    missing: tuple[Missing, ...] = ()
    is_level_hidden: bool = False
    index: Change | None = None
    dimensions: tuple[Change, ...] = ()
    practices: tuple[Change, ...] = ()
    moved: tuple[Mapping[str, int], ...] = ()
    raters: Mapping[str, int] = field(default_factory=dict)
    scores: "Scorecard | None" = None
