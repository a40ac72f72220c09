"""What people put into the plan themselves: steps of their own, days that they named, and what these need."""

from collections.abc import Collection, Iterator, Sequence

from site_builder.advise.schedule import YEAR, Calendar
from site_builder.advise.steps_ahead import Key, StepAhead, StepsAhead
from site_builder.model.roadmap import OwnStep
from site_builder.model.scorecard import Scorecard


def own_steps(card: Scorecard, calendar: Calendar) -> tuple[OwnStep, ...]:
    """Return the steps that serve no practice, as far as they end within the year, the earliest first."""
    day = card.assessment.day
    own = []
    for decision in card.assessment.own_steps:
        if day and decision.start and decision.end and (decision.end - day).days <= YEAR:
            start, end = (decision.start - day).days, (decision.end - day).days
            points = decision.points or 0
            own.append(
                OwnStep(wave=calendar.period(start), start=start, end=end, points=points, decision=decision)
            )
    return tuple(sorted(own, key=lambda step: step.start))


def unreserved(calendar: Calendar, fixed: Sequence[StepAhead], own: Sequence[OwnStep]) -> list[int]:
    """Return what periods hold beside steps of which people named the day; below zero where these exceed it.

    Args:
        calendar: the periods with what they hold.
        fixed: the steps that have a fixed day.
        own: the steps that serve no practice.

    """
    room = list(calendar.capacities)
    for step in fixed:
        if step.fixed is not None and step.fixed + step.days <= YEAR:
            room[calendar.period(step.fixed)] -= step.points
    for added in own:
        room[added.wave] -= added.points
    return room


def awaited(ahead: StepsAhead, fixed: Sequence[StepAhead], planned: Collection[Key]) -> set[Key]:
    """Return the steps, not yet planned, that those with a fixed day wait for.

    Args:
        ahead: the firm's steps.
        fixed: those that have a fixed day.
        planned: those that the plan holds already.

    """
    found: set[Key] = set()
    left = [key for step in fixed for key, _ in step.waits]
    while left:
        key = left.pop()
        if key not in found and key not in planned:
            found.add(key)
            left += [other for other, _ in ahead.step(*key).waits]
    return found


def too_early(ahead: StepsAhead) -> Iterator[tuple[StepAhead, int]]:
    """Yield the steps that cannot start on the day named for them, with the first day on which they can."""
    for step in ahead.fixed():
        ready = ahead.earliest_start(step)
        if step.fixed is not None and ready > step.fixed:
            yield step, ready
