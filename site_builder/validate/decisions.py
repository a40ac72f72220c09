"""Checks what a firm decided about single steps."""

from collections.abc import Iterator
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter

from site_builder.model.decisions import PLANNED_FIELDS, Decision
from site_builder.model.instrument import Instrument
from site_builder.model.problems import Problem
from site_builder.model.source import Place, Read
from site_builder.validate.names import unknown_one

Decisions = Read[tuple[Decision, ...]]
_LOWEST, _YEAR = 2, 365
"""Nothing leads to the first level."""


def decision_lines(read: Decisions | None) -> dict[str, int]:
    """Return the line of every decision, by the step that it is about, such as `decisions.crm-use.3`."""
    if read is None:
        return {}
    lines = {}
    for index, entry in enumerate(read.value):
        lines[f"decisions.{entry.practice}.{entry.to}"] = read.document.locate((index,))[0]
    return lines


def check_decisions(read: Decisions, instrument: Instrument, day: date | None) -> Iterator[Problem]:
    """Yield every decision about a step that there is not, that says too much or too little, or twice.

    Args:
        read: what was decided.
        instrument: what the steps have to fit.
        day: the date of the assessment, before which no step starts; None where the settings give none.

    """
    first: dict[tuple[str, int], str] = {}
    for index, entry in enumerate(read.value):
        yield from _check_step(read, index, entry, instrument)
        yield from _check_kind(read, index, entry)
        yield from _check_dates(read, index, entry, day)
        for number, other in enumerate(entry.after):
            where: Place = (index, "after", number, "practice")
            yield from unknown_one(read, where, "unknown-practice", other.practice, instrument.practice_by_id)
            if not _LOWEST <= other.to <= instrument.top:
                values = {"found": other.to, "top": instrument.top}
                yield read.document.problem("decision-level", (index, "after", number, "to"), **values)
        key = (entry.practice, entry.to)
        if entry.practice and key in first:
            again = {"id": entry.practice, "level": entry.to, "first": first[key]}
            yield read.document.problem("decision-twice", (index,), **again)
        line, _ = read.document.locate((index,))
        first.setdefault(key, f"{read.document.shown}:{line}")
    yield from _check_circle(read, instrument)


def _check_circle(read: Decisions, instrument: Instrument) -> Iterator[Problem]:
    """Yield the first step that, through what was decided, would have to end before it starts."""
    after = {(d.practice, d.to): [(s.practice, s.to) for s in d.after] for d in read.value if d.after}
    graph: dict[tuple[str, int], set[tuple[str, int]]] = {}
    for practice in instrument.practices:
        for level in range(_LOWEST, instrument.top + 1):
            before = [(practice.id, level - 1), *instrument.needs_of(practice.id, level).items()]
            graph[practice.id, level] = {*before, *after.get((practice.id, level), [])}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        index = next(n for n, d in enumerate(read.value) if d.after and (d.practice, d.to) in circle)
        names = " → ".join(f"{practice} {level}" for practice, level in circle)
        yield read.document.problem("decision-circle", (index, "after"), circle=names)


def _check_step(read: Decisions, index: int, entry: Decision, instrument: Instrument) -> Iterator[Problem]:
    """Yield that a decision names no step, or one that there is not."""
    if "practice" not in entry.model_fields_set:
        return
    practices = instrument.practice_by_id
    yield from unknown_one(read, (index, "practice"), "unknown-practice", entry.practice, practices)
    if not _LOWEST <= entry.to <= instrument.top:
        values = {"found": entry.to, "top": instrument.top}
        yield read.document.problem("decision-level", (index, "to"), **values)


def _check_kind(read: Decisions, index: int, entry: Decision) -> Iterator[Problem]:
    """Yield what a decision of its kind must not hold, and what it lacks."""
    if entry.until and entry.decision != "deferred":
        yield read.document.problem("decision-until", (index, "until"))
    given = [key for key in PLANNED_FIELDS if getattr(entry, key) is not None and getattr(entry, key) != ()]
    if not entry.is_plan:
        for key in given:
            yield read.document.problem("decision-not-planning", (index, key), key=key)
    elif not given:
        keys = ", ".join(PLANNED_FIELDS)
        yield read.document.problem("decision-moves-nothing", (index,), keys=keys)
    if entry.decision == "added":
        for key in ("title", "owner", "start", "end"):
            if getattr(entry, key) is None:
                yield read.document.problem("missing-key", (index,), key=key)
        if entry.after and not entry.practice:
            yield read.document.problem("decision-own-after", (index, "after"))


def _check_dates(read: Decisions, index: int, entry: Decision, day: date | None) -> Iterator[Problem]:
    """Yield a step that ends before it starts, or starts before the plan does."""
    if entry.start and entry.end and entry.end <= entry.start:
        values = {"start": entry.start.isoformat(), "end": entry.end.isoformat()}
        yield read.document.problem("decision-backwards", (index, "end"), **values)
    for key in ("start", "end"):
        found: date | None = getattr(entry, key)
        if found and day is None:
            yield read.document.problem("decision-without-day", (index, key), found=found.isoformat())
        elif found and day and (found - day).days > _YEAR:
            last = (day + timedelta(days=_YEAR)).isoformat()
            yield read.document.problem(
                "decision-after-plan", (index, key), found=found.isoformat(), last=last
            )
        elif found and day and (found < day or (key == "end" and found == day)):
            values = {"found": found.isoformat(), "day": day.isoformat()}
            yield read.document.problem("decision-before-plan", (index, key), **values)
