"""Who is missing, and what has too few answers."""

import json
import shutil
from pathlib import Path

import pytest
from collecting import run
from tables import SAMPLES

from site_builder import pipeline

pytestmark = pytest.mark.usefixtures("folder")


def test_the_status_says_who_is_missing_and_what_has_too_few_answers(folder: Path) -> None:
    settings = folder / "assessment.yml"
    settings.write_text(settings.read_text("utf-8") + "planned_sample: {KM: 3, HR: 1}\n", "utf-8")
    shutil.copy(SAMPLES / "kobo.xlsx", "kobo.xlsx")
    run("import", "--guess", "kobo.xlsx")
    run("import", "kobo.xlsx", "--into", "acme")
    shown = run("status", "acme")
    assert shown.exit_code == 0, shown.output
    assert "4 respondents" in shown.output
    data = json.loads(run("status", "acme", "--json").stdout)
    roles = {role["role"]: role for role in data["roles"]}
    assert (roles["KM"]["answered"], roles["KM"]["missing"]) == (2, 1)
    assert (roles["HR"]["answered"], roles["HR"]["missing"]) == (0, 1)
    assert roles["EX"]["planned"] is None
    assert {practice["code"] for practice in data["few"]} == {
        p.code for p in pipeline.read_instrument().practices
    }
