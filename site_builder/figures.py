"""How numbers are shown: two decimals, never rounded into a contradiction."""

import math
from collections.abc import Iterable
from fractions import Fraction

_HALF = Fraction(1, 2)
LEAST = Fraction(1, 100)


def decimal(
    value: Fraction,
    *,
    above: Iterable[Fraction] = (),
    reach: Iterable[Fraction] = (),
    digits: int = 2,
) -> str:
    """Return a value with fixed decimals, rounded half up.

    Args:
        value: what is shown.
        above: thresholds that are passed only by exceeding them.
        reach: thresholds that are passed by reaching them.
        digits: how many decimals.

    Where rounding would show a threshold as passed that is not, the digit is cut; where it would show one
    as not passed that is, the digit is raised.

    """
    unit = 10**digits
    scaled = value * unit
    shown = math.floor(scaled + _HALF)
    above = tuple(above)
    for mark in (*above, *reach):
        if value < mark <= Fraction(shown, unit):
            shown = math.floor(scaled)
    for mark in above:
        if Fraction(shown, unit) <= mark < value:
            shown = math.ceil(scaled)
    sign = "−" if shown < 0 else ""
    whole, rest = divmod(abs(shown), unit)
    return f"{sign}{whole}.{rest:0{digits}d}" if digits else f"{sign}{whole}"


def percent(value: Fraction, digits: int = 0, reach: Iterable[Fraction] = ()) -> str:
    """Return a share of 1 as a percentage; 100 % is shown only when it is all of it."""
    marks = (Fraction(100), *(mark * 100 for mark in reach))
    text = decimal(value * 100, reach=marks, digits=digits)
    if value > 0 and float(text) == 0:
        return f"<{10**-digits:.{digits}f}%"
    return f"{text}%"


def difference(value: Fraction) -> str:
    """Return a gap; one that is there but too small to see is said to be below 0.01."""
    return f"<{float(LEAST):.2f}" if 0 < value < LEAST else decimal(value)


def plain(value: Fraction) -> str:
    """Return a value that people wrote, as short as they wrote it: 2.5, 3, 0.6."""
    return f"{float(value):g}"
