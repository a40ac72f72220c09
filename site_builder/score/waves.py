"""Earlier waves beside this one, with a yardstick against celebrating noise."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from site_builder.model.assessment import EarlierAnswers, Response
from site_builder.model.instrument import Dimension
from site_builder.model.scorecard import PracticeScore, Scorecard
from site_builder.model.waves import Change, EarlierWave
from site_builder.score.scorecard import score

_Z = 1.96

Groups = Mapping[str, list[float]]
"""Values of single respondents by role."""


def compare_waves(card: Scorecard) -> tuple[EarlierWave, ...]:
    """Return the earlier waves of an assessment, each beside its newest one. Nothing is hidden yet.

    `moved` holds each earlier wave against all that are newer, because the reader holds these as well.
    Source: DECISIONS.md, "Earlier waves".
    """
    newer = [card.assessment.responses]
    waves = []
    for earlier in card.assessment.earlier:
        waves.append(_wave(card, earlier, newer))
        if earlier.responses is not None:
            newer.append(earlier.responses)
    return tuple(waves)


def _wave(card: Scorecard, earlier: EarlierAnswers, newer: Iterable[tuple[Response, ...]]) -> EarlierWave:
    if earlier.responses is None:
        return EarlierWave(wave=earlier.wave, reason="other-version")
    assessment = card.assessment.model_copy(
        update={"wave": earlier.wave, "responses": earlier.responses, "evidence": None, "earlier": ()}
    )
    then = score(assessment, card.instrument)
    index = None
    if then.index and card.index:
        before, after = then.index.claimed.value, card.index.claimed.value
        index = Change(id="index", before=before, after=after, yardstick=None)
    return EarlierWave(
        wave=earlier.wave,
        reason=None,
        respondents=then.respondents,
        level=then.level.level,
        missing=then.level.missing,
        index=index,
        dimensions=tuple(_dimensions(then, card)),
        practices=tuple(_practices(then, card)),
        moved=tuple(moved(earlier.responses, wave, card) for wave in newer),
        raters=_raters(then, card),
        scores=then,
    )


def moved(then: Iterable[Response], now: Iterable[Response], card: Scorecard) -> dict[str, int]:
    """Return how many are new, gone or answering differently: by practice, by dimension, and `index` in all.

    Args:
        then: the answers of one time.
        now: those of another.
        card: what was asked.

    """
    before, after = ({(r.respondent.id, r.respondent.role): r.answers for r in wave} for wave in (then, now))
    counts = dict.fromkeys([*card.practices, *card.dimensions, "index"], 0)
    for who in {**before, **after}:
        old, new = before.get(who, {}), after.get(who, {})
        changed = {
            practice.id
            for practice in card.instrument.practices
            if any(old.get(item) != new.get(item) for item in practice.item_ids)
        }
        for id_ in changed | {card.instrument.dimension_of[id_].id for id_ in changed}:
            counts[id_] += 1
        counts["index"] += bool(changed)
    return counts


def _raters(then: Scorecard, now: Scorecard) -> dict[str, int]:
    raters = {
        id_: min(then.practices[id_].answers.rated, now.practices[id_].answers.rated) for id_ in now.practices
    }
    for dimension in now.instrument.dimensions:
        raters[dimension.id] = min(raters[practice.id] for practice in dimension.practices)
    return raters


def _practices(then: Scorecard, now: Scorecard) -> Iterable[Change]:
    pooled = now.assessment.settings.aggregation == "respondents"
    for id_, after in now.practices.items():
        before = then.practices[id_]
        if before.claimed and after.claimed:
            errors = [error_of(_groups(practice), pooled=pooled) for practice in (before, after)]
            yield Change(
                id=id_, before=before.claimed.value, after=after.claimed.value, yardstick=yardstick(errors)
            )


def _dimensions(then: Scorecard, now: Scorecard) -> Iterable[Change]:
    pooled = now.assessment.settings.aggregation == "respondents"
    for dimension in now.instrument.dimensions:
        before, after = then.dimensions[dimension.id].claimed, now.dimensions[dimension.id].claimed
        if before and after:
            errors = [error_of(_means(dimension, card), pooled=pooled) for card in (then, now)]
            yield Change(id=dimension.id, before=before.value, after=after.value, yardstick=yardstick(errors))


def yardstick(errors: Iterable[float | None]) -> float | None:
    """Return 1.96 * sqrt(E1^2 + E2^2) in points of the scale, None when either cannot be told.

    A yardstick against celebrating noise, not a test of significance: respondents are no random sample.
    Source: the report's page of waves, below its table; 1.96 is the normal distribution's 95 %.

    Args:
        errors: E^2 of then and of now, as `error_of` gives it.

    """
    known = [error for error in errors if error is not None]
    return _Z * math.sqrt(sum(known)) if len(known) == 2 else None  # noqa: PLR2004 - then and now


def error_of(groups: Groups, *, pooled: bool) -> float | None:
    """Return E^2 = sum of (s_r^2 / n_r) over the roles, divided by the square of their number.

    A role with one respondent takes the pooled variance within the others; None when no role has two.
    Source: the variance of a mean of independent means; DECISIONS.md, "Earlier waves", for a dimension.

    Args:
        groups: values on the scale, of single respondents, by role.
        pooled: take all respondents as one group, as `aggregation: respondents` does.

    """
    if pooled:
        groups = {"all": [value for values in groups.values() for value in values]}
    within = {role: _squares(values) for role, values in groups.items()}
    freedom = sum(len(values) - 1 for values in groups.values())
    if freedom == 0:
        return None
    shared = sum(within.values()) / freedom
    total = 0.0
    for role, values in groups.items():
        variance = within[role] / (len(values) - 1) if len(values) > 1 else shared
        total += variance / len(values)
    return total / len(groups) ** 2


def _squares(values: list[float]) -> float:
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values)


def _groups(practice: PracticeScore) -> Groups:
    return {role.role: [float(rating.value) for rating in role.ratings] for role in practice.roles}


def _means(dimension: Dimension, card: Scorecard) -> Groups:
    """Return every respondent's own weighted mean over the practices of a dimension, by role."""
    changed = card.assessment.settings.weights.practices
    sums: dict[tuple[str, str], list[Fraction]] = defaultdict(lambda: [Fraction(0), Fraction(0)])
    for practice in dimension.practices:
        weight = changed.get(practice.id, practice.weight)
        for role in card.practices[practice.id].roles:
            for rating in role.ratings:
                entry = sums[role.role, rating.respondent]
                entry[0] += weight * rating.value
                entry[1] += weight
    groups: dict[str, list[float]] = defaultdict(list)
    for (role_id, _), (total, weight) in sums.items():
        groups[role_id].append(float(total / weight))
    return groups
