"""The README is true: its map, its commands and its pictures."""

import re
from pathlib import Path

import pytest

READMES = ("README.md", "README.zh.md")


@pytest.mark.parametrize("name", READMES)
def test_the_map_names_what_is_there(root: Path, name: str) -> None:
    block = re.search(r"```\n(assessment/.*?)```", (root / name).read_text("utf-8"), re.DOTALL)
    assert block
    top = [line for line in block[1].splitlines() if line.strip() and not line.startswith(" ")]
    mapped = {line.split()[0].rstrip("/") for line in top}
    assert all((root / entry).exists() for entry in mapped)
    folders = {p.name for p in root.iterdir() if p.is_dir() and not p.name.startswith(".")}
    made = {"site", "build", "dist"}
    assert folders - made == {entry for entry in mapped if (root / entry).is_dir()}


@pytest.mark.parametrize("name", READMES)
def test_the_map_has_a_line_for_every_room(root: Path, name: str) -> None:
    text = (root / name).read_text("utf-8")
    rooms = re.findall(r"^  ([a-z]+)/ {2,}\S.+$", text, re.MULTILINE)
    there = {p.name for p in (root / "site_builder").iterdir() if p.is_dir() and p.name != "__pycache__"}
    assert sorted(rooms) == sorted(there)


@pytest.mark.parametrize("name", READMES)
def test_links_and_pictures_are_there(root: Path, name: str) -> None:
    links = re.findall(r"\]\(([^)]+)\)", (root / name).read_text("utf-8"))
    assert len(links) >= 3
    assert all((root / link).exists() for link in links if "://" not in link)


@pytest.mark.parametrize("name", READMES)
def test_make_targets_that_are_named_exist(root: Path, name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", (root / name).read_text("utf-8"), re.MULTILINE))
    assert named <= targets


def test_no_file_names_a_package_registry_or_points_out_of_the_project(root: Path) -> None:
    registries = re.compile("|".join(["py" + "pi", "python" + "hosted", "npm" + "js"]))
    for name in ("requirements.txt", "requirements-dev.txt", "Makefile", "pyproject.toml", *READMES):
        text = (root / name).read_text("utf-8")
        assert not registries.search(text), name
        assert ("../" + "shared") not in text, name
    assert "--hash=sha256:" in (root / "requirements.txt").read_text("utf-8")
