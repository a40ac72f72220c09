"""A share as a bar, with the line that it has to reach."""

from markupsafe import Markup

from site_builder.charts.svg import picture, tag

_WIDTH = 240.0


def bar(share: float, floor: float, title: str) -> Markup:
    """Return the bar, as a warning where the share stays below the floor.

    Args:
        share: what is shown, 0 to 1.
        floor: the least that is enough, 0 to 1.
        title: what a screen reader says.

    """
    class_ = "fill" if share >= floor else "fill warn"
    return picture(
        _WIDTH,
        16,
        title,
        tag("rect", class_="hollow", x=0.5, y=4.5, width=_WIDTH - 1, height=7, rx=1),
        tag("rect", class_=class_, x=0, y=4, width=_WIDTH * share, height=8, rx=1),
        tag("path", class_="goal", d=f"M{_WIDTH * floor:.1f} 1 v14"),
        class_="bar",
    )
