"""The plan as a workbook for those who carry its steps: drop-downs for the state, the rest locked."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from site_builder.collect.forms import A4, ACCENT, FONTS, INK, LINE, SOFT, TINT, new_book
from site_builder.language.words import Words, words
from site_builder.model.progress import STATES
from site_builder.model.tracking import COLUMNS, OPEN, TRACK, TrackRow, harmless, sent_mark

_KEYS, _TITLES, _FIRST_ROW = 2, 3, 4
"""The rows that name the columns, for the import (hidden) and for people, and the first step's."""

_WIDTHS = {
    TRACK: 20, "practice": 20, "step": 34, "responsible": 16, "owner": 14, "helpers": 20, "start": 12,
    "due": 12, "state": 12, "started": 13, "finished": 13, "wanted": 28, "proof": 26, "note": 26, "wave": 10,
    "sent": 10,
}  # fmt: skip
_HIDDEN = ("wave", "sent")
_DATES = ("start", "due", "started", "finished")


def tracking_book(rows: Sequence[TrackRow], language: str, firm: str) -> bytes:
    """Return the workbook: a row for each step of the plan, with what is known of it.

    Args:
        rows: the steps.
        language: the code of the language of the texts.
        firm: the firm's name in it.

    """
    out = io.BytesIO()
    book = new_book(out)
    say = words(language, "track", "report")
    sheet = book.add_worksheet(say("track.sheet"))
    _Sheet(book, sheet, say).write(rows, firm)
    book.close()
    return out.getvalue()


def cells_of(row: TrackRow, say: Words) -> dict[str, str | date]:
    """Return what stands in a row, by column; no text in it can start a formula."""
    step = row.tracked
    texts = {
        TRACK: step.id,
        "practice": row.practice,
        "step": row.step,
        "responsible": row.responsible,
        "owner": step.owner,
        "helpers": row.helpers,
        "state": say(f"progress.states.{step.state}"),
        "wanted": row.wanted,
        "proof": step.proof,
        "note": step.note,
        "wave": step.wave,
        "sent": sent_mark(step),
    }
    plain = {key: harmless(" ".join((text or "").split())) for key, text in texts.items()}
    days = {key: day for key in _DATES if (day := getattr(step, key))}
    return {key: days.get(key) or plain.get(key, "") for key in COLUMNS}


class _Sheet:
    """The sheet of the steps: everything is locked but the cells to write in."""

    def __init__(self, book: Any, sheet: Any, say: Words) -> None:
        self.book, self.sheet, self.say = book, sheet, say
        self.formats: dict[tuple[Any, ...], Any] = {}

    def format(self, **more: Any) -> Any:
        """Return the format of a cell, made once: plain text, changed in xlsxwriter's words."""
        key = tuple(sorted(more.items()))
        if key not in self.formats:
            font = FONTS.get(self.say.language, "Calibri")
            plain = {"font_name": font, "font_size": 11, "font_color": INK}
            self.formats[key] = self.book.add_format({**plain, "text_wrap": True, "valign": "top", **more})
        return self.formats[key]

    def write(self, rows: Sequence[TrackRow], firm: str) -> None:
        """Write the whole sheet, lock it, and lay it out for paper."""
        self.head(firm)
        for number, row in enumerate(rows, _FIRST_ROW):
            self.step(number, row)
        last = max(_FIRST_ROW + len(rows) - 1, _FIRST_ROW)
        self.rules(last)
        self.sheet.autofilter(_TITLES, 0, last, len(COLUMNS) - 1)
        self.sheet.freeze_panes(_FIRST_ROW, COLUMNS.index("responsible"))
        allowed = ("select_locked_cells", "format_rows", "format_columns", "autofilter")
        self.sheet.protect("", dict.fromkeys(allowed, True))
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(_TITLES)

    def head(self, firm: str) -> None:
        """Write the title, how to fill in, and what the columns are called."""
        wide = len(COLUMNS) - len(_HIDDEN) - 1
        title = f"{firm} · {self.say('track.title')}"
        self.sheet.write(0, 0, harmless(title), self.format(bold=True, font_size=16, text_wrap=False))
        self.sheet.merge_range(1, 0, 1, wide, self.say("track.how"), self.format(font_color=SOFT))
        for row, height in ((0, 32), (1, 36), (_TITLES, 34)):
            self.sheet.set_row(row, height)
        self.sheet.set_row(_KEYS, None, None, {"hidden": True})
        name = self.format(bold=True, font_color="#FFFFFF", bg_color=ACCENT, valign="vcenter")
        for column, key in enumerate(COLUMNS):
            self.sheet.set_column(column, column, _WIDTHS[key], None, {"hidden": key in _HIDDEN})
            title = self.say("track.columns.id" if key == TRACK else f"track.columns.{key}")
            self.sheet.write(_TITLES, column, title, name)
            self.sheet.write(_KEYS, column, key)

    def step(self, number: int, row: TrackRow) -> None:
        """Write the row of a step: what is to be filled in is open, the rest is locked."""
        for column, (key, value) in enumerate(cells_of(row, self.say).items()):
            more: dict[str, Any] = {"num_format": "yyyy-mm-dd"} if key in _DATES else {}
            if key in OPEN:
                more |= {"locked": False, "border": 1, "border_color": LINE}
            else:
                more |= {"bg_color": TINT, "bottom": 1, "bottom_color": LINE, "bold": key == "step"}
            if isinstance(value, date):
                self.sheet.write_datetime(number, column, value, self.format(**more))
            elif value:
                self.sheet.write_string(number, column, value, self.format(**more))
            else:
                self.sheet.write_blank(number, column, None, self.format(**more))

    def rules(self, last: int) -> None:
        """Let the cells of each column take only what it is meant for."""
        states = [self.say(f"progress.states.{state}") for state in STATES]
        column = COLUMNS.index("state")
        message = self.say("track.bad_state")
        rule: dict[str, Any] = {"validate": "list", "source": states, "error_message": message}
        self.sheet.data_validation(_FIRST_ROW, column, last, column, rule)
        for key in ("started", "finished"):
            column = COLUMNS.index(key)
            rule = {"validate": "date", "criteria": "between", "minimum": date(2000, 1, 1)}
            rule |= {"maximum": date(2099, 12, 31), "error_message": self.say("track.bad_date")}
            self.sheet.data_validation(_FIRST_ROW, column, last, column, rule)
