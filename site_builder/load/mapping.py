"""Where the mapping of a table lies, and whether it fits the table and what was asked."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from site_builder.model.instrument import Instrument
from site_builder.model.mapping import DONT_KNOW, NOT_APPLICABLE, UNDECIDED, Mapping, Verdict
from site_builder.model.problems import Problem, brief, hint, shorten
from site_builder.model.source import Document, Read
from site_builder.model.table import Table


def mapping_beside(path: Path) -> Path:
    """Return where the mapping of a table lies when no other place is named."""
    return path.with_name(f"{path.stem}.mapping.yml")


def misfits(read_: Read[Mapping], table: Table, instrument: Instrument) -> Iterator[Problem]:
    """Yield what in a mapping does not fit the table or the instrument, or is not decided yet."""
    mapping, document = read_.value, read_.document
    titles = [title for title in table.header if title]
    for where, name in columns_of(mapping):
        if table.column(name) is None:
            known = ", ".join(shorten(title, 30) for title in titles)
            values = {"found": name, "table": table.shown, "hint": hint(name, titles), "known": known}
            yield document.problem("mapping-column", where, **values)
    shared = Counter(name for where, name in columns_of(mapping) if where[-1] == "column")
    for where, name in columns_of(mapping):
        if where[-1] == "column" and shared[name] > 1:
            yield document.problem("mapping-twice", where, found=name)
    questions = [question.id for question in instrument.context]
    yield from _unknown(document, "unknown-practice", "answers", mapping.answers, list(instrument.item_owner))
    yield from _unknown(document, "unknown-context", "context", mapping.context, questions)
    for where, text, verdict in _verdicts(mapping):
        if verdict == UNDECIDED:
            yield document.problem("mapping-undecided", where, found=text)
        elif verdict not in {DONT_KNOW, NOT_APPLICABLE} and not is_rating(verdict, instrument.top):
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
    """Yield a problem for every id in a part of the mapping that the instrument does not know."""
    for id_ in found:
        if id_ not in known:
            values = {"id": id_, "hint": hint(id_, known), "known": ", ".join(known)}
            yield document.problem(code, (place, id_), **values)


def is_rating(verdict: Verdict, top: int) -> bool:
    """Return whether a text means a rating on the scale, 1 to `top`."""
    return type(verdict) is int and 1 <= verdict <= top


def columns_of(mapping: Mapping) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every column that a mapping names: the place in the mapping, and the name."""
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
    """Yield every text that a mapping gives a meaning: the place in the mapping, the text, the meaning."""
    for text, verdict in mapping.values.items():
        yield ("values", text), text, verdict
    for id_, answer in mapping.answers.items():
        for text, verdict in answer.values.items():
            yield ("answers", id_, "values", text), text, verdict
