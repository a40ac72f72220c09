"""What is told of practices, dimensions and the index belongs together and to the exact figures behind it."""

from fractions import Fraction
from random import Random

import pytest
from helpers import instrument, scored
from people import hard_to_hide

from site_builder.model.scorecard import WITHHELD, Score, Scorecard
from site_builder.protect.whole import told


def contains(score: Score, value: Fraction) -> bool:
    """Return whether a value is what a score tells: exactly, to a hundredth, or as a part of the scale."""
    if score.within:
        return score.within[0] < value <= score.within[1] and score.within[0] < score.value <= score.within[1]
    return score.value == value or (not score.parts and abs(score.value - value) <= Fraction(1, 100))


def pair(seed: int) -> tuple[Scorecard, Scorecard]:
    """Return a firm's scores, and as much of them as may be told; every other firm has evidence."""
    people, aggregation = hard_to_hide(seed)
    rng, evidence = Random(seed), None
    if seed % 2:
        evidence = {p.code: rng.choice(("E0", "E1", "E2", "E3")) for p in instrument().practices}
    raw = scored(*people, evidence=evidence, confidentiality="anonymous", aggregation=aggregation)
    return raw, told(raw)


@pytest.mark.parametrize("part", range(4))
def test_what_is_told_holds_what_is_known(part: int) -> None:
    spans = 0
    for seed in range(part, 120, 4):
        raw, safe = pair(seed)
        weights = safe.weights[1]
        for id_, practice in safe.practices.items():
            exact = raw.practices[id_].claimed
            if practice.claimed:
                assert exact is not None
                assert contains(practice.claimed, exact.value), (seed, id_)
                assert practice.claimed.level == exact.level
                if practice.verified:
                    assert contains(practice.verified, practice.verified.value)
            else:
                assert practice.reason == WITHHELD or exact is None
        for dimension in instrument().dimensions:
            scored_ = safe.dimensions[dimension.id].claimed
            known = {p.id: c.value for p in dimension.practices if (c := safe.practices[p.id].claimed)}
            if scored_ is None:
                continue
            exact_of = {id_: c.value for id_ in known if (c := raw.practices[id_].claimed)}
            whole = sum((weights[id_] for id_ in known), Fraction(0))
            exactly = sum((weights[id_] * value for id_, value in exact_of.items()), Fraction(0)) / whole
            assert contains(scored_, exactly), (seed, dimension.id)
            if scored_.within:  # the plan computes with values that make the dimension they are told beside
                spans += 1
                assert sum(weights[id_] * value for id_, value in known.items()) / whole == scored_.value
                verified = safe.dimensions[dimension.id].verified
                assert not verified or not verified.within or verified.within[0] <= verified.value
        if safe.index and safe.index.claimed.within:
            low, high = safe.index.claimed.within
            assert low <= safe.index.claimed.value <= high
    assert spans


def test_nothing_is_changed_where_everything_may_be_told() -> None:
    people = [("KM", {p.code: 2 + n % 3 for p in instrument().practices}) for n in range(9)]
    raw = scored(*people)
    safe = told(raw)
    assert safe.dimensions == raw.dimensions
    assert safe.index == raw.index
    assert safe.level == raw.level
