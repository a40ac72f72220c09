"""The example reports as they are handed on: result, staged pages, charts. `make golden` writes them anew.

A change to a figure has to be meant: say in the commit which numbers moved, and why.
"""

import json
import re
import sys
from pathlib import Path

import pytest

from site_builder import pipeline

GOLDEN = Path(__file__).parent.parent / "golden"
PAGES = {
    "hengchuan-valves": ["index", "manager", "roadmap", "reach", "setup", "respondents", "method"],
    "qinglan-seals": ["index", "systems"],
    "donghe-equipment": ["index", "answers"],
}


def files(name: str) -> dict[str, str]:
    """Return what is kept of one example, by file name."""
    card = pipeline.examples()[name]
    result = pipeline.result(card, pipeline.insight_of(card))
    kept = {"result.json": json.dumps(result, ensure_ascii=False, indent=1) + "\n"}
    for language, project in pipeline.stage_report(card).projects.items():
        for page in PAGES[name]:
            text = project[f"docs/{page}.md"]
            assert isinstance(text, str)
            # One element a line, so that a difference can be read.
            kept[f"{language}/{page}.md"] = re.sub(
                r"(<(?:path|rect|line|polygon|circle|text|svg))", r"\n\1", text
            )
    return kept


@pytest.mark.parametrize("name", sorted(PAGES))
def test_an_example_report_is_as_it_was(name: str) -> None:
    expected = {
        path.relative_to(GOLDEN / name).as_posix(): path.read_text("utf-8")
        for path in (GOLDEN / name).rglob("*")
        if path.is_file()
    }
    assert files(name) == expected


def write() -> None:
    for name in PAGES:
        for file, text in files(name).items():
            path = GOLDEN / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    write()
