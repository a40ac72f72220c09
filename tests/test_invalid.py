"""Every mistake a person can make in a file, with the exact words of the answer in both languages.

A case is a folder: what is there, the command if it is not `kam check firm`, and expected.en.txt and
expected.zh.txt. A case with change.json changes one place of the instrument instead.
"""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from site_builder.commands import main
from site_builder.commands.console import problem_text
from site_builder.language.words import words
from site_builder.load.instrument import load_instrument
from site_builder.model.problems import InputProblems
from site_builder.model.resources import find
from site_builder.validate.instrument import validate_instrument

CASES = sorted(path for path in (Path(__file__).parent / "invalid").iterdir() if path.is_dir())
INPUT = [case for case in CASES if not (case / "change.json").is_file()]
INSTRUMENT = [case for case in CASES if (case / "change.json").is_file()]


def told(case: Path, folder: Path, language: str) -> str:
    """Return what the program says to a case, run in a copy of it."""
    if (case / "change.json").is_file():
        return told_of_instrument(case, folder, language)
    command = case / "command"
    arguments = command.read_text("utf-8").split() if command.is_file() else ["check", "firm"]
    result = CliRunner().invoke(main.command_line(language), arguments)
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.stdout == ""
    return result.stderr


def told_of_instrument(case: Path, folder: Path, language: str) -> str:
    change = json.loads((case / "change.json").read_text("utf-8"))
    shutil.copytree(
        find("assessment"), folder / "assessment", ignore=shutil.ignore_patterns("examples", "schema")
    )
    path = folder / "assessment" / change["file"]
    text = path.read_text("utf-8")
    assert change["find"] in text
    path.write_text(text.replace(change["find"], change["replace"], 1), "utf-8")
    with pytest.raises(InputProblems) as found:
        validate_instrument(load_instrument(folder / "assessment", "assessment"))
    say = words(language, "problems")
    return "".join(f"{problem_text(problem, say)}\n" for problem in found.value.problems)


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


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_answer_to_a_mistake(
    case: Path, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = place(case, tmp_path, monkeypatch)
    assert told(case, folder, language) == (case / f"expected.{language}.txt").read_text("utf-8")


@pytest.mark.parametrize("case", INPUT, ids=lambda case: case.name)
def test_a_mistake_changes_nothing_on_disk(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = place(case, tmp_path, monkeypatch)
    before = contents(folder)
    told(case, folder, "en")
    assert contents(folder) == before


def test_every_problem_has_its_words_and_no_words_are_left_over(root: Path) -> None:
    code = "\n".join(path.read_text("utf-8") for path in (root / "site_builder").rglob("*.py"))
    for key in words("en", "problems").entries:
        name = key.split(".")[1]
        if name not in {"where", "found", "kinds", "forms", "advice-hint", "advice-known"}:
            stem = "context-" if name.startswith("context-") and f'"{name}"' not in code else name
            assert f'"{name}"' in code or f'"{stem}' in code or f'f"{stem}' in code, name
