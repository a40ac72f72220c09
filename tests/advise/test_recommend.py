"""What to do first: every rank can be recomputed by hand."""

import json
from fractions import Fraction
from pathlib import Path

from click.testing import CliRunner
from helpers import all_at, instrument, scored

from site_builder import pipeline
from site_builder.advise.recommend import recommend
from site_builder.advise.roadmap import plan
from site_builder.commands import main
from site_builder.model.scorecard import Scorecard
from site_builder.present.report.priorities import priorities_view
from site_builder.present.shared.reader import Reader


def ranks(card: Scorecard) -> list[str]:
    codes = {practice.id: practice.code for practice in instrument().practices}
    return [codes[advised.practice] for advised in recommend(card).ranked]


def test_a_priority_is_gap_times_weight_times_unlock_by_effort() -> None:
    # Targets are 4. I3 needs I1; both are one point below, and so is M1.
    card = scored(("KM", all_at(4, I1=3, I3=3, M1=3)), targets={"firm": 4})
    found = {advised.practice: advised for advised in recommend(card).ranked}
    data = found["data-quality"]  # needed by one of the two others; effort 2
    assert (data.gap, data.unlock, data.effort) == (Fraction(1), Fraction(1, 2), 2)
    assert data.priority == Fraction(5, 4) / 2
    assert found["knowledge-retention"].priority == Fraction(1, 2)
    assert found["knowledge-retention"].waits_for == ("data-quality",)
    assert found["role-definition"].priority == 1
    assert ranks(card) == ["M1", "I1", "I3"]


def test_a_gap_counts_one_point_at_most_and_a_target_reached_counts_nothing() -> None:
    card = scored(("KM", all_at(4, M1=1, S1=3)), targets={"firm": 4})
    found = {advised.practice: advised for advised in recommend(card).ranked}
    assert found["role-definition"].gap == Fraction(3)
    assert found["role-definition"].priority == found["shared-understanding"].priority == Fraction(1)
    assert set(ranks(card)) == {"M1", "S1"}
    assert recommend(scored(("KM", all_at(5)))).ranked == ()


def test_what_others_need_comes_first_however_low_its_own_priority() -> None:
    for practice in instrument().practices:
        for needed in practice.requires:
            code = instrument().practice_by_id[needed].code
            order = ranks(scored(("KM", all_at(2, **{code: 2})), targets={"firm": 3}))
            assert order.index(code) < order.index(practice.code)


def test_weights_are_normalised_to_a_mean_of_one() -> None:
    people = ("KM", all_at(2))
    plain = recommend(scored(people)).ranked
    doubled = recommend(
        scored(people, weights={"practices": {p.id: 2 for p in instrument().practices}})
    ).ranked
    assert [(a.practice, a.priority) for a in plain] == [(a.practice, a.priority) for a in doubled]


def test_weights_that_change_the_first_five_are_named() -> None:
    card = scored(("KM", all_at(2)))
    advice = recommend(card)
    assert advice.tried == 70
    assert advice.shifting
    assert recommend(scored(("KM", all_at(4, M1=3)), targets={"firm": 4})).shifting == ()


def test_the_page_asks_for_the_level_that_is_not_fully_there() -> None:
    people = [("KM", all_at(3, O2=3)), ("EX", all_at(3, O2=2))]
    card = scored(*people, targets={"firm": 3})
    for language in ("zh", "en"):
        view = priorities_view(Reader(card, language), recommend(card), plan(card, recommend(card)), 5)
        (row,) = view.rows
        assert row.score == "2.50"
        assert row.text == instrument().practice_by_id["account-team"].items[0].anchors[2][language]
        assert row.formula.endswith("= 0.250")
    done = scored(("KM", all_at(5)))
    assert priorities_view(Reader(done, "en"), recommend(done), plan(done, recommend(done)), 5).rows == ()


def test_the_terminal_and_the_result_say_the_same(tmp_path: Path) -> None:
    folder = str(pipeline.example_folders()["hengchuan-valves"])
    said = CliRunner().invoke(main.command_line("en"), ["advise", folder])
    assert said.exit_code == 0, said.output
    assert " 1  I1 Customer data" in said.output
    data = json.loads(CliRunner().invoke(main.command_line("en"), ["score", folder, "--json"]).stdout)
    first = data["advice"]["ranked"][0]
    assert first["id"] == "data-quality"
    assert f"= {first['priority']:.3f}" in said.output
