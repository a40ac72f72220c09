"""Our own workbook form, as `kam questionnaire --format xlsx` makes it: it needs no mapping."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_builder.load.books import open_book
from site_builder.load.checking import check
from site_builder.load.plain_text import cell_text
from site_builder.model.assessment import Response
from site_builder.model.problems import InputProblems, Problem, brief
from site_builder.model.source import Document, LoadedAnswers, Read
from site_builder.model.workbook import ANSWER, CONTEXT, FORM, ID, MARK_SHEET, REASON, ROLE, TAG

if TYPE_CHECKING:
    from site_builder.load.imports import Source

SUFFIXES = ()
_FORM_MARKS = 3
"""How many cells a row of the sheet of marks has."""


def is_form(path: Path, shown: str) -> bool:
    """Return whether a workbook is a form of ours."""
    with open_book(path, shown) as book:
        return MARK_SHEET in book.sheet_names


def load_form(source: "Source") -> LoadedAnswers:
    """Return the answers of every sheet that has any.

    Raises:
        InputProblems: the form is of another version.

    """
    responses: list[Read[Response]] = []
    doubtful: list[Read[Response]] = []
    problems: list[Problem] = []
    with open_book(source.path, source.shown) as book:
        marks = [[cell_text(cell) for cell in row] for row in book.rows(MARK_SHEET)]
        if not marks or marks[0][:1] != [FORM] or len(marks[0]) < _FORM_MARKS:
            values = {"version": marks[0][0] if marks and marks[0] else "?", "known": FORM}
            raise InputProblems([Problem(code="form-version", file=source.shown, values=values)])
        instrument = {"id": marks[0][1], "version": marks[0][2]}
        for name, language, role in (row[:3] for row in marks[1:] if len(row) >= _FORM_MARKS):
            if name not in book.sheet_names:
                continue
            rows = book.rows(name, skip_empty_area=False)
            sheet = _Sheet(source, name, [[cell_text(cell) for cell in row] for row in rows])
            data = sheet.data(instrument, language, role)
            if data is None:
                continue
            response, found = check(data, sheet.document, Response)
            problems += [*sheet.problems, *found]
            if response:
                (doubtful if sheet.problems or found else responses).append(response)
    if not responses and not doubtful and not problems:
        problems.append(Problem(code="form-empty", file=source.shown))
    return LoadedAnswers(responses=tuple(responses), doubtful=tuple(doubtful), problems=tuple(problems))


class _Sheet:
    """One filled-in sheet: every row says by its first cell what it is."""

    def __init__(self, source: "Source", name: str, rows: list[list[str]]) -> None:
        self.source, self.name, self.rows = source, name, rows
        self.problems: list[Problem] = []
        self.lines: dict[str, int] = {}
        self.document = Document(shown=f"{source.shown}[{name}]", locate=self.locate)

    def locate(self, where: Any) -> tuple[int, tuple[str | int, ...]]:
        """Return the row of a place in a response, as a `Document` has it; 1 where no row has its tag."""
        line = next((self.lines[str(step)] for step in where if str(step) in self.lines), 1)
        return line, tuple(where)

    def cells(self) -> Iterator[tuple[str, list[str]]]:
        """Yield every row with a tag: the tag, and the row's cells."""
        for number, row in enumerate(self.rows, 1):
            cells = [*row, *[""] * (REASON + 1 - len(row))]
            if cells[TAG]:
                self.lines[cells[TAG]] = number
                yield cells[TAG], cells

    def data(self, instrument: dict[str, str], language: str, role: str) -> dict[str, Any] | None:
        """Return the sheet as the data of a response; None when nobody has answered on it.

        Args:
            instrument: id and version of what was asked, as the form says.
            language: the language of the sheet.
            role: the role that the sheet is for, empty where the respondent has chosen one.

        """
        answers: dict[str, Any] = {}
        context: dict[str, Any] = {}
        id_ = ""
        items = self.source.instrument.item_owner
        for tag, cells in self.cells():
            text = cells[ANSWER]
            if tag == ID:
                id_ = text
            elif tag == ROLE:
                role = text.split(" ")[0] or role
            elif tag.startswith(CONTEXT) and text:
                context[tag.removeprefix(CONTEXT)] = self.fact(tag, text)
            elif tag in items and text:
                answers[tag] = self.answer(tag, text, cells[REASON])
        answers = {item: answer for item, answer in answers.items() if answer}
        if not answers:
            return None
        if not role:
            self.wrong(ROLE, "form-no-role")
        data = {
            "format": "kam-response/1",
            "instrument": instrument,
            "respondent": {
                "id": id_ or self.source.path.stem,
                "role": role or next(iter(self.source.instrument.role_by_id)),
            },
            "language": language,
            "answers": answers,
        }
        known = {fact: value for fact, value in context.items() if value is not None}
        return data | {"context": known} if known else data

    def answer(self, tag: str, text: str, beside: str) -> dict[str, Any] | None:
        """Return what a row answers; its first word is the rating, `?` or `-`."""
        first = text.split(" ", maxsplit=1)[0]
        answer: dict[str, Any]
        if first.isdecimal():
            answer = {"rating": int(first[:9])}
        elif first == "?":
            answer = {"dont_know": True}
        elif first in {"-", "–", "—"} and beside:
            return {"not_applicable": beside}
        elif first in {"-", "–", "—"}:
            self.wrong(tag, "cell-no-reason")
            return None
        else:
            self.wrong(tag, "cell-unknown", found=brief(text))
            return None
        return answer | {"comment": beside} if beside else answer

    def fact(self, tag: str, text: str) -> Any:
        """Return what a row says about the firm: an option's id, or a figure; None for neither."""
        question = next(
            (q for q in self.source.instrument.context if q.id == tag.removeprefix(CONTEXT)), None
        )
        if question is None or question.kind == "counts":
            return None
        if question.kind == "choice":
            names = {
                name: option.id for option in question.options for name in (option.id, *option.name.values())
            }
            if text not in names:
                self.wrong(tag, "cell-unknown", found=brief(text))
            return names.get(text)
        try:
            number = float(text)
            return int(number) if number.is_integer() else number
        except (ValueError, OverflowError):
            self.wrong(tag, "cell-unknown", found=brief(text))
            return None

    def wrong(self, tag: str, code: str, **values: Any) -> None:
        """Note a problem in the row with a tag."""
        line = self.lines.get(tag, 1)
        self.problems.append(
            Problem(code=code, file=self.document.shown, line=line, where=tag, values=values)
        )
