"""The order of the stages, and nothing else."""

import calendar
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.analyse import analyse
from site_builder.diagnose import diagnose
from site_builder.export import export, export_advice, export_findings
from site_builder.intake import take_in
from site_builder.load.assessment import load_assessment, load_present, load_settings, newest_wave
from site_builder.load.content import load_content
from site_builder.load.imports import Source, load_answers
from site_builder.load.instrument import load_instrument
from site_builder.load.tables import open_book, read_table
from site_builder.model.analysis import Audience
from site_builder.model.assessment import WAVE_PATTERN, Assessment, Response, Settings
from site_builder.model.findings import Insight
from site_builder.model.instrument import Instrument
from site_builder.model.page import Staged
from site_builder.model.problems import InputProblems, Problem, brief
from site_builder.model.scorecard import Scorecard
from site_builder.model.status import Status
from site_builder.model.table import Rest
from site_builder.present.questionnaire import questionnaire
from site_builder.present.reference import reference
from site_builder.present.report import present
from site_builder.protect import protect
from site_builder.publish.site import publish
from site_builder.recommend import recommend
from site_builder.render import nav, render, render_pages, render_questionnaire
from site_builder.resources import find
from site_builder.score import compare_waves, score, sensitivity
from site_builder.starter import wave_of
from site_builder.status import status_of
from site_builder.store import store
from site_builder.validate.assessment import check_answers, validate_assessment, validate_settings
from site_builder.validate.instrument import validate_instrument
from site_builder.words import Words, words

if TYPE_CHECKING:
    from site_builder.guess import Guess

_MARKS = {
    "html": b'<script type="application/json" id="data">',
    "csv": b"\xef\xbb\xbflanguage,code,id,roles,question,",
}
_HEADER_ROWS = 8
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


def scorecard(path: Path, shown: str, audience: Audience = "client") -> Scorecard:
    """Return the scores that an audience may be told."""
    card = score(read_assessment(path, shown), read_instrument())
    return protect(replace(card, sensitivity=sensitivity(card), earlier=compare_waves(card)), audience)


def stage_report(card: Scorecard, audience: Audience = "client") -> Staged:
    """Return the tree of a report."""
    insight = look_into(card)
    return render(present(card, insight, result(card, insight, audience), audience))


def look_into(card: Scorecard) -> Insight:
    """Return all that follows from the scores."""
    return Insight(analysis=analyse(card), findings=diagnose(card), advice=recommend(card))


def result(card: Scorecard, insight: Insight, audience: Audience = "client") -> dict[str, object]:
    """Return everything that may be told as `kam-result/1`."""
    data = export(card, audience)
    return data | {"findings": export_findings(insight.findings), "advice": export_advice(insight.advice)}


def build_report(  # noqa: PLR0913 - the command's own options
    path: Path,
    shown: str,
    out: Path,
    epoch: int | None,
    tell: Callable[[str], None],
    *,
    audience: Audience = "client",
) -> Scorecard:
    """Build the report site of an assessment at `out`; `epoch` stands for the time of the build."""
    card = scorecard(path, shown, audience)
    publish({"": stage_report(card, audience)}, out, _epoch(card) if epoch is None else epoch, tell, path)
    return card


def built_before(site: Path) -> tuple[str | None, int] | None:
    """Return the wave and the respondents of the report that lies in a folder; None without one."""
    try:
        before = json.loads((site / "result.json").read_text("utf-8"))
        return before["wave"], sum(before["respondents"].values())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def questionnaire_page(folder: Path, shown: str) -> str:
    """Return the questionnaire of a client as one HTML file."""
    settings = read_settings(folder, shown)
    wave = settings.wave or newest_wave(folder)
    return render_questionnaire(questionnaire(settings, read_instrument(), folder, wave))


def questionnaire_file(folder: Path, shown: str, form: str, *, by_role: bool = False) -> bytes:
    """Return the questionnaire of a client as `html`, `xlsx`, `xlsform` or `csv`."""
    from site_builder.forms import questions_csv, workbook_form, xlsform  # noqa: PLC0415 - few commands need it

    settings, instrument = read_settings(folder, shown), read_instrument()
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
    from site_builder.forms import XLSFORM_SHEETS  # noqa: PLC0415

    if form in _MARKS:
        return _MARKS[form] in path.read_bytes()
    try:
        with open_book(path, path.name) as book:
            if form == "xlsform":
                return list(book.sheet_names) == list(XLSFORM_SHEETS)
        loaded = load_answers(Source(path=path, shown=path.name, instrument=read_instrument()))
    except InputProblems:
        return False
    return [problem.code for problem in loaded.problems] == ["form-empty"]


def read_settings(folder: Path, shown: str) -> Settings:
    """Return the settings of an assessment folder, checked."""
    read, problems = load_settings(folder, shown)
    return validate_settings(read, problems, folder, read_instrument())


def guess(path: Path, shown: str, say: Words) -> "Guess":
    """Return the mapping of a table as far as it can be told from its header and texts."""
    from site_builder.guess import Guess, guess_mapping  # noqa: PLC0415 - few commands need it

    instrument = read_instrument()
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


def status(folder: Path, shown: str, name: str | None, today: date) -> Status:
    """Return who has answered in a wave, and what is still missing."""
    settings = read_settings(folder, shown)
    wave = open_wave(folder, shown, name, today)
    return status_of(wave.name, wave.responses, settings, read_instrument())


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
    files: Sequence[tuple[Path, str]],
    wave: Wave,
    *,
    mapping: Path | None = None,
    replace: bool,
    partial: bool,
) -> Imported:
    """Put the answers in some files into a wave: all of them, or with `partial` those that can be taken.

    Raises:
        InputProblems: something cannot be taken; nothing has been written.

    """
    instrument = read_instrument()
    problems: list[Problem] = []
    incoming = []
    rests: list[tuple[str, Rest]] = []
    for path, shown in files:
        loaded = load_answers(Source(path=path, shown=shown, instrument=instrument, mapping=mapping))
        problems += loaded.problems
        if loaded.rest:
            rests.append((shown, loaded.rest))
        problems += [p for read in loaded.doubtful for p in check_answers(read, instrument)]
        for read in loaded.responses:
            wrong = list(check_answers(read, instrument))
            problems += wrong
            if not wrong and not read.value.answers:
                problems.append(read.document.problem("import-empty"))
            elif not wrong:
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
    return Imported(
        written=written,
        aside=aside,
        same=len(intake.same),
        problems=tuple(problems),
        rest=tuple((shown, rest) for shown, rest in rests if any(p.file == shown for p in problems)),
    )


def add_response(data: dict[str, object], wave: Wave) -> Path:
    """Put the answers of one more respondent into a wave, and return the file.

    Raises:
        InputProblems: somebody else has answered under this id in the meantime.

    """
    response = Response.model_validate(data)
    place = wave.folder / "responses"
    taken = place / wave.name / f"{response.respondent.id}.json"
    if taken.exists():
        values = {"id": response.respondent.id, "first": taken.as_posix()}
        raise InputProblems([Problem(code="respondent-twice", file=taken.as_posix(), values=values)])
    written, _ = store([response], place, wave.name, {}, wave.folder / "replaced")
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
