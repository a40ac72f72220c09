"""The scoring rules, one by one, on inputs small enough to check by hand."""

from fractions import Fraction
from typing import Any

import pytest
from helpers import Given, all_at, instrument, scored

from site_builder.model.scorecard import AnswerCounts, Scorecard
from site_builder.score.levels import level_of


def practice(card: Scorecard, code: str) -> Any:
    return next(card.practices[p.id] for p in instrument().practices if p.code == code)


def value(card: Scorecard, code: str) -> Fraction | None:
    claimed = practice(card, code).claimed
    return claimed.value if claimed else None


def test_each_role_counts_once_however_many_answer() -> None:
    card = scored(("EX", {"M5": 4}), *[("KM", {"M5": 1})] * 5)
    assert value(card, "M5") == Fraction(5, 2)


def test_pooling_counts_each_respondent_once() -> None:
    card = scored(("EX", {"M5": 4}), *[("KM", {"M5": 1})] * 5, aggregation="respondents")
    assert value(card, "M5") == Fraction(9, 6)


def test_a_practice_keeps_what_its_score_was_made_of() -> None:
    card = scored(("EX", {"M5": 4}), ("KM", {"M5": 1}), ("KM", {"M5": 2}))
    claimed = practice(card, "M5").claimed
    assert claimed.rule == "role-means"
    assert [(part.id, part.value) for part in claimed.parts] == [("EX", 4), ("KM", Fraction(3, 2))]


def test_dont_know_and_unanswered_are_left_out_of_the_mean_and_counted() -> None:
    card = scored(("EX", {"M5": 4}), ("KM", {"M5": "?"}), ("FN", {}))
    assert value(card, "M5") == 4
    assert practice(card, "M5").answers == AnswerCounts(rated=1, dont_know=1, unanswered=1)


def test_a_role_that_is_not_asked_counts_when_it_answers_and_is_not_missed_when_not() -> None:
    card = scored(("EX", {"I4": 2}), ("HR", {"M5": 3}))
    assert value(card, "I4") == 2
    assert practice(card, "I4").answers.unanswered == 0


def test_a_single_respondent_is_asked_everything() -> None:
    assert practice(scored(("EX", {})), "I4").answers.unanswered == 1


def test_a_practice_is_not_applicable_when_more_than_half_of_those_who_answered_say_so() -> None:
    most = scored(("KM", {"O6": "n/a"}), ("KM", {"O6": "n/a"}), ("FN", {"O6": 2}), ("FN", {"O6": "?"}))
    assert practice(most, "O6").status == "not-applicable"
    assert [remark.text for remark in practice(most, "O6").reasons] == ["there is no such case"] * 2


def test_exactly_half_saying_not_applicable_is_not_enough() -> None:
    half = scored(("KM", {"O6": "n/a"}), ("FN", {"O6": 2}))
    assert value(half, "O6") == 2
    assert practice(half, "O6").answers.not_applicable == 1


@pytest.mark.parametrize(
    ("given", "reason"),
    [("?", "only-dont-know"), (None, "unanswered")],
)
def test_a_practice_without_a_rating_says_why(given: str | None, reason: str) -> None:
    found = practice(scored(("KM", {"M5": given}), ("KM", {})), "M5")
    assert (found.status, found.reason, found.claimed) == ("not-rated", reason, None)


def test_a_practice_whose_roles_did_not_take_part_says_so() -> None:
    assert practice(scored(("HR", {}), ("HR", {})), "I4").reason == "nobody-asked"


def test_unrated_practices_carry_no_weight() -> None:
    card = scored(("EX", {"S1": 2, "S2": 4, "S3": 3, "S4": 3}))
    dimension = card.dimensions["strategy"]
    assert dimension.claimed is not None
    assert dimension.claimed.value == 3
    assert dimension.coverage == Fraction(4, 6)
    assert (dimension.worst, dimension.best) == (Fraction(14, 6), Fraction(22, 6))


def test_a_dimension_below_the_coverage_floor_is_not_rated() -> None:
    dimension = scored(("EX", {"S1": 2, "S2": 4, "S3": 3})).dimensions["strategy"]
    assert (dimension.status, dimension.reason, dimension.claimed) == ("not-rated", "coverage-too-low", None)
    assert dimension.coverage == Fraction(1, 2)


def test_a_dimension_exactly_on_the_coverage_floor_is_rated() -> None:
    answers: dict[str, Given] = {"S1": "n/a", "S2": 2, "S3": 2, "S4": 2}  # three of the five that apply
    dimension = scored(("EX", answers)).dimensions["strategy"]
    assert dimension.coverage == Fraction(3, 5)
    assert dimension.status == "rated"


def test_not_applicable_practices_leave_both_sums() -> None:
    card = scored(("EX", all_at(2, S1="n/a", S2=4)))
    assert card.dimensions["strategy"].claimed is not None
    assert card.dimensions["strategy"].claimed.value == Fraction(12, 5)
    assert card.dimensions["strategy"].coverage == 1


def test_a_dimension_to_which_nothing_applies_is_not_rated_and_has_no_bounds() -> None:
    answers = {**all_at(3), **dict.fromkeys(("S1", "S2", "S3", "S4", "S5", "S6"), "n/a")}
    card = scored(("EX", answers))
    dimension = card.dimensions["strategy"]
    assert (dimension.status, dimension.reason) == ("not-rated", "nothing-applicable")
    assert (dimension.coverage, dimension.best, dimension.worst) == (None, None, None)
    assert card.level.level is None


def reference_example() -> Scorecard:
    """Return the firm of the worked example: D1..D5 = 3.4, 2.6, 2.9, 2.2, 3.1 and its keystones.

    Ten respondents of one role give tenths exactly.
    """
    keystones = {"S3": 30, "O2": 24, "M5": 21, "I1": 20, "R4": 28}
    totals = {"S": 204, "O": 156, "M": 174, "I": 132, "R": 186}  # six practices times ten times the score
    tenths = dict(keystones)
    for letter, total in totals.items():
        rest = [p.code for p in instrument().practices if p.code[0] == letter and p.code not in keystones]
        left = total - next(v for k, v in keystones.items() if k[0] == letter)
        for n, code in enumerate(rest):
            tenths[code] = left // 5 + (1 if n < left % 5 else 0)
    people = [
        ("KM", {code: t // 10 + (1 if n < t % 10 else 0) for code, t in tenths.items()}) for n in range(10)
    ]
    return scored(*people)


def test_the_worked_example_of_the_method_comes_out() -> None:
    card = reference_example()
    assert [float(d.claimed.value) for d in card.dimensions.values() if d.claimed] == [
        3.4,
        2.6,
        2.9,
        2.2,
        3.1,
    ]
    assert card.index is not None
    assert card.index.claimed.value == Fraction(284, 100)
    assert card.index.percent == 46
    assert round(card.index.geometric, 3) == 2.809
    assert card.level.level == 2
    assert [(c.kind, c.id) for c in card.level.binding] == [("dimension", "systems")]
    assert card.level.binding[0].value == Fraction(22, 10)
    assert card.level.binding[0].shortfall == Fraction(3, 10)


@pytest.mark.parametrize(("shown", "level"), [("2.5", 2), ("2.51", 3), ("1", 1), ("4.5", 4), ("5", 5)])
def test_the_next_level_is_held_when_more_than_half_of_the_step_is_done(shown: str, level: int) -> None:
    assert level_of(Fraction(shown), instrument().scoring, instrument().top) == level


def test_a_mean_of_means_on_a_threshold_stays_on_it() -> None:
    # (2.2 + 2.8) / 2 and its like leave 2.5 in binary floating point; exact sums do not.
    people = [("EX", {"M5": 2})] * 4 + [("EX", {"M5": 3})] + [("KM", {"M5": 3})] * 4 + [("KM", {"M5": 2})]
    card = scored(*people)
    assert value(card, "M5") == Fraction(5, 2)
    assert practice(card, "M5").claimed.level == 2


def test_a_keystone_that_fails_holds_the_firm_back() -> None:
    card = scored(("EX", all_at(4, M5=1)))
    assert card.level.level == 2
    binding = card.level.binding[0]
    assert (binding.kind, binding.id, binding.shortfall) == ("keystone", "authority", Fraction(85, 100))


def test_a_keystone_exactly_on_its_line_binds_with_no_shortfall() -> None:
    people = [("KM", all_at(3, M5=1))] * 3 + [("KM", all_at(3, M5=2))] * 17
    card = scored(*people)
    assert value(card, "M5") == Fraction(185, 100)
    assert card.level.level == 2
    assert [(c.id, c.shortfall) for c in card.level.binding] == [("authority", Fraction(0))]


def test_a_keystone_that_does_not_apply_is_not_asked_for() -> None:
    assert scored(("EX", all_at(4, M5="n/a"))).level.level == 4


def test_without_a_rated_keystone_there_is_no_level_but_an_index() -> None:
    card = scored(("EX", all_at(4, M5="?")))
    assert card.level.level is None
    assert [(m.kind, m.id, m.reason) for m in card.level.missing] == [
        ("keystone", "authority", "only-dont-know")
    ]
    assert card.index is not None


def test_binding_constraints_come_with_the_largest_shortfall_first() -> None:
    card = scored(("EX", all_at(3, M5=1, I1=1, I2=1, I3=1, I4=1, I5=1, I6=1)))
    shortfalls = [constraint.shortfall for constraint in card.level.binding]
    assert shortfalls == sorted(shortfalls, reverse=True)
    assert card.level.level == 1


def test_level_five_has_nothing_in_its_way() -> None:
    level = scored(("EX", all_at(5))).level
    assert (level.level, level.binding) == (5, ())


def test_level_one_is_always_held() -> None:
    assert scored(("EX", all_at(1))).level.level == 1


def test_evidence_caps_what_is_claimed() -> None:
    card = scored(("EX", all_at(5)), evidence={"S1": "E1", "S2": "E2", "S3": "E3"})
    caps = {code: practice(card, code).verified.value for code in ("S1", "S2", "S3", "S4")}
    assert caps == {"S1": 3, "S2": 4, "S3": 5, "S4": Fraction(5, 2)}
    assert practice(card, "S4").grade == "E0"
    assert card.level.level == 5
    assert card.verified_level is not None
    assert card.verified_level.level == 2


def test_evidence_never_raises_a_claim() -> None:
    assert practice(scored(("EX", all_at(2)), evidence={"S1": "E3"}), "S1").verified.value == 2


def test_without_a_register_nothing_is_verified() -> None:
    card = scored(("EX", all_at(3)))
    assert practice(card, "S1").verified is None
    assert card.verified_level is None
    assert card.index is not None
    assert card.index.verified is None


def test_customers_stand_beside_the_firm_and_never_in_its_score() -> None:
    card = scored(("EX", {"R2": 4}), ("CU", {"R2": 1}), ("CU", {"R2": 2}))
    assert value(card, "R2") == 4
    assert practice(card, "R2").customer.value == Fraction(3, 2)
    assert practice(card, "R2").answers.rated == 1


def test_changed_weights_change_the_dimension_and_the_index() -> None:
    plain = all_at(2, S1=4)
    weighted = scored(
        ("EX", plain), weights={"practices": {"shared-understanding": 5}, "dimensions": {"strategy": 3}}
    )
    strategy = weighted.dimensions["strategy"].claimed
    assert strategy is not None
    assert strategy.value == Fraction(5 * 4 + 5 * 2, 10)
    assert weighted.index is not None
    assert weighted.index.claimed.value == Fraction(3 * 3 + 4 * 2, 7)


def test_agreement_is_that_of_the_reference() -> None:
    card = scored(*[("KM", {"M5": rating}) for rating in (4, 4, 5, 4, 5)])
    agreement = practice(card, "M5").agreement
    assert round(agreement.rwg, 2) == 0.85
    assert agreement.ad == pytest.approx(0.4)


def test_one_answer_agrees_with_nobody() -> None:
    assert practice(scored(("KM", {"M5": 3})), "M5").agreement is None


def test_utter_disagreement_is_floored_at_zero() -> None:
    assert practice(scored(("KM", {"M5": 1}), ("KM", {"M5": 5})), "M5").agreement.rwg == 0


def test_the_target_is_one_level_up_unless_it_is_given() -> None:
    assert scored(("EX", all_at(2))).firm_target == 3
    assert scored(("EX", all_at(5))).firm_target == 5
    assert scored(("EX", {})).firm_target == 3


def test_the_closest_target_counts() -> None:
    targets = {"firm": 3, "dimensions": {"systems": 4}, "practices": {"data-quality": 5}}
    card = scored(("EX", all_at(2)), targets=targets)
    found = [float(card.targets[id_]) for id_ in ("authority", "crm-use", "data-quality")]
    assert found == [3, 4, 5]
