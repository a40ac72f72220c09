"""What to do when, what it would bring, and the cheapest way up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from site_builder.model.decisions import Decision

WaitReason = Literal["capacity", "time", "people", "prerequisite", "declined", "deferred"]


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
class Delay:
    """What keeps a level from being reached earlier.

    `steps`: what has to be done one after the other, by practice; `period`: the number of the period whose
    capacity is used up; `post`: who is at work on other steps.
    """

    steps: tuple[str, ...] = ()
    period: int | None = None
    post: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """The least that one period would have to hold more, in points, and the day on which that reaches it."""

    period: int
    points: int
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A post that would have to do more steps at once than it may."""

    post: str
    steps: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """The level that the plan is made for, what takes the firm there, and when.

    `day` is the day on which the plan reaches it, from that of the assessment; after the year where the pace
    of the last period goes on; None where it never does. `day_by_points` is that day without regard to who
    does the work, and `carried` who would then have too much to do. `reason` is why there is no way at all:
    no level yet, at the top, already reached, declined (`blocking`: the dimensions and keystones concerned),
    or only with practices above what is good enough (`blocking`: these practices). Where the year is too
    short, `late` are the practices whose steps alone take longer, `extra` what capacity would do, and
    `because` the decisions without which it would do, as practice and level.
    """

    level: int | None
    raises: tuple[Raise, ...] = ()
    points: int = 0
    projection: Projection | None = None
    day: int | None = None
    day_by_points: int | None = None
    carried: tuple[Carried, ...] = ()
    delay: Delay = Delay()
    late: tuple[str, ...] = ()
    extra: tuple[Extra, ...] = ()
    because: tuple[tuple[str, int], ...] = ()
    reason: Literal["not-rated", "top", "reached", "declined", "enough"] | None = None
    blocking: tuple[str, ...] = ()
    is_in_time: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One step in the roadmap: days from the day of the assessment, and the practices it had to wait for.

    `is_aimed`: the plan's aim needs it; the others are worth doing with what capacity is left. `decision` is
    what people want otherwise in it. `waits` are the steps that have to end before it: practice, level, and
    the days that have to pass after its end.
    """

    practice: str
    to: int
    wave: int
    start: int
    end: int
    points: int
    after: tuple[str, ...]
    is_aimed: bool = False
    decision: Decision | None = field(default=None, hash=False)
    waits: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnStep:
    """A step that people added and that serves no practice: its days and points, and what they said of it."""

    wave: int
    start: int
    end: int
    points: int
    decision: Decision = field(hash=False)


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
    """A step that the roadmap does not hold, and why; `names` are the practices that it waits for.

    `is_aimed`: the plan's aim needs it, and the year is too short for it.
    """

    practice: str
    to: int
    reason: WaitReason
    names: tuple[str, ...] = ()
    is_aimed: bool = False


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
    aim: Aim
    own: tuple[OwnStep, ...] = ()
