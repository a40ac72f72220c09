"""Reads what is written for the reference site."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from site_builder.load.checking import read
from site_builder.load.documents import parse
from site_builder.model.content import Content, Edition, NavEntry, PracticeText, ProblemText, Term, Written
from site_builder.model.problems import InputProblems, Problem

_FRONT = re.compile(r"\A---\n(.*?)\n---\n+", re.DOTALL)


def load_content(folder: Path, languages: Iterable[str]) -> Content:
    """Return what is written below a folder, in each of the languages.

    Raises:
        InputProblems: with everything that is wrong in its YAML files.

    """
    problems: list[Problem] = []

    def _take(name: str, kind: Any) -> Any:
        value: Any
        value, found = read(folder / name, f"{folder.name}/{name}", kind)
        problems.extend(found)
        return value.value if value else None

    editions = {
        language: Edition(
            pages=_pages(folder / language),
            problems=_take(f"{language}/problems.yml", dict[str, ProblemText]),
            practices=_take(f"{language}/practices.yml", dict[str, PracticeText]),
            templates={path.stem: path.read_text("utf-8") for path in _templates(folder / language)},
        )
        for language in languages
    }
    terms = _take("glossary.yml", tuple[Term, ...])
    if problems:
        raise InputProblems(problems)
    nav: tuple[NavEntry, ...] = tuple(parse(folder / "nav.yml", f"{folder.name}/nav.yml"))
    return Content(editions=editions, terms=terms, nav=nav)


def _templates(folder: Path) -> list[Path]:
    return sorted((folder / "templates").glob("*.md"))


def _pages(folder: Path) -> dict[str, Written]:
    """Return every Markdown page but the templates, by its name without suffix."""
    pages = {}
    for path in sorted(set(folder.rglob("*.md")) - set(_templates(folder))):
        text = path.read_text("utf-8")
        found = _FRONT.match(text)
        front: dict[str, Any] = yaml.safe_load(found[1]) if found else {}
        name = path.relative_to(folder).with_suffix("").as_posix()
        pages[name] = Written(
            title=str(front.get("title", name)),
            description=str(front.get("description", "")),
            next=front.get("next"),
            hide=tuple(front.get("hide", ())),
            boost=float(front.get("boost", 1)),
            updated=str(front["updated"]) if "updated" in front else None,
            text=text[found.end() :] if found else text,
        )
    return pages
