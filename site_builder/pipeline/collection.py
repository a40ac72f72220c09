"""The order of the stages while answers are collected: asked for, taken in, counted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_builder import pipeline
from site_builder.collect.lock import locked
from site_builder.collect.merge import merge
from site_builder.collect.starter import wave_of
from site_builder.collect.status import status_of
from site_builder.collect.store import store
from site_builder.deliver.questionnaire import render_questionnaire
from site_builder.language.words import Words, words
from site_builder.load.assessment import load_present, load_settings, newest_wave
from site_builder.load.books import open_book
from site_builder.load.imports import Source, load_answers
from site_builder.load.tables import read_table
from site_builder.model.assessment import Response, Settings
from site_builder.model.authored import WAVE_PATTERN
from site_builder.model.instrument import Instrument
from site_builder.model.problems import InputProblems, Problem, brief
from site_builder.model.source import LoadedAnswers, Read
from site_builder.model.status import Status
from site_builder.model.table import Rest
from site_builder.present.questionnaire import questionnaire
from site_builder.validate.answers import check_answers
from site_builder.validate.settings import validate_settings

if TYPE_CHECKING:
    from site_builder.collect.guess.mapping import Guess

_MARKS = {
    "html": b'<script type="application/json" id="data">',
    "csv": b"\xef\xbb\xbflanguage,code,id,roles,question,",
}
_HEADER_ROWS = 8


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
    rest: tuple[tuple[str, Rest], ...]
    """The tables from which something could not be taken, by the name that the problems give them."""


def read_settings(folder: Path, shown: str) -> Settings:
    """Return the settings of an assessment folder, checked; problems are told with the folder as `shown`."""
    read, problems = load_settings(folder, shown)
    return validate_settings(read, problems, folder, pipeline.read_instrument())


def questionnaire_page(folder: Path, shown: str) -> str:
    """Return the questionnaire of a client as one HTML file."""
    settings = read_settings(folder, shown)
    wave = settings.wave or newest_wave(folder)
    return render_questionnaire(questionnaire(settings, pipeline.read_instrument(), folder, wave))


def questionnaire_file(folder: Path, shown: str, form: str, *, by_role: bool = False) -> bytes:
    """Return the questionnaire of a client.

    Args:
        folder: the assessment folder.
        shown: what messages call it.
        form: `html`, `xlsx`, `xlsform` or `csv`.
        by_role: whether a workbook (`xlsx`) has a sheet for each role.

    """
    from site_builder.collect.forms.question_list import questions_csv  # noqa: PLC0415 - few commands need it
    from site_builder.collect.forms.workbook import workbook_form  # noqa: PLC0415
    from site_builder.collect.forms.xlsform import xlsform  # noqa: PLC0415

    settings, instrument = read_settings(folder, shown), pipeline.read_instrument()
    roles = settings.questionnaire.roles or tuple(r.id for r in instrument.roles if not r.customer)
    languages, firm = settings.languages, settings.firm.name
    if form == "html":
        return questionnaire_page(folder, shown).encode()
    if form == "csv":
        return questions_csv(instrument, languages, roles).encode("utf-8-sig")  # with a mark: Excel needs it
    if form == "xlsform":
        return xlsform(instrument, languages, roles, firm)
    return workbook_form(instrument, languages, roles if by_role else None, firm)


def is_empty_form(path: Path, form: str) -> bool:
    """Return whether a file is a form that this program made and nobody has filled in."""
    from site_builder.collect.forms.xlsform import XLSFORM_SHEETS  # noqa: PLC0415

    if form in _MARKS:
        return _MARKS[form] in path.read_bytes()
    try:
        with open_book(path, path.name) as book:
            if form == "xlsform":
                return list(book.sheet_names) == list(XLSFORM_SHEETS)
        loaded = load_answers(Source(path=path, shown=path.name, instrument=pipeline.read_instrument()))
    except InputProblems:
        return False
    return [problem.code for problem in loaded.problems] == ["form-empty"]


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
    instrument = pipeline.read_instrument()
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


def guess(path: Path, shown: str, say: Words) -> "Guess":
    """Return the mapping of a table as far as it can be told from its header and texts.

    Args:
        path: the table.
        shown: what messages call it.
        say: the words of the comments in the mapping.

    Raises:
        InputProblems: it is no table, or broken with no question found in it.

    """
    from site_builder.collect.guess.mapping import Guess, guess_mapping  # noqa: PLC0415 - few commands need it

    instrument = pipeline.read_instrument()
    known = [words(language, "questionnaire") for language in instrument.languages]
    phrases = {
        "dk": [entry("questionnaire.dont_know") for entry in known],
        "na": [re.split("[（(]", entry("questionnaire.not_applicable"))[0].strip() for entry in known],
    }
    best: Guess | None = None
    problems: tuple[Problem, ...] = ()
    for header in range(1, _HEADER_ROWS + 1):  # titles may stand above the names of the columns
        try:
            table = read_table(path, shown, header=header)
        except InputProblems as wrong:
            problems = problems or wrong.problems
            continue
        found = guess_mapping(table, instrument, say, phrases)
        best = found if best is None or found.found > best.found else best
    if best is None or (problems and not best.found):
        raise InputProblems(problems)
    return best


def import_answers(
    files: Sequence[tuple[Path, str]],
    wave: Wave,
    *,
    mapping: Path | None = None,
    replace: bool,
    partial: bool,
) -> Imported:
    """Put the answers in some files into a wave.

    Args:
        files: each file, and what messages call it.
        wave: where the answers go.
        mapping: the mapping of the tables among the files; None takes the one beside each.
        replace: whether a respondent's new answers take the place of the present ones.
        partial: whether those that can be taken are, where others cannot; else it is all or none.

    Raises:
        InputProblems: something cannot be taken; nothing has been written.

    """
    instrument = pipeline.read_instrument()
    sources = [
        Source(path=path, shown=shown, instrument=instrument, mapping=mapping) for path, shown in files
    ]
    loaded = [load_answers(source) for source in sources]
    checked = [_checked(each, instrument) for each in loaded]
    merged = merge(wave.responses, [read for sound, _ in checked for read in sound], replace=replace)
    problems = (*(problem for _, wrong in checked for problem in wrong), *merged.problems)
    if problems and not partial:
        raise InputProblems(problems)
    responses, replaced = wave.folder / "responses", wave.folder / "replaced"
    written, aside = store(merged.taken, responses, wave.name, wave.files, replaced)
    rest = tuple(
        (source.shown, each.rest)
        for source, each in zip(sources, loaded, strict=True)
        if each.rest and any(problem.file == source.shown for problem in problems)
    )
    return Imported(written=written, aside=aside, same=len(merged.same), problems=problems, rest=rest)


def import_into(
    folder: Path,
    shown: str,
    name: str | None,
    today: date,
    files: Sequence[tuple[Path, str]],
    **options: Any,
) -> tuple[Wave, Imported]:
    """Put the answers in some files into a wave of a folder, which nobody else writes into meanwhile.

    Args:
        folder: the assessment folder.
        shown: what messages call it.
        name: the wave, None for the one that is meant.
        today: the day.
        files: each file, and what messages call it.
        options: `mapping`, `replace` and `partial`, as `import_answers` has them.

    Raises:
        InputProblems: something cannot be taken, or another command holds the folder; nothing is written.

    """
    read_settings(folder, shown)  # what is no assessment is not locked
    with locked(folder, shown):
        wave = open_wave(folder, shown, name, today)
        return wave, import_answers(files, wave, **options)


def _checked(loaded: LoadedAnswers, instrument: Instrument) -> tuple[list[Read[Response]], list[Problem]]:
    """Return the answers of a file that can be taken, and every problem in it."""
    problems = list(loaded.problems)
    problems += [p for read in loaded.doubtful for p in check_answers(read, instrument)]
    sound: list[Read[Response]] = []
    for read in loaded.responses:
        wrong = list(check_answers(read, instrument))
        if not wrong and not read.value.answers:
            wrong = [read.document.problem("import-empty")]
        problems += wrong
        if not wrong:
            sound.append(read)
    return sound, problems


def add_response(data: dict[str, object], wave: Wave) -> Path:
    """Put the answers of one more respondent into a wave, and return the file.

    Raises:
        InputProblems: somebody else has answered under this id in the meantime.

    """
    response, place = Response.model_validate(data), wave.folder / "responses"
    with locked(wave.folder, wave.folder.as_posix()):
        taken = place / wave.name / f"{response.respondent.id}.json"
        if taken.exists():
            values = {"id": response.respondent.id, "first": taken.as_posix()}
            raise InputProblems([Problem(code="respondent-twice", file=taken.as_posix(), values=values)])
        return store([response], place, wave.name, {}, wave.folder / "replaced")[0][0]


def status(folder: Path, shown: str, name: str | None, today: date) -> Status:
    """Return who has answered in a wave, and what is still missing.

    Args:
        folder: the assessment folder.
        shown: what messages call it.
        name: the wave; None takes the one that answers would go into.
        today: the day.

    """
    settings = read_settings(folder, shown)
    wave = open_wave(folder, shown, name, today)
    return status_of(wave.name, wave.responses, settings, pipeline.read_instrument())
