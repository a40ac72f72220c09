"""What may stand in for the engine, for tests that do not ask what it makes of a page."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import pytest

from site_builder.publish import engine
from site_builder.theme import template_cache

ENGINE = engine.build_project
PARTS = ("mkdocs", "mkdocs-material", "Markdown", "pymdown-extensions", "Jinja2", "Pygments")
KEPT = Path(__file__).parent.parent / "build" / "engine"
LONGEST = 2 * 24 * 3600.0
"""Seconds."""


@contextmanager
def staged() -> Iterator[None]:
    """Let builds end with the staged pages, for tests that do not ask what the engine makes of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "build_project", put_down)
        yield


def remembered(project: Path, out: Path, epoch: int) -> None:
    """Stand in for the engine: give what it once made of the same project, or let it make that."""
    kept = KEPT / f"{_fingerprint(project)}.zip"
    if not kept.is_file():
        ENGINE(project, out, epoch)
        KEPT.mkdir(parents=True, exist_ok=True)
        part = Path(shutil.make_archive(str(kept.with_suffix(f".{os.getpid()}")), "zip", out))
        part.rename(kept)
        return
    kept.touch()
    shutil.unpack_archive(kept, out)


def _fingerprint(project: Path) -> str:
    """Return what the engine's output follows from: the project, and the engine in all its parts."""
    found = sha256("".join(version(name) for name in PARTS).encode())
    own = Path(engine.__file__), Path(template_cache.__file__)
    for path in (*own, *sorted(path for path in project.rglob("*") if path.is_file())):
        name = path.relative_to(project) if path.is_relative_to(project) else path.name
        found.update(f"{name}:{sha256(path.read_bytes()).hexdigest()}".encode())
    return found.hexdigest()


def forget_old() -> None:
    """Remove what the engine made of pages that have not been asked for of late."""
    for path in KEPT.glob("*.zip"):
        if time.time() - path.stat().st_mtime > LONGEST:
            path.unlink(missing_ok=True)


def put_down(project: Path, out: Path, _: int) -> None:
    """Stand in for the engine: every page as it was staged, where the built one would lie."""
    for path in (project / "docs").rglob("*"):
        if path.is_file():
            place = out / path.relative_to(project / "docs")
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place.with_suffix(".html") if path.suffix == ".md" else place)
    shutil.copyfile(project / "mkdocs.yml", out / "mkdocs.json")  # among what searches for leaks read
