"""The order of the stages while a plan is followed up: sent to those who carry it, taken back in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from site_builder.advise.recommend import recommend
from site_builder.advise.roadmap import plan
from site_builder.collect.forms.tracking_book import tracking_book
from site_builder.collect.forms.tracking_lists import header_line, tracking_csv
from site_builder.collect.lock import locked
from site_builder.collect.progress import MergedProgress, merge_progress
from site_builder.collect.progress_file import progress_text
from site_builder.collect.store import free_name, write_whole
from site_builder.load.assessment import load_progress, load_settings, newest_wave, waves_of
from site_builder.load.documents import decode
from site_builder.load.tracking import LoadedTracking, is_tracking, load_tracking
from site_builder.model.problems import InputProblems, Problem
from site_builder.model.progress import Progress
from site_builder.model.scorecard import Scorecard
from site_builder.model.tracking import TrackFormat
from site_builder.pipeline.report import read_instrument, scorecard
from site_builder.present.shared.reader import Reader
from site_builder.present.shared.tracking import track_rows
from site_builder.validate.progress import check_day, check_progress, check_step
from site_builder.validate.settings import validate_settings

__all__ = ["is_tracking"]

_FILE = "progress.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracking:
    """Progress that came back, checked and not yet written: the file it goes to, as it was and will be."""

    file: Path
    before: str | None
    merged: MergedProgress


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingFile:
    """A plan to send out: the file's bytes, how many steps it holds, and whether it counts from today."""

    content: bytes
    steps: int
    is_from_today: bool


def tracking_file(
    folder: Path, shown: str, form: TrackFormat, language: str | None, today: date
) -> TrackingFile:
    """Return the plan of an assessment as a file for those who carry its steps.

    Args:
        folder: the assessment folder.
        shown: what messages call it.
        form: the form of the file.
        language: the code of the language of its texts; None takes the report's first.
        today: the day, from which the plan counts where the assessment has none.

    Raises:
        InputProblems: the assessment has mistakes, or there is no plan.

    """
    if not folder.is_dir():
        raise InputProblems(
            [Problem(code="track-no-folder" if folder.exists() else "no-such-path", file=shown)]
        )
    card = scorecard(folder, shown)
    language = language or card.assessment.settings.languages[0]
    rows = list(track_rows(Reader(card, language), plan(card, recommend(card)), card.assessment.day or today))
    if not rows:
        raise InputProblems([Problem(code="track-no-steps", file=shown)])
    if form == "xlsx":
        content = tracking_book(rows, language, _firm(card, language))
    else:
        content = tracking_csv(rows, form, language).encode("utf-8-sig")  # with a mark: Excel needs it
    return TrackingFile(content=content, steps=len(rows), is_from_today=card.assessment.day is None)


def _firm(card: Scorecard, language: str) -> str:
    names = card.assessment.settings.firm.name
    return names.get(language) or next(iter(names.values()))


def may_replace(file: Path, form: TrackFormat, folder: Path, shown: str) -> bool:
    """Return whether a file that is there may be written over: a plan of ours in which nothing would be lost.

    Args:
        file: the file.
        form: the form that it would get.
        folder: the assessment folder.
        shown: what messages call it.

    """
    if form in {"jira", "planner", "github"}:
        return file.read_bytes().startswith(header_line(form).encode("utf-8-sig"))
    if not is_tracking(file):
        return False
    try:
        if not load_tracking(file, file.name).changed:
            return True
        merged = open_tracking([(file, file.name)], folder, shown, date.max).merged
    except InputProblems:
        return False
    return not merged.changed and not merged.new


def open_tracking(
    files: Sequence[tuple[Path, str]], folder: Path, shown: str, today: date, *, replace: bool = False
) -> Tracking:
    """Return what tracking tables make of the progress of an assessment; nothing is written yet.

    Args:
        files: each table, and what messages call it.
        folder: the assessment folder.
        shown: what messages call it.
        today: the day.
        replace: whether a step may go back to an earlier state.

    Raises:
        InputProblems: something cannot be taken.

    """
    wave, present, waves = _present(folder, shown)
    problems: list[Problem] = []
    tables: list[LoadedTracking] = []
    for path, name in files:
        try:
            table = load_tracking(path, name)
        except InputProblems as wrong:
            problems += wrong.problems
            continue
        tables.append(table)
        problems += table.problems
        for read in (*table.changed, *table.unchanged, *table.doubtful):
            problems += check_step(read, read_instrument(), waves)
            problems += check_day(read, today)
    incoming = [(table.changed, table.unchanged) for table in tables]
    merged = merge_progress(present, incoming, wave, today, replace=replace)
    problems += merged.problems
    if problems:
        raise InputProblems(problems)
    file = folder / _FILE
    before = decode(file, f"{shown}/{_FILE}") if file.is_file() else None
    return Tracking(file=file, before=before, merged=merged)


def store_tracking(tracking: Tracking) -> Path | None:
    """Write the progress in one step, where anything is new.

    Return where the file as it was is kept, where its remarks could not be kept in their places.

    Raises:
        InputProblems: another command holds the folder, or the file was changed since it was read.

    """
    merged = tracking.merged
    if not merged.new and not merged.changed:
        return None
    text, is_kept = progress_text(merged.progress, tracking.before)
    folder, aside = tracking.file.parent, None
    with locked(folder, folder.as_posix()):
        there = decode(tracking.file, tracking.file.name) if tracking.file.is_file() else None
        if there != tracking.before:
            raise InputProblems([Problem(code="changed-meanwhile", file=tracking.file.as_posix())])
        if not is_kept and tracking.before is not None:
            aside = free_name(folder / "replaced", "progress", ".yml")
            write_whole(aside, tracking.before.encode())
        write_whole(tracking.file, text.encode())
    return aside


def progress_of(folder: Path, shown: str) -> tuple[Progress | None, str | None]:
    """Return the progress of an assessment folder, checked, and the wave that is reported.

    Raises:
        InputProblems: the settings or the progress have mistakes.

    """
    wave, present, _ = _present(folder, shown)
    return present, wave


def _present(folder: Path, shown: str) -> tuple[str | None, Progress | None, tuple[str, ...]]:
    """Return the wave that is reported, the progress that is known, and all waves.

    Raises:
        InputProblems: the settings or the progress have mistakes.

    """
    read, found = load_settings(folder, shown)
    settings = validate_settings(read, found, folder, read_instrument())
    wave, waves = settings.wave or newest_wave(folder), waves_of(folder)
    progress, problems = load_progress(folder, shown)
    wrong = [*problems, *(check_progress(progress, read_instrument(), (wave, waves), ()) if progress else ())]
    if wrong:
        raise InputProblems(wrong)
    return wave, progress.value if progress else None, waves
