"""The command that makes a questionnaire."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from site_builder.commands import main


def test_the_command_makes_it_and_replaces_only_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    kam = main.command_line("en")
    CliRunner().invoke(kam, ["new", "acme"])
    made = CliRunner().invoke(kam, ["questionnaire", "acme"])
    assert made.exit_code == 0, made.output
    assert CliRunner().invoke(kam, ["questionnaire", "acme"]).exit_code == 0
    Path("mine.html").write_text("mine", "utf-8")
    assert CliRunner().invoke(kam, ["questionnaire", "acme", "-o", "mine.html"]).exit_code == 1
    assert Path("mine.html").read_text("utf-8") == "mine"
