"""The plan's aim: the raises with which a firm level is reached earliest, and what stands in the way."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from site_builder.advise.delay import delay_of, extra_capacity, late_raises
from site_builder.advise.gate import (
    Loads,
    ceilings,
    gate_search,
    hopeless,
    is_left_out,
    raises_of,
    up_to_enough,
    with_what_is_done,
)
from site_builder.advise.people import as_far_as_it_goes, carried_by, limits_of, with_people
from site_builder.advise.schedule import (
    YEAR,
    Calendar,
    Scheduled,
    latest_starts,
    least_end,
)
from site_builder.advise.steps_ahead import Key, StepAhead, StepsAhead
from site_builder.model.roadmap import Aim, Raise
from site_builder.model.scorecard import Scorecard
from site_builder.score import level_of, project


@dataclass(frozen=True, slots=True)
class Aimed:
    """The aim, and when each of its steps starts; what starts too late for the year is in it, too."""

    aim: Aim
    schedule: Scheduled


_NOTHING = Scheduled({}, 0)
_MOST_NODES = 500
"""How much of a search is looked at before a day counts as out of reach; random firms need a tenth of it."""


def aim_at(card: Scorecard, ahead: StepsAhead, calendar: Calendar) -> Aimed:
    """Return what takes the firm to its target level earliest, and when.

    Of all sets of raises with which the gate of the level holds it is the one whose last step ends first;
    of those the cheapest; of those the one that raises most what is asked first. Where none ends within the
    year, it is the cheapest way, at the pace of the last period. The steps are then put in an order in which
    nobody does more at once than the firm says. Source: the method page, "Priorities, roadmap and the
    cheapest way"; DECISIONS.md, "A plan that aims".

    Args:
        card: today's scores.
        ahead: the firm's steps.
        calendar: the periods of the year with their capacity.

    """
    card = with_what_is_done(card)
    nothing = _without_a_way(card)
    if nothing:
        return Aimed(nothing, _NOTHING)
    level = aimed_level(card)
    found = _earliest(card, ahead, calendar, level, up_to_enough(card))
    if found is None:
        return _out_of_the_year(card, ahead, calendar, level)
    return _with_dates(_aim_of(card, level, found.raises), found, ahead, calendar)


def aimed_level(card: Scorecard) -> int:
    """Return the level that a plan is made for: the firm's target as far as it is a level, else the next."""
    if card.assessment.settings.targets.firm is not None:
        return level_of(card.firm_target, card.instrument.scoring, card.instrument.top)
    return min((card.level.level or 1) + 1, card.instrument.top)


def _without_a_way(card: Scorecard) -> Aim | None:
    """Return the aim where nothing is to be reached or nothing leads there."""
    held, top = card.level.level, card.instrument.top
    if held is None:
        return Aim(level=None, reason="not-rated", blocking=tuple(m.id for m in card.level.missing))
    if held == top:
        return Aim(level=None, reason="top")
    level = aimed_level(card)
    if level <= held:
        return Aim(level=level, reason="reached", is_in_time=True, day=0)
    blocking = tuple(hopeless(card, level, ceilings(card)))
    if blocking:
        return Aim(level=level, reason="declined", blocking=blocking)
    if any(hopeless(card, level, up_to_enough(card))):
        bounded = tuple(id_ for id_, most in card.enough.items() if most < level)
        return Aim(level=level, reason="enough", blocking=bounded)
    return None


@dataclass(frozen=True, slots=True)
class _Way:
    raises: tuple[Raise, ...]
    steps: tuple[StepAhead, ...]
    schedule: Scheduled


def _earliest(
    card: Scorecard, ahead: StepsAhead, calendar: Calendar, level: int, tops: Mapping[str, int]
) -> _Way | None:
    """Return the way that ends earliest within the year; None where there is none.

    A way is asked for that ends by a day, then one that ends before that one does, until there is none.
    """
    best: _Way | None = None
    day = YEAR
    while found := _way_by(card, ahead, calendar, (level, day), tops):
        best, day = found, found.schedule.end - 1
        if not found.steps:  # what is done is enough
            break
    return best


def _way_by(
    card: Scorecard, ahead: StepsAhead, calendar: Calendar, goal: tuple[int, int], tops: Mapping[str, int]
) -> _Way | None:
    """Return the cheapest way to a level by a day (`goal`), with its earliest schedule."""
    level, day = goal
    highest, spans = _within(ahead, calendar, day, tops)
    loads, limits = _loads(spans, calendar)
    search = gate_search(card, level, highest, loads, limits)
    search.most_nodes = _MOST_NODES
    search.most = sum(calendar.capacities) + sum(step.points for step in ahead.fixed())
    for _, levels in search.ways():
        raises = raises_of(card, levels, search.variables)
        steps = steps_of(ahead, raises)
        schedule = least_end(steps, calendar, day)
        if schedule:
            return _Way(raises, steps, schedule)
    return None


def steps_of(ahead: StepsAhead, raises: Sequence[Raise]) -> tuple[StepAhead, ...]:
    """Return the steps that some raises consist of."""
    return tuple(step for raised in raises for step in ahead.chain(raised.practice, raised.to))


def _within(
    ahead: StepsAhead, calendar: Calendar, day: int, tops: Mapping[str, int]
) -> tuple[dict[str, int], dict[Key, list[tuple[int, int, int]]]]:
    """Return how far each practice can be raised by a day, and where the steps of each raise can start.

    For every raise that is a list of points with the first and the last period for them.
    """
    highest, spans = {}, {}
    for practice, top in tops.items():
        highest[practice] = ahead.levels[practice]
        for level in range(ahead.levels[practice] + 1, top + 1):
            if ahead.earliest_end(practice, level) > day:
                break
            chain = ahead.chain(practice, level)
            latest = latest_starts(chain, day)
            highest[practice] = level
            spans[practice, level] = [
                (
                    step.room,
                    calendar.period(ahead.earliest_end(*step.key) - step.days),
                    calendar.period(latest[step.key]),
                )
                for step in chain
            ]
    return highest, spans


def _loads(
    spans: Mapping[Key, Sequence[tuple[int, int, int]]], calendar: Calendar
) -> tuple[Loads, tuple[int, ...]]:
    """Return what each raise has to take from every run of periods, and what these hold."""
    last = len(calendar.capacities)
    runs = [(first, end) for first in range(last) for end in range(first, last)]
    totals = {
        key: tuple(
            sum(points for points, least, most in found if first <= least and most <= end)
            for first, end in runs
        )
        for key, found in spans.items()
    }
    limits = [sum(calendar.capacities[first : end + 1]) for first, end in runs]
    binding = []
    for number, limit in enumerate(limits):
        most: dict[str, int] = {}
        for (practice, _), found in totals.items():
            most[practice] = max(most.get(practice, 0), found[number])
        if sum(most.values()) > limit:
            binding.append(number)
    loads = {key: tuple(found[number] for number in binding) for key, found in totals.items()}
    return loads, tuple(limits[number] for number in binding)


def _aim_of(card: Scorecard, level: int, raises: tuple[Raise, ...]) -> Aim:
    return Aim(
        level=level,
        raises=raises,
        points=sum(raised.points for raised in raises),
        projection=project(card, {raised.practice: Fraction(raised.to) for raised in raises}),
    )


def _with_dates(aim: Aim, way: _Way, ahead: StepsAhead, calendar: Calendar) -> Aimed:
    """Return an aim with the day on which it is reached when nobody does too much at once."""
    at_once, longer = limits_of(ahead.card), calendar.at_the_last_pace(way.steps)
    carried = carried_by(way.steps, way.schedule.starts, at_once)
    aim = replace(aim, carried=carried)
    schedule = with_people(way.steps, way.schedule, longer, at_once)
    if schedule is None:
        return Aimed(aim, as_far_as_it_goes(way.steps, calendar, at_once))
    dated = replace(
        aim,
        day=schedule.end,
        day_by_points=way.schedule.end if schedule.end > way.schedule.end else None,
        delay=delay_of(way.steps, schedule, longer),
        is_in_time=schedule.end <= YEAR,
    )
    return Aimed(dated, schedule)


def _out_of_the_year(card: Scorecard, ahead: StepsAhead, calendar: Calendar, level: int) -> Aimed:
    """Return the cheapest way as an aim that the year is too short for, and what would change that.

    A way that only lacks capacity goes before one of which a step alone takes longer than the year.
    """
    raises = _cheapest(card, ahead, calendar, level)
    if not raises:
        left_out = dict.fromkeys(d.practice for d in card.assessment.decisions if is_left_out(d))
        return Aimed(Aim(level=level, reason="declined", blocking=tuple(left_out)), _NOTHING)
    steps = steps_of(ahead, raises)
    aim = replace(
        _aim_of(card, level, raises),
        late=late_raises(ahead, raises),
        because=tuple(_because(card, calendar, level)),
    )
    if not aim.late:
        aim = replace(aim, extra=tuple(extra_capacity(steps, calendar, limits_of(card))))
    return _taken_on(aim, steps, ahead, calendar, _stage(card, ahead, calendar, raises))


def _stage(card: Scorecard, ahead: StepsAhead, calendar: Calendar, raises: Sequence[Raise]) -> set[Key]:
    """Return the steps among some raises with which the next level is reached earliest within the year.

    A level that takes longer than a year is worth a stage on the way to it.
    """
    level = (card.level.level or 0) + 1
    tops = dict(ahead.levels) | {raised.practice: raised.to for raised in raises}
    found = _earliest(card, ahead, calendar, level, tops)
    return {step.key for step in found.steps} if found else set()


def _taken_on(
    aim: Aim, steps: Sequence[StepAhead], ahead: StepsAhead, calendar: Calendar, first: set[Key]
) -> Aimed:
    """Return an aim whose steps follow each other beyond the year, at the pace of the last period."""
    longer, at_once = calendar.at_the_last_pace(steps), limits_of(ahead.card)
    freely = as_far_as_it_goes(steps, longer, lambda _: len(steps), first)
    schedule = as_far_as_it_goes(steps, longer, at_once, first)
    carried = carried_by(steps, freely.starts, at_once)
    if len(schedule.starts) < len(steps):
        return Aimed(replace(aim, carried=carried), schedule)
    later = freely.end if schedule.end > freely.end else None
    delay = delay_of(steps, schedule, longer)
    dated = replace(aim, day=schedule.end, day_by_points=later, carried=carried, delay=delay)
    return Aimed(dated, schedule)


def _cheapest(card: Scorecard, ahead: StepsAhead, calendar: Calendar, level: int) -> tuple[Raise, ...]:
    """Return what the cheapest way raises; it keeps to what the year allows, if one can."""
    tops = up_to_enough(card)
    for highest in (_within(ahead, calendar, YEAR, tops)[0], tops):
        search = gate_search(card, level, highest)
        found = next(search.ways(), None)
        if found:
            return raises_of(card, found[1], search.variables)
    return ()


def _because(card: Scorecard, calendar: Calendar, level: int) -> Iterator[Key]:
    """Yield the decisions each of which alone, were it not made, would leave enough of the year."""
    decisions = card.assessment.decisions
    for decision in decisions:
        if is_left_out(decision) or decision.until or decision.start or decision.end:
            rest = tuple(other for other in decisions if other is not decision)
            free = replace(card, assessment=card.assessment.model_copy(update={"decisions": rest}))
            if _earliest(free, StepsAhead(free), calendar, level, up_to_enough(free)):
                yield decision.practice, decision.to
