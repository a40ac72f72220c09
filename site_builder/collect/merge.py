"""Compares answers that come in with those that are there; nothing is overwritten unless asked for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from site_builder.model.assessment import Answer, Response
from site_builder.model.problems import Problem, shorten
from site_builder.model.source import Read

_MOST_DIFFERENCES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What an import would do: responses to write, those there already, and what stands against it."""

    taken: tuple[Response, ...]
    same: tuple[Response, ...]
    problems: tuple[Problem, ...]


def merge(
    present: Iterable[Response], incoming: Sequence[Read[Response]], *, replace: bool = False
) -> Merged:
    """Return what becomes of answers that come in.

    Args:
        present: the answers of the wave.
        incoming: answers that have been read and checked.
        replace: whether a respondent's new answers take the place of the present ones.

    """
    known = {response.respondent.id: response for response in present}
    taken: dict[str, Response] = {}
    where: dict[str, Read[Response]] = {}
    same: list[Response] = []
    problems: list[Problem] = []
    for read in incoming:
        response, id_ = read.value, read.value.respondent.id
        if id_ in taken and is_same(taken[id_], response):
            continue  # the same block pasted twice
        if id_ in taken and not replace:
            values = {"id": id_, "first": _place(where[id_])}
            problems.append(read.document.problem("import-twice", **values))
        elif id_ in known and is_same(known[id_], response):
            same.append(response)
        elif id_ in known and not replace:
            differences = list(differences_between(known[id_], response))
            shown = "; ".join(differences[:_MOST_DIFFERENCES])
            more = len(differences) - _MOST_DIFFERENCES
            values = {"id": id_, "differences": shown + (f"; … +{more}" if more > 0 else "")}
            problems.append(read.document.problem("import-differs", **values))
        else:
            taken[id_], where[id_] = response, read
    return Merged(taken=tuple(taken.values()), same=tuple(same), problems=tuple(problems))


def is_same(one: Response, other: Response) -> bool:
    """Return whether two files say the same, on whatever day and in whatever language."""
    return (one.respondent, one.answers, one.context) == (other.respondent, other.answers, other.context)


def _place(read: Read[Response]) -> str:
    line, _ = read.document.locate(())
    return f"{read.document.shown}:{line}"


def differences_between(old: Response, new: Response) -> Iterator[str]:
    """Yield what differs, such as `selection: 2 → 3`."""
    if old.respondent.role != new.respondent.role:
        yield f"role: {old.respondent.role} → {new.respondent.role}"
    yield from _changed(old.answers, new.answers, _answer)
    yield from _changed(old.context, new.context, lambda value: shorten(str(value), 20))


def _changed(old: Mapping[str, Any], new: Mapping[str, Any], say: Any) -> Iterator[str]:
    for key in dict.fromkeys([*old, *new]):
        if old.get(key) != new.get(key):
            before, after = (say(side[key]) if key in side else "–" for side in (old, new))
            yield f"{key}: {before} → {after}"


def _answer(answer: Answer) -> str:
    kind = str(answer.rating) if answer.rating else "n/a" if answer.not_applicable else "?"
    return f"{kind} “{shorten(answer.comment, 20)}”" if answer.comment else kind
