"""The radar of the dimensions: self-assessed, supported by evidence, target, last wave."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from site_builder.charts.legend import Key, legend
from site_builder.charts.svg import number, picture, tag, text_width, wrap

_WIDTH, _RADIUS, _SIZE = 480.0, 138.0, 14.0
_LARGEST = 17.0  # on a phone, where the style sheet enlarges the labels
_LABEL = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One axis: its name, the label of its value, and the values on the scale (None: not rated)."""

    name: str
    label: str
    claimed: float | None
    verified: float | None
    target: float
    previous: float | None = None
    is_blocking: bool = False


def radar(axes: Sequence[Axis], levels: int, title: str, keys: Sequence[Key] = ()) -> Markup:
    """Return the radar; a dimension without a score leaves a gap in the outline, not a zero.

    Args:
        axes: the dimensions, clockwise from the top.
        levels: how many the scale has; each is a ring.
        title: what a screen reader says.
        keys: the marks that the legend below explains.

    """
    return _Radar(axes, levels).draw(title, keys)


class _Radar:
    def __init__(self, axes: Sequence[Axis], levels: int) -> None:
        self.axes, self.levels = axes, levels
        self.x, self.y = _WIDTH / 2, _RADIUS + 67
        self.bottom = 0.0

    def draw(self, title: str, keys: Sequence[Key]) -> Markup:
        """Return the whole picture: rings, outlines from target to claimed, names, legend."""
        top = range(1, self.levels + 1)
        parts = [self.outline("grid", [float(level)] * len(self.axes)) for level in top]
        for index in range(len(self.axes)):
            x, y = self.at(index, self.levels)
            parts.append(tag("line", class_="grid", x1=self.x, y1=self.y, x2=x, y2=y))
        for level in top:
            x, y = self.at(0, level)
            parts.append(tag("text", str(level), class_="tick", x=x + 5, y=y + 4))
        parts.append(self.outline("target", [axis.target for axis in self.axes]))
        parts.append(self.outline("before", [axis.previous for axis in self.axes]))
        parts.append(self.outline("verified", [axis.verified for axis in self.axes]))
        parts.append(self.outline("claimed", [axis.claimed for axis in self.axes]))
        for index, axis in enumerate(self.axes):
            if axis.claimed is not None:
                x, y = self.at(index, axis.claimed)
                parts.append(tag("circle", class_="dot", cx=x, cy=y, r=4.5))
            parts.append(self.label(index, axis))
        explained, high = legend(keys, _WIDTH, self.bottom + 6)
        return picture(_WIDTH, self.bottom + 8 + high, title, *parts, explained, class_="radar")

    def at(self, index: int, value: float) -> tuple[float, float]:
        """Return where a value of the scale lies on an axis; the middle is zero, not level 1."""
        angle = 2 * math.pi * index / len(self.axes) - math.pi / 2
        reach = _RADIUS * value / self.levels
        return self.x + reach * math.cos(angle), self.y + reach * math.sin(angle)

    def outline(self, class_: str, values: Sequence[float | None]) -> Markup:
        """Return the line through the values of all axes, past those that are None; nothing below three."""
        points = [self.at(index, value) for index, value in enumerate(values) if value is not None]
        if len(points) < 3:  # noqa: PLR2004 - fewer points enclose nothing
            return Markup()
        return tag("polygon", class_=class_, points=" ".join(f"{number(x)},{number(y)}" for x, y in points))

    def label(self, index: int, axis: Axis) -> Markup:
        """Return an axis's name and value, outside the rings and inside the picture."""
        x, y = self.at(index, self.levels)
        side = round(math.copysign(1, x - self.x)) if abs(x - self.x) > 1 else 0
        lines = wrap(axis.name, _SIZE, _LABEL if side else _WIDTH)
        anchor = ("end", "middle", "start")[side + 1]
        widest = max(text_width(line, _LARGEST) for line in lines)
        x += side * 12
        if side:  # long names move inwards rather than out of the picture
            x = min(x, _WIDTH - widest) if side > 0 else max(x, widest)
        below = y > self.y + 1
        y += 20 if below else -17 - 18 * len(lines) if side == 0 else -8 - 9 * len(lines)
        self.bottom = max(self.bottom, y + 18 * len(lines))
        rows = [tag("tspan", line, x=x, y=y + 18 * row) for row, line in enumerate(lines)]
        class_ = "num warn" if axis.is_blocking else "num"
        rows.append(tag("tspan", axis.label, class_=class_, x=x, y=y + 18 * len(lines)))
        return tag("text", *rows, text_anchor=anchor)
