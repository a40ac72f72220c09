"""Impact against effort: each practice where its effort and its effect put it."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from site_builder.charts.svg import number, picture, tag

_LEFT, _COLUMN, _TOP, _HEIGHT, _RADIUS = 58.0, 132.0, 16.0, 300.0, 14.0
_OFFSETS = (0, 1, -1, 2, -2, 3, -3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One practice: its code, where it is explained, its effort in points and its impact."""

    code: str
    title: str
    href: str
    effort: int
    impact: float
    is_blocking: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Axes:
    """What the axes are called."""

    effort: str
    impact: str


def impact_effort(dots: Sequence[Dot], top: int, axes: Axes, title: str) -> Markup:
    """Return the picture; practices of the same effort stand beside each other where they would collide.

    Args:
        dots: the practices; the highest impact among them ends the axis.
        top: the highest effort, in points.
        axes: what the axes are called.
        title: what a screen reader says.

    """
    highest = max((dot.impact for dot in dots), default=1.0) or 1.0
    width, bottom = _LEFT + _COLUMN * top, _TOP + _HEIGHT
    parts = [tag("line", class_="rail", x1=_LEFT, y1=bottom, x2=width, y2=bottom)]
    parts.append(tag("line", class_="rail", x1=_LEFT, y1=_TOP, x2=_LEFT, y2=bottom))
    for effort in range(1, top + 1):
        x = _x(effort)
        parts.append(tag("text", str(effort), class_="tick", x=x, y=bottom + 18, text_anchor="middle"))
        if effort > 1:
            edge = x - _COLUMN / 2
            parts.append(tag("line", class_="hair", x1=edge, y1=_TOP, x2=edge, y2=bottom))
    parts.append(tag("text", axes.effort, class_="tick", x=width, y=bottom + 38, text_anchor="end"))
    parts.append(tag("text", axes.impact, class_="tick", x=0, y=10))
    for effort in range(1, top + 1):
        parts += _column([dot for dot in dots if dot.effort == effort], highest)
    return picture(width, bottom + 46, title, *parts, class_="impact", top=-6, role="group")


def _x(effort: int) -> float:
    return _LEFT + _COLUMN * (effort - 0.5)


def _column(dots: Sequence[Dot], highest: float) -> list[Markup]:
    placed: list[tuple[float, float]] = []
    drawn = []
    for dot in sorted(dots, key=lambda dot: (-dot.impact, dot.code)):
        y = _TOP + _RADIUS + (_HEIGHT - 2 * _RADIUS) * (1 - dot.impact / highest)
        while True:
            free = [
                x
                for offset in _OFFSETS
                if abs(offset) * (2 * _RADIUS + 3) + _RADIUS <= _COLUMN / 2
                and not _collides(x := _x(dot.effort) + offset * (2 * _RADIUS + 3), y, placed)
            ]
            if free:
                break
            y += _RADIUS
        placed.append((free[0], y))
        drawn.append(_dot(dot, free[0], y))
    return drawn


def _collides(x: float, y: float, placed: Sequence[tuple[float, float]]) -> bool:
    return any((x - a) ** 2 + (y - b) ** 2 < (2 * _RADIUS + 1) ** 2 for a, b in placed)


def _dot(dot: Dot, x: float, y: float) -> Markup:
    class_ = "point warn" if dot.is_blocking else "point l3"
    circle = tag("circle", class_=class_, cx=x, cy=y, r=_RADIUS)
    if dot.is_blocking:  # a second ring, which stands out in grey as well
        circle += tag("circle", class_="ringed", cx=x, cy=y, r=_RADIUS + 2.5)
    on = "code on-warn" if dot.is_blocking else "code"
    label = tag("text", dot.code, class_=on, x=x, y=number(y + 4), text_anchor="middle")
    return tag("a", tag("title", dot.title), circle, label, href=dot.href)
