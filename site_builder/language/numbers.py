"""How numbers are shown: two decimals, never rounded into a contradiction."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

LEAST = Fraction(1, 100)
"""The smallest difference, in points of the scale, that two decimals can show."""


def decimal(
    value: Fraction,
    *,
    above: Iterable[Fraction] = (),
    reach: Iterable[Fraction] = (),
    digits: int = 2,
) -> str:
    """Return a value with fixed decimals, rounded half up.

    Where rounding would show a threshold as passed that is not, the digit is cut; where it would show one
    as not passed that is, the digit is raised. Source: the method page, "Rounding"; DECISIONS.md, "Rounding
    both ways".

    Args:
        value: what is shown.
        above: thresholds that are passed only by exceeding them.
        reach: thresholds that are passed by reaching them.
        digits: how many decimals.

    """
    unit = 10**digits
    cut, rest = divmod(value.numerator * unit, value.denominator)
    shown = cut + (2 * rest >= value.denominator)
    above = tuple(_between(above, cut, unit))
    if any(value < mark <= Fraction(shown, unit) for mark in (*above, *_between(reach, cut, unit))):
        shown = cut
    if any(Fraction(shown, unit) <= mark < value for mark in above):
        shown = cut + 1
    sign = "−" if shown < 0 else ""
    whole, rest = divmod(abs(shown), unit)
    return f"{sign}{whole}.{rest:0{digits}d}" if digits else f"{sign}{whole}"


def _between(marks: Iterable[Fraction], cut: int, unit: int) -> Iterator[Fraction]:
    """Yield the marks that lie between the digit that would be cut to and the next one: no others matter."""
    for mark in marks:
        if cut * mark.denominator <= mark.numerator * unit <= (cut + 1) * mark.denominator:
            yield mark


def percent(value: Fraction, digits: int = 0, reach: Iterable[Fraction] = ()) -> str:
    """Return a share of 1 as a percentage; 100 % is shown only when it is all of it.

    What is more than nothing is never shown as 0 %. Source: the method page, "Rounding".

    Args:
        value: the share, 0 to 1.
        digits: how many decimals.
        reach: shares (0 to 1) that are passed by reaching them.

    """
    marks = (Fraction(100), *(mark * 100 for mark in reach))
    text = decimal(value * 100, reach=marks, digits=digits)
    if value > 0 and float(text) == 0:
        return f"<{10**-digits:.{digits}f}%"
    return f"{text}%"


def difference(value: Fraction) -> str:
    """Return a gap; one that is there but too small to see is said to be below 0.01, never to be 0.00.

    Source: the method page, "Rounding".
    """
    return f"<{float(LEAST):.2f}" if 0 < value < LEAST else decimal(value)


def plain(value: Fraction) -> str:
    """Return a value that people wrote, as short as they wrote it: 2.5, 3, 0.6."""
    return f"{float(value):g}"
