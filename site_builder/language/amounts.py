"""How sums of money, and figures between two ends, are shown: in the units of each language."""

from collections.abc import Callable
from fractions import Fraction

from site_builder.language import numbers
from site_builder.language.words import Words
from site_builder.model.money import Range

_SCALES = ("small", "middle", "large")
_LEAST_DIGITS = 4
"""How many digits of a sum in its unit are shown where there are so many: 1.245, 56.94, 850."""


def amount(value: Fraction, currency: str, say: Words) -> str:
    """Return a sum in the largest unit of the language that it reaches: `5.41 亿元`, `CNY 541 million`.

    Rounded half up to four digits, all whole digits kept. The exact sum stands in `result.json`.

    Args:
        value: the sum, 0 or more.
        currency: its code, such as CNY.
        say: the words of the language.

    """
    scales = {int(say(f"amounts.scales.{name}")): name for name in _SCALES}
    scale = max((s for s in scales if s <= value), default=min(scales))
    reached = _rounded(value / scale) * scale  # 99,999,999 is shown as 1 亿
    scale = max((s for s in scales if s <= reached), default=scale)
    name = f"amounts.currencies.{currency}"
    name = name if name in say.entries else "amounts.currencies.other"
    shown = _shown(value / scale, say)
    return say(f"amounts.units.{scales[scale]}", n=shown, currency=say(name, code=currency))


def between(value: Range, say: Words, show: Callable[[Fraction], str]) -> str:
    """Return a figure: itself where it is exact, else its two ends, of which the upper one is not reached.

    Args:
        value: the figure.
        say: the words of the language.
        show: shows one end.

    """
    if value.is_exact:
        return show(value.low)
    if value.high is None:
        return say("amounts.open", low=show(value.low)) if value.low else say("amounts.any")
    key = "range" if value.low else "below"
    return say(f"amounts.{key}", low=show(value.low), high=show(value.high))


def share(value: Fraction) -> str:
    """Return a share of 1 in percent, as short as it can be said: 46%, 27.5%, <0.1%."""
    return numbers.percent(value, digits=0 if (value * 100).denominator == 1 else 1)


def quantity(value: Fraction) -> str:
    """Return a number, whole or with one decimal."""
    return numbers.decimal(value, digits=0 if value.denominator == 1 else 1)


def _digits(value: Fraction) -> int:
    """Return how many decimals a sum in its unit is shown with."""
    whole = len(str(int(value)))
    return max(0, _LEAST_DIGITS - whole)


def _rounded(value: Fraction) -> Fraction:
    """Return a value as its digits show it, rounded half up."""
    unit = 10 ** _digits(value)
    return Fraction((value * unit + Fraction(1, 2)).__floor__(), unit)


def _shown(value: Fraction, say: Words) -> str:
    text = numbers.decimal(_rounded(value), digits=_digits(value))
    text = text.rstrip("0").rstrip(".") if "." in text else text
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}{point}{rest}".replace(",", say("amounts.group"))
