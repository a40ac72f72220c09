"""One row of the dot plot: a score between 1 and the top, beside target, evidence, customers, last wave."""

from markupsafe import Markup

from site_builder.charts.ladder import Marks
from site_builder.charts.svg import CROSS, Scale, tag

HIGH = 22.0
_MIDDLE = 11.0


def track(
    marks: Marks, levels: int, title: str, *, is_blocking: bool = False, width: float | None = None
) -> Markup:
    """Return the row.

    Args:
        marks: what is marked on it.
        levels: how many the scale has.
        title: what a screen reader says.
        is_blocking: whether the score blocks the next level.
        width: with it, positions are units of a drawing that holds several rows; without, shares of the width
            that it gets, so that it stretches without distorting a mark.

    """
    at = Scale(1, levels, width)
    parts = [tag("line", class_="hair", x1=at(n), y1=2, x2=at(n), y2=20) for n in range(1, levels + 1)]
    parts.append(tag("line", class_="rail", x1=at(1), y1=_MIDDLE, x2=at(levels), y2=_MIDDLE))
    if marks.claimed is not None and marks.target is not None and marks.claimed < marks.target:
        parts.append(
            tag("line", class_="way", x1=at(marks.claimed), y1=_MIDDLE, x2=at(marks.target), y2=_MIDDLE)
        )
    if marks.target is not None:
        parts.append(tag("line", class_="goal", x1=at(marks.target), y1=3, x2=at(marks.target), y2=19))
    if marks.previous is not None:
        parts.append(at.move(tag("path", class_="cross", d=CROSS), marks.previous, _MIDDLE))
    if marks.verified is not None and marks.verified != marks.claimed:
        parts.append(tag("circle", class_="proved", cx=at(marks.verified), cy=_MIDDLE, r=4))
    if marks.customer is not None:
        diamond = tag("path", class_="customer", d="M0 -5 l5 5 l-5 5 l-5 -5 z")
        parts.append(at.move(diamond, marks.customer, _MIDDLE))
    if marks.claimed is not None:
        parts.append(_point(marks.claimed, marks.level, at, is_blocking=is_blocking))
    if width is not None:
        return tag("g", *parts)
    # A label instead of a title: the row's name and score stand beside it, and search would find them twice.
    label = {"aria_label": title}
    return tag("svg", *parts, class_="track", width="100%", height="22", role="img", **label)


def _point(claimed: float, level: int | None, at: Scale, *, is_blocking: bool) -> Markup:
    if is_blocking:  # a square, so that it stands out in grey as well
        square = tag("rect", class_="point warn", x=-5.5, y=-5.5, width=11, height=11)
        return at.move(square, claimed, _MIDDLE)
    return tag("circle", class_=f"point l{level}", cx=at(claimed), cy=_MIDDLE, r=6)
