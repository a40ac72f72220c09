"""What comes next, told alike on every page: the plan's aim, its steps in their order, what each answers."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from fractions import Fraction

from site_builder.model.roadmap import Aim, Extra, Planned, Roadmap, Waiting
from site_builder.model.scorecard import Constraint
from site_builder.present.shared.reader import Reader, sentence, within

_NAMED_STEPS, _NAMED_PRACTICES = 2, 3
_THIRDS = (10, 20)
_LAST_PERIOD = 2


def next_steps(roadmap: Roadmap) -> tuple[Planned, ...]:
    """Return the steps of the plan in the order in which every page names them.

    Those that the aim needs come first, then what else is worth doing; each in the order of their starts.
    """
    return tuple(sorted(roadmap.steps, key=lambda step: (not step.is_aimed, step.start)))


def aim_headline(reader: Reader, roadmap: Roadmap) -> str:
    """Return what to do, by when, and what it brings; or why the aim is out of reach."""
    say, aim = reader.words, roadmap.aim
    level = say.ordinal(aim.level or reader.instrument.top)
    if aim.reason in {"not-rated", "top"}:
        return say("headline.top" if aim.reason == "top" else "headline.not_rated")
    if aim.reason in {"declined", "enough"}:
        return say(f"aim.{aim.reason}", level=level, names=few_names(reader, aim.blocking))
    if aim.reason == "reached" or not aim.raises:
        return _reached(reader, roadmap, level)
    if aim.is_in_time:
        return _in_time(reader, roadmap, level)
    return _out_of_time(reader, roadmap, level)


def _reached(reader: Reader, roadmap: Roadmap, level: str) -> str:
    steps = next_steps(roadmap)
    if not steps:
        return reader.words("aim.reached_all", level=level)
    return reader.words("aim.reached", level=level, titles=_titles(reader, steps[:_NAMED_STEPS]))


def _in_time(reader: Reader, roadmap: Roadmap, level: str) -> str:
    aimed = [step for step in next_steps(roadmap) if step.is_aimed]
    values = {"level": level, "when": when(reader, roadmap.aim.day or 0), "n": len(aimed)}
    if len(aimed) <= _NAMED_STEPS:
        key = "one" if len(aimed) == 1 else "few"
        return reader.words(f"aim.in_time_{key}", titles=_titles(reader, aimed), **values)
    return reader.words("aim.in_time", titles=_titles(reader, aimed[:1]), **values)


def _out_of_time(reader: Reader, roadmap: Roadmap, level: str) -> str:
    say, aim = reader.words, roadmap.aim
    if aim.day and roadmap.rise and roadmap.rise.level < (aim.level or 0):
        by_then = [step for step in roadmap.steps if step.is_aimed and step.end <= roadmap.rise.day]
        first, low = when(reader, roadmap.rise.day), say.ordinal(roadmap.rise.level)
        values = {"n": len(by_then), "first": first, "low": low, "when": when(reader, aim.day)}
        return say("aim.out_rise", level=level, **values)
    if aim.because and not reader.is_public:
        names = few_names(reader, list(dict.fromkeys(practice for practice, _ in aim.because)))
        return say("aim.out_because", level=level, names=names)
    if aim.late:
        values = {"level": level, "names": few_names(reader, aim.late)}
        return (
            say("aim.late", when=when(reader, aim.day), **values) if aim.day else say("aim.never", **values)
        )
    if reader.is_public:
        return say("aim.out_public", level=level)
    return _with_more(reader, aim, level) if aim.day else _short(reader, aim, level)


def _with_more(reader: Reader, aim: Aim, level: str) -> str:
    """Return when a level comes after the year, and what would bring it within: people or capacity."""
    say, best = reader.words, cheapest_extra(aim)
    values = {"level": level, "when": when(reader, aim.day or 0)}
    if aim.delay.post:
        return say("aim.out_post", post=reader.post(aim.delay.post), **values)
    if best is None:
        return say("aim.out", **values)
    return say("aim.out_extra", then=when(reader, best.day), **values, **_extra_values(reader, best))


def _short(reader: Reader, aim: Aim, level: str) -> str:
    """Return that the capacity never suffices, and what would."""
    best = cheapest_extra(aim)
    if best is None:
        return reader.words("aim.short", level=level, points=aim.points)
    values = {"then": when(reader, best.day), **_extra_values(reader, best)}
    return reader.words("aim.short_extra", level=level, **values)


def cheapest_extra(aim: Aim) -> Extra | None:
    """Return the extra capacity that asks least; of equal ones the latest, which leaves most time."""
    return min(aim.extra, key=lambda extra: (extra.points, -extra.period), default=None)


def _extra_values(reader: Reader, extra: Extra) -> dict[str, object]:
    period = reader.words(f"aim.periods.{extra.period}")
    return {"points": extra.points, "period": period}


def _titles(reader: Reader, steps: Sequence[Planned]) -> str:
    titles = [within(reader.step_title(step.practice, step.to)) for step in steps]
    return reader.words("aim.glue").join(titles)


def few_names(reader: Reader, ids: Sequence[str]) -> str:
    """Return a few practices by name, and many by their number."""
    if len(ids) > _NAMED_PRACTICES:
        return reader.words.count("practices", len(ids))
    return reader.words.join([reader.name(id_) for id_ in ids])


def when(reader: Reader, day: int) -> str:
    """Return a day of the plan as people speak of it: a third of a month, or its number without a date."""
    start = reader.scorecard.assessment.day
    if start is None:
        return reader.words("roadmap.day", n=day)
    date = start + timedelta(days=day)
    third = sum(date.day > last for last in _THIRDS)
    number = date.month - 1
    month = reader.words(f"aim.months.{number}")
    return reader.words(f"aim.thirds.{third}", month=month, year=date.year)


def aim_lines(reader: Reader, roadmap: Roadmap) -> Iterator[str]:
    """Yield what the plan promises, what its day depends on, and what would change it."""
    say, aim = reader.words, roadmap.aim
    if not aim.raises:
        if aim.reason == "reached" and roadmap.steps:
            yield say("aim.line_reached", level=say.ordinal(reader.scorecard.level.level or 1))
        if aim.reason == "enough":
            names = say.join([reader.name(id_) for id_ in aim.blocking])
            yield say("aim.line_enough", level=say.ordinal(aim.level or 1), names=names)
        return
    level = say.ordinal(aim.level or 1)
    steps = sum(raised.to - raised.before for raised in aim.raises)
    values = {"level": level, "n": steps, "points": aim.points}
    if aim.day is None:
        yield say("aim.line_never", **values)
    else:
        yield say("aim.line", day=reader.day(aim.day), **values)
        if roadmap.rise and roadmap.rise.level < (aim.level or 0):
            way = {"day": reader.day(roadmap.rise.day), "level": say.ordinal(roadmap.rise.level)}
            yield say("aim.line_rise", **way)
        yield from _delay(reader, aim)
    if not reader.is_public:  # what people can carry, and what capacity they have, is the firm's own
        yield from _carried(reader, aim)
        yield from _changes(reader, aim)


def _delay(reader: Reader, aim: Aim) -> Iterator[str]:
    say, delay = reader.words, aim.delay
    if delay.post and not reader.is_public:
        yield say("aim.delay_post", post=sentence(reader.post(delay.post)))
    elif delay.period is not None and not reader.is_public:
        first = min(delay.period, _LAST_PERIOD)
        yield say("aim.delay_period", period=say(f"aim.periods.{first}"))
    elif len(delay.steps) > 1:
        yield say("aim.delay_chain", names=say("aim.chain").join(reader.name(id_) for id_ in delay.steps))
    elif delay.steps:
        yield say("aim.delay_step", name=reader.name(delay.steps[0]))


def _carried(reader: Reader, aim: Aim) -> Iterator[str]:
    say = reader.words
    for carried in aim.carried:
        values = {"post": sentence(reader.post(carried.post)), "n": carried.steps, "most": carried.most}
        if aim.day and aim.day_by_points:
            yield say("aim.carried", day=reader.day(aim.day_by_points), **values)
        else:
            yield say("aim.carried_shifted", **values)


def _changes(reader: Reader, aim: Aim) -> Iterator[str]:
    say = reader.words
    if aim.late:
        yield say("aim.line_late", names=say.join([reader.name(id_) for id_ in aim.late]))
    for extra in aim.extra:
        yield say("aim.line_extra", day=reader.day(extra.day), **_extra_values(reader, extra))
    for practice, to in aim.because:
        title = reader.step_title(practice, to)
        yield say("aim.line_because", name=reader.name(practice), title=title)


def causes(reader: Reader, roadmap: Roadmap) -> list[Constraint]:
    """Return what binds, a cause that shows in several places once.

    A dimension is left out where the way to the next level raises nothing in it but keystones that bind
    themselves: they are what is missing there.
    """
    binding = reader.scorecard.level.binding
    keystones = {constraint.id for constraint in binding if constraint.kind == "keystone"}
    found = []
    for constraint in binding:
        within_it = raised_within(reader, roadmap, constraint.id)
        if constraint.kind == "keystone" or not within_it or not set(within_it) <= keystones:
            found.append(constraint)
    return found


def raised_within(reader: Reader, roadmap: Roadmap, dimension: str) -> list[str]:
    """Return the practices of a dimension that the plan raises for the next level, the first one first."""
    of, rise = reader.instrument.dimension_of, roadmap.rise
    steps = [step for step in next_steps(roadmap) if step.is_aimed and (rise is None or step.end <= rise.day)]
    raised = [step.practice for step in steps] or [raised.practice for raised in roadmap.aim.raises]
    return [id_ for id_ in dict.fromkeys(raised) if of[id_].id == dimension]


def _score(reader: Reader, practice: str) -> Fraction:
    claimed = reader.scorecard.practices[practice].claimed
    return claimed.value if claimed else Fraction(0)


def why_waiting(reader: Reader, roadmap: Roadmap, waiting: Waiting) -> str:
    """Return why a step is not in the plan of the year."""
    if waiting.is_aimed and waiting.reason == "capacity" and roadmap.aim.day is not None:
        return reader.words("roadmap.needed_later")
    names = reader.words.join([reader.name(id_) for id_ in waiting.names])
    key = "time_after" if waiting.reason == "time" and waiting.names else waiting.reason
    return reader.words(f"roadmap.waiting.{key}", names=names)


def where_in_plan(reader: Reader, roadmap: Roadmap, practices: Iterable[str]) -> str:
    """Return the first step that the plan takes in some practices, or why it takes none.

    Empty for the public where there is none: what was decided is not theirs to know.
    """
    say, wanted = reader.words, list(practices)
    steps = [step for step in roadmap.steps if step.practice in wanted]
    if steps:
        step = min(steps, key=lambda step: (not step.is_aimed, _score(reader, step.practice), step.start))
        title = reader.step_title(step.practice, step.to)
        values = {"name": reader.coded_name(step.practice), "title": title}
        return say("aim.planned", start=reader.day(step.start), end=reader.day(step.end), **values)
    waiting = next((w for w in roadmap.waiting if w.practice in wanted), None)
    if waiting:
        name, reason = reader.coded_name(waiting.practice), within(why_waiting(reader, roadmap, waiting))
        return say("aim.not_planned", name=name, reason=reason)
    if reader.is_public or not wanted:
        return ""
    return say(
        "aim.no_step_enough" if any(id_ in reader.scorecard.enough for id_ in wanted) else "aim.no_step"
    )
