"""Reads an assessment folder, or a single answers file."""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from site_builder.load.checking import read
from site_builder.load.commentary import load_commentary
from site_builder.model.assessment import EvidenceEntry, Response, Settings
from site_builder.model.decisions import Decision
from site_builder.model.problems import InputProblems, Problem
from site_builder.model.progress import Progress
from site_builder.model.source import LoadedAssessment, Read

ANSWER_SUFFIXES = (".json", ".yml", ".yaml")
_NOT_ANSWERS = frozenset({"thumbs.db", "desktop.ini", "readme.md", "readme.txt"})


def load_assessment(path: Path, shown: str) -> LoadedAssessment:
    """Read an assessment folder or a single answers file, which messages call `shown`."""
    response: Read[Response] | None = None
    problems: tuple[Problem, ...] = (Problem(code="no-such-path", file=shown),)
    try:
        if path.is_dir():
            return _load_folder(path, shown.rstrip("/"))
        if path.is_file():
            response, problems = read(path, shown, Response)
    except (OSError, RuntimeError) as error:  # no permission, a name too long, a link to itself
        file = getattr(error, "filename", None) or shown
        reason = getattr(error, "strerror", None) or str(error)
        problems = (Problem(code="cannot-read", file=str(file), values={"reason": reason}),)
    return LoadedAssessment(
        shown=shown,
        folder=None,
        settings=None,
        wave=None,
        responses=(response,) if response else (),
        evidence=None,
        problems=problems,
    )


def _load_folder(folder: Path, shown: str) -> LoadedAssessment:
    settings, problems = load_settings(folder, shown)
    wave, place, found = _find_wave(folder / "responses", f"{shown}/responses", settings)
    if settings is None:
        found = []  # without its settings nobody knows which wave is meant
    responses, wrong = _load_responses(place, f"{shown}/{place.relative_to(folder).as_posix()}")
    if settings is None or found:
        wrong = [problem for problem in wrong if problem.code != "no-answers"]
    evidence, more = _load_beside(folder, shown, "evidence", dict[str, EvidenceEntry])
    decisions, most = _load_beside(folder, shown, "decisions", tuple[Decision, ...])
    progress, found_there = load_progress(folder, shown)
    commentary, last = load_commentary(folder, shown)
    wrong = [*wrong, *more, *most, *found_there, *last]
    earlier = []
    for name in reversed(_before(_waves(folder / "responses"), wave) if settings else []):
        more_responses, more_problems = _load_responses(
            folder / "responses" / name, f"{shown}/responses/{name}"
        )
        wrong = [*wrong, *(problem for problem in more_problems if problem.code != "no-answers")]
        if more_responses:
            earlier.append((name, tuple(more_responses)))
    return LoadedAssessment(
        shown=shown,
        folder=folder,
        settings=settings,
        wave=wave,
        responses=tuple(responses),
        evidence=evidence,
        decisions=decisions,
        progress=progress,
        waves=waves_of(folder),
        commentary=commentary,
        problems=(*problems, *found, *wrong),
        earlier=tuple(earlier),
    )


def load_progress(folder: Path, shown: str) -> tuple[Read[Progress] | None, Sequence[Problem]]:
    """Read `progress.yml` of an assessment folder; None when it is not there, or nothing in it is usable."""
    return _load_beside(folder, shown, "progress", Progress)


def waves_of(folder: Path) -> tuple[str, ...]:
    """Return the names of an assessment folder's waves, in their order."""
    return tuple(_waves(folder / "responses"))


def _load_beside(folder: Path, shown: str, name: str, kind: Any) -> tuple[Any, Sequence[Problem]]:
    """Read a file that may lie beside the settings; return None when it is not there."""
    if (folder / f"{name}.yaml").exists():
        return None, [Problem(code="beside-name", file=f"{shown}/{name}.yaml", values={"name": name})]
    if os.path.lexists(folder / f"{name}.yml"):
        return read(folder / f"{name}.yml", f"{shown}/{name}.yml", kind)
    return None, []


def _before(waves: list[str], wave: str | None) -> list[str]:
    return waves[: waves.index(wave)] if wave in waves else []


def load_present(
    folder: Path, shown: str, settings: Read[Settings], wave: str | None
) -> tuple[str | None, dict[str, Path], tuple[Read[Response], ...], tuple[Problem, ...]]:
    """Return the wave that answers go into, the file of each respondent in it, their answers, and problems.

    Args:
        folder: the assessment folder.
        shown: what messages call it.
        settings: its settings, which may name the wave.
        wave: the wave that is asked for, which need not be there yet; None takes the one that is meant.
            Where that gives None as well, the answers lie in the folder without any wave.

    """
    place = folder / "responses"
    if wave is None:
        wave, _, found = _find_wave(place, f"{shown}/responses", settings)
        found = [problem for problem in found if problem.code != "no-such-wave"]
        if found:
            return wave, {}, (), tuple(found)
    if wave is None:
        loose, problems = _load_responses(place, f"{shown}/responses")
    else:
        loose, problems = _load_responses(place / wave, f"{shown}/responses/{wave}")
    within = place / wave if wave else place
    files = {read.value.respondent.id: within / Path(read.document.shown).name for read in loose}
    return wave, files, tuple(loose), tuple(p for p in problems if p.code != "no-answers")


def load_settings(folder: Path, shown: str) -> tuple[Read[Settings] | None, Sequence[Problem]]:
    """Read `assessment.yml` alone; None, with the problems, where nothing in it can be used."""
    if not folder.is_dir():
        return None, [Problem(code="no-such-path", file=shown)]
    path = folder / "assessment.yml"
    if not path.is_file():
        code = "folder-empty" if not any(folder.iterdir()) else "no-settings"
        return None, [Problem(code=code, file=shown)]
    return read(path, f"{shown}/assessment.yml", Settings)


def _find_wave(
    folder: Path, shown: str, settings: Read[Settings] | None
) -> tuple[str | None, Path, list[Problem]]:
    """Return the name and the folder of the wave that is meant."""
    waves = _waves(folder)
    wanted = settings.value.wave if settings else None
    loose = [
        entry
        for entry in _entries(folder)
        if entry.name.lower().endswith(ANSWER_SUFFIXES) and entry.is_file()
    ]
    if settings is not None and wanted is not None:
        if wanted in waves:
            return wanted, folder / wanted, []
        values = {"wave": wanted, "waves": ", ".join(waves) or "-"}
        return wanted, folder / wanted, [settings.document.problem("no-such-wave", ("wave",), **values)]
    if waves and loose:
        values = {"file": loose[0].name, "wave": waves[-1]}
        return waves[-1], folder / waves[-1], [Problem(code="loose-answers", file=shown, values=values)]
    return (waves[-1], folder / waves[-1], []) if waves else (None, folder, [])


def newest_wave(folder: Path) -> str | None:
    """Return the name of the newest wave of an assessment folder, None when there is none."""
    waves = _waves(folder / "responses")
    return waves[-1] if waves else None


def _waves(folder: Path) -> list[str]:
    """Return the waves in the order of their names, numbers by their value; empty ones only if all are."""
    found = [entry for entry in _entries(folder) if Path(entry.path).is_dir()]
    filled = [entry for entry in found if _entries(Path(entry.path))] or found
    return sorted((entry.name for entry in filled), key=_natural)


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", name) if part]


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """Return what lies in a folder, without what systems and programs leave there; by name."""
    if not folder.is_dir():
        return []
    with os.scandir(folder) as found:
        ours = [entry for entry in found if not entry.name.startswith((".", "~$", "__"))]
    strange = [entry.name for entry in ours if not entry.name.isprintable()]
    if strange:  # bytes that are no text come as lone surrogates, which nothing can be written with
        place = folder.as_posix()
        raise InputProblems(Problem(code="name-not-text", file=f"{place}/{name}") for name in strange)
    return sorted(
        (entry for entry in ours if entry.name.lower() not in _NOT_ANSWERS), key=lambda entry: entry.name
    )


def _holds_answers(entry: os.DirEntry[str]) -> bool:
    """Return whether something in a folder is a file of answers; a link to itself is not."""
    try:
        return entry.name.lower().endswith(ANSWER_SUFFIXES) and entry.is_file()
    except OSError:
        return False


def _load_responses(folder: Path, shown: str) -> tuple[list[Read[Response]], list[Problem]]:
    responses: list[Read[Response]] = []
    problems: list[Problem] = []
    for entry in _entries(folder):
        name = f"{shown}/{entry.name}"
        if not _holds_answers(entry):
            problems.append(Problem(code="not-an-answers-file", file=name))
            continue
        response, found = read(Path(entry.path), name, Response)
        problems.extend(found)
        if response:
            responses.append(response)
    if not responses and not problems:
        problems.append(Problem(code="no-answers", file=shown))
    return responses, problems
