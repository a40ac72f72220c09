"""Builds a staged tree aside and swaps it in whole: a failed build leaves the last site as it was."""

import multiprocessing
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from site_builder.model.page import Staged
from site_builder.model.problems import InputProblems, Problem

MARKER = ".kam-site"
"""Lists the files of a site of ours: a folder with these and no others may be replaced."""


def publish(
    staged: Mapping[str, Staged],
    out: Path,
    epoch: int,
    tell: Callable[[str], None] = lambda _: None,
    source: Path | None = None,
) -> None:
    """Build the trees, each at its place below the site's root ("" is the root), and put the site at `out`.

    Raises:
        InputProblems: `out` holds something that is not a site of ours.

    """
    from site_builder.publish.engine import build_project  # noqa: PLC0415 - MkDocs takes long to import

    check_output(out, source)
    out = _absolute(out)  # the engine takes a relative path as relative to its configuration
    with replacing(out) as site, tempfile.TemporaryDirectory() as work:
        jobs = []
        for place, tree in staged.items():
            _write(tree.files, site / place)
            for language, files in tree.projects.items():
                tell("/".join(part for part in (place, language) if part))
                project = Path(work) / (place or "root") / language
                _write(files, project)
                jobs.append((project, site / place / language, epoch))
        _build(build_project, jobs)
        made = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
        (site / MARKER).write_text("\n".join(made) + "\n", "utf-8")


def _build(build_project: Callable[[Path, Path, int], None], jobs: Sequence[tuple[Path, Path, int]]) -> None:
    """Build all projects, side by side where a process can be forked safely and cheaply."""
    workers = min(len(jobs), os.cpu_count() or 1)
    if workers > 1 and sys.platform == "linux" and threading.active_count() == 1:
        with ProcessPoolExecutor(workers, multiprocessing.get_context("fork")) as pool:
            for done in [pool.submit(build_project, *job) for job in jobs]:
                done.result()
        return
    for job in jobs:
        build_project(*job)


def check_output(out: Path, source: Path | None = None) -> None:
    """Refuse an output that would overwrite something else.

    Args:
        out: where the site is to go.
        source: the input, which must not be inside of what is replaced.

    Raises:
        InputProblems: it is no folder, holds something that we did not make, or holds the input.

    """
    shown, out = out.as_posix(), _absolute(out)
    taken = InputProblems([Problem(code="output-taken", file=shown)])
    if source is not None:
        given = source.resolve()
        if given.is_relative_to(out.resolve()) or out.resolve().is_relative_to(given / "responses"):
            raise InputProblems([Problem(code="output-holds-input", file=shown)])
    if not os.path.lexists(out):
        return
    if out.is_symlink() or not out.is_dir():
        raise taken
    there = {path.relative_to(out).as_posix() for path in out.rglob("*") if not path.is_dir()}
    if there and not there <= _made(out):
        raise taken


def _absolute(path: Path) -> Path:
    """Return a path from the root; unlike `resolve`, a link at its end stays a link."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - see above


def _made(out: Path) -> set[str]:
    """Return the files that we put into a site, as its marker lists them."""
    marker = out / MARKER
    return {MARKER, *marker.read_text("utf-8").splitlines()} if marker.is_file() else set()


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """Give a fresh folder beside `out`, and put it in place of `out` only when everything went well."""
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".kam-", dir=out.parent))
    fresh.chmod(0o755)
    try:
        yield fresh
        old = fresh.with_name(f"{fresh.name}-old")
        if out.exists():
            out.rename(old)
        try:
            fresh.rename(out)
        except OSError:
            if old.exists():
                old.rename(out)
            raise
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def write_stage(staged: Staged, folder: Path) -> None:
    """Write the trees without building them, one project folder per language."""
    for language, files in staged.projects.items():
        _write(files, folder / language)


def _write(files: Mapping[str, str | bytes | Path], folder: Path) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            shutil.copyfile(content, path)
        elif isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content, "utf-8", newline="\n")
