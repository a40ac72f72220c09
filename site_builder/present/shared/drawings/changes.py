"""The drawing of what changed since an earlier wave."""

import re
from collections.abc import Iterator

from markupsafe import Markup

from site_builder.charts.dumbbell import Pair, dumbbell
from site_builder.charts.legend import Key
from site_builder.charts.plot import PLOT, PlotRow, level_ticks, plot
from site_builder.language import numbers
from site_builder.model.page import Chart
from site_builder.model.waves import Change, EarlierWave
from site_builder.present.shared.drawings.figures import figures_table, level_names
from site_builder.present.shared.reader import Reader, wave_text


def changes_chart(reader: Reader, wave: EarlierWave) -> Chart:
    """Return the changes since an earlier wave, dimensions and practices."""
    say, rows = reader.words, []
    for change in ordered_changes(reader, wave):
        name = reader.coded_name(change.id)
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
    figures = [
        (reader.coded_name(c.id), reader.score(c.before), reader.score(c.after, c.id), signed(c))
        for c in ordered_changes(reader, wave)
    ]
    return Chart(
        title=title,
        drawing=plot(rows, level_ticks(level_names(reader)), title, keys, say("waves.change")),
        table=figures_table(f"waves-{re.sub(r'[^a-zA-Z0-9-]+', '-', wave.wave)}", header, figures),
    )


def ordered_changes(reader: Reader, wave: EarlierWave) -> Iterator[Change]:
    """Yield the changes of a wave: each dimension, then its practices."""
    known = {change.id: change for change in (*wave.dimensions, *wave.practices)}
    for dimension in reader.instrument.dimensions:
        ids = (dimension.id, *(practice.id for practice in dimension.practices))
        yield from (known[id_] for id_ in ids if id_ in known)


def change_row(reader: Reader, change: Change, title: str, *, width: float | None = None) -> Markup:
    """Return one change as a dumbbell with the band in which it says nothing.

    Args:
        reader: the language.
        change: then and now; its yardstick is half of the band.
        title: what the drawing is called for those who do not see it.
        width: in units of the drawing that it is part of; None makes a picture of its own, which stretches.

    """
    pair = Pair(
        first=float(change.before),
        second=float(change.after),
        level=reader.band(change.after),
        noise=change.yardstick,
    )
    return dumbbell(pair, reader.instrument.top, title, width=width)


def signed(change: Change) -> str:
    """Return how many points a score has changed, with its sign."""
    text = numbers.decimal(change.difference)
    return f"+{text}" if change.difference > 0 else text


def verdict(change: Change) -> str:
    """Return what a change is; `noise` is within disagreement, `unknown` has no yardstick."""
    if change.difference == 0:
        return "same"
    if change.yardstick is None:
        return "unknown"
    if abs(float(change.difference)) <= change.yardstick:
        return "noise"
    return "up" if change.difference > 0 else "down"
