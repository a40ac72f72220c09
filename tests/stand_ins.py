"""What may stand in for the engine, for tests that do not ask what it makes of a page."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from site_builder.publish import engine

ENGINE = engine.build_project
"""The engine itself, for what is built once for all tests."""


@contextmanager
def staged() -> Iterator[None]:
    """Let builds end with the staged pages, for tests that do not ask what the engine makes of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "build_project", put_down)
        yield


def put_down(project: Path, out: Path, _: int) -> None:
    """Stand in for the engine: every page as it was staged, where the built one would lie."""
    for path in (project / "docs").rglob("*"):
        if path.is_file():
            place = out / path.relative_to(project / "docs")
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place.with_suffix(".html") if path.suffix == ".md" else place)
    shutil.copyfile(project / "mkdocs.yml", out / "mkdocs.json")  # among what searches for leaks read
