"""The organisation page: fit to the firm's answers, nothing invented where there are none."""

from typing import Any

import pytest
from helpers import all_at, instrument, scored

from site_builder.present.report.organisation import OrganisationView, organisation_view
from site_builder.present.shared.reader import Reader


def view(language: str = "en", rating: int = 3, /, **context: Any) -> OrganisationView:
    known = instrument().organisation
    assert known is not None
    card = scored(("KM", all_at(rating)), context=context)
    return organisation_view(Reader(card, language), known)


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("small", "Key-account group"),
        ("medium", "Key-account department"),
        ("state-or-large", "Key-account service centre"),
        ("group", "Key-account committee"),
    ],
)
def test_each_kind_of_firm_has_one_fitting_form(kind: str, form: str) -> None:
    assert [f.name for f in view(**{"company-type": kind}).forms if f.fits] == [form]


@pytest.mark.parametrize(
    ("context", "met"),
    [
        ({"annual-sales": "under-50m", "key-accounts": 5}, [False, False]),
        ({"annual-sales": "50m-500m", "key-accounts": 5}, [True, False]),
        ({"annual-sales": "under-50m", "key-accounts": 6}, [False, True]),
        ({"annual-sales": "5bn-or-more", "key-accounts": 62}, [True, True]),
    ],
)
def test_the_conditions_with_a_figure_are_judged_by_it(context: dict[str, Any], met: list[bool]) -> None:
    assert [condition.is_met for condition in view(**context).conditions[:2]] == met


def test_a_small_firms_group_is_no_defect() -> None:
    facts = {"company-type": "small", "annual-sales": "under-50m", "key-accounts": 3}
    assert "no defect" in view("en", 2, **facts).headline
    assert "There is a unit" in view("en", 3, **facts).headline


def test_the_span_is_compared_with_the_cited_figure_and_its_caution_stands_beside_it() -> None:
    nine = view(**{"accounts-per-manager": 9, "key-accounts": 20})
    assert "not more than the cited average of 9" in nine.span[0]
    assert "come to about 3 people" in nine.span[1]
    assert "about 2 people" in nine.span[2]
    assert "not verified" in nine.span[-1]
    assert "more than the cited average" in view(**{"accounts-per-manager": 10}).span[0]


def test_what_was_not_said_is_said_to_be_missing() -> None:
    for language in ("zh", "en"):
        nothing = view(language)
        assert not any(form.fits for form in nothing.forms)
        assert not any(condition.is_met for condition in nothing.conditions)
        assert "C6" in nothing.reporting
        assert "C5" in nothing.span[0]
        assert all(not team.count for team in nothing.teams)


def test_the_functions_show_how_they_are_carried_today() -> None:
    functions = view().functions
    assert len(functions) == 7
    anchors = {p.id: p.items[0].anchors[2]["en"] for p in instrument().practices}
    known = instrument().organisation
    assert known is not None
    assert [f.today for f in functions] == [anchors[f.practice] for f in known.functions]


def test_a_unit_without_power_hears_so() -> None:
    assert "name only" in view(**{"reports-to": "regional-sales"}).reporting
    counted = view(**{"relationship-types": {"ordinary": 7, "strategic": 2}})
    assert [team.count for team in counted.teams] == ["7 today", "", "2 today"]


def test_who_carries_a_function_today_is_what_the_consultant_wrote() -> None:
    known = instrument().organisation
    assert known is not None
    card = scored(
        ("KM", all_at(3)), functions={"training": {"zh": "人事部", "en": "personnel"}, "policy": "nobody"}
    )
    shown = {f.name: f.who for f in organisation_view(Reader(card, "en"), known).functions}
    assert shown["Training"] == "personnel"
    assert shown["Rules and preferential terms"] == "nobody"
    assert shown["Strategy, plans and goals"] == "to be filled in"
