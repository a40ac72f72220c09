"""What is good enough, told: to a firm that it fits, to others under what condition, and to readers."""

from typing import Any

import pytest
from helpers import all_at, instrument, scored

from site_builder import pipeline
from site_builder.advise.recommend import recommend
from site_builder.advise.roadmap import plan
from site_builder.deliver.result import export
from site_builder.language.words import words
from site_builder.present.shared.enough import enough_view
from site_builder.present.shared.practice import PracticeView, practice_view
from site_builder.present.shared.reader import Reader
from site_builder.protect.rule import protect


def view(id_: str, language: str, rating: int, **settings: Any) -> PracticeView:
    """Return what the report says of one practice of a firm with four key accounts."""
    card = scored(("EX", all_at(rating)), context={"key-accounts": 4}, **settings)
    return practice_view(
        Reader(card, language), instrument().practice_by_id[id_], plan(card, recommend(card))
    )


@pytest.mark.parametrize(
    ("language", "start"),
    [("en", "Level 3. For fewer than five accounts"), ("zh", "第三级。大客户不到五个")],
)
def test_a_firm_that_it_fits_is_told_so(language: str, start: str) -> None:
    found = view("crm-use", language, 2)
    assert found.enough is not None
    assert found.enough.headed.startswith(start)
    assert found.enough_otherwise == ()


def test_another_firm_is_told_when_it_would_be() -> None:
    found = view("crm-use", "en", 2, targets={"practices": {"crm-use": 5}})
    assert found.enough is None
    assert [other.level for other in found.enough_otherwise] == ["level 3"]
    assert [other.level for other in view("contact-structure", "en", 2).enough_otherwise] == [
        "level 3",
        "level 4",
    ]


def test_no_step_leads_beyond_what_is_good_enough() -> None:
    before, reached, beyond = (view("crm-use", "en", rating) for rating in (2, 3, 4))
    assert (before.next_heading, len(before.steps)) == ("What level 3 asks", 1)
    assert (reached.next_heading, len(reached.steps)) == ("Good enough for you, and reached", 0)
    assert (beyond.next_heading, len(beyond.steps)) == ("Good enough for you, and reached", 0)
    assert view("crm-use", "en", 3, targets={"practices": {"crm-use": 4}}).next_heading == "What level 4 asks"


def test_the_facts_that_support_it_stand_beside_it() -> None:
    entry = instrument().practice_by_id["responsible-unit"].enough[0]
    assert enough_view(instrument(), entry, words("en")).sources == "Based on facts T4.02, T4.07"
    bare = instrument().practice_by_id["crm-use"].enough[0]
    assert enough_view(instrument(), bare, words("en")).sources == ""


def test_the_page_says_once_whose_judgement_it_is_and_the_public_one_tells_no_firm() -> None:
    card = protect(scored(("EX", all_at(2)), context={"key-accounts": 4}))
    pages = {
        audience: next(
            text
            for name, text in pipeline.stage_report(card, audience).projects["en"].items()
            if name.endswith("systems.md")
        )
        for audience in ("client", "public")
    }
    assert [str(page).count("is our judgement") for page in pages.values()] == [1, 1]
    assert [str(page).count("Good enough for you") for page in pages.values()] == [3, 0]


def test_the_result_tells_it_where_it_holds() -> None:
    practices = export(protect(scored(("EX", all_at(3)), context={"key-accounts": 4})))["practices"]
    assert (practices["crm-use"]["enough"], practices["crm-use"]["target"]) == (3, 3)
    assert "enough" not in practices["authority"]
