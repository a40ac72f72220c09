"""Writes what follows from the scores into `kam-result/1`: findings, advice, roadmap and the cheapest way."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from site_builder.deliver.result import number
from site_builder.model.advice import Advice
from site_builder.model.assessment import Assessment
from site_builder.model.decisions import Decision
from site_builder.model.findings import Finding
from site_builder.model.roadmap import Aim, Decided, Planned, Projection, Raise, Roadmap, Route


def export_findings(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return the findings as plain data, in the order in which they are told.

    `value` and `other` are on the scale, but for two kinds: shares for `dont-know`, rwg for `agreement`.
    """
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


def export_advice(advice: Advice) -> dict[str, Any]:
    """Return what to do first as plain data, in order, with the factors of every rank.

    Gap in points of the scale, weight as a multiple of the mean, unlock as a share, effort in points.
    """
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


def export_roadmap(roadmap: Roadmap) -> dict[str, Any]:
    """Return the plan as plain data: steps with their days, periods with what they bring, what stays out.

    Days count from the day of the assessment; capacity, use and points are effort. `reference` is where the
    reference site explains a step, below its language.
    """
    return {
        "steps": [_planned(step) for step in roadmap.steps],
        "own": [
            {"wave": own.wave, "start": own.start, "end": own.end, "points": own.points}
            | _wanted(own.decision)
            for own in roadmap.own
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
            {
                "id": w.practice,
                "to": w.to,
                "reason": w.reason,
                "for": list(w.names),
                "aimed": w.is_aimed,
            }
            for w in roadmap.waiting
        ],
        "decisions": [_decided(decided) for decided in roadmap.decided],
        "aim": _aim(roadmap.aim),
        "rise": {"day": roadmap.rise.day, "level": roadmap.rise.level} if roadmap.rise else None,
    }


def _planned(step: Planned) -> dict[str, Any]:
    return {
        "id": step.practice,
        "to": step.to,
        "wave": step.wave,
        "start": step.start,
        "end": step.end,
        "points": step.points,
        "after": list(step.after),
        "aimed": step.is_aimed,
        "decided": _wanted(step.decision) if step.decision else None,
        "reference": f"practices/{step.practice}.html#step-{step.practice}-{step.to}",
    }


def _wanted(decision: Decision) -> dict[str, Any]:
    """Return what people want in a step, in the languages in which they said it."""
    return {
        "decision": decision.decision,
        "reason": dict(decision.reason),
        "author": dict(decision.author) if decision.author else None,
        "title": dict(decision.title) if decision.title else None,
        "owner": dict(decision.owner) if decision.owner else None,
    }


def _aim(aim: Aim) -> dict[str, Any]:
    """Return what the plan is made for: its level, the raises, the day, and what would change that."""
    return {
        "level": aim.level,
        "reason": aim.reason,
        "blocking": list(aim.blocking),
        "raises": _raises(aim.raises),
        "points": aim.points,
        "projection": _projection(aim.projection) if aim.projection else None,
        "day": aim.day,
        "in_time": aim.is_in_time,
        "day_by_points": aim.day_by_points,
        "carried": [{"post": c.post, "steps": c.steps, "most": c.most} for c in aim.carried],
        "delay": {"steps": list(aim.delay.steps), "period": aim.delay.period, "post": aim.delay.post},
        "late": list(aim.late),
        "extra": [{"period": e.period, "points": e.points, "day": e.day} for e in aim.extra],
        "because": [{"id": practice, "to": to} for practice, to in aim.because],
    }


def _raises(raises: Iterable[Raise]) -> list[dict[str, Any]]:
    return [{"id": r.practice, "from": r.before, "to": r.to, "points": r.points} for r in raises]


def export_progress(assessment: Assessment) -> dict[str, Any] | None:
    """Return how far the steps of plans have come, but not who carries them; None without a follow-up."""
    progress = assessment.progress
    if progress is None:
        return None

    def _day(day: date | None) -> str | None:
        return day.isoformat() if day else None

    return {
        "as_of": _day(progress.day),
        "steps": [
            {
                "id": step.practice,
                "to": step.to,
                "state": step.state,
                "wave": step.wave,
                "start": _day(step.start),
                "due": _day(step.due),
                "finished": _day(step.finished),
                "measured": assessment.has_measured(step),
            }
            for step in progress.steps
        ],
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
    """Return the cheapest way to the plan's level as plain data; None stands where there is none."""
    return {
        "level": route.level,
        "points": route.points,
        "raises": _raises(route.raises),
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
