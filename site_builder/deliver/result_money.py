"""Writes money and how to run the programme into `kam-result/1`."""

from collections.abc import Iterable
from typing import Any

from site_builder.deliver.result import number
from site_builder.model.money import Factor, Figure, Load, Money, Range
from site_builder.model.programme import Programme
from site_builder.model.roadmap import Planned


def export_money(money: Money) -> dict[str, Any]:
    """Return money as plain data: what was given, what follows, the plan's effort and cost.

    Sums are in the currency, shares 0 to 1, effort in points and working days. A value is a pair of its two
    ends, alike where it is exact; the upper end of a range is not reached, and null where there is none. A
    figure that cannot be said is null, with what is missing.
    """
    return {
        "currency": money.currency,
        "given": {id_: _factor(factor) for id_, factor in money.factors.items()},
        "figures": {id_: _figure(figure) for id_, figure in money.figures.items()},
        "kept_accounts": list(money.kept_accounts) if money.kept_accounts else None,
        "by_post": [_load(load, "post") for load in money.by_post],
        "by_month": [_load(load, "month") for load in money.by_month],
        "by_period": [_load(load, "period") for load in money.by_period],
        "measures": {measure.id: number(measure.today) for measure in money.measures},
    }


def export_programme(programme: Programme) -> dict[str, Any]:
    """Return quick wins as pairs of practice and level, and the ids of risks and meetings."""
    return {
        "quick_wins": _steps(programme.quick_wins),
        "smallest": _steps(programme.smallest),
        "risks": [{"id": risk.id, "codes": list(codes)} for risk, codes in programme.risks],
        "meetings": [{"id": meeting.id, "posts": list(meeting.posts)} for meeting in programme.meetings],
    }


def _steps(steps: Iterable[Planned]) -> list[dict[str, Any]]:
    return [{"id": step.practice, "to": step.to} for step in steps]


def _range(value: Range | None) -> list[float | None] | None:
    return [number(value.low), number(value.high)] if value else None


def _factor(factor: Factor) -> dict[str, Any]:
    return {
        "value": _range(factor.value),
        "unit": factor.unit,
        "place": factor.place or None,
        "line": factor.line,
        "code": factor.code or None,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "value": _range(figure.value),
        "unit": figure.unit,
        "factors": list(figure.factors),
        "missing": list(figure.missing),
    }


def _load(load: Load, name: str) -> dict[str, Any]:
    return {
        name: load.id if name == "post" else int(load.id),
        "points": number(load.points),
        "days": number(load.days),
        "cost": number(load.cost),
        **({} if name == "post" else {"until": load.end}),
    }
