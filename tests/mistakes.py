"""The inputs of `tests/invalid/`: each in a folder of its own, and what the program says to it."""

import json
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner

from site_builder.commands import main
from site_builder.commands.console import problem_text
from site_builder.language.words import words
from site_builder.load.instrument import load_instrument
from site_builder.model.problems import InputProblems, Problem
from site_builder.model.resources import find
from site_builder.validate.instrument import validate_instrument

CASES = sorted(path for path in (Path(__file__).parent / "invalid").iterdir() if path.is_dir())
INPUT = [case for case in CASES if not (case / "change.json").is_file()]
INSTRUMENT = [case for case in CASES if (case / "change.json").is_file()]


def told(case: Path, language: str) -> str:
    """Return what the program says to a case, run in its place."""
    if (case / "change.json").is_file():
        return told_of_instrument(case, language)
    command = case / "command"
    arguments = command.read_text("utf-8").split() if command.is_file() else ["check", "firm"]
    result = CliRunner().invoke(main.command_line(language), arguments)
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.stdout == ""
    return result.stderr


def told_of_instrument(case: Path, language: str) -> str:
    say = words(language, "problems")
    return "".join(f"{problem_text(problem, say)}\n" for problem in problems_of_instrument(case))


@cache
def problems_of_instrument(case: Path) -> tuple[Problem, ...]:
    """Return what is wrong with the instrument of a case; they are told in two languages."""
    change = json.loads((case / "change.json").read_text("utf-8"))
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "assessment"
        shutil.copytree(find("assessment"), folder, ignore=shutil.ignore_patterns("examples", "schema"))
        path = folder / change["file"]
        text = path.read_text("utf-8")
        assert change["find"] in text
        path.write_text(text.replace(change["find"], change["replace"], 1), "utf-8")
        with pytest.raises(InputProblems) as found:
            validate_instrument(load_instrument(folder, "assessment"))
    return found.value.problems


def place(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy a case to a fresh folder and go there; an empty folder cannot be checked in, so it is made."""
    folder = tmp_path / "work"
    shutil.copytree(
        case, folder, ignore=shutil.ignore_patterns("expected.*", "command", "change.json", ".keep")
    )
    if case.name == "folder-empty":
        (folder / "firm").mkdir()
    monkeypatch.chdir(folder)
    return folder
