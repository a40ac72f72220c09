"""Plans: the cheapest way is the cheapest, nothing precedes its prerequisites, decisions are kept."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

from helpers import all_at, instrument, only, scored
from hypothesis import given, settings, strategies as st

from site_builder.advise.cheapest import Group, Search, Variable
from site_builder.advise.recommend import recommend
from site_builder.advise.roadmap import plan
from site_builder.advise.route import cheapest_route
from site_builder.advise.schedule import PERIODS
from site_builder.model.decisions import Decision
from site_builder.model.instrument import Instrument
from site_builder.model.roadmap import Roadmap
from site_builder.model.scorecard import Scorecard
from site_builder.score import project, score

SMALL = ("selection", "account-team", "reconfiguration", "authority", "data-quality", "crm-use")
"""Six practices of four dimensions, with prerequisites across dimensions, and three keystones."""


def small() -> Instrument:
    """Return the instrument with these practices only; what they require of others is left out."""
    practices = instrument().practice_by_id
    return only({id_: tuple(r for r in practices[id_].requires if r in SMALL) for id_ in SMALL})


def card_of(people: list[dict[str, int]], **decided: str) -> Scorecard:
    """Return the scorecard of a few account managers on the small instrument, with decisions."""
    full = scored(*[("KM", answers) for answers in people])
    return score(full.assessment.model_copy(update={"decisions": decisions(**decided)}), small())


def decisions(**decided: str) -> tuple[Decision, ...]:
    """Return decisions: `authority_3="declined"`; a date defers until then."""
    made = []
    for key, what in decided.items():
        practice, _, to = key.replace("_", "-").rpartition("-")
        until = what if what[:2] == "20" else None
        data = {
            "practice": practice,
            "to": int(to),
            "decision": "deferred" if until else what,
            "reason": "because",
        }
        made.append(Decision.model_validate({**data, "until": until} if until else data))
    return tuple(made)


def brute_force(card: Scorecard, level: int) -> tuple[int, dict[str, int]] | None:
    """Return the least cost and the first way as asked, trying every combination of levels."""
    ids = [practice.id for practice in card.instrument.practices]
    today = {id_: claimed.level for id_ in ids if (claimed := card.practices[id_].claimed)}
    ceiling = {
        id_: min([d.to - 1 for d in card.assessment.decisions if d.practice == id_], default=5) for id_ in ids
    }
    best: tuple[int, list[int], dict[str, int]] | None = None
    for levels in product(*(range(today[id_], max(ceiling[id_], today[id_]) + 1) for id_ in ids)):
        chosen = dict(zip(ids, levels, strict=True))
        raised = {id_: to for id_, to in chosen.items() if to > today[id_]}
        practices = card.instrument.practice_by_id
        if any(chosen[r] < to - 1 for id_, to in raised.items() for r in practices[id_].requires):
            continue
        cost = sum(practices[id_].effort * (to - today[id_]) for id_, to in raised.items())
        order = [today[id_] - chosen[id_] for id_ in ids]  # more levels on what is asked first
        if best is not None and (cost, order) >= best[:2]:
            continue
        found = project(card, {id_: Fraction(to) for id_, to in raised.items()})
        if found.level is not None and found.level >= level:
            best = cost, order, raised
    return (best[0], best[2]) if best else None


ratings = st.fixed_dictionaries({id_: st.integers(1, 5) for id_ in SMALL})


@settings(max_examples=25, deadline=None)
@given(people=st.lists(ratings, min_size=1, max_size=3), declined=st.sampled_from([None, *SMALL]))
def test_the_cheapest_way_is_the_cheapest_there_is(
    people: list[dict[str, int]], declined: str | None
) -> None:
    card = card_of(people, **({f"{declined.replace('-', '_')}_4": "declined"} if declined else {}))
    route = cheapest_route(card)
    if card.level.level == 5:
        assert route.reason == "top"
        return
    assert route.level == (card.level.level or 0) + 1
    expected = brute_force(card, route.level)
    if expected is None:
        assert route.reason == "declined"
        return
    assert (route.points, {r.practice: r.to for r in route.raises}) == expected
    assert route.projection is not None
    assert (route.projection.level or 0) >= route.level


def test_why_there_is_no_way_is_said() -> None:
    assert cheapest_route(scored(("KM", {"S3": 3}))).reason == "not-rated"
    assert cheapest_route(scored(("KM", all_at(5)))).reason == "top"
    low = dict.fromkeys(SMALL, 2)
    blocked = cheapest_route(card_of([low], authority_3="declined"))
    assert blocked.reason == "declined"
    assert blocked.blocking == ("manager",)
    assert cheapest_route(card_of([low])).reason is None


def test_a_level_above_the_next_can_be_asked_for() -> None:
    card = card_of([dict.fromkeys(SMALL, 2)])
    route = cheapest_route(card, level=4)
    assert brute_force(card, 4) == (route.points, {r.practice: r.to for r in route.raises})


def roadmap_of(
    answers: Mapping[str, int | str | None], decided: Mapping[str, str], **more: Any
) -> tuple[Scorecard, Roadmap]:
    card = scored(("KM", answers), date="2026-01-01", **more)
    assessment = card.assessment.model_copy(update={"decisions": decisions(**decided)})
    card = score(assessment, instrument())
    return card, plan(card, recommend(card))


@settings(max_examples=20, deadline=None)
@given(
    answers=st.fixed_dictionaries({p.code: st.integers(1, 5) for p in instrument().practices}),
    capacity=st.tuples(*[st.integers(0, 30)] * 3),
    target=st.integers(2, 5),
)
def test_a_plan_keeps_to_capacity_prerequisites_and_the_year(
    answers: dict[str, int], capacity: tuple[int, int, int], target: int
) -> None:
    days = dict(zip(("days_30", "days_90", "days_365"), capacity, strict=True))
    card, roadmap = roadmap_of(answers, {}, capacity=days, targets={"firm": target})
    ends = {(step.practice, step.to): step.end for step in roadmap.steps}
    today = {id_: p.claimed.level for id_, p in card.practices.items() if p.claimed}
    for wave, allowed in enumerate(capacity):
        mine = [step for step in roadmap.steps if step.wave == wave]
        assert sum(step.points for step in mine) == roadmap.waves[wave].used <= allowed
        assert all(PERIODS[wave] <= step.start < PERIODS[wave + 1] for step in mine)
    for step in roadmap.steps:
        practice = card.instrument.practice_by_id[step.practice]
        written = practice.step_to(step.to)
        assert written is not None
        assert step.end - step.start == written.weeks * 7
        assert step.end <= PERIODS[-1]
        for needed in practice.requires:
            reached = [end for (id_, to), end in ends.items() if id_ == needed and to >= step.to - 1]
            assert today[needed] >= step.to - 1 or min(reached) <= step.start
        if (step.practice, step.to - 1) in ends:
            assert ends[step.practice, step.to - 1] <= step.start
    planned = {step.practice for step in roadmap.steps} | {w.practice for w in roadmap.waiting}
    aimed = {raised.practice for raised in roadmap.aim.raises}
    assert planned == {advised.practice for advised in recommend(card).ranked} | aimed


def test_scores_are_projected_by_the_rules_of_scoring() -> None:
    card, roadmap = roadmap_of(all_at(3, M5=2, I1=2), {}, targets={"firm": 3})
    assert {(step.practice, step.to) for step in roadmap.steps} == {("data-quality", 3), ("authority", 3)}
    last = roadmap.waves[-1].projection
    assert last.index == 3
    assert set(last.dimensions.values()) == {3}
    first = roadmap.waves[0].projection  # neither is done within thirty days
    assert card.index is not None
    assert first.index == card.index.claimed.value


def test_what_was_declined_or_deferred_stays_out_and_what_is_done_counts() -> None:
    decided = {
        "authority_3": "declined",
        "data_quality_3": "done",
        "selection_3": "2026-06-01",
        "belonging_3": "deferred",
    }
    card, roadmap = roadmap_of(all_at(3, M5=2, I1=2, S3=2, M6=2), decided, targets={"firm": 3})
    assert [(step.practice, step.start) for step in roadmap.steps] == [
        ("selection", (date(2026, 6, 1) - date(2026, 1, 1)).days)
    ]
    assert {(w.practice, w.reason) for w in roadmap.waiting} == {
        ("authority", "declined"),
        ("belonging", "deferred"),
    }
    assert roadmap.waves[0].projection.dimensions["systems"] == 3
    told = {d.decision.practice: d.is_confirmed for d in roadmap.decided}
    assert told == {"authority": False, "data-quality": False, "selection": False, "belonging": False}
    assert card.practices["data-quality"].claimed is not None


def test_a_deferral_that_has_passed_defers_nothing() -> None:
    _, roadmap = roadmap_of(all_at(3, M5=2), {"authority_3": "2025-06-01"}, targets={"firm": 3})
    assert [(step.practice, step.start) for step in roadmap.steps] == [("authority", 0)]


def test_what_waits_for_something_outside_the_plan_says_for_what() -> None:
    _, roadmap = roadmap_of(all_at(4, M5=2, O6=3), {"authority_3": "declined"}, targets={"firm": 4})
    waiting = {w.practice: (w.reason, w.names) for w in roadmap.waiting}
    assert waiting["reconfiguration"] == ("prerequisite", ("authority",))


def test_without_capacity_everything_waits() -> None:
    nothing = {"days_30": 0, "days_90": 0, "days_365": 0}
    _, roadmap = roadmap_of(all_at(2), {}, capacity=nothing)
    assert not roadmap.steps
    assert {w.reason for w in roadmap.waiting} <= {"capacity", "prerequisite"}


def test_levels_ahead_end_at_the_target() -> None:
    card = scored(("KM", all_at(1, S3=3, S2=2)), ("EX", all_at(1, S3=2, S2=2)), targets={"firm": 3})
    assert card.levels_ahead("shared-understanding") == (2, 3)
    assert card.levels_ahead("goals-into-actions") == (3,)
    assert card.levels_ahead("selection") == (3,)  # 2.5 is level 2
    near = scored(("KM", all_at(3)), ("EX", all_at(3)), ("KH", all_at(2)), targets={"firm": 3})
    assert near.levels_ahead("selection") == (3,)  # 2.67 is level 3, and not yet there
    assert near.levels_ahead("data-quality") == (3,)
    assert scored(("KM", all_at(3)), targets={"firm": 3}).levels_ahead("selection") == ()


def test_a_step_waits_until_its_prerequisite_is_on_the_level_below() -> None:
    _, roadmap = roadmap_of(all_at(3, I1=1, I3=2), {}, targets={"firm": 3})
    steps = {(step.practice, step.to): step for step in roadmap.steps}
    assert steps["knowledge-retention", 3].start >= steps["data-quality", 2].end
    assert steps["knowledge-retention", 3].after == ("data-quality",)


def test_what_is_not_urgent_waits_for_the_planned_step_of_its_prerequisite() -> None:
    _, roadmap = roadmap_of(all_at(3, I1=2, I3=2), {}, targets={"firm": 3})
    steps = {step.practice: step for step in roadmap.steps}
    assert steps["knowledge-retention"].start == steps["data-quality"].end
    assert steps["knowledge-retention"].after == ("data-quality",)


def test_a_new_rule_runs_a_quarter_before_the_next_level() -> None:
    wide = {"days_30": 30, "days_90": 30, "days_365": 30}
    _, roadmap = roadmap_of(all_at(4, S1=2), {}, targets={"firm": 4}, capacity=wide)
    third, fourth = roadmap.steps
    assert (third.to, fourth.to) == (3, 4)
    assert fourth.start == third.end + 90


def test_the_day_of_the_next_level_is_the_day_on_which_the_last_missing_step_ends() -> None:
    _, roadmap = roadmap_of(all_at(3, M5=1, I1=1), {}, targets={"firm": 3})
    assert roadmap.rise is not None
    assert roadmap.rise.day in {step.end for step in roadmap.steps}
    assert roadmap.rise.level > 1


def test_what_is_done_costs_nothing_on_the_way_up() -> None:
    low = dict.fromkeys(SMALL, 2)
    before, after = cheapest_route(card_of([low])), cheapest_route(card_of([low], authority_3="done"))
    assert "authority" in {r.practice for r in before.raises}
    assert "authority" not in {r.practice for r in after.raises}
    assert after.points == before.points - 2


def test_a_way_that_is_not_the_only_cheapest_says_so() -> None:
    card = scored(("KM", all_at(3, M5=1, M1=1, M2=1, M3=1, M4=1, M6=1)))
    route = cheapest_route(card)
    assert not route.is_only


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=30, max_size=30), st.integers(2, 5))
def test_every_way_up_holds_exactly_and_costs_what_it_says(ratings: list[int], level: int) -> None:
    given_ = dict(zip((p.code for p in instrument().practices), ratings, strict=True))
    card = scored(("KM", given_), ("EX", all_at(3)))
    held = card.level.level
    assert held is not None
    route = cheapest_route(card, max(level, held + 1)) if held < 5 else cheapest_route(card)
    if route.level is None:
        return
    practices, raised = instrument().practice_by_id, {r.practice: r for r in route.raises}
    reached = {id_: found.claimed.level for id_, found in card.practices.items() if found.claimed}
    reached |= {id_: r.to for id_, r in raised.items()}
    needs = [
        (other, least)
        for id_, r in raised.items()
        for to in range(r.before + 1, r.to + 1)
        for other, least in instrument().needs_of(id_, to).items()
    ]
    assert all(reached[other] >= least for other, least in needs)
    assert route.points == sum(practices[id_].effort * (r.to - r.before) for id_, r in raised.items())
    assert route.projection is not None
    assert route.projection.level is not None
    assert route.projection.level >= route.level
    for id_, r in raised.items():  # nothing in it is raised for nothing
        others = {other: Fraction(x.to) for other, x in raised.items() if other != id_}
        less = {**others, **({id_: Fraction(r.to - 1)} if r.to - 1 > r.before else {})}
        found = project(card, less).level
        needed = (id_, r.to) in needs
        assert needed or found is None or found < route.level


def needing(other: int) -> dict[int, list[tuple[int, int]]]:
    """Return that every level needs one other variable, by place, on the level below."""
    return {level: [(other, level - 1)] for level in range(1, 6)}


def test_of_equally_cheap_ways_it_is_the_one_that_raises_the_first_most() -> None:
    two = [
        Variable(lowest=1, highest=3, costs={2: 1, 3: 2}, gains={2: 1, 3: 2}),
        Variable(lowest=1, highest=3, costs={2: 1, 3: 2}, gains={2: 1, 3: 2}),
    ]
    search = Search(variables=two, groups=[Group(need=2, members=(0, 1))], floors={})
    assert list(search.ways())[:3] == [(2, (3, 1)), (2, (2, 2)), (2, (1, 3))]


def test_a_search_yields_every_way_once_and_the_cheapest_first() -> None:
    three = [
        Variable(lowest=1, highest=3, costs={2: 2, 3: 4}, gains={2: 3, 3: 5}, requires=needing(1)),
        Variable(lowest=1, highest=2, costs={2: 1}, gains={2: 1}),
        Variable(lowest=2, highest=4, costs={3: 1, 4: 2}, gains={3: 2, 4: 4}, requires=needing(0)),
    ]
    groups = [Group(need=3, members=(0, 1)), Group(need=1, members=(2,))]
    found = list(Search(variables=three, groups=groups, floors={}).ways())
    expected = []
    for levels in product(range(1, 4), range(1, 3), range(2, 5)):
        gains = [v.gains.get(level, 0) for v, level in zip(three, levels, strict=True)]
        met = all(
            levels[other] >= least
            for v, level in zip(three, levels, strict=True)
            if level > v.lowest
            for other, least in v.requires.get(level, ())
        )
        if met and gains[0] + gains[1] >= 3 and gains[2] >= 1:
            cost = sum(v.costs.get(level, 0) for v, level in zip(three, levels, strict=True))
            expected.append((cost, levels))
    assert found == sorted(expected, key=lambda way: (way[0], [-level for level in way[1]]))
    assert len(found) > 3
