"""The program and the self-assessment's script score alike: a corpus worked out by hand, and chance."""

from fractions import Fraction
from typing import Any

import pytest
from corpus import CASES, DECIMALS, answers_of, as_authored, by_program, card_of, expected_of, reweighted

from site_builder.language import numbers


@pytest.mark.parametrize("case", CASES, ids=[case["about"][:50] for case in CASES])
def test_the_program_passes_the_corpus(case: dict[str, Any]) -> None:
    asked = reweighted(case.get("weights", {}))
    result = by_program(card_of(answers_of(case["given"], asked), asked))
    assert as_authored(result, case["expected"], asked) == expected_of(case)


@pytest.mark.parametrize("case", DECIMALS, ids=[str(case[0]) for case in DECIMALS])
def test_the_program_shows_figures_as_the_corpus_says(case: list[Any]) -> None:
    value, above, reach, digits, shown = case
    marks = {"above": [Fraction(str(m)) for m in above], "reach": [Fraction(str(m)) for m in reach]}
    assert numbers.decimal(Fraction(str(value)), **marks, digits=digits) == shown
