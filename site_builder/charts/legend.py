"""What the marks of a chart mean, as a part of the drawing: a copied picture explains itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from site_builder.charts.svg import CROSS, number, tag, text_width

Mark = Literal[
    "score", "verified", "customer", "previous", "ring", "target", "noise", "blocking",
    "line-claimed", "line-verified", "line-before", "line-target",
]  # fmt: skip
_SIZE, _LINE, _GAP, _SHAPE = 12.0, 20.0, 18.0, 22.0

_CIRCLES: dict[Mark, tuple[str, float]] = {
    "score": ("point l3", 5.5),
    "verified": ("proved", 4),
    "ring": ("previous", 4),
}
_PATHS: dict[Mark, str] = {"customer": "M0 -5 l5 5 l-5 5 l-5 -5 z", "target": "M0 -8 v16", "previous": CROSS}
_CLASSES: dict[Mark, str] = {"target": "goal", "previous": "cross"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One mark and its meaning."""

    mark: Mark
    label: str


def legend(keys: Sequence[Key], width: float, y: float) -> tuple[Markup, float]:
    """Return the marks in as many lines as they need, and how high that is.

    Args:
        keys: the marks and their meanings, in order.
        width: how wide a line may be, in units of the drawing.
        y: where the first line begins.

    """
    parts, x, line = [], 0.0, 0
    for key in keys:
        wide = _SHAPE + 6 + text_width(key.label, _SIZE)
        if x and x + wide > width:
            x, line = 0.0, line + 1
        middle = y + 12 + _LINE * line
        place = f"translate({number(x + _SHAPE / 2)} {number(middle)})"
        parts.append(tag("g", _shape(key.mark), transform=place))
        parts.append(tag("text", key.label, class_="tick", x=x + _SHAPE + 6, y=middle + 4))
        x += wide + _GAP
    return Markup("").join(parts), (_LINE * (line + 1) + 6 if keys else 0.0)


def _shape(mark: Mark) -> Markup:
    if mark in _CIRCLES:
        class_, radius = _CIRCLES[mark]
        return tag("circle", class_=class_, cx=0, cy=0, r=radius)
    if mark == "blocking":
        return tag("rect", class_="point warn", x=-5, y=-5, width=10, height=10)
    if mark == "noise":
        return tag("rect", class_="noise", x=-11, y=-6, width=22, height=12, rx=2)
    return tag("path", class_=_CLASSES.get(mark, mark), d=_PATHS.get(mark, "M-11 0 h22"))
