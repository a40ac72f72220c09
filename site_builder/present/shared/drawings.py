"""The charts of a report, each as one drawing with its figures: for the page, for copying, for paper."""

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from site_builder.charts.dumbbell import Pair, dumbbell
from site_builder.charts.gantt import gantt
from site_builder.charts.heat import HeatRow, heat
from site_builder.charts.ladder import Marks
from site_builder.charts.legend import Key
from site_builder.charts.plot import PLOT, PlotRow, Tick, level_ticks, plot
from site_builder.charts.radar import Axis, radar
from site_builder.charts.track import track
from site_builder.language import numbers
from site_builder.model.instrument import Practice
from site_builder.model.page import Chart, DataTable
from site_builder.model.roadmap import Planned, Roadmap
from site_builder.model.scorecard import DimensionScore, PracticeScore
from site_builder.model.waves import Change, EarlierWave
from site_builder.present.shared.reader import Reader, wave_text

_NONE = "–"


def radar_chart(reader: Reader) -> Chart:
    """Return the radar of the dimensions."""
    say, axes, rows = reader.words, [], []
    for dimension in reader.instrument.dimensions:
        scored = reader.scorecard.dimensions[dimension.id]
        label = reader.score(scored.claimed.value, dimension.id) if scored.claimed else say("chart.not_rated")
        before = reader.previous.get(dimension.id)
        axes.append(
            Axis(
                name=reader.text(dimension.name),
                label=label,
                claimed=float(scored.claimed.value) if scored.claimed else None,
                verified=float(scored.verified.value) if scored.verified else None,
                previous=float(before) if before is not None else None,
                target=float(reader.scorecard.targets[dimension.id]),
                is_blocking=dimension.id in reader.binding,
            )
        )
        rows.append((reader.text(dimension.name), *_figures(reader, scored)))
    title = say("chart.radar_title_public" if reader.is_public else "chart.radar_title")
    keys = [Key(mark="line-claimed", label=say("chart.claimed"))]
    if any(axis.verified is not None for axis in axes):
        keys.append(Key(mark="line-verified", label=say("chart.verified")))
    if reader.previous:
        keys.append(Key(mark="line-before", label=say("chart.previous")))
    keys.append(Key(mark="line-target", label=say("chart.target")))
    drawing = radar(axes, reader.instrument.top, title, keys)
    header = (say("chart.dimension"), *_columns(reader))
    return Chart(title=title, drawing=drawing, table=_table("dimensions", header, rows))


def practices_chart(reader: Reader) -> Chart:
    """Return the dot plot of the practices."""
    say, rows, figures_ = reader.words, [], []
    for dimension in reader.instrument.dimensions:
        rows.append(PlotRow(name=reader.text(dimension.name)))
        for practice in dimension.practices:
            scored = reader.scorecard.practices[practice.id]
            name = f"{practice.code} {reader.text(practice.name)}"
            value = value_of(reader, scored)
            is_blocking = practice.id in reader.binding
            drawing = track(
                marks_of(reader, scored), reader.instrument.top, name, is_blocking=is_blocking, width=PLOT
            )
            rows.append(PlotRow(name=name, value=value, drawing=drawing, is_blocking=is_blocking))
            figures_.append((name, *_figures(reader, scored)))
    title = say("chart.dots_title_public" if reader.is_public else "chart.dots_title", n=len(figures_))
    header = (say("overview.practice"), *_columns(reader))
    return Chart(
        title=title,
        drawing=plot(rows, level_ticks(_levels(reader)), title, _keys(reader), say("chart.claimed")),
        table=_table("practices", header, figures_),
    )


def _keys(reader: Reader) -> list[Key]:
    """Return the marks of the dot plot that occur in it."""
    say, scored = reader.words, reader.scorecard.practices.values()
    keys = [Key(mark="score", label=say("chart.claimed"))]
    if any(p.id in reader.binding for p in scored):
        keys.append(Key(mark="blocking", label=say("practice.blocks", level=reader.next_level)))
    if any(p.verified for p in scored):
        keys.append(Key(mark="verified", label=say("chart.verified")))
    if any(p.customer for p in scored):
        keys.append(Key(mark="customer", label=say("chart.customer")))
    if reader.previous:
        keys.append(Key(mark="previous", label=say("chart.previous")))
    return [*keys, Key(mark="target", label=say("chart.target"))]


def heat_chart(reader: Reader, roles: Sequence[str]) -> Chart:
    """Return practices by roles; `roles` are those that stand on their own somewhere."""
    say, rows, figures_ = reader.words, [], []
    for dimension in reader.instrument.dimensions:
        rows.append(HeatRow(name=reader.text(dimension.name)))
        for practice in dimension.practices:
            scored = reader.scorecard.practices[practice.id]
            means = {role.role: role.mean for role in scored.roles}
            cells = [
                (numbers.decimal(means[role]), reader.band(means[role])) if role in means else (_NONE, None)
                for role in roles
            ]
            name = f"{practice.code} {reader.text(practice.name)}"
            rows.append(HeatRow(name=name, score=value_of(reader, scored), cells=cells))
            figures_.append((name, value_of(reader, scored), *(text for text, _ in cells)))
    names = [say("chart.claimed"), *(reader.role(role) for role in roles)]
    title = say("roles.heat")
    header = (say("overview.practice"), *names)
    return Chart(
        title=title,
        drawing=heat(rows, names, _levels(reader), title),
        table=_table("roles", header, figures_),
    )


def claims_chart(reader: Reader) -> Chart:
    """Return what evidence supports beside what is claimed, for the practices where the two differ.

    The figures are those of all practices; the drawing is empty when no claim lies above its evidence.
    """
    say, rows, figures_ = reader.words, [], []
    for dimension in reader.instrument.dimensions:
        heading = PlotRow(name=reader.text(dimension.name))
        for practice in dimension.practices:
            scored = reader.scorecard.practices[practice.id]
            name, value = f"{practice.code} {reader.text(practice.name)}", value_of(reader, scored)
            verified = reader.score(scored.verified.value) if scored.verified else _NONE
            figures_.append((name, value, verified, scored.grade or _NONE))
            if is_above_evidence(scored):
                drawing = claim_row(reader, scored, name, width=PLOT)
                rows += [heading] if heading not in rows else []
                rows.append(PlotRow(name=name, value=verified, drawing=drawing))
    title = say("evidence.picture")
    keys = [Key(mark="ring", label=say("chart.verified")), Key(mark="score", label=say("chart.claimed"))]
    header = (
        say("overview.practice"),
        say("chart.claimed"),
        say("chart.verified"),
        say("method.evidence_grade"),
    )
    picture = plot(rows, level_ticks(_levels(reader)), title, keys, say("chart.verified")) if rows else ""
    return Chart(title=title, drawing=picture, table=_table("evidence", header, figures_))


def is_above_evidence(scored: PracticeScore) -> bool:
    """Return whether a practice claims more than its evidence supports."""
    return bool(scored.claimed and scored.verified and scored.verified.value < scored.claimed.value)


def claim_row(reader: Reader, scored: PracticeScore, title: str, *, width: float | None = None) -> Markup:
    """Return one practice's dumbbell from what is proven to what is claimed; it has to have both."""
    assert scored.claimed, scored.id  # noqa: S101 - see above
    assert scored.verified, scored.id  # noqa: S101 - see above
    pair = Pair(
        first=float(scored.verified.value), second=float(scored.claimed.value), level=scored.claimed.level
    )
    return dumbbell(pair, reader.instrument.top, title, width=width)


def changes_chart(reader: Reader, wave: EarlierWave) -> Chart:
    """Return the changes since an earlier wave, dimensions and practices."""
    say, rows = reader.words, []
    for change in in_order(reader, wave):
        name = _coded(reader, change.id)
        is_dimension = change.id in reader.instrument.dimension_by_id
        drawing = change_row(reader, change, name, width=PLOT)
        rows.append(PlotRow(name=name, value=signed(change), drawing=drawing, is_strong=is_dimension))
    title = say("waves.heading", wave=wave_text(wave.wave, say))
    keys = [
        Key(mark="ring", label=say("waves.before")),
        Key(mark="score", label=say("waves.after")),
        Key(mark="noise", label=say("waves.noise")),
    ]
    header = (say("waves.what"), say("waves.before"), say("waves.after"), say("waves.change"))
    figures_ = [
        (_coded(reader, c.id), reader.score(c.before), reader.score(c.after, c.id), signed(c))
        for c in in_order(reader, wave)
    ]
    return Chart(
        title=title,
        drawing=plot(rows, level_ticks(_levels(reader)), title, keys, say("waves.change")),
        table=_table(f"waves-{re.sub(r'[^a-zA-Z0-9-]+', '-', wave.wave)}", header, figures_),
    )


def _coded(reader: Reader, id_: str) -> str:
    """Return the name of a dimension, or a practice's with its code."""
    practice = reader.instrument.practice_by_id.get(id_)
    return f"{practice.code} {reader.name(id_)}" if practice else reader.name(id_)


def in_order(reader: Reader, wave: EarlierWave) -> Iterator[Change]:
    """Yield the changes of a wave: each dimension, then its practices."""
    known = {change.id: change for change in (*wave.dimensions, *wave.practices)}
    for dimension in reader.instrument.dimensions:
        ids = (dimension.id, *(practice.id for practice in dimension.practices))
        yield from (known[id_] for id_ in ids if id_ in known)


def change_row(reader: Reader, change: Change, title: str, *, width: float | None = None) -> Markup:
    """Return one change as a dumbbell with the band in which it says nothing."""
    pair = Pair(
        first=float(change.before),
        second=float(change.after),
        level=reader.band(change.after),
        noise=change.yardstick,
    )
    return dumbbell(pair, reader.instrument.top, title, width=width)


def signed(change: Change) -> str:
    """Return a difference with its sign."""
    text = numbers.decimal(change.difference)
    return f"+{text}" if change.difference > 0 else text


def roadmap_chart(reader: Reader, roadmap: Roadmap) -> Chart:
    """Return the year's steps on their time line."""
    say, periods = reader.words, [wave.end for wave in roadmap.waves]
    rows, figures_ = [], []
    for step in roadmap.steps:
        practice = reader.instrument.practice_by_id[step.practice]
        name = f"{practice.code} {reader.text(practice.name)}"
        is_blocking = step.practice in reader.binding
        drawing = gantt(step.start, step.end, periods, name, is_blocking=is_blocking, width=PLOT)
        rows.append(PlotRow(name=name, value=f"→ {step.to}", drawing=drawing, is_blocking=is_blocking))
        figures_.append((name, *_planned(reader, practice, step)))
    ticks = [Tick(at=end / periods[-1], name=say("roadmap.until", n=end)) for end in periods]
    title = say("roadmap.year")
    header = (
        say("overview.practice"),
        say("chart.level"),
        say("roadmap.step"),
        say("steps.responsible"),
        say("roadmap.start"),
        say("roadmap.done_by"),
        say("reach.points"),
    )
    return Chart(title=title, drawing=plot(rows, ticks, title), table=_table("roadmap", header, figures_))


def _planned(reader: Reader, practice: Practice, planned: Planned) -> tuple[str, ...]:
    step = practice.step_to(planned.to)
    return (
        str(planned.to),
        reader.text(step.title) if step else "",
        reader.posts([step.responsible]) if step else "",
        reader.day(planned.start),
        reader.day(planned.end),
        str(planned.points),
    )


def marks_of(reader: Reader, scored: PracticeScore) -> Marks:
    """Return the values of a practice on the scale."""
    before = reader.previous.get(scored.id)
    return Marks(
        claimed=float(scored.claimed.value) if scored.claimed else None,
        level=scored.claimed.level if scored.claimed else None,
        target=float(reader.scorecard.targets[scored.id]),
        verified=float(scored.verified.value) if scored.verified else None,
        customer=float(scored.customer.value) if scored.customer else None,
        previous=float(before) if before is not None else None,
    )


def value_of(reader: Reader, scored: PracticeScore) -> str:
    """Return a practice's score, or why there is none."""
    if scored.claimed:
        return reader.score(scored.claimed.value, scored.id)
    missing = "not_applicable" if scored.status == "not-applicable" else "not_rated"
    return reader.words(f"chart.{missing}")


def _levels(reader: Reader) -> list[str]:
    return [reader.level_short(n) for n in range(1, reader.instrument.top + 1)]


def _columns(reader: Reader) -> tuple[str, ...]:
    say = reader.words
    names = ["claimed", "level", "verified", "customer", "target"]
    columns = [say(f"chart.{name}") for name in names]
    return (*columns, say("chart.previous")) if reader.previous else tuple(columns)


def _figures(reader: Reader, scored: PracticeScore | DimensionScore) -> tuple[str, ...]:
    customer = scored.customer if isinstance(scored, PracticeScore) else None
    before = reader.previous.get(scored.id)
    cells = [
        reader.score(scored.claimed.value, scored.id) if scored.claimed else _NONE,
        reader.level_name(scored.claimed.level) if scored.claimed else _NONE,
        reader.score(scored.verified.value) if scored.verified else _NONE,
        reader.score(customer.value) if customer else _NONE,
        reader.target(reader.scorecard.targets[scored.id]),
    ]
    if reader.previous:
        cells.append(reader.score(before) if before is not None else _NONE)
    return tuple(cells)


def _table(id_: str, header: Sequence[str], rows: Sequence[tuple[str, ...]]) -> DataTable:
    """Return a table without the columns in which nothing stands."""
    kept = [n for n in range(len(header)) if n == 0 or any(row[n] != _NONE for row in rows)]
    return DataTable(
        id=id_,
        header=tuple(header[n] for n in kept),
        rows=tuple(tuple(row[n] for n in kept) for row in rows),
    )
