"""Gaps between roles, agreement, claims without evidence, and signs of careless answers."""

from fractions import Fraction

import pytest
from helpers import all_at, scored
from people import PEOPLE

from site_builder.advise.analyse import analyse, cliffs_delta
from site_builder.model.scorecard import Rating, RoleScore
from site_builder.protect.rule import protect


def role(name: str, *ratings: int) -> RoleScore:
    values = tuple(Rating(respondent=str(n), value=rating) for n, rating in enumerate(ratings))
    return RoleScore(role=name, mean=Fraction(sum(ratings), len(ratings)), ratings=values)


def test_cliffs_delta_counts_the_pairs() -> None:
    assert cliffs_delta(role("EX", 4, 5), role("KM", 1, 2, 3)) == 1.0
    assert cliffs_delta(role("EX", 3), role("KM", 3, 3)) == 0.0
    assert cliffs_delta(role("EX", 2, 4), role("KM", 3)) == 0.0
    assert cliffs_delta(role("EX", 4), role("KM", 3, 5, 4)) == 0.0


def test_the_widest_gap_between_roles_is_found_and_small_ones_are_not() -> None:
    people: PEOPLE = [("EX", {"M5": 4, "S1": 3}) for _ in range(5)]
    people += [("KM", {"M5": 2, "S1": 3}) for _ in range(5)]
    people += [("FN", {"M5": 3, "S1": 3}) for _ in range(5)]
    (gap,) = analyse(protect(scored(*people))).gaps
    assert (gap.practice, gap.high, gap.low) == ("authority", "EX", "KM")
    assert (gap.gap, gap.delta) == (Fraction(2), 1.0)


def test_topics_with_both_signs_come_first_then_the_widest_gap_then_the_least_agreement() -> None:
    people: PEOPLE = []
    for n in range(6):
        people.append(("EX", {"M5": 4 + n // 5, "O1": 3 + n % 2, "S1": 4 + n // 5, "R1": 1 + 4 * (n % 2)}))
        people.append(("KM", {"M5": 2 - n // 5, "O1": 3 + n % 2, "S1": 3 + n // 5, "R1": 1 + 4 * (n % 2)}))
    topics = analyse(protect(scored(*people))).topics
    found = {topic.practice: (topic.rwg is not None, topic.gap is not None) for topic in topics}
    assert found == {
        "authority": (True, True),
        "shared-understanding": (False, True),
        "relationship-means": (True, False),
    }
    assert list(found) == ["authority", "shared-understanding", "relationship-means"]


def test_agreement_of_a_dimension_grows_with_its_practices() -> None:
    # Six ratings of 3, 3, 3, 4, 2, 4: s^2 = 17/30; q = 1 - s^2 / 2 = 43/60; two practices: 2q / (2q + 1 - q).
    people: PEOPLE = [("KM", {"S1": n, "S3": n}) for n in (3, 3, 3, 4, 2, 4)]
    consensus = analyse(protect(scored(*people))).consensus
    assert consensus["strategy"] == pytest.approx(86 / 103)
    assert set(consensus) == {"strategy"}


def test_a_claim_names_the_grade_that_would_carry_it() -> None:
    card = protect(scored(("KM", all_at(3, S1=5, M5=2)), evidence={"S1": "E2", "S3": "E3"}))
    claims = {claim.practice: (claim.grade, claim.needed) for claim in analyse(card).unverified}
    assert claims["shared-understanding"] == ("E2", "E3")
    assert claims["account-team"] == ("E0", "E1")
    assert "selection" not in claims
    assert "authority" not in claims


def test_signs_of_careless_answers_are_counted_and_nothing_is_dropped() -> None:
    people: PEOPLE = [("KM", all_at(3)), ("KM", all_at("?")), ("KM", all_at(3, S1=4)), ("CU", {"R2": 3})]
    card = scored(*people, confidentiality="attributed")
    quality = analyse(protect(card)).quality
    assert (quality.straight, quality.unknowing, quality.hasty, quality.timed) == (1, 1, 0, 0)
    hidden = analyse(protect(scored(*people))).quality
    assert (hidden.straight, hidden.unknowing, hidden.hasty) == (None, None, 0)
    assert card.practices["authority"].answers.rated == 2
