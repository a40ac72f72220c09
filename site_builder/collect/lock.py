"""One command at a time writes into an assessment folder; what an interrupted one left is put right first."""

import json
import os
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from site_builder.model.problems import InputProblems, Problem
from site_builder.model.processes import is_running

LOCK = ".kam-lock"
WORK = ".kam-import-"
PLAN = "plan.json"
_PATIENCE = 10.0
"""Seconds that a command waits for another one to finish."""


@contextmanager
def locked(folder: Path, shown: str) -> Iterator[None]:
    """Keep a folder for this command alone.

    A lock whose process is gone is taken over. Where an import was interrupted, it is finished, or taken back
    where it had not begun to write.

    Args:
        folder: the assessment folder.
        shown: what messages call it.

    Raises:
        InputProblems: another command holds the folder and does not finish.

    """
    file, end = folder / LOCK, time.monotonic() + _PATIENCE
    while not _taken(file):
        holder = _holder(file)
        if holder is not None and _is_gone(holder):
            _take_away(file, holder)
        elif time.monotonic() > end:
            raise InputProblems([Problem(code="folder-busy", file=shown, values=_told(holder, shown))])
        else:
            time.sleep(0.05)
    try:
        recover(folder)
        yield
    finally:
        file.unlink(missing_ok=True)


def _take_away(file: Path, holder: dict[str, Any]) -> None:
    """Remove the lock of a process that is gone, and no other that somebody has taken meanwhile."""
    aside = file.with_name(f"{file.name}-{os.getpid()}-old")
    try:
        file.rename(aside)
    except FileNotFoundError:
        return
    if _holder(aside) != holder:
        with suppress(FileExistsError):
            os.link(aside, file)
    aside.unlink(missing_ok=True)


def is_interrupted(folder: Path) -> bool:
    """Return whether an import into a folder was interrupted, and nobody is at it."""
    holder = _holder(folder / LOCK)
    return any(folder.glob(f"{WORK}*")) and (holder is None or _is_gone(holder))


def recover(folder: Path) -> None:
    """Finish imports that were interrupted while writing, and take back those that had not begun to."""
    for work in sorted(folder.glob(f"{WORK}*")):
        try:
            plan = json.loads((work / PLAN).read_text("utf-8"))
        except (OSError, ValueError):
            plan = []  # it was not decided yet: nothing has been written
        apply(plan, work, folder)
        shutil.rmtree(work, ignore_errors=True)
    for left in folder.glob(f"{LOCK}-*"):
        left.unlink(missing_ok=True)


def apply(plan: list[dict[str, Any]], work: Path, folder: Path) -> None:
    """Do what a plan says, as far as it is not done: old answers aside, new ones in their place.

    Args:
        plan: for each file `staged`, its name in `work`, and `place`, below the folder; for a replaced one
            `old` and `away` as well.
        work: where the new files lie.
        folder: the assessment folder.

    Raises:
        OSError: a file cannot be moved.

    """
    for step in plan:
        staged, place = work / step["staged"], folder / step["place"]
        if step.get("old") and staged.exists():
            old, away = folder / step["old"], folder / step["away"]
            if old.exists() and not away.exists():
                away.parent.mkdir(parents=True, exist_ok=True)
                old.rename(away)
        if staged.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            staged.rename(place)


def _taken(file: Path) -> bool:
    """Return whether the lock could be taken."""
    fresh = file.with_name(f"{file.name}-{os.getpid()}")
    text = json.dumps({"process": os.getpid(), "machine": socket.gethostname(), "since": int(time.time())})
    fresh.write_text(text, "utf-8")
    try:
        os.link(fresh, file)  # whole or not at all: a lock without an owner would be nobody's to take over
    except FileExistsError:
        return False
    except OSError:  # no links here: created alone, then filled
        try:
            with file.open("x", encoding="utf-8") as out:
                out.write(text)
        except FileExistsError:
            return False
    finally:
        fresh.unlink(missing_ok=True)
    return True


def _holder(file: Path) -> dict[str, Any] | None:
    """Return who holds a lock: process, machine, since when; None where nobody does, or it cannot be told."""
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _is_gone(holder: dict[str, Any]) -> bool:
    """Return whether the process of a lock is known to be gone; of another machine that is not known."""
    process = holder.get("process")
    if holder.get("machine") != socket.gethostname() or not isinstance(process, int):
        return False
    return not is_running(process)


def _told(holder: dict[str, Any] | None, shown: str) -> dict[str, Any]:
    found = holder or {}
    since = time.strftime("%H:%M:%S", time.localtime(int(found.get("since") or time.time())))
    return {
        "process": found.get("process", "?"),
        "machine": found.get("machine", "?"),
        "since": since,
        "lock": f"{shown}/{LOCK}",
    }
