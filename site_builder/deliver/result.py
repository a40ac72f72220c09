"""Writes a scorecard as `kam-result/1`, the file format that dashboards and next year's builder read.

Format history: 1 is the first.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from site_builder import __version__
from site_builder.model.advice import Advice
from site_builder.model.analysis import Audience
from site_builder.model.findings import Finding
from site_builder.model.roadmap import Decided, Projection, Roadmap, Route
from site_builder.model.scorecard import (
    Change,
    DimensionScore,
    EarlierWave,
    FirmLevel,
    Index,
    PracticeScore,
    Score,
    Scorecard,
    Sensitivity,
)

RESULT_FORMAT = "kam-result/1"


def export(scorecard: Scorecard, audience: Audience = "client") -> dict[str, Any]:
    """Return a scorecard as plain data; figures are unrounded, one that does not exist is None.

    Pass a protected scorecard: nothing is hidden here.
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


def export_advice(advice: Advice) -> dict[str, Any]:
    """Return what to do first as plain data, in order, with the factors of every rank."""
    return {
        "ranked": [
            {
                "id": advised.practice,
                "gap": number(advised.gap),
                "weight": number(advised.weight),
                "unlock": number(advised.unlock),
                "effort": advised.effort,
                "priority": number(advised.priority),
                "waits_for": list(advised.waits_for),
                "levels": list(advised.levels),
            }
            for advised in advice.ranked
        ],
        "shifting": list(advice.shifting),
    }


def export_findings(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return the findings as plain data, in the order in which they are told."""
    return [
        {
            "kind": finding.kind,
            "id": finding.id,
            "codes": list(finding.codes),
            "value": number(finding.value),
            "other": number(finding.other),
            "roles": list(finding.roles),
        }
        for finding in findings
    ]


def export_roadmap(roadmap: Roadmap) -> dict[str, Any]:
    """Return the plan as plain data: steps with their days, periods with what they bring, what stays out.

    `reference` is where the reference site explains a step, below its language.
    """
    return {
        "steps": [
            {
                "id": step.practice,
                "to": step.to,
                "wave": step.wave,
                "start": step.start,
                "end": step.end,
                "points": step.points,
                "after": list(step.after),
                "reference": f"practices/{step.practice}.html#step-{step.practice}-{step.to}",
            }
            for step in roadmap.steps
        ],
        "waves": [
            {
                "days": wave.end,
                "capacity": wave.capacity,
                "used": wave.used,
                "projection": _projection(wave.projection),
            }
            for wave in roadmap.waves
        ],
        "waiting": [
            {"id": w.practice, "to": w.to, "reason": w.reason, "for": list(w.names)} for w in roadmap.waiting
        ],
        "decisions": [_decided(decided) for decided in roadmap.decided],
        "rise": {"day": roadmap.rise.day, "level": roadmap.rise.level} if roadmap.rise else None,
    }


def _decided(decided: Decided) -> dict[str, Any]:
    decision = decided.decision
    return {
        "id": decision.practice,
        "to": decision.to,
        "decision": decision.decision,
        "reason": dict(decision.reason),
        "until": decision.until.isoformat() if decision.until else None,
        "confirmed": decided.is_confirmed,
    }


def export_route(route: Route) -> dict[str, Any]:
    """Return the cheapest way to the next level as plain data; None stands where there is none."""
    return {
        "level": route.level,
        "points": route.points,
        "raises": [
            {"id": r.practice, "from": r.before, "to": r.to, "points": r.points} for r in route.raises
        ],
        "projection": _projection(route.projection) if route.projection else None,
        "reason": route.reason,
        "only": route.is_only,
        "blocking": list(route.blocking),
    }


def _projection(projection: Projection) -> dict[str, Any]:
    return {
        "level": projection.level,
        "index": number(projection.index),
        "dimensions": {id_: number(value) for id_, value in projection.dimensions.items()},
    }


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
    return {
        "wave": wave.wave,
        "respondents": dict(wave.respondents),
        "level": wave.level,
        "index": number(wave.index.before) if wave.index else None,
        "dimensions": {change.id: _change(change) for change in wave.dimensions},
        "practices": {change.id: _change(change) for change in wave.practices},
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "before": number(change.before),
        "change": number(change.difference),
        "yardstick": change.yardstick,
    }


def number(value: Fraction | None) -> float | int | None:
    """Return an exact value as JSON has it."""
    if value is None:
        return None
    return float(value)


def _weights(scorecard: Scorecard) -> dict[str, Any] | None:
    """Return the weights changed for this client, None when the instrument's own are used."""
    weights = scorecard.assessment.settings.weights
    if not (weights.dimensions or weights.practices):
        return None
    return {
        "dimensions": {id_: number(w) for id_, w in weights.dimensions.items()},
        "practices": {id_: number(w) for id_, w in weights.practices.items()},
    }


def _value(score: Score | None) -> float | int | None:
    return number(score.value) if score else None


def _proof(score: Score | None) -> dict[str, Any] | None:
    if score is None:
        return None
    parts = [{"id": p.id, "value": number(p.value), "weight": number(p.weight)} for p in score.parts]
    return {"rule": score.rule, "parts": parts}


def _explained(data: dict[str, Any], reasons: dict[str, str | None]) -> dict[str, Any]:
    """Return data with the reason of every figure in it that does not exist."""
    missing = {key: reasons.get(key) or "not-rated" for key, value in data.items() if value is None}
    return data | {"reasons": missing} if missing else data


def _practice(practice: PracticeScore, scorecard: Scorecard) -> dict[str, Any]:
    instrument = scorecard.instrument
    data: dict[str, Any] = {
        "code": instrument.practice_by_id[practice.id].code,
        "dimension": instrument.dimension_of[practice.id].id,
        "status": practice.status,
        "claimed": _value(practice.claimed),
        "verified": _value(practice.verified),
        "level": practice.claimed.level if practice.claimed else None,
        "target": number(scorecard.targets[practice.id]),
        "evidence": practice.grade,
        "answers": {
            "rated": practice.answers.rated,
            "dont_know": practice.answers.dont_know,
            "not_applicable": practice.answers.not_applicable,
            "unanswered": practice.answers.unanswered,
            **({"no_rating": practice.answers.merged} if practice.answers.merged else {}),
        },
        "roles": {role.role: number(role.mean) for role in practice.roles},
        "customer": _value(practice.customer),
        "agreement": None,
        "distribution": list(practice.distribution) if practice.distribution else None,
        "proof": _proof(practice.claimed),
    }
    if practice.agreement:
        data["agreement"] = {"rwg": practice.agreement.rwg, "ad": practice.agreement.ad}
    if practice.hidden_roles:
        data["hidden_roles"] = list(practice.hidden_roles)
    if practice.reason:
        data["reason"] = practice.reason
    if not scorecard.is_anonymous and scorecard.are_named:
        data["ratings"] = {
            rating.respondent: number(Fraction(rating.value))
            for role in practice.roles
            for rating in role.ratings
        }
    few = "hidden" if scorecard.is_anonymous and practice.answers.rated else "too-few-ratings"
    register = None if scorecard.assessment.evidence is not None else "no-evidence-register"
    return _explained(
        data,
        dict.fromkeys(("claimed", "level", "proof"), practice.reason)
        | {
            "verified": register or practice.reason,
            "evidence": register,
            "agreement": few,
            "distribution": few,
        }
        | {"customer": "no-customer-shown"},
    )


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
    }
    if dimension.reason:
        data["reason"] = dimension.reason
    register = None if scorecard.assessment.evidence is not None else "no-evidence-register"
    return _explained(
        data, {**dict.fromkeys(data, dimension.reason), "verified": register or dimension.reason}
    )


def _index(index: Index | None) -> dict[str, Any]:
    if index is None:
        reason = "no-dimension-rated"
        figures = dict.fromkeys(("claimed", "verified", "percent", "geometric"))
        return _explained({**figures, "reason": reason}, dict.fromkeys(figures, reason))
    return _explained(
        {
            "claimed": number(index.claimed.value),
            "verified": _value(index.verified),
            "percent": number(index.percent),
            "geometric": index.geometric,
            "proof": _proof(index.claimed),
        },
        {"verified": "no-evidence-register"},
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
        data["missing"] = [{"kind": m.kind, "id": m.id, "reason": m.reason} for m in claimed.missing]
    register = "not-everything-rated" if verified else "no-evidence-register"
    return _explained(data, {"claimed": "not-everything-rated", "verified": register})
