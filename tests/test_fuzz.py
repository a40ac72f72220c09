"""Files as a bad day makes them: taken, or told with their name, and never a fault of ours.

`make fuzz` tries ten thousand.
"""

import copy
import csv
import io
import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from site_builder import pipeline
from site_builder.commands import main

MANY = int(os.environ.get("KAM_FUZZ", "40"))
NASTY: tuple[Any, ...] = (
    None, True, "", " ", "0", 0, -1, 2.5, 10**30, float("1e300"), [], {}, [[]], {"": None}, "é" * 300,
    "①", "፩", "²", "=1+1", "\u202e", "\ufeff", "<script>alert(1)</script>", "../..", "2026-13-45",
    "9999-12-31", "NaN", "1e400", "[" * 2000, {"zh": 1}, {"zh": "x"}, ["x"] * 50, "selection", "KM",
    "E9", {"rating": 3}, "a\nb", "'", '"', "{", "%",
)  # fmt: skip
FOLDER_FILES = ("assessment.yml", "evidence.yml", "decisions.yml", "progress.yml")


def mutated(data: Any, rng: random.Random) -> Any:
    """Return data with one to three places replaced, removed, doubled or renamed."""
    data = copy.deepcopy(data)
    for _ in range(rng.randint(1, 3)):
        spots = list(_spots(data))
        if not spots:
            return rng.choice(NASTY)
        holder, key = rng.choice(spots)
        match rng.randrange(4):
            case 0:
                holder[key] = copy.deepcopy(rng.choice(NASTY))
            case 1:
                del holder[key]
            case 2 if isinstance(holder, dict):
                holder[str(rng.choice(NASTY))[:40]] = holder.pop(key)
            case _:
                other, place = rng.choice(spots)
                holder[key] = copy.deepcopy(other[place]) if _is_there(other, place) else None
    return data


def _is_there(holder: Any, key: Any) -> bool:
    return key in holder if isinstance(holder, dict) else key < len(holder)


def _spots(data: Any) -> Any:
    if isinstance(data, dict):
        for key, value in data.items():
            yield data, key
            yield from _spots(value)
    elif isinstance(data, list):
        for at, value in enumerate(data):
            yield data, at
            yield from _spots(value)


def kam(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(main.command_line("en"), [str(argument) for argument in arguments])
    return done.exit_code, done.output


def judge(found: tuple[int, str], what: object) -> None:
    """Fail where the program itself has failed, and say on what."""
    assert found[0] in {0, 1}, (found[1][-600:], what)


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    folder = tmp_path / "firm"
    shutil.copytree(pipeline.example_folders()["hengchuan-valves"], folder)
    for path in sorted((folder / "responses/2026-h1").iterdir())[6:]:
        path.unlink()
    return folder


@pytest.mark.parametrize("name", FOLDER_FILES)
def test_a_file_of_a_folder(firm: Path, name: str) -> None:
    whole = yaml.safe_load((firm / name).read_text("utf-8"))
    for seed in range(MANY):
        data = mutated(whole, random.Random(f"{name}{seed}"))
        (firm / name).write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
        judge(kam("check", firm), (name, seed))


def test_answers(firm: Path) -> None:
    path = next((firm / "responses/2026-h1").glob("*"))
    whole = yaml.safe_load(path.read_text("utf-8"))
    for seed in range(MANY):
        data = mutated(whole, random.Random(seed))
        made = path.with_suffix(".json")
        path.unlink(missing_ok=True)
        made.write_text(json.dumps(data), "utf-8")
        judge(kam("check", firm), seed)
        judge(kam("import", made, "--into", firm), seed)


@pytest.mark.parametrize("change", [bytes, str], ids=["bytes", "text"])
def test_any_file_damaged(firm: Path, change: Callable[..., Any]) -> None:
    files = [firm / name for name in FOLDER_FILES] + sorted((firm / "responses/2026-h1").iterdir())[:2]
    for seed in range(MANY):
        rng = random.Random(seed)
        path = rng.choice(files)
        raw = path.read_bytes()
        at, length = rng.randrange(len(raw)), rng.randint(0, 30)
        text = str(rng.choice(NASTY))[:50].encode("utf-8", "replace")
        new = rng.randbytes(rng.randint(0, 8)) if change is bytes else text
        path.write_bytes(raw[:at] + new + raw[at + length :])
        judge(kam("check", firm), (path.name, seed))
        path.write_bytes(raw)


def test_tables(firm: Path, tmp_path: Path) -> None:
    codes = [practice.code for practice in pipeline.read_instrument().practices]
    rows = [["id", "role", "seconds", "submitted", *codes]]
    rows += [[f"n{n}", "KM", "300", "2026-06-01", *["3"] * 30] for n in range(4)]
    for seed in range(MANY // 2):
        rng = random.Random(seed)
        table = [list(row) for row in rows]
        for _ in range(rng.randint(1, 6)):
            row = rng.choice(table)
            row[rng.randrange(len(row))] = str(rng.choice(NASTY))
        out = io.StringIO()
        csv.writer(out).writerows(table)
        path = tmp_path / f"t{seed}.csv"
        path.write_text(out.getvalue(), "utf-8")
        judge(kam("import", path, "--guess"), seed)
        mapping = path.with_suffix(".mapping.yml")
        if mapping.exists():
            judge(kam("import", path, "--into", firm, "--partial"), seed)
            data = mutated(yaml.safe_load(mapping.read_text("utf-8")), rng)
            mapping.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
            judge(kam("import", path, "--into", firm, "--partial"), seed)
