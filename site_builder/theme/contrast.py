"""Whether a colour can be read on another, and the nearest one that can (WCAG 2.2, 1.4.3 and 1.4.11)."""

from collections.abc import Iterable, Sequence

from coloraide import Color

TEXT, GRAPHICS = 4.5, 3.0
"""The least contrast of text (WCAG 2.2, 1.4.3, level AA) and of graphics that carry meaning (1.4.11)."""

APART = 20.0
"""From this difference on (CIEDE2000), two colours are not taken for each other; a design choice."""

_STEPS = 400


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (hexadecimal), 1 to 21: (L1 + 0.05) / (L2 + 0.05).

    L is relative luminance, the lighter one's above. Source: WCAG 2.2, "contrast ratio".
    """
    return float(Color(one).contrast(other, method="wcag21"))


def is_readable(colour: str, grounds: Iterable[str], least: float = TEXT) -> bool:
    """Return whether a colour can be read on all of the grounds.

    Args:
        colour: the colour, hexadecimal as all others here.
        grounds: the colours below it.
        least: the least contrast ratio; that of text when not given.

    """
    return all(contrast(colour, ground) >= least for ground in grounds)


def nearest_readable(colour: str, grounds: Sequence[str], least: float = TEXT) -> str:
    """Return the colour itself, or the nearest of its hue that can be read on all of the grounds.

    Lightness (OKLCH) is moved towards black on light grounds, towards white on dark ones, in steps of 1/400.
    Where no step is enough, it is black or white.

    Args:
        colour: the colour to start from.
        grounds: the colours below it; the first says whether they are light.
        least: the least contrast ratio; that of text when not given.

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


def nearest_apart(colour: str, other: str, grounds: Sequence[str], least: float = APART) -> str:
    """Return the colour itself, or the nearest in hue that differs from another and can still be read.

    The hue (OKLCH) is turned by three degrees at a time, either way. Where none will do, it is the ground.

    Args:
        colour: the colour to start from.
        other: the colour that it must not be taken for.
        grounds: the colours below it.
        least: the least difference (CIEDE2000).

    """
    lightness, chroma, hue = Color(colour).convert("oklch").coords(nans=False)
    for turn in range(0, 180, 3):
        for sign in (1, -1):
            turned = Color("oklch", [lightness, chroma, (hue + sign * turn) % 360]).convert("srgb")
            tried = nearest_readable(turned.fit(method="oklch-chroma").to_string(hex=True), grounds)
            if difference(tried, other) >= least:
                return colour if turn == 0 and tried == colour else tried
    return grounds[0]


def difference(one: str, other: str) -> float:
    """Return how different two colours look: 0 is the same, 100 black beside white.

    Source: CIEDE2000 (CIE 142-2001).
    """
    return float(Color(one).delta_e(other, method="2000"))


def best_text(ground: str, colours: Iterable[str]) -> str:
    """Return which of some colours has the most contrast to a ground."""
    return max(colours, key=lambda colour: contrast(colour, ground))
