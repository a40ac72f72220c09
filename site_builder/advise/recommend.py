"""What to do first: gap x weight x unlock / effort, prerequisites first; every factor is kept."""

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

from site_builder.model.advice import Advice, Advised
from site_builder.model.instrument import Instrument
from site_builder.model.scorecard import Scorecard

FIRST = 5
_QUARTERS, _WHOLE = (3, 5), 4
_MOST_GAP = Fraction(1)
_HALF = Fraction(1, 2)


def recommend(card: Scorecard) -> Advice:
    """Return the practices below their targets in the order in which to take them.

    priority = W * w * min(gap, 1) * (1 + unlock / 2) / effort: weights normalised to mean 1, gap in points of
    the scale, unlock a share (0 to 1), effort in points. Source: the method page, "Priorities, roadmap and
    the cheapest way"; all of it is a design choice.
    """
    ranked = _ranked(card)
    shifting, tried = _shifting(card, ranked)
    return Advice(ranked=ranked, shifting=shifting, tried=tried)


def _shifting(card: Scorecard, ranked: Sequence[Advised]) -> tuple[tuple[str, ...], int]:
    """Return the weights of which a quarter more or less changes the first five, and how many were tried.

    Normalising multiplies all priorities alike and changes no order: it is enough to multiply those that a
    weight belongs to. Whole numbers with a common denominator compare exactly, and fast. Source: the report's
    method page, "Sensitivity".
    """
    scale = math.lcm(*(advised.priority.denominator for advised in ranked)) if ranked else 1
    whole = {advised.practice: int(advised.priority * scale) for advised in ranked}
    waits = {advised.practice: advised.waits_for for advised in ranked}
    first = set(_first(whole, waits))
    shifting, tried = [], 0
    for side in card.weights:
        for id_ in side:
            if not _carries(card, id_):
                continue
            tried += len(_QUARTERS)
            touched = {p for p in whole if id_ in {p, card.instrument.dimension_of[p].id}}
            for quarters in _QUARTERS:
                changed = {p: n * (quarters if p in touched else _WHOLE) for p, n in whole.items()}
                if touched and set(_first(changed, waits)) != first:
                    shifting.append(id_)
                    break
    return tuple(shifting), tried


def _carries(card: Scorecard, id_: str) -> bool:
    """Return whether a weight belongs to something that has a score."""
    scored = card.practices.get(id_) or card.dimensions[id_]
    return scored.claimed is not None


def _first(priorities: Mapping[str, int], waits: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the first five in the order of `_in_order`."""
    left = dict(priorities)
    placed: list[str] = []
    while left and len(placed) < FIRST:
        ready = (id_ for id_ in left if not any(other in left for other in waits[id_]))
        placed.append(min(ready, key=lambda id_: (-left[id_], id_)))
        del left[placed[-1]]
    return placed


def _ranked(card: Scorecard) -> tuple[Advised, ...]:
    """Return every practice with a gap, with the factors of its priority, in order."""
    instrument = card.instrument
    gaps = {
        p.id: gap
        for p in instrument.practices
        if (claimed := card.practices[p.id].claimed) and (gap := card.targets[p.id] - claimed.value) > 0
    }
    needs = _needs(instrument)
    by_dimension, by_practice = (_normalised(side) for side in card.weights)
    found: dict[str, Advised] = {}
    for id_, gap in gaps.items():
        practice = instrument.practice_by_id[id_]
        others = [other for other in gaps if other != id_]
        unlocked = sum(id_ in needs[other] for other in others)
        unlock = Fraction(unlocked, len(others)) if others else Fraction(0)
        weight = by_dimension[instrument.dimension_of[id_].id] * by_practice[id_]
        found[id_] = Advised(
            practice=id_,
            gap=gap,
            weight=weight,
            unlock=unlock,
            effort=practice.effort,
            priority=weight * min(gap, _MOST_GAP) * (1 + _HALF * unlock) / practice.effort,
            waits_for=tuple(other for other in practice.requires if other in gaps),
            levels=card.levels_ahead(id_),
        )
    return _in_order(found)


def _in_order(found: Mapping[str, Advised]) -> tuple[Advised, ...]:
    """Return the highest priority first among those whose prerequisites stand above; ties by id."""
    left, placed = dict(found), []
    while left:
        ready = [advised for advised in left.values() if not any(id_ in left for id_ in advised.waits_for)]
        best = min(ready, key=lambda advised: (-advised.priority, advised.practice))
        placed.append(left.pop(best.practice))
    return tuple(placed)


def _needs(instrument: Instrument) -> dict[str, set[str]]:
    """Return what every practice needs, directly or through others."""
    needs: dict[str, set[str]] = {}

    def _collect(id_: str) -> set[str]:
        if id_ not in needs:
            direct = instrument.practice_by_id[id_].requires
            needs[id_] = set(direct).union(*(_collect(other) for other in direct))
        return needs[id_]

    for practice in instrument.practices:
        _collect(practice.id)
    return needs


def _normalised(weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Return weights as multiples of their mean."""
    mean = sum(weights.values(), Fraction(0)) / len(weights)
    return {id_: weight / mean for id_, weight in weights.items()}
