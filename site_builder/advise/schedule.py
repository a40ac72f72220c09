"""When steps start: within the capacity of periods, none before what it waits for, exact for a given day."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_builder.advise.steps_ahead import Key, StepAhead

PERIODS = (0, 30, 90, 365)
"""The days between which the three periods of a plan lie."""
YEAR = PERIODS[-1]
_LAST = PERIODS[-1] - PERIODS[-2]
_MOST_NODES = 20_000


@dataclass(frozen=True, slots=True)
class Calendar:
    """Periods one after the other: `marks` are the days between them, `capacities` what fits, in points."""

    marks: tuple[int, ...]
    capacities: tuple[int, ...]

    def period(self, day: int) -> int:
        """Return the number of the period that a day lies in, the last one for every day after it."""
        return min(bisect_right(self.marks, day, 1) - 1, len(self.capacities) - 1)

    def with_more(self, period: int, points: int) -> "Calendar":
        """Return a calendar in which one period holds some points more."""
        more = [c + (points if number == period else 0) for number, c in enumerate(self.capacities)]
        return Calendar(self.marks, tuple(more))

    def at_the_last_pace(self, steps: Sequence[StepAhead]) -> "Calendar":
        """Return a calendar in which the last period comes again until there is room for all steps.

        There is, when it holds their points, and their days even if one person does them one by one.
        """
        pace = self.capacities[-1]
        room = sum(step.room for step in steps)
        if pace < max((step.room for step in steps), default=0):
            return self
        days = sum(step.days + sum(pause for _, pause in step.waits) for step in steps)
        later = 2 + (2 * room // pace if room else 0) + days // _LAST
        marks = tuple(self.marks[-1] + _LAST * number for number in range(1, later + 1))
        return Calendar(self.marks + marks, self.capacities + self.capacities[-1:] * later)


@dataclass(frozen=True, slots=True)
class Scheduled:
    """When each step starts, and the day on which the last one ends."""

    starts: Mapping[Key, int]
    end: int


def starts_of(step: StepAhead, ready: int, calendar: Calendar) -> Iterator[tuple[int, int]]:
    """Yield the period and day on which a step can start in each period; a fixed one has one day only.

    Args:
        step: the step.
        ready: the day on which all that it waits for has ended.
        calendar: the periods.

    """
    if step.fixed is not None:
        if ready <= step.fixed:
            yield calendar.period(step.fixed), step.fixed
        return
    for period in range(calendar.period(ready), len(calendar.capacities)):
        yield period, max(ready, calendar.marks[period])


def scheduled(steps: Sequence[StepAhead], ends: Mapping[Key, int]) -> Scheduled:
    """Return the schedule of those steps that are known to end on a day, in the order of these."""
    days = {step.key: step.days for step in steps}
    return Scheduled({key: end - days[key] for key, end in ends.items()}, max(ends.values(), default=0))


def less(capacities: tuple[int, ...], period: int, points: int) -> tuple[int, ...]:
    """Return what periods still hold when one of them gives some points."""
    return (*capacities[:period], capacities[period] - points, *capacities[period + 1 :])


def latest_starts(steps: Sequence[StepAhead], day: int) -> dict[Key, int]:
    """Return the last day on which each step may start if all of them have to end by a day."""
    there = {step.key for step in steps}
    following: dict[Key, list[tuple[StepAhead, int]]] = {step.key: [] for step in steps}
    for step in steps:
        for other, pause in step.waits:
            if other in there:
                following[other].append((step, pause))
    latest: dict[Key, int] = {}

    def _latest(step: StepAhead) -> int:
        if step.key not in latest:
            ends = [_latest(later) - pause for later, pause in following[step.key]]
            latest[step.key] = min([day, *ends]) - step.days
        return latest[step.key]

    for step in steps:
        _latest(step)
    return latest


def schedule_by(steps: Sequence[StepAhead], calendar: Calendar, day: int) -> Scheduled | None:
    """Return when steps start so that all of them end by a day; None where that cannot be.

    A step takes its points from the period in which it starts, and starts as early in it as what it waits for
    lets it. Steps that are not among `steps` are not waited for. All choices of periods are tried, the
    earliest first.
    """
    latest = latest_starts(steps, day)
    search = _Search(sorted(steps, key=lambda step: latest[step.key]), latest, calendar)
    if not search.place(0, calendar.capacities):
        return None
    return scheduled(steps, search.ends)


def least_end(steps: Sequence[StepAhead], calendar: Calendar, day: int) -> Scheduled | None:
    """Return the schedule whose last step ends earliest; None where none ends by a day."""
    best, limit = None, day
    while found := schedule_by(steps, calendar, limit):
        best, limit = found, found.end - 1
        if not found.starts:
            break
    return best


class _Search:
    """Tries the periods of one step after the other, in the order in which they become urgent."""

    def __init__(self, steps: list[StepAhead], latest: Mapping[Key, int], calendar: Calendar) -> None:
        self.steps = steps
        self.latest = latest
        self.calendar = calendar
        self.ends: dict[Key, int] = {}
        last = {key: n for n, step in enumerate(steps) for key, _ in step.waits}
        self.awaited = [[k for k, until in last.items() if until >= n] for n in range(len(steps))]
        self.bounds = self._bounds()
        self.failed: set[tuple[int, tuple[int, ...], tuple[int | None, ...]]] = set()

    def _bounds(self) -> list[list[tuple[int, int, int]]]:
        """Return, for each number of steps placed, what every run of periods has to hold for the others.

        A run is its first period and the one after its last; a step has to be held by it when it can start
        nowhere else.
        """
        ends: dict[Key, int] = {}
        spans = []
        for step in self.steps:
            start = step.ready(ends) if step.fixed is None else step.fixed
            ends[step.key] = start + step.days
            first = self.calendar.period(start)
            spans.append((step.room, first, self.calendar.period(max(self.latest[step.key], 0))))
        firsts, lasts = sorted({span[1] for span in spans}), sorted({span[2] for span in spans})
        return [
            [
                (first, last + 1, need)
                for first in firsts
                for last in lasts
                if (need := sum(points for points, a, b in spans[number:] if first <= a and b <= last))
            ]
            for number in range(len(self.steps))
        ]

    def place(self, number: int, left: tuple[int, ...]) -> bool:
        """Place all steps from one on; `left` is what the periods still hold."""
        if number == len(self.steps):
            return True
        if any(need > sum(left[first:end]) for first, end, need in self.bounds[number]):
            return False
        state = (number, left, tuple(self.ends.get(key) for key in self.awaited[number]))
        if state in self.failed or len(self.failed) > _MOST_NODES:
            return False
        step = self.steps[number]
        for period, start in starts_of(step, step.ready(self.ends), self.calendar):
            if start > self.latest[step.key]:
                break
            if step.room <= left[period]:
                self.ends[step.key] = start + step.days
                if self.place(number + 1, less(left, period, step.room)):
                    return True
                del self.ends[step.key]
        self.failed.add(state)
        return False
