"""One row of the dot plot: a score between 1 and the top, beside target, evidence and customers."""

from markupsafe import Markup

from site_builder.charts.ladder import Marks
from site_builder.charts.svg import picture, tag

_WIDTH, _MARGIN, _MIDDLE = 420.0, 8.0, 11.0


def track(marks: Marks, levels: int, title: str, *, is_blocking: bool = False) -> Markup:
    """Return the row."""

    def at(value: float) -> float:
        return _MARGIN + (_WIDTH - 2 * _MARGIN) * (value - 1) / (levels - 1)

    parts = [tag("line", class_="hair", x1=at(n), y1=2, x2=at(n), y2=20) for n in range(1, levels + 1)]
    parts.append(tag("line", class_="rail", x1=at(1), y1=_MIDDLE, x2=at(levels), y2=_MIDDLE))
    if marks.claimed is not None and marks.target is not None and marks.claimed < marks.target:
        parts.append(
            tag("line", class_="way", x1=at(marks.claimed), y1=_MIDDLE, x2=at(marks.target), y2=_MIDDLE)
        )
    if marks.target is not None:
        parts.append(tag("path", class_="goal", d=f"M{at(marks.target):.1f} 3 v16"))
    if marks.verified is not None and marks.verified != marks.claimed:
        parts.append(tag("circle", class_="proved", cx=at(marks.verified), cy=_MIDDLE, r=4))
    if marks.customer is not None:
        x = at(marks.customer)
        parts.append(tag("path", class_="customer", d=f"M{x:.1f} {_MIDDLE - 5:.0f} l5 5 l-5 5 l-5 -5 z"))
    if marks.claimed is not None:
        class_ = "point warn" if is_blocking else f"point l{marks.level}"
        parts.append(tag("circle", class_=class_, cx=at(marks.claimed), cy=_MIDDLE, r=6))
    return picture(_WIDTH, 22, title, *parts, class_="track")
