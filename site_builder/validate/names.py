"""Finds names that there is nothing behind."""

from collections.abc import Iterable, Iterator
from typing import Any

from site_builder.model.problems import Problem, hint
from site_builder.model.source import Read


def unknown(
    read: Read[Any], where: tuple[str | int, ...], code: str, found: Iterable[str], known: Iterable[str]
) -> Iterator[Problem]:
    """Yield a problem for each name of a list that is not known, at its place in the list.

    Args:
        read: the file.
        where: the place of the list.
        code: what the problem is called, such as `unknown-role`.
        found: the names in the list.
        known: the names that there are.

    """
    for index, id_ in enumerate(found):
        yield from unknown_one(read, (*where, index), code, id_, known)


def unknown_keys(
    read: Read[Any], where: tuple[str | int, ...], code: str, found: Iterable[str], known: Iterable[str]
) -> Iterator[Problem]:
    """Yield a problem for each name that is not known; below `where`, its place is called like itself.

    Args:
        read: the file.
        where: the place that holds the names.
        code: what the problem is called.
        found: the names that stand there.
        known: the names that there are.

    """
    for id_ in found:
        yield from unknown_one(read, (*where, id_), code, id_, known)


def unknown_one(
    read: Read[Any], where: tuple[str | int, ...], code: str, id_: str, known: Iterable[str]
) -> Iterator[Problem]:
    """Yield a problem when a name is not known.

    Args:
        read: the file.
        where: the place of the name itself.
        code: what the problem is called.
        id_: the name.
        known: the names that there are.

    """
    if id_ not in (known := sorted(known)):
        near = hint(id_, known) if read.document.is_told(code) else ""
        values = {"id": id_, "known": ", ".join(known), "hint": near}
        yield read.document.problem(code, where, **values)
