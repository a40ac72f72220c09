"""Every mistake a person can make in a file, with the exact words of the answer in both languages.

A case is a folder: what is there, the command if it is not `kam check firm`, and expected.en.txt and
expected.zh.txt. A case with change.json changes one place of the instrument instead.
"""

from pathlib import Path

import pytest
from helpers import hashes
from mistakes import CASES, INPUT, place, told

from site_builder.language.words import words


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_answer_to_a_mistake(
    case: Path, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(case, tmp_path, monkeypatch)
    assert told(case, language) == (case / f"expected.{language}.txt").read_text("utf-8")


@pytest.mark.parametrize("case", INPUT, ids=lambda case: case.name)
def test_a_mistake_changes_nothing_on_disk(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = place(case, tmp_path, monkeypatch)
    before = hashes(folder)
    told(case, "en")
    assert hashes(folder) == before


def test_every_problem_has_its_words_and_no_words_are_left_over(root: Path) -> None:
    code = "\n".join(path.read_text("utf-8") for path in (root / "site_builder").rglob("*.py"))
    for key in words("en", "problems").entries:
        name = key.split(".")[1]
        if name not in {"where", "found", "kinds", "forms", "advice-hint", "advice-known"}:
            stem = "context-" if name.startswith("context-") and f'"{name}"' not in code else name
            assert any(f"{start}{stem}" in code for start in ('"', 'f"', '"problems.')), name
