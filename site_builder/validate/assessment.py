"""Checks that an assessment fits the instrument, and its parts each other."""

import os
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from site_builder.model.assessment import (
    Assessment,
    Decision,
    EarlierAnswers,
    EvidenceEntry,
    Firm,
    Response,
    Settings,
)
from site_builder.model.instrument import ContextQuestion, Instrument
from site_builder.model.problems import InputProblems, Problem, brief, hint, shorten
from site_builder.model.source import LoadedAssessment, Read
from site_builder.validate.commentary import check_commentary
from site_builder.validate.consistency import check_consistency
from site_builder.validate.names import unknown_one
from site_builder.validate.pictures import KINDS, check_picture

_PERCENT = 100


def validate_assessment(
    loaded: LoadedAssessment, instrument: Instrument, unnamed: dict[str, str]
) -> Assessment:
    """Return the assessment.

    Args:
        loaded: what was read.
        instrument: what it has to fit.
        unnamed: how a firm is called, per language, that gave an answers file and no name.

    Raises:
        InputProblems: with everything found in all of its files.

    """
    problems = [*loaded.problems]
    if loaded.settings:
        problems += _check_settings(loaded.settings, loaded.folder or Path(), instrument)
    if loaded.evidence:
        problems += _check_evidence(loaded.evidence, instrument)
    if loaded.decisions:
        problems += _check_decisions(loaded.decisions, instrument)
    if loaded.settings:
        problems += check_commentary(loaded.commentary, loaded.settings.value.languages, instrument)
    problems += _check_responses(loaded.responses, instrument)
    if not problems:
        problems += check_consistency(loaded, instrument)
    for _, earlier in loaded.earlier:
        if _is_comparable(earlier, instrument):
            problems += _check_responses(earlier, instrument)
    if loaded.responses and not problems and not _is_firm_represented(loaded.responses, instrument):
        problems.append(Problem(code="customers-only", file=loaded.shown))
    if problems:
        raise InputProblems(problems)
    responses = tuple(response.value for response in loaded.responses)
    return Assessment.model_construct(
        settings=loaded.settings.value if loaded.settings else Settings(firm=Firm(name=unnamed)),
        wave=loaded.wave,
        responses=tuple(sorted(responses, key=lambda r: r.respondent.id)),
        evidence=loaded.evidence.value if loaded.evidence else None,
        decisions=loaded.decisions.value if loaded.decisions else (),
        folder=loaded.folder,
        commentary=loaded.commentary,
        earlier=tuple(
            EarlierAnswers(
                wave=wave,
                responses=tuple(sorted((r.value for r in earlier), key=lambda r: r.respondent.id))
                if _is_comparable(earlier, instrument) and _is_firm_represented(earlier, instrument)
                else None,
            )
            for wave, earlier in loaded.earlier
        ),
    )


def _is_comparable(responses: Iterable[Read[Response]], instrument: Instrument) -> bool:
    """Return whether answers are to the same major version of the instrument."""
    references = [read.value.instrument for read in responses]
    return all(r.id == instrument.id and r.version.split(".")[0] == str(instrument.major) for r in references)


def validate_settings(
    read: Read[Settings] | None, problems: Iterable[Problem], folder: Path, instrument: Instrument
) -> Settings:
    """Return the settings of an assessment that nobody has answered yet.

    Raises:
        InputProblems: with everything found in them.

    """
    found = [*problems, *(_check_settings(read, folder, instrument) if read else ())]
    if found or read is None:
        raise InputProblems(found)
    return read.value


def _is_firm_represented(responses: Iterable[Read[Response]], instrument: Instrument) -> bool:
    return any(not instrument.role_by_id[r.value.respondent.role].customer for r in responses)


def _unknown(
    read: Read[Any], code: str, where: tuple[str | int, ...], found: Iterable[str], known: Iterable[str]
) -> Iterator[Problem]:
    known = sorted(known)
    for id_ in found:
        if id_ not in known:
            values = {"id": id_, "known": ", ".join(known), "hint": hint(id_, known)}
            yield read.document.problem(code, (*where, id_), **values)


def _check_settings(read: Read[Settings], folder: Path, instrument: Instrument) -> Iterator[Problem]:
    settings = read.value
    practices, dimensions, roles = (
        instrument.practice_by_id,
        instrument.dimension_by_id,
        instrument.role_by_id,
    )
    yield from _unknown(read, "unknown-language", ("languages",), settings.languages, instrument.languages)
    if len(set(settings.languages)) < len(settings.languages):
        yield read.document.problem("language-twice", ("languages",))
    for language in settings.languages:
        if language in instrument.languages and language not in settings.firm.name:
            yield read.document.problem("language-missing", ("firm", "name"), language=language)
    for group, known, code in (
        ("dimensions", dimensions, "unknown-dimension"),
        ("practices", practices, "unknown-practice"),
    ):
        for field in ("targets", "weights"):
            yield from _unknown(read, code, (field, group), getattr(getattr(settings, field), group), known)
    yield from _unknown(read, "unknown-role", ("attributed_roles",), settings.attributed_roles, roles)
    yield from _unknown(read, "unknown-role", ("planned_sample",), settings.planned_sample, roles)
    invitation = settings.questionnaire
    yield from _unknown(read, "unknown-role", ("questionnaire", "roles"), invitation.roles or (), roles)
    for language in settings.languages:
        if invitation.greeting is not None and language not in invitation.greeting:
            yield read.document.problem("language-missing", ("questionnaire", "greeting"), language=language)
    carried = instrument.organisation.functions if instrument.organisation else ()
    names = [function.id for function in carried]
    yield from _unknown(read, "unknown-option", ("functions",), settings.functions, names)
    yield from _check_targets(read, instrument.top)
    yield from _check_context(read, settings.context, instrument)
    yield from _check_branding(read, folder)


def _check_branding(read: Read[Settings], folder: Path) -> Iterator[Problem]:
    settings = read.value
    yield from _check_logo(read, folder, "logo")
    yield from _check_logo(read, folder, "logo_dark")
    yield from _check_accent(read)
    for key in ("consultancy", "consultant", "footer", "disclaimer"):
        text = getattr(settings.branding, key) or {"": ""}
        for language in settings.languages if "" not in text else ():
            if language not in text:
                yield read.document.problem("language-missing", ("branding", key), language=language)


def _check_accent(read: Read[Settings]) -> Iterator[Problem]:
    """Refuse a colour in which nothing can be read on white paper, and name the nearest that can be."""
    accent = read.value.branding.accent
    if accent is None:
        return
    from site_builder.theme import contrast, design  # noqa: PLC0415 - most reports have no colour of their own

    light = design.colours("light")
    grounds, where = (light["page"], light["tint"]), ("branding", "accent")
    best = contrast.readable(accent, grounds)
    if best != accent:
        ratio = min(contrast.contrast(accent, ground) for ground in grounds)
        values = {"found": accent, "ratio": f"{ratio:.2f}", "best": best}
        yield read.document.problem("accent-pale", where, **values)
    elif contrast.difference(accent, light["warn"]) < contrast.APART:
        best = contrast.apart(accent, light["warn"], grounds)
        values = {"found": accent, "warn": light["warn"], "best": best}
        yield read.document.problem("accent-like-warning", where, **values)


def _check_targets(read: Read[Settings], top: int) -> Iterator[Problem]:
    targets = read.value.targets
    found: list[tuple[tuple[str, ...], Any]] = [(("firm",), targets.firm)]
    found += [(("dimensions", id_), value) for id_, value in targets.dimensions.items()]
    found += [(("practices", id_), value) for id_, value in targets.practices.items()]
    for where, value in found:
        if value is not None and not 1 <= value <= top:
            values = {"found": f"{float(value):g}", "top": top}
            yield read.document.problem("off-the-scale", ("targets", *where), **values)


def _check_context(read: Read[Any], context: dict[str, Any], instrument: Instrument) -> Iterator[Problem]:
    questions = {question.id: question for question in instrument.context}
    yield from _unknown(read, "unknown-context", ("context",), context, questions)
    for id_, value in context.items():
        if id_ in questions and not _fits(questions[id_], value):
            expected = ", ".join(option.id for option in questions[id_].options)
            values = {"found": brief(value), "id": id_, "options": expected}
            yield read.document.problem(f"context-{questions[id_].kind}", ("context", id_), **values)


def _fits(question: ContextQuestion, value: Any) -> bool:
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool) and value >= 0
    match question.kind:
        case "choice":
            return any(option.id == value for option in question.options)
        case "count":
            return is_number and isinstance(value, int)
        case "number":
            return is_number
        case "percent":
            return is_number and value <= _PERCENT
        case "counts":
            return isinstance(value, dict) and _counts(question, value)


def _counts(question: ContextQuestion, value: dict[str, int]) -> bool:
    return set(value) <= {option.id for option in question.options} and all(n >= 0 for n in value.values())


def _check_logo(read: Read[Settings], folder: Path, key: str) -> Iterator[Problem]:
    logo = getattr(read.value.branding, key)
    if logo is None:
        return
    where = ("branding", key)
    try:
        path, is_there = (folder / logo).resolve(), (folder / logo).is_file()
    except (OSError, RuntimeError, ValueError):  # a name that no disk takes, or a link to itself
        yield read.document.problem("logo-missing", where, found=shorten(logo))
        return
    if not path.is_relative_to(folder.resolve()):
        yield read.document.problem("logo-outside", where, found=logo)
    elif not is_there or not os.access(path, os.R_OK):
        yield read.document.problem("logo-missing", where, found=logo)
    elif path.suffix.lower() not in KINDS or path.suffix.lower() != Path(logo).suffix.lower():
        yield read.document.problem("logo-kind", where, found=logo, known=", ".join(KINDS))
    else:
        yield from check_picture(path, f"{read.document.shown.removesuffix('assessment.yml')}{logo}")


def _check_evidence(read: Read[dict[str, EvidenceEntry]], instrument: Instrument) -> Iterator[Problem]:
    yield from _unknown(read, "unknown-practice", (), read.value, instrument.practice_by_id)
    for id_, entry in read.value.items():
        if entry.grade not in instrument.grade_by_id:
            known = ", ".join(instrument.grade_by_id)
            yield read.document.problem("unknown-grade", (id_, "grade"), id=entry.grade, known=known)


def _check_decisions(read: Read[tuple[Decision, ...]], instrument: Instrument) -> Iterator[Problem]:
    first: dict[tuple[str, int], str] = {}
    for index, entry in enumerate(read.value):
        practices = instrument.practice_by_id
        yield from unknown_one(read, (index, "practice"), "unknown-practice", entry.practice, practices)
        if not 2 <= entry.to <= instrument.top:  # noqa: PLR2004 - nothing leads to the first level
            values = {"found": entry.to, "top": instrument.top}
            yield read.document.problem("decision-level", (index, "to"), **values)
        if entry.until and entry.decision != "deferred":
            yield read.document.problem("decision-until", (index, "until"))
        key = (entry.practice, entry.to)
        if key in first:
            again = {"id": entry.practice, "level": entry.to, "first": first[key]}
            yield read.document.problem("decision-twice", (index,), **again)
        line, _ = read.document.locate((index,))
        first.setdefault(key, f"{read.document.shown}:{line}")


def check_answers(read: Read[Response], instrument: Instrument) -> Iterator[Problem]:
    """Yield what keeps one respondent's answers from fitting the instrument."""
    yield from _check_instrument(read, instrument)
    yield from _check_response(read, instrument)


def _check_responses(responses: Iterable[Read[Response]], instrument: Instrument) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for read in responses:
        yield from check_answers(read, instrument)
        respondent = read.value.respondent.id
        if respondent in first:
            values = {"id": respondent, "first": first[respondent]}
            yield read.document.problem("respondent-twice", ("respondent", "id"), **values)
        first.setdefault(respondent, read.document.shown)


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
            yield from _unknown(read, "unknown-practice", ("answers",), [id_], items)
        elif answer.rating is not None and not 1 <= answer.rating <= top:
            scale = {"found": brief(answer.rating), "top": top}
            yield read.document.problem("rating-off-the-scale", ("answers", id_, "rating"), **scale)
    if response.context:
        yield from _check_context(read, response.context, instrument)
