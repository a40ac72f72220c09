"""The forms that a score may be told in, held against every data set there is."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations_with_replacement, product
from random import Random

import pytest
from helpers import scored

from site_builder.protect.cases import Case, cell
from site_builder.protect.forms import form_of, is_safe_within, scores_alike
from site_builder.protect.lattice import Group, Lattice, Sample, are_exchangeable, is_large
from site_builder.protect.rule import protect

MARKS = tuple(Fraction(2 * level - 1, 2) for level in range(2, 6))


def case(sizes: list[int], sums: list[int], shown: tuple[int, ...] = (), **sample: object) -> Case:
    groups = tuple(Group(size, is_shown=at in shown) for at, size in enumerate(sizes))
    silent = sample.pop("silent", ())
    return Case(
        sample=Sample(groups=groups, **sample),  # type: ignore[arg-type]
        sums=tuple(sums),
        marks=MARKS,
        silent=silent,  # type: ignore[arg-type]
    )


def data_sets(sizes: list[int], top: int = 5) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Yield every way in which groups of people can rate."""
    yield from product(*(list(combinations_with_replacement(range(1, top + 1), size)) for size in sizes))


@pytest.mark.parametrize("sizes", [[1, 2], [3], [2, 3], [1, 1, 2], [1, 4]])
@pytest.mark.parametrize("pooled", [False, True])
def test_a_score_is_ambiguous_where_every_data_set_says_so(sizes: list[int], *, pooled: bool) -> None:
    lattice = Lattice(Sample(groups=tuple(Group(size) for size in sizes), is_pooled=pooled))
    means: dict[int, list[set[int]]] = {}
    for people in data_sets(sizes):
        sums = [sum(ratings) for ratings in people]
        found = means.setdefault(lattice.total(sums), [set() for _ in sizes])
        for at, total in enumerate(sums):
            found[at].add(total)
    for total, found in means.items():
        assert lattice.reached >> total & 1
        assert (lattice.ambiguous >> total & 1) == all(len(group) > 1 for group in found)
    assert lattice.reached.bit_count() == len(means)


@pytest.mark.parametrize("sizes", [[1, 2], [2], [3], [2, 3], [1, 1, 2], [1, 1, 1], [1, 4], [5], [1]])
def test_who_knows_the_rule_learns_nobodys_level_from_any_form(sizes: list[int]) -> None:
    """Sort all data sets by what is told of them: none of the heaps holds one answer or one mean alone."""
    heaps: dict[object, list[tuple[tuple[int, ...], ...]]] = {}
    for people in data_sets(sizes):
        one = case(sizes, [sum(ratings) for ratings in people])
        form = form_of(one)
        told = {"score": one.score, "withheld": None}.get(form, None if form == "withheld" else 0)
        if form in ("tenth", "level"):
            told = one.cell(form, one.score)  # type: ignore[assignment]
        heaps.setdefault((form, told), []).append(people)
    for heap, sets in heaps.items():
        for at in range(len(sizes)):
            assert len({rating for people in sets for rating in people[at]}) > 1, heap
            assert len({sum(people[at]) for people in sets}) > 1, heap


def test_shown_means_are_told_only_where_they_and_what_they_leave_are_not_at_an_end() -> None:
    assert form_of(case([6, 6], [12, 18], (0, 1))) == "roles"
    assert (
        form_of(case([6, 6], [29, 18], (0, 1))) == "score"
    )  # one of six differs: six at the top look the same
    assert form_of(case([6, 6], [30, 18], (0, 1))) == "score"
    assert form_of(case([6], [30], (0,))) == "level"
    assert form_of(case([6], [29], (0,))) == "level"
    assert form_of(case([1, 4, 6], [3, 12, 15], (2,))) == "roles"
    assert form_of(case([1, 4, 6], [5, 20, 15], (2,))) == "score"  # what the six leave is at the top


@pytest.mark.parametrize("sizes", [[5, 5], [1, 4, 5], [2, 3, 6]])
def test_nothing_follows_where_shown_roles_are_not_told(sizes: list[int]) -> None:
    """As above for groups of which some are shown: by their sums, in a sample of all there are."""
    shown = tuple(at for at, size in enumerate(sizes) if size >= 5)
    heaps: dict[object, list[tuple[int, ...]]] = {}
    for sums in product(*(range(size, 5 * size + 1) for size in sizes)):
        one = case(sizes, list(sums), shown)
        form = form_of(one)
        if form != "roles":
            told = one.score if form == "score" else one.cell(form, one.score) if form != "withheld" else None
            heaps.setdefault((form, told), []).append(sums)
    assert heaps
    for heap, sets in heaps.items():
        for at in range(len(sizes)):
            assert len({sums[at] for sums in sets}) > 1, heap


def test_parts_of_the_scale_never_lie_on_both_sides_of_a_mark() -> None:
    keystone = tuple(sorted((*MARKS, *(level - Fraction(23, 20) for level in range(2, 6)))))
    for hundredths in range(100, 501):
        value = Fraction(hundredths, 100)
        for form in ("hundredth", "tenth", "level"):
            low, high = cell(form, value, keystone, 5)
            assert low < value <= high
            assert not any(low < mark < high for mark in keystone)
    assert cell("hundredth", Fraction(251, 100), MARKS, 5) == (Fraction(501, 200), Fraction(503, 200))
    assert cell("hundredth", Fraction(2501, 1000), MARKS, 5) == (Fraction(5, 2), Fraction(501, 200))


def test_a_role_of_which_nobody_rated_is_not_told() -> None:
    assert form_of(case([3, 6], [8, 15], (1,), silent=(2,))) == "hundredth"
    assert form_of(case([3], [14], silent=(1,))) == "withheld"  # of the one, no more than 5 would fit
    assert form_of(case([1], [3], silent=(1,))) == "withheld"
    assert form_of(case([300, 600], [900, 1500], silent=(1,))) == "hundredth"


def test_of_halves_two_that_are_a_whole_point_apart_are_needed() -> None:
    assert form_of(case([2], [9], unit=2)) == "level"
    one = Lattice(Sample(groups=(Group(1), Group(1)), unit=2))
    assert one.ambiguous >> one.total([4, 6]) & 1
    assert not one.ambiguous >> one.total([2, 3]) & 1  # 1 and 1.5: nobody could be on another level


def test_very_many_people_are_judged_by_what_could_be_exchanged() -> None:
    sizes = [101, 103, 107, 109]
    many = case(sizes, [3 * size for size in sizes])
    assert is_large(many.sample)
    assert form_of(many) == "score"
    assert form_of(case(sizes, [5 * size for size in sizes])) == "level"
    assert form_of(case(sizes, [3 * size for size in sizes], (0, 1, 2, 3))) == "roles"
    assert form_of(case(sizes, [5 * size for size in sizes], (0, 1, 2, 3))) == "level"
    assert form_of(case(sizes, [3 * size for size in sizes], silent=(1,))) == "level"
    assert form_of(case([*sizes, 113], [3 * size for size in [*sizes, 113]], (4,))) == "roles"
    assert is_safe_within(many, "level", [(Fraction(2), Fraction(3))])
    assert not is_safe_within(many, "level", [(Fraction(2), Fraction(201, 100))])


def test_what_could_be_exchanged_is_ambiguous() -> None:
    rng = Random(4)
    proven = 0
    for _ in range(300):
        sizes = [rng.randint(1, 6) for _ in range(rng.randint(1, 4))]
        sums = [rng.randint(size, 5 * size) for size in sizes]
        sample = Sample(groups=tuple(Group(size) for size in sizes), is_pooled=rng.random() < 0.3)
        lattice = Lattice(sample)
        if are_exchangeable(sample, sums):
            proven += 1
            assert lattice.ambiguous >> lattice.total(sums) & 1
    assert proven > 100


def test_scores_alike_are_those_that_are_told_in_the_same_words() -> None:
    one = case([3], [14])
    assert form_of(one) == "level"
    assert set(scores_alike(one, "level")) == {Fraction(14, 3), Fraction(5)}


def test_customers_near_an_end_are_told_as_a_part_of_the_scale() -> None:
    def customers(*ratings: int) -> object:
        people = [("KM", {"R2": 3})] * 6 + [("CU", {"R2": rating}) for rating in ratings]
        return protect(scored(*people)).practices["contact-structure"].customer

    for ratings, within in (
        ((5, 5, 5, 5, 5), (Fraction(23, 5), 5)),
        ((5, 5, 5, 5, 4), (Fraction(23, 5), 5)),
        ((1, 1, 1, 1, 1), (0, Fraction(6, 5))),
        ((5, 5, 5, 4, 4), None),
    ):
        found = customers(*ratings)
        assert found is not None
        assert found.within == within  # type: ignore[attr-defined]
