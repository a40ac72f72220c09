"""Which weights and which single answers the result depends on."""

from fractions import Fraction

from helpers import all_at, instrument, scored
from people import PEOPLE

from site_builder.model.scorecard import Scorecard
from site_builder.score import sensitivity


def deciding(card: Scorecard) -> dict[str, tuple[int, int]]:
    found = sensitivity(card)
    assert found is not None
    return {d.practice: (d.count, d.level) for d in found.deciding}


def test_a_result_that_nothing_single_can_change() -> None:
    found = sensitivity(scored(("KM", all_at(3))))
    assert found is not None
    assert (found.variations, found.deciding, found.tried, found.ratings) == ((), (), 70, 30)
    assert found.lowest == found.highest == Fraction(3)


def test_single_answers_that_decide_the_level_are_counted() -> None:
    # D1 is 16/6; one point less on any of its six answers makes it 2.50, which is not above 2.50.
    card = scored(("KM", all_at(3, S1=2, S2=2)))
    assert card.level.level == 3
    codes = [p.id for p in instrument().practices if p.code.startswith("S")]
    assert deciding(card) == dict.fromkeys(codes, (1, 2))


def test_an_answer_in_a_small_role_weighs_more_and_only_that_one_decides() -> None:
    # M5 is (4 + 13/9) / 2, and D3 (5 * 2.4 + M5) / 6 = 2.4537; with the executive's 5 it is 2.537.
    managers: PEOPLE = [("KM", all_at(3, M1=2, M2=2, M3=3, M4=3, M6=2, M5=1 + n % 2)) for n in range(9)]
    card = scored(("EX", all_at(3, M1=2, M2=2, M3=3, M4=3, M6=2, M5=4)), *managers)
    assert card.level.level == 2
    found = deciding(card)
    assert found["authority"] == (1, 3)
    pooled = scored(
        ("EX", all_at(3, M1=2, M2=2, M3=3, M4=3, M6=2, M5=4)), *managers, aggregation="respondents"
    )
    assert "authority" not in deciding(pooled)


def test_a_keystone_alone_can_decide() -> None:
    card = scored(("KM", all_at(5, M5=1)))
    assert deciding(card)["authority"] == (1, 3)


def test_weights_that_change_the_level_or_the_weakest_dimension_are_named() -> None:
    card = scored(("KM", all_at(3, S1=1, S2=2, S4=3, O1=1, O4=2)))
    found = sensitivity(card)
    assert found is not None
    assert card.level.level == 2
    changes = {(v.id, v.factor): (v.level, v.weakest) for v in found.variations}
    assert changes["shared-understanding", Fraction(3, 4)][1] == "organisation"
    level = {key for key, (level, _) in changes.items() if level}
    assert level == set()
    one = scored(("KM", all_at(3, S1=1, S2=2)))  # D1 is exactly 2.50: a lighter S1 lifts it above
    found = sensitivity(one)
    assert found is not None
    assert (Fraction(3, 4), 3) in {
        (v.factor, v.level) for v in found.variations if v.id == "shared-understanding"
    }
