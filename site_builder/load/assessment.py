"""Reads an assessment folder, or a single answers file."""

from collections.abc import Sequence
from pathlib import Path

from site_builder.load.checking import read
from site_builder.model.assessment import EvidenceEntry, Response, Settings
from site_builder.model.problems import Problem
from site_builder.model.source import LoadedAssessment, Read

ANSWER_SUFFIXES = frozenset({".json", ".yml", ".yaml"})
_NOT_ANSWERS = frozenset({"thumbs.db", "desktop.ini", "readme.md", "readme.txt"})


def load_assessment(path: Path, shown: str) -> LoadedAssessment:
    """Read an assessment folder or a single answers file."""
    if path.is_dir():
        return _load_folder(path, shown.rstrip("/"))
    problems: tuple[Problem, ...] = (Problem(code="no-such-path", file=shown),)
    response: Read[Response] | None = None
    if path.is_file():
        response, problems = read(path, shown, Response)
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
    wanted = settings.value.wave if settings else None
    wave, place, found = _find_wave(folder / "responses", f"{shown}/responses", wanted)
    if settings is None:
        found = []  # without its settings nobody knows which wave is meant
    responses, wrong = _load_responses(place, f"{shown}/{place.relative_to(folder).as_posix()}")
    if settings is None or found:
        wrong = [problem for problem in wrong if problem.code != "no-answers"]
    evidence = None
    if (folder / "evidence.yml").is_file():
        evidence, more = read(folder / "evidence.yml", f"{shown}/evidence.yml", dict[str, EvidenceEntry])
        wrong = [*wrong, *more]
    return LoadedAssessment(
        shown=shown,
        folder=folder,
        settings=settings,
        wave=wave,
        responses=tuple(responses),
        evidence=evidence,
        problems=(*problems, *found, *wrong),
    )


def load_settings(folder: Path, shown: str) -> tuple[Read[Settings] | None, Sequence[Problem]]:
    """Read `assessment.yml` alone."""
    if not folder.is_dir():
        return None, [Problem(code="no-such-path", file=shown)]
    path = folder / "assessment.yml"
    if not path.is_file():
        code = "folder-empty" if not any(folder.iterdir()) else "no-settings"
        return None, [Problem(code=code, file=shown)]
    return read(path, f"{shown}/assessment.yml", Settings)


def _find_wave(folder: Path, shown: str, wanted: str | None) -> tuple[str | None, Path, list[Problem]]:
    """Return the name and the folder of the wave that is meant."""
    waves = sorted(p.name for p in folder.iterdir() if p.is_dir()) if folder.is_dir() else []
    loose = [path for path in _files(folder) if path.suffix.lower() in ANSWER_SUFFIXES]
    if wanted is not None:
        if wanted in waves:
            return wanted, folder / wanted, []
        values = {"wave": wanted, "waves": ", ".join(waves) or "-"}
        return wanted, folder / wanted, [Problem(code="no-such-wave", file=shown, values=values)]
    if len(waves) > 1:
        values = {"waves": ", ".join(waves), "newest": waves[-1]}
        return None, folder / waves[-1], [Problem(code="several-waves", file=shown, values=values)]
    if waves and loose:
        values = {"file": loose[0].name, "wave": waves[0]}
        return waves[0], folder / waves[0], [Problem(code="loose-answers", file=shown, values=values)]
    return (waves[0], folder / waves[0], []) if waves else (None, folder, [])


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    ours = (p for p in folder.iterdir() if p.is_file() and not p.name.startswith((".", "~$")))
    return sorted(p for p in ours if p.name.lower() not in _NOT_ANSWERS)


def _load_responses(folder: Path, shown: str) -> tuple[list[Read[Response]], list[Problem]]:
    responses: list[Read[Response]] = []
    problems: list[Problem] = []
    for path in _files(folder):
        name = f"{shown}/{path.name}"
        if path.suffix.lower() not in ANSWER_SUFFIXES:
            problems.append(Problem(code="not-an-answers-file", file=name))
            continue
        response, found = read(path, name, Response)
        problems.extend(found)
        if response:
            responses.append(response)
    if not responses and not problems:
        problems.append(Problem(code="no-answers", file=shown))
    return responses, problems
