"""Figures side by side as columns: one for each month."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from site_builder.charts.svg import picture, tag

_COLUMN, _BAR, _TOP, _HEIGHT, _FOOT = 58.0, 30.0, 24.0, 130.0, 26.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: how high it is, what stands above it, and what below."""

    value: float
    label: str
    name: str


def columns(bars: Sequence[Column], title: str) -> Markup:
    """Return the picture; the highest column ends it.

    Args:
        bars: the columns from left to right, values from 0 up.
        title: what a screen reader says.

    """
    highest = max((bar.value for bar in bars), default=0.0) or 1.0
    bottom, width = _TOP + _HEIGHT, _COLUMN * len(bars)
    parts = [tag("line", class_="rail", x1=0, y1=bottom, x2=width, y2=bottom)]
    for number, bar in enumerate(bars):
        high = _HEIGHT * bar.value / highest
        middle = _COLUMN * (number + 0.5)
        if bar.value:
            x, y = middle - _BAR / 2, bottom - high
            parts.append(tag("rect", class_="fill", x=x, y=y, width=_BAR, height=high, rx=1))
            parts.append(
                tag("text", bar.label, class_="tick num", x=middle, y=bottom - high - 6, text_anchor="middle")
            )
        parts.append(tag("text", bar.name, class_="tick", x=middle, y=bottom + 18, text_anchor="middle"))
    return picture(width, bottom + _FOOT, title, *parts, class_="columns")
