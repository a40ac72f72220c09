"""Finds names that there is nothing behind."""

from collections.abc import Iterable, Iterator
from typing import Any

from site_builder.model.problems import Problem, hint
from site_builder.model.source import Read


def unknown(
    read: Read[Any], where: tuple[str | int, ...], code: str, found: Iterable[str], known: Iterable[str]
) -> Iterator[Problem]:
    """Yield a problem for each name of a list at `where` that is not known."""
    for index, id_ in enumerate(found):
        yield from unknown_one(read, (*where, index), code, id_, known)


def unknown_one(
    read: Read[Any], where: tuple[str | int, ...], code: str, id_: str, known: Iterable[str]
) -> Iterator[Problem]:
    """Yield a problem when the name at `where` is not known."""
    if id_ not in (known := sorted(known)):
        values = {"id": id_, "known": ", ".join(known), "hint": hint(id_, known)}
        yield read.document.problem(code, where, **values)
