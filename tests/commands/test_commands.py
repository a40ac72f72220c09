"""The commands as their users type them."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml
from helpers import kam

from site_builder import pipeline
from site_builder.commands import main
from site_builder.model.resources import find

COMMANDS = (
    "new",
    "check",
    "score",
    "advise",
    "build",
    "questionnaire",
    "import",
    "enter",
    "status",
    "track",
    "pdf",
    "sentences",
    "serve",
    "docs",
)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_and_option_is_explained(language: str) -> None:
    group = main.command_line(language)
    assert set(group.commands) == set(COMMANDS)
    for command in (group, *group.commands.values()):
        assert command.help
        options = [p for p in command.params if isinstance(p, click.Option)]
        assert all(option.help for option in options), command.name
        help_ = kam(*([command.name or ""] if command is not group else []), "--help", language=language)
        assert help_.exit_code == 0
        assert (language == "zh") == bool(re.search("[\u4e00-\u9fff]", help_.output))


def test_every_command_stands_in_both_readmes(root: Path) -> None:
    for readme in ("README.md", "README.zh.md"):
        text = (root / readme).read_text("utf-8")
        assert all(f"kam {command}" in text for command in COMMANDS), readme


def test_wrong_usage_ends_with_two() -> None:
    assert kam("build").exit_code == 2
    assert kam("nonsense").exit_code == 2
    assert kam("serve", "x", "--port", "99999").exit_code == 2


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "KAM_LANG": "en"}, "en"),
        ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
    ],
)
def test_it_talks_in_the_language_of_the_machine(environment: dict[str, str], language: str) -> None:
    assert main.language_of(environment) == language


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_new_folder_is_filled_in_and_built(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = kam("new", "acme", language=language)
    assert made.exit_code == 0
    settings = yaml.safe_load(Path("acme/assessment.yml").read_text("utf-8"))
    assert settings["firm"]["name"] == {"zh": "acme", "en": "acme"}
    assert kam("check", "acme").exit_code == 1  # nobody has answered yet
    template = Path("acme/answers-template.yml").read_text("utf-8")
    ids = re.findall(r"^  # ([a-z-]+): \{rating: \}$", template, re.MULTILINE)
    assert ids == [practice.id for practice in pipeline.read_instrument().practices]
    wave = next(Path("acme/responses").iterdir())
    answered = re.sub(r"^  # ([a-z-]+): \{rating: \}$", r"  \1: {rating: 3}", template, flags=re.MULTILINE)
    (wave / "me.yml").write_text(answered, "utf-8")
    checked = kam("check", "acme")
    assert checked.exit_code == 0, checked.output
    scored = json.loads(kam("score", "acme", "--json").stdout)
    assert scored["level"]["claimed"] == 3
    assert scored["wave"] == wave.name


def test_the_commented_settings_are_valid_when_they_are_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    kam("new", "acme")
    path = Path("acme/assessment.yml")
    text = path.read_text("utf-8")
    active = re.sub(r"^# (?=[a-z_]+:|  )", "", text, flags=re.MULTILINE)
    assert active != text
    path.write_text("\n".join(line for line in active.splitlines() if "logo" not in line), "utf-8")
    wave = next(Path("acme/responses").iterdir())
    template = Path("acme/answers-template.yml").read_text("utf-8")
    (wave / "me.yml").write_text(
        template.replace("# selection: {rating: }", "selection: {rating: 3}"), "utf-8"
    )
    checked = kam("check", "acme")
    assert checked.exit_code == 0, checked.output


def test_an_example_is_copied_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert kam("new", "mine", "--example", "hengchuan-valves").exit_code == 0
    assert (
        kam("score", "mine", "--json").stdout
        == kam("score", str(pipeline.example_folders()["hengchuan-valves"]), "--json").stdout
    )


def test_the_table_names_what_binds(root: Path) -> None:
    text = kam("score", str(root / "assessment/examples/hengchuan-valves")).stdout
    assert "Level: 2 Relies on leaders" in text
    assert "Authority (keystone) 1.79, needs more than 1.85, short by 0.06" in text
    widths = {len(line) for line in text.splitlines() if "│" in line and line.startswith("  ")}
    assert max(widths) < 100


def test_results_go_to_stdout_and_talk_to_stderr(packed: Path) -> None:
    done, made = (packed / "stdout.txt").read_text("utf-8").splitlines()
    assert done.endswith("Open it in a browser.")
    assert ".zip" in made
    assert "Building zh" in (packed / "stderr.txt").read_text("utf-8")


@pytest.mark.usefixtures("staged_pages")
def test_a_single_answers_file_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    monkeypatch.chdir(tmp_path)
    source = root / "assessment/examples/qinglan-seals/responses/2026-h2/owner.json"
    Path("answers.json").write_bytes(source.read_bytes())
    assert kam("build", "answers.json").exit_code == 0
    assert Path("answers/zh/index.html").is_file()
    name = json.loads(Path("answers/result.json").read_text("utf-8"))["firm"]["name"]
    assert name == {"zh": "本企业", "en": "Your firm"}


def test_help_imports_neither_the_site_engine_nor_the_model() -> None:
    code = "import sys; from site_builder.commands import main; main.command_line('en'); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"mkdocs", "pydantic", "jinja2"} & set(loaded)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_example_of_decisions_is_one_when_its_marks_are_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(find("assessment", "examples", "qinglan-seals"), "acme")
    assert kam("new", "fresh", language=language).exit_code == 0
    example = Path("fresh/decisions.yml.example").read_text("utf-8")
    lines = [line.removeprefix("# ") for line in example.splitlines()]
    start = next(n for n, line in enumerate(lines) if line.startswith("- practice"))
    Path("acme/decisions.yml").write_text("\n".join(lines[start:]), "utf-8")
    done = kam("advise", "acme", language=language)
    assert done.exit_code == 0, done.output
    assert "M5" in done.output
    example = Path("fresh/progress.yml.example").read_text("utf-8")
    lines = [line.removeprefix("# ") for line in example.splitlines()]
    Path("acme/progress.yml").write_text("\n".join(lines[lines.index("format: kam-progress/1") :]), "utf-8")
    done = kam("status", "acme", language=language)
    assert done.exit_code == 0, done.output
    assert "1" in done.output.splitlines()[-1]
