"""A table with a row per respondent, as form services export it, read by a mapping; or our own form."""

import unicodedata
import zlib
from collections import Counter
from collections.abc import Mapping as Mapped, Sequence
from typing import TYPE_CHECKING, Any

from site_builder.load.checking import check, read
from site_builder.load.imports.workbook import is_form, load_form
from site_builder.load.mapping import columns_of, is_rating, mapping_beside, misfits
from site_builder.load.plain_text import cell_text, filled_in, folded, letter_in_front, moment_of, seconds_of
from site_builder.load.tables import BOOK_SUFFIXES, CSV_SUFFIXES, read_table
from site_builder.model.assessment import Response
from site_builder.model.instrument import ContextQuestion, Instrument
from site_builder.model.mapping import DONT_KNOW, NOT_APPLICABLE, UNDECIDED, Mapping, Verdict
from site_builder.model.problems import InputProblems, Problem, brief, shorten
from site_builder.model.source import Document, LoadedAnswers, Read
from site_builder.model.table import Rest, Table

if TYPE_CHECKING:
    from site_builder.load.imports import Source

SUFFIXES = (*CSV_SUFFIXES, *BOOK_SUFFIXES)


def load(source: "Source") -> LoadedAnswers:
    """Return the answers of every row that is understood, and name what is not.

    Raises:
        InputProblems: there is no mapping, or it is wrong, unfinished, or does not fit table and instrument.

    """
    if source.path.suffix.lower() in BOOK_SUFFIXES and is_form(source.path, source.shown):
        return load_form(source)
    place = source.mapping or mapping_beside(source.path)
    if not place.is_file():
        values = {"mapping": place.name, "table": source.shown}
        raise InputProblems([Problem(code="table-no-mapping", file=source.shown, values=values)])
    shown = place.name if source.mapping is None else place.as_posix()
    mapping, problems = read(place, shown, Mapping)
    if mapping is None or problems:
        raise InputProblems(problems)
    table = read_table(source.path, source.shown, sheet=mapping.value.sheet, header=mapping.value.header)
    wrong = list(misfits(mapping, table, source.instrument))
    if wrong:
        raise InputProblems(wrong)
    return _Rows(table, mapping.value, source.instrument).load(place.as_posix())


def _row_document(shown: str, number: int) -> Document:
    return Document(shown=shown, locate=lambda where: (number, tuple(where)))


class _CellError(Exception):
    """A cell that means nothing that is known."""

    def __init__(self, code: str, column: str, **values: Any) -> None:
        super().__init__(code)
        self.code, self.column, self.values = code, column, values


class _Rows:
    """Turns the rows of a table into responses; a cell that means nothing is a `_CellError` on the way."""

    def __init__(self, table: Table, mapping: Mapping, instrument: Instrument) -> None:
        self.table, self.mapping, self.instrument = table, mapping, instrument
        self.questions = {question.id: question for question in instrument.context}
        self.roles = {folded(text): role for text, role in mapping.role.values.items()}
        everywhere = {folded(text): verdict for text, verdict in mapping.values.items()}
        self.verdicts = {
            id_: everywhere | {folded(text): verdict for text, verdict in answer.values.items()}
            for id_, answer in mapping.answers.items()
        }
        self.understood: dict[tuple[str, str], Any] = {}
        self.made: Counter[str] = Counter()
        self.places = {name: table.column(name) for _, name in columns_of(mapping)}

    def load(self, mapping: str) -> LoadedAnswers:
        """Return the responses of all rows; `mapping` is the path to name with rows that are handed back."""
        responses: list[Read[Response]] = []
        doubtful: list[Read[Response]] = []
        problems: list[Problem] = []
        for number, row in self.table.rows:
            document = _row_document(self.table.shown, number)
            data, wrong = self.row(row, document)
            problems += wrong
            response, found = check(data, document, Response)
            problems += found
            if response:
                (doubtful if wrong or found else responses).append(response)
        rest = Rest(
            header=self.table.header,
            header_row=self.mapping.header,
            rows=dict(self.table.rows),
            mapping=mapping,
        )
        return LoadedAnswers(
            responses=tuple(responses), doubtful=tuple(doubtful), problems=tuple(problems), rest=rest
        )

    def row(self, row: Sequence[Any], document: Document) -> tuple[dict[str, Any], list[Problem]]:
        """Return a row as the data of a response, without the cells that could not be understood."""
        wrong: list[Problem] = []

        def _take(read_cell: Any, *arguments: Any) -> Any:
            try:
                return read_cell(row, *arguments)
            except _CellError as error:
                line, _ = document.locate(())
                where = shorten(error.column, 30)
                wrong.append(
                    Problem(code=error.code, file=document.shown, line=line, where=where, values=error.values)
                )
                return None

        mapping, instrument = self.mapping, self.instrument
        id_ = self.text(row, mapping.id) if mapping.id else self.made_id(row)
        if not id_:
            wrong.append(document.problem("row-no-id", column=mapping.id))
        answers = {item: _take(self.answer, item) for item in mapping.answers}
        context = {fact: _take(self.fact, fact) for fact in mapping.context}
        data: dict[str, Any] = {
            "format": "kam-response/1",
            "instrument": {"id": instrument.id, "version": instrument.version},
            "respondent": {
                "id": f"{mapping.id_prefix}{id_}" if id_ else "?",
                "role": _take(self.role) or "??",
            },
            "answers": {item: answer for item, answer in answers.items() if answer},
        }
        if data["respondent"]["role"] == "??":  # told already; the rest of the row is still worth checking
            data["respondent"]["role"] = next(iter(instrument.role_by_id))
        optional = {
            "language": mapping.language,
            "submitted": _take(self.submitted),
            "seconds": _take(self.seconds),
            "context": {fact: value for fact, value in context.items() if value is not None},
        }
        return data | {key: value for key, value in optional.items() if value not in (None, {})}, wrong

    def made_id(self, row: Sequence[Any]) -> str:
        """Return an id for a row without one: it stays the same when rows are sorted or taken out."""
        said = "\x1f".join(self.text(row, name) for name in self.places)
        made = f"{zlib.crc32(said.encode()):08x}"
        self.made[made] += 1
        return made if self.made[made] == 1 else f"{made}-{self.made[made]}"

    def text(self, row: Sequence[Any], column: str | None) -> str:
        """Return what stands in a row's cell; nothing where the row ends before it or no column is named."""
        place = self.places[column] if column else None
        return cell_text(row[place]) if place is not None and place < len(row) else ""

    def role(self, row: Sequence[Any]) -> str:
        """Return the id of the respondent's role.

        Raises:
            _CellError: the cell names no role.

        """
        mapping = self.mapping.role
        if mapping.column is None:
            return mapping.all or ""
        found = self.text(row, mapping.column)
        if not found and mapping.all:
            return mapping.all
        role = self.roles.get(folded(found)) or self.roles.get(folded(letter_in_front(found)[1]))
        if role is None and found in self.instrument.role_by_id:
            role = found
        if role is None:
            raise _CellError("cell-role", mapping.column, found=brief(found))
        return role

    def answer(self, row: Sequence[Any], item: str) -> dict[str, Any] | None:
        """Return the answer to an item as a `kam-response/1` file has it; None for an empty cell.

        Raises:
            _CellError: the cell means nothing, or says "not applicable" and nothing says why.

        """
        column = self.mapping.answers[item]
        found = self.text(row, column.column)
        comment = self.text(row, column.comment)
        if not found:
            return None
        key = (item, found)
        if key not in self.understood:
            self.understood[key] = self.verdict(item, found)
        verdict, written = self.understood[key]
        if verdict is None:
            raise _CellError("cell-unknown", column.column, found=brief(found))
        answer: dict[str, Any] = {"rating": verdict}
        if verdict == DONT_KNOW:
            answer = {"dont_know": True}
        elif verdict == NOT_APPLICABLE:
            reason = self.text(row, column.reason) or written or comment or self.mapping.no_reason
            if not reason:
                raise _CellError("cell-no-reason", column.column)
            return {"not_applicable": reason}
        elif written and not comment:
            comment = written
        if comment:
            answer["comment"] = comment
        return answer

    def verdict(self, item: str, found: str) -> tuple[Verdict | None, str]:
        """Return what a text means, and what the respondent wrote into it."""
        option, written = filled_in(found)
        known = self.verdicts[item]
        for text in (option, letter_in_front(option)[1], letter_in_front(option)[0] or option):
            verdict = known.get(folded(text))
            if verdict is not None:
                return verdict, written
        number = unicodedata.normalize("NFKC", option)
        if number.isdecimal() and is_rating(int(number[:3]), self.instrument.top) and not known:
            return int(number[:3]), written
        return None, written

    def fact(self, row: Sequence[Any], id_: str) -> Any:
        """Return a fact about the firm: an option's id, or a figure; None for an empty cell.

        Raises:
            _CellError: the cell is neither.

        """
        column, question = self.mapping.context[id_], self.questions[id_]
        found = self.text(row, column.column)
        if not found:
            return None
        values = {folded(text): value for text, value in column.values.items()}
        value: str | int | float | None = values.get(folded(found)) or values.get(
            folded(letter_in_front(found)[1])
        )
        if value is None and question.kind == "choice":
            value = _option(question, found)
        if value is None and question.kind in {"count", "number", "percent"}:
            value = _number(found)
        if value is None or value == UNDECIDED:
            raise _CellError("cell-unknown", column.column, found=brief(found))
        return value

    def submitted(self, row: Sequence[Any]) -> str | None:
        """Return the day of the answers, such as 2026-06-30; None for an empty cell.

        Raises:
            _CellError: the cell names no day.

        """
        column = self.mapping.submitted
        found = self.text(row, column)
        if not found:
            return None
        moment = moment_of(found)
        if moment is None:
            raise _CellError("cell-date", column or "", found=brief(found))
        return moment.date().isoformat()

    def seconds(self, row: Sequence[Any]) -> int | None:
        """Return the seconds that answering took, as given or from start to end; None where unknown."""
        mapping = self.mapping
        if mapping.seconds:
            return seconds_of(self.text(row, mapping.seconds))
        start, end = moment_of(self.text(row, mapping.started)), moment_of(self.text(row, mapping.submitted))
        if start is None or end is None or end < start:
            return None
        return int((end - start).total_seconds())


def _option(question: ContextQuestion, found: str) -> str | None:
    texts: Mapped[str, str] = {
        folded(text): option.id for option in question.options for text in (option.id, *option.name.values())
    }
    return texts.get(folded(found)) or texts.get(folded(letter_in_front(found)[1]))


def _number(found: str) -> int | float | None:
    plain = unicodedata.normalize("NFKC", found).rstrip("%个户 ").replace(",", "")
    try:
        number = float(plain)
        return int(number) if number.is_integer() else number
    except (ValueError, OverflowError):
        return None
