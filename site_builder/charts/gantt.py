"""One step of the roadmap on the time line of the year."""

from collections.abc import Sequence

from markupsafe import Markup

from site_builder.charts.svg import number, tag

_HIGH = 22.0


def gantt(start: int, end: int, periods: Sequence[int], title: str, *, is_blocking: bool = False) -> Markup:
    """Return the row: a bar from the first to the last day; `periods` are the days at which one ends.

    Positions are shares of its width, so that it stretches.
    """
    last = periods[-1]

    def at(day: int) -> str:
        return f"{number(100 * min(day, last) / last)}%"

    marks = [tag("line", class_="hair", x1=at(day), y1=0, x2=at(day), y2=_HIGH) for day in periods]
    width = f"{number(100 * (min(end, last) - start) / last)}%"
    class_ = "fill warn" if is_blocking else "fill"
    bar = tag("rect", class_=class_, x=at(start), y=7, width=width, height=8, rx=1)
    attributes = {"aria_label": title}
    return tag("svg", *marks, bar, class_="track", width="100%", height="22", role="img", **attributes)
