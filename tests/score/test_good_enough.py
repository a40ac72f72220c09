"""What is good enough for a firm bounds what it is asked for, and nothing else."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from helpers import all_at, instrument, scored
from hypothesis import given, strategies as st

from site_builder import pipeline
from site_builder.advise.recommend import recommend
from site_builder.score import project

SMALL = {"key-accounts": 4, "company-type": "small", "annual-sales": "under-50m", "years-of-kam": 0}
ORDINARY = {"ordinary": 8, "partner": 0, "strategic": 0}
PARTNERS = {"ordinary": 8, "partner": 2, "strategic": 0}
STRATEGIC = {"ordinary": 8, "partner": 2, "strategic": 1}


def enough(**context: Any) -> dict[str, int]:
    """Return what is good enough for a firm, by code."""
    card = scored(("EX", all_at(3)), context={id_.replace("_", "-"): v for id_, v in context.items()})
    return {instrument().practice_by_id[id_].code: level for id_, level in card.enough.items()}


def test_a_firm_with_four_key_accounts_is_not_asked_for_more_than_it_needs() -> None:
    card = scored(("EX", all_at(3)), context={"key-accounts": 4})
    assert card.firm_target == 4
    assert card.targets["crm-use"] == 3
    assert card.levels_ahead("crm-use") == ()
    assert card.targets["knowledge-retention"] == card.enough["knowledge-retention"] == 4
    assert card.targets["authority"] == 4
    assert "authority" not in card.enough
    assert "crm-use" not in [advised.practice for advised in recommend(card).ranked]


@pytest.mark.parametrize(("accounts", "codes"), [(4, "M6 I1 I2 I3 R6 O6"), (5, "O6"), (6, "")])
def test_a_condition_ends_where_it_says(accounts: int, codes: str) -> None:
    assert set(enough(key_accounts=accounts)) == set(codes.split())


def test_what_is_not_known_bounds_nothing() -> None:
    assert enough() == {}
    assert enough(relationship_types={"ordinary": 8}) == {}  # partner and strategic are not said to be none
    assert "O1" not in enough(key_accounts=4)  # it asks for sales as well


def test_a_choice_is_known_by_the_option_that_was_chosen() -> None:
    assert enough(company_type="small") == {"S1": 3}
    assert enough(company_type="medium") == {}
    assert enough(key_accounts=5, annual_sales="under-50m") == {"O1": 3, "O6": 3}
    assert enough(key_accounts=5, annual_sales="50m-500m") == {"O6": 3}


@pytest.mark.parametrize(("types", "level"), [(ORDINARY, 3), (PARTNERS, 4), (STRATEGIC, None)])
def test_the_kind_of_relationship_decides_how_far_to_plan_together(
    types: dict[str, int], level: int | None
) -> None:
    assert enough(relationship_types=types).get("R4") == level


def test_one_manager_for_all_accounts_needs_no_more_than_a_description() -> None:
    assert enough(key_accounts=8, accounts_per_manager=8) == {"M1": 3}
    assert enough(key_accounts=8, accounts_per_manager=4) == {}


def test_whoever_sets_a_target_is_asked_for_it() -> None:
    practice = scored(("EX", all_at(3)), context=SMALL, targets={"practices": {"crm-use": 5}})
    assert practice.targets["crm-use"] == 5
    assert "crm-use" not in practice.enough
    assert practice.targets["data-quality"] == 3
    dimension = scored(("EX", all_at(3)), context=SMALL, targets={"dimensions": {"systems": Decimal("4.5")}})
    assert {dimension.targets[p.id] for p in instrument().dimension_by_id["systems"].practices} == {
        Fraction(9, 2)
    }
    assert dimension.targets["responsible-unit"] == 3


def test_a_target_for_the_whole_firm_is_bounded() -> None:
    card = scored(("EX", all_at(3)), context=SMALL, targets={"firm": 5})
    found = [card.targets[id_] for id_ in ("crm-use", "knowledge-retention", "authority", "systems")]
    assert found == [3, 4, 5, 5]
    low = scored(("EX", all_at(1)), context=SMALL, targets={"firm": 2})
    assert low.targets["crm-use"] == 2


def test_what_a_firm_has_beyond_it_is_not_taken_away() -> None:
    card = scored(("EX", all_at(3, I2=5)), context=SMALL)
    claimed = card.practices["crm-use"].claimed
    assert claimed is not None
    assert claimed.value == 5
    assert card.targets["crm-use"] == 3
    assert card.levels_ahead("crm-use") == ()


contexts = st.fixed_dictionaries(
    {},
    optional={
        "key-accounts": st.integers(0, 12),
        "company-type": st.sampled_from(["small", "group"]),
        "annual-sales": st.sampled_from(["under-50m", "5bn-or-more"]),
        "key-account-share": st.integers(0, 100),
        "accounts-per-manager": st.integers(1, 12),
        "base-pay-share": st.integers(0, 100),
        "years-of-kam": st.integers(0, 9),
        "relationship-types": st.sampled_from([ORDINARY, PARTNERS, STRATEGIC]),
    },
)
ratings = st.fixed_dictionaries({p.code: st.integers(1, 5) for p in instrument().practices})


@given(ratings, contexts)
def test_facts_about_a_firm_change_no_score_and_raise_no_target(
    given_: dict[str, int], context: dict[str, Any]
) -> None:
    bare, card = scored(("EX", given_)), scored(("EX", given_), context=context)
    for name in ("practices", "dimensions", "index", "level", "firm_target"):
        assert getattr(card, name) == getattr(bare, name)
    assert all(card.targets[id_] <= target for id_, target in bare.targets.items())
    assert {id_ for id_, target in bare.targets.items() if card.targets[id_] != target} <= set(card.enough)


def test_the_public_edition_tells_nothing_of_it() -> None:
    bare, card = scored(("EX", all_at(3))), scored(("EX", all_at(3)), context=SMALL)
    assert card.targets != bare.targets
    assert pipeline.anonymous(card) == pipeline.anonymous(bare)
    own = scored(("EX", all_at(3)), context=SMALL, targets={"practices": {"selection": Decimal("4.5")}})
    assert pipeline.anonymous(own).targets["selection"] == 5


@pytest.mark.parametrize(
    "context",
    [SMALL, {**SMALL, "accounts-per-manager": 4}, {**SMALL, "relationship-types": ORDINARY}],
    ids=["small", "one-manager", "ordinary"],
)
def test_a_small_firm_that_stops_where_it_is_enough_can_still_reach_level_four(
    context: dict[str, Any],
) -> None:
    card = scored(("EX", all_at(3)), context=context)
    assert len(card.enough) >= 9
    assert project(card, {id_: card.targets[id_] for id_ in card.practices}).level == 4
