"""What has to hold for any answers at all."""

from fractions import Fraction

from helpers import Given, instrument, scored
from hypothesis import given, strategies as st

from site_builder.language import numbers

CODES = [practice.code for practice in instrument().practices]
ROLES = ["EX", "KH", "KM", "FN", "HR", "IT"]

answers = st.fixed_dictionaries(
    {}, optional={code: st.one_of(st.integers(1, 5), st.sampled_from(["?", "n/a"])) for code in CODES}
)
people = st.lists(st.tuples(st.sampled_from(ROLES), answers), min_size=1, max_size=6)
ratings = st.fixed_dictionaries({code: st.integers(1, 5) for code in CODES})


@given(people)
def test_scores_stay_on_the_scale(everyone: list[tuple[str, dict[str, Given]]]) -> None:
    card = scored(*everyone)
    claimed = [p.claimed for p in card.practices.values()] + [d.claimed for d in card.dimensions.values()]
    assert all(1 <= score.value <= 5 for score in claimed if score)
    for dimension in card.dimensions.values():
        if dimension.worst is not None and dimension.best is not None:
            assert 1 <= dimension.worst <= dimension.best <= 5
            if dimension.claimed:
                assert dimension.worst <= dimension.claimed.value <= dimension.best


@given(people, st.randoms())
def test_the_order_of_respondents_is_irrelevant(everyone: list[tuple[str, dict[str, Given]]], chance) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    shuffled = list(everyone)
    chance.shuffle(shuffled)
    one, other = scored(*everyone), scored(*shuffled)
    assert one.level == other.level
    assert {k: d.claimed and d.claimed.value for k, d in one.dimensions.items()} == {
        k: d.claimed and d.claimed.value for k, d in other.dimensions.items()
    }


@given(ratings, st.sampled_from(CODES))
def test_raising_a_rating_never_lowers_a_score_or_the_level(given_: dict[str, int], code: str) -> None:
    raised = {**given_, code: min(5, given_[code] + 1)}
    before, after = scored(("KM", given_)), scored(("KM", raised))
    assert (after.level.level or 0) >= (before.level.level or 0)
    assert before.index is not None
    assert after.index is not None
    assert after.index.claimed.value >= before.index.claimed.value
    for id_, dimension in before.dimensions.items():
        other = after.dimensions[id_]
        assert other.claimed is not None
        assert dimension.claimed is not None
        assert other.claimed.value >= dimension.claimed.value


@given(ratings, st.sampled_from(CODES))
def test_a_practice_that_does_not_apply_changes_no_other_practice(given_: dict[str, int], code: str) -> None:
    before, after = scored(("KM", given_)), scored(("KM", {**given_, code: "n/a"}))
    dropped = next(p.id for p in instrument().practices if p.code == code)
    for id_, practice in before.practices.items():
        if id_ != dropped:
            assert after.practices[id_].claimed == practice.claimed


@given(people)
def test_what_is_verified_never_exceeds_what_is_claimed(everyone: list[tuple[str, dict[str, Given]]]) -> None:
    card = scored(*everyone, evidence={"S1": "E3", "M5": "E1"})
    for practice in card.practices.values():
        if practice.claimed and practice.verified:
            assert practice.verified.value <= practice.claimed.value
    if card.verified_level and card.verified_level.level and card.level.level:
        assert card.verified_level.level <= card.level.level


@given(people)
def test_the_proof_of_every_score_gives_that_score(everyone: list[tuple[str, dict[str, Given]]]) -> None:
    card = scored(*everyone)
    scores = [p.claimed for p in card.practices.values()] + [d.claimed for d in card.dimensions.values()]
    for score in scores:
        if score is not None:
            weight = sum((part.weight for part in score.parts), Fraction(0))
            total = sum((part.weight * part.value for part in score.parts), Fraction(0))
            assert total / weight == score.value


@given(people)
def test_a_level_is_held_only_through_its_gate(everyone: list[tuple[str, dict[str, Given]]]) -> None:
    card = scored(*everyone)
    level = card.level.level
    if level is None:
        assert card.level.missing
        return
    if level > 1:
        assert all(d.claimed and d.claimed.value > level - Fraction(1, 2) for d in card.dimensions.values())
    assert bool(card.level.binding) == (level < 5)
    assert all(constraint.value <= constraint.needs_above for constraint in card.level.binding)


@given(st.fractions(min_value=1, max_value=5), st.lists(st.fractions(min_value=1, max_value=5), max_size=3))
def test_what_is_shown_never_contradicts_a_threshold(value: Fraction, marks: list[Fraction]) -> None:
    marks = [Fraction(round(mark * 100), 100) for mark in marks]  # thresholds are authored with two decimals
    shown = Fraction(numbers.decimal(value, above=marks))
    assert abs(shown - value) < Fraction(1, 100)
    for mark in marks:
        assert (shown > mark) == (value > mark) or value == mark
