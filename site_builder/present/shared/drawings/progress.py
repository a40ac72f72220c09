"""The drawing of a plan that is followed up: when each step was planned, and when it happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from site_builder.charts.legend import Key
from site_builder.charts.plot import PLOT, PlotRow, Tick, plot
from site_builder.charts.spans import Spans, spans
from site_builder.model.page import Chart
from site_builder.model.progress import Tracked
from site_builder.present.shared.drawings.figures import NONE, figures_table
from site_builder.present.shared.reader import Reader

_MONTHS = (1, 2, 3, 6, 12, 24)
_MOST_TICKS, _YEAR = 7, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLine:
    """The time that a drawing covers; `ticks` are first days of months, each with its share (0 to 1)."""

    start: date
    days: int
    ticks: tuple[tuple[float, date], ...]


def time_line(steps: Sequence[Tracked], today: date | None) -> TimeLine | None:
    """Return the time from the first to the last day that is known of some steps; None where none is."""
    known = [
        day
        for step in steps
        for day in (step.start, step.due, step.started, step.finished)
        if day is not None
    ]
    if not known:
        return None
    known += [today] if today else []
    start, end = min(known), max(known)
    days = max((end - start).days, 1)
    months = [_month(start, n) for n in range(1, _between(start, end) + 1)]
    every = next((n for n in _MONTHS if len(months) / n <= _MOST_TICKS), _MONTHS[-1])
    shown = [day for day in months if (day.month - 1 + _YEAR * day.year) % every == 0]
    ticks = tuple(((day - start).days / days, day) for day in shown)
    return TimeLine(start=start, days=days, ticks=ticks)


def _between(start: date, end: date) -> int:
    return (end.year - start.year) * _YEAR + end.month - start.month


def _month(start: date, n: int) -> date:
    """Return the first day of the n-th month after a day's."""
    months = start.year * _YEAR + start.month - 1 + n
    return date(months // _YEAR, months % _YEAR + 1, 1)


def step_bar(
    step: Tracked, line: TimeLine, today: date | None, title: str, *, width: float | None = None
) -> Markup:
    """Return one step on the time line; one that goes on is drawn up to the day of the state.

    Args:
        step: the step.
        line: the time line.
        today: the day of which this is the state.
        title: what a screen reader says.
        width: in units of a larger drawing; without, it stretches.

    """

    def _at(day: date) -> int:
        return (day - line.start).days

    planned = real = None
    if step.start and step.due:
        planned = (_at(step.start), _at(step.due))
    end = step.finished or (today if step.started and not step.is_done else step.started)
    begin = step.started or step.finished
    if begin and end:
        real = (_at(begin), max(_at(end), _at(begin)))
    shown = Spans(planned=planned, real=real, is_late=step.is_overdue(today))
    marks = [round(share * line.days) for share, _ in line.ticks]
    return spans(shown, line.days, marks, title, width=width)


def progress_chart(
    reader: Reader, id_: str, title: str, steps: Sequence[Tracked], today: date | None
) -> Chart | None:
    """Return the steps of a plan, planned and real; None where no day of them is known.

    Args:
        reader: the language.
        id_: what the file of its figures is called.
        title: what the drawing is called.
        steps: the steps, in their order.
        today: the day of which this is the state.

    """
    say, line = reader.words, time_line(steps, today)
    if line is None:
        return None
    rows = [
        PlotRow(
            name=reader.coded_name(step.practice),
            value=f"→ {step.to}",
            drawing=step_bar(step, line, today, step.id, width=PLOT),
            is_blocking=step.is_overdue(today),
        )
        for step in steps
    ]
    ticks = [Tick(at=share, name=month_name(day)) for share, day in line.ticks]
    keys = [
        Key(mark="noise", label=say("progress.planned")),
        Key(mark="line-claimed", label=say("progress.real")),
        Key(mark="blocking", label=say("progress.overdue")),
    ]
    names = ("practice", "level", "step", "start", "due", "started", "finished", "state")
    header = tuple(say(f"progress.columns.{name}") for name in names)
    figures = [_figures(reader, step) for step in steps]
    return Chart(
        title=title, drawing=plot(rows, ticks, title, keys), table=figures_table(id_, header, figures)
    )


def month_name(day: date) -> str:
    """Return a month as a figure, such as 2026-03."""
    return f"{day:%Y-%m}"


def _figures(reader: Reader, step: Tracked) -> tuple[str, ...]:
    days = (step.start, step.due, step.started, step.finished)
    return (
        reader.coded_name(step.practice),
        str(step.to),
        reader.step_title(step.practice, step.to),
        *(day.isoformat() if day else NONE for day in days),
        reader.words(f"progress.states.{step.state}"),
    )
