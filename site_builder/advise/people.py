"""Who carries how many steps at once, and when steps start if nobody is to carry more than that."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from site_builder.advise.schedule import Calendar, Scheduled, latest_starts, less, scheduled, starts_of
from site_builder.advise.steps_ahead import Key, StepAhead
from site_builder.model.roadmap import Carried
from site_builder.model.scorecard import Scorecard

_MOST_TRIES = 400
AtOnce = Callable[[str], int]
"""How many steps a post may do at once."""


@dataclass(slots=True)
class Load:
    """The days on which each post is at work on a step."""

    at_once: AtOnce
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def free_from(self, post: str, day: int, days: int) -> int:
        """Return the first day, from a day on, from which a post can work on one more step for some days."""
        if not post:
            return day
        spans, most = self.spans.get(post, []), self.at_once(post)
        for start in sorted({day, *(end for _, end in spans if end > day)}):
            begun = [max(first, start) for first, end in spans if first < start + days and end > start]
            if all(_at(spans, moment) < most for moment in begun):
                return start
        return day

    def add(self, post: str, start: int, days: int) -> None:
        """Note that a post works on a step."""
        if post:
            self.spans.setdefault(post, []).append((start, start + days))

    def remove(self, post: str) -> None:
        """Forget what was noted last for a post."""
        if post:
            self.spans[post].pop()


def limits_of(card: Scorecard) -> AtOnce:
    """Return how many steps each post may do at once, as the firm says."""
    capacity = card.assessment.settings.capacity
    return lambda post: capacity.at_once_posts.get(post, capacity.at_once)


def _at(spans: Sequence[tuple[int, int]], day: int) -> int:
    return sum(start <= day < end for start, end in spans)


def most_at_once(steps: Sequence[StepAhead], starts: Mapping[Key, int]) -> dict[str, int]:
    """Return the highest number of steps that each post does at once."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for step in steps:
        if step.post:
            start = starts[step.key]
            spans.setdefault(step.post, []).append((start, start + step.days))
    return {post: max(_at(mine, start) for start, _ in mine) for post, mine in spans.items()}


def carried_by(steps: Sequence[StepAhead], starts: Mapping[Key, int], at_once: AtOnce) -> tuple[Carried, ...]:
    """Return the posts that would do more steps at once than they may.

    Args:
        steps: the steps; those that do not start are left out.
        starts: when each starts.
        at_once: how many steps a post may do at once.

    """
    found = most_at_once([step for step in steps if step.key in starts], starts)
    return tuple(
        Carried(post=post, steps=number, most=at_once(post))
        for post, number in found.items()
        if number > at_once(post)
    )


def with_people(
    steps: Sequence[StepAhead], found: Scheduled, calendar: Calendar, at_once: AtOnce
) -> Scheduled | None:
    """Return a schedule in which no post does more at once than it may; None where time is too short.

    Args:
        steps: what was scheduled.
        found: when, without regard to who does it; it stays as it is where nobody has too much to do.
        calendar: the periods with their capacity.
        at_once: how many steps a post may do at once.

    The steps are put in one after the other, each as early as it can start; of the orders that are tried (all
    of them where they are few) the one counts whose last step ends first.

    """
    if all(number <= at_once(post) for post, number in most_at_once(steps, found.starts).items()):
        return found
    search = _Orders(steps, calendar, at_once)
    search.go_on(calendar.capacities)
    return search.best


def as_far_as_it_goes(
    steps: Sequence[StepAhead], calendar: Calendar, at_once: AtOnce, first: Collection[Key] = ()
) -> Scheduled:
    """Return when the steps start that the periods hold: each as early as it can, the most urgent first.

    Args:
        steps: the steps.
        calendar: the periods with their capacity.
        at_once: how many steps a post may do at once.
        first: the steps that go before all others; what they wait for is among them.

    """
    orders = _Orders(steps, calendar, at_once)
    capacities, there = calendar.capacities, {step.key for step in steps}
    for step in sorted(steps, key=lambda step: (step.key not in first, orders.urgency[step.key])):
        done = all(key in orders.ends for key, _ in step.waits if key in there)
        placed = orders.place(step, capacities) if done else None
        if placed:
            capacities = orders.taken(step, placed, capacities)
    return orders.found()


class _Orders:
    """Tries orders of steps, the most urgent first, and keeps the schedule that ends earliest."""

    def __init__(self, steps: Sequence[StepAhead], calendar: Calendar, at_once: AtOnce) -> None:
        self.calendar = calendar
        self.load = Load(at_once)
        self.urgency = latest_starts(steps, 0)
        self.left = sorted(steps, key=lambda step: self.urgency[step.key])
        self.steps = steps
        self.ends: dict[Key, int] = {}
        self.best: Scheduled | None = None
        self.tries = 0

    def go_on(self, capacities: tuple[int, ...]) -> None:
        """Put in one more step, in every way that could still end earlier than the best."""
        if not self.left:
            self.best = self.found()
            return
        waiting = {step.key for step in self.left}
        for step in [s for s in self.left if not any(key in waiting for key, _ in s.waits)]:
            if self.tries > _MOST_TRIES:
                return
            self.tries += 1
            placed = self.place(step, capacities)
            if placed is None or (self.best and placed[1] - self.urgency[step.key] >= self.best.end):
                continue
            at = self.left.index(step)
            del self.left[at]
            self.go_on(self.taken(step, placed, capacities))
            self.load.remove(step.post)
            del self.ends[step.key]
            self.left.insert(at, step)

    def found(self) -> Scheduled:
        """Return what is placed now."""
        return scheduled(self.steps, self.ends)

    def taken(self, step: StepAhead, placed: tuple[int, int], capacities: tuple[int, ...]) -> tuple[int, ...]:
        """Put a step in its place; return what the periods still hold."""
        period, start = placed
        self.ends[step.key] = start + step.days
        self.load.add(step.post, start, step.days)
        return less(capacities, period, step.room)

    def place(self, step: StepAhead, capacities: tuple[int, ...]) -> tuple[int, int] | None:
        """Return the period and the first day on which a step can start."""
        for period, earliest in starts_of(step, step.ready(self.ends), self.calendar):
            if step.room > capacities[period]:
                continue
            start = self.load.free_from(step.post, earliest, step.days) if step.fixed is None else earliest
            if start < self.calendar.marks[period + 1]:
                return period, start
        return None
