"""Our own forms: a workbook, an XLSForm, a plain list."""

import csv
import io
import shutil
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from collecting import run, stored, write
from pyxform import xls2xform
from tables import fill_in

from site_builder import pipeline

pytestmark = pytest.mark.usefixtures("folder")


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


@pytest.mark.parametrize("form", ["xlsx", "xlsform"])
def test_the_same_form_is_the_same_file_on_any_day(
    folder: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for day in (1, 2):
        monkeypatch.setattr(time, "time", lambda day=day: 1_800_000_000.0 + day * 86_400)
        assert run("questionnaire", "acme", "--format", form, "-o", f"{day}.xlsx").exit_code == 0
        made.append(Path(f"{day}.xlsx").read_bytes())
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as book:
        assert b"2026-01-01T00:00:00Z" in book.read("docProps/core.xml")
