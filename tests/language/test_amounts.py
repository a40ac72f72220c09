"""Sums of money in the units of each language."""

from fractions import Fraction

import pytest

from site_builder.language.amounts import amount, between, quantity, share
from site_builder.language.words import words
from site_builder.model.money import Range


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (541_000_000, "5.41 亿元", "CNY 541 million"),
        (1_180_000_000, "11.8 亿元", "CNY 1.18 billion"),
        (38_642_857, "3864 万元", "CNY 38.64 million"),
        (378_400, "37.84 万元", "CNY 378,400"),
        (12_345, "1.235 万元", "CNY 12,345"),
        (850, "850 元", "CNY 850"),
        (99_999_999, "1 亿元", "CNY 100 million"),
        (99_950_000, "9995 万元", "CNY 99.95 million"),
        (999_999_999, "10 亿元", "CNY 1 billion"),
        (123_456_700_000, "1235 亿元", "CNY 123.5 billion"),
        (0, "0 元", "CNY 0"),
    ],
)
def test_a_sum_stands_in_the_largest_unit_that_it_reaches(value: int, zh: str, en: str) -> None:
    assert amount(Fraction(value), "CNY", words("zh", "report")) == zh
    assert amount(Fraction(value), "CNY", words("en", "report")) == en


def test_another_currency_is_named_or_stands_by_its_code() -> None:
    assert amount(Fraction(12_000), "USD", words("zh", "report")) == "1.2 万美元"
    assert amount(Fraction(12_000), "CHF", words("zh", "report")) == "1.2 万 CHF"
    assert amount(Fraction(12_000), "EUR", words("en", "report")) == "EUR 12,000"


def test_a_range_tells_both_ends_and_that_the_upper_one_is_not_reached() -> None:
    def told(low: int, high: int | None, language: str) -> str:
        say = words(language, "report")
        ends = Range(low=Fraction(low), high=None if high is None else Fraction(high))
        return between(ends, say, lambda value: amount(value, "CNY", say))

    assert told(230_000_000, 2_300_000_000, "zh") == "2.3 亿元至不到 23 亿元"
    assert told(230_000_000, 2_300_000_000, "en") == "CNY 230 million to under CNY 2.3 billion"
    assert told(0, 50_000_000, "zh") == "不到 5000 万元"
    assert told(5_000_000_000, None, "en") == "CNY 5 billion or more"
    assert told(7, 7, "zh") == "7 元"


def test_shares_and_quantities_are_as_short_as_they_can_be() -> None:
    assert [share(Fraction(n, 1000)) for n in (460, 275, 1)] == ["46%", "27.5%", "0.1%"]
    assert share(Fraction(1, 3000)) == "<0.1%"
    assert [quantity(Fraction(n, 30)) for n in (150, 72, 10)] == ["5", "2.4", "0.3"]
