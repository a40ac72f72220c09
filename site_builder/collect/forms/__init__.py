"""What is sent out for other tools, a module a format: the questionnaire, and the plan."""

import io
from datetime import UTC, datetime

import xlsxwriter

_MADE = datetime(2026, 1, 1, tzinfo=UTC)
"""Stands for the time at which a book is made: the same questionnaire gives the same bytes on any day."""


FONTS = {"zh": "Microsoft YaHei", "en": "Calibri"}
INK, SOFT, ACCENT, TINT, LINE = "#16232F", "#55636F", "#0B6E6E", "#F5F7F8", "#B8C1C8"
A4 = 9
"""How workbooks look: fonts by language, colours, and the paper by Excel's number for it."""


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
