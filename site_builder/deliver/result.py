"""Writes a scorecard as `kam-result/1`, the file format that dashboards and next year's builder read.

Format history: 1 is the first.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from site_builder import __version__
from site_builder.model.analysis import Audience
from site_builder.model.missing import Missing
from site_builder.model.scorecard import (
    AnswerCounts,
    DimensionScore,
    FirmLevel,
    Index,
    PracticeScore,
    Score,
    Scorecard,
)
from site_builder.model.sensitivity import Sensitivity
from site_builder.model.waves import Change, EarlierWave

RESULT_FORMAT = "kam-result/1"


def export(scorecard: Scorecard, audience: Audience = "client") -> dict[str, Any]:
    """Return a scorecard as plain data; figures are unrounded, one that does not exist is None.

    Args:
        scorecard: the scores, already protected: nothing is hidden here.
        audience: whom the result is for; it is noted, and changes nothing else.

    """
    instrument, settings = scorecard.instrument, scorecard.assessment.settings
    return {
        "format": RESULT_FORMAT,
        "instrument": {"id": instrument.id, "version": instrument.version, "sha256": instrument.sha256},
        "builder": __version__,
        "firm": {"name": dict(settings.firm.name)},
        "wave": scorecard.assessment.wave,
        "date": scorecard.assessment.day.isoformat() if scorecard.assessment.day else None,
        "confidentiality": "anonymous" if scorecard.is_anonymous else "attributed",
        "audience": audience,
        "aggregation": settings.aggregation,
        "weights": _weights(scorecard),
        "respondents": dict(scorecard.respondents),
        "practices": {id_: _practice(p, scorecard) for id_, p in scorecard.practices.items()},
        "dimensions": {id_: _dimension(d, scorecard) for id_, d in scorecard.dimensions.items()},
        "index": _index(scorecard.index),
        "level": _level(scorecard.level, scorecard.verified_level),
        "sensitivity": _sensitivity(scorecard.sensitivity),
        "waves": [_wave(wave) for wave in scorecard.earlier],
    }


def _weights(scorecard: Scorecard) -> dict[str, Any] | None:
    """Return the weights changed for this client, None when the instrument's own are used."""
    weights = scorecard.assessment.settings.weights
    if not (weights.dimensions or weights.practices):
        return None
    return {
        "dimensions": {id_: number(w) for id_, w in weights.dimensions.items()},
        "practices": {id_: number(w) for id_, w in weights.practices.items()},
    }


def _practice(practice: PracticeScore, scorecard: Scorecard) -> dict[str, Any]:
    instrument, agreement = scorecard.instrument, practice.agreement
    data: dict[str, Any] = {
        "code": instrument.practice_by_id[practice.id].code,
        "dimension": instrument.dimension_of[practice.id].id,
        "status": practice.status,
        "claimed": _value(practice.claimed),
        "verified": _value(practice.verified),
        "level": practice.claimed.level if practice.claimed else None,
        "target": number(scorecard.targets[practice.id]),
        "evidence": practice.grade,
        "answers": _answers(practice.answers),
        "roles": {role.role: number(role.mean) for role in practice.roles},
        "customer": _value(practice.customer),
        "agreement": {"rwg": agreement.rwg, "ad": agreement.ad} if agreement else None,
        "distribution": list(practice.distribution) if practice.distribution else None,
        "proof": _proof(practice.claimed),
        **_within(practice.claimed),
    }
    if practice.id in scorecard.enough:
        data["enough"] = scorecard.enough[practice.id]
    if practice.hidden_roles:
        data["hidden_roles"] = list(practice.hidden_roles)
    if practice.reason:
        data["reason"] = practice.reason
    if not scorecard.is_anonymous and scorecard.are_named:
        data["ratings"] = _ratings(practice)
    return _explained(data, _practice_reasons(practice, scorecard))


def _answers(counts: AnswerCounts) -> dict[str, int]:
    """Return how many gave which kind of answer; `no_rating` only where the kinds are not told apart."""
    return {
        "rated": counts.rated,
        "dont_know": counts.dont_know,
        "not_applicable": counts.not_applicable,
        "unanswered": counts.unanswered,
        **({"no_rating": counts.merged} if counts.merged else {}),
    }


def _ratings(practice: PracticeScore) -> dict[str, float | int | None]:
    """Return what each respondent's answer counts, by respondent."""
    return {
        rating.respondent: number(Fraction(rating.value))
        for role in practice.roles
        for rating in role.ratings
    }


def _practice_reasons(practice: PracticeScore, scorecard: Scorecard) -> dict[str, str | None]:
    """Return, by figure, why it does not exist where it does not."""
    few = "hidden" if scorecard.is_anonymous and practice.answers.rated else "too-few-ratings"
    register = _register(scorecard)
    return {
        **dict.fromkeys(("claimed", "level", "proof"), practice.reason or "would-tell"),
        "verified": register or practice.reason,
        "evidence": register,
        "agreement": few,
        "distribution": few,
        "customer": "no-customer-shown",
    }


def _register(scorecard: Scorecard) -> str | None:
    """Return the reason why nothing is verified at all; None with an evidence register."""
    return None if scorecard.assessment.evidence is not None else "no-evidence-register"


def _dimension(dimension: DimensionScore, scorecard: Scorecard) -> dict[str, Any]:
    data: dict[str, Any] = {
        "code": scorecard.instrument.dimension_by_id[dimension.id].code,
        "status": dimension.status,
        "claimed": _value(dimension.claimed),
        "verified": _value(dimension.verified),
        "level": dimension.claimed.level if dimension.claimed else None,
        "target": number(scorecard.targets[dimension.id]),
        "coverage": number(dimension.coverage),
        "best": number(dimension.best),
        "worst": number(dimension.worst),
        "proof": _proof(dimension.claimed),
        **_within(dimension.claimed),
    }
    if dimension.reason:
        data["reason"] = dimension.reason
    verified = _register(scorecard) or dimension.reason
    coarse = dict.fromkeys(("claimed", "proof"), "follows-from-others" if dimension.claimed else None)
    reasons = {**coarse, **dict.fromkeys(data, dimension.reason)} if dimension.reason else coarse
    return _explained(data, {**reasons, "verified": verified})


def _index(index: Index | None) -> dict[str, Any]:
    if index is None:
        reason = "no-dimension-rated"
        figures = dict.fromkeys(("claimed", "verified", "percent", "geometric"))
        return _explained({**figures, "reason": reason}, dict.fromkeys(figures, reason))
    coarse = ("claimed", "percent", "geometric", "proof")
    reasons: dict[str, str | None] = dict.fromkeys(coarse, "follows-from-others")
    return _explained(
        {
            "claimed": _value(index.claimed),
            "verified": _value(index.verified),
            "percent": None if index.claimed.within else number(index.percent),
            "geometric": None if index.claimed.within else index.geometric,
            "proof": _proof(index.claimed),
            **_within(index.claimed),
        },
        reasons | {"verified": "no-evidence-register"},
    )


def _level(claimed: FirmLevel, verified: FirmLevel | None) -> dict[str, Any]:
    data: dict[str, Any] = {
        "claimed": claimed.level,
        "verified": verified.level if verified else None,
        "status": "rated" if claimed.level else "not-rated",
        "binding": [
            {
                "kind": c.kind,
                "id": c.id,
                "value": number(c.value),
                "needs_above": number(c.needs_above),
                "shortfall": number(c.shortfall),
            }
            for c in claimed.binding
        ],
    }
    if claimed.level is None:
        data["reason"] = "not-everything-rated"
        data["missing"] = _missing(claimed.missing)
    register = "not-everything-rated" if verified else "no-evidence-register"
    return _explained(data, {"claimed": "not-everything-rated", "verified": register})


def _sensitivity(found: Sensitivity | None) -> dict[str, Any] | None:
    """Return how far the result depends on weights and single answers; None without a firm level."""
    if found is None:
        return None
    return {
        "weights": {
            "tried": found.tried,
            "index": [number(found.lowest), number(found.highest)],
            "changes": [
                {"id": v.id, "factor": number(v.factor), "level": v.level, "weakest": v.weakest}
                for v in found.variations
            ],
        },
        "answers": {
            "ratings": found.ratings,
            "few": found.few,
            "deciding": [{"id": d.practice, "ratings": d.count, "level": d.level} for d in found.deciding],
        },
    }


def _wave(wave: EarlierWave) -> dict[str, Any]:
    if wave.reason:
        return {"wave": wave.wave, "reason": wave.reason}
    data: dict[str, Any] = {
        "wave": wave.wave,
        "respondents": dict(wave.respondents),
        "level": wave.level,
        "index": number(wave.index.before) if wave.index else None,
        "dimensions": {change.id: _change(change) for change in wave.dimensions},
        "practices": {change.id: _change(change) for change in wave.practices},
    }
    if wave.missing:
        data["missing"] = _missing(wave.missing)
    why = ("too-few-changed",) * 2 if wave.is_level_hidden else ("not-everything-rated", "no-dimension-rated")
    return _explained(data, dict(zip(("level", "index"), why, strict=True)))


def _missing(missing: Iterable[Missing]) -> list[dict[str, str | None]]:
    return [{"kind": m.kind, "id": m.id, "reason": m.reason} for m in missing]


def _change(change: Change) -> dict[str, Any]:
    return {
        "before": number(change.before),
        "change": number(change.difference),
        "yardstick": change.yardstick,
    }


def _within(score: Score | None) -> dict[str, Any]:
    """Return the part of the scale, from (without it) and to, where no more is told of a score."""
    return {"within": [number(end) for end in score.within]} if score and score.within else {}


def _proof(score: Score | None) -> dict[str, Any] | None:
    if score is None or not score.parts:
        return None
    parts = [{"id": p.id, "value": number(p.value), "weight": number(p.weight)} for p in score.parts]
    return {"rule": score.rule, "parts": parts}


def _value(score: Score | None) -> float | int | None:
    return number(score.value) if score and score.within is None else None


def number(value: Fraction | None) -> float | int | None:
    """Return an exact value as JSON has it, to the nearest binary fraction; None stays None."""
    if value is None:
        return None
    return float(value)


def _explained(data: dict[str, Any], reasons: dict[str, str | None]) -> dict[str, Any]:
    """Return data with the reason of every figure in it that does not exist."""
    missing = {key: reasons.get(key) or "not-rated" for key, value in data.items() if value is None}
    return data | {"reasons": missing} if missing else data
