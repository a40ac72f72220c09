"""The plan's aim: nothing reaches the level earlier, nothing as early is cheaper, and what it says is so."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from helpers import all_at, instrument, only, scored
from hypothesis import given, settings, strategies as st

from site_builder.advise.people import Load, most_at_once
from site_builder.advise.recommend import recommend
from site_builder.advise.roadmap import plan
from site_builder.advise.schedule import PERIODS, YEAR, Calendar, least_end, schedule_by
from site_builder.advise.steps_ahead import Key, StepAhead, StepsAhead
from site_builder.model.capacity import Capacity
from site_builder.model.decisions import Decision
from site_builder.model.instrument import Instrument
from site_builder.model.roadmap import Aim, Roadmap
from site_builder.model.scorecard import Scorecard
from site_builder.score import project, score

FEW = ("selection", "account-team", "authority", "data-quality")
"""Four practices of four dimensions, three of them keystones, that need each other across dimensions."""


def few() -> Instrument:
    """Return the instrument with these practices only, and two prerequisites among them."""
    some = {"account-team": ("selection",), "authority": ("account-team",)}
    return only({id_: some.get(id_, ()) for id_ in FEW})


def with_capacity(card: Scorecard, capacity: tuple[int, int, int], at_once: int) -> Scorecard:
    """Return a scorecard of a firm with a capacity in points and in steps at once."""
    days = dict(zip(("days_30", "days_90", "days_365"), capacity, strict=True))
    given_ = card.assessment.settings.model_copy(update={"capacity": Capacity(**days, at_once=at_once)})
    return replace(card, assessment=card.assessment.model_copy(update={"settings": given_}))


def aim_of(card: Scorecard) -> Aim:
    return plan(card, recommend(card)).aim


def ends_of(steps: Mapping[Key, StepAhead], periods: Mapping[Key, int]) -> Mapping[Key, int] | None:
    """Return when steps end that start in given periods; None where one cannot start in its own."""
    ends: dict[Key, int] = {}
    while len(ends) < len(steps):
        for key, step in steps.items():
            if key in ends or any(other in steps and other not in ends for other, _ in step.waits):
                continue
            ready = max([0, *(ends[other] + pause for other, pause in step.waits if other in steps)])
            start = max(ready, PERIODS[periods[key]])
            if start >= PERIODS[periods[key] + 1]:
                return None
            ends[key] = start + step.days
    return ends


def earliest_by_force(steps: Mapping[Key, StepAhead], capacity: tuple[int, ...]) -> int | None:
    """Return the earliest day on which steps can have ended, trying every choice of periods."""
    best: int | None = None
    for chosen in product(range(3), repeat=len(steps)):
        periods = dict(zip(steps, chosen, strict=True))
        used = [sum(steps[k].points for k, period in periods.items() if period == n) for n in range(3)]
        if any(u > c for u, c in zip(used, capacity, strict=True)):
            continue
        ends = ends_of(steps, periods)
        last = max(ends.values(), default=0) if ends is not None else None
        if last is not None and last <= YEAR and (best is None or last < best):
            best = last
    return best


def best_by_force(card: Scorecard, level: int, capacity: tuple[int, ...]) -> tuple[int, int, object] | None:
    """Return day, cost and raises of the best way to a level, trying every combination of levels."""
    ahead = StepsAhead(card)
    ids = [practice.id for practice in card.instrument.practices]
    best: tuple[int, int, list[int], dict[str, int]] | None = None
    for levels in product(*(range(ahead.levels[id_], 6) for id_ in ids)):
        chosen = dict(zip(ids, levels, strict=True))
        raised = {id_: to for id_, to in chosen.items() if to > ahead.levels[id_]}
        practices = card.instrument.practice_by_id
        if any(chosen[r] < to - 1 for id_, to in raised.items() for r in practices[id_].requires):
            continue
        cost = sum(practices[id_].effort * (to - ahead.levels[id_]) for id_, to in raised.items())
        found = project(card, {id_: Fraction(to) for id_, to in raised.items()}).level
        if found is None or found < level or cost > sum(capacity):
            continue
        steps = {step.key: step for id_, to in raised.items() for step in ahead.chain(id_, to)}
        day = earliest_by_force(steps, capacity)
        order = [ahead.levels[id_] - chosen[id_] for id_ in ids]
        if day is not None and (best is None or (day, cost, order) < best[:3]):
            best = day, cost, order, raised
    return (best[0], best[1], best[3]) if best else None


@settings(max_examples=40, deadline=None)
@given(
    ratings=st.fixed_dictionaries({id_: st.integers(2, 4) for id_ in FEW}),
    capacity=st.tuples(st.integers(0, 5), st.integers(0, 6), st.integers(0, 9)),
    target=st.integers(3, 4),
)
def test_no_way_reaches_the_level_earlier_and_none_as_early_is_cheaper(
    ratings: dict[str, int], capacity: tuple[int, int, int], target: int
) -> None:
    full = scored(("KM", ratings), date="2026-01-01", targets={"firm": target})
    card = with_capacity(score(full.assessment, few()), capacity, at_once=9)
    aim = aim_of(card)
    if aim.reason is not None:
        assert aim.reason == "reached"
        return
    assert aim.level == target
    expected = best_by_force(card, target, capacity)
    assert aim.is_in_time == (expected is not None)
    if expected is None:
        return
    assert (aim.day, aim.points, {r.practice: r.to for r in aim.raises}) == expected


def firm(answers: Mapping[str, int | str | None], **settings_: Any) -> tuple[Scorecard, Roadmap]:
    card = scored(("KM", answers), date="2026-01-01", **settings_)
    return card, plan(card, recommend(card))


chances = st.lists(st.integers(1, 5), min_size=30, max_size=30)


@settings(max_examples=60, deadline=None)
@given(chances, st.tuples(st.integers(0, 8), st.integers(0, 12), st.integers(0, 40)), st.integers(2, 5))
def test_a_promise_is_kept_by_the_steps_of_the_plan(
    ratings: list[int], capacity: tuple[int, int, int], target: int
) -> None:
    answers = dict(zip((p.code for p in instrument().practices), ratings, strict=True))
    days = dict(zip(("days_30", "days_90", "days_365"), capacity, strict=True))
    card, roadmap = firm(answers, capacity=days, targets={"firm": target})
    aim = roadmap.aim
    held = card.level.level
    assert held is not None
    if target <= held:
        assert aim.reason in {"reached", "top"}
        return
    assert aim.level == target
    aimed = {(step.practice, step.to): step for step in roadmap.steps if step.is_aimed}
    wanted = {(r.practice, to) for r in aim.raises for to in range(r.before + 1, r.to + 1)}
    assert set(aimed) <= wanted
    by_then = {r.practice: Fraction(r.to) for r in aim.raises}
    assert (project(card, by_then).level or 0) >= target
    assert aim.points == sum(r.points for r in aim.raises)
    if not aim.is_in_time:
        assert set(aimed) < wanted
        assert {w.practice for w in roadmap.waiting if w.is_aimed}
        return
    assert set(aimed) == wanted
    assert aim.day == max(step.end for step in aimed.values()) <= YEAR
    reached = {p: Fraction(to) for p, to in aimed if not any(x == p and y > to for x, y in aimed)}
    assert (project(card, reached).level or 0) >= target


@settings(max_examples=60, deadline=None)
@given(chances, st.integers(1, 4), st.integers(2, 5))
def test_nobody_does_more_at_once_than_the_firm_says(ratings: list[int], most: int, target: int) -> None:
    answers = dict(zip((p.code for p in instrument().practices), ratings, strict=True))
    wide = {"days_30": 9, "days_90": 12, "days_365": 40, "at_once": most, "at_once_posts": {"GM": 1}}
    card, roadmap = firm(answers, capacity=wide, targets={"firm": target})
    ahead = StepsAhead(card)
    steps = [ahead.step(step.practice, step.to) for step in roadmap.steps]
    starts = {(step.practice, step.to): step.start for step in roadmap.steps}
    for post, number in most_at_once(steps, starts).items():
        assert number <= (1 if post == "GM" else most), post


def test_the_target_counts_and_the_next_level_where_there_is_none() -> None:
    card = scored(("KM", all_at(2)), date="2026-01-01")
    assert aim_of(card).level == 3
    assert aim_of(scored(("KM", all_at(2)), date="2026-01-01", targets={"firm": 4})).level == 4
    assert aim_of(scored(("KM", all_at(3)), date="2026-01-01", targets={"firm": 3})).reason == "reached"
    assert aim_of(scored(("KM", all_at(5)), date="2026-01-01")).reason == "top"
    assert aim_of(scored(("KM", {"S3": 3}), date="2026-01-01")).reason == "not-rated"


def test_a_year_that_is_too_short_is_said_with_what_would_do() -> None:
    narrow = {"days_30": 0, "days_90": 2, "days_365": 4}
    card, roadmap = firm(all_at(3, S3=1, O2=1, M5=1, I1=1), capacity=narrow, targets={"firm": 3})
    aim = roadmap.aim
    assert not aim.is_in_time
    assert aim.day is not None
    assert aim.day > YEAR
    for extra in aim.extra:
        more = list(narrow.values())
        more[extra.period] += extra.points
        with_it = aim_of(with_capacity(card, (more[0], more[1], more[2]), at_once=9))
        assert with_it.is_in_time
        more[extra.period] -= 1
        steps = [step for r in aim.raises for step in StepsAhead(card).chain(r.practice, r.to)]
        assert schedule_by(steps, Calendar(PERIODS, tuple(more)), YEAR) is None
    assert aim.extra


def test_steps_that_take_longer_than_the_year_are_named() -> None:
    wide = {"days_30": 99, "days_90": 99, "days_365": 300, "at_once": 99}
    _, roadmap = firm(all_at(1), capacity=wide, targets={"firm": 5})
    assert not roadmap.aim.is_in_time
    assert roadmap.aim.late
    assert not roadmap.aim.extra
    assert {w.reason for w in roadmap.waiting if w.is_aimed} == {"time"}


def decided(card: Scorecard, practice: str, to: int, what: str, until: str | None = None) -> Scorecard:
    data = {"practice": practice, "to": to, "decision": what, "reason": "because"}
    made = Decision.model_validate({**data, "until": until} if until else data)
    return score(card.assessment.model_copy(update={"decisions": (made,)}), card.instrument)


def test_a_decision_that_costs_the_level_is_named() -> None:
    card = scored(("KM", all_at(3, M5=1)), date="2026-01-01", targets={"firm": 3})
    assert aim_of(card).is_in_time
    declined = aim_of(decided(card, "authority", 2, "declined"))
    assert declined.reason == "declined"
    assert declined.blocking == ("authority",)
    late = aim_of(decided(card, "authority", 2, "deferred", "2026-12-30"))
    assert not late.is_in_time
    assert late.because == (("authority", 2),)


def test_what_keeps_a_level_from_coming_earlier_is_told() -> None:
    _, roadmap = firm(all_at(3, M5=1), targets={"firm": 3})
    assert roadmap.aim.delay.steps == ("authority",)
    narrow = {"days_30": 0, "days_90": 8, "days_365": 24}
    _, roadmap = firm(all_at(3, M5=1), targets={"firm": 3}, capacity=narrow)
    assert roadmap.aim.delay.period == 0
    alone = {"days_30": 30, "days_90": 30, "days_365": 30, "at_once": 1}
    card, roadmap = firm(all_at(2), targets={"firm": 3}, capacity=alone)
    aim = roadmap.aim
    assert aim.day_by_points is not None
    assert aim.day is not None
    assert aim.day > aim.day_by_points
    assert aim.delay.post in {carried.post for carried in aim.carried}
    assert {(c.most, c.steps > 1) for c in aim.carried} == {(1, True)}
    freely = aim_of(with_capacity(card, (30, 30, 30), at_once=30))
    assert (freely.day, freely.day_by_points, freely.carried) == (aim.day_by_points, None, ())


@pytest.mark.parametrize(
    ("day", "free"),
    [(0, 20), (15, 20), (25, 25)],
    ids=["both at work", "before the second ends", "after both"],
)
def test_a_post_is_free_when_one_of_its_steps_has_ended(day: int, free: int) -> None:
    load = Load(lambda _: 2)
    load.add("KH", 0, 40)
    load.add("KH", 10, 10)
    assert load.free_from("KH", day, 30) == free
    assert load.free_from("GM", day, 30) == day


def test_the_earliest_end_is_that_of_the_best_choice_of_periods() -> None:
    def _step(name: str, points: int, days: int, *waits: str) -> StepAhead:
        return StepAhead(
            key=(name, 2),
            points=points,
            days=days,
            release=0,
            waits=tuple(((w, 2), 0) for w in waits),
            post="",
        )

    steps = [_step("long", 3, 60), _step("short", 3, 10), _step("after", 2, 40, "short")]
    found = least_end(steps, Calendar(PERIODS, (3, 5, 9)), YEAR)
    assert found is not None
    assert found.end == 80  # both in the first month would leave nothing for what comes after


def test_steps_of_the_aim_go_before_everything_else() -> None:
    _, roadmap = firm(all_at(2), targets={"firm": 3}, capacity={"days_30": 2, "days_90": 4, "days_365": 10})
    aimed = {(r.practice, to) for r in roadmap.aim.raises for to in range(r.before + 1, r.to + 1)}
    others = [step for step in roadmap.steps if not step.is_aimed]
    assert all((step.practice, step.to) not in aimed for step in others)


def test_points_of_a_month_stand_for_the_three_periods() -> None:
    assert Capacity(points_per_month=3).points == (3, 6, 27)
    assert Capacity(points_per_month=3).is_given
    assert Capacity().points == (4, 8, 24)
    assert not Capacity(at_once=2).is_given


def test_a_level_that_takes_longer_than_a_year_has_the_next_level_as_a_stage() -> None:
    narrow = {"days_30": 3, "days_90": 4, "days_365": 10}
    low = {p.code: 1 if p.code.startswith("M") else 2 for p in instrument().practices}
    card, roadmap = firm(low, capacity=narrow, targets={"firm": 3})
    assert (card.level.level, roadmap.aim.is_in_time) == (1, False)
    next_one = aim_of(scored(("KM", low), date="2026-01-01", capacity=narrow, targets={"firm": 2}))
    assert roadmap.rise is not None
    assert roadmap.rise.level == 2
    assert next_one.day is not None
    assert next_one.day <= roadmap.rise.day <= 90  # of the steps to level 3 those that bring level 2 go first
    first = min((step for step in roadmap.steps if step.is_aimed), key=lambda step: step.start)
    assert instrument().dimension_of[first.practice].id == "manager"
