"""Earlier waves beside this one, with a yardstick for what is noise."""

from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner
from helpers import all_at
from people import PEOPLE, folder_with, six

from site_builder import pipeline
from site_builder.commands import main
from site_builder.deliver.result import export
from site_builder.present.report.waves import waves_view
from site_builder.present.shared.reader import Reader
from site_builder.score.waves import error_of, yardstick


def test_the_error_of_a_mean_follows_the_formula() -> None:
    # s^2 = 2 within KM; EX has one and takes it: (2/2 + 2/1) / 2^2.
    assert error_of({"KM": [1, 3], "EX": [4]}, pooled=False) == pytest.approx(0.75)
    assert error_of({"KM": [1, 3], "EX": [4]}, pooled=True) == pytest.approx((7 / 3) / 3)
    assert error_of({"KM": [3], "EX": [4]}, pooled=False) is None
    assert yardstick([0.75, 0.25]) == pytest.approx(1.96)
    assert yardstick([0.75, None]) is None


def test_the_newest_wave_is_reported_with_the_earlier_ones_beside_it(tmp_path: Path) -> None:
    waves = {"2025-h2": six(), "2026-h1": six(M5=4, S1=4), "2026-h2": six(M5=4, S1=4)}
    card = pipeline.scorecard(folder_with(tmp_path, waves), "x")
    assert card.assessment.wave == "2026-h2"
    assert [wave.wave for wave in card.earlier] == ["2026-h1", "2025-h2"]
    first = {change.id: change for change in card.earlier[1].practices}
    assert first["authority"].difference == Fraction(3, 2)
    # six ratings 2 and 3: s^2 = 0.3, E^2 = 0.05; all at 4: 0. The yardstick is 1.96 * sqrt(0.05) = 0.438,
    # told to a tenth and never too small: to more digits it would tell how the ratings are spread.
    assert first["authority"].yardstick == 0.5
    data = export(card)["waves"]
    assert data[1]["practices"]["authority"]["change"] == 1.5
    view = waves_view(Reader(card, "en"))
    verdicts = {row.name: row.verdict for row in view.waves[1].rows}
    assert verdicts["Authority"].startswith("up")
    assert "within disagreement" in verdicts["Strategic alignment"]
    assert verdicts["Belonging"] == "no change"
    assert "Key account manager" in view.headline or "no dimension" in view.headline


def test_a_fall_is_called_one_and_a_wave_of_another_version_is_not_compared(tmp_path: Path) -> None:
    card = pipeline.scorecard(
        folder_with(
            tmp_path, {"a": [("KM", all_at(3 + n % 2)) for n in range(6)], "b": [("KM", all_at(2))] * 6}
        ),
        "x",
    )
    assert "down" in {change.verdict.split()[0] for change in waves_view(Reader(card, "en")).waves[0].rows}
    assert "has fallen by" in waves_view(Reader(card, "en")).headline
    old = folder_with(tmp_path / "old", {"a": six(), "b": six(M5=5)}, version="0.9.0")
    card = pipeline.scorecard(old, "x")
    assert card.earlier[0].reason == "other-version"
    assert export(card)["waves"] == [{"wave": "a", "reason": "other-version"}]
    assert "cannot be compared" in waves_view(Reader(card, "en")).headline


def test_a_wave_that_is_asked_for_is_compared_with_those_before_it(tmp_path: Path) -> None:
    waves = {"w2": six(), "w9": six(M5=4), "w10": six(M5=5)}
    folder = folder_with(tmp_path, waves, "wave: w9\n")
    card = pipeline.scorecard(folder, "x")
    assert (card.assessment.wave, [wave.wave for wave in card.earlier]) == ("w9", ["w2"])


def test_of_single_respondents_no_yardstick_is_given(tmp_path: Path) -> None:
    waves: dict[str, PEOPLE] = {"a": [("KM", all_at(2))], "b": [("KM", all_at(3, S1="?", S2="n/a"))]}
    card = pipeline.scorecard(folder_with(tmp_path, waves), "x")
    assert {change.yardstick for change in card.earlier[0].practices} == {None}
    assert len(card.earlier[0].practices) == 28
    nothing: dict[str, PEOPLE] = {"a": [("KM", {"S1": 3})], "b": [("KM", {"S1": "?"})]}
    card = pipeline.scorecard(folder_with(tmp_path / "n", nothing), "x")
    assert card.earlier[0].index is None
    assert export(card)["waves"][0]["index"] is None


def test_mistakes_in_an_earlier_wave_are_told(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, {"a": six(), "b": six()})
    (folder / "responses/a/bad.json").write_text("{", "utf-8")
    done = CliRunner().invoke(main.command_line("en"), ["check", str(folder)])
    assert done.exit_code == 1
    assert "bad.json" in done.stderr


def test_yardsticks_of_few_and_pooled_answers(tmp_path: Path) -> None:
    few: PEOPLE = [("KM", {"S1": 2}), ("KM", {"S1": 3})]
    now: PEOPLE = [("KM", all_at(4, S1="?")) for _ in range(6)]
    waves: dict[str, PEOPLE] = {"a": [*six(), *few], "b": [*now, *few]}
    card = pipeline.scorecard(folder_with(tmp_path, waves, "aggregation: respondents\n"), "x")
    changes = {change.id: change for change in card.earlier[0].practices}
    assert "shared-understanding" not in changes  # two raters now: no more than a part of the scale is told
    assert changes["selection"].yardstick is not None


def test_an_earlier_wave_without_a_level_says_what_was_missing(tmp_path: Path) -> None:
    lacking = six(M5="?", **dict.fromkeys(("S1", "S2", "S4", "S5"), "?"))
    card = pipeline.scorecard(folder_with(tmp_path, {"a": lacking, "b": six()}), "x")
    (told,) = (fact for fact in waves_view(Reader(card, "en")).waves[0].facts if fact.startswith("Level"))
    assert told == (
        "Level: none then (too few practices of Strategic alignment were rated, "
        "the keystone Authority was not rated), now level 2"
    )
    (told,) = (fact for fact in waves_view(Reader(card, "zh")).waves[0].facts if fact.startswith("等级"))
    assert told == "等级：当时没有（“战略衔接”这一维有评分的实践太少，关键实践“权威”没有评分），现在第二级"
    wave = export(card)["waves"][0]
    assert (wave["level"], wave["reasons"]["level"]) == (None, "not-everything-rated")
    # Whether somebody did not know is not told of an earlier wave: "not rated" is all that its level needs.
    assert wave["missing"] == [
        {"kind": "dimension", "id": "strategy", "reason": "coverage-too-low"},
        {"kind": "keystone", "id": "authority", "reason": "not-rated"},
    ]


def test_without_a_level_in_both_waves_each_is_said(tmp_path: Path) -> None:
    nothing: PEOPLE = six(**dict.fromkeys(("R1", "R2", "R3", "R4", "R5", "R6"), "n/a"))
    card = pipeline.scorecard(folder_with(tmp_path, {"a": nothing, "b": nothing}), "x")
    facts = waves_view(Reader(card, "en")).waves[0].facts
    assert "Level: none then (no practice of Relationship building applied), now no level yet" in facts


def test_three_waves_have_a_line_for_everything(tmp_path: Path) -> None:
    waves = {"2025-h2": six(), "2026-h1": six(M5=4, S1=4), "2026-h2": six(M5=4, S1=4)}
    card = pipeline.scorecard(folder_with(tmp_path, waves), "x")
    lines = waves_view(Reader(card, "en")).lines
    assert lines is not None
    assert lines.names == ("H2 2025", "H1 2026", "H2 2026")
    assert [panel.name for panel in lines.panels] == [
        "Index",
        *(d.name["en"] for d in card.instrument.dimensions),
    ]
    rows = {row.name: row for row in lines.rows}
    assert len(rows) == 1 + 5 + 30
    assert rows["Authority"].values == ("2.50", "4.00", "4.00")
    assert rows["Belonging"].values == ("2.50", "2.50", "2.50")
    assert lines.chart.table.header == ("Dimension or practice", "H2 2025", "H1 2026", "H2 2026")
    assert ("M5 Authority", "2.50", "4.00", "4.00") in lines.chart.table.rows
    notes = {panel.name: panel.note for panel in lines.panels}
    assert notes["Relationship building"] == "Unchanged since H2 2025"
    assert notes["Index"].endswith("since H2 2025")  # an index has no yardstick to be beyond or within
    assert notes["Strategic alignment"].endswith("within disagreement")
    assert "dash" not in lines.caption
    zh = waves_view(Reader(card, "zh")).lines
    assert zh is not None
    assert zh.panels[-1].note == "与 2025 年下半年持平"


def test_two_waves_stand_beside_each_other_without_lines(tmp_path: Path) -> None:
    card = pipeline.scorecard(folder_with(tmp_path, {"a": six(), "b": six(M5=5)}), "x")
    assert waves_view(Reader(card, "en")).lines is None
    old = {"a": six(), "b": six(M5=5), "c": six(M5=4)}
    card = pipeline.scorecard(folder_with(tmp_path / "old", old, version="0.9.0"), "x")
    assert [wave.reason for wave in card.earlier] == [None, "other-version"]
    assert waves_view(Reader(card, "en")).lines is None


def test_a_line_is_broken_where_a_wave_has_no_score(tmp_path: Path) -> None:
    settings = "confidentiality: attributed\n"
    waves = {"a": six(), "b": six(M5="?"), "c": six(M5=5)}
    card = pipeline.scorecard(folder_with(tmp_path, waves, settings), "x")
    lines = waves_view(Reader(card, "en")).lines
    assert lines is not None
    (row,) = (row for row in lines.rows if row.name == "Authority")
    assert row.values == ("2.50", "–", "5.00")
    assert "trend" not in row.drawing
    assert lines.caption.endswith("the wave has no score.")
