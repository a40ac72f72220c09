"""From answers to the whole scorecard."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from site_builder.model.assessment import Assessment
from site_builder.model.instrument import Dimension, Instrument
from site_builder.model.roadmap import Projection
from site_builder.model.scorecard import (
    DimensionScore,
    Index,
    Part,
    PracticeScore,
    Score,
    Scorecard,
)
from site_builder.score.levels import firm_level
from site_builder.score.practices import mean_score, score_practice
from site_builder.score.tally import tally
from site_builder.score.targets import firm_target, good_enough, targets_of

_PERCENT = 100


def score(assessment: Assessment, instrument: Instrument) -> Scorecard:
    """Score an assessment. Nothing is hidden yet: what may be told is the next stage's matter.

    Source: the method page, all of it.
    """
    tallies = tally(assessment, instrument)
    practices = {
        practice.id: score_practice(practice, tallies[practice.id], assessment, instrument)
        for practice in instrument.practices
    }
    dimensions = {
        dimension.id: _dimension(dimension, practices, assessment, instrument)
        for dimension in instrument.dimensions
    }
    level = firm_level(practices, dimensions, instrument)
    has_register = assessment.evidence is not None
    verified = firm_level(practices, dimensions, instrument, verified=True) if has_register else None
    target, enough = firm_target(assessment, instrument, level), good_enough(assessment, instrument)
    respondents = Counter(response.respondent.role for response in assessment.responses)
    firm = {role.id for role in instrument.roles if not role.customer and respondents[role.id]}
    settings = assessment.settings
    several = sum(respondents[role] for role in firm) > 1
    return Scorecard(
        assessment=assessment,
        instrument=instrument,
        practices=practices,
        dimensions=dimensions,
        index=_index(dimensions.values(), assessment, instrument),
        level=level,
        verified_level=verified,
        firm_target=target,
        targets=targets_of(assessment, instrument, target, enough),
        enough=enough,
        respondents={role.id: respondents[role.id] for role in instrument.roles if respondents[role.id]},
        is_anonymous=(settings.confidentiality or ("anonymous" if several else "attributed")) == "anonymous",
        k=settings.anonymity_k or instrument.scoring.anonymity_k,
        shown_roles=frozenset(firm),
    )


def rescore(card: Scorecard, practices: Mapping[str, PracticeScore]) -> Scorecard:
    """Return a scorecard with other scores of practices, and all that follows from them.

    Args:
        card: the scores so far.
        practices: the scores of all practices, by id.

    """
    assessment, instrument = card.assessment, card.instrument
    dimensions = {d.id: _dimension(d, practices, assessment, instrument) for d in instrument.dimensions}
    level = firm_level(practices, dimensions, instrument)
    has_register = card.verified_level is not None
    target = firm_target(assessment, instrument, level)
    return replace(
        card,
        practices=practices,
        dimensions=dimensions,
        index=_index(dimensions.values(), assessment, instrument),
        level=level,
        verified_level=firm_level(practices, dimensions, instrument, verified=True) if has_register else None,
        firm_target=target,
        targets=targets_of(assessment, instrument, target, card.enough),
    )


def project(card: Scorecard, values: Mapping[str, Fraction]) -> Projection:
    """Return what the scores would be if some rated practices had other values; nothing else changes.

    Args:
        card: today's scores.
        values: the other values, on the scale, by practice; one that is not rated is left as it is.

    """
    assessment, instrument = card.assessment, card.instrument
    practices = {
        id_: replace(p, claimed=replace(p.claimed, value=values[id_])) if p.claimed and id_ in values else p
        for id_, p in card.practices.items()
    }
    dimensions = {d.id: _dimension(d, practices, assessment, instrument) for d in instrument.dimensions}
    index = _index(dimensions.values(), assessment, instrument)
    return Projection(
        dimensions={id_: d.claimed.value for id_, d in dimensions.items() if d.claimed},
        index=index.claimed.value if index else None,
        level=firm_level(practices, dimensions, instrument).level,
    )


def _dimension(
    dimension: Dimension,
    practices: Mapping[str, PracticeScore],
    assessment: Assessment,
    instrument: Instrument,
) -> DimensionScore:
    """Return S_d = sum(w * s) / sum(w) over rated practices, its coverage and its bounds.

    Source: the method page, "Dimension score".
    """
    changed = assessment.settings.weights.practices
    weights = {practice.id: changed.get(practice.id, practice.weight) for practice in dimension.practices}
    applicable = [practices[id_] for id_ in weights if practices[id_].status != "not-applicable"]
    rated = [practice for practice in applicable if practice.claimed]
    possible = sum((weights[practice.id] for practice in applicable), Fraction(0))
    present = sum((weights[practice.id] for practice in rated), Fraction(0))
    if not possible:
        return _nothing_applicable(dimension)
    total = sum((weights[p.id] * p.claimed.value for p in rated if p.claimed), Fraction(0))
    coverage, missing = present / possible, possible - present
    enough = coverage >= instrument.scoring.coverage_floor
    claimed = [Part(id=p.id, value=p.claimed.value, weight=weights[p.id]) for p in rated if p.claimed]
    verified = [Part(id=p.id, value=p.verified.value, weight=weights[p.id]) for p in rated if p.verified]
    return DimensionScore(
        id=dimension.id,
        status="rated" if enough else "not-rated",
        reason=None if enough else "coverage-too-low",
        claimed=mean_score("weighted-mean", tuple(claimed), instrument) if enough else None,
        verified=mean_score("weighted-mean", tuple(verified), instrument) if enough and verified else None,
        coverage=coverage,
        best=(total + missing * instrument.top) / possible,
        worst=(total + missing) / possible,
    )


def _nothing_applicable(dimension: Dimension) -> DimensionScore:
    """Return a dimension of which no practice applies: it has neither score nor coverage nor bounds."""
    return DimensionScore(
        id=dimension.id,
        status="not-rated",
        reason="nothing-applicable",
        claimed=None,
        verified=None,
        coverage=None,
        best=None,
        worst=None,
    )


def _index(
    dimensions: Iterable[DimensionScore], assessment: Assessment, instrument: Instrument
) -> Index | None:
    """Return the index over the rated dimensions, None when none is rated.

    S = sum(W * S_d) / sum(W), in percent (S - 1) / (top - 1) * 100. Source: the method page, "Index".
    """
    changed = assessment.settings.weights.dimensions
    rated = [dimension for dimension in dimensions if dimension.claimed]
    if not rated:
        return None

    def _mean(pick: str) -> Score:
        parts = (
            Part(
                id=d.id,
                value=getattr(d, pick).value,
                weight=changed.get(d.id, instrument.dimension_by_id[d.id].weight),
            )
            for d in rated
        )
        return mean_score("weighted-mean", tuple(parts), instrument)

    claimed = _mean("claimed")
    return Index(
        claimed=claimed,
        verified=_mean("verified") if all(d.verified for d in rated) else None,
        percent=(claimed.value - 1) / (instrument.top - 1) * _PERCENT,
        geometric=_geometric_mean(claimed.parts),
    )


def _geometric_mean(parts: Iterable[Part]) -> float:
    """Return the weighted geometric mean; it falls below the arithmetic one where dimensions are uneven.

    Source: the method page, "Index".
    """
    parts = tuple(parts)
    total = sum(part.weight for part in parts)
    return math.exp(sum(float(part.weight) * math.log(part.value) for part in parts) / float(total))
