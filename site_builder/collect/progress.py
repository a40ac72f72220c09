"""Puts what comes back of tracking tables into `progress.yml`; hand-written lines stay as they are."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from site_builder.language.words import in_all
from site_builder.load.documents import parse_yaml
from site_builder.model.problems import InputProblems, Problem
from site_builder.model.progress import PROGRESS, STATES, Progress, Tracked
from site_builder.model.source import Read

Key = tuple[str | None, str, int]
_ENTRY = re.compile(r"^( *)- +\S")
_FIELDS = ("practice", "to", "wave", "start", "due", "state", "owner", "started", "finished", "proof", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedProgress:
    """What an import of progress would do.

    `new` and `moved` are ids, `changed` holds each step before and after, `known` is how many say what is
    known already. The planned dates of `moved` differ in the table from those that were agreed, which stay.
    """

    progress: Progress
    new: tuple[str, ...]
    changed: tuple[tuple[Tracked, Tracked], ...]
    known: int
    moved: tuple[str, ...]
    problems: tuple[Problem, ...]


def merge_progress(
    present: Progress | None,
    incoming: Iterable[tuple[Sequence[Read[Tracked]], Sequence[Read[Tracked]]]],
    wave: str | None,
    today: date,
    *,
    replace: bool = False,
) -> MergedProgress:
    """Return what becomes of steps that come in.

    A row that its owner left as it was sent out says nothing of a step that is known. An empty cell takes
    nothing away, unless the state rules it out. A step does not go back to an earlier state unasked, since
    the table may be an old one. Planned dates are taken with a new step, and are changed by hand afterwards.

    Args:
        present: what is known; None where nothing is.
        incoming: the steps of each table: those whose row was changed, those whose row was not.
        wave: the one that is reported; a step without a wave is of its plan.
        today: the day of which this is the state, where anything is new.
        replace: whether a step may go back.

    """
    merging = _Merging(present, wave, replace=replace)
    tables = list(incoming)
    for read in (read for changed, _ in tables for read in changed):
        merging.take(read)
    for read in (read for _, unchanged in tables for read in unchanged):
        merging.add(read)
    steps = tuple(merging.steps.values())
    is_touched = bool(merging.new or merging.changes)
    as_of = today if is_touched or present is None else present.as_of
    return MergedProgress(
        progress=Progress.model_construct(format=PROGRESS, as_of=as_of, steps=steps),
        new=tuple(merging.new),
        changed=tuple(merging.changes.values()),
        known=len(merging.seen) - len(merging.new) - len(merging.changes),
        moved=tuple(dict.fromkeys(merging.moved)),
        problems=tuple(merging.problems),
    )


class _Merging:
    """Takes one row after the other; `taken` are the rows that changed something, by step."""

    def __init__(self, present: Progress | None, wave: str | None, *, replace: bool) -> None:
        self.wave, self.replace = wave, replace
        self.steps = {self.key(step): step for step in (present.steps if present else ())}
        self.before = dict(self.steps)
        self.taken: dict[Key, Read[Tracked]] = {}
        self.seen: dict[Key, None] = {}
        self.new: list[str] = []
        self.changes: dict[Key, tuple[Tracked, Tracked]] = {}
        self.moved: list[str] = []
        self.problems: list[Problem] = []

    def key(self, step: Tracked) -> Key:
        """Return what tells a step from others; without a wave it belongs to the one that is reported."""
        return (step.wave or self.wave, step.practice, step.to)

    def take(self, read: Read[Tracked]) -> None:
        """Take a row that its owner has changed."""
        step, key = read.value, self.key(read.value)
        if key in self.taken:
            if step != self.taken[key].value:
                line, _ = self.taken[key].document.locate(())
                first = f"{self.taken[key].document.shown}:{line}"
                self.problems.append(read.document.problem("track-twice", id=step.id, first=first))
            return
        self.taken[key] = read
        known = self.before.get(key)
        if known is None:
            self.add(read)
            return
        self.note_moved(known, step)
        self.seen[key] = None
        merged = _joined(known, step)
        if STATES.index(merged.state) < STATES.index(known.state) and not self.replace:
            said = in_all(f"progress.states.{known.state}", "report")
            self.problems.append(read.document.problem("progress-back", ("state",), id=step.id, said=said))
        elif merged != known:
            self.steps[key] = merged
            self.changes[key] = (known, merged)

    def add(self, read: Read[Tracked]) -> None:
        """Take a row that says nothing but that the plan has this step."""
        key = self.key(read.value)
        if key in self.before:
            self.note_moved(self.before[key], read.value)
            self.steps[key] = _with_plan(self.steps[key], read.value)
            if self.steps[key] != self.before[key]:
                self.changes[key] = (self.before[key], self.steps[key])
        elif key not in self.steps:
            self.steps[key] = read.value
            self.new.append(read.value.id)
        self.seen[key] = None

    def note_moved(self, known: Tracked, step: Tracked) -> None:
        """Note a step whose planned dates are others in the table than those that were agreed."""
        if any(
            getattr(known, key) and getattr(step, key) and getattr(known, key) != getattr(step, key)
            for key in ("start", "due")
        ):
            self.moved.append(step.id)


def _with_plan(known: Tracked, step: Tracked) -> Tracked:
    """Return a known step with the planned dates of a table, where it has none."""
    return known.model_copy(
        update={key: getattr(known, key) or getattr(step, key) for key in ("start", "due")}
    )


def _joined(known: Tracked, step: Tracked) -> Tracked:
    """Return a known step with what a row says of it; what the new state rules out is dropped."""
    said = {key: getattr(step, key) for key in ("owner", "started", "finished", "proof", "note")}
    update = {"state": step.state, **{key: value for key, value in said.items() if value is not None}}
    if step.state == "not-begun":
        update["started"] = None
    if not step.is_done:
        update["finished"] = None
    return _with_plan(known, step).model_copy(update=update)


def progress_text(progress: Progress, before: str | None = None) -> tuple[str, bool]:
    """Return `progress.yml`, and whether all that stood around its entries is kept.

    Of the file as it was, entries that say the same stay with their comments, where they form a plain list.

    Args:
        progress: what the file is to say.
        before: the file's text as it was; None where there is none.

    """
    if before is not None:
        kept, is_complete = _patched(progress, before) or ("", False)
        if _data(kept) == _data(_whole(progress)):
            return kept, is_complete
    return _whole(progress), before is None


def _whole(progress: Progress) -> str:
    as_of = [f"as_of: {progress.as_of.isoformat()}"] if progress.as_of else []
    lines = [f"format: {PROGRESS}", *as_of, "steps:"]
    return "\n".join([*lines, *(_entry(step, "") for step in progress.steps)]) + "\n"


def _entry(step: Tracked, indent: str) -> str:
    """Return a step as an entry of the list."""
    given = [(key, getattr(step, key)) for key in _FIELDS]
    lines = [f"{key}: {_value(value)}" for key, value in given if value is not None]
    return "\n".join(f"{indent}{'  ' if n else '- '}{line}" for n, line in enumerate(lines))


def _value(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    plain = re.fullmatch(r"[\w][\w-]*", text) and parse_yaml(f"x: {text}", "") == {"x": text}
    return text if plain or isinstance(value, int) else json.dumps(text, ensure_ascii=False)


def _data(text: str) -> object:
    """Return what a text says as data; None for what cannot be read."""
    try:
        return parse_yaml(text, "")
    except InputProblems:
        return None


def _patched(progress: Progress, before: str) -> tuple[str, bool] | None:
    """Return the text with the entries that differ written anew, and whether none of these held a remark.

    None where the entries form no plain list.
    """
    data, lines = _data(before), before.splitlines()
    if not isinstance(data, dict) or list(data)[-1:] != ["steps"]:
        return None
    found = list(_entries(lines))
    if not found or len(found) != len(data["steps"]):
        return None
    head = [line for line in lines[: found[0][0]] if not line.startswith("as_of:")]
    place = next((n for n, line in enumerate(head) if line.startswith("steps:")), None)
    if place is None:
        return None
    if progress.as_of:
        head.insert(place, f"as_of: {progress.as_of.isoformat()}")
    blocks, is_complete = [], True
    for step, (start, end) in zip(progress.steps, found, strict=False):
        block = lines[start:end]
        same = _data("\n".join(block)) == _data(_entry(step, ""))
        is_complete = is_complete and (same or not any("#" in line for line in block))
        blocks.append("\n".join(block) if same else _entry(step, _indent(lines[start])))
    blocks += [_entry(step, _indent(lines[found[0][0]])) for step in progress.steps[len(found) :]]
    return "\n".join([*head, *blocks]) + "\n", is_complete


def _entries(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where each entry of the list begins and the next one does; remarks below it go with it."""
    starts = [n for n, line in enumerate(lines) if _ENTRY.match(line)]
    yield from zip(starts, [*starts[1:], len(lines)], strict=True)


def _indent(line: str) -> str:
    found = _ENTRY.match(line)
    return found[1] if found else ""
