"""In a firm that lacks a post, whoever stands in is named throughout a step's text."""

import pytest
from helpers import all_at, instrument, scored

from site_builder.present.shared.reader import Reader
from site_builder.present.shared.stand_ins import replaced


@pytest.mark.parametrize(
    ("text", "post", "name", "language", "expected"),
    [
        ("由销售总监当天批", "销售总监", "总经理", "zh", "由总经理当天批"),
        ("总经理与销售总监用一小时", "销售总监", "总经理", "zh", "总经理用一小时"),
        ("The sales director is", "sales director", "general manager", "en", "The general manager is"),
        ("Ask human resources", "human resources", "general manager", "en", "Ask the general manager"),
        ("Human resources is", "human resources", "general manager", "en", "The general manager is"),
        (
            "The general manager and the sales director agree",
            "sales director", "general manager", "en",
            "The general manager agree",
        ),
        ("IT sets it up, item by item", "IT", "whoever the general manager names", "en",
         "whoever the general manager names sets it up, item by item"),
        ("items", "IT", "somebody", "en", "items"),
    ],
)  # fmt: skip
def test_a_post_is_replaced_and_named_once(
    text: str, post: str, name: str, language: str, expected: str
) -> None:
    assert replaced(text, post, name, language) == expected


def test_no_step_of_a_small_firm_names_a_post_that_it_lacks() -> None:
    card = scored(("EX", all_at(2)), context={"company-type": "small"})
    readers = {language: Reader(card, language) for language in ("zh", "en")}
    lacking = readers["zh"].stand_ins
    assert {"SD", "KH", "HR"} <= lacking.keys()
    for practice in instrument().practices:
        for level in range(2, 6):
            for language, reader in readers.items():
                step = reader.step(practice.id, level)
                assert step is not None
                texts = [step.title, *step.moves, step.proof, step.indicator, step.failure, step.prerequisite]
                for post in ("SD", "KH"):
                    was = instrument().post_by_id[post].name[language]
                    assert not any(was in text[language] for text in texts), (practice.code, level, was)
