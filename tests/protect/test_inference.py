"""What an attacker would work out: nothing hidden follows from all that is shown."""

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from helpers import all_at, instrument, scored
from people import PEOPLE, folder_with, six

from site_builder import pipeline
from site_builder.deliver.result import export
from site_builder.model.scorecard import HIDDEN
from site_builder.present.report.waves import waves_view
from site_builder.present.shared.reader import Reader
from site_builder.protect.rule import protect
from site_builder.score import score


def feasible(groups: list[int], total: Fraction) -> list[int]:
    """Return for every group of people how many sums of its ratings fit the total of the groups' means."""
    found = []
    for at, size in enumerate(groups):
        sums = {Fraction(0)}
        for other in (*groups[:at], *groups[at + 1 :]):
            sums = {one + Fraction(s, other) for one in sums for s in range(other, 5 * other + 1)}
        found.append(sum(total - Fraction(s, size) in sums for s in range(size, 5 * size + 1)))
    return found


SMALL: dict[str, PEOPLE] = {
    "one executive and ten managers": [
        ("EX", {"S1": 2, "S3": 5}),
        *[("KM", {"S1": 2 + n % 2, "S3": 1 + n % 3}) for n in range(10)],
    ],
    "three executives and two heads": [
        *[("EX", {"S1": 4 - n % 2, "S3": 5}) for n in range(3)],
        *[("KH", {"S1": 4, "S3": 5 - n}) for n in range(2)],
        *[("KM", {"S1": 3, "S3": 2}) for _ in range(8)],
    ],
    "six managers and two of human resources": [
        *[("KM", {"S1": 1 + n % 3}) for n in range(6)],
        *[("HR", {"S1": 2 - n}) for n in range(2)],
        *[("FN", {"S1": 3}) for _ in range(7)],
    ],
}


@pytest.mark.parametrize("name", [*SMALL, "donghe-equipment", "hengchuan-valves"])
def test_no_hidden_mean_follows_from_all_that_is_published(name: str) -> None:
    """Solve what an attacker would: the sum of the hidden roles' means, with the size of every role known."""
    if name in SMALL:
        raw = scored(*SMALL[name])
        card = protect(raw)
    else:
        assessment = pipeline.read_assessment(pipeline.example_folders()[name], "x")
        raw = score(assessment, instrument())
        card = protect(raw)
    looked = 0
    for id_, practice in card.practices.items():
        sizes = {role.role: role.count for role in raw.practices[id_].roles}
        hidden = [n for r, n in sizes.items() if r not in {role.role for role in practice.roles}]
        if not hidden or practice.claimed is None or not practice.claimed.parts:
            continue
        looked += 1
        if len(set(hidden)) > 1:  # by head and by role, the two would be two equations
            assert practice.distribution is None
            assert practice.agreement is None
        (part,) = [part for part in practice.claimed.parts if part.id == HIDDEN]
        if practice.roles:  # where nothing is shown by role, nothing more can be hidden
            assert min(feasible(hidden, part.value * part.weight)) >= 2, id_
    assert looked


def test_three_waves_do_not_give_one_person_away(tmp_path: Path) -> None:
    first: PEOPLE = six()
    waves = {"a": first, "b": [*first, ("KH", all_at(5))], "c": [("KM", all_at(4)) for _ in range(9)]}
    folder = folder_with(tmp_path, waves)
    for number, path in enumerate(sorted((folder / "responses/c").glob("*.json"))):
        data = json.loads(path.read_text("utf-8"))
        data["respondent"]["id"] = f"new-{number}"
        path.write_text(json.dumps(data), "utf-8")
    card = pipeline.scorecard(folder, "x")
    # Each could stand beside the newest one; beside each other they would tell what the seventh person said.
    assert [wave.reason for wave in card.earlier] == [None, "too-few-changed"]


def test_a_practice_on_which_few_moved_is_not_compared(tmp_path: Path) -> None:
    before, after = six(), [("KM", {**given, "S1": 4}) for _, given in six()]
    after[0] = ("KM", {**after[0][1], "M5": 5})
    card = pipeline.scorecard(folder_with(tmp_path, {"a": before, "b": after}), "x")
    compared = {change.id for change in card.earlier[0].practices}
    assert "shared-understanding" in compared
    assert "authority" not in compared
    assert {change.id for change in card.earlier[0].dimensions} == {
        "strategy",
        "organisation",
        "systems",
        "relationship",
    }
    assert card.earlier[0].index is None
    assert card.earlier[0].level is None
    few = folder_with(tmp_path / "few", {"a": six(), "b": [("KM", all_at(4)), *six()[1:]]})
    assert pipeline.scorecard(few, "x").earlier[0].reason == "too-few-changed"


def test_a_single_person_who_does_not_know_is_not_told() -> None:
    people: PEOPLE = [("EX", {"S3": "?"}), *[("KM", {"S3": 2 + n % 2}) for n in range(6)]]
    people += [("KH", {"S3": 3}) for _ in range(6)]
    card = protect(scored(*people))
    answers = card.practices["selection"].answers
    assert (answers.dont_know, answers.unanswered, answers.merged, answers.asked) == (1, 0, 0, 13)
    # One of thirteen; had a role its own mean here, the only one that nobody of stands in would be named.
    assert card.practices["selection"].roles == ()
    claimed = card.practices["selection"].claimed
    assert claimed is not None
    assert claimed.parts == ()
    few: PEOPLE = [("EX", {"S3": "?"}), *[("KM", {"S3": 2 + n}) for n in range(2)], ("KH", {"S3": 3})]
    assert export(protect(scored(*few)))["practices"]["selection"]["answers"]["no_rating"] == 1
    many = protect(scored(*people, *[("EX", {"S3": "?"}) for _ in range(4)]))
    assert many.practices["selection"].answers.dont_know == 5


def test_words_of_few_people_are_not_quoted() -> None:
    folder = pipeline.example_folders()["hengchuan-valves"]
    raw = score(pipeline.read_assessment(folder, "x"), instrument())
    card = protect(replace(raw, k=12))
    for id_, practice in card.practices.items():
        kept = {remark.role for remark in (*practice.comments, *practice.reasons)}
        if practice.answers.rated < 12:
            assert kept <= {"EX", "KH", "CU"}, id_
    assert sum(practice.withheld for practice in card.practices.values()) > 0


def test_a_level_that_is_withheld_says_no_more_than_that(tmp_path: Path) -> None:
    """Beside one person's changed answer, nothing tells whether the wave had a level, and what it lacked."""
    after = [("KM", all_at(4 if n else 5)) for n in range(6)]
    told = set()
    for name, then in (("with", {}), ("without", {"M5": "?"})):
        before = [("KM", {**all_at(3), **then, "S1": 4}) for _ in range(6)]
        before[0] = ("KM", {**before[0][1], "S1": 3})
        now = [("KM", {**given, "S1": 4}) for _, given in after]
        card = pipeline.scorecard(folder_with(tmp_path / name, {"a": before, "b": now}), "x")
        wave = card.earlier[0]
        assert (wave.reason, wave.level, wave.missing, wave.is_level_hidden) == (None, None, (), True)
        data = export(card)["waves"][0]
        assert data["reasons"] == {"level": "too-few-changed", "index": "too-few-changed"}
        assert "missing" not in data
        told.add(
            (waves_view(Reader(card, "en")).waves[0].facts, waves_view(Reader(card, "zh")).waves[0].facts)
        )
    assert len(told) == 1
    assert "fewer than 5 people" in str(told)


def three_waves(tmp_path: Path) -> Path:
    """Return three waves; in the first, one person alone answered authority otherwise than in the others."""
    first = six(S1=2)
    first[0] = ("KM", {**first[0][1], "M5": 5})
    return folder_with(tmp_path, {"a": first, "b": six(S1=3), "c": six(S1=4)}, "targets: {firm: 4}\n")


def test_lines_over_all_waves_draw_what_the_comparisons_show_and_nothing_else(tmp_path: Path) -> None:
    card = pipeline.scorecard(three_waves(tmp_path), "x")
    view = waves_view(Reader(card, "en"))
    assert view.lines is not None
    shown = [{row.name: row for row in wave.rows} for wave in reversed(view.waves)]
    for row in view.lines.rows:
        if row.name == "Index":
            continue
        for place, wave in enumerate(shown):
            assert row.values[place] == (wave[row.name].before if row.name in wave else "–"), row.name
    values = {row.name: row.values for row in view.lines.rows}
    assert values["Authority"] == ("–", "2.50", "2.50")
    assert values["Key account manager"][0] == values["Index"][0] == "–"
    assert values["Shared understanding"] == ("2.00", "3.00", "4.00")
    # A line is drawn from known to known only: over a gap it would say where the value may have been.
    (index, *_), manager = view.lines.panels, view.lines.panels[3]
    for panel in (index, manager):
        assert panel.drawing.count('class="trend"') == 1, panel.name
        assert panel.drawing.count("<circle") == 2, panel.name
    assert "fewer than 5 people" in view.lines.caption


def test_a_wave_that_may_not_be_shown_has_no_place_on_a_line(tmp_path: Path) -> None:
    waves = {"w2": six(), "w3": [("KM", all_at(5)), *six()[1:]], "w4": [("KM", all_at(4)) for _ in range(6)]}
    card = pipeline.scorecard(folder_with(tmp_path, waves), "x")
    assert [wave.reason for wave in card.earlier] == [None, "too-few-changed"]
    assert waves_view(Reader(card, "en")).lines is None
    more = {"w1": [("KM", all_at(1 + 4 * (n % 2))) for n in range(6)], **waves}
    card = pipeline.scorecard(folder_with(tmp_path / "more", more), "x")
    lines = waves_view(Reader(card, "en")).lines
    assert lines is not None
    assert lines.names == ("w1", "w3", "w4")


def test_without_a_third_value_of_index_and_dimensions_practices_alone_have_lines(tmp_path: Path) -> None:
    first = [("KM", {**given, "S2": 1}) for _, given in six()]
    first[0] = ("KM", {**first[0][1], "S1": 5, "O1": 5, "M1": 5, "I1": 5, "R1": 5})
    card = pipeline.scorecard(folder_with(tmp_path, {"a": first, "b": six(), "c": six(S2=4)}), "x")
    lines = waves_view(Reader(card, "en")).lines
    assert lines is not None
    assert lines.panels == ()
    assert lines.chart.drawing == ""
