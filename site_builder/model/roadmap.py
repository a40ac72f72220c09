"""What to do when, what it would bring, and the cheapest way up."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from site_builder.model.assessment import Decision

WaitReason = Literal["capacity", "time", "prerequisite", "declined", "deferred"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """What the scores would be if some practices stood higher; None where there is none today either."""

    dimensions: Mapping[str, Fraction]
    index: Fraction | None
    level: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Raise:
    """One practice raised from a level to another, and the points of effort that it costs."""

    practice: str
    before: int
    to: int
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The cheapest way to a firm level; `points` of effort are what all raises cost together.

    `is_only`: no other way is as cheap. `reason` is why there is none: the firm has no level yet, is at the
    top, or declined what it takes; `blocking` are the dimensions and keystones concerned.
    """

    level: int | None
    raises: tuple[Raise, ...] = ()
    points: int = 0
    projection: Projection | None = None
    is_only: bool = True
    reason: Literal["not-rated", "top", "declined"] | None = None
    blocking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One step in the roadmap: days from the day of the assessment, and the practices it had to wait for."""

    practice: str
    to: int
    wave: int
    start: int
    end: int
    points: int
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWave:
    """One period: its first and last day, its capacity and use in points, and the scores at its end."""

    start: int
    end: int
    capacity: int
    used: int
    projection: Projection


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A step that the roadmap does not hold, and why; `names` are the practices that it waits for."""

    practice: str
    to: int
    reason: WaitReason
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision of the firm; `is_confirmed`: the score has reached the level of a step that is done."""

    decision: Decision
    is_confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rise:
    """The first day, from that of the assessment, on which the firm is on a higher level if all succeeds."""

    day: int
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Roadmap:
    """The steps within the firm's capacity, in the order in which they start."""

    steps: tuple[Planned, ...]
    waves: tuple[PlanWave, ...]
    waiting: tuple[Waiting, ...]
    decided: tuple[Decided, ...]
    rise: Rise | None
