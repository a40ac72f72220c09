"""Exports of form services come in by a mapping that a person has looked at."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from collecting import run, stored
from tables import SAMPLES, decide

pytestmark = pytest.mark.usefixtures("folder")

EXPECTED = json.loads((SAMPLES / "expected.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("wjx.xlsx", "没有这样的业务"),
        ("wjx-letters.csv", None),
        ("msforms.xlsx", None),
        ("googleforms.csv", None),
        ("limesurvey.csv", "no such business"),
        ("kobo.xlsx", "no such business"),
    ],
)
def test_exports_of_form_services_are_read(folder: Path, name: str, reason: str | None) -> None:
    shutil.copy(SAMPLES / name, name)
    guessed = run("import", "--guess", name)
    assert guessed.exit_code == 0, guessed.output
    assert "30 of 30" in guessed.output
    decide(name, **({} if reason else {"no_reason": "not asked"}))
    done = run("import", name, "--into", "acme")
    assert done.exit_code == 0, done.stderr
    people = sorted(stored(folder).values(), key=lambda data: data["submitted"] + data["respondent"]["id"])
    assert [person["respondent"]["role"] for person in people] == [one["role"] for one in EXPECTED]
    for person, expected in zip(people, EXPECTED, strict=True):
        assert {id_: short(answer) for id_, answer in person["answers"].items()} == expected["answers"]
        assert person["submitted"].startswith("2026-06-0")
        assert name.startswith("google") or 300 <= person["seconds"] <= 1200
        reasons = {answer.get("not_applicable") for answer in person["answers"].values()} - {None}
        assert reasons <= {reason or "not asked"}
    assert run("check", "acme").exit_code == 0
    again = run("import", name, "--into", "acme")
    assert "No new answers" in again.output
    if name == "kobo.xlsx":
        assert people[2]["context"] == {"key-accounts": 12, "annual-sales": "50m-500m"}


def short(answer: dict[str, Any]) -> Any:
    return answer.get("rating") or ("dk" if answer.get("dont_know") else "na")
