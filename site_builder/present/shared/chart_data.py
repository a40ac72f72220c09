"""The figures behind charts, as files for a spreadsheet."""

import csv
import io
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from site_builder.model.page import DataTable

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SIGNED = "+0123456789.−"


def tables(view: Any) -> Iterator[DataTable]:
    """Yield the tables of a view, wherever in it they are."""
    if isinstance(view, DataTable):
        yield view
    elif isinstance(view, tuple):
        for entry in view:
            yield from tables(entry)
    elif is_dataclass(view):
        for field in fields(view):
            yield from tables(getattr(view, field.name))


def as_csv(table: DataTable) -> str:
    """Return a table as CSV that Excel opens as UTF-8; no cell can start a formula."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([[_harmless(cell) for cell in row] for row in (table.header, *table.rows)])
    return out.getvalue()


def _harmless(cell: str) -> str:
    """Return a figure with a plain minus, and a text that a spreadsheet does not compute."""
    if cell and all(character in _SIGNED for character in cell):
        return cell.replace("−", "-").removeprefix("+")
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
