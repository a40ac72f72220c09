"""What people decided of a plan: moved steps keep their day, own steps their place, both take capacity."""

from datetime import date, timedelta
from typing import Any

import pytest
from helpers import all_at, instrument, scored

from site_builder import pipeline
from site_builder.advise.recommend import recommend
from site_builder.advise.reserved import too_early
from site_builder.advise.roadmap import plan
from site_builder.advise.steps_ahead import StepsAhead
from site_builder.deliver.result_insight import export_roadmap
from site_builder.model.decisions import Decision
from site_builder.model.roadmap import Planned, Roadmap
from site_builder.model.scorecard import Scorecard
from site_builder.present.report.roadmap import roadmap_view
from site_builder.present.shared.reader import Reader
from site_builder.score import score

START = date(2026, 1, 1)


def day(number: int) -> str:
    return (START + timedelta(days=number)).isoformat()


def decided(
    answers: dict[str, Any], *decisions: dict[str, Any], **settings: Any
) -> tuple[Scorecard, Roadmap]:
    """Return a firm's scores and its plan with some decisions."""
    card = scored(("KM", answers), date=START.isoformat(), **settings)
    made = [Decision.model_validate({"reason": "because", **data}) for data in decisions]
    kept = {
        "decisions": tuple(d for d in made if d.practice),
        "own_steps": tuple(d for d in made if not d.practice),
    }
    card = score(card.assessment.model_copy(update=kept), instrument())
    return card, plan(card, recommend(card))


def step_of(roadmap: Roadmap, practice: str, to: int) -> Planned:
    return next(step for step in roadmap.steps if (step.practice, step.to) == (practice, to))


def moved(practice: str, to: int, **fields: Any) -> dict[str, Any]:
    return {"practice": practice, "to": to, "decision": "moved", **fields}


def test_a_moved_step_keeps_its_days_its_points_and_its_owner() -> None:
    change = moved("authority", 3, start=day(40), end=day(50), points=5, owner="Li Ming", author="Board")
    card, roadmap = decided(all_at(3, M5=2), change, targets={"firm": 3})
    step = step_of(roadmap, "authority", 3)
    assert (step.start, step.end, step.wave, step.points) == (40, 50, 1, 5)
    assert roadmap.waves[1].used == 5
    (row,) = roadmap_view(Reader(card, "en"), roadmap).waves[1].steps
    assert row.owner == "Li Ming"
    assert row.decided == "Planned otherwise by Board: because"
    public = Reader(card, "en", is_public=True)
    assert [step.decided for step in roadmap_view(public, roadmap).waves[1].steps] == [""]


def test_only_the_end_named_keeps_the_duration() -> None:
    _, roadmap = decided(all_at(3, M5=2), moved("authority", 3, end=day(120)), targets={"firm": 3})
    step = step_of(roadmap, "authority", 3)
    written = instrument().practice_by_id["authority"].step_to(3)
    assert written is not None
    assert (step.start, step.end) == (120 - 7 * written.weeks, 120)


def test_a_moved_step_takes_capacity_from_the_others_even_beyond_it() -> None:
    narrow = {"days_30": 1, "days_90": 2, "days_365": 4}
    _, roadmap = decided(all_at(3, M5=2, I1=2, M6=2), moved("authority", 3, start=day(5)), capacity=narrow)
    assert step_of(roadmap, "authority", 3).start == 5
    assert roadmap.waves[0].used == 2
    assert [s.practice for s in roadmap.steps if s.wave == 0] == ["authority"]


def test_the_aim_keeps_to_what_was_moved() -> None:
    card, free = decided(all_at(3, M5=1), targets={"firm": 3})
    assert free.aim.day is not None
    _, late = decided(all_at(3, M5=1), moved("authority", 2, start=day(200)), targets={"firm": 3})
    assert late.aim.day == 200 + step_of(free, "authority", 2).end - step_of(free, "authority", 2).start
    assert late.aim.day > free.aim.day
    assert card.level.level == 2


def test_what_a_moved_step_needs_goes_first() -> None:
    fixed = moved("knowledge-retention", 3, start=day(60))
    _, roadmap = decided(all_at(3, I1=1, I3=2, S1=1, S2=1, M1=1), fixed, targets={"firm": 3})
    assert step_of(roadmap, "knowledge-retention", 3).start == 60
    assert step_of(roadmap, "data-quality", 2).end <= 60


def test_a_step_moved_before_its_prerequisite_is_found() -> None:
    card, _ = decided(all_at(3, I1=1, I3=2), moved("knowledge-retention", 3, start=day(3)))
    ((step, ready),) = too_early(StepsAhead(card))
    assert step.key == ("knowledge-retention", 3)
    assert ready == 14
    fine, _ = decided(all_at(3, I1=1, I3=2), moved("knowledge-retention", 3, start=day(14)))
    assert list(too_early(StepsAhead(fine))) == []


def test_an_order_is_kept() -> None:
    after = moved("authority", 3, after=[{"practice": "crm-use", "to": 3}])
    _, roadmap = decided(all_at(3, M5=2, I2=2), after, targets={"firm": 3})
    assert step_of(roadmap, "authority", 3).start >= step_of(roadmap, "crm-use", 3).end


def test_a_step_of_ones_own_takes_the_place_of_the_one_that_is_written() -> None:
    own = {
        "practice": "authority", "to": 3, "decision": "added", "title": "Let a mentor sign",
        "owner": "Li Ming", "moves": ["Name the mentor"], "proof": "The letter",
        "start": day(0), "end": day(20), "points": 1,
    }  # fmt: skip
    card, roadmap = decided(all_at(3, M5=2), own, targets={"firm": 3})
    row = roadmap_view(Reader(card, "en"), roadmap).waves[0].steps[0]
    assert (row.title, row.first, row.proof) == ("Let a mentor sign", "Name the mentor", "The letter")
    assert roadmap.waves[-1].projection.dimensions["manager"] == 3


def test_a_step_that_serves_no_practice_stands_in_the_plan_and_moves_no_score() -> None:
    own = {
        "decision": "added",
        "title": "Invite three customers",
        "owner": "Li Ming",
        "start": day(10),
        "end": day(12),
    }
    card, roadmap = decided(all_at(3), {**own, "points": 3}, {**own, "start": day(500), "end": day(510)})
    (only,) = roadmap.own
    assert (only.start, only.end, only.wave) == (10, 12, 0)
    assert roadmap.waves[0].used >= 3
    assert card.index is not None
    rows = roadmap_view(Reader(card, "en"), roadmap).waves[0].steps
    assert "Invite three customers" in [row.title for row in rows]
    assert next(row for row in rows if row.title == "Invite three customers").href == ""
    (told,) = export_roadmap(roadmap)["own"]
    assert (told["start"], told["points"], told["title"]) == (10, 3, {"": "Invite three customers"})


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_title_of_ones_own_is_named_wherever_the_step_is(language: str) -> None:
    card, _ = decided(
        all_at(3, M5=2), moved("authority", 3, title={"zh": "请老总签", "en": "Have it signed"})
    )
    assert (
        Reader(card, language).step_title("authority", 3)
        == {"zh": "请老总签", "en": "Have it signed"}[language]
    )


def test_what_people_decided_of_a_step_costs_money_like_any_other() -> None:
    card, _ = decided(all_at(3, M5=2), moved("authority", 3, owner="Li Ming"), targets={"firm": 3})
    assert pipeline.insight_of(card).money.by_post


def test_the_aim_keeps_to_an_order_too() -> None:
    after = moved("authority", 2, after=[{"practice": "crm-use", "to": 3}])
    _, roadmap = decided(all_at(3, M5=1, I2=2), after, targets={"firm": 3})
    assert {raised.practice for raised in roadmap.aim.raises} >= {"authority", "crm-use"}
    first, second = step_of(roadmap, "crm-use", 3), step_of(roadmap, "authority", 2)
    assert second.start >= first.end
    assert roadmap.aim.day == second.end
    declined = {"practice": "crm-use", "to": 3, "decision": "declined"}
    card, blocked = decided(all_at(3, M5=1, I2=2), after, declined, targets={"firm": 3})
    assert (blocked.aim.reason, blocked.aim.blocking) == ("declined", ("crm-use",))
    assert roadmap_view(Reader(card, "en"), blocked).headline


def test_levels_below_one_that_is_done_are_done() -> None:
    done = {"practice": "authority", "to": 4, "decision": "done"}
    _, roadmap = decided(all_at(3, M5=2), done, moved("authority", 3, start=day(20)), targets={"firm": 3})
    assert not [step for step in roadmap.steps if step.practice == "authority"]


def test_no_capacity_at_all_is_no_crash() -> None:
    nothing = {"days_30": 0, "days_90": 0, "days_365": 0}
    free = moved("authority", 2, points=0)
    _, roadmap = decided(all_at(3, M5=1), free, targets={"firm": 3}, capacity=nothing)
    assert roadmap.aim.is_in_time


def test_who_has_no_hand_free_is_named_as_the_reason() -> None:
    wide = {"days_30": 999, "days_90": 999, "days_365": 999, "at_once": 1}
    card, roadmap = decided(all_at(1), targets={"firm": 4}, capacity=wide)
    assert "people" in {w.reason for w in roadmap.waiting if w.is_aimed}
    assert "capacity" not in {w.reason for w in roadmap.waiting if w.is_aimed}
    assert roadmap_view(Reader(card, "en"), roadmap).headline


def test_a_day_that_costs_the_level_is_named() -> None:
    late = moved("authority", 2, start=day(340))
    card, roadmap = decided(all_at(3, M5=1), late, targets={"firm": 3})
    assert roadmap.aim.because == (("authority", 2),)
    assert "As days and steps were decided" in roadmap_view(Reader(card, "en"), roadmap).headline


def test_a_firm_with_many_levels_done_is_planned_in_bounded_time() -> None:
    done = [
        {"practice": practice.id, "to": 5, "decision": "done"}
        for number, practice in enumerate(instrument().practices)
        if number % 2
    ]
    _, roadmap = decided(all_at(2), *done, targets={"firm": 5})
    assert roadmap.aim.level == 5
