from fractions import Fraction

import pytest

from site_builder.language import numbers

HALF_STEPS = [Fraction(n, 2) for n in (3, 5, 7, 9)]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(227, 80), "2.84"),
        (Fraction(2675, 1000), "2.68"),
        (Fraction(3), "3.00"),
        (Fraction(-1, 4), "−0.25"),
    ],
)
def test_two_decimals_are_rounded_half_up(value: Fraction, shown: str) -> None:
    assert numbers.decimal(value) == shown


def test_a_score_just_below_a_threshold_is_not_shown_on_it() -> None:
    assert numbers.decimal(Fraction(24999, 10000), above=HALF_STEPS) == "2.49"


def test_a_score_on_a_threshold_is_shown_on_it() -> None:
    assert numbers.decimal(Fraction(5, 2), above=HALF_STEPS) == "2.50"


def test_a_score_just_above_a_threshold_is_not_shown_on_it() -> None:
    assert numbers.decimal(Fraction(25001, 10000), above=HALF_STEPS) == "2.51"


def test_a_target_that_is_not_reached_is_not_shown_as_reached() -> None:
    assert numbers.decimal(Fraction(2998, 1000), reach=[Fraction(3)]) == "2.99"


def test_nothing_below_five_is_shown_as_five() -> None:
    assert numbers.decimal(Fraction(4999, 1000), reach=[Fraction(5)]) == "4.99"


def test_a_share_is_a_hundred_percent_only_when_it_is_whole() -> None:
    assert numbers.percent(Fraction(999, 1000)) == "99%"
    assert numbers.percent(Fraction(1)) == "100%"


def test_a_coverage_below_its_floor_is_not_shown_on_it() -> None:
    assert numbers.percent(Fraction(597, 1000), reach=[Fraction(3, 5)]) == "59%"


def test_a_share_that_is_there_is_not_shown_as_nothing() -> None:
    assert numbers.percent(Fraction(1, 1000)) == "<1%"


def test_a_shortfall_too_small_to_see_is_said_to_be_small() -> None:
    assert numbers.difference(Fraction(1, 1000)) == "<0.01"
    assert numbers.difference(Fraction(3, 10)) == "0.30"
