"""The little SVG that the charts are drawn with."""

import re
from functools import cache

from markupsafe import Markup, escape

_SPECIAL = re.compile("[&<>\"']")
_PIECES = re.compile(r"[\u2e80-\uffff][，。、；：？！）》”]*|[^\s\u2e80-\uffff]+|\s+")
CROSS = "M-3.5 -3.5 l7 7 m0 -7 l-7 7"
"""The mark of the last wave; in grey, a ring would be taken for another."""
WIDE_FROM = 0x2E80  # from here on (CJK and full-width forms) a character is about as wide as it is high


def tag(name: str, /, *children: str, **attributes: str | float) -> Markup:
    """Return an element; `class_` and `text_anchor` stand for `class` and `text-anchor`."""
    words = [f' {_attribute(key)}="{_value(value)}"' for key, value in attributes.items()]
    opening = f"<{name}{''.join(words)}"
    if not children:
        return Markup(f"{opening}/>")  # noqa: S704 - every value went through escape
    inner = "".join([child if isinstance(child, Markup) else escape(child) for child in children])
    return Markup(f"{opening}>{inner}</{name}>")  # noqa: S704 - as above


def picture(  # noqa: PLR0913 - a picture is what all of these say
    width: float,
    height: float,
    title: str,
    *children: str,
    class_: str,
    top: float = 0,
    role: str = "img",
) -> Markup:
    """Return an SVG that is announced by its title and scales to the width it is given.

    Args:
        width: its width in units of its own.
        height: its height, in the same.
        title: what a screen reader says.
        children: the elements in it.
        class_: what the style sheet knows it by.
        top: the height at which it begins; below zero where something stands above its origin.
        role: `img`, or `group` with links in it: what is an `img` has no parts to go to.

    """
    return tag(
        "svg",
        tag("title", title),
        *children,
        class_=class_,
        viewBox=f"0 {number(top)} {number(width)} {number(height)}",
        role=role,
    )


class Scale:
    """Places values between two ends: as shares of a width that is not known, or in units of one that is."""

    def __init__(self, low: float, high: float, width: float | None = None) -> None:
        self.low, self.high, self.width = low, high, width

    def __call__(self, value: float) -> str:
        """Return the coordinate of a value; one beyond the end stands at the end."""
        share = (min(value, self.high) - self.low) / (self.high - self.low)
        return f"{number(100 * share)}%" if self.width is None else number(self.width * share)

    def move(self, shape: Markup, value: float, y: float) -> Markup:
        """Return a shape, drawn around the origin, at a value.

        Args:
            shape: what is moved.
            value: where to, between the ends.
            y: how far down, in units of the drawing.

        """
        if self.width is None:
            return tag("svg", shape, x=self(value), y=y, overflow="visible")
        return tag("g", shape, transform=f"translate({self(value)} {number(y)})")


def number(value: float) -> str:
    """Return a coordinate with at most one decimal."""
    return f"{round(float(value), 1):g}"


@cache
def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _value(value: str | float) -> str:
    if not isinstance(value, str):
        return number(value)
    # A drawing has thousands of values, and hardly one with anything to escape.
    return str(escape(value)) if _SPECIAL.search(value) else value


def text_width(text: str, size: float) -> float:
    """Return about how wide a text runs, in the same unit as its size."""
    return sum(size if ord(character) >= WIDE_FROM else size * 0.56 for character in text)


def wrap(text: str, size: float, width: float) -> list[str]:
    """Return a text in lines that about fit; words stay whole, Chinese breaks anywhere.

    Args:
        text: the text, on one line.
        size: that of its letters, in units of the drawing.
        width: how wide a line may be, in the same.

    """
    lines = [""]
    for piece in _PIECES.findall(text):
        longer = lines[-1] + piece
        if lines[-1] and text_width(longer.rstrip(), size) > width:
            lines.append(piece.lstrip())
        else:
            lines[-1] = longer
    return [line.strip() for line in lines if line.strip()] or [""]
