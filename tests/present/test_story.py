"""One story: every page names the same next steps in the same order, and every finding knows its step."""

import json
import os
import random

import pytest
from helpers import all_at, instrument, scored

from site_builder import pipeline
from site_builder.model.findings import Insight
from site_builder.model.scorecard import Scorecard
from site_builder.present.report.cheapest_way import cheapest_way_view
from site_builder.present.report.findings import findings_view
from site_builder.present.report.overview import overview_view
from site_builder.present.report.priorities import priorities_view
from site_builder.present.report.roadmap import roadmap_view
from site_builder.present.shared.reader import Reader
from site_builder.present.shared.story import next_steps, when

FIRMS = 500 if os.environ.get("CI") == "true" else 100
"""How many firms are made up; a part of them for each of ten tests."""
PARTS = 10


def firm_of(chance: random.Random) -> Scorecard:
    """Return a firm made up by chance: a few people, a capacity, a target, a decision or none."""
    base, spread = chance.choice([1, 2, 2, 3, 3, 4]), chance.choice([0, 1, 1, 2])
    people = [
        (
            "KM",
            {p.code: min(5, max(1, base + chance.randint(-spread, spread))) for p in instrument().practices},
        )
        for _ in range(chance.choice([1, 2, 3]))
    ]
    points = chance.choice([(4, 8, 24), (2, 6, 12), (10, 20, 60), (0, 8, 24)])
    capacity = dict(zip(("days_30", "days_90", "days_365"), points, strict=True))
    target = chance.choice([None, 2, 3, 4])
    targets = {"firm": target} if target else {}
    return scored(*people, date="2026-01-05", capacity=capacity, targets=targets)


def told(reader: Reader, insight: Insight) -> dict[str, list[str]]:
    """Return the steps to the aim as each page names them: practice by practice, the first one first."""
    roadmap, aim = insight.roadmap, insight.roadmap.aim
    chart = roadmap_view(reader, roadmap).chart.table
    way = cheapest_way_view(reader, insight.route, roadmap, insight.advice)
    aimed = {reader.coded_name(step.practice) for step in roadmap.steps if step.is_aimed}
    first = [step.name for step in overview_view(reader, insight).next if step.is_aimed]
    in_year = {reader.name(step.practice) for step in roadmap.steps if step.is_aimed}
    preset = json.loads(way.data)["presets"]["route"]
    assert preset.keys() >= {raised.practice for raised in aim.raises}
    assert chart is not None
    return {
        "overview": list(dict.fromkeys(first)),
        "roadmap": list(dict.fromkeys(row[0] for row in chart.rows if row[0] in aimed)),
        "way": [row.name for row in way.raises if row.name in in_year],
    }


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_names_the_same_next_steps_in_the_same_order(part: int) -> None:
    chance = random.Random(part)
    for number in range(FIRMS // PARTS):
        card = firm_of(chance)
        insight = pipeline.insight_of(card)
        language = ("zh", "en")[number % 2]
        reader = Reader(card, language, insight.analysis)
        pages = told(reader, insight)
        bare = [name.partition(" ")[2] for name in pages["roadmap"]]
        assert pages["overview"] == pages["roadmap"][: len(pages["overview"])], number
        assert pages["way"] == bare, number
        steps = next_steps(insight.roadmap)
        assert [s for s in steps if s.is_aimed] == list(steps[: sum(s.is_aimed for s in steps)])
        headline = overview_view(reader, insight).headline
        assert headline == roadmap_view(reader, insight.roadmap).headline
        for finding in findings_view(reader, insight.findings, insight.roadmap).findings:
            practices = [f.id for f in insight.findings if f.id in card.practices]
            assert finding.planned or not practices or "roles.html" in str(finding.seen), finding.title
        for row in priorities_view(reader, insight.advice, insight.roadmap, 5).rows:
            assert row.planned, row.name


def headline_of(card: Scorecard, language: str = "en") -> str:
    insight = pipeline.insight_of(card)
    return overview_view(Reader(card, language, insight.analysis), insight).headline


def test_a_headline_says_what_to_do_by_when_and_what_it_brings() -> None:
    card = scored(("KM", all_at(3, M5=1)), date="2026-01-05", targets={"firm": 3})
    written = instrument().practice_by_id["authority"].step_to(2)
    assert written is not None
    then = when(Reader(card, "en"), 7 * written.weeks)
    assert headline_of(card).startswith(f"Level 3 by {then} in one step: ")
    then = when(Reader(card, "zh"), 7 * written.weeks)
    assert headline_of(card, "zh").startswith(f"走完这一步，{then}可到第三级：")
    undated = scored(("KM", all_at(3, M5=1)), targets={"firm": 3})
    assert f"by day {7 * written.weeks} in" in headline_of(undated)


def test_a_headline_says_why_the_aim_is_out_of_reach() -> None:
    low = all_at(2)
    narrow = {"days_30": 2, "days_90": 6, "days_365": 12}
    shared = {**narrow, "at_once": 9}
    far = scored(("KM", low), date="2026-01-05", targets={"firm": 3}, capacity=shared)
    assert "At the present limit on effort, level 3 comes" in headline_of(far)
    assert "more points in" in headline_of(far)
    never = scored(("KM", low), targets={"firm": 3}, capacity={"days_30": 0, "days_90": 0, "days_365": 0})
    assert "The steps to level 3 exceed the limit on effort" in headline_of(never)
    late = scored(("KM", all_at(1)), date="2026-01-05", targets={"firm": 5})
    assert headline_of(late)
    reached = scored(("KM", all_at(4)), date="2026-01-05", targets={"firm": 4})
    assert headline_of(reached).startswith("The target level is reached (level 4), and every practice has")


@pytest.mark.parametrize(
    ("day", "english", "chinese"),
    [
        (0, "early January 2026", "2026 年 1 月上旬"),
        (10, "mid-January 2026", "2026 年 1 月中旬"),
        (16, "late January 2026", "2026 年 1 月下旬"),
        (360, "late December 2026", "2026 年 12 月下旬"),
    ],
)
def test_a_day_is_told_as_a_third_of_its_month(day: int, english: str, chinese: str) -> None:
    card = scored(("KM", all_at(3)), date="2026-01-05")
    assert when(Reader(card, "en"), day) == english
    assert when(Reader(card, "zh"), day) == chinese


def test_a_cause_that_shows_in_two_places_counts_once() -> None:
    card = scored(("KM", all_at(3, M5=1, M1=2)), date="2026-01-05", targets={"firm": 3})
    insight = pipeline.insight_of(card)
    assert {constraint.id for constraint in card.level.binding} == {"manager", "authority"}
    assert {raised.practice for raised in insight.roadmap.aim.raises} == {"authority"}
    for language, one in (("en", "One thing stands between"), ("zh", "只差一处")):
        view = overview_view(Reader(card, language, insight.analysis), insight)
        assert one in view.lead
        assert len(view.binds) == 1
        assert "manager" in view.binds[0].note or "大客户经理" in view.binds[0].note


def test_a_practice_that_rounds_to_a_level_is_not_said_to_stop_at_it() -> None:
    people = [("KM", all_at(3)), ("EX", all_at(3, R5=2)), ("KH", all_at(3))]
    card = scored(*people, date="2026-01-05", targets={"firm": 3})
    assert card.practices["customer-gain"].claimed is not None
    assert card.practices["customer-gain"].claimed.level == 3
    insight = pipeline.insight_of(card)
    view = overview_view(Reader(card, "en", insight.analysis), insight)
    assert any("Level 3 is not fully in place yet for customer gain" in row.line for row in view.cards)
