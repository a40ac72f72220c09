"""Reads a tracking table as `kam track` makes it, workbook or CSV, back into the progress of steps."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from site_builder.language.words import in_all, languages, words
from site_builder.load.books import open_book
from site_builder.load.checking import check
from site_builder.load.files import read_file
from site_builder.load.plain_text import cell_text, folded, moment_of
from site_builder.load.tables import BOOK_SUFFIXES, CSV_SUFFIXES, read_table
from site_builder.model.problems import InputProblems, Problem, brief
from site_builder.model.progress import STATES, Tracked
from site_builder.model.source import Document, Read
from site_builder.model.table import Table
from site_builder.model.tracking import COLUMNS, OPEN, TRACK, sent_mark, unmarked

_MARK = TRACK.split("/")[0] + "/"
_HEADER_ROWS = 8
_HEAD = 20_000
_STEP = re.compile(r"(.+)-(\d{1,3})")
_UNCLEAR = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})\b")
_MONTHS = 12
_DATES = ("start", "due", "started", "finished")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedTracking:
    """The steps of a tracking table, apart those whose row is as it was sent out; and what is wrong.

    `doubtful` are steps without their wrong cells: to be checked further, never to be used.
    """

    changed: tuple[Read[Tracked], ...]
    unchanged: tuple[Read[Tracked], ...]
    doubtful: tuple[Read[Tracked], ...]
    problems: tuple[Problem, ...]


def is_tracking(path: Path) -> bool:
    """Return whether a file is a tracking table: its mark begins one of its first rows."""
    suffix = path.suffix.lower()
    if not path.is_file():
        return False
    if suffix in CSV_SUFFIXES:
        try:
            head = read_file(path, path.name)[:_HEAD]
        except InputProblems:
            return False
        return any(_MARK.encode(encoding) in head for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
    if suffix not in BOOK_SUFFIXES:
        return False
    try:
        return _sheet_of(path) is not None
    except InputProblems:
        return False


def load_tracking(path: Path, shown: str) -> LoadedTracking:
    """Return the steps of a tracking table; problems are told with the row as their line.

    Raises:
        InputProblems: it cannot be read as a table, is of another version, or lacks a column.

    """
    table = _table(path, shown)
    if table.header[0].split()[0] != TRACK:
        values = {"version": table.header[0].split()[0], "known": TRACK}
        raise InputProblems([Problem(code="form-version", file=shown, values=values)])
    places = _places(table)
    names = {folded(name) for name in in_all("track.columns.id", "track").values()}
    changed: list[Read[Tracked]] = []
    unchanged: list[Read[Tracked]] = []
    doubtful: list[Read[Tracked]] = []
    problems: list[Problem] = []
    for number, cells in table.rows:
        row = _Row(shown, number, {key: cells[at] if at < len(cells) else None for key, at in places.items()})
        if not any(cell_text(cell) for cell in row.cells.values()) or folded(row.text(TRACK)) in names:
            continue
        step, found = row.step()
        problems += found
        if step is not None and found:
            doubtful.append(step)
        elif step is not None:
            sent = cell_text(row.cells.get("sent"))
            (unchanged if sent == sent_mark(step.value) else changed).append(step)
    return LoadedTracking(
        changed=tuple(changed),
        unchanged=tuple(unchanged),
        doubtful=tuple(doubtful),
        problems=tuple(problems),
    )


def _sheet_of(path: Path) -> str | None:
    """Return the sheet of a workbook that is a tracking table; None where none is."""
    with open_book(path, path.name) as book:
        for name in book.sheet_names:
            rows = book.rows(name, skip_empty_area=False)[:_HEADER_ROWS]
            if any(row and cell_text(row[0]).startswith(_MARK) for row in rows):
                return str(name)
    return None


def _table(path: Path, shown: str) -> Table:
    """Return the table below the row that begins with the mark."""
    sheet = _sheet_of(path) if path.suffix.lower() in BOOK_SUFFIXES else None
    first: InputProblems | None = None
    for header in range(1, _HEADER_ROWS + 1):
        try:
            table = read_table(path, shown, sheet=sheet, header=header)
        except InputProblems as wrong:  # a title above the columns, or nothing below them
            first = first or wrong
            continue
        if table.header[0].startswith(_MARK):
            return table
    raise first or InputProblems([Problem(code="table-empty", file=shown)])


def _places(table: Table) -> dict[str, int]:
    """Return where each column stands, by its key; they are known by key, or by title in any language.

    Raises:
        InputProblems: one that owners fill in is missing.

    """
    titles = {
        folded(words(code, "track")(f"track.columns.{key}")): key
        for code in languages()
        for key in COLUMNS[1:]
    }
    named = [
        title if title in COLUMNS else titles.get(folded(title.split("\n")[0]), "") for title in table.header
    ]
    places = {key: at for at, key in reversed(list(enumerate(named))) if key}
    places[TRACK] = 0
    missing = [key for key in OPEN if key not in places]
    if missing:
        extra = [title for title, key in zip(table.header[1:], named[1:], strict=True) if title and not key]
        raise InputProblems(
            Problem(
                code="track-column",
                file=table.shown,
                line=table.header_row,
                values={"name": in_all(f"track.columns.{key}", "track"), "extra": ", ".join(extra) or "–"},
            )
            for key in missing
        )
    return places


def _states() -> Mapping[str, str]:
    """Return the states by what people call them, in any language."""
    known = {folded(state): state for state in STATES}
    for code in languages():
        say = words(code, "report")
        known |= {folded(say(f"progress.states.{state}")): state for state in STATES}
    return known


class _Row:
    """One row, its cells by the key of their column; what is wrong with it is collected."""

    def __init__(self, shown: str, number: int, cells: Mapping[str, Any]) -> None:
        self.cells = cells
        self.document = Document(shown=shown, locate=lambda where: (number, tuple(where)))
        self.problems: list[Problem] = []
        self.texts: dict[str, str] = {}

    def step(self) -> tuple[Read[Tracked] | None, Sequence[Problem]]:
        """Return the step that the row tells of, with what is wrong."""
        id_ = _STEP.fullmatch(self.text(TRACK))
        if id_ is None:
            code = "track-id" if self.text(TRACK) else "row-no-id"
            return None, [self.document.problem(code, found=brief(self.text(TRACK)), column=TRACK)]
        state = self.state()
        data: dict[str, Any] = {"practice": id_[1], "to": int(id_[2]), "state": state or STATES[0]}
        data |= {key: text for key in ("wave", "owner", "proof", "note") if (text := self.text(key))}
        days = {key: day.isoformat() for key in _DATES if (day := self.date(key))}
        data |= {key: day for key, day in days.items() if state or key not in {"started", "finished"}}
        step, found = check(data, self.document, Tracked)
        return step, [*self.problems, *found]

    def text(self, key: str) -> str:
        """Return a cell's text on one line, without the mark that keeps it from being computed."""
        if key not in self.texts:
            self.texts[key] = text = unmarked(" ".join(cell_text(self.cells.get(key)).split()))
            if not text.isprintable():
                self.problems.append(self.document.problem("control-character", (key,)))
        return self.texts[key]

    def state(self) -> str | None:
        """Return the state, None where it is not known; a row in which nothing is filled in has not begun."""
        text = self.text("state")
        if not text and not any(self.text(key) for key in OPEN):
            return STATES[0]
        found = _states().get(folded(text))
        if found is None:
            states = {
                code: words(code, "report").join(
                    [words(code, "report")(f"progress.states.{s}") for s in STATES]
                )
                for code in languages()
            }
            self.problems.append(
                self.document.problem("track-state", ("state",), found=brief(text or None), states=states)
            )
        return found

    def date(self, key: str) -> date | None:
        """Return the day in a cell, however a spreadsheet holds it; None where there is none."""
        cell = self.cells.get(key)
        if isinstance(cell, date) and not isinstance(cell, datetime):
            return cell
        text = unicodedata.normalize("NFKC", self.text(key)).strip()
        if not text:
            return None
        unclear = _UNCLEAR.match(text)
        if unclear and int(unclear[1]) <= _MONTHS and int(unclear[2]) <= _MONTHS and unclear[1] != unclear[2]:
            self.problems.append(self.document.problem("track-date-unclear", (key,), found=brief(text)))
            return None
        moment = moment_of(text.replace(".", "-") if text.count(".") == 2 else text)  # noqa: PLR2004 - 2026.6.30
        if moment is None:
            self.problems.append(self.document.problem("cell-date", (key,), found=brief(text)))
        return moment.date() if moment else None
