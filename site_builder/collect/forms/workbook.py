"""The questionnaire as a workbook to fill in, with a drop-down per question."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from site_builder.collect.forms import A4, ACCENT, FONTS, INK, LINE, SOFT, TINT, new_book
from site_builder.language.words import Words, words
from site_builder.model.instrument import CONTEXT_ROLES, ContextQuestion, Instrument, Item, Role
from site_builder.model.workbook import ANSWER, CONTEXT, FORM, ID, MARK_SHEET, REASON, ROLE

_FIRST_ROW = 6
_LISTS = "_lists"
_MOST = 1_000_000


def workbook_form(
    instrument: Instrument, languages: Sequence[str], roles: Sequence[str] | None, firm: dict[str, str]
) -> bytes:
    """Return a workbook form with a sheet per language, or one per role and language.

    Args:
        instrument: what is asked.
        languages: the languages of the sheets.
        roles: the roles that get a sheet of their own; None gives one sheet for all.
        firm: the firm's name per language.

    """
    out = io.BytesIO()
    book = new_book(out)
    form = _Form(book, instrument, firm)
    for role in [instrument.role_by_id[id_] for id_ in roles] if roles else [None]:
        for language in languages:
            form.add_sheet(language, role)
    form.finish()
    book.close()
    return out.getvalue()


class _Form:
    """The workbook, its drop-down lists, and what its sheets are."""

    def __init__(self, book: Any, instrument: Instrument, firm: dict[str, str]) -> None:
        self.book, self.instrument, self.firm = book, instrument, firm
        self.sheets: list[tuple[str, str, str]] = []
        self.lists: list[list[str]] = []

    def add_sheet(self, language: str, role: Role | None) -> None:
        """Add the form of a language, for one role or (None) with the role to be chosen."""
        say = words(language, "questionnaire", "report")
        name = say("questionnaire.sheet") if role is None else f"{role.id} {say('language.name')}"
        self.sheets.append((name, language, role.id if role else ""))
        _Sheet(self, self.book.add_worksheet(name), say, role).write()

    def source_of(self, choices: list[str]) -> str:
        """Return where the texts of a drop-down stand: hidden, since a rule holds 255 characters."""
        if choices not in self.lists:
            self.lists.append(choices)
        column = xlsxwriter.utility.xl_col_to_name(self.lists.index(choices))
        return f"='{_LISTS}'!${column}$1:${column}${len(choices)}"

    def finish(self) -> None:
        """Add the hidden sheets: the texts of the drop-downs, and what an import has to know."""
        lists = self.book.add_worksheet(_LISTS)
        for place, choices in enumerate(self.lists):
            lists.write_column(0, place, choices)
        marks = self.book.add_worksheet(MARK_SHEET)
        marks.write_row(0, 0, (FORM, self.instrument.id, self.instrument.version))
        for number, mark in enumerate(self.sheets, 1):
            marks.write_row(number, 0, mark)
        for sheet in (lists, marks):
            sheet.very_hidden()


class _Sheet:
    """One form: everything is locked but the cells to write in."""

    def __init__(self, form: _Form, sheet: Any, say: Words, role: Role | None) -> None:
        self.form, self.sheet, self.say, self.role = form, sheet, say, role
        self.language, self.instrument = say.language, form.instrument
        self.row = 0

    def write(self) -> None:
        """Write the whole form, lock it, and lay it out for paper."""
        self.head()
        for dimension in self.instrument.dimensions:
            asked = [
                p for p in dimension.practices if self.role is None or self.instrument.asks(self.role, p)
            ]
            if asked:
                self.band(dimension.name[self.language])
            for practice in asked:
                for item_id, item in zip(practice.item_ids, practice.items, strict=True):
                    self.question(practice.code, item_id, item)
        if self.role is None or self.role.id in CONTEXT_ROLES:
            self.band(self.say("questionnaire.context"))
            for question in self.instrument.context:
                if question.kind != "counts":
                    self.fact(question)
        self.sheet.freeze_panes(_FIRST_ROW, 0)
        self.sheet.protect("", {"select_locked_cells": True, "format_rows": True, "format_columns": True})
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(_FIRST_ROW - 1)

    def format(self, **more: Any) -> Any:
        """Return the format of a cell: plain text, changed by what is given in xlsxwriter's words."""
        plain = {"font_name": FONTS.get(self.language, "Calibri"), "font_size": 11, "font_color": INK}
        return self.form.book.add_format({**plain, "text_wrap": True, "valign": "top", **more})

    def head(self) -> None:
        """Write what stands above the questions: the title, how to fill in, who answers, the columns."""
        sheet, say, soft = self.sheet, self.say, self.format(font_color=SOFT)
        sheet.set_column("A:A", None, None, {"hidden": True})
        for column, width in (("B:B", 7), ("C:C", 42), ("D:D", 58), ("E:E", 40)):
            sheet.set_column(column, width)
        title = f"{self.form.firm[self.language]} · {self.instrument.name[self.language]}"
        sheet.write(0, 1, title, self.format(bold=True, font_size=16, text_wrap=False))
        sheet.merge_range(1, 1, 1, REASON, self.instrument.instructions.respondent[self.language], soft)
        sheet.merge_range(2, 1, 2, REASON, say("questionnaire.sheet_how"), soft)
        for row, height in ((0, 32), (1, 48), (2, 32), (_FIRST_ROW - 1, 24)):
            sheet.set_row(row, height)
        self.row = 3
        self.entry(ID, say("questionnaire.sheet_id"))
        if self.role is None:
            self.entry(ROLE, say("questionnaire.role"))
            self.choose(
                [f"{role.id} {role.name[self.language]}" for role in self.instrument.roles], self.row - 1
            )
        column = self.format(bold=True, font_color="#FFFFFF", bg_color=ACCENT)
        for place, key in enumerate(("code", "question", "answer", "reason"), 1):
            sheet.write(_FIRST_ROW - 1, place, say(f"questionnaire.sheet_{key}"), column)
        self.row = _FIRST_ROW

    def band(self, text: str) -> None:
        """Write a row across the sheet that says what the questions below it are about."""
        form = self.format(bold=True, font_size=13, bg_color=TINT, valign="vcenter")
        self.sheet.merge_range(self.row, 1, self.row, REASON, text, form)
        self.sheet.set_row(self.row, 26)
        self.row += 1

    def entry(self, tag: str, title: str) -> None:
        """Write a row about the respondent, its answer open."""
        self.sheet.write(self.row, 0, tag)
        self.sheet.set_row(self.row, 24)
        self.sheet.merge_range(self.row, 1, self.row, 2, title, self.format(bold=True))
        self.leave_open(ANSWER)
        self.row += 1

    def leave_open(self, place: int) -> None:
        """Let a cell be written in."""
        form = self.format(locked=False, border=1, border_color=LINE)
        self.sheet.write_blank(self.row, place, None, form)

    def question(self, code: str, item_id: str, item: Item) -> None:
        """Write the row of an item; the drop-down offers its anchors, `?` and `-`."""
        anchors = [f"{n} {anchor[self.language]}" for n, anchor in enumerate(item.anchors, 1)]
        dont_know = f"? {self.say('questionnaire.dont_know')}"
        self.ask(item_id, code, item.question[self.language])
        self.leave_open(REASON)
        self.choose([*anchors, dont_know, f"- {self.say('questionnaire.not_applicable')}"], self.row)
        self.row += 1

    def ask(self, tag: str, code: str, question: str) -> None:
        """Write what every question has in common: its tag, its code, its text, an open answer."""
        self.sheet.write(self.row, 0, tag)
        self.sheet.write(self.row, 1, code, self.format(font_color=SOFT))
        self.sheet.write(self.row, 2, question, self.format())
        self.leave_open(ANSWER)
        self.sheet.set_row(self.row, 36)

    def fact(self, question: ContextQuestion) -> None:
        """Write the row of a question about the firm; figures out of range are refused."""
        self.ask(f"{CONTEXT}{question.id}", question.code, question.question[self.language])
        if question.kind == "choice":
            self.choose([option.name[self.language] for option in question.options], self.row)
        else:
            most = 100 if question.kind == "percent" else _MOST
            kind = "integer" if question.kind == "count" else "decimal"
            rule = {"validate": kind, "criteria": "between", "minimum": 0, "maximum": most}
            message = self.say(f"questionnaire.bad_number.{question.kind}")
            self.sheet.data_validation(self.row, ANSWER, self.row, ANSWER, {**rule, "error_message": message})
        self.row += 1

    def choose(self, choices: list[str], row: int) -> None:
        """Give an answer a drop-down."""
        rule = {"validate": "list", "source": self.form.source_of(choices)}
        self.sheet.data_validation(row, ANSWER, row, ANSWER, rule)
