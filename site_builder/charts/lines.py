"""How values went from wave to wave: a line for each, all on the scale of the levels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from site_builder.charts.legend import Key, legend
from site_builder.charts.plot import WIDTH
from site_builder.charts.svg import Scale, picture, tag, text_width, wrap

_STEP, _EDGE = 26.0, 20.0
_COLUMNS, _GAP, _LEFT, _RIGHT = 3, 20.0, 34.0, 16.0
_NAME, _SMALL, _LINE = 14.0, 12.0, 18.0
_PLOT = (WIDTH - _GAP * (_COLUMNS - 1)) / _COLUMNS - _LEFT - _RIGHT
_MOST_LABELS = 6
_SPARK_WIDE, _SPARK_HIGH, _SPARK_EDGE = 72.0, 26.0, 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One value over all waves, the present one last; where it is not known the line is broken.

    `labels` are the values as they are shown, `level` is that of the last one. `name` and `note` stand above.
    """

    name: str
    note: str
    values: tuple[float | None, ...]
    labels: tuple[str, ...]
    level: int | None


def line_plot(line: Line, levels: int, title: str, *, width: float | None = None) -> Markup:
    """Return the line with a ring for each earlier wave and a dot for the present one.

    Args:
        line: the values.
        levels: how many the scale has; it is never cut, so that a small change looks small.
        title: what a screen reader says.
        width: with it, positions are units of a larger drawing; without, shares of the width that it gets.

    """
    at, last = Scale(0, max(len(line.values) - 1, 1), width), len(line.values) - 1
    low = plot_height(levels) - _EDGE
    parts = [tag("line", class_="hair", x1=at(n), y1=_EDGE, x2=at(n), y2=low) for n in range(last + 1)]
    parts.extend(part for n in range(1, levels + 1) for part in _rung(n, levels, at(last)))
    heights = [None if value is None else _EDGE + (levels - value) * _STEP for value in line.values]
    parts.extend(_segments(heights, at))
    for place, y in enumerate(heights):
        if y is None:
            continue
        class_, radius = (f"point l{line.level}", 6.0) if place == last else ("previous", 4.5)
        parts.append(tag("circle", class_=class_, cx=at(place), cy=y, r=radius))
        if len(heights) <= _MOST_LABELS or place in {0, last}:
            down = y + (21 if _is_valley(heights, place) else -11)
            label = line.labels[place]
            parts.append(tag("text", label, class_="tick num", x=at(place), y=down, text_anchor="middle"))
    if width is not None:
        return tag("g", *parts)
    high = {"aria_label": title, "height": str(round(plot_height(levels)))}
    return tag("svg", *parts, class_="track", width="100%", role="img", **high)


def plot_height(levels: int) -> float:
    """Return how high the plot of a line is."""
    return 2 * _EDGE + (levels - 1) * _STEP


def _rung(level: int, levels: int, end: str) -> tuple[Markup, Markup]:
    y = _EDGE + (levels - level) * _STEP
    number = tag("text", str(level), class_="tick", x=-20, y=y + 4, text_anchor="end")
    return tag("line", class_="hair", x1=0, y1=y, x2=end, y2=y), number


def _segments(heights: Sequence[float | None], at: Scale) -> Iterator[Markup]:
    """Yield the line between neighbours that are both known."""
    for place, (one, other) in enumerate(pairwise(heights)):
        if one is not None and other is not None:
            yield tag("line", class_="trend", x1=at(place), y1=one, x2=at(place + 1), y2=other)


def _is_valley(heights: Sequence[float | None], place: int) -> bool:
    """Return whether the line runs above a point on every side, so that its value has room below only."""
    beside = [heights[n] for n in (place - 1, place + 1) if 0 <= n < len(heights)]
    known, here = [y for y in beside if y is not None], heights[place]
    return here is not None and bool(known) and all(y < here for y in known)


def line_plots(
    lines: Sequence[Line], names: Sequence[str], levels: int, title: str, keys: Sequence[Key]
) -> Markup:
    """Return all lines beside and below each other, as one drawing that can be copied and printed.

    Args:
        lines: the values, each line with its name.
        names: what the waves are called, the present one last.
        levels: how many the scale has.
        title: what a screen reader says.
        keys: the marks that the legend below explains.

    """
    parts, y = [], 0.0
    for start in range(0, len(lines), _COLUMNS):
        row = lines[start : start + _COLUMNS]
        heads = [_head(line) for line in row]
        high = max(len(head) for head in heads) * _LINE
        for place, (line, head) in enumerate(zip(row, heads, strict=True)):
            x = place * (_PLOT + _LEFT + _RIGHT + _GAP)
            words = [
                tag("tspan", text, class_=class_, x=x, y=y + 14 + n * _LINE)
                for n, (text, class_) in enumerate(head)
            ]
            plot = (line_plot(line, levels, "", width=_PLOT), *_ends(names, plot_height(levels)))
            place_ = f"translate({x + _LEFT:g} {y + high:g})"
            parts += [tag("text", *words), tag("g", *plot, transform=place_)]
        y += high + plot_height(levels) + 34
    explained, high = legend(keys, WIDTH, y - 8)
    return picture(WIDTH, y - 8 + high, title, *parts, explained, class_="lines")


def _head(line: Line) -> list[tuple[str, str]]:
    room = _PLOT + _LEFT + _RIGHT
    named = [(text, "num") for text in wrap(line.name, _NAME, room)]
    return named + [(text, "tick") for text in (wrap(line.note, _SMALL, room) if line.note else [])]


def _ends(names: Sequence[str], y: float) -> Iterator[Markup]:
    """Yield the names of the waves below a plot: of all where they fit, else of the first and the last."""
    last = len(names) - 1
    room = _PLOT / max(last, 1) - 8
    shown = range(len(names)) if all(text_width(name, _SMALL) <= room for name in names) else (0, last)
    for place in shown:
        name = _cut(names[place], room if len(shown) > 2 else _PLOT / 2 + 8)  # noqa: PLR2004 - two ends
        anchor = "start" if place == 0 else "end" if place == last else "middle"
        x = {"start": -_LEFT / 2, "end": _PLOT + _RIGHT}.get(anchor, _PLOT * place / last)
        yield tag("text", name, class_="tick", x=x, y=y + 10, text_anchor=anchor)


def _cut(name: str, room: float) -> str:
    while text_width(name, _SMALL) > room:
        name = name.rstrip("…")[:-1] + "…"
    return name


def sparkline(line: Line, levels: int) -> Markup:
    """Return the line as small as a word; its values stand beside it, so that no screen reader is told it."""
    at = Scale(0, max(len(line.values) - 1, 1), _SPARK_WIDE - 2 * _SPARK_EDGE)
    rise = (_SPARK_HIGH - 2 * _SPARK_EDGE) / (levels - 1)
    heights = [None if value is None else (levels - value) * rise for value in line.values]
    end = at(len(heights) - 1)
    parts = [tag("line", class_="hair", x1=0, y1=y, x2=end, y2=y) for y in (0.0, (levels - 1) * rise)]
    parts.extend(_segments(heights, at))
    for place, y in enumerate(heights):
        if y is not None:
            is_last = place == len(heights) - 1
            class_, radius = (f"point l{line.level}", 3.5) if is_last else ("previous", 2.0)
            parts.append(tag("circle", class_=class_, cx=at(place), cy=y, r=radius))
    inside = tag("g", *parts, transform=f"translate({_SPARK_EDGE:g} {_SPARK_EDGE:g})")
    box = f"0 0 {_SPARK_WIDE:g} {_SPARK_HIGH:g}"
    return tag("svg", inside, class_="spark", viewBox=box, aria_hidden="true")
