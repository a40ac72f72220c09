"""Writes answers into an assessment folder, all of them or none, and other files whole or not at all."""

import json
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from site_builder.model.assessment import Response

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
    target = folder / wave
    target.mkdir(parents=True, exist_ok=True)
    done: list[tuple[Path, Path | None]] = []  # a file put in place, or moved away from where it was
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".kam-") as work:
        taken = {path.name.lower() for path in target.iterdir()}
        staged = _staged(responses, Path(work))
        try:
            for path, id_ in staged:
                old = present.get(id_)
                if old is not None:
                    away = free_name(aside / wave, old.stem, old.suffix)
                    away.parent.mkdir(parents=True, exist_ok=True)
                    shutil.move(old, away)
                    done.append((away, old))
                    taken.discard(old.name.lower())
                place = free_name(target, _UNSAFE.sub("-", id_)[:80].strip(".-_") or "r", ".json", taken)
                shutil.move(path, place)
                done.append((place, None))
                taken.add(place.name.lower())
        except OSError:
            _undo(done)
            raise
    written = [place for place, origin in done if origin is None]
    return written, [place for place, origin in done if origin is not None]


def _staged(responses: Iterable[Response], work: Path) -> list[tuple[Path, str]]:
    """Write responses aside; return the file and the respondent of each."""
    staged = []
    for number, response in enumerate(responses):
        path = work / str(number)
        path.write_text(response_text(response), "utf-8", newline="\n")
        staged.append((path, response.respondent.id))
    return staged


def _undo(done: list[tuple[Path, Path | None]]) -> None:
    """Take back what was done, the last step first."""
    for place, origin in reversed(done):
        if origin is None:
            place.unlink(missing_ok=True)
        else:
            shutil.move(place, origin)


def write_whole(file: Path, content: bytes) -> None:
    """Write a file in one step: whoever looks sees the old one or the new one, never half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".kam-", delete=False) as out:
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
        taken = {path.name.lower() for path in folder.iterdir()} if folder.is_dir() else ()
    names = set(taken)
    number, name = 1, f"{stem}{suffix}"
    while name.lower() in names:
        number += 1
        name = f"{stem}-{number}{suffix}"
    return folder / name
