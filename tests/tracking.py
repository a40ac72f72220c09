"""What tests of following up share: a firm with a plan, and tables of it filled in as people do."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import yaml
from collecting import run
from helpers import sample

from site_builder.model.tracking import TRACK

TODAY = date(2026, 6, 1)


def firm(folder: Path, rating: int = 2, **changed: int) -> Path:
    """Write a firm with one respondent and a plan that counts from 10 January 2026."""
    sample(folder, rating, **changed)
    settings = folder / "assessment.yml"
    settings.write_text(f"{settings.read_text('utf-8')}date: 2026-01-10\nlanguages: [zh, en]\n", "utf-8")
    return folder


def send(folder: Path, name: str, *options: str) -> Path:
    """Make a table of the plan, and return it."""
    done = run("track", folder.as_posix(), "-o", name, *options)
    assert done.exit_code == 0, done.output
    return Path(name)


def steps_of(path: Path) -> list[str]:
    """Return the ids of the steps in a workbook, in their order."""
    page = openpyxl.load_workbook(path).active
    return [row[0].value for row in page.iter_rows(min_row=5) if row[0].value]


def fill(path: Path, cells: Mapping[tuple[str, str], Any]) -> None:
    """Write into cells of a workbook, each by the id of its step and the key of its column."""
    book = openpyxl.load_workbook(path)
    page = book.active
    keys = next(row for row in page.iter_rows() if row[0].value == TRACK)
    columns = {cell.value: cell.column for cell in keys}
    rows = {row[0].value: row[0].row for row in page.iter_rows()}
    for (step, key), value in cells.items():
        cell = page.cell(row=rows[step], column=columns[key])
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"  # what begins with "=" is text that somebody typed or pasted
    book.save(path)


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV by the names of its columns."""
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def progress(folder: Path) -> dict[str, dict[str, Any]]:
    """Return what the file of progress says, by step."""
    data = yaml.load((folder / "progress.yml").read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - texts
    return {f"{step['practice']}-{step['to']}": step for step in data["steps"]}
