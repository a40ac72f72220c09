"""Checks that the instrument is whole and consistent."""

from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter

from site_builder.model.instrument import Dimension, Instrument, InstrumentFile, Practice
from site_builder.model.knowledge import FactsFile, PatternsFile
from site_builder.model.problems import InputProblems, Problem
from site_builder.model.source import LoadedInstrument, Read
from site_builder.validate.knowledge import check_knowledge
from site_builder.validate.names import unknown

Entry = tuple[Read[Dimension], int, Practice]


def validate_instrument(loaded: LoadedInstrument) -> Instrument:
    """Return the instrument.

    Raises:
        InputProblems: with everything found in all of its files.

    """
    if loaded.problems or loaded.file is None or loaded.facts is None:
        raise InputProblems(loaded.problems)
    problems = [*_check(loaded.file, loaded.dimensions, loaded.facts)]
    problems += check_knowledge(loaded.file, loaded.facts, loaded)
    if problems:
        raise InputProblems(problems)
    fields = {name: getattr(loaded.file.value, name) for name in InstrumentFile.model_fields}
    patterns = loaded.patterns.value if loaded.patterns else PatternsFile()
    return Instrument.model_construct(
        **fields,
        dimensions=tuple(dimension.value for dimension in loaded.dimensions),
        sources=loaded.facts.value.sources,
        facts=loaded.facts.value.facts,
        literature=loaded.literature.value if loaded.literature else {},
        organisation=loaded.organisation.value if loaded.organisation else None,
        programme=loaded.programme.value if loaded.programme else None,
        sha256=loaded.sha256,
        **{name: getattr(patterns, name) for name in PatternsFile.model_fields},
    )


def _check(
    file: Read[InstrumentFile], dimensions: Sequence[Read[Dimension]], facts: Read[FactsFile]
) -> Iterator[Problem]:
    places = [(d, index, p) for d in dimensions for index, p in enumerate(d.value.practices)]
    yield from _check_file(file, {practice.id for _, _, practice in places})
    yield from _check_unique(dimensions, places)
    known_facts = set(facts.value.facts)
    for dimension in dimensions:
        yield from unknown(dimension, ("facts",), "unknown-fact", dimension.value.facts, known_facts)
    for place in places:
        yield from _check_items(place, len(file.value.levels))
        yield from _check_references(place, file.value, places, known_facts)
    yield from _check_cycle(places)


def _check_file(file: Read[InstrumentFile], practices: set[str]) -> Iterator[Problem]:
    levels = len(file.value.levels)
    for index, grade in enumerate(file.value.evidence):
        if not 1 <= grade.cap <= levels:
            values = {"found": f"{float(grade.cap):g}", "top": levels}
            yield file.document.problem("off-the-scale", ("evidence", index, "cap"), **values)
    for index, role in enumerate(file.value.roles):
        where = ("roles", index, "practices")
        yield from unknown(file, where, "unknown-practice", role.practices or (), practices)


def _check_unique(dimensions: Sequence[Read[Dimension]], places: Sequence[Entry]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    entries = [(d, (), d.value.id, d.value.code) for d in dimensions]
    entries += [(d, ("practices", index), p.id, p.code) for d, index, p in places]  # type: ignore[misc]
    for read, where, id_, code in entries:
        for key, value in (("id", id_), ("code", code)):
            if value in seen:
                values = {"id": value, "first": seen[value]}
                yield read.document.problem("used-twice", (*where, key), **values)
            seen.setdefault(value, read.document.shown)


def _check_items(place: Entry, levels: int) -> Iterator[Problem]:
    dimension, index, practice = place
    for number, item in enumerate(practice.items):
        where = ("practices", index, "items", number)
        if len(item.anchors) < levels:
            values = {"count": len(item.anchors), "levels": levels, "level": len(item.anchors) + 1}
            yield dimension.document.problem("anchor-missing", (*where, "anchors"), **values)
        elif len(item.anchors) > levels:
            values = {"count": len(item.anchors), "levels": levels}
            yield dimension.document.problem("anchor-too-many", (*where, "anchors"), **values)
        if len(practice.items) > 1 and item.id is None:
            yield dimension.document.problem("item-without-id", where)


def _check_references(
    place: Entry, file: InstrumentFile, places: Sequence[Entry], facts: set[str]
) -> Iterator[Problem]:
    dimension, index, practice = place
    where = ("practices", index)
    practices = {other.id for _, _, other in places}
    roles = {role.id for role in file.roles}
    yield from unknown(dimension, (*where, "requires"), "unknown-practice", practice.requires, practices)
    yield from unknown(dimension, (*where, "roles"), "unknown-role", practice.roles, roles)
    yield from unknown(dimension, (*where, "facts"), "unknown-fact", practice.facts, facts)


def _check_cycle(places: Sequence[Entry]) -> Iterator[Problem]:
    known = {practice.id for _, _, practice in places}
    graph = {practice.id: [r for r in practice.requires if r in known] for _, _, practice in places}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        start = circle.index(min(circle))
        circle = [*circle[start:-1], *circle[: start + 1]] if start else circle
        dimension, index, practice = next(place for place in places if place[2].id == circle[0])
        where = ("practices", index, "requires")
        yield dimension.document.problem("cycle", where, circle=" → ".join(circle), id=practice.id)
