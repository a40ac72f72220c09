"""Builds a staged tree aside and swaps it in whole: a failed build leaves the last site as it was."""

import ctypes
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from site_builder.model.page import Draft, Files, Staged
from site_builder.model.places import refuse_among_input
from site_builder.model.problems import InputProblems, Problem
from site_builder.model.processes import is_running
from site_builder.publish.policy import lock_down
from site_builder.publish.side_by_side import side_by_side

_WORK = ".kam-build-"
_OWNER = re.compile(r"\.kam-build-(\d+)-[^-]*(?:-old-(.+))?")
_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux
MARKER = ".kam-site"
"""Lists the files of a site of ours: a folder with these and no others may be replaced."""


def publish(
    drafts: Mapping[str, Draft],
    out: Path,
    epoch: int,
    tell: Callable[[str], None] = lambda _: None,
    source: Path | None = None,
) -> None:
    """Build trees into a site, and put the site at `out`.

    Args:
        drafts: the trees, each by its place below the site's root ("" is the root).
        out: where the site goes; an earlier site of ours there is replaced whole.
        epoch: seconds that stand for the time of the build.
        tell: is given the name of each part before it is built.
        source: the input, which must not lie in what is replaced.

    Raises:
        InputProblems: `out` holds something that is not a site of ours, or what the consultant wrote has no
            place in the site.
        EngineError: the engine refused a tree.

    """
    check_output(out, source)
    out = _absolute(out)  # the engine takes a relative path as relative to its configuration
    with replacing(out) as site, tempfile.TemporaryDirectory() as work:
        jobs = []
        for place, tree in drafts.items():
            _write(tree.files, site / place)
            for language, make in tree.projects.items():
                tell("/".join(part for part in (place, language) if part))
                project = Path(work) / (place or "root") / language
                jobs.append(partial(_build, make, project, site / place / language, epoch))
        side_by_side(jobs)
        lock_down(site)
        made = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
        (site / MARKER).write_text("\n".join(made) + "\n", "utf-8")


def _build(make: Callable[[], Files], project: Path, out: Path, epoch: int) -> None:
    from site_builder.publish.engine import build_project  # noqa: PLC0415 - MkDocs takes long to import

    _write(make(), project)
    build_project(project, out, epoch)


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
    refuse_among_input(out, shown)
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
    """Give a fresh folder beside `out`, and put it in place of `out` only when everything went well.

    Where the system can exchange two folders in one step, there is a site at every moment. What earlier
    builds that were killed have left beside `out` is removed; a site that one had put aside is put back.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    _tidy(out)
    fresh = Path(tempfile.mkdtemp(prefix=f"{_WORK}{os.getpid()}-", dir=out.parent))
    fresh.chmod(0o755)
    old = fresh.with_name(f"{fresh.name}-old-{out.name}")
    try:
        yield fresh
        if not out.exists():
            fresh.rename(out)
        elif not exchange(fresh, out):
            out.rename(old)
            try:
                fresh.rename(out)
            except OSError:
                old.rename(out)
                raise
    finally:
        shutil.rmtree(old, ignore_errors=True)
        shutil.rmtree(fresh, ignore_errors=True)


def _tidy(out: Path) -> None:
    """Remove the working folders of builds that are gone; put back the site that one had put aside."""
    for left in out.parent.glob(f"{_WORK}*"):
        found = _OWNER.fullmatch(left.name)
        if found is None or not left.is_dir() or is_running(int(found[1])):
            continue
        if found[2] == out.name and not out.exists():
            left.rename(out)
        else:
            shutil.rmtree(left, ignore_errors=True)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; return False where the system cannot.

    Args:
        one: a folder.
        other: another one beside it.

    """
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        done = libc.renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    except (OSError, AttributeError, TypeError):
        return False
    return bool(done == 0)


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
