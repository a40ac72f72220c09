"""Why a level is not reached earlier, and what capacity would change that."""

from collections.abc import Iterator, Sequence

from site_builder.advise.people import AtOnce, with_people
from site_builder.advise.schedule import YEAR, Calendar, Scheduled, schedule_by
from site_builder.advise.steps_ahead import StepAhead, StepsAhead
from site_builder.model.roadmap import Delay, Extra, Raise


def delay_of(steps: Sequence[StepAhead], schedule: Scheduled, calendar: Calendar) -> Delay:
    """Return what the last step had to wait for, and what that had to wait for in turn."""
    if not steps:
        return Delay()
    by_key = {step.key: step for step in steps}
    ends = {step.key: schedule.starts[step.key] + step.days for step in steps}
    step = max(steps, key=lambda step: ends[step.key])
    chain = [step.key[0]]
    while True:
        start = schedule.starts[step.key]
        before = [key for key, pause in step.waits if key in ends and ends[key] + pause == start]
        if before:
            step = by_key[before[0]]
            chain.append(step.key[0])
        elif start > step.release and start in calendar.marks:
            return Delay(period=calendar.marks.index(start) - 1)
        elif start > step.release:
            return Delay(post=step.post)
        else:
            return Delay(steps=tuple(dict.fromkeys(reversed(chain))))


def late_raises(ahead: StepsAhead, raises: Sequence[Raise]) -> tuple[str, ...]:
    """Return the raises that no capacity would bring about within the year."""
    return tuple(r.practice for r in raises if ahead.earliest_end(r.practice, r.to) > YEAR)


def extra_capacity(steps: Sequence[StepAhead], calendar: Calendar, at_once: AtOnce) -> Iterator[Extra]:
    """Yield for each period the least that it would have to hold more, where that would do for people, too.

    Args:
        steps: what is to be done within the year.
        calendar: the periods of the year.
        at_once: how many steps a post may do at once.

    """
    for period in range(len(calendar.capacities)):
        low, high = 0, sum(step.room for step in steps)
        if schedule_by(steps, calendar.with_more(period, high), YEAR) is None:
            continue
        while high - low > 1:
            middle = (low + high) // 2
            enough = schedule_by(steps, calendar.with_more(period, middle), YEAR) is not None
            low, high = (low, middle) if enough else (middle, high)
        more = calendar.with_more(period, high)
        found = schedule_by(steps, more, YEAR)
        shared = with_people(steps, found, more, at_once) if found else None
        if shared and shared.end <= YEAR:
            yield Extra(period=period, points=high, day=shared.end)
