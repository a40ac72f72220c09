"""Practices and what is made of them, checked together: no sum tells what a part of it does not."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from site_builder.model.instrument import Dimension
from site_builder.model.scorecard import PracticeScore, Score, Scorecard
from site_builder.protect.cases import Form, Span, cell
from site_builder.protect.forms import is_safe_within, scores_alike
from site_builder.protect.lattice import is_large
from site_builder.protect.practices import Told, marks_of, practice_told, to_hundredth
from site_builder.score import level_of, rescore, verified_score

_COARSE: tuple[Form, ...] = ("hundredth", "tenth", "level")


def told(card: Scorecard) -> Scorecard:
    """Return a scorecard in the forms that keep the promise, practices and dimensions alike.

    Practices that are told exactly, or not at all, leave their dimension exact; a practice that is told as a
    part of the scale lets its dimension be told no more exactly than leaves it as safe as it was. The index,
    the firm's level and everything advised follow from what is told. A practice that is withheld does not
    count.
    Source: DECISIONS.md, "Disclosure in steps".
    """
    found = {id_: practice_told(practice, card) for id_, practice in card.practices.items()}
    spans: dict[str, Span] = {}
    rounded: dict[str, Fraction] = {}
    for dimension in card.instrument.dimensions:
        inside = {p.id: found[p.id] for p in dimension.practices}
        if card.dimensions[dimension.id].claimed is None:
            continue  # it has no figure that could tell anything
        inside, chosen = _settled(dimension, inside, card)
        found |= inside
        if chosen is None:
            continue
        form, span = chosen
        found |= _brought_within(inside, span, card)
        if form == "hundredth":
            rounded[dimension.id] = to_hundredth(_mean(inside, card), span)
        else:
            spans[dimension.id] = span
    scored = rescore(card, {id_: one.practice for id_, one in found.items()})
    return _with_spans(_with_rounded(scored, rounded), spans)


def _settled(
    dimension: Dimension, inside: Mapping[str, Told], card: Scorecard
) -> tuple[dict[str, Told], tuple[Form, Span] | None]:
    """Return the practices of a dimension as they are told, and its form with its span, None for exactly.

    Where its level alone tells too much of a practice, that practice is withheld; a keystone last, since
    without it there is no level of the firm.
    """
    told = dict(inside)
    while any(one.form in _COARSE for one in told.values()):
        unsafe: list[str] = []
        for form in _forms(told):
            span = cell(form, _mean(told, card), marks_of(card, dimension.id), card.instrument.top)
            unsafe = _unsafe(told, span, card)
            if not unsafe:
                return told, (form, span)
        plain = [id_ for id_ in unsafe if not card.instrument.practice_by_id[id_].keystone]
        for id_ in plain or unsafe:
            told[id_] = practice_told(card.practices[id_], card, is_withheld=True)
    return told, None


def _forms(told: Mapping[str, Told]) -> tuple[Form, ...]:
    """Return the forms that a dimension may take, the most telling first.

    A hundredth only beside practices that are told so: at an end of the scale, whether a hundredth or a tenth
    is told would itself tell which of the few values there it is.
    """
    is_rounded = all(one.form == "hundredth" for one in told.values() if one.form in _COARSE)
    return _COARSE if is_rounded else _COARSE[1:]


def _weights(inside: Mapping[str, Told], card: Scorecard) -> dict[str, Fraction]:
    weights = card.weights[1]
    return {id_: weights[id_] for id_, one in inside.items() if one.practice.claimed}


def _mean(inside: Mapping[str, Told], card: Scorecard) -> Fraction:
    """Return the dimension's value, of all practices that are told in some form, before it is told in any."""
    weights = _weights(inside, card)
    return sum((weights[id_] * _exact(id_, card) for id_ in weights), Fraction(0)) / sum(weights.values())


def _exact(id_: str, card: Scorecard) -> Fraction:
    claimed = card.practices[id_].claimed
    assert claimed is not None, id_  # noqa: S101 - asked only for practices that are told
    return claimed.value


def _unsafe(inside: Mapping[str, Told], span: Span, card: Scorecard) -> list[str]:
    """Return the practices that are not safe when their dimension is known to lie in a part of the scale.

    The other practices are taken as known, which gives the reader more than there is; where that tells too
    much, one of them at a time is taken as the reader knows it.
    """
    found: list[str] = []
    weights = _weights(inside, card)
    whole = sum(weights.values())
    total = sum(weights[id_] * _exact(id_, card) for id_ in weights)
    for id_, one in inside.items():
        if one.form not in _COARSE or one.case is None or not weights[id_]:
            continue
        rest, share = total - weights[id_] * _exact(id_, card), weights[id_]
        alone = ((span[0] * whole - rest) / share, (span[1] * whole - rest) / share)
        if is_safe_within(one.case, one.form, [alone]):
            continue
        moves = [
            weights[other] * (score - _exact(other, card)) / share
            for other, its in inside.items()
            if other != id_ and its.form in _COARSE and its.case and not is_large(its.case.sample)
            for score in scores_alike(its.case, its.form)
        ]
        spans = [(alone[0] - move, alone[1] - move) for move in moves]
        if not is_safe_within(one.case, one.form, [alone, *spans]):
            found.append(id_)
    return found


def _brought_within(inside: Mapping[str, Told], span: Span, card: Scorecard) -> dict[str, Told]:
    """Return the practices with values that stand for theirs and make a mean within the dimension's part.

    Every value stays in the part of the scale that is told of it: it moves from its middle toward an end, all
    by the same share, as far as is needed.
    """
    weights = _weights(inside, card)
    whole = sum(weights.values(), Fraction(0))
    mean = sum((weights[id_] * _value(inside[id_].practice) for id_ in weights), Fraction(0)) / whole
    if span[0] < mean <= span[1]:
        return dict(inside)
    up = mean <= span[0]
    ends = {
        id_: one.case.cell(one.form, _exact(id_, card))[1 if up else 0]
        for id_, one in inside.items()
        if one.form in _COARSE and one.case and weights.get(id_)
    }
    room = (
        sum((weights[id_] * (end - _value(inside[id_].practice)) for id_, end in ends.items()), Fraction(0))
        / whole
    )
    reach = mean + room
    aim = (span[0] + min(reach, span[1])) / 2 if up else (max(reach, span[0]) + span[1]) / 2
    share = (aim - mean) / room
    return {
        id_: replace(one, practice=_moved(one.practice, (ends[id_] - _value(one.practice)) * share, card))
        if id_ in ends
        else one
        for id_, one in inside.items()
    }


def _value(practice: PracticeScore) -> Fraction:
    assert practice.claimed is not None, practice.id  # noqa: S101 - asked only for practices that are told
    return practice.claimed.value


def _moved(practice: PracticeScore, by: Fraction, card: Scorecard) -> PracticeScore:
    """Return a practice whose value, which only stands for it, is another."""
    assert practice.claimed is not None, practice.id  # noqa: S101 - as above
    value = practice.claimed.value + by
    level = level_of(value, card.instrument.scoring, card.instrument.top)
    claimed = replace(practice.claimed, value=value, level=level)
    return replace(
        practice, claimed=claimed, verified=verified_score(claimed, practice.grade, card.instrument)
    )


def _with_rounded(card: Scorecard, rounded: Mapping[str, Fraction]) -> Scorecard:
    """Return a scorecard with the dimensions that are told to a hundredth and no more exactly."""
    dimensions = {
        id_: replace(one, claimed=one.claimed and replace(one.claimed, value=rounded[id_], parts=()))
        if id_ in rounded
        else one
        for id_, one in card.dimensions.items()
    }
    return replace(card, dimensions=dimensions)


def _with_spans(card: Scorecard, spans: Mapping[str, Span]) -> Scorecard:
    """Return a scorecard with the dimensions, and the index, that are told as a part of the scale."""
    if not spans:
        return card
    dimensions = {
        id_: replace(
            one,
            claimed=one.claimed and replace(one.claimed, parts=(), within=spans[id_]),
            verified=one.verified and _verified_within(one.verified, spans[id_], card),
        )
        if id_ in spans
        else one
        for id_, one in card.dimensions.items()
    }
    index = card.index
    if index and any(part.id in spans for part in index.claimed.parts):
        ends = [_end(index.claimed, spans, at) for at in (0, 1)]
        index = replace(index, claimed=replace(index.claimed, parts=(), within=(ends[0], ends[1])))
    return replace(card, dimensions=dimensions, index=index)


def _verified_within(score: Score, span: Span, card: Scorecard) -> Score:
    """Return what evidence supports of a dimension that is told as a part of the scale: as one, too."""
    ends = []
    for at in (0, 1):
        verified = [(card.practices[part.id].verified, part.weight) for part in score.parts]
        values = [((v.within[at] if v.within else v.value), weight) for v, weight in verified if v]
        total = sum((weight for _, weight in values), Fraction(0))
        ends.append(sum((max(v, Fraction(1)) * weight for v, weight in values), Fraction(0)) / total)
    if ends[0] == ends[1]:
        return score
    return replace(score, parts=(), within=(min(ends[0], span[1]), min(ends[1], span[1])))


def _end(index: Score, spans: Mapping[str, Span], at: int) -> Fraction:
    """Return an end of what the index can be: from its dimensions' parts of the scale."""
    values = {
        part.id: max(spans[part.id][at], Fraction(1)) if part.id in spans else part.value
        for part in index.parts
    }
    total = sum((part.weight for part in index.parts), Fraction(0))
    return sum((part.weight * values[part.id] for part in index.parts), Fraction(0)) / total
