"""What tests of tables share: exports of form services, decisions on a guess, workbooks, forms filled in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
import yaml

SAMPLES = Path(__file__).parent / "imports"
ROLE_LETTERS = {"A": "EX", "C": "KM", "D": "FN"}


def decide(name: str, **changes: Any) -> None:
    """Decide what a guess leaves open, as a person would."""
    path = Path(name).with_suffix(".mapping.yml")
    data = yaml.safe_load(path.read_text("utf-8")) | changes
    if "?" in data["role"].get("values", {}).values():
        data["role"]["values"] = ROLE_LETTERS
    path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")


def workbook(name: str, fill: Callable[[Any, Any], None]) -> str:
    book = xlsxwriter.Workbook(name)
    fill(book, book.add_worksheet("答卷"))
    book.close()
    return name


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
