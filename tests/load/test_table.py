"""Tables: what a mapping makes of them, and every cell that cannot be taken told with its place."""

import csv
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from collecting import run, stored, write
from tables import workbook

pytestmark = pytest.mark.usefixtures("folder")

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
