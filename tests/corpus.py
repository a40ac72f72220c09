"""The corpus of `tests/conformance/`, and what the program computes, in the form that the script gives."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from helpers import Given, instrument

from site_builder.model.assessment import Assessment, Response, Settings
from site_builder.model.instrument import Instrument
from site_builder.model.scorecard import Scorecard
from site_builder.score import score

CORPUS = Path(__file__).parent / "conformance"


CASES = yaml.safe_load((CORPUS / "single-respondent.yml").read_text("utf-8"))


DECIMALS = yaml.safe_load((CORPUS / "decimals.yml").read_text("utf-8"))


def answers_of(given: dict[str, Given], asked: Instrument) -> dict[str, Any]:
    """Return answers as a file has them; `all` stands for every practice that is not named."""
    everywhere = given.get("all")
    kinds: dict[Any, dict[str, Any]] = {
        "?": {"dont_know": True},
        "n/a": {"not_applicable": "there is no such case"},
    }
    answers = {}
    for practice in asked.practices:
        rating = given.get(practice.code, everywhere)
        if rating is not None:
            answers[practice.id] = kinds.get(rating) or {"rating": rating}
    return answers


def reweighted(weights: dict[str, float]) -> Instrument:
    """Return the shipped instrument with some weights changed, by code."""
    exact = {code: Fraction(str(weight)) for code, weight in weights.items()}
    dimensions = tuple(
        dimension.model_copy(
            update={
                "weight": exact.get(dimension.code, dimension.weight),
                "practices": tuple(
                    practice.model_copy(update={"weight": exact.get(practice.code, practice.weight)})
                    for practice in dimension.practices
                ),
            }
        )
        for dimension in instrument().dimensions
    )
    return changed(dimensions=dimensions)


def changed(**update: Any) -> Instrument:
    """Return the shipped instrument with something changed, and nothing remembered of the unchanged one."""
    plain = {name: getattr(instrument(), name) for name in Instrument.model_fields}
    return Instrument.model_construct(**{**plain, **update})


def card_of(answers: dict[str, Any], asked: Instrument) -> Scorecard:
    data = {
        "format": "kam-response/1",
        "instrument": {"id": asked.id, "version": asked.version},
        "respondent": {"id": "r", "role": "KH"},
        "answers": answers,
    }
    settings = Settings.model_validate({"firm": {"name": {"zh": "甲公司", "en": "Firm A"}}})
    assessment = Assessment.model_construct(
        settings=settings, wave=None, responses=(Response.model_validate(data),), evidence=None, folder=None
    )
    return score(assessment, asked)


def exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def by_program(card: Scorecard) -> dict[str, Any]:
    """Return what the program computes, in the form that the script gives."""
    return {
        "practices": {
            p.id: {
                "status": p.status,
                "reason": p.reason,
                "value": exact(p.claimed.value if p.claimed else None),
                "level": p.claimed.level if p.claimed else None,
            }
            for p in card.practices.values()
        },
        "dimensions": {
            d.id: {
                "status": d.status,
                "reason": d.reason,
                "value": exact(d.claimed.value if d.claimed else None),
                "level": d.claimed.level if d.claimed else None,
                "coverage": exact(d.coverage),
                "best": exact(d.best),
                "worst": exact(d.worst),
            }
            for d in card.dimensions.values()
        },
        "index": None
        if card.index is None
        else {
            "value": exact(card.index.claimed.value),
            "percent": exact(card.index.percent),
            "geometric": pytest.approx(card.index.geometric, rel=1e-12),
        },
        "level": card.level.level,
        "binding": [
            [c.kind, c.id, exact(c.value), exact(c.needs_above), exact(c.shortfall)]
            for c in card.level.binding
        ],
        "missing": [[m.kind, m.id] for m in card.level.missing],
    }


def as_authored(result: dict[str, Any], expected: dict[str, Any], asked: Instrument) -> dict[str, Any]:
    """Return of a result what a case names, in the words of the corpus: codes, exact text."""
    codes = {d.id: d.code for d in asked.dimensions} | {p.id: p.code for p in asked.practices}
    ids = {code: id_ for id_, code in codes.items()}
    found: dict[str, Any] = {}
    for key, wanted in expected.items():
        value = result[key]
        if key in {"practices", "dimensions"}:
            value = {code: {k: value[ids[code]][k] for k in fields} for code, fields in wanted.items()}
        elif key == "index" and wanted is not None:
            value = {k: value[k] for k in wanted}
        elif key in {"binding", "missing"}:
            value = [[kind, codes[id_], *rest] for kind, id_, *rest in value]
        found[key] = value
    return found


def as_text(value: Any) -> Any:
    """Return authored figures as exact text; levels stay whole numbers."""
    if isinstance(value, dict):
        return {k: v if k == "level" else as_text(v) for k, v in value.items()}
    if isinstance(value, list):
        return [as_text(v) for v in value]
    return str(Fraction(str(value))) if isinstance(value, int | float) else value


def expected_of(case: dict[str, Any]) -> dict[str, Any]:
    return {k: v if k == "level" else as_text(v) for k, v in case["expected"].items()}
