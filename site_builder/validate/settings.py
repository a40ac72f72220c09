"""Checks that the settings of an assessment fit the instrument."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from site_builder.model.assessment import Settings
from site_builder.model.instrument import Instrument
from site_builder.model.problems import InputProblems, Problem, brief
from site_builder.model.programme import MeasureText
from site_builder.model.source import Read
from site_builder.validate.branding import check_branding
from site_builder.validate.context import check_context
from site_builder.validate.names import unknown_keys

_WHOLE = 100


def validate_settings(
    read: Read[Settings] | None, problems: Iterable[Problem], folder: Path, instrument: Instrument
) -> Settings:
    """Return the settings of an assessment that nobody has answered yet.

    Args:
        read: the settings; None where they could not be read.
        problems: what was found while reading.
        folder: the assessment's, where its pictures lie.
        instrument: what they have to fit.

    Raises:
        InputProblems: with everything found in them.

    """
    found = [*problems, *(check_settings(read, folder, instrument) if read else ())]
    if found or read is None:
        raise InputProblems(found)
    return read.value


def check_settings(read: Read[Settings], folder: Path, instrument: Instrument) -> Iterator[Problem]:
    """Yield what keeps settings from fitting the instrument.

    Args:
        read: the settings.
        folder: the assessment's, where its pictures lie.
        instrument: what they have to fit.

    """
    yield from _check_languages(read, instrument)
    yield from _check_known(read, instrument)
    yield from _check_targets(read, instrument.top)
    yield from check_context(read, read.value.context, instrument)
    yield from check_branding(read, folder)


def _check_languages(read: Read[Settings], instrument: Instrument) -> Iterator[Problem]:
    """Yield languages that the instrument has not, and what is not said in each of the report's languages."""
    settings, greeting = read.value, read.value.questionnaire.greeting
    known = instrument.languages
    yield from unknown_keys(read, ("languages",), "unknown-language", settings.languages, known)
    if len(set(settings.languages)) < len(settings.languages):
        yield read.document.problem("language-twice", ("languages",))
    for language in settings.languages:
        if language in known and language not in settings.firm.name:
            yield read.document.problem("language-missing", ("firm", "name"), language=language)
        if greeting is not None and language not in greeting:
            yield read.document.problem("language-missing", ("questionnaire", "greeting"), language=language)


def _check_known(read: Read[Settings], instrument: Instrument) -> Iterator[Problem]:
    """Yield every dimension, practice, role and function that the instrument does not have."""
    settings, roles = read.value, instrument.role_by_id
    for group, known, code in (
        ("dimensions", instrument.dimension_by_id, "unknown-dimension"),
        ("practices", instrument.practice_by_id, "unknown-practice"),
    ):
        for field in ("targets", "weights"):
            found = getattr(getattr(settings, field), group)
            yield from unknown_keys(read, (field, group), code, found, known)
    invited = settings.questionnaire.roles or ()
    yield from unknown_keys(read, ("attributed_roles",), "unknown-role", settings.attributed_roles, roles)
    yield from unknown_keys(read, ("planned_sample",), "unknown-role", settings.planned_sample, roles)
    yield from unknown_keys(read, ("questionnaire", "roles"), "unknown-role", invited, roles)
    carried = instrument.organisation.functions if instrument.organisation else ()
    names = [function.id for function in carried]
    rates, posts = settings.capacity.day_rates, instrument.post_by_id
    yield from unknown_keys(read, ("capacity", "day_rates"), "unknown-post", rates, posts)
    at_once = settings.capacity.at_once_posts
    yield from unknown_keys(read, ("capacity", "at_once_posts"), "unknown-post", at_once, posts)
    if settings.money and instrument.programme:
        yield from _check_baseline(read, settings.money.baseline, instrument.programme.measures)
    yield from unknown_keys(read, ("functions",), "unknown-option", settings.functions, names)


def _check_baseline(
    read: Read[Settings], baseline: Mapping[str, Fraction], measures: Iterable[MeasureText]
) -> Iterator[Problem]:
    """Yield values of figures to watch that there are none of, and shares above all of it."""
    units = {measure.id: measure.unit for measure in measures}
    yield from unknown_keys(read, ("money", "baseline"), "unknown-measure", baseline, units)
    for id_, value in baseline.items():
        if units.get(id_) == "percent" and value > _WHOLE:
            values = {"found": brief(value), "limit": _WHOLE}
            yield read.document.problem("too-large", ("money", "baseline", id_), **values)


def _check_targets(read: Read[Settings], top: int) -> Iterator[Problem]:
    targets = read.value.targets
    found: list[tuple[tuple[str, ...], Any]] = [(("firm",), targets.firm)]
    found += [(("dimensions", id_), value) for id_, value in targets.dimensions.items()]
    found += [(("practices", id_), value) for id_, value in targets.practices.items()]
    for where, value in found:
        if value is not None and not 1 <= value <= top:
            values = {"found": f"{float(value):g}", "top": top}
            yield read.document.problem("off-the-scale", ("targets", *where), **values)
