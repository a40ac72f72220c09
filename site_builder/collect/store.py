"""Writes answers into an assessment folder, all of them or none, and other files whole or not at all."""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Set as AbstractSet
from decimal import Decimal
from pathlib import Path
from typing import Any

from site_builder.collect.lock import PLAN, WORK, apply
from site_builder.model.assessment import Response
from site_builder.model.processes import is_running

_UNSAFE = re.compile(r"[^\w.-]+")


def response_text(response: Response) -> str:
    """Return a response as a `kam-response/1` file, an answer to a line."""
    data = response.model_dump(mode="python", exclude_none=True)
    if response.submitted:
        data["submitted"] = response.submitted.isoformat()
    if not response.context:
        del data["context"]
    lines = [f"  {_text(key)}: {_text(value)}" for key, value in data.items() if key != "answers"]
    answers = ",\n".join(f"    {_text(id_)}: {_text(answer)}" for id_, answer in data["answers"].items())
    lines.insert(len(lines) - bool(response.context), f'  "answers": {{\n{answers}\n  }}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _text(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, default=_number)


def _number(value: Decimal) -> int | float:
    """Return a decimal as JSON has it; people write few digits."""
    return int(value) if value == value.to_integral_value() else float(value)


def store(
    responses: Iterable[Response], folder: Path, wave: str, present: Mapping[str, Path], aside: Path
) -> tuple[list[Path], list[Path]]:
    """Write responses into a wave; return the new files, and where the replaced ones were put.

    Args:
        responses: what to write.
        folder: the folder of all waves.
        wave: the wave.
        present: the file of each respondent who has answered in this wave already.
        aside: where a replaced file is kept.

    Raises:
        OSError: a file could not be written or moved; all is as it was.

    """
    root = folder.parent
    work = Path(tempfile.mkdtemp(dir=root, prefix=WORK))
    try:
        plan = _plan(_staged(responses, work), folder / wave, present, aside / wave, root)
        write_whole(work / PLAN, json.dumps(plan).encode())  # from here on it is decided: it will be finished
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    try:
        apply(plan, work, root)
    except OSError:  # any other end leaves the plan for the next command
        _undo(plan, work, root)
        shutil.rmtree(work, ignore_errors=True)
        raise
    shutil.rmtree(work, ignore_errors=True)
    return [root / step["place"] for step in plan], [root / step["away"] for step in plan if "away" in step]


def _plan(
    staged: Iterable[tuple[str, str]], target: Path, present: Mapping[str, Path], aside: Path, root: Path
) -> list[dict[str, str]]:
    """Return where every staged file goes, and where the one that it replaces is put; below `root`."""
    taken, gone = _names(target), _names(aside)
    plan: list[dict[str, str]] = []
    for name, id_ in staged:
        step = {"staged": name}
        old = present.get(id_)
        if old is not None:
            away = free_name(aside, old.stem, old.suffix, gone)
            gone.add(away.name.lower())
            step |= {"old": old.relative_to(root).as_posix(), "away": away.relative_to(root).as_posix()}
            taken.discard(old.name.lower())
        place = free_name(target, _UNSAFE.sub("-", id_)[:80].strip(".-_") or "r", ".json", taken)
        taken.add(place.name.lower())
        plan.append({**step, "place": place.relative_to(root).as_posix()})
    return plan


def _names(folder: Path) -> set[str]:
    return {path.name.lower() for path in folder.iterdir()} if folder.is_dir() else set()


def _staged(responses: Iterable[Response], work: Path) -> list[tuple[str, str]]:
    """Write responses aside; return the name of the file and the respondent of each."""
    staged = []
    for number, response in enumerate(responses):
        (work / str(number)).write_text(response_text(response), "utf-8", newline="\n")
        staged.append((str(number), response.respondent.id))
    return staged


def _undo(plan: list[dict[str, str]], work: Path, root: Path) -> None:
    """Take back what was done of a plan that cannot be finished, the last step first."""
    for step in reversed(plan):
        if not (work / step["staged"]).exists():
            (root / step["place"]).unlink(missing_ok=True)
        if "away" in step and (root / step["away"]).exists() and not (root / step["old"]).exists():
            (root / step["away"]).rename(root / step["old"])


def write_whole(file: Path, content: bytes) -> None:
    """Write a file in one step: whoever looks sees the old one or the new one, never half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    for left in file.parent.glob(".kam-tmp-*"):  # of a command that was killed
        owner = left.name.split("-")[2]
        if owner.isdecimal() and not is_running(int(owner)):
            left.unlink(missing_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f".kam-tmp-{os.getpid()}-", delete=False) as out:
        fresh = Path(out.name)
    try:
        fresh.write_bytes(content)
        fresh.chmod(0o644)
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)


def free_name(folder: Path, stem: str, suffix: str, taken: Iterable[str] | None = None) -> Path:
    """Return a path in a folder that nothing has yet; numbered where the plain name is taken.

    Args:
        folder: where the file is to go; it need not be there yet.
        stem: the name without suffix.
        suffix: the suffix with its dot.
        taken: the names that are taken, in lower case; None looks into the folder.

    """
    if taken is None:
        taken = {path.name.lower() for path in folder.iterdir()} if folder.is_dir() else set()
    names = taken if isinstance(taken, AbstractSet) else set(taken)  # no copy for each of many files
    number, name = 1, f"{stem}{suffix}"
    while name.lower() in names:
        number += 1
        name = f"{stem}-{number}{suffix}"
    return folder / name
