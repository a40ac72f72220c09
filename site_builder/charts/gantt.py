"""One step of the roadmap on the time line of the year."""

from collections.abc import Sequence

from markupsafe import Markup

from site_builder.charts.svg import Scale, tag

_HIGH = 22.0


def gantt(  # noqa: PLR0913 - a step has a place in time, a name and a look
    start: int,
    end: int,
    periods: Sequence[int],
    title: str,
    *,
    is_blocking: bool = False,
    width: float | None = None,
) -> Markup:
    """Return the row: a bar from the first to the last day.

    Args:
        start: the day on which the step starts, counted from that of the assessment.
        end: the day on which it ends.
        periods: the days at which a period ends; the last one ends the picture.
        title: what a screen reader says.
        is_blocking: whether the next level needs it.
        width: with it, positions are units of a larger drawing; without, shares of the width that it gets.

    """
    at = Scale(0, periods[-1], width)
    marks = [tag("line", class_="hair", x1=at(day), y1=0, x2=at(day), y2=_HIGH) for day in periods]
    class_ = "fill warn" if is_blocking else "fill"
    length = at(min(end, periods[-1]) - start)
    bar = tag("rect", class_=class_, x=at(start), y=7, width=length, height=8, rx=1)
    if width is not None:
        return tag("g", *marks, bar)
    attributes = {"aria_label": title}
    return tag("svg", *marks, bar, class_="track", width="100%", height="22", role="img", **attributes)
