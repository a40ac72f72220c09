"""Many respondents: gaps and agreement, sensitivity, waves, and what must never be published."""

import json
import math
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from helpers import Given, all_at, instrument, scored

from site_builder import pipeline
from site_builder.advise.analyse import analyse, cliffs_delta
from site_builder.commands import main
from site_builder.deliver.result import export
from site_builder.model.scorecard import HIDDEN, Rating, RoleScore, Scorecard
from site_builder.present.report.waves import waves_view
from site_builder.present.shared.reader import Reader
from site_builder.present.shared.robustness import robustness_lines, robustness_sentence
from site_builder.protect.roles import protect
from site_builder.score import score, sensitivity
from site_builder.score.waves import error_of, yardstick

PEOPLE = list[tuple[str, Any]]


def role(name: str, *ratings: int) -> RoleScore:
    values = tuple(Rating(respondent=str(n), value=rating) for n, rating in enumerate(ratings))
    return RoleScore(role=name, mean=Fraction(sum(ratings), len(ratings)), ratings=values)


# Gaps, agreement, quality.


def test_cliffs_delta_counts_the_pairs() -> None:
    assert cliffs_delta(role("EX", 4, 5), role("KM", 1, 2, 3)) == 1.0
    assert cliffs_delta(role("EX", 3), role("KM", 3, 3)) == 0.0
    assert cliffs_delta(role("EX", 2, 4), role("KM", 3)) == 0.0
    assert cliffs_delta(role("EX", 4), role("KM", 3, 5, 4)) == 0.0


def test_the_widest_gap_between_roles_is_found_and_small_ones_are_not() -> None:
    people: PEOPLE = [("EX", {"M5": 4, "S1": 3}) for _ in range(5)]
    people += [("KM", {"M5": 1, "S1": 3}) for _ in range(5)]
    people += [("FN", {"M5": 3, "S1": 3}) for _ in range(5)]
    (gap,) = analyse(protect(scored(*people))).gaps
    assert (gap.practice, gap.high, gap.low) == ("authority", "EX", "KM")
    assert (gap.gap, gap.delta) == (Fraction(3), 1.0)


def test_topics_with_both_signs_come_first_then_the_widest_gap_then_the_least_agreement() -> None:
    people: PEOPLE = []
    for n in range(6):
        people.append(("EX", {"M5": 5, "O1": 3 + n % 2, "S1": 5, "R1": 1 + 4 * (n % 2)}))
        people.append(("KM", {"M5": 1, "O1": 3 + n % 2, "S1": 4, "R1": 1 + 4 * (n % 2)}))
    topics = analyse(protect(scored(*people))).topics
    found = {topic.practice: (topic.rwg is not None, topic.gap is not None) for topic in topics}
    assert found == {
        "authority": (True, True),
        "shared-understanding": (False, True),
        "relationship-means": (True, False),
    }
    assert list(found) == ["authority", "shared-understanding", "relationship-means"]


def test_agreement_of_a_dimension_grows_with_its_practices() -> None:
    # Five ratings of 3, 3, 3, 4, 2: s^2 = 0.5; q = 1 - 0.5/2 = 0.75; two practices: 1.5 / (1.5 + 0.25).
    people: PEOPLE = [("KM", {"S1": n, "S3": n}) for n in (3, 3, 3, 4, 2)]
    consensus = analyse(protect(scored(*people))).consensus
    assert consensus["strategy"] == pytest.approx(1.5 / 1.75)
    assert set(consensus) == {"strategy"}


def test_a_claim_names_the_grade_that_would_carry_it() -> None:
    card = protect(scored(("KM", all_at(3, S1=5, M5=2)), evidence={"S1": "E2", "S3": "E3"}))
    claims = {claim.practice: (claim.grade, claim.needed) for claim in analyse(card).unverified}
    assert claims["shared-understanding"] == ("E2", "E3")
    assert claims["account-team"] == ("E0", "E1")
    assert "selection" not in claims
    assert "authority" not in claims


def test_signs_of_careless_answers_are_counted_and_nothing_is_dropped() -> None:
    people: PEOPLE = [("KM", all_at(3)), ("KM", all_at("?")), ("KM", all_at(3, S1=4)), ("CU", {"R2": 3})]
    card = scored(*people, confidentiality="attributed")
    quality = analyse(protect(card)).quality
    assert (quality.straight, quality.unknowing, quality.hasty, quality.timed) == (1, 1, 0, 0)
    hidden = analyse(protect(scored(*people))).quality
    assert (hidden.straight, hidden.unknowing, hidden.hasty) == (None, None, 0)
    assert card.practices["authority"].answers.rated == 2


# Sensitivity.


def deciding(card: Scorecard) -> dict[str, tuple[int, int]]:
    found = sensitivity(card)
    assert found is not None
    return {d.practice: (d.count, d.level) for d in found.deciding}


def test_a_result_that_nothing_single_can_change() -> None:
    found = sensitivity(scored(("KM", all_at(3))))
    assert found is not None
    assert (found.variations, found.deciding, found.tried, found.ratings) == ((), (), 70, 30)
    assert found.lowest == found.highest == Fraction(3)


def test_single_answers_that_decide_the_level_are_counted() -> None:
    # D1 is 16/6; one point less on any of its six answers makes it 2.50, which is not above 2.50.
    card = scored(("KM", all_at(3, S1=2, S2=2)))
    assert card.level.level == 3
    codes = [p.id for p in instrument().practices if p.code.startswith("S")]
    assert deciding(card) == dict.fromkeys(codes, (1, 2))


def test_an_answer_in_a_small_role_weighs_more_and_only_that_one_decides() -> None:
    # M5 is (4 + 13/9) / 2, and D3 (5 * 2.4 + M5) / 6 = 2.4537; with the executive's 5 it is 2.537.
    managers: PEOPLE = [("KM", all_at(3, M1=2, M2=2, M3=3, M4=3, M6=2, M5=1 + n % 2)) for n in range(9)]
    card = scored(("EX", all_at(3, M1=2, M2=2, M3=3, M4=3, M6=2, M5=4)), *managers)
    assert card.level.level == 2
    found = deciding(card)
    assert found["authority"] == (1, 3)
    pooled = scored(
        ("EX", all_at(3, M1=2, M2=2, M3=3, M4=3, M6=2, M5=4)), *managers, aggregation="respondents"
    )
    assert "authority" not in deciding(pooled)


def test_a_keystone_alone_can_decide() -> None:
    card = scored(("KM", all_at(5, M5=1)))
    assert deciding(card)["authority"] == (1, 3)


def test_weights_that_change_the_level_or_the_weakest_dimension_are_named() -> None:
    card = scored(("KM", all_at(3, S1=1, S2=2, S4=3, O1=1, O4=2)))
    found = sensitivity(card)
    assert found is not None
    assert card.level.level == 2
    changes = {(v.id, v.factor): (v.level, v.weakest) for v in found.variations}
    assert changes["shared-understanding", Fraction(3, 4)][1] == "organisation"
    level = {key for key, (level, _) in changes.items() if level}
    assert level == set()
    one = scored(("KM", all_at(3, S1=1, S2=2)))  # D1 is exactly 2.50: a lighter S1 lifts it above
    found = sensitivity(one)
    assert found is not None
    assert (Fraction(3, 4), 3) in {
        (v.factor, v.level) for v in found.variations if v.id == "shared-understanding"
    }


def test_without_a_level_there_is_nothing_to_change() -> None:
    card = scored(("KM", {"S1": 3}))
    assert sensitivity(card) is None
    assert export(card)["sensitivity"] is None
    for language in ("zh", "en"):
        assert robustness_sentence(Reader(card, language)) == ""
        assert len(robustness_lines(Reader(card, language))) == 1


# Waves.


def test_the_error_of_a_mean_follows_the_formula() -> None:
    # s^2 = 2 within KM; EX has one and takes it: (2/2 + 2/1) / 2^2.
    assert error_of({"KM": [1, 3], "EX": [4]}, pooled=False) == pytest.approx(0.75)
    assert error_of({"KM": [1, 3], "EX": [4]}, pooled=True) == pytest.approx((7 / 3) / 3)
    assert error_of({"KM": [3], "EX": [4]}, pooled=False) is None
    assert yardstick([0.75, 0.25]) == pytest.approx(1.96)
    assert yardstick([0.75, None]) is None


def folder_with(tmp_path: Path, waves: dict[str, PEOPLE], settings: str = "", version: str = "1.0.0") -> Path:
    """Return an assessment folder with answers by wave; `version` is that of the first wave."""
    folder = tmp_path / "firm"
    by_code = {practice.code: practice.id for practice in instrument().practices}
    for number, (wave, people) in enumerate(waves.items()):
        place = folder / "responses" / wave
        place.mkdir(parents=True)
        for n, (role_id, given) in enumerate(people):
            kinds: dict[Any, Any] = {"?": {"dont_know": True}, "n/a": {"not_applicable": "no"}}
            answers = {
                by_code[code]: kinds.get(rating) or {"rating": rating} for code, rating in given.items()
            }
            data = {
                "format": "kam-response/1",
                "instrument": {"id": instrument().id, "version": version if number == 0 else "1.0.0"},
                "respondent": {"id": f"secret-{n}", "role": role_id},
                "answers": answers,
            }
            (place / f"{n:02}.json").write_text(json.dumps(data), "utf-8")
    text = f"firm:\n  name: {{zh: 甲公司, en: Firm A}}\n{settings}"
    (folder / "assessment.yml").write_text(text, "utf-8")
    return folder


def six(**changed: Given) -> PEOPLE:
    """Return six account managers who disagree a little."""
    return [("KM", all_at(2 + n % 2, **changed)) for n in range(6)]


def test_the_newest_wave_is_reported_with_the_earlier_ones_beside_it(tmp_path: Path) -> None:
    waves = {"2025-h2": six(), "2026-h1": six(M5=4, S1=4), "2026-h2": six(M5=5, S1=4)}
    card = pipeline.scorecard(folder_with(tmp_path, waves), "x")
    assert card.assessment.wave == "2026-h2"
    assert [wave.wave for wave in card.earlier] == ["2026-h1", "2025-h2"]
    first = {change.id: change for change in card.earlier[1].practices}
    assert first["authority"].difference == Fraction(5, 2)
    # six ratings 2 and 3: s^2 = 0.3, E^2 = 0.05; all at 5: 0. The yardstick is 1.96 * sqrt(0.05).
    assert first["authority"].yardstick == pytest.approx(1.96 * math.sqrt(0.05))
    data = export(card)["waves"]
    assert data[1]["practices"]["authority"]["change"] == 2.5
    view = waves_view(Reader(card, "en"))
    verdicts = {row.name: row.verdict for row in view.waves[1].rows}
    assert verdicts["Authority"].startswith("up")
    assert "within disagreement" in verdicts["Strategic alignment"]
    assert verdicts["Belonging"] == "no change"
    assert "Key account manager" in view.headline or "no dimension" in view.headline


def test_a_fall_is_called_one_and_a_wave_of_another_version_is_not_compared(tmp_path: Path) -> None:
    card = pipeline.scorecard(folder_with(tmp_path, {"a": six(), "b": [("KM", all_at(1))] * 6}), "x")
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
    assert changes["shared-understanding"].yardstick is None  # two raters now: their spread would be told
    assert changes["selection"].yardstick is not None


# What must never be published. Means are chosen so that the hidden ones look like nothing else.


def published(site: Path) -> str:
    """Return every byte of a report that comes from its data: pages, charts in them, JSON, search index."""
    files = [p for p in site.rglob("*") if p.suffix in {".html", ".json", ".js"} and "assets" not in p.parts]
    assert any("search" in p.parts for p in files)
    text = "\n".join(p.read_text("utf-8") for p in files)
    return re.sub(r'<svg xmlns="[^"]*" viewBox="0 0 24 24">.*?</svg>', "", text)  # the theme's own icons


def stands_in(figure: str, text: str) -> bool:
    """Return whether a figure is there, and not as the middle of a longer number."""
    return re.search(rf"(?<![\w.]){re.escape(figure)}", text) is not None


def build(folder: Path, *options: str) -> tuple[str, str]:
    done = CliRunner().invoke(main.command_line("en"), ["build", str(folder), *options])
    assert done.exit_code == 0, done.output
    return published(folder / "site"), done.stderr


ADVERSARIAL: dict[str, tuple[PEOPLE, list[str]]] = {
    "one executive": (
        [("EX", all_at(5)), *[("KM", all_at(3 if n == 0 else 2)) for n in range(6)]],
        ["2.17", "2.1666"],
    ),
    "two roles of four": (
        [("KM", all_at(3 if n == 0 else 2)) for n in range(4)]
        + [("FN", all_at(3 if n == 0 else 4)) for n in range(4)],
        ["2.25", "3.75"],
    ),
    "three under k beside a large role": (
        [("HR", all_at(4)), ("HR", all_at(5)), ("HR", all_at(5))]
        + [("KM", all_at(3 if n < 3 else 2)) for n in range(8)],
        ["4.67", "4.6666", "2.38", "2.375"],
    ),
}


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_no_published_byte_gives_hidden_figures_away(tmp_path: Path, name: str) -> None:
    people, hidden = ADVERSARIAL[name]
    text, _ = build(folder_with(tmp_path, {"w": people}, "targets: {firm: 4}\n"))
    for figure in hidden:
        assert figure not in text.replace("−2.50", "").replace("above 2.50", "").replace("高于 2.50", ""), (
            figure
        )
    assert "secret-" not in text


def test_a_wave_that_differs_by_one_respondent_is_not_shown_beside_it(tmp_path: Path) -> None:
    before: PEOPLE = [("KM", all_at(3 if n == 0 else 2)) for n in range(6)]
    folder = folder_with(tmp_path, {"a": before, "b": [*before, ("KM", all_at(5))]}, "targets: {firm: 4}\n")
    text, _ = build(folder)
    assert not stands_in("2.17", text)
    assert not stands_in("2.1666", text)
    assert "Fewer than 5 people are new" in text
    same = folder_with(tmp_path / "same", {"a": before, "b": before})
    assert pipeline.scorecard(same, "x").earlier[0].reason is None


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
        if not hidden or practice.claimed is None:
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
    before, after = six(), [("KM", {**given, "S1": 5}) for _, given in six()]
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
    assert (answers.dont_know, answers.unanswered, answers.merged, answers.asked) == (0, 0, 1, 13)
    assert export(card)["practices"]["selection"]["answers"]["no_rating"] == 1
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


def test_which_single_answer_decides_is_not_told_and_not_denied() -> None:
    # D1 is 15.5/6; half a point less (one of two people, one point) makes it 2.50, which does not pass.
    people: PEOPLE = [("KM", all_at(3, S1=2, S2=2, S4=2 + n)) for n in range(2)]
    raw = scored(*people)
    found = sensitivity(raw)
    assert found is not None
    assert {(d.count, d.level) for d in found.deciding} == {(2, 2)}
    card = protect(replace(raw, sensitivity=found))
    assert card.sensitivity is not None
    assert (card.sensitivity.deciding, card.sensitivity.few) == ((), True)
    for language, few in (("zh", "不足 5 个"), ("en", "Fewer than 5")):
        assert few in robustness_sentence(Reader(card, language))
        assert few in robustness_lines(Reader(card, language))[-1]
    many: PEOPLE = [("KM", all_at(3, S1=2, S2=2, S4=2 if n else 3)) for n in range(8)]
    wide = scored(*many)
    told = protect(replace(wide, sensitivity=sensitivity(wide))).sensitivity
    assert told is not None
    assert (told.few, {d.count for d in told.deciding}) == (False, {8})


def test_a_late_respondent_is_warned_of(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, {"w": six()})
    _, said = build(folder)
    assert "Do not hand over both" not in said
    late = json.loads((folder / "responses/w/00.json").read_text("utf-8"))
    late["respondent"]["id"] = "late"
    (folder / "responses/w/late.json").write_text(json.dumps(late), "utf-8")
    _, said = build(folder)
    assert "had 6 respondents, this one has 7" in said
    _, said = build(folder)
    assert "Do not hand over both" not in said


def test_single_answers_are_for_internal_use_and_only_by_agreement(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, {"w": six()}, "confidentiality: attributed\n")
    client, _ = build(folder)
    assert "secret-" not in client
    assert "For the client" in client
    internal, _ = build(folder, "--audience", "internal")
    assert "secret-3" in internal
    assert "Internal" in internal
    assert json.loads((folder / "site/result.json").read_text("utf-8"))["audience"] == "internal"
    anonymous = folder_with(tmp_path / "anonymous", {"w": six()})
    internal, _ = build(anonymous, "--audience", "internal")
    assert "secret-" not in internal


def test_every_page_says_whom_it_is_for(report: Path) -> None:
    for page in report.glob("zh/*.html"):
        assert "供客户使用" in page.read_text("utf-8"), page


def test_what_is_withheld_is_said(tmp_path: Path) -> None:
    people: PEOPLE = [("EX", {"S3": "?"}), *[("KM", {"S3": 2 + n % 2}) for n in range(6)]]
    people += [("KH", {"S3": 3}) for _ in range(6)] + [("HR", {"M6": 3}) for _ in range(2)]
    folder = folder_with(tmp_path, {"w": people})
    path = folder / "responses/w/13.json"
    data = json.loads(path.read_text("utf-8"))
    data["answers"]["belonging"]["comment"] = "only I could say this"
    path.write_text(json.dumps(data), "utf-8")
    text, _ = build(folder)
    assert "only I could say this" not in text
    assert "Comments or reasons not shown: 1" in text
    assert "A dash in the table means" in text
