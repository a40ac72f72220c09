"""The plan goes out as a table and comes back: nothing is lost, half-written or computed."""

import json
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from collecting import answers, run, write
from helpers import hashes
from tracking import TODAY, fill, firm, progress, rows_of, send, steps_of

from site_builder.collect.progress_file import progress_text
from site_builder.model.tracking import COLUMNS, OPEN, TRACK, harmless, unmarked


@pytest.fixture
def acme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a firm with a plan, in the present folder; it is 1 June 2026."""
    monkeypatch.chdir(tmp_path)
    for module in ("track", "import_answers", "status"):
        monkeypatch.setattr(f"site_builder.commands.{module}.local_day", lambda: TODAY)
    return firm(Path("acme"))


def take(*names: str | Path, replace: bool = False) -> str:
    """Take tables in, and return what was said."""
    done = run("import", *map(str, names), "--into", "acme", *(["--replace"] if replace else []))
    assert done.exit_code == 0, done.output
    return done.output


def refused(*names: str | Path) -> str:
    """Return why tables are not taken in; nothing has changed on disk."""
    before = hashes(Path("acme"))
    done = run("import", *map(str, names), "--into", "acme")
    assert done.exit_code == 1, done.output
    assert hashes(Path("acme")) == before
    return done.stderr


def test_a_workbook_that_comes_back_becomes_the_progress(acme: Path) -> None:
    book = send(acme, "plan.xlsx")
    first, second, *rest = steps_of(book)
    fill(book, {(first, "state"): "已完成", (first, "started"): date(2026, 1, 12)})
    fill(book, {(first, "finished"): date(2026, 2, 20), (first, "proof"): "纪要 2026-02-20，共享盘/大客户"})
    fill(book, {(second, "state"): "进行中", (second, "owner"): "李明", (second, "note"): "等预算"})
    said = take(book)
    assert f"{len(rest) + 2} steps new, 0 changed, 0 known" in said
    found = progress(acme)
    assert found[first]["state"] == "done"
    assert found[first]["finished"] == "2026-02-20"
    assert found[first]["proof"] == "纪要 2026-02-20，共享盘/大客户"
    assert (found[second]["state"], found[second]["owner"], found[second]["note"]) == (
        "at-work",
        "李明",
        "等预算",
    )
    assert {found[step]["state"] for step in rest} == {"not-begun"}
    assert all(step["start"] < step["due"] for step in found.values())
    assert run("check", "acme").exit_code == 0


def test_a_second_time_changes_nothing(acme: Path) -> None:
    book = send(acme, "plan.xlsx")
    fill(book, {(steps_of(book)[0], "state"): "进行中"})
    take(book)
    before = hashes(acme)
    assert f"unchanged ({len(steps_of(book))} steps known already)" in take(book)
    assert hashes(acme) == before


def test_a_file_that_was_changed_meanwhile_is_not_written_over(
    acme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = send(acme, "plan.xlsx")
    take(book)
    fill(book, {(steps_of(book)[0], "state"): "进行中"})
    file, real = acme / "progress.yml", progress_text

    def meanwhile(*given: object) -> object:
        file.write_text(file.read_text("utf-8") + "# by somebody else\n", "utf-8")
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("site_builder.pipeline.tracking.progress_text", meanwhile)
    done = run("import", str(book), "--into", "acme")
    assert (done.exit_code, "changed while the table was being read" in done.stderr) == (1, True)
    assert file.read_text("utf-8").endswith("# by somebody else\n")


def test_several_owners_fill_in_copies_and_none_undoes_what_another_said(acme: Path) -> None:
    book = send(acme, "plan.xlsx")
    one, two, *_ = steps_of(book)
    for name in ("a.xlsx", "b.xlsx"):
        shutil.copy(book, name)
    fill(Path("a.xlsx"), {(one, "state"): "已完成", (one, "finished"): date(2026, 3, 1)})
    fill(Path("b.xlsx"), {(two, "state"): "进行中"})
    take("a.xlsx")
    assert "0 steps new, 1 changed" in take("b.xlsx")
    found = progress(acme)
    assert (found[one]["state"], found[two]["state"]) == ("done", "at-work")
    # The next round goes out with what is known, and a row that is left alone still says nothing.
    round_two = send(acme, "second.xlsx")
    fill(round_two, {(two, "state"): "有证明", (two, "proof"): "附件三"})
    take(round_two)
    assert "unchanged" in take("a.xlsx")
    assert progress(acme)[two]["state"] == "proven"


def test_two_tables_that_say_different_things_of_a_step_are_refused(acme: Path) -> None:
    book = send(acme, "a.xlsx")
    step = steps_of(book)[0]
    shutil.copy(book, "b.xlsx")
    fill(book, {(step, "state"): "已完成"})
    fill(Path("b.xlsx"), {(step, "state"): "进行中"})
    assert f'"{step}" is told of at a.xlsx:5 too' in refused("a.xlsx", "b.xlsx")
    assert not (acme / "progress.yml").exists()


def test_a_step_goes_back_only_when_asked_for(acme: Path) -> None:
    book = send(acme, "plan.xlsx")
    step = steps_of(book)[0]
    fill(book, {(step, "state"): "已完成", (step, "finished"): date(2026, 3, 1)})
    take(book)
    fill(book, {(step, "state"): "进行中", (step, "finished"): None})
    assert "this would take it back" in refused(book)
    take(book, replace=True)
    found = progress(acme)[step]
    assert found["state"] == "at-work"
    assert "finished" not in found


def test_an_empty_cell_takes_nothing_away_and_agreed_dates_stay(acme: Path) -> None:
    book = send(acme, "plan.xlsx")
    step = steps_of(book)[0]
    fill(book, {(step, "state"): "进行中", (step, "note"): "一", (step, "owner"): "李明"})
    take(book)
    due = progress(acme)[step]["due"]
    fill(book, {(step, "note"): None, (step, "due"): date(2031, 1, 1), (step, "owner"): "王芳"})
    said = take(book)
    assert f"not taken ({step})" in said
    found = progress(acme)[step]
    assert (found["note"], found["owner"], found["due"]) == ("一", "王芳", due)


def test_what_a_person_wrote_around_the_entries_is_kept(acme: Path) -> None:
    text = (
        "format: kam-progress/1\n# agreed on 12 January\nas_of: 2026-02-01\nsteps:\n"
        "  - practice: selection   # Ms Li knows\n    to: 3\n    state: at-work # since May\n"
        "    note: |\n      two\n      lines\n    # ask again in June\n"
        "  - practice: account-plan # Mr Wang\n    to: 3\n    state: not-begun\n"
    )
    (acme / "progress.yml").write_text(text, "utf-8")
    book = send(acme, "plan.xlsx")
    assert {"selection-3", "account-plan-3"} <= set(steps_of(book))
    fill(book, {("account-plan-3", "state"): "进行中"})
    take(book)
    kept = (acme / "progress.yml").read_text("utf-8")
    for remark in (
        "# agreed on 12 January",
        "# Ms Li knows",
        "# since May",
        "# ask again in June",
        "# Mr Wang",
    ):
        assert remark in kept
    assert "as_of: 2026-06-01" in kept
    found = progress(acme)
    assert found["account-plan-3"]["state"] == "at-work"
    assert found["selection-3"]["note"] == "two\nlines\n"
    assert not (acme / "replaced").exists()


def test_a_file_that_cannot_keep_its_remarks_is_put_aside(acme: Path) -> None:
    text = "format: kam-progress/1\nsteps: [{practice: selection, to: 3, state: at-work}] # Ms Li knows\n"
    (acme / "progress.yml").write_text(text, "utf-8")
    said = take(send(acme, "plan.xlsx"))
    assert "replaced/progress.yml" in said
    assert (acme / "replaced/progress.yml").read_text("utf-8") == text
    assert progress(acme)["selection-3"]["state"] == "at-work"


def test_a_csv_comes_back_as_excel_saves_it_in_china(acme: Path) -> None:
    table = send(acme, "plan.csv", "--format", "csv", "--lang", "zh")
    text = table.read_bytes().decode("utf-8-sig")
    assert text.startswith(f"{TRACK},实践,")
    step = rows_of(table)[0][TRACK]
    lines = [
        line.replace("未开始", "已完成", 1) if line.startswith(step) else line for line in text.split("\r\n")
    ]
    write("gbk.csv", "\r\n".join(lines).replace("2026-01-", "2026/1/"), "gb18030")
    take("gbk.csv")
    assert progress(acme)[step]["state"] == "done"
    assert progress(acme)[step]["start"].startswith("2026-01-")


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("state", "nearly", 'The state is "nearly"; expected one of'),
        ("state", "=1+1", 'The state is "=1+1"'),
        ("started", "next week", '"next week" is not a date'),
        ("started", "=TODAY()", "is not a date"),
        ("started", "03/04/2026", "which is the month"),
        ("started", date(2027, 1, 1), "2027-01-01 is later than 2026-06-01"),
        ("finished", date(2026, 3, 1), 'the state is "not begun"'),
        (TRACK, "autority-3", 'There is no practice "autority". Did you mean "authority"'),
        (TRACK, "authority-7", "A step cannot lead to level 7; write 2 to 5."),
        (TRACK, "authority", "expected the id of a step"),
        (TRACK, None, "This row has no id"),
        ("wave", "2031-h1", 'There is no wave "2031-h1"'),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_row(acme: Path, key: str, value: object, told: str) -> None:
    book = send(acme, "plan.xlsx")
    step, line = steps_of(book)[0], 5
    fill(book, {(step, key): value})
    said = refused(book)
    assert f"{book}:{line}" in said
    assert told in said


def test_a_character_that_cannot_be_printed_is_refused(acme: Path) -> None:
    text = send(acme, "plan.csv", "--format", "csv").read_bytes().decode("utf-8-sig")
    write("bell.csv", text.replace("未开始", "进行\u0007中", 1))
    assert "bell.csv:2: state" in refused("bell.csv")


def test_a_date_that_lost_its_format_is_still_one(acme: Path) -> None:
    book = send(acme, "plan.xlsx")
    step = steps_of(book)[0]
    fill(book, {(step, "state"): "done", (step, "finished"): 46082})  # as Excel counts: 1 March 2026
    take(book)
    assert progress(acme)[step]["finished"] == "2026-03-01"


def test_rows_may_be_deleted_and_columns_moved_but_not_lost(acme: Path) -> None:
    book = send(acme, "plan.xlsx")
    first, second, *_ = steps_of(book)
    take(book)
    known = progress(acme)
    page = (open_book := openpyxl.load_workbook(book)).active
    page.delete_rows(5)
    page.move_range("A1:P40", cols=0)
    open_book.save("cut.xlsx")
    fill(Path("cut.xlsx"), {(second, "state"): "进行中"})
    take("cut.xlsx")
    assert progress(acme).keys() == known.keys()
    assert progress(acme)[first] == known[first]
    text = send(acme, "plan.csv", "--format", "csv", "--lang", "zh").read_bytes().decode("utf-8-sig")
    write("renamed.csv", text.replace("实际完成", "搞定日期", 1))
    said = refused("renamed.csv")
    assert 'The column "Finished on" is missing' in said
    assert "搞定日期" in said


def test_no_cell_of_any_form_can_start_a_formula(acme: Path) -> None:
    text = (
        "format: kam-progress/1\nsteps:\n- practice: selection\n  to: 3\n  state: at-work\n"
        "  owner: '=cmd|x'\n  note: '-2+3'\n  proof: '@SUM(A1)'\n"
    )
    (acme / "progress.yml").write_text(text, "utf-8")
    for form in ("csv", "jira", "planner", "github"):
        for row in rows_of(send(acme, f"plan.{form}.csv", "--format", form)):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row.values())
    book = send(acme, "plan.xlsx")
    cells = [cell for row in openpyxl.load_workbook(book).active.iter_rows() for cell in row if cell.value]
    assert not any(str(cell.value).startswith(("=", "+", "-", "@")) for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "d"}
    fill(book, {("selection-3", "state"): "done"})
    take(book)
    assert progress(acme)["selection-3"]["owner"] == "=cmd|x"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "'=1", "plain", ""])
def test_the_mark_before_a_formula_is_taken_off_again(text: str) -> None:
    assert unmarked(harmless(text)) == text or text == "'=1"
    assert not harmless(text).startswith(("=", "+", "-", "@"))


def test_the_cells_of_the_owner_are_open_and_all_others_locked(acme: Path) -> None:
    page = openpyxl.load_workbook(send(acme, "plan.xlsx", "--lang", "en")).active
    assert page.protection.sheet
    assert page.freeze_panes == "D5"
    keys = {cell.column: cell.value for cell in page[3]}
    assert page.row_dimensions[3].hidden
    for cell in page[5]:
        if keys.get(cell.column) in COLUMNS:
            assert cell.protection.locked is (keys[cell.column] not in OPEN), cell.coordinate
    rules = {
        str(rule.sqref).rstrip("0123456789").split(":")[0]: rule
        for rule in page.data_validations.dataValidation
    }
    assert any(rule.formula1 == '"not begun,at work,done,proof there"' for rule in rules.values())
    assert sum(rule.type == "date" for rule in rules.values()) == 2


def test_a_filled_in_table_is_not_written_over(acme: Path) -> None:
    book = send(acme, "plan.xlsx")
    send(acme, "plan.xlsx")
    fill(book, {(steps_of(book)[0], "state"): "进行中"})
    told = run("track", "acme", "-o", "plan.xlsx")
    assert told.exit_code == 1
    assert "would be lost" in told.stderr
    take(book)
    send(acme, "plan.xlsx")


def test_the_forms_of_other_tools_have_the_columns_that_these_take_in(acme: Path) -> None:
    (acme / "progress.yml").write_text(
        "format: kam-progress/1\nsteps:\n- {practice: selection, to: 3, state: done, owner: '@mli'}\n",
        "utf-8",
    )
    jira = rows_of(send(acme, "j.csv", "--format", "jira", "--lang", "en"))
    planner = rows_of(send(acme, "p.csv", "--format", "planner", "--lang", "en"))
    github = rows_of(send(acme, "g.csv", "--format", "github", "--lang", "en"))
    assert {"Summary", "Description", "Assignee", "Due date", "Labels"} <= jira[0].keys()
    assert list(planner[0]) == [
        "Task Name", "Bucket", "Progress", "Priority", "Assigned To", "Start date", "Due date", "Description",
    ]  # fmt: skip
    assert {"title", "body", "labels", "milestone", "assignees"} <= github[0].keys()
    at = next(n for n, row in enumerate(github) if "selection-3" in row["labels"].split(","))
    assert (github[at]["assignees"], github[at]["state"]) == ("mli", "closed")
    assert planner[at]["Progress"] == "Completed"
    assert "selection-3" in jira[at]["Description"]


def test_answers_and_tables_are_taken_in_together(acme: Path) -> None:
    book = send(acme, "plan.xlsx")
    write("r.json", json.dumps(answers("r-9", selection=3)))
    said = take(book, "r.json")
    assert "steps new" in said
    assert "1 respondent" in said


def test_status_says_how_far_the_plan_has_come(acme: Path) -> None:
    assert "Plan:" not in run("status", "acme").output
    text = "format: kam-progress/1\nas_of: 2026-05-01\nsteps:\n"
    text += "- {practice: selection, to: 3, state: done}\n"
    text += "- {practice: authority, to: 3, state: at-work, due: 2026-04-30}\n"
    (acme / "progress.yml").write_text(text, "utf-8")
    assert "Plan: 1 of 2 steps done, 1 late (state of 2026-05-01)" in run("status", "acme").output


def test_a_single_answers_file_has_no_place_for_progress(acme: Path) -> None:
    told = run("track", "acme/responses/2026-h1/r.json")
    assert told.exit_code == 1
    assert "needs an assessment folder" in told.stderr
