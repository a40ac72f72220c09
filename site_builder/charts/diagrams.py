"""The pictures of the reference site; their words come from `templates/words/*/diagrams.yml`."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from site_builder.charts.svg import number, picture, tag

Say = Callable[[str], str]
_WIDE, _FONT = 720.0, 14.0


def _box(  # noqa: PLR0913 - a box has a place, a size and a label
    x: float, y: float, wide: float, high: float, label: str, *, strong: bool = False
) -> Markup:
    class_ = "box strong" if strong else "box"
    shape = tag("rect", class_=class_, x=x, y=y, width=wide, height=high, rx=3)
    return shape + _text(x + wide / 2, y + high / 2 + 5, label)


def _text(x: float, y: float, label: str, class_: str = "word", anchor: str = "middle") -> Markup:
    return tag("text", label, class_=class_, x=x, y=y, text_anchor=anchor)


def _line(x1: float, y1: float, x2: float, y2: float, class_: str = "tie") -> Markup:
    return tag("line", class_=class_, x1=x1, y1=y1, x2=x2, y2=y2)


def pyramid(say: Say) -> Markup:
    """Draw the pyramid of power beside the one that customers drive."""
    parts: list[Markup] = []
    for left, turned in ((0.0, False), (390.0, True)):
        middle = left + 165
        names = [say(f"pyramid.{key}") for key in ("top", "middle", "front")]
        for row, name in enumerate(reversed(names) if turned else names):
            y = 44.0 + row * 58
            above, below = (150 - row * 46, 104 - row * 46) if turned else (12 + row * 46, 58 + row * 46)
            corners = ((-above, y), (above, y), (below, y + 54), (-below, y + 54))
            shape = " ".join(f"{number(middle + a)},{number(b)}" for a, b in corners)
            parts.append(tag("polygon", class_=f"l{(3 - row if turned else row + 1)}", points=shape))
            parts.append(_text(middle, y + 32, name, f"word on{(3 - row if turned else row + 1)}"))
        parts.append(_text(middle, 32 if turned else 236, say("pyramid.customer"), "word strong"))
        parts.append(_text(middle, 262, say("pyramid.right" if turned else "pyramid.left"), "note"))
    return picture(_WIDE, 270, say("pyramid.title"), *parts, class_="diagram", top=8)


def contacts(say: Say) -> Markup:
    """Draw who meets whom in the three types of relation."""
    levels = ("top", "general", "function", "front")
    ties = {"ordinary": 1, "partner": 3, "strategic": 4}
    parts: list[Markup] = []
    for row, level in enumerate(levels):
        parts.append(_text(118, 78 + row * 44, say(f"contacts.levels.{level}"), "note", "end"))
    for column, (kind, many) in enumerate(ties.items()):
        left = 140 + column * 198
        parts.append(_text(left + 85, 24, say(f"contacts.types.{kind}"), "word strong"))
        parts.append(_text(left + 20, 48, say("contacts.us"), "note"))
        parts.append(_text(left + 150, 48, say("contacts.them"), "note"))
        for row in range(len(levels)):
            y, linked = 73.0 + row * 44, row >= len(levels) - many
            if linked:
                parts.append(_line(left + 30, y, left + 140, y, "tie strong"))
            class_ = "node on" if linked else "node"
            parts += [tag("circle", class_=class_, cx=x, cy=y, r=9) for x in (left + 20, left + 150)]
        if kind == "strategic":
            parts += [_line(left + 28, 78 + r * 44, left + 142, 68 + (r + 1) * 44) for r in range(3)]
    return picture(_WIDE, 226, say("contacts.title"), *parts, class_="diagram")


def stairs(say: Say, names: Mapping[int, str]) -> Markup:
    """Draw the levels as stairs; `names` are theirs, by number."""
    parts: list[Markup] = []
    step = _WIDE / len(names)
    for level, name in names.items():
        high = 34.0 * level
        x, y = step * (level - 1), 190 - high
        parts.append(tag("rect", class_=f"l{level}", x=x, y=y, width=step - 4, height=high, rx=2))
        parts.append(_text(x + step / 2 - 2, y - 10, name, "word strong"))
        parts.append(_text(x + step / 2 - 2, 182, str(level), f"word on{level}"))
    return picture(_WIDE, 196, say("stairs.title"), *parts, class_="diagram", top=-8)


def forms(say: Say) -> Markup:
    """Draw the four forms from small to large."""
    parts: list[Markup] = []
    for column, form in enumerate(("group", "department", "centre", "committee")):
        left, middle = column * 182.0, column * 182.0 + 84
        parts.append(_box(left + 24, 10, 120, 34, say(f"forms.forms.{form}"), strong=True))
        parts.append(_text(middle, 170, say(f"forms.notes.{form}"), "note"))
        rows = {"group": (1, 4), "department": (1, 3), "centre": (3, 3), "committee": (1, 3)}[form]
        for row in range(rows[0]):
            y = 78.0 + row * 30
            many = rows[1] if form != "centre" else row + 1
            for place in range(many):
                x = middle + (place - (many - 1) / 2) * (34 if form != "committee" else 50)
                parts.append(_line(middle, 44 if row == 0 else y - 22, x, y - 8))
                class_ = "box" if form == "committee" else "node on"
                if form == "committee":
                    parts.append(tag("rect", class_=class_, x=x - 20, y=y - 8, width=40, height=26, rx=3))
                else:
                    parts.append(tag("circle", class_=class_, cx=x, cy=y, r=8))
    return picture(_WIDE, 178, say("forms.title"), *parts, class_="diagram")


def chain(say: Say) -> Markup:
    """Draw the six links of the service chain with a team across them."""
    keys = ("information", "contact", "design", "negotiation", "construction", "after")
    parts: list[Markup] = [_box(4, 12, _WIDE - 8, 34, say("chain.team"), strong=True)]
    for place, key in enumerate(keys):
        x = place * 120.0 + 4
        parts.append(_line(x + 52, 46, x + 52, 74))
        parts.append(_box(x, 74, 104, 38, say(f"chain.links.{key}")))
        if place:
            parts.append(_line(x - 16, 93, x, 93, "tie strong"))
    return picture(_WIDE, 122, say("chain.title"), *parts, class_="diagram")


def dynamic(say: Say) -> Markup:
    """Draw a temporary team that links to standing departments."""
    parts: list[Markup] = [
        tag("ellipse", class_="box strong", cx=360, cy=44, rx=120, ry=28),
        _text(360, 49, say("dynamic.team"), "word strong"),
        _line(480, 44, 560, 44, "tie strong"),
        _box(560, 26, 150, 36, say("dynamic.task")),
        _text(360, 206, say("dynamic.standing"), "note"),
    ]
    for place in range(5):
        x = 84.0 + place * 138
        parts.append(tag("rect", class_="box", x=x - 46, y=146, width=92, height=36, rx=3))
        if place in {0, 2, 3}:
            parts.append(_line(360 + (x - 360) * 0.25, 72, x, 146, "tie dash"))
    parts.append(_text(182, 110, say("dynamic.ask"), "note"))
    return picture(_WIDE, 214, say("dynamic.title"), *parts, class_="diagram")


DIAGRAMS: Mapping[str, Callable[[Say], Markup]] = {
    "pyramid": pyramid,
    "contacts": contacts,
    "forms": forms,
    "chain": chain,
    "dynamic": dynamic,
}
"""The pictures that need nothing but words."""
