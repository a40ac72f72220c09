"""The drawings over all waves: the index and the dimensions as lines, each practice as a small one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from site_builder.charts.legend import Key
from site_builder.charts.lines import Line, line_plot, line_plots, sparkline
from site_builder.model.page import Chart, DataTable
from site_builder.model.scorecard import DimensionScore, PracticeScore
from site_builder.model.waves import Change, EarlierWave
from site_builder.present.shared.drawings.changes import signed, verdict
from site_builder.present.shared.drawings.figures import NONE
from site_builder.present.shared.reader import Reader, wave_text

_LEAST = 3
"""Points in time that a line needs."""
_INDEX = "index"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePanel:
    """The index or a dimension over all waves."""

    name: str
    href: str
    note: str
    drawing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """The index, a dimension or a practice, wave by wave, the present one last."""

    name: str
    href: str
    drawing: str
    values: tuple[str, ...]
    is_dimension: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesView:
    """All waves that may stand beside each other; `names` are what they are called, the present one last.

    Without a third value of the index or any dimension there are no panels, and the chart has no drawing.
    """

    names: tuple[str, ...]
    caption: str
    panels: tuple[LinePanel, ...]
    chart: Chart
    rows: tuple[LineRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Series:
    """One thing over all waves: its change since each, None where it is not told, and its value now."""

    id: str
    changes: tuple[Change | None, ...]
    now: Fraction

    @property
    def is_line(self) -> bool:
        """Whether there are values enough for a line; the comparison shows two already."""
        return sum(change is not None for change in self.changes) + 1 >= _LEAST


def lines_view(reader: Reader) -> LinesView | None:
    """Return the lines over all waves; None where none has three values that may stand beside each other.

    Only what the comparisons with single waves show is drawn: what is hidden there is a gap in its line here.
    """
    waves = tuple(reversed([wave for wave in reader.scorecard.earlier if wave.reason is None]))
    series = list(_all_series(reader, waves))
    if not any(entry.is_line for entry in series):
        return None
    say = reader.words
    now = reader.scorecard.assessment.wave or say("waves.after")
    names = tuple(wave_text(name, say) for name in (*(wave.wave for wave in waves), now))
    lines = {entry.id: _line(reader, entry, names) for entry in series}
    wide = [entry for entry in series if entry.id not in reader.instrument.practice_by_id]
    if not any(entry.is_line for entry in wide):
        wide = []
    return LinesView(
        names=names,
        caption=_caption(reader, lines.values()),
        panels=tuple(_panel(reader, entry, lines[entry.id], names) for entry in wide),
        chart=_chart(reader, [lines[entry.id] for entry in wide], names, _table(reader, lines, names)),
        rows=tuple(_row(reader, entry, lines[entry.id]) for entry in series),
    )


def _caption(reader: Reader, lines: Iterable[Line]) -> str:
    """Return how the lines are to be read; where one is broken, what that may mean."""
    say = reader.words
    parts = [say("waves.lines.caption")]
    if any(value is None for line in lines for value in line.values):
        kind = "gap_hidden" if reader.scorecard.is_anonymous else "gap"
        parts.append(say(f"waves.lines.{kind}", k=reader.scorecard.k))
    return say("language.space").join(parts)


def _all_series(reader: Reader, waves: Sequence[EarlierWave]) -> Iterator[_Series]:
    """Yield the index, then each dimension with its practices, as far as they have a score today."""
    card = reader.scorecard
    known = [{change.id: change for change in (*wave.dimensions, *wave.practices)} for wave in waves]
    if card.index:
        changes = tuple(wave.index for wave in waves)
        yield _Series(id=_INDEX, changes=changes, now=card.index.claimed.value)
    for dimension in reader.instrument.dimensions:
        practices = (card.practices[practice.id] for practice in dimension.practices)
        found: list[DimensionScore | PracticeScore] = [card.dimensions[dimension.id], *practices]
        for scored in found:
            if scored.claimed:
                changes = tuple(wave.get(scored.id) for wave in known)
                yield _Series(id=scored.id, changes=changes, now=scored.claimed.value)


def _name(reader: Reader, id_: str) -> str:
    return reader.words("waves.lines.index") if id_ == _INDEX else reader.name(id_)


def _line(reader: Reader, series: _Series, names: Sequence[str]) -> Line:
    before = [change.before if change else None for change in series.changes]
    own = None if series.id == _INDEX else series.id
    return Line(
        name=_name(reader, series.id),
        note=_note(reader, series, names),
        values=(*(None if value is None else float(value) for value in before), float(series.now)),
        labels=(
            *(NONE if value is None else reader.score(value) for value in before),
            reader.score(series.now, own),
        ),
        level=reader.band(series.now),
    )


def _note(reader: Reader, series: _Series, names: Sequence[str]) -> str:
    """Return how far a value has come since the first wave that tells it, and how to take that."""
    first = next((n for n, change in enumerate(series.changes) if change), None)
    change = series.changes[first] if first is not None else None
    if first is None or change is None:
        return reader.words("waves.lines.since.nothing")
    kind = verdict(change)
    if series.id == _INDEX and kind != "same":
        kind = "index"  # it has no yardstick
    return reader.words(f"waves.lines.since.{kind}", wave=names[first], change=signed(change))


def _panel(reader: Reader, series: _Series, line: Line, names: Sequence[str]) -> LinePanel:
    say = reader.words
    told = say.join([f"{name} {label}" for name, label in zip(names, line.labels, strict=True)])
    title = f"{line.name}{say('language.colon')}{told}"
    return LinePanel(
        name=line.name,
        href="" if series.id == _INDEX else reader.href(series.id),
        note=line.note,
        drawing=line_plot(line, reader.instrument.top, title),
    )


def _row(reader: Reader, series: _Series, line: Line) -> LineRow:
    return LineRow(
        name=line.name,
        href="" if series.id == _INDEX else reader.href(series.id),
        drawing=sparkline(line, reader.instrument.top),
        values=line.labels,
        is_dimension=series.id not in reader.instrument.practice_by_id,
    )


def _chart(reader: Reader, lines: Sequence[Line], names: Sequence[str], table: DataTable) -> Chart:
    say, title = reader.words, reader.words("waves.lines.title")
    keys = [Key(mark="ring", label=say("waves.before")), Key(mark="score", label=say("waves.after"))]
    drawing = line_plots(lines, names, reader.instrument.top, title, keys) if lines else ""
    return Chart(title=title, drawing=drawing, table=table)


def _table(reader: Reader, lines: Mapping[str, Line], names: Sequence[str]) -> DataTable:
    """Return the figures of all lines; its file cannot be called like that of a wave."""
    cells = tuple(
        (line.name if id_ == _INDEX else reader.coded_name(id_), *line.labels) for id_, line in lines.items()
    )
    return DataTable(id="all-waves", header=(reader.words("waves.what"), *names), rows=cells)
