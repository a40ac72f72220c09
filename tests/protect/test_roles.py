"""The confidentiality rule: what is hidden must not follow from anything that is published."""

import json
from dataclasses import replace
from fractions import Fraction

from helpers import all_at, scored

from site_builder import pipeline
from site_builder.deliver.result import export
from site_builder.model.scorecard import HIDDEN
from site_builder.protect.hidden import hidden_roles
from site_builder.protect.rule import protect


def test_the_example_of_the_rule() -> None:
    counts = {"EX": 2, "KH": 1, "KM": 8, "FN": 6, "HR": 3}
    assert hidden_roles(counts, frozenset(), 5) == {"EX", "KH", "HR"}


def test_a_lone_small_role_takes_the_next_smallest_with_it() -> None:
    assert hidden_roles({"EX": 2, "KM": 8, "FN": 6}, frozenset(), 5) == {"EX", "FN"}


def test_nothing_is_shown_by_role_when_the_hidden_never_number_enough() -> None:
    assert hidden_roles({"EX": 2, "KM": 2}, frozenset(), 5) == {"EX", "KM"}


def test_an_exempt_role_does_not_give_the_others_away() -> None:
    # With EX shown, three hidden managers would follow from the total.
    assert hidden_roles({"EX": 2, "KM": 3}, frozenset({"EX"}), 5) == {"EX", "KM"}


def test_exempt_roles_are_shown_beside_enough_hidden_ones() -> None:
    assert hidden_roles({"EX": 1, "KM": 4, "HR": 2}, frozenset({"EX"}), 5) == {"KM", "HR"}


def test_large_roles_are_all_shown() -> None:
    assert hidden_roles({"KM": 8, "FN": 6}, frozenset(), 5) == frozenset()


def test_several_respondents_are_anonymous_and_one_is_not() -> None:
    assert scored(("EX", all_at(3)), ("KM", all_at(2))).is_anonymous
    assert not scored(("EX", all_at(3))).is_anonymous
    assert not scored(("EX", {}), ("KM", {}), confidentiality="attributed").is_anonymous


def test_the_proof_still_adds_up_when_roles_are_hidden() -> None:
    card = protect(scored(("EX", {"M5": 5}), *[("KM", {"M5": 2})] * 6, *[("FN", {"M5": 3})] * 6))
    practice = card.practices["authority"]
    assert practice.hidden_roles == ("EX", "FN")
    assert practice.hidden_count == 7
    assert practice.claimed is not None
    parts = {part.id: part for part in practice.claimed.parts}
    assert set(parts) == {"KM", HIDDEN}
    total = sum((part.value * part.weight for part in parts.values()), Fraction(0))
    assert total / 3 == practice.claimed.value


def test_spread_and_distribution_need_enough_people() -> None:
    few = protect(scored(*[("KM", {"M5": n}) for n in (1, 2, 3, 4)])).practices["authority"]
    enough = protect(scored(*[("KM", {"M5": n}) for n in (1, 2, 3, 4, 5)])).practices["authority"]
    assert (few.agreement, few.distribution, few.roles) == (None, None, ())
    assert enough.distribution == (1, 1, 1, 1, 1)
    assert enough.agreement is not None


def test_few_customers_are_not_shown_unless_they_agreed() -> None:
    people = [*[("KM", {"R2": 3})] * 6, ("CU", {"R2": 1})]
    assert protect(scored(*people)).practices["contact-structure"].customer is None
    assert (
        protect(scored(*people, attributed_roles=["CU"])).practices["contact-structure"].customer is not None
    )


def test_comments_lose_role_person_and_order() -> None:
    card = pipeline.scorecard(pipeline.example_folders()["hengchuan-valves"], "x")
    remarks = [remark for practice in card.practices.values() for remark in practice.comments]
    assert remarks
    assert all(remark.respondent is None for remark in remarks)
    assert {remark.role for remark in remarks} == {None, "CU"}  # customers agreed, and are the other side
    texts = [remark.text for remark in card.practices["authority"].comments]
    assert texts == sorted(texts)


def test_no_published_result_names_a_respondent_of_an_anonymous_assessment() -> None:
    card = scored(*[("KM", all_at(n % 5 + 1)) for n in range(7)], ("EX", all_at(5)))
    text = json.dumps(export(protect(card)))
    assert "r-00" not in text
    assert "r-00" in json.dumps(export(scored(("EX", all_at(5)))))


def test_hidden_role_means_are_not_published() -> None:
    # One executive at 5, and everyone else at 2: the executive's rating is nowhere to be read.
    card = protect(scored(("EX", all_at(5)), *[("KM", all_at(2))] * 6, *[("FN", all_at(2))] * 6))
    for practice in export(card)["practices"].values():
        assert "EX" not in practice["roles"]
        assert all(part["id"] != "EX" for part in practice["proof"]["parts"])
        assert practice["proof"]["parts"][-1]["id"] == HIDDEN


def test_many_small_roles_hide_each_other() -> None:
    roles = ("EX", "KH", "KM", "FN", "HR")
    card = protect(scored(*[(role, {"M5": 1 + n}) for role in roles for n in range(4)]))
    practice = card.practices["authority"]
    assert practice.roles == ()
    assert practice.distribution == (5, 5, 5, 5, 0)  # of one size, by head and by role say the same


def test_means_of_several_items_are_hidden_as_others_are() -> None:
    raw = scored(("EX", {"M5": 4}), *[("KM", {"M5": 2}) for _ in range(6)], *[("FN", {"M5": 3})] * 6)
    halves = tuple(
        replace(role, ratings=tuple(replace(r, value=r.value + Fraction(1, 2)) for r in role.ratings))
        for role in raw.practices["authority"].roles
    )
    practices = {**raw.practices, "authority": replace(raw.practices["authority"], roles=halves)}
    shown = protect(replace(raw, practices=practices)).practices["authority"]
    assert [role.role for role in shown.roles] == ["KM"]
    assert shown.hidden_roles == ("EX", "FN")
