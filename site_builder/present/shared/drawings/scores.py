"""The scores as drawings: the radar of the dimensions, the dot plot of the practices."""

from site_builder.charts.ladder import Marks
from site_builder.charts.legend import Key
from site_builder.charts.plot import PLOT, PlotRow, level_ticks, plot
from site_builder.charts.radar import Axis, radar
from site_builder.charts.track import track
from site_builder.model.page import Chart
from site_builder.model.scorecard import PracticeScore
from site_builder.present.shared.drawings.figures import (
    figures_table,
    level_names,
    score_cells,
    score_columns,
    shown_score,
)
from site_builder.present.shared.reader import Reader


def radar_chart(reader: Reader) -> Chart:
    """Return the radar of the dimensions: claimed, verified, last wave, target."""
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
        rows.append((reader.text(dimension.name), *score_cells(reader, scored)))
    title = say("chart.radar_title_public" if reader.is_public else "chart.radar_title")
    keys = [Key(mark="line-claimed", label=say("chart.claimed"))]
    if any(axis.verified is not None for axis in axes):
        keys.append(Key(mark="line-verified", label=say("chart.verified")))
    if reader.previous:
        keys.append(Key(mark="line-before", label=say("chart.previous")))
    keys.append(Key(mark="line-target", label=say("chart.target")))
    drawing = radar(axes, reader.instrument.top, title, keys)
    header = (say("chart.dimension"), *score_columns(reader))
    return Chart(title=title, drawing=drawing, table=figures_table("dimensions", header, rows))


def practices_chart(reader: Reader) -> Chart:
    """Return the dot plot of the practices, dimension by dimension."""
    say, rows, figures = reader.words, [], []
    for dimension in reader.instrument.dimensions:
        rows.append(PlotRow(name=reader.text(dimension.name)))
        for practice in dimension.practices:
            scored = reader.scorecard.practices[practice.id]
            name = reader.coded_name(practice.id)
            value = shown_score(reader, scored)
            is_blocking = practice.id in reader.binding
            drawing = track(
                marks_of(reader, scored), reader.instrument.top, name, is_blocking=is_blocking, width=PLOT
            )
            rows.append(PlotRow(name=name, value=value, drawing=drawing, is_blocking=is_blocking))
            figures.append((name, *score_cells(reader, scored)))
    title = say("chart.dots_title_public" if reader.is_public else "chart.dots_title", n=len(figures))
    header = (say("overview.practice"), *score_columns(reader))
    return Chart(
        title=title,
        drawing=plot(rows, level_ticks(level_names(reader)), title, _keys(reader), say("chart.claimed")),
        table=figures_table("practices", header, figures),
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
