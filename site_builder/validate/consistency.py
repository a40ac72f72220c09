"""Finds facts about a firm that cannot all be true."""

from collections.abc import Iterator, Mapping
from typing import Any

from site_builder.model.conditions import FirmFacts, read_condition
from site_builder.model.instrument import Instrument
from site_builder.model.problems import Problem, brief
from site_builder.model.source import LoadedAssessment, Read


def check_consistency(loaded: LoadedAssessment, instrument: Instrument) -> Iterator[Problem]:
    """Yield every contradiction, told where the first of its answers stands."""
    if instrument.organisation is None:
        return
    questions = {question.code: question.id for question in instrument.context}
    names = {"practices": (), "roles": (), "context": tuple(questions)}
    answers = answers_about_firm(loaded)
    known = FirmFacts(questions, {id_: value for id_, (_, value) in answers.items()})
    for check in instrument.organisation.checks:
        condition = read_condition(check.when, names)
        if condition.holds(known):
            ids = [questions[code] for code in condition.codes]
            read, _ = answers[ids[0]]
            values = {"text": dict(check.text), "found": _found(condition.codes, ids, answers)}
            yield read.document.problem("context-contradiction", ("context", ids[0]), **values)


def _found(codes: list[str], ids: list[str], answers: Mapping[str, tuple[Read[Any], Any]]) -> str:
    return ", ".join(f"{code} = {brief(answers[id_][1])}" for code, id_ in zip(codes, ids, strict=True))


def answers_about_firm(loaded: LoadedAssessment) -> dict[str, tuple[Read[Any], Any]]:
    """Return each answer with the file that counts: the settings, else whoever is first by id."""
    reads: list[Read[Any]] = sorted(loaded.responses, key=lambda read: read.value.respondent.id)
    if loaded.settings:
        reads = [loaded.settings, *reads]
    answers: dict[str, tuple[Read[Any], Any]] = {}
    for read in reads:
        answers |= {id_: (read, value) for id_, value in read.value.context.items() if id_ not in answers}
    return answers
