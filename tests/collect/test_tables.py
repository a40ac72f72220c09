"""Tables of form services, our own workbook and XLSForm: in by a mapping that a person has looked at."""

import csv
import json
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import yaml
from click.testing import CliRunner
from collecting import block, run, stored, write
from pyxform import xls2xform

from site_builder import pipeline
from site_builder.commands import main
from site_builder.load.plain_text import (
    filled_in,
    folded,
    letter_in_front,
    moment_of,
    seconds_of,
    without_number,
)

SAMPLES = Path(__file__).parent.parent / "imports"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text("utf-8"))
ROLE_LETTERS = {"A": "EX", "C": "KM", "D": "FN"}


def decide(name: str, **changes: Any) -> None:
    """Decide what a guess leaves open, as a person would."""
    path = Path(name).with_suffix(".mapping.yml")
    data = yaml.safe_load(path.read_text("utf-8")) | changes
    if "?" in data["role"].get("values", {}).values():
        data["role"]["values"] = ROLE_LETTERS
    path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("wjx.xlsx", "没有这样的业务"),
        ("wjx-letters.csv", None),
        ("msforms.xlsx", None),
        ("googleforms.csv", None),
        ("limesurvey.csv", "no such business"),
        ("kobo.xlsx", "no such business"),
    ],
)
def test_exports_of_form_services_are_read(folder: Path, name: str, reason: str | None) -> None:
    shutil.copy(SAMPLES / name, name)
    guessed = run("import", "--guess", name)
    assert guessed.exit_code == 0, guessed.output
    assert "30 of 30" in guessed.output
    decide(name, **({} if reason else {"no_reason": "not asked"}))
    done = run("import", name, "--into", "acme")
    assert done.exit_code == 0, done.stderr
    people = sorted(stored(folder).values(), key=lambda data: data["submitted"] + data["respondent"]["id"])
    assert [person["respondent"]["role"] for person in people] == [one["role"] for one in EXPECTED]
    for person, expected in zip(people, EXPECTED, strict=True):
        assert {id_: short(answer) for id_, answer in person["answers"].items()} == expected["answers"]
        assert person["submitted"].startswith("2026-06-0")
        assert name.startswith("google") or 300 <= person["seconds"] <= 1200
        reasons = {answer.get("not_applicable") for answer in person["answers"].values()} - {None}
        assert reasons <= {reason or "not asked"}
    assert run("check", "acme").exit_code == 0
    again = run("import", name, "--into", "acme")
    assert "No new answers" in again.output
    if name == "kobo.xlsx":
        assert people[2]["context"] == {"key-accounts": 12, "annual-sales": "50m-500m"}


def short(answer: dict[str, Any]) -> Any:
    return answer.get("rating") or ("dk" if answer.get("dont_know") else "na")


def test_a_guess_is_not_overwritten_and_a_table_without_one_is_refused() -> None:
    shutil.copy(SAMPLES / "wjx.xlsx", "wjx.xlsx")
    told = run("import", "wjx.xlsx", "--into", "acme")
    assert told.exit_code == 1
    assert "--guess" in told.stderr
    assert run("import", "--guess", "wjx.xlsx").exit_code == 0
    assert run("import", "--guess", "wjx.xlsx").exit_code == 1
    assert run("import", "--guess", "wjx.xlsx", "--mapping", "other.yml").exit_code == 0
    assert run("import", "wjx.xlsx", "--into", "acme", "--mapping", "other.yml").exit_code == 0
    assert run("import", "wjx.xlsx").exit_code == 2


TABLE = "id,role,S1,M5\n1,KM,３,2\n2,XX,4,1\n,KM,7,2\n4,KM,dk,na\n"
MAPPING = """format: kam-mapping/1
id: id
role: {column: role}
answers:
  shared-understanding: {column: S1, values: {'1': 1, '3': 3, '4': 4, dk: dk}}
  authority: {column: M5}
"""


def test_every_wrong_cell_is_told_with_its_row_and_column(folder: Path) -> None:
    write("t.csv", TABLE)
    write("t.mapping.yml", MAPPING)
    done = run("import", "t.csv", "--into", "acme")
    assert done.exit_code == 1
    told = [tuple(line.split(": ")[:2]) for line in done.stderr.splitlines()[:-1]]
    assert {("t.csv:3", "role"), ("t.csv:4", "S1"), ("t.csv:5", "M5")} < set(told)
    assert [place for place, _ in told] == ["t.csv:3", "t.csv:4", "t.csv:4", "t.csv:5"]
    assert stored(folder) == {}


def test_the_good_rows_can_be_taken_and_the_rest_is_handed_back(folder: Path) -> None:
    write("t.csv", TABLE)
    write("t.mapping.yml", MAPPING)
    done = run("import", "t.csv", "--into", "acme", "--partial")
    assert done.exit_code == 1
    assert {id_: person["answers"]["shared-understanding"] for id_, person in stored(folder).items()} == {
        "1": {"rating": 3}
    }
    (rest,) = folder.glob("*.rest.csv")
    rows = list(csv.reader(rest.open(encoding="utf-8-sig")))
    assert rows[0] == ["id", "role", "S1", "M5", "Reason"]
    assert [row[:2] for row in rows[1:]] == [["2", "XX"], ["", "KM"], ["4", "KM"]]
    assert all(row[4] for row in rows[1:])
    mended = rest.read_text("utf-8-sig").replace("XX", "EX").replace(",KM,7", "3,KM,1").replace("na", "1")
    write("mended.csv", mended)
    assert run("import", "mended.csv", "--into", "acme", "--mapping", "t.mapping.yml").exit_code == 0
    assert set(stored(folder)) == {"1", "2", "3", "4"}


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        (MAPPING.replace("column: S1", "column: S9"), 'no column "S9"'),
        (MAPPING.replace("column: S1", "column: '#Z'"), 'no column "#Z"'),
        (MAPPING.replace("column: S1", "column: M5"), "more than once"),
        (MAPPING.replace("authority:", "autority:"), "authority"),
        (MAPPING.replace("'1': 1", "'1': '?'"), "not decided"),
        (MAPPING.replace("'1': 1", "'1': 6"), "1 to 5"),
        (MAPPING.replace("{column: role}", "{}"), "column"),
        (MAPPING.replace("{column: role}", "{all: ZZ}"), "ZZ"),
        (MAPPING.replace("mapping/1", "mapping/2"), "kam-mapping/1"),
        (MAPPING + "extra: 1\n", "extra"),
        ("- 1", ""),
    ],
)
def test_a_mapping_that_does_not_fit_is_told_by_its_line(mapping: str, said: str) -> None:
    write("t.csv", TABLE)
    write("t.mapping.yml", mapping)
    done = run("import", "t.csv", "--into", "acme")
    assert done.exit_code == 1
    assert said in done.stderr
    assert "t.mapping.yml:" in done.stderr


def test_columns_can_be_named_by_their_letter_and_one_role_can_hold_for_all(folder: Path) -> None:
    write("t.tsv", "x\tx\tx\nA.  Ｆｏｏ〖bar〗\t5\t2026年6月3日\n")
    write(
        "t.mapping.yml",
        "format: kam-mapping/1\nrole: {all: KM}\nid_prefix: t-\nsubmitted: '#C'\nanswers:\n"
        "  authority: {column: '#A', values: {foo: 4}}\n  selection: {column: '#B'}\n",
    )
    done = run("import", "t.tsv", "--into", "acme")
    assert done.exit_code == 0, done.stderr
    (person,) = stored(folder).values()
    assert person["respondent"]["id"].startswith("t-")
    assert person["answers"] == {"authority": {"rating": 4, "comment": "bar"}, "selection": {"rating": 5}}
    assert person["submitted"] == "2026-06-03"


def test_rows_without_ids_keep_theirs_when_sorted_or_handed_back(folder: Path) -> None:
    rows = ["KM,3", "EX,4", "XX,5", "FN,2", "FN,2"]
    write("t.csv", "\n".join(["role,S1", *rows]))
    mapping = "format: kam-mapping/1\nrole: {column: role}\nanswers: {shared-understanding: {column: S1}}\n"
    write("t.mapping.yml", mapping)
    assert run("import", "t.csv", "--into", "acme", "--partial").exit_code == 1
    before = stored(folder)
    assert len(before) == 4
    write("sorted.csv", "\n".join(["role,S1", *sorted(set(rows) - {"XX,5"}), "FN,2"]))
    again = run("import", "sorted.csv", "--into", "acme", "--mapping", "t.mapping.yml")
    assert again.exit_code == 0, again.stderr
    assert stored(folder) == before
    (rest,) = folder.glob("*.rest.csv")
    write("rest.csv", rest.read_text("utf-8-sig").replace("XX", "HR"))
    assert run("import", "rest.csv", "--into", "acme", "--mapping", "t.mapping.yml").exit_code == 0
    assert len(stored(folder)) == 5


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_guess_says_which_questions_it_did_not_find(language: str) -> None:
    write("t.csv", "id,role,S1,M5\n1,KM,2.5,3\n")
    kam = main.command_line(language)
    done = CliRunner().invoke(kam, ["import", "--guess", "t.csv"])
    assert done.exit_code == 0, done.output
    text = Path("t.mapping.yml").read_text("utf-8")
    assert "O1" in text.splitlines()[-1]
    assert '"2.5": "?"' in text


def test_titles_above_the_names_of_the_columns_are_passed_over(folder: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.merge_range("A1:D1", "Survey 2026")
        for row, cells in enumerate((["id", "role", "S1", "M5"], [1, "KM", 3, 4], [2, "XX", 3, 4]), 2):
            sheet.write_row(row, 0, cells)

    workbook("t.xlsx", fill)
    assert run("import", "--guess", "t.xlsx").exit_code == 0
    mapping = Path("t.mapping.yml").read_text("utf-8")
    assert "header: 3" in mapping
    write("t.mapping.yml", mapping.replace('"XX": "?"', '"XX": KM') if "XX" in mapping else mapping)
    done = run("import", "t.xlsx", "--into", "acme")
    assert done.exit_code == 0, done.stderr
    assert len(stored(folder)) == 2


def test_merged_cells_below_the_header_are_refused(folder: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["id", "role", "S1"])
        sheet.write_row(1, 0, [1, "KM", 3])
        sheet.write_row(2, 0, [2, "KM", ""])
        sheet.merge_range("C2:C3", 3)

    workbook("t.xlsx", fill)
    write("t.mapping.yml", MAPPING.replace("  authority: {column: M5}\n", ""))
    done = run("import", "t.xlsx", "--into", "acme")
    assert done.exit_code == 1
    assert "C2:C3" in done.stderr
    assert stored(folder) == {}


def test_a_damaged_byte_is_no_reason_to_read_another_encoding() -> None:
    raw = ("id,role,S1,备注\n" + "\n".join(f"{n},KM,3,客户的采购流程" for n in range(9))).encode()
    Path("t.csv").write_bytes(raw[:80] + b"\xff" + raw[80:])
    write("t.mapping.yml", MAPPING.replace("  authority: {column: M5}\n", ""))
    done = run("import", "t.csv", "--into", "acme")
    assert done.exit_code == 1
    assert "damaged character" in done.stderr


def workbook(name: str, fill: Callable[[Any, Any], None]) -> str:
    book = xlsxwriter.Workbook(name)
    fill(book, book.add_worksheet("答卷"))
    book.close()
    return name


def test_merged_header_cells_are_refused_with_their_address() -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.merge_range("B1:C1", "both")
        sheet.write_row(1, 0, [1, 2, 3])

    done = run("import", "--guess", workbook("t.xlsx", fill))
    assert done.exit_code == 1
    assert "t.xlsx:1: B1:C1" in done.stderr


def test_excel_dates_and_numbers_are_read_as_what_they_show(folder: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["id", "day", "S1", "M5"])
        sheet.write_row(1, 0, [7.0, None, 3.0, "４"])
        sheet.write_datetime(1, 1, datetime(2026, 6, 3), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001

    workbook("t.xlsx", fill)
    mapping = "format: kam-mapping/1\nsheet: 答卷\nid: id\nsubmitted: day\nrole: {all: KM}\nanswers:\n"
    mapping += "  shared-understanding: {column: S1}\n  authority: {column: M5}\n"
    write("t.mapping.yml", mapping)
    assert run("import", "t.xlsx", "--into", "acme").exit_code == 0
    person = stored(folder)["7"]
    assert (person["submitted"], person["answers"]["shared-understanding"]) == ("2026-06-03", {"rating": 3})
    write("t.mapping.yml", mapping.replace("答卷", "答案"))
    assert "答卷" in run("import", "t.xlsx", "--into", "acme").stderr


@pytest.mark.parametrize("raw", [b"", b"\xff\xff\x81", b"a,b\n", b"\n\n\n", b'a,"b\n1,2'])
def test_tables_that_are_none_are_told(raw: bytes) -> None:
    Path("t.csv").write_bytes(raw)
    Path("t.xlsx").write_bytes(raw)
    for name in ("t.csv", "t.xlsx"):
        done = run("import", "--guess", name)
        assert done.exit_code == 1, done.output
        assert name in done.stderr
        assert not Path(name).with_suffix(".mapping.yml").exists()


# Our own forms.


def fill_in(path: str, sheet: str, answers: dict[str, tuple[str, str]]) -> None:
    """Fill a form in as a spreadsheet program does: the beginning of a choice, and a remark."""
    book = openpyxl.load_workbook(path)
    page, lists = book[sheet], book["_lists"]
    rules = {str(rule.sqref): rule.formula1 for rule in page.data_validations.dataValidation}
    for row in page.iter_rows():
        tag = row[0].value
        if tag in answers:
            wanted, beside = answers[tag]
            rule = rules.get(row[3].coordinate)
            if rule and rule.startswith("'_lists'"):
                column = rule.split("$")[1]
                choices = [cell.value for cell in lists[column] if cell.value]
                wanted = next(choice for choice in choices if choice.startswith(wanted))
            row[3].value = wanted
            row[4].value = beside or None
    book.save(path)


def test_a_filled_in_workbook_needs_no_mapping(folder: Path) -> None:
    assert run("questionnaire", "acme", "--format", "xlsx", "-o", "form.xlsx").exit_code == 0
    shutil.copy("form.xlsx", "张三.xlsx")
    empty = run("import", "form.xlsx", "--into", "acme")
    assert empty.exit_code == 1
    assert "no answers" in empty.stderr
    given = {"@role": ("KM", ""), "selection": ("3 ", "since 2024"), "authority": ("?", "")}
    given |= {"belonging": ("-", "no such post"), "@context:key-accounts": ("12", "")}
    fill_in("张三.xlsx", "问卷", given)
    fill_in("form.xlsx", "Questionnaire", {**given, "@id": ("r-7", ""), "@role": ("EX", "")})
    done = run("import", "张三.xlsx", "form.xlsx", "--into", "acme")
    assert done.exit_code == 0, done.stderr
    people = stored(folder)
    assert people["张三"]["respondent"]["role"] == "KM"
    assert people["张三"]["language"] == "zh"
    assert people["r-7"]["answers"] == {
        "selection": {"rating": 3, "comment": "since 2024"},
        "authority": {"dont_know": True},
        "belonging": {"not_applicable": "no such post"},
    }
    assert people["r-7"]["context"] == {"key-accounts": 12}


def test_a_workbook_by_role_asks_each_role_its_own(folder: Path) -> None:
    run("questionnaire", "acme", "--format", "xlsx", "--by-role", "-o", "form.xlsx")
    book = openpyxl.load_workbook("form.xlsx")
    assert {"KM 中文", "HR English", "EX 中文"} <= set(book.sheetnames)
    asked = [row[0].value for row in book["HR 中文"].iter_rows() if row[0].value]
    own = [p.id for p in pipeline.read_instrument().practices if "HR" in p.roles]
    assert asked == ["@id", *own]
    assert book["HR 中文"].protection.sheet
    assert book["HR 中文"]["C7"].protection.locked
    assert book["_lists"].sheet_state == "veryHidden"
    fill_in("form.xlsx", "HR 中文", {own[0]: ("4 ", "")})
    assert run("import", "form.xlsx", "--into", "acme").exit_code == 0
    assert stored(folder)["form"]["respondent"]["role"] == "HR"


def test_mistakes_in_a_workbook_are_told_by_sheet_and_row(folder: Path) -> None:
    run("questionnaire", "acme", "--format", "xlsx", "-o", "form.xlsx")
    book = openpyxl.load_workbook("form.xlsx")
    for row in book["问卷"].iter_rows():
        if row[0].value == "selection":
            row[3].value = "9 nonsense"
        elif row[0].value == "authority":
            row[3].value = "whatever"
        elif row[0].value == "belonging":
            row[3].value = "- 不适用"
        elif row[0].value == "@context:annual-sales":
            row[3].value = "a lot"
    book.save("form.xlsx")
    done = run("import", "form.xlsx", "--into", "acme")
    assert done.exit_code == 1
    for place in ("selection", "authority", "belonging", "@role", "@context:annual-sales"):
        assert place in done.stderr, place
    assert "form.xlsx[问卷]:" in done.stderr
    assert stored(folder) == {}


def test_a_form_that_was_filled_in_is_not_replaced() -> None:
    for form, name in (("xlsx", "questionnaire.xlsx"), ("xlsform", "questionnaire.xlsform.xlsx")):
        assert run("questionnaire", "acme", "--format", form).exit_code == 0
        assert run("questionnaire", "acme", "--format", form).exit_code == 0
        assert Path("acme", name).is_file()
    fill_in("acme/questionnaire.xlsx", "问卷", {"@role": ("KM", ""), "selection": ("3 ", "")})
    assert run("questionnaire", "acme", "--format", "xlsx").exit_code == 1
    write("acme/questionnaire.xlsform.xlsx", "mine")
    assert run("questionnaire", "acme", "--format", "xlsform").exit_code == 1


def test_the_xlsform_is_one(tmp_path: Path) -> None:
    run("questionnaire", "acme", "--format", "xlsform", "-o", "form.xlsx")
    converted = xls2xform.convert("form.xlsx", validate=False, warnings=[])
    assert converted.xform.count("<bind nodeset=") > 60
    assert "English (en)" in converted.xform
    assert not [warning for warning in converted.warnings or [] if "missing" in warning.lower()]


def test_the_plain_list_has_every_question_in_every_language() -> None:
    run("questionnaire", "acme", "--format", "csv", "-o", "q.csv")
    rows = list(csv.DictReader(Path("q.csv").read_text("utf-8-sig").splitlines()))
    assert len([row for row in rows if row["code"]]) == 60
    by_id = {(row["language"], row["id"]): row for row in rows}
    practice = pipeline.read_instrument().practice_by_id["authority"]
    assert by_id["zh", "authority"]["option 5"] == practice.items[0].anchors[4]["zh"]


# Small texts.


def test_texts_of_forms_are_brought_into_one_shape() -> None:
    assert folded("Ｆoo， bar。") == folded("foo,BAR")
    assert without_number("12、公司怎么定？") == "公司怎么定?"
    assert without_number("Q3. How") == "How"
    assert letter_in_front("B．由领导点名") == ("B", "由领导点名")
    assert letter_in_front("A leader says so") == (None, "A leader says so")
    assert filled_in("不适用〖没有〗") == ("不适用", "没有")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026/6/3 9:12:05", "2026-06-03T09:12:05"),
        ("2026-06-03", "2026-06-03T00:00:00"),
        ("2026年6月3日 下午3:05", "2026-06-03T15:05:00"),
        ("6/3/26 10:02:01", "2026-06-03T10:02:01"),
        ("23/6/2026", "2026-06-23T00:00:00"),
        ("2026/06/03 2:05:01 PM GMT+8", "2026-06-03T14:05:01"),
        ("46176", "2026-06-03T00:00:00"),
        ("2026-06-03T02:10:30Z", "2026-06-03T02:10:30"),
        ("2026-13-41", None),
        ("soon", None),
        ("", None),
    ],
)
def test_moments_are_read_as_services_write_them(text: str, day: str | None) -> None:
    found = moment_of(text)
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("text", "seconds"), [("312秒", 312), ("5分12秒", 312), ("480.25", 480), ("3分钟", 180), ("long", None)]
)
def test_spans_are_read_as_services_write_them(text: str, seconds: int | None) -> None:
    assert seconds_of(text) == seconds


# Status.


def test_the_status_says_who_is_missing_and_what_has_too_few_answers(folder: Path) -> None:
    settings = folder / "assessment.yml"
    settings.write_text(settings.read_text("utf-8") + "planned_sample: {KM: 3, HR: 1}\n", "utf-8")
    shutil.copy(SAMPLES / "kobo.xlsx", "kobo.xlsx")
    run("import", "--guess", "kobo.xlsx")
    run("import", "kobo.xlsx", "--into", "acme")
    shown = run("status", "acme")
    assert shown.exit_code == 0, shown.output
    assert "4 respondents" in shown.output
    data = json.loads(run("status", "acme", "--json").stdout)
    roles = {role["role"]: role for role in data["roles"]}
    assert (roles["KM"]["answered"], roles["KM"]["missing"]) == (2, 1)
    assert (roles["HR"]["answered"], roles["HR"]["missing"]) == (0, 1)
    assert roles["EX"]["planned"] is None
    assert {practice["code"] for practice in data["few"]} == {
        p.code for p in pipeline.read_instrument().practices
    }


# The whole way: one wave, collected four ways.


def wjx_row(number: int, data: dict[str, Any]) -> list[str]:
    """Return answers as 问卷星 would export them: letters with texts, what was written in 〖〗."""
    instrument = pipeline.read_instrument()
    cells = [str(number), f"2026/6/{number % 9 + 1} 10:00", "400秒", "", data["respondent"]["role"]]
    for practice in instrument.practices:
        answer = data["answers"].get(practice.id, {})
        options = [anchor["zh"] for anchor in practice.items[0].anchors] + ["不清楚", "不适用（请说明原因）"]
        place = answer.get("rating", 0) - 1
        place = 5 if answer.get("dont_know") else 6 if "not_applicable" in answer else place
        text = f"{'ABCDEFG'[place]}.{options[place]}" if answer else ""
        written = answer.get("not_applicable") or answer.get("comment")
        cells.append(f"{text}〖{written}〗" if written else text)
    return cells


def test_a_wave_collected_four_ways_gives_the_same_report(folder: Path) -> None:
    source = pipeline.example_folders()["hengchuan-valves"]
    for name in ("assessment.yml", "evidence.yml"):
        shutil.copy(source / name, folder / name)
    shutil.rmtree(folder / "responses")
    everyone = [
        json.loads(path.read_text("utf-8")) for path in sorted(source.glob("responses/2026-h1/*.json"))
    ]
    files, chats, rows, books = (everyone[n::4] for n in range(4))
    (folder / "responses/2026-h1").mkdir(parents=True)
    for number, data in enumerate(files):
        write(f"file-{number}.json", json.dumps(data))
    write("chat.txt", "\n".join(f"好的\n{block(data)}" for data in chats))
    titles = [practice.items[0].question["zh"] for practice in pipeline.read_instrument().practices]
    with Path("问卷.csv").open("w", encoding="gb18030", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["序号", "提交答卷时间", "所用时间", "来源", "1、您的角色", *titles])
        writer.writerows(wjx_row(number, data) for number, data in enumerate(rows, 1))
    assert run("import", "--guess", "问卷.csv").exit_code == 0
    run("questionnaire", "acme", "--format", "xlsx", "-o", "form.xlsx")
    for number, data in enumerate(books):
        shutil.copy("form.xlsx", f"book-{number}.xlsx")
        given = {"@id": (data["respondent"]["id"], ""), "@role": (f"{data['respondent']['role']} ", "")}
        for id_, answer in data["answers"].items():
            kind = (
                "?"
                if answer.get("dont_know")
                else "- "
                if "not_applicable" in answer
                else str(answer["rating"])
            )
            given[id_] = (kind, answer.get("not_applicable") or answer.get("comment") or "")
        fill_in(f"book-{number}.xlsx", "问卷", given)
    collected = [str(path) for path in sorted(Path().glob("*.json")) + sorted(Path().glob("book-*.xlsx"))]
    done = run("import", *collected, "chat.txt", "问卷.csv", "--into", "acme")
    assert done.exit_code == 0, done.stderr
    assert "Imported 20 respondents" in done.output
    ours, theirs = (json.loads(run("score", str(place), "--json").stdout) for place in (folder, source))
    for key in ("level", "index", "dimensions", "practices", "respondents", "sensitivity"):
        assert ours[key] == theirs[key], key
    texts = [
        {remark.text for p in pipeline.scorecard(place, "x").practices.values() for remark in p.comments}
        for place in (folder, source)
    ]
    assert texts[0] == texts[1]
