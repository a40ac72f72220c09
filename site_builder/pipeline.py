"""The order of the stages, and nothing else."""

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from site_builder.export import export
from site_builder.intake import take_in
from site_builder.load.assessment import load_assessment, load_present, load_settings
from site_builder.load.content import load_content
from site_builder.load.imports import load_answers
from site_builder.load.instrument import load_instrument
from site_builder.model.assessment import WAVE_PATTERN, Assessment, Response
from site_builder.model.instrument import Instrument
from site_builder.model.page import Staged
from site_builder.model.problems import InputProblems, Problem, brief
from site_builder.model.scorecard import Scorecard
from site_builder.present.questionnaire import questionnaire
from site_builder.present.reference import reference
from site_builder.present.report import present
from site_builder.protect import protect
from site_builder.publish.site import publish
from site_builder.render import nav, render, render_pages, render_questionnaire
from site_builder.resources import find
from site_builder.score import score
from site_builder.starter import wave_of
from site_builder.store import store
from site_builder.validate.assessment import check_answers, validate_assessment, validate_settings
from site_builder.validate.instrument import validate_instrument
from site_builder.words import words

_FALLBACK = date(2026, 1, 1)


@cache
def read_instrument(folder: Path | None = None) -> Instrument:
    """Return the instrument of a folder, or the shipped one."""
    folder = folder or find("assessment")
    return validate_instrument(load_instrument(folder, folder.name))


def read_assessment(path: Path, shown: str) -> Assessment:
    """Return an assessment folder or a single answers file, checked; `shown` is what messages call it."""
    instrument = read_instrument()
    unnamed = {language: words(language, "report")("site.unnamed") for language in instrument.languages}
    return validate_assessment(load_assessment(path, shown), instrument, unnamed)


def scorecard(path: Path, shown: str) -> Scorecard:
    """Return the scores that may be told."""
    return protect(score(read_assessment(path, shown), read_instrument()))


def stage_report(card: Scorecard) -> Staged:
    """Return the tree of a report."""
    return render(present(card, export(card)))


def build_report(
    path: Path, shown: str, out: Path, epoch: int | None, tell: Callable[[str], None]
) -> Scorecard:
    """Build the report site of an assessment at `out`; `epoch` stands for the time of the build."""
    card = scorecard(path, shown)
    publish({"": stage_report(card)}, out, _epoch(card) if epoch is None else epoch, tell, path)
    return card


def questionnaire_page(folder: Path, shown: str) -> str:
    """Return the questionnaire of a client as one HTML file."""
    read, problems = load_settings(folder, shown)
    settings = validate_settings(read, problems, folder, read_instrument())
    return render_questionnaire(questionnaire(settings, read_instrument(), folder))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """A wave that answers are put into: where it is, and who has answered in it."""

    folder: Path
    name: str
    files: dict[str, Path]
    responses: tuple[Response, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import has done."""

    written: list[Path]
    aside: list[Path]
    same: int
    problems: tuple[Problem, ...]


def open_wave(folder: Path, shown: str, name: str | None, today: date) -> Wave:
    """Return the wave of an assessment folder that answers go into.

    Args:
        folder: the assessment folder.
        shown: what messages call it.
        name: the wave; None takes the one of the settings, the only one there is, or that of today.
        today: the day.

    Raises:
        InputProblems: the folder is no assessment, its wave is not clear, or answers in it have mistakes.

    """
    instrument = read_instrument()
    read, problems = load_settings(folder, shown)
    settings = validate_settings(read, problems, folder, instrument)
    assert read is not None  # noqa: S101 - or the line above has raised
    if name is not None and not re.fullmatch(WAVE_PATTERN, name):
        values = {"found": brief(name), "form": "wave"}
        raise InputProblems([Problem(code="wrong-form", file="--wave", values=values)])
    name, files, present, found = load_present(folder, shown, read, name)
    wrong = [*found, *(p for response in present for p in check_answers(response, instrument))]
    if wrong:
        raise InputProblems(wrong)
    if name is None and files:
        name = ""  # answers lie in the folder itself, and more of them go there
    elif name is None:
        name = settings.wave or wave_of(today)
    return Wave(folder=folder, name=name, files=files, responses=tuple(r.value for r in present))


def import_answers(
    files: Sequence[tuple[Path, str]], wave: Wave, *, replace: bool, partial: bool
) -> Imported:
    """Put the answers in some files into a wave: all of them, or with `partial` those that can be taken.

    Raises:
        InputProblems: something cannot be taken; nothing has been written.

    """
    instrument = read_instrument()
    problems: list[Problem] = []
    incoming = []
    for path, shown in files:
        loaded = load_answers(path, shown)
        problems += loaded.problems
        problems += [p for read in loaded.doubtful for p in check_answers(read, instrument)]
        for read in loaded.responses:
            wrong = list(check_answers(read, instrument))
            problems += wrong
            if not wrong:
                incoming.append(read)
    intake = take_in(wave.responses, incoming, replace=replace)
    problems += intake.problems
    if problems and not partial:
        raise InputProblems(problems)
    written, aside = store(
        intake.taken,
        wave.folder / "responses",
        wave.name,
        wave.files,
        wave.folder / "replaced",
    )
    return Imported(written=written, aside=aside, same=len(intake.same), problems=tuple(problems))


def add_response(data: dict[str, object], wave: Wave) -> Path:
    """Put the answers of one more respondent into a wave, and return the file."""
    written, _ = store(
        [Response.model_validate(data)], wave.folder / "responses", wave.name, {}, wave.folder / "replaced"
    )
    return written[0]


def build_reference(out: Path, epoch: int | None, tell: Callable[[str], None]) -> None:
    """Build the reference site with the example reports at `out`."""
    cards = examples()
    trees = {"": render(reference(read_instrument(), _written(), cards))}
    trees |= {f"examples/{name}": stage_report(card) for name, card in cards.items()}
    newest = max((_epoch(card) for card in cards.values()), default=_seconds(_FALLBACK))
    publish(trees, out, newest if epoch is None else epoch, tell)


@cache
def examples() -> dict[str, Scorecard]:
    """Return the scores of the example firms, by name."""
    return {name: scorecard(path, f"examples/{name}") for name, path in example_folders().items()}


def example_folders() -> dict[str, Path]:
    """Return where the example assessments lie, by name."""
    return {path.name: path for path in sorted(find("assessment", "examples").iterdir()) if path.is_dir()}


def reference_pages(language: str) -> dict[str, str]:
    """Return the pages of the reference site in one language as Markdown, by name."""
    site = reference(read_instrument(), _written(), examples())
    return render_pages(next(edition for edition in site.editions if edition.language == language))


def reference_nav(language: str) -> list[dict[str, object]]:
    """Return the navigation of the reference site in one language."""
    site = reference(read_instrument(), _written(), examples())
    return nav(next(edition for edition in site.editions if edition.language == language))


def forget() -> None:
    """Forget what was read of templates, content and instrument, after they have changed."""
    read_instrument.cache_clear()
    examples.cache_clear()
    words.cache_clear()


def _written() -> dict[str, dict[str, tuple[str, str]]]:
    return {language: load_content(find("content", language)) for language in read_instrument().languages}


def _epoch(card: Scorecard) -> int:
    """Return the day of an assessment in seconds, so that the same input gives the same bytes on any day."""
    return _seconds(card.assessment.day or _FALLBACK)


def _seconds(day: date) -> int:
    return calendar.timegm(day.timetuple())
