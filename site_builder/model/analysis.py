"""What follows from a scorecard that may be told: gaps, disagreement, unproved claims, signs of quality."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Audience = Literal["client", "internal", "public"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGap:
    """The widest gap between two roles on a practice, with Cliff's delta of the two (-1 to 1).

    Means are on the scale; counts are of ratings. With too few people on a side `delta` is None, and the gap
    is something to ask about, not a finding.
    """

    practice: str
    high: str
    low: str
    high_mean: Fraction
    low_mean: Fraction
    high_count: int
    low_count: int
    delta: float | None

    @property
    def gap(self) -> Fraction:
        """How far apart the two means are, in points of the scale."""
        return self.high_mean - self.low_mean


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A practice to talk about: its low agreement (rwg, 0 to 1), its role gap, or both."""

    practice: str
    rwg: float | None
    gap: RoleGap | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unverified:
    """A claim above what evidence supports, and the grade that would carry it (None: none would)."""

    practice: str
    claimed: Fraction
    verified: Fraction
    grade: str
    needed: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """Signs that answers may not have been given with care: told, never dropped.

    Counts of respondents; None where there are some, and too few to say how many.
    """

    straight: int | None
    hasty: int | None
    unknowing: int | None
    timed: int
    median_seconds: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All of it. `consensus` is rwg(J) per dimension, 0 to 1."""

    gaps: tuple[RoleGap, ...]
    topics: tuple[Topic, ...]
    consensus: Mapping[str, float]
    unverified: tuple[Unverified, ...]
    quality: Quality


NO_ANALYSIS = Analysis(
    gaps=(),
    topics=(),
    consensus={},
    unverified=(),
    quality=Quality(straight=0, hasty=0, unknowing=0, timed=0, median_seconds=None),
)
"""The analysis of a scorecard that has not been looked at."""
