"""The plan followed up: planned beside done, late or early by the day, and what the next assessment says."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from helpers import all_at, kam
from people import folder_with, six
from tracking import TODAY, fill, firm, send, steps_of

from site_builder import pipeline
from site_builder.model.page import Page
from site_builder.model.progress import Tracked
from site_builder.present.report.progress import ProgressView, progress_view
from site_builder.present.shared.drawings.progress import time_line
from site_builder.present.shared.reader import Reader


def view_of(folder: Path, language: str = "en") -> ProgressView:
    card = pipeline.scorecard(folder, "x")
    insight = pipeline.insight_of(card)
    return progress_view(Reader(card, language, insight.analysis), insight)


def write_progress(folder: Path, *steps: str, as_of: str = "2026-05-01") -> Path:
    entries = "".join(f"- {{{step}}}\n" for step in steps)
    text = f"format: kam-progress/1\nas_of: {as_of}\nsteps:\n{entries}"
    (folder / "progress.yml").write_text(text, "utf-8")
    return folder


def pages_of(folder: Path, audience: str = "client") -> dict[str, Page]:
    site = pipeline.site_of(pipeline.scorecard(folder, "x"), audience)  # type: ignore[arg-type]
    return {page.name: page for edition in site.editions for page in edition.pages}


def test_a_firm_that_follows_nothing_up_has_no_such_page(tmp_path: Path) -> None:
    assert "progress" not in pages_of(firm(tmp_path / "firm"))


def test_days_early_and_late_are_counted_from_the_planned_end(tmp_path: Path) -> None:
    steps = (
        "practice: selection, to: 3, state: done, due: 2026-03-01, finished: 2026-03-06",
        "practice: authority, to: 3, state: proven, due: 2026-03-01, finished: 2026-02-27",
        "practice: account-plan, to: 3, state: done, due: 2026-03-01, finished: 2026-03-01",
        "practice: crm-use, to: 3, state: at-work, due: 2026-04-21, started: 2026-03-01",
        "practice: data-quality, to: 3, state: not-begun, due: 2026-05-02",
        "practice: team-rules, to: 3, state: done",
    )
    view = view_of(write_progress(firm(tmp_path / "firm"), *steps))
    gaps = {row.name.split(" ")[0]: row.gap for row in view.plans[0].rows}
    assert gaps == {
        "S3": "5 days late",
        "M5": "2 days early",
        "S5": "on the day",
        "I2": "10 days overdue",
        "I1": "1 day to go",
        "O3": "",
    }
    assert view.headline == "4 of 6 steps done; one is late: I2 CRM use"
    assert "with proof: 1; at work: 1; not begun: 1; overdue: 1" in view.plans[0].summary


@pytest.mark.parametrize(
    ("late", "done", "headline"),
    [
        (0, 2, "All 2 steps of the plan are done"),
        (0, 1, "1 of 2 steps done, none late"),
        (4, 1, "1 of 5 steps done; 4 are late, longest"),
    ],
)
def test_the_headline_is_a_message(tmp_path: Path, late: int, done: int, headline: str) -> None:
    names = ["selection", "authority", "account-plan", "crm-use", "data-quality"]
    steps = [f"practice: {name}, to: 3, state: done" for name in names[:done]]
    steps += [
        f"practice: {name}, to: 3, state: at-work, due: 2026-04-01" for name in names[done : done + late]
    ]
    steps += ["practice: team-rules, to: 3, state: at-work"] * (late == 0 and done == 1)
    assert view_of(write_progress(firm(tmp_path / "firm"), *steps)).headline.startswith(headline)


def test_a_step_that_is_reported_done_counts_in_the_plan_like_one_decided_to_be(tmp_path: Path) -> None:
    step = "practice: selection, to: 3"
    reported = write_progress(firm(tmp_path / "a"), f"{step}, state: done, finished: 2026-02-01")
    decided = firm(tmp_path / "b")
    text = "- practice: selection\n  to: 3\n  decision: done\n  reason: yes, it is\n"
    (decided / "decisions.yml").write_text(text, "utf-8")
    one, two = (pipeline.insight_of(pipeline.scorecard(path, "x")) for path in (reported, decided))
    assert one.roadmap.steps == two.roadmap.steps
    assert one.route == two.route
    assert not any((s.practice, s.to) == ("selection", 3) for s in one.roadmap.steps)
    assert one.roadmap.decided[0].decision.reason["en"] == "Reported done on 2026-02-01."


@pytest.mark.parametrize(
    ("said", "decided"),
    [
        ("state: done, finished: 2026-01-11", ["done"]),
        ("state: done", ["done"]),
        ("state: proven", ["done"]),
        ("state: done, finished: 2026-01-10", []),  # the day of the assessment: the answers know
        ("state: at-work, started: 2026-02-01", []),
    ],
)
def test_what_was_done_before_the_answers_is_left_to_the_score(
    tmp_path: Path, said: str, decided: list[str]
) -> None:
    folder = write_progress(firm(tmp_path / "firm"), f"practice: selection, to: 3, {said}")
    assert [d.decision for d in pipeline.read_assessment(folder, "x").decisions] == decided


def test_a_deferral_ends_when_the_step_is_done(tmp_path: Path) -> None:
    folder = write_progress(firm(tmp_path / "firm"), "practice: selection, to: 3, state: done")
    text = "- {practice: selection, to: 3, decision: deferred, until: 2026-04-01, reason: later}\n"
    (folder / "decisions.yml").write_text(text, "utf-8")
    assert [d.decision for d in pipeline.read_assessment(folder, "x").decisions] == ["done"]


def test_the_next_report_says_what_was_expected_and_what_came(tmp_path: Path) -> None:
    # Six account managers at 2 and 3 then; all at 4 in authority now, and in selection as before.
    folder = folder_with(tmp_path, {"2025-h2": six(), "2026-h1": six(M5=4)}, "date: 2026-06-01\n")
    plan = "wave: 2025-h2, state: done, finished: 2026-01-20"
    write_progress(folder, f"practice: authority, to: 3, {plan}", f"practice: selection, to: 3, {plan}")
    view = view_of(folder)
    assert [(row.before, row.expected, row.after, row.is_reached) for row in view.results] == [
        ("2.50", "3.00", "2.50", False),
        ("2.50", "3.00", "4.00", True),
    ]
    assert view.results[0].verdict.startswith("Short of it by 0.50.")
    assert view.results[1].step == "to level 3, done on 2026\u201101\u201120"
    assert (
        view.headline == "2 of 2 steps of the H2 2025 plan were done; 1 of 2 scores came out as it expected"
    )


def test_an_earlier_score_that_may_not_be_told_is_not_told_here_either(tmp_path: Path) -> None:
    # One of six answers authority differently: 2.50 and 2.33 side by side would be this person's answer.
    then = six()
    now = [("KM", all_at(2 + n % 2, **({"M5": 2} if n == 1 else {}))) for n in range(6)]
    folder = folder_with(tmp_path, {"2025-h2": then, "2026-h1": now}, "date: 2026-06-01\n")
    write_progress(folder, "practice: authority, to: 3, wave: 2025-h2, state: done, finished: 2026-01-20")
    row = view_of(folder).results[0]
    assert (row.before, row.after) == ("not shown", "2.33")
    assert "2.50" not in row.verdict
    assert "Fewer than 5 people" in row.verdict


def test_an_expectation_is_not_below_the_score_then(tmp_path: Path) -> None:
    people = six(S3=4)
    folder = folder_with(tmp_path, {"2025-h2": people, "2026-h1": six(S3=3)}, "date: 2026-06-01\n")
    write_progress(folder, "practice: selection, to: 3, wave: 2025-h2, state: done, finished: 2026-01-20")
    assert view_of(folder).results[0].expected == "4.00"


def test_a_plan_of_a_wave_after_the_one_reported_is_left_out(tmp_path: Path) -> None:
    waves = {"2025-h2": six(), "2026-h1": six(M5=4)}
    folder = folder_with(tmp_path, waves, "wave: 2025-h2\ndate: 2025-12-01\n")
    write_progress(folder, "practice: authority, to: 3, wave: 2026-h1, state: done")
    card = pipeline.scorecard(folder, "x")
    assert card.assessment.decisions == ()
    assert "progress" not in pages_of(folder)


def test_strangers_are_told_nothing_of_it(tmp_path: Path) -> None:
    bare = pages_of(firm(tmp_path / "a"), "public")
    folder = firm(tmp_path / "b")
    write_progress(
        folder, "practice: selection, to: 3, state: done, owner: 李明, note: 签字单, finished: 2026-02-01"
    )
    told = pages_of(folder, "public")
    assert "progress" not in told
    assert told["roadmap"].view == bare["roadmap"].view
    assert not any(secret in str(page.view) for page in told.values() for secret in ("李明", "签字单"))


def test_a_time_line_covers_all_days_and_names_few_months() -> None:
    step = Tracked(practice="x", to=3, state="at-work", start="2026-01-10", due="2026-12-31")
    line = time_line([step], date(2027, 1, 10))
    assert line is not None
    assert (line.start, line.days) == (date(2026, 1, 10), 365)
    assert [day.isoformat()[:7] for _, day in line.ticks] == [
        "2026-03", "2026-05", "2026-07", "2026-09", "2026-11", "2027-01",
    ]  # fmt: skip
    assert line.ticks[0][0] == pytest.approx(50 / 365)
    undated = Tracked(practice="x", to=3, state="done")
    assert time_line([undated], date(2027, 1, 10)) is None


def test_from_the_workbook_to_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("site_builder.commands.track.local_day", lambda: TODAY)
    folder = firm(Path("acme"))
    book = send(folder, "plan.xlsx", "--lang", "en")
    step = steps_of(book)[0]
    shutil.copy(book, "back.xlsx")
    fill(Path("back.xlsx"), {(step, "state"): "proof there", (step, "finished"): date(2026, 2, 1)})
    fill(Path("back.xlsx"), {(step, "proof"): "<b>minutes</b>"})
    assert kam("import", "back.xlsx", "--into", "acme").exit_code == 0
    row = next(row for row in view_of(folder, "zh").plans[0].rows if row.state == "有证明")
    assert row.proof == "<b>minutes</b>"
    assert row.real == "到 2026-02-01"
    staged = pipeline.stage_report(pipeline.scorecard(folder, "x"))
    page = str(staged.projects["en"]["docs/progress.md"])
    assert "&lt;b&gt;minutes&lt;/b&gt;" in page
    assert 'class="noise"' in page
