"""Whether a colour can be read on another, and the nearest one that can (WCAG 2.2, 1.4.3)."""

from collections.abc import Iterable, Sequence

from coloraide import Color

TEXT, GRAPHICS, APART = 4.5, 3.0, 20.0
_STEPS = 400


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (hexadecimal), between 1 and 21."""
    return float(Color(one).contrast(other, method="wcag21"))


def is_readable(colour: str, grounds: Iterable[str], least: float = TEXT) -> bool:
    """Return whether text of a colour can be read on all of the grounds."""
    return all(contrast(colour, ground) >= least for ground in grounds)


def readable(colour: str, grounds: Sequence[str], least: float = TEXT) -> str:
    """Return the colour itself, or the nearest of its hue that can be read on all of the grounds.

    Lightness (OKLCH) is moved towards black on light grounds, towards white on dark ones, in steps of 1/400.
    """
    if is_readable(colour, grounds, least):
        return colour
    aim = 0.0 if Color(grounds[0]).luminance() > 0.5 else 1.0  # noqa: PLR2004 - the middle between dark and light
    lightness, chroma, hue = Color(colour).convert("oklch").coords(nans=False)
    for step in range(1, _STEPS + 1):
        moved = lightness + (aim - lightness) * step / _STEPS
        tried = (
            Color("oklch", [moved, chroma, hue])
            .convert("srgb")
            .fit(method="oklch-chroma")
            .to_string(hex=True)
        )
        if is_readable(tried, grounds, least):
            return tried
    return "#000000" if aim == 0 else "#ffffff"


def apart(colour: str, other: str, grounds: Sequence[str], least: float = APART) -> str:
    """Return the colour itself, or the nearest in hue that differs from another and can still be read."""
    lightness, chroma, hue = Color(colour).convert("oklch").coords(nans=False)
    for turn in range(0, 180, 3):
        for sign in (1, -1):
            turned = Color("oklch", [lightness, chroma, (hue + sign * turn) % 360]).convert("srgb")
            tried = readable(turned.fit(method="oklch-chroma").to_string(hex=True), grounds)
            if difference(tried, other) >= least:
                return colour if turn == 0 and tried == colour else tried
    return grounds[0]


def difference(one: str, other: str) -> float:
    """Return how different two colours look (CIEDE2000)."""
    return float(Color(one).delta_e(other, method="2000"))


def best_text(ground: str, colours: Iterable[str]) -> str:
    """Return which of some colours reads best on a ground."""
    return max(colours, key=lambda colour: contrast(colour, ground))
