"""Reads one sheet of a CSV file or a workbook."""

import csv
import io
from pathlib import Path
from typing import Any

from site_builder.load.books import open_book
from site_builder.load.files import read_file
from site_builder.load.plain_text import ENCODINGS, cell_text
from site_builder.model.problems import InputProblems, Problem
from site_builder.model.table import Table, letter_of

CSV_SUFFIXES = (".csv", ".tsv")
BOOK_SUFFIXES = (".xlsx", ".xls", ".ods")
_SAMPLE = 20_000
_ASCII, _MANY = 127, 10


def read_table(path: Path, shown: str, *, sheet: str | None = None, header: int = 1) -> Table:
    """Return a sheet.

    Args:
        path: the file.
        shown: what messages call it.
        sheet: the sheet of a workbook; None takes its first.
        header: the row of the column names, from 1.

    Raises:
        InputProblems: it is no table, there is no such sheet, or cells of the header are merged.

    """
    if path.suffix.lower() in CSV_SUFFIXES:
        rows, name = _read_csv(path, shown), None
    else:
        rows, name = _read_book(path, shown, sheet, header)
    if len(rows) < header:
        raise InputProblems([Problem(code="table-empty", file=shown)])
    titles = tuple(cell_text(cell) for cell in rows[header - 1])
    width = max((place + 1 for place, title in enumerate(titles) if title), default=0)
    kept = [
        (number, row)
        for number, row in enumerate(rows[header:], header + 1)
        if any(cell_text(cell) for cell in row)
    ]
    if not width or not kept:
        raise InputProblems([Problem(code="table-empty", file=shown)])
    return Table(shown=shown, sheet=name, header=titles[:width], header_row=header, rows=kept)


def _read_csv(path: Path, shown: str) -> list[list[str]]:
    text = _decode(read_file(path, shown), shown)
    csv.field_size_limit(10_000_000)
    try:
        dialect: Any = csv.Sniffer().sniff(text[:_SAMPLE].split("\n", 1)[0], delimiters=",;\t")
        delimiter = dialect.delimiter
    except csv.Error:
        delimiter = ","
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise InputProblems([Problem(code="table-broken", file=shown)]) from None


def _decode(raw: bytes, shown: str) -> str:
    """Return the text of a CSV file: UTF-8, UTF-16 with its mark, or GB18030, as Excel saves it in China."""
    for encoding, mark in ENCODINGS:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError as error:
                if encoding == "utf-8-sig" and _is_nearly_utf8(raw):
                    line = raw.count(b"\n", 0, error.start) + 1
                    raise InputProblems([Problem(code="table-byte", file=shown, line=line)]) from None
    raise InputProblems([Problem(code="unknown-encoding", file=shown)])


def _is_nearly_utf8(raw: bytes) -> bool:
    """Return whether a file is UTF-8 but for a few damaged places."""
    text = raw.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return sum(ord(character) > _ASCII for character in text) - bad > _MANY * bad


def _read_book(path: Path, shown: str, sheet: str | None, header: int) -> tuple[list[list[Any]], str]:
    with open_book(path, shown) as book:
        if sheet is not None and sheet not in book.sheet_names:
            values = {"sheet": sheet, "known": ", ".join(book.sheet_names)}
            raise InputProblems([Problem(code="table-no-sheet", file=shown, values=values)])
        if not book.sheet_names:
            raise InputProblems([Problem(code="table-empty", file=shown)])
        name = sheet or book.sheet_names[0]
        for (top, left), (bottom, right) in book.merged(name):
            if bottom + 1 >= header:
                place = f"{letter_of(left)}{top + 1}:{letter_of(right)}{bottom + 1}"
                values = {"place": place}
                raise InputProblems(
                    [Problem(code="table-merged", file=shown, line=top + 1, where=place, values=values)]
                )
        return book.rows(name, skip_empty_area=False), name
