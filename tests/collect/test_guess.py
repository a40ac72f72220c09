"""The mapping of a table as far as it can be told from its header and texts."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from collecting import run, stored, write
from tables import SAMPLES, workbook

from site_builder.commands import main

pytestmark = pytest.mark.usefixtures("folder")


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


def test_merged_header_cells_are_refused_with_their_address() -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.merge_range("B1:C1", "both")
        sheet.write_row(1, 0, [1, 2, 3])

    done = run("import", "--guess", workbook("t.xlsx", fill))
    assert done.exit_code == 1
    assert "t.xlsx:1: B1:C1" in done.stderr


@pytest.mark.parametrize("raw", [b"", b"\xff\xff\x81", b"a,b\n", b"\n\n\n", b'a,"b\n1,2'])
def test_tables_that_are_none_are_told(raw: bytes) -> None:
    Path("t.csv").write_bytes(raw)
    Path("t.xlsx").write_bytes(raw)
    for name in ("t.csv", "t.xlsx"):
        done = run("import", "--guess", name)
        assert done.exit_code == 1, done.output
        assert name in done.stderr
        assert not Path(name).with_suffix(".mapping.yml").exists()
