"""The one door to workbooks: what the library that reads them raises, and what would drown it, ends here."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from site_builder.load.files import read_file
from site_builder.model.problems import InputProblems, Problem
from site_builder.model.table import letter_of

_MOST_UNPACKED = 400_000_000
_MOST_CELLS = 4_000_000
_LETTERS = 26
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Za-z]{1,3})(\d{1,7})"')
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,12})"')
_FILLED = re.compile(rb"office:(?:value|string-value|date-value|boolean-value|value-type)=")
_CHUNK = 1 << 20
_OVERLAP = 400
"""Bytes of a chunk that are looked at again with the next: no cell's head is longer."""


class Book:
    """An open workbook."""

    def __init__(self, book: Any, shown: str) -> None:
        self._book, self._shown = book, shown

    @property
    def sheet_names(self) -> list[str]:
        """The names of its sheets, in order."""
        return list(self._book.sheet_names)

    def rows(self, name: str, *, skip_empty_area: bool = True) -> list[list[Any]]:
        """Return the cells of a sheet, row by row; with `skip_empty_area` from the first that is used on."""
        with _as_problem(self._shown):
            return list(self._book.get_sheet_by_name(name).to_python(skip_empty_area=skip_empty_area))

    def merged(self, name: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Return the merged ranges of a sheet: first and last cell of each, as (row, column) from 0."""
        with _as_problem(self._shown):
            return list(self._book.get_sheet_by_name(name).merged_cell_ranges or ())


@contextmanager
def open_book(path: Path, shown: str) -> Iterator[Book]:
    """Give a workbook.

    Raises:
        InputProblems: it is none, is damaged, is locked with a password, or is larger than any table of
            answers.
        FileNotFoundError: there is no such file.

    """
    import python_calamine  # noqa: PLC0415 - only tables need it

    if not path.exists():
        raise FileNotFoundError(2, "No such file or directory", str(path))
    raw = read_file(path, shown)
    with _as_problem(shown):
        _check_size(raw, shown)
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
    with book:
        yield Book(book, shown)


@contextmanager
def _as_problem(shown: str) -> Iterator[None]:
    """Turn whatever a damaged workbook raises into a problem with the file's name."""
    try:
        yield
    except InputProblems:
        raise
    except Exception:  # noqa: BLE001 - the library's own errors share no class
        raise InputProblems([Problem(code="table-broken", file=shown)]) from None


def _check_size(raw: bytes, shown: str) -> None:
    """Refuse a workbook whose sheets, unpacked, would be larger than any table of answers."""
    if not zipfile.is_zipfile(io.BytesIO(raw)):
        return
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
        if size > _MOST_UNPACKED:
            values = {"size": f"{size / 1_000_000:.0f}", "most": f"{_MOST_UNPACKED / 1_000_000:g}"}
            raise InputProblems([Problem(code="table-unpacks", file=shown, values=values)])
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                _check_spread(archive, name, shown)
            elif name == "content.xml":
                _check_repeats(archive, name, shown)


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield a file of an archive in parts that overlap, and no more of it than it may unpack to."""
    with archive.open(name) as file:
        kept, total = b"", 0
        while (part := file.read(_CHUNK)) and total <= _MOST_UNPACKED:
            total += len(part)
            yield kept + part
            kept = part[-_OVERLAP:]


def _check_spread(archive: zipfile.ZipFile, name: str, shown: str) -> None:
    """Refuse a sheet whose outermost cells lie so far apart that the cells between would fill the memory."""
    rows = columns = 0
    for part in _chunks(archive, name):
        for letters, number in _CELL.findall(part):
            column = 0
            for letter in letters.upper():
                column = column * _LETTERS + letter - ord("A") + 1
            rows, columns = max(rows, int(number)), max(columns, column)
            if rows * columns > _MOST_CELLS:
                values = {"place": f"{letter_of(columns - 1)}{rows}", "most": f"{_MOST_CELLS:,}"}
                raise InputProblems([Problem(code="table-spread", file=shown, values=values)])


def _check_repeats(archive: zipfile.ZipFile, name: str, shown: str) -> None:
    """Refuse an OpenDocument file that repeats filled cells and rows until they would fill the memory.

    Office programs fill a sheet up to its last row with one empty row, repeated; its cells have no value.
    """
    rows = columns = 1
    for part in _chunks(archive, name):
        for found in re.findall(rb"<table:table-(?:cell|row)[^>]*>", part):
            repeated = max(map(int, _REPEATED.findall(found)), default=1)
            if found.startswith(b"<table:table-row"):
                rows = max(rows, repeated)
            elif _FILLED.search(found):
                columns = max(columns, repeated)
        if rows * columns > _MOST_CELLS:
            values = {"place": f"{columns} × {rows}", "most": f"{_MOST_CELLS:,}"}
            raise InputProblems([Problem(code="table-spread", file=shown, values=values)])
