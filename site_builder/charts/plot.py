"""Rows with a name and a value beside a common axis, as one drawing that can be copied and printed."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from site_builder.charts.legend import Key, legend
from site_builder.charts.svg import picture, tag, text_width, wrap

WIDTH = 720.0
_NAME, _VALUE, _SIZE, _ROW, _LINE, _EDGE = 236.0, 56.0, 14.0, 24.0, 18.0, 24.0
PLOT = WIDTH - _NAME - _VALUE - 2 * _EDGE
"""How wide a row's drawing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotRow:
    """One row; without a drawing it is a heading over those that follow."""

    name: str
    value: str = ""
    drawing: str = ""
    is_blocking: bool = False
    is_strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A name on the axis; `at` is its share of the width, 0 to 1."""

    at: float
    name: str


def level_ticks(names: Sequence[str]) -> list[Tick]:
    """Return the ticks of the levels' scale, each with its number and name."""
    return [Tick(at=n / (len(names) - 1), name=f"{n + 1}\n{name}") for n, name in enumerate(names)]


def plot(
    rows: Sequence[PlotRow],
    ticks: Sequence[Tick],
    title: str,
    keys: Sequence[Key] = (),
    value_name: str = "",
) -> Markup:
    """Return the rows below each other; long names take two lines rather than run out.

    Args:
        rows: the rows and their headings, each drawing `PLOT` units wide.
        ticks: the names on the axis above them.
        title: what a screen reader says.
        keys: the marks that the legend below explains.
        value_name: what the column of values is called.

    """
    left, y = _NAME + _VALUE + _EDGE, _axis_height(ticks)
    parts = [_tick(tick, left) for tick in ticks]
    if value_name:
        end = _NAME + _VALUE - 8
        parts.append(tag("text", value_name, class_="tick", x=end, y=12, text_anchor="end"))
    for row in rows:
        lines = wrap(row.name, _SIZE, WIDTH if not row.drawing else _NAME - 8)
        y += 8 if row.is_strong or not row.drawing else 0
        class_ = "group" if not row.drawing else "warn" if row.is_blocking else "num" if row.is_strong else ""
        texts = [tag("tspan", line, x=0, y=y + 16 + _LINE * n) for n, line in enumerate(lines)]
        parts.append(tag("text", *texts, class_=class_))
        if row.drawing:
            value = {"class_": "num warn" if row.is_blocking else "num", "text_anchor": "end"}
            parts.append(tag("text", row.value, x=_NAME + _VALUE - 8, y=y + 16, **value))
            parts.append(tag("g", row.drawing, transform=f"translate({left:g} {y + 1:g})"))
        y += _ROW + _LINE * (len(lines) - 1)
    explained, high = legend(keys, WIDTH, y + 4)
    return picture(WIDTH, y + 4 + high, title, *parts, explained, class_="plot")


def _axis_height(ticks: Sequence[Tick]) -> float:
    return 12.0 + 14.0 * max((len(_tick_lines(tick)) for tick in ticks), default=0)


def _tick_lines(tick: Tick) -> list[str]:
    return [line for part in tick.name.split("\n") for line in wrap(part, 12, PLOT / 4 - 26)]


def _tick(tick: Tick, left: float) -> Markup:
    widest = max(text_width(line, 12) for line in _tick_lines(tick))
    x = min(max(left + PLOT * tick.at, _NAME + _VALUE - 4 + widest / 2), WIDTH - widest / 2)
    texts = [tag("tspan", line, x=x, y=12 + 14 * n) for n, line in enumerate(_tick_lines(tick))]
    return tag("text", *texts, class_="tick", text_anchor="middle")
