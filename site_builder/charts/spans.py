"""One step as it was planned and as it went, on a time line."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from site_builder.charts.svg import Scale, tag

_HIGH = 22.0
_LEAST = 0.004
"""How much of the time line the shortest bar takes, so that a single day is seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """From when to when, in days on the time line; None where a day is not known or nothing has happened."""

    planned: tuple[int, int] | None
    real: tuple[int, int] | None
    is_late: bool


def spans(step: Spans, days: int, marks: Sequence[int], title: str, *, width: float | None = None) -> Markup:
    """Return the row: a broad pale bar for the plan, a slim dark one on it for what happened.

    Args:
        step: the two spans.
        days: how long the time line is.
        marks: the days at which a thin line stands.
        title: what a screen reader says.
        width: with it, positions are units of a larger drawing; without, shares of the width that it gets.

    """
    at = Scale(0, days, width)
    parts = [tag("line", class_="hair", x1=at(day), y1=0, x2=at(day), y2=_HIGH) for day in marks]
    for span, class_, y, height in (
        (step.planned, "noise", 4, 14),
        (step.real, "fill warn" if step.is_late else "fill", 8, 6),
    ):
        if span is not None:
            start, end = span
            length = at(max(end - start, days * _LEAST))
            parts.append(tag("rect", class_=class_, x=at(start), y=y, width=length, height=height, rx=1))
    if width is not None:
        return tag("g", *parts)
    label = {"aria_label": title}
    return tag("svg", *parts, class_="track", width="100%", height="22", role="img", **label)
