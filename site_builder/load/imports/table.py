"""A table with a row per respondent, as form services export it, read by a mapping; or our own form."""

import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping as Mapped, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_builder.load.checking import check, read
from site_builder.load.imports.workbook import is_form, load_form
from site_builder.load.plain_text import cell_text, filled_in, folded, letter_in_front, moment_of, seconds_of
from site_builder.load.tables import BOOK_SUFFIXES, CSV_SUFFIXES, read_table
from site_builder.model.assessment import Response
from site_builder.model.instrument import ContextQuestion, Instrument
from site_builder.model.mapping import DONT_KNOW, NOT_APPLICABLE, UNDECIDED, Mapping, Verdict
from site_builder.model.problems import InputProblems, Problem, brief, hint, shorten
from site_builder.model.source import Document, LoadedAnswers, Read
from site_builder.model.table import Rest, Table

if TYPE_CHECKING:
    from site_builder.load.imports import Source

SUFFIXES = (*CSV_SUFFIXES, *BOOK_SUFFIXES)


def mapping_beside(path: Path) -> Path:
    """Return where the mapping of a table lies when no other place is named."""
    return path.with_name(f"{path.stem}.mapping.yml")


def load(source: "Source") -> LoadedAnswers:
    """Return the answers of every row that is understood, and name what is not."""
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
    wrong = list(_misfits(mapping, table, source.instrument))
    if wrong:
        raise InputProblems(wrong)
    return _Rows(table, mapping.value, source.instrument).load(place.as_posix())


def _misfits(read_: Read[Mapping], table: Table, instrument: Instrument) -> Iterator[Problem]:
    """Yield what in a mapping fits neither the table nor the instrument, or is not decided yet."""
    mapping, document = read_.value, read_.document
    titles = [title for title in table.header if title]
    for where, name in _columns(mapping):
        if table.column(name) is None:
            known = ", ".join(shorten(title, 30) for title in titles)
            values = {"found": name, "table": table.shown, "hint": hint(name, titles), "known": known}
            yield document.problem("mapping-column", where, **values)
    shared = Counter(name for where, name in _columns(mapping) if where[-1] == "column")
    for where, name in _columns(mapping):
        if where[-1] == "column" and shared[name] > 1:
            yield document.problem("mapping-twice", where, found=name)
    questions = [question.id for question in instrument.context]
    yield from _unknown(document, "unknown-practice", "answers", mapping.answers, list(instrument.item_owner))
    yield from _unknown(document, "unknown-context", "context", mapping.context, questions)
    for where, text, verdict in _verdicts(mapping):
        if verdict == UNDECIDED:
            yield document.problem("mapping-undecided", where, found=text)
        elif verdict not in {DONT_KNOW, NOT_APPLICABLE} and not _is_rating(verdict, instrument.top):
            yield document.problem("mapping-verdict", where, found=brief(verdict), top=instrument.top)
    yield from _role_misfits(read_, list(instrument.role_by_id))


def _role_misfits(read_: Read[Mapping], known: list[str]) -> Iterator[Problem]:
    role, document = read_.value.role, read_.document
    if role.column is None and role.all is None:
        yield document.problem("missing-key", ("role",), key="column")
    given: list[tuple[tuple[str, ...], str]] = [
        (("role", "values", text), id_) for text, id_ in role.values.items()
    ]
    if role.all is not None:
        given.append((("role", "all"), role.all))
    for where, id_ in given:
        if id_ == UNDECIDED:
            yield document.problem("mapping-undecided", where, found=where[-1])
        elif id_ not in known:
            values = {"id": id_, "hint": hint(id_, known), "known": ", ".join(known)}
            yield document.problem("unknown-role", where, **values)


def _unknown(
    document: Document, code: str, place: str, found: Iterable[str], known: Sequence[str]
) -> Iterator[Problem]:
    for id_ in found:
        if id_ not in known:
            values = {"id": id_, "hint": hint(id_, known), "known": ", ".join(known)}
            yield document.problem(code, (place, id_), **values)


def _is_rating(verdict: Verdict, top: int) -> bool:
    return type(verdict) is int and 1 <= verdict <= top


def _columns(mapping: Mapping) -> Iterator[tuple[tuple[str, ...], str]]:
    for name in ("id", "submitted", "seconds", "started"):
        column = getattr(mapping, name)
        if column is not None:
            yield (name,), column
    if mapping.role.column is not None:
        yield ("role", "column"), mapping.role.column
    for id_, answer in mapping.answers.items():
        for name in ("column", "comment", "reason"):
            column = getattr(answer, name)
            if column is not None:
                yield ("answers", id_, name), column
    for id_, fact in mapping.context.items():
        yield ("context", id_, "column"), fact.column


def _verdicts(mapping: Mapping) -> Iterator[tuple[tuple[str, ...], str, Verdict]]:
    for text, verdict in mapping.values.items():
        yield ("values", text), text, verdict
    for id_, answer in mapping.answers.items():
        for text, verdict in answer.values.items():
            yield ("answers", id_, "values", text), text, verdict


def _row_document(shown: str, number: int) -> Document:
    return Document(shown=shown, locate=lambda where: (number, tuple(where)))


class _CellError(Exception):
    """A cell that means nothing that is known."""

    def __init__(self, code: str, column: str, **values: Any) -> None:
        super().__init__(code)
        self.code, self.column, self.values = code, column, values


class _Rows:
    """Turns the rows of a table into responses."""

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
        self.places = {name: table.column(name) for _, name in _columns(mapping)}

    def load(self, mapping: str) -> LoadedAnswers:
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

        def take(read_cell: Any, *arguments: Any) -> Any:
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
        answers = {item: take(self.answer, item) for item in mapping.answers}
        context = {fact: take(self.fact, fact) for fact in mapping.context}
        data: dict[str, Any] = {
            "format": "kam-response/1",
            "instrument": {"id": instrument.id, "version": instrument.version},
            "respondent": {
                "id": f"{mapping.id_prefix}{id_}" if id_ else "?",
                "role": take(self.role) or "??",
            },
            "answers": {item: answer for item, answer in answers.items() if answer},
        }
        if data["respondent"]["role"] == "??":  # told already; the rest of the row is still worth checking
            data["respondent"]["role"] = next(iter(instrument.role_by_id))
        optional = {
            "language": mapping.language,
            "submitted": take(self.submitted),
            "seconds": take(self.seconds),
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
        place = self.places[column] if column else None
        return cell_text(row[place]) if place is not None and place < len(row) else ""

    def role(self, row: Sequence[Any]) -> str:
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
        if number.isdigit() and _is_rating(int(number[:3]), self.instrument.top) and not known:
            return int(number), written
        return None, written

    def fact(self, row: Sequence[Any], id_: str) -> Any:
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
        column = self.mapping.submitted
        found = self.text(row, column)
        if not found:
            return None
        moment = moment_of(found)
        if moment is None:
            raise _CellError("cell-date", column or "", found=brief(found))
        return moment.date().isoformat()

    def seconds(self, row: Sequence[Any]) -> int | None:
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
    except ValueError:
        return None
    return int(number) if number.is_integer() else number
