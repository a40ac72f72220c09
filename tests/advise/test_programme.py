"""How to run the programme: risks by what was seen, meetings by size, quick wins by the plan."""

from typing import Any

from helpers import all_at, scored

from site_builder.advise.programme import steer
from site_builder.model.programme import Programme
from site_builder.model.roadmap import Aim, Planned, Roadmap


def programme(*spans: tuple[int, int, int], answers: Any = None, **context: Any) -> Programme:
    """Return what fits a firm whose plan has steps of (first day, last day, points)."""
    steps = tuple(
        Planned(practice="authority", to=to, wave=0, start=start, end=end, points=points, after=())
        for to, (start, end, points) in enumerate(spans, 3)
    )
    card = scored(("EX", answers or all_at(4)), context=context)
    return steer(card, Roadmap(steps=steps, waves=(), waiting=(), decided=(), rise=None, aim=Aim(level=None)))


def test_a_risk_is_told_where_its_condition_holds() -> None:
    assert [risk.id for risk, _ in programme().risks] == ["G01"]
    weak = programme(answers=all_at(4, M5=2, O3=1))
    assert [(risk.id, codes) for risk, codes in weak.risks] == [
        ("G01", ()),
        ("G04", ("M5",)),
        ("G05", ("O2", "O3")),
    ]


def test_meetings_fit_the_number_of_key_accounts() -> None:
    def names(accounts: int) -> list[str]:
        return [meeting.name["en"] for meeting in programme(**{"key-accounts": accounts}).meetings]

    assert names(4)[:3] == ["Fortnightly check-in", "Monthly decisions", "Account reviews"]
    assert names(14)[:3] == ["Weekly check-in", "Monthly steering meeting", "Account reviews"]
    assert names(62)[2] == "Account reviews by group"
    assert len(names(4)) == len(names(14)) == len(names(62)) == 5


def test_a_quick_win_is_short_small_and_done_early() -> None:
    found = programme((0, 28, 2), (0, 29, 2), (0, 28, 3), (70, 91, 1), (69, 90, 1))
    assert [(step.start, step.end, step.points) for step in found.quick_wins] == [(0, 28, 2), (69, 90, 1)]
    assert found.smallest == ()


def test_without_quick_wins_the_shortest_early_steps_are_told() -> None:
    found = programme((0, 60, 1), (10, 66, 2), (0, 56, 2), (0, 56, 1), (95, 100, 1))
    assert found.quick_wins == ()
    assert [(step.start, step.end, step.points) for step in found.smallest] == [
        (0, 56, 1),
        (0, 56, 2),
        (10, 66, 2),
    ]
