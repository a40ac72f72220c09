"""Checks what the instrument knows besides its questions: patterns, next steps, organisation, programme."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any

from site_builder.model.conditions import ConditionError, read_condition
from site_builder.model.instrument import Enough, InstrumentFile, Practice
from site_builder.model.knowledge import FactsFile, PatternsFile, Step
from site_builder.model.organisation import OrganisationFile
from site_builder.model.problems import Problem, hint
from site_builder.model.programme import ProgrammeFile
from site_builder.model.source import LoadedInstrument, Place, Read
from site_builder.validate.names import unknown, unknown_one


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """The names that knowledge may refer to."""

    levels: int
    practices: tuple[Practice, ...]
    questions: Mapping[str, Sequence[str]]
    codes: Mapping[str, Sequence[str]]
    posts: tuple[str, ...]
    grades: tuple[str, ...]
    facts: tuple[str, ...]
    literature: tuple[str, ...]


def check_knowledge(
    file: Read[InstrumentFile], facts: Read[FactsFile], loaded: LoadedInstrument
) -> Iterator[Problem]:
    """Yield everything in patterns, next steps, organisation and programme that does not fit the rest.

    Args:
        file: `instrument.yml`.
        facts: `facts.yml`.
        loaded: all files as far as they could be read.

    """
    practices = tuple(p for dimension in loaded.dimensions for p in dimension.value.practices)
    names = _Names(
        levels=len(file.value.levels),
        practices=practices,
        questions={q.id: [option.id for option in q.options] for q in file.value.context},
        codes={
            "practices": [practice.code for practice in practices],
            "context": [question.code for question in file.value.context],
            "roles": [role.id for role in file.value.roles],
        },
        posts=tuple(post.id for post in file.value.posts),
        grades=tuple(grade.id for grade in file.value.evidence),
        facts=tuple(facts.value.facts),
        literature=tuple(loaded.literature.value) if loaded.literature else (),
    )
    for dimension in loaded.dimensions:
        for index, practice in enumerate(dimension.value.practices):
            yield from _check_steps(dimension, ("practices", index, "steps"), practice.steps, names)
            yield from _check_enough(dimension, ("practices", index, "enough"), practice.enough, names)
    yield from _check_circle(loaded)
    if loaded.patterns:
        yield from _check_patterns(loaded.patterns, names)
    if loaded.organisation:
        yield from _check_organisation(loaded.organisation, names)
    if loaded.programme:
        yield from _check_programme(loaded.programme, names)


def _check_steps(read: Read[Any], where: Place, steps: Sequence[Step], names: _Names) -> Iterator[Problem]:
    """Yield what is wrong with the steps of one practice; one without any is left to be written."""
    if steps and len(steps) != names.levels - 1:
        values = {"count": len(steps), "steps": names.levels - 1, "top": names.levels}
        yield read.document.problem("steps-count", where, **values)
    for index, step in enumerate(steps):
        place = (*where, index)
        for key in ("responsible", "accountable"):
            yield from unknown_one(read, (*place, key), "unknown-post", getattr(step, key), names.posts)
        for key in ("consulted", "informed"):
            yield from unknown(read, (*place, key), "unknown-post", getattr(step, key), names.posts)
        yield from unknown_one(read, (*place, "grade"), "unknown-grade", step.grade, names.grades)
        known = [practice.id for practice in names.practices]
        for number, needed in enumerate(step.requires):
            at = (*place, "requires", number, "practice")
            yield from unknown_one(read, at, "unknown-practice", needed.practice, known)
        yield from _check_sources(read, place, step, names)


def _check_circle(loaded: LoadedInstrument) -> Iterator[Problem]:
    """Yield a step that, through what steps need, would have to be there before it begins."""
    places, graph = {}, {}
    for dimension in loaded.dimensions:
        for index, practice in enumerate(dimension.value.practices):
            for number, step in enumerate(practice.steps):
                level = number + 2
                key = practice.id, level
                places[key] = (
                    dimension,
                    ("practices", index, "steps", number, "requires"),
                    bool(step.requires),
                )
                own = [(needed.practice, needed.level) for needed in step.requires]
                graph[key] = [(practice.id, level - 1), *((o, level - 1) for o in practice.requires), *own]
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        key = next(key for key in circle if key in places and places[key][2])
        read, where, _ = places[key]
        names = " → ".join(f"{practice} {level}" for practice, level in circle)
        yield read.document.problem("cycle", where, circle=names, id=key[0])


def _check_enough(
    read: Read[Any], where: Place, entries: Sequence[Enough], names: _Names
) -> Iterator[Problem]:
    """Yield what is wrong with the levels that are enough; only facts about the firm decide on them."""
    about_the_firm = {"practices": (), "context": names.codes["context"], "roles": ()}
    first: dict[int, int] = {}
    for index, entry in enumerate(entries):
        place = (*where, index)
        if not 1 < entry.to < names.levels:
            yield read.document.problem("enough-level", (*place, "to"), found=entry.to, most=names.levels - 1)
        elif entry.to in first:
            line, _ = read.document.locate((*where, first[entry.to], "to"))
            shown = f"{read.document.shown}:{line}"
            yield read.document.problem("enough-twice", (*place, "to"), found=entry.to, first=shown)
        first.setdefault(entry.to, index)
        if entry.when is not None:
            yield from _check_condition(read, (*place, "if"), entry.when, names, about_the_firm)
        yield from _check_sources(read, place, entry, names)


def _check_sources(read: Read[Any], where: Place, entry: Any, names: _Names) -> Iterator[Problem]:
    yield from unknown(read, (*where, "facts"), "unknown-fact", entry.facts, names.facts)
    cited = getattr(entry, "literature", ())
    yield from unknown(read, (*where, "literature"), "unknown-literature", cited, names.literature)


def _check_patterns(read: Read[PatternsFile], names: _Names) -> Iterator[Problem]:
    """Yield every condition that cannot be read or names what there is not, and every unknown source."""
    first: dict[str, tuple[str, int, str]] = {}
    for group in PatternsFile.model_fields:
        for index, entry in enumerate(getattr(read.value, group)):
            yield from _check_condition(read, (group, index, "when"), entry.when, names)
            if entry.id in first:
                line, _ = read.document.locate(first[entry.id])
                values = {"id": entry.id, "first": f"{read.document.shown}:{line}"}
                yield read.document.problem("used-twice", (group, index, "id"), **values)
            first.setdefault(entry.id, (group, index, "id"))
            if group != "contradictions":
                yield from _check_sources(read, (group, index), entry, names)


def _check_condition(
    read: Read[Any],
    where: Place,
    text: str,
    names: _Names,
    codes: Mapping[str, Sequence[str]] | None = None,
) -> Iterator[Problem]:
    """Yield what is wrong with a condition; `codes` are the names that it may use, without it all."""
    codes = names.codes if codes is None else codes
    known = [name for group in codes.values() for name in group]
    options = dict(zip(names.codes["context"], names.questions.values(), strict=True))
    try:
        for code, option in read_condition(text, codes).options:
            yield from unknown_one(read, where, "unknown-option", option, options[code])
    except ConditionError as error:
        code = "condition-name" if error.name else "condition-broken"
        values = {"found": error.found, "hint": hint(error.name or "", known), "known": ", ".join(known)}
        yield read.document.problem(code, where, **values)


def _check_organisation(read: Read[OrganisationFile], names: _Names) -> Iterator[Problem]:
    file, ids = read.value, [practice.id for practice in names.practices]
    for index, entry in enumerate(file.conditions):
        where: Place = ("conditions", index)
        if entry.question is not None:
            yield from _check_question(read, (*where, "question"), entry.question, names)
            yield from _check_options(read, (*where, "options"), entry.question, entry.options, names)
        yield from unknown(read, (*where, "practices"), "unknown-practice", entry.practices, ids)
        yield from _check_sources(read, where, entry, names)
    for key in ("question", "accounts"):
        yield from _check_question(read, ("span", key), getattr(file.span, key), names)
    yield from _check_question(read, ("reporting", "question"), file.reporting.question, names)
    for index, function in enumerate(file.functions):
        where = ("functions", index)
        yield from unknown_one(read, (*where, "practice"), "unknown-practice", function.practice, ids)
        yield from unknown_one(read, (*where, "should"), "unknown-post", function.should, names.posts)
    yield from _check_question(read, ("form_question",), file.form_question, names)
    for index, form in enumerate(file.forms):
        yield from _check_options(read, ("forms", index, "type"), file.form_question, [form.type], names)
        for post in form.stand_ins:
            stand: Place = ("forms", index, "stand_ins", post)
            yield from unknown_one(read, stand, "unknown-post", post, names.posts)
    yield from _check_question(read, ("team", "question"), file.team.question, names)
    for index, team in enumerate(file.team.types):
        team_at: Place = ("team", "types", index)
        yield from _check_options(read, (*team_at, "type"), file.team.question, [team.type], names)
        yield from unknown(read, (*team_at, "posts"), "unknown-post", team.posts, names.posts)
    for index, member in enumerate(file.team.members):
        member_at: Place = ("team", "members", index, "post")
        yield from unknown_one(read, member_at, "unknown-post", member.post, names.posts)
    for entry_index, check in enumerate(file.checks):
        yield from _check_condition(read, ("checks", entry_index, "when"), check.when, names)


def _check_programme(read: Read[ProgrammeFile], names: _Names) -> Iterator[Problem]:
    file = read.value
    for key, id_ in file.questions.model_dump().items():
        yield from _check_question(read, ("questions", key), id_, names)
    for group in ("measures", "risks", "meetings"):
        first: dict[str, str] = {}
        for index, entry in enumerate(getattr(file, group)):
            where: Place = (group, index)
            yield from _check_sources(read, where, entry, names)
            if when := getattr(entry, "when", None):
                yield from _check_condition(read, (*where, "when"), when, names)
            posts = getattr(entry, "posts", ())
            yield from unknown(read, (*where, "posts"), "unknown-post", posts, names.posts)
            if entry.id in first and group != "meetings":
                values = {"id": entry.id, "first": first[entry.id]}
                yield read.document.problem("used-twice", (*where, "id"), **values)
            line, _ = read.document.locate((*where, "id"))
            first.setdefault(entry.id, f"{read.document.shown}:{line}")


def _check_question(read: Read[Any], where: Place, id_: str, names: _Names) -> Iterator[Problem]:
    yield from unknown_one(read, where, "unknown-context", id_, names.questions)


def _check_options(
    read: Read[Any], where: Place, question: str, found: Sequence[str], names: _Names
) -> Iterator[Problem]:
    """Yield the options that a question does not offer; where there is no such question, that is enough."""
    if question in names.questions:
        for option in found:
            yield from unknown_one(read, where, "unknown-option", option, names.questions[question])
