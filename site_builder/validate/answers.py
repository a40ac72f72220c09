"""Checks that respondents' answers fit the instrument."""

from collections.abc import Iterable, Iterator

from site_builder.model.assessment import Response
from site_builder.model.instrument import Instrument
from site_builder.model.problems import Problem, brief, hint
from site_builder.model.source import Read
from site_builder.validate.context import check_context
from site_builder.validate.names import unknown_one


def check_responses(responses: Iterable[Read[Response]], instrument: Instrument) -> Iterator[Problem]:
    """Yield what keeps the answers of a wave from fitting the instrument, and ids that two of them give."""
    first: dict[str, str] = {}
    for read in responses:
        yield from check_answers(read, instrument)
        respondent = read.value.respondent.id
        if respondent in first:
            values = {"id": respondent, "first": first[respondent]}
            yield read.document.problem("respondent-twice", ("respondent", "id"), **values)
        first.setdefault(respondent, read.document.shown)


def check_answers(read: Read[Response], instrument: Instrument) -> Iterator[Problem]:
    """Yield what keeps one respondent's answers from fitting the instrument."""
    yield from _check_instrument(read, instrument)
    yield from _check_response(read, instrument)


def _check_instrument(read: Read[Response], instrument: Instrument) -> Iterator[Problem]:
    reference = read.value.instrument
    if reference.id != instrument.id:
        where = ("instrument", "id")
        yield read.document.problem("other-instrument", where, found=reference.id, id=instrument.id)
    if reference.version.split(".")[0] != str(instrument.major):
        values = {"found": reference.version, "version": instrument.version}
        yield read.document.problem("other-version", ("instrument", "version"), **values)


def _check_response(read: Read[Response], instrument: Instrument) -> Iterator[Problem]:
    response, items, top = read.value, instrument.item_owner, instrument.top
    role = response.respondent.role
    if role not in instrument.role_by_id:
        known = list(instrument.role_by_id)
        values = {"id": role, "known": ", ".join(known), "hint": hint(role.upper(), known)}
        yield read.document.problem("unknown-role", ("respondent", "role"), **values)
    for id_, answer in response.answers.items():
        if id_ not in items:
            yield from unknown_one(read, ("answers", id_), "unknown-practice", id_, items)
        elif answer.rating is not None and not 1 <= answer.rating <= top:
            scale = {"found": brief(answer.rating), "top": top}
            yield read.document.problem("rating-off-the-scale", ("answers", id_, "rating"), **scale)
    if response.context:
        yield from check_context(read, response.context, instrument)
