"""Findings: patterns that hold when they should, questions that do not accuse, nothing twice."""

import shutil
from pathlib import Path

import pytest
from helpers import all_at, instrument, scored

from site_builder import pipeline
from site_builder.advise.analyse import analyse
from site_builder.advise.diagnose import diagnose
from site_builder.advise.recommend import recommend
from site_builder.advise.roadmap import plan
from site_builder.model.findings import Finding
from site_builder.model.problems import InputProblems
from site_builder.model.resources import find
from site_builder.model.roadmap import Roadmap
from site_builder.model.scorecard import Scorecard
from site_builder.present.report.findings import findings_view
from site_builder.present.shared.findings import main_findings
from site_builder.present.shared.reader import Reader
from site_builder.protect.rule import protect


def test_a_mistake_in_a_condition_is_told_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "assessment"
    shutil.copytree(find("assessment"), folder)
    path = folder / "patterns.yml"
    text = path.read_text("utf-8")
    text = text.replace("when: O1 >= 3 and M5 <= 2", "when: O9 >= 3 and M5 <= 2").replace("C5 > 9", "C5 >> 9")
    path.write_text(text.replace("id: P03", "id: P02").replace("[T4.01]", "[T9.99]"), "utf-8")
    with pytest.raises(InputProblems) as found:
        pipeline.read_instrument.__wrapped__(folder)
    told = {(problem.code, problem.line is not None) for problem in found.value.problems}
    assert told == {
        ("condition-name", True),
        ("condition-broken", True),
        ("used-twice", True),
        ("unknown-fact", True),
    }


def found_in(card: Scorecard) -> tuple[Finding, ...]:
    return diagnose(card, analyse(card))


def patterns(card: Scorecard) -> list[str]:
    return [finding.id for finding in found_in(card) if finding.kind == "pattern"]


HOLDING: dict[str, dict[str, int]] = {
    "P01": {"O1": 3, "M5": 2},
    "P02": {"O1": 3, "S2": 2, "S3": 2, "S4": 2},
    "P03": {"O2": 2, "I4": 2, "I5": 2, "I6": 2},
    "P04": {"I2": 2, "I1": 2},
    "P05": {"S6": 3, "M4": 2},
    "P07": {"I3": 2, "R2": 2},
    "P08": {"O2": 3, "O3": 2},
    "P09": {"O6": 2, "O4": 2},
    "P10": {"O1": 3, "O3": 3, "O4": 3, "S3": 2},
}


def planned(card: Scorecard) -> Roadmap:
    return plan(card, recommend(card))


@pytest.mark.parametrize("pattern", HOLDING)
def test_a_pattern_holds_where_its_practices_stand_so_and_not_beside_it(pattern: str) -> None:
    assert pattern in patterns(scored(("KM", all_at(4, **HOLDING[pattern]))))
    for code, level in HOLDING[pattern].items():
        other = {**HOLDING[pattern], code: 1 if level >= 3 else 5}
        if pattern not in {"P02", "P03", "P10"}:  # a mean may still hold
            assert pattern not in patterns(scored(("KM", all_at(4, **other))))


def test_patterns_of_context_and_of_roles() -> None:
    assert "P12" in patterns(scored(("KM", all_at(4)), context={"accounts-per-manager": 10}))
    assert "P12" not in patterns(scored(("KM", all_at(4)), context={"accounts-per-manager": 9}))
    assert "P06" in patterns(
        scored(("KM", all_at(4, R4=2)), context={"relationship-types": {"strategic": 1}})
    )
    assert "P06" not in patterns(scored(("KM", all_at(4, R4=2))))
    people = [("EX", all_at(4)) for _ in range(5)] + [("KM", all_at(3)) for _ in range(5)]
    assert "P11" in patterns(protect(scored(*people)))
    few = [("EX", all_at(4)), *[("KM", all_at(3)) for _ in range(5)]]
    assert "P11" not in patterns(
        protect(scored(*few))
    )  # executives are hidden, so nothing may be said of them


def test_contradictions_are_asked_and_do_not_accuse() -> None:
    card = scored(("KM", all_at(3, R4=3, S5=1)))
    assert [f.id for f in found_in(card) if f.kind == "contradiction"] == ["X01"]
    for language in ("zh", "en"):
        (question,) = findings_view(Reader(card, language), found_in(card), planned(card)).questions
        assert question.title.rstrip()[-1] in "？?"
        assert len(question.seen) == 2


def test_what_is_alike_is_told_once_and_the_first_page_has_four_at_most() -> None:
    for name in pipeline.example_folders():
        card = pipeline.examples()[name]
        for language in ("zh", "en"):
            reader = Reader(card, language)
            view = findings_view(reader, found_in(card), planned(card))
            texts = [finding.why for finding in view.findings]
            assert len(set(texts)) == len(texts)
            assert len(main_findings(reader, found_in(card), planned(card))) <= 5


def test_a_firm_without_findings_hears_so() -> None:
    card = scored(("KM", all_at(5)))
    assert found_in(card) == ()
    assert "Nothing" in findings_view(Reader(card, "en"), (), planned(card)).lead


def test_every_pattern_cites_facts_that_there_are_and_stands_in_both_languages() -> None:
    one = instrument()
    assert len(one.patterns) >= 12
    for pattern in one.patterns:
        assert set(pattern.facts) <= set(one.facts)
        for text in (pattern.name, pattern.meaning, pattern.consequence, pattern.first):
            assert set(text) == set(one.languages)
