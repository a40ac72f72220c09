"""The questionnaire for other tools, a module a format: a workbook to fill in, an XLSForm, a list."""

import io
from datetime import UTC, datetime

import xlsxwriter

_MADE = datetime(2026, 1, 1, tzinfo=UTC)
"""Stands for the time at which a book is made: the same questionnaire gives the same bytes on any day."""


_OPTIONS = {
    "constant_memory": False,
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
"""How workbooks are written: without files of their own on the way, and texts as they are, `=` or not."""


def new_book(out: io.BytesIO) -> xlsxwriter.Workbook:
    """Return an empty workbook that is written to `out` when it is closed."""
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties({"created": _MADE})
    return book
