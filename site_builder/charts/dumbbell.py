"""Two values of one thing on the scale, and the way between them: claimed and proven, then and now."""

from dataclasses import dataclass

from markupsafe import Markup

from site_builder.charts.svg import Scale, tag

_MIDDLE = 11.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The two values on the scale; `noise` is how many points the first may be off by disagreement alone."""

    first: float
    second: float
    level: int
    noise: float | None = None
    second_class: str = ""


def dumbbell(pair: Pair, levels: int, title: str, *, width: float | None = None) -> Markup:
    """Return the row: a ring at the first value, a dot at the second, a band where a change says nothing.

    Args:
        pair: the two values.
        levels: how many the scale has.
        title: what a screen reader says.
        width: with it, positions are units of a larger drawing; without, shares of the width that it gets.

    """
    at = Scale(1, levels, width)
    parts = [tag("line", class_="hair", x1=at(n), y1=2, x2=at(n), y2=20) for n in range(1, levels + 1)]
    parts.append(tag("line", class_="rail", x1=at(1), y1=_MIDDLE, x2=at(levels), y2=_MIDDLE))
    if pair.noise is not None:
        low, high = max(pair.first - pair.noise, 1.0), min(pair.first + pair.noise, float(levels))
        band = at(1 + high - low)
        parts.append(tag("rect", class_="noise", x=at(low), y=5, width=band, height=12, rx=2))
    parts.append(tag("line", class_="bridge", x1=at(pair.first), y1=_MIDDLE, x2=at(pair.second), y2=_MIDDLE))
    parts.append(tag("circle", class_="previous", cx=at(pair.first), cy=_MIDDLE, r=4.5))
    class_ = pair.second_class or f"point l{pair.level}"
    parts.append(tag("circle", class_=class_, cx=at(pair.second), cy=_MIDDLE, r=6))
    if width is not None:
        return tag("g", *parts)
    label = {"aria_label": title}
    return tag("svg", *parts, class_="track", width="100%", height="22", role="img", **label)
