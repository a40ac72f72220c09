"""A chart made fit to stand alone on a slide: its title above, its source below, room around it."""

import re

from site_builder.charts.svg import number, tag

_ROOM, _HEAD, _FOOT = 20.0, 44.0, 40.0


def framed(drawing: str, title: str, source: str) -> str:
    """Return a drawing with its title and its source; one that stretches stays as it is.

    Args:
        drawing: SVG; what has no `viewBox` stretches.
        title: the line above.
        source: the line below.

    """
    box = re.search(r'viewBox="(\S+) (\S+) (\S+) (\S+)"', drawing)
    if box is None:
        return drawing
    x, y, wide, high = map(float, box.groups())
    head = tag("text", title, class_="num", x=x, y=y - 18)
    foot = tag("text", source, class_="tick", x=x, y=y + high + 18)
    sides = (x - _ROOM, y - _HEAD, wide + 2 * _ROOM, high + _HEAD + _FOOT)
    room = f'viewBox="{" ".join(map(number, sides))}"'
    plain = str.__str__(drawing)  # marked-up text would escape what is put into it
    return f"{plain.replace(box[0], room, 1).removesuffix('</svg>')}{head}{foot}</svg>"
