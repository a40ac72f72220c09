"""A score on the ladder of levels: filled up to its level, with marks for evidence, customer and target."""

from dataclasses import dataclass

from markupsafe import Markup

from site_builder.charts.svg import CROSS, picture, tag, text_width

_STEP, _GAP, _HIGH, _LABEL = 56.0, 2.0, 10.0, 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The values on a ladder, on the scale; None is not drawn. `must` is what a gate needs more than."""

    claimed: float | None
    level: int | None
    target: float | None
    verified: float | None = None
    customer: float | None = None
    previous: float | None = None
    must: float | None = None


def ladder(marks: Marks, levels: int, title: str, must_label: str = "") -> Markup:
    """Return the ladder. Rung n spans the scores that round to level n.

    Args:
        marks: what is marked on it.
        levels: how many rungs it has.
        title: what a screen reader says.
        must_label: the words beside the mark that has to be passed.

    """
    width = _STEP * levels
    parts: list[Markup] = []
    for level in range(1, levels + 1):
        x = _STEP * (level - 1)
        if marks.level is not None and level <= marks.level:
            parts.append(tag("rect", class_=f"l{level}", x=x, y=0, width=_STEP - _GAP, height=_HIGH, rx=1))
        else:
            parts.append(
                tag("rect", class_="hollow", x=x + 0.5, y=0.5, width=_STEP - _GAP - 1, height=_HIGH - 1, rx=1)
            )
    if marks.target is not None:
        parts.append(tag("path", class_="goal", d=f"M{_at(marks.target):.1f} -5 v20"))
    if marks.customer is not None:
        parts.append(tag("path", class_="customer", d=f"M{_at(marks.customer):.1f} 12 l5 5 l-5 5 l-5 -5 z"))
    if marks.previous is not None:
        place = f"translate({_at(marks.previous):.1f} 17)"
        parts.append(tag("path", class_="cross", d=CROSS, transform=place))
    if marks.claimed is not None:
        parts.append(tag("path", class_="mark", d=f"M{_at(marks.claimed):.1f} 13 l-5.5 9 h11 z"))
    if marks.verified is not None:
        parts.append(tag("path", class_="proved", d=f"M{_at(marks.verified):.1f} -3 l-4.5 -7.5 h9 z"))
    if marks.must is not None:
        x = _at(marks.must)
        parts.append(tag("path", class_="must", d=f"M{x:.1f} -8 v24"))
        if must_label:
            fits = x + 6 + text_width(must_label, _LABEL) <= width
            end, anchor = (x + 6, "start") if fits else (x - 6, "end")
            parts.append(tag("text", must_label, class_="must-label", x=end, y=-6, text_anchor=anchor))
    return picture(width, 42, title, *parts, class_="ladder", top=-18)


def _at(value: float) -> float:
    """Return the x of a score: the middle of rung n is n, its ends are n - 0.5 and n + 0.5."""
    return _STEP * (value - 0.5) - _GAP / 2
