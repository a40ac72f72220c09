"""Checks that an assessment fits the instrument, and its parts each other."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from site_builder.model.assessment import Assessment, EarlierAnswers, EvidenceEntry, Firm, Response, Settings
from site_builder.model.instrument import Instrument
from site_builder.model.problems import InputProblems, Problem
from site_builder.model.source import LoadedAssessment, Read
from site_builder.validate.answers import check_responses
from site_builder.validate.commentary import check_commentary
from site_builder.validate.consistency import check_consistency
from site_builder.validate.decisions import check_decisions, decision_lines
from site_builder.validate.money import check_money, money_lines
from site_builder.validate.names import unknown_keys
from site_builder.validate.progress import check_progress
from site_builder.validate.settings import check_settings


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
    problems = _check(loaded, instrument)
    if problems:
        raise InputProblems(problems)
    decided = loaded.decisions.value if loaded.decisions else ()
    return Assessment.model_construct(
        settings=loaded.settings.value if loaded.settings else Settings(firm=Firm(name=unnamed)),
        wave=loaded.wave,
        responses=_in_order(loaded.responses),
        evidence=loaded.evidence.value if loaded.evidence else None,
        decisions=tuple(d for d in decided if d.practice),
        own_steps=tuple(d for d in decided if not d.practice),
        progress=loaded.progress.value if loaded.progress else None,
        folder=loaded.folder,
        commentary=loaded.commentary,
        lines=(money_lines(loaded.settings) if loaded.settings else {}) | decision_lines(loaded.decisions),
        earlier=tuple(
            EarlierAnswers(
                wave=wave,
                responses=_in_order(earlier)
                if _is_comparable(earlier, instrument) and _is_firm_represented(earlier, instrument)
                else None,
            )
            for wave, earlier in loaded.earlier
        ),
    )


def _check(loaded: LoadedAssessment, instrument: Instrument) -> list[Problem]:
    """Return everything that is wrong; facts are held against each other only where every file fits."""
    problems = [*loaded.problems]
    if loaded.settings:
        problems += check_settings(loaded.settings, loaded.folder or Path(), instrument)
    if loaded.evidence:
        problems += _check_evidence(loaded.evidence, instrument)
    if loaded.decisions:
        day = loaded.settings.value.date if loaded.settings else None
        problems += check_decisions(loaded.decisions, instrument, day)
    if loaded.progress:
        decided = loaded.decisions.value if loaded.decisions else ()
        problems += check_progress(loaded.progress, instrument, (loaded.wave, loaded.waves), decided)
    if loaded.settings:
        problems += check_commentary(loaded.commentary, loaded.settings.value.languages, instrument)
    problems += check_responses(loaded.responses, instrument)
    if not problems:
        problems += check_consistency(loaded, instrument)
        problems += check_money(loaded, instrument)
    for _, earlier in loaded.earlier:
        if _is_comparable(earlier, instrument):
            problems += check_responses(earlier, instrument)
    if loaded.responses and not problems and not _is_firm_represented(loaded.responses, instrument):
        problems.append(Problem(code="customers-only", file=loaded.shown))
    return problems


def _is_comparable(responses: Iterable[Read[Response]], instrument: Instrument) -> bool:
    """Return whether answers are to the same major version of the instrument."""
    references = [read.value.instrument for read in responses]
    return all(r.id == instrument.id and r.version.split(".")[0] == str(instrument.major) for r in references)


def _is_firm_represented(responses: Iterable[Read[Response]], instrument: Instrument) -> bool:
    return any(not instrument.role_by_id[r.value.respondent.role].customer for r in responses)


def _in_order(responses: Iterable[Read[Response]]) -> tuple[Response, ...]:
    """Return the answers by the id of who gave them, whatever their files are called."""
    return tuple(sorted((read.value for read in responses), key=lambda response: response.respondent.id))


def _check_evidence(read: Read[dict[str, EvidenceEntry]], instrument: Instrument) -> Iterator[Problem]:
    yield from unknown_keys(read, (), "unknown-practice", read.value, instrument.practice_by_id)
    for id_, entry in read.value.items():
        if entry.grade not in instrument.grade_by_id:
            known = ", ".join(instrument.grade_by_id)
            yield read.document.problem("unknown-grade", (id_, "grade"), id=entry.grade, known=known)
