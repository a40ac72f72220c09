"""The promised format of results."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from helpers import all_at, scored

from site_builder import pipeline
from site_builder.advise.recommend import recommend
from site_builder.advise.roadmap import plan
from site_builder.deliver.result import export
from site_builder.deliver.result_insight import export_progress, export_roadmap
from site_builder.model.decisions import Decision
from site_builder.model.progress import Progress
from site_builder.protect.rule import protect


@pytest.fixture(scope="module")
def result() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(export(pipeline.examples()["hengchuan-valves"])))
    return data


def test_it_names_its_format_instrument_and_builder(result: dict[str, Any]) -> None:
    assert result["format"] == "kam-result/1"
    assert set(result["instrument"]) == {"id", "version", "sha256"}
    assert result["firm"]["name"] == {"zh": "衡川阀门", "en": "Hengchuan Valves"}
    assert result["wave"] == "2026-h1"
    assert result["respondents"] == {"EX": 2, "KH": 1, "KM": 6, "FN": 6, "HR": 2, "CU": 3}


def test_a_practice_has_what_the_format_promises(result: dict[str, Any]) -> None:
    promised = {
        "code", "dimension", "status", "claimed", "verified", "level", "target", "answers",
        "roles", "customer", "agreement",
    }  # fmt: skip
    for practice in result["practices"].values():
        assert promised <= set(practice)
        assert set(practice["answers"]) == {"rated", "dont_know", "not_applicable", "unanswered"}


def test_a_dimension_and_the_level_have_what_the_format_promises(result: dict[str, Any]) -> None:
    promised = {"code", "status", "claimed", "verified", "level", "coverage", "best", "worst"}
    assert all(promised <= set(dimension) for dimension in result["dimensions"].values())
    assert set(result["index"]) >= {"claimed", "verified", "percent", "geometric"}
    assert set(result["level"]) >= {"claimed", "verified", "status", "binding"}
    assert set(result["level"]["binding"][0]) == {"kind", "id", "value", "needs_above", "shortfall"}


def test_figures_are_unrounded(result: dict[str, Any]) -> None:
    assert result["practices"]["selection"]["claimed"] == pytest.approx(4 + 1 / 6, abs=1e-12)


def test_a_figure_that_does_not_exist_is_null_with_its_reason() -> None:
    data = export(protect(scored(("EX", all_at(3, M5="?", S1=None, S2=None, S3=None)))))
    authority = data["practices"]["authority"]
    assert (authority["status"], authority["claimed"], authority["reason"]) == (
        "not-rated",
        None,
        "only-dont-know",
    )
    assert authority["reasons"]["verified"] == "no-evidence-register"
    strategy = data["dimensions"]["strategy"]
    assert (strategy["status"], strategy["claimed"], strategy["reason"]) == (
        "not-rated",
        None,
        "coverage-too-low",
    )
    assert (data["level"]["claimed"], data["level"]["reason"]) == (None, "not-everything-rated")
    assert {m["id"] for m in data["level"]["missing"]} == {"strategy", "authority", "selection"}


def test_every_null_has_a_reason(result: dict[str, Any]) -> None:
    empty = export(protect(scored(("EX", {}), ("KM", {}))))
    for data in (result, empty):
        for thing in [
            *data["practices"].values(),
            *data["dimensions"].values(),
            data["index"],
            data["level"],
        ]:
            for key, value in thing.items():
                if value is None:
                    assert key in thing["reasons"], (key, thing)


def test_changed_weights_are_told() -> None:
    data = export(scored(("EX", all_at(3)), weights={"dimensions": {"systems": Decimal("1.5")}}))
    assert data["weights"] == {"dimensions": {"systems": 1.5}, "practices": {}}


def test_what_is_good_enough_is_told_where_it_bounds_a_target() -> None:
    data = export(scored(("EX", all_at(3)), context={"key-accounts": 4}))
    assert data["practices"]["crm-use"]["enough"] == 3
    assert "enough" not in data["practices"]["authority"]


def test_a_dimension_to_which_nothing_applies_has_neither_coverage_nor_bounds() -> None:
    answers = {**all_at(3), **dict.fromkeys(("S1", "S2", "S3", "S4", "S5", "S6"), "n/a")}
    strategy = export(scored(("EX", answers)))["dimensions"]["strategy"]
    assert (strategy["coverage"], strategy["best"], strategy["worst"]) == (None, None, None)
    assert strategy["reasons"]["coverage"] == "nothing-applicable"


def test_progress_is_in_the_result_without_who_carries_a_step() -> None:
    assert export_progress(scored(("KM", all_at(3))).assessment) is None
    step = {"practice": "authority", "to": 3, "state": "done", "owner": "Li Ming", "finished": "2026-02-01"}
    more = {"practice": "selection", "to": 3, "state": "at-work", "wave": "2025-h2"}
    data = {"format": "kam-progress/1", "as_of": "2026-03-01", "steps": [step, more]}
    card = scored(("KM", all_at(3)), date="2026-01-01")
    assessment = card.assessment.model_copy(update={"progress": Progress.model_validate(data)})
    found = export_progress(assessment)
    assert found is not None
    assert found["as_of"] == "2026-03-01"
    assert [(s["id"], s["state"], s["finished"], s["measured"]) for s in found["steps"]] == [
        ("authority", "done", "2026-02-01", False),
        ("selection", "at-work", None, True),
    ]
    assert "Li Ming" not in json.dumps(found)


def test_what_people_decided_of_the_plan_is_in_the_result() -> None:
    moved = {"practice": "authority", "to": 3, "decision": "moved", "owner": "Li Ming", "author": "Board"}
    own = {"decision": "added", "title": "Invite three customers", "owner": "KH", "points": 2}
    days = {"start": "2026-02-01", "end": "2026-02-03"}
    card = scored(("KM", all_at(3, M5=2)), date="2026-01-01", targets={"firm": 3})
    decisions = (Decision.model_validate({**moved, "reason": "she knows them"}),)
    steps = (Decision.model_validate({**own, **days, "reason": "they asked for it"}),)
    assessment = card.assessment.model_copy(update={"decisions": decisions, "own_steps": steps})
    changed = replace(card, assessment=assessment)
    told = export_roadmap(plan(changed, recommend(changed)))
    step = next(step for step in told["steps"] if step["id"] == "authority")
    assert step["decided"]["owner"] == {"": "Li Ming"}
    assert step["decided"]["author"] == {"": "Board"}
    assert [(s["start"], s["end"], s["title"]) for s in told["own"]] == [
        (31, 33, {"": "Invite three customers"})
    ]
