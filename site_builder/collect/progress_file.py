"""Writes `progress.yml`; what people wrote into it by hand stays where it is."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date

from site_builder.load.documents import parse_yaml
from site_builder.model.problems import InputProblems
from site_builder.model.progress import PROGRESS, Progress, Tracked

_ENTRY = re.compile(r"^( *)- +\S")
_FIELD = re.compile(r"^( *(?:- +)?)([a-z]+):(?: (.*))?$")
_FIELDS = ("practice", "to", "wave", "start", "due", "state", "owner", "started", "finished", "proof", "note")


def progress_text(progress: Progress, before: str | None = None) -> tuple[str, bool]:
    """Return `progress.yml`, and whether all that stood around its entries is kept.

    Of the file as it was, lines that say the same stay with their remarks, where entries form a plain list.

    Args:
        progress: what the file is to say.
        before: the file's text as it was; None where there is none.

    """
    if before is not None:
        kept = _patched(progress, before)
        if kept is not None and _data(kept) == _data(_whole(progress)):
            return kept, kept.count("#") >= before.count("#")
    return _whole(progress), before is None


def _whole(progress: Progress) -> str:
    as_of = [f"as_of: {progress.as_of.isoformat()}"] if progress.as_of else []
    lines = [f"format: {PROGRESS}", *as_of, "steps:"]
    return "\n".join([*lines, *(_entry(step, "") for step in progress.steps)]) + "\n"


def _entry(step: Tracked, indent: str) -> str:
    """Return a step as an entry of the list."""
    lines = [f"{key}: {value}" for key, value in _given(step).items()]
    return "\n".join(f"{indent}{'  ' if n else '- '}{line}" for n, line in enumerate(lines))


def _given(step: Tracked) -> dict[str, str]:
    """Return what is known of a step, as it is written, by key."""
    given = {key: getattr(step, key) for key in _FIELDS}
    return {key: _value(value) for key, value in given.items() if value is not None}


def _value(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    plain = re.fullmatch(r"[\w][\w-]*", text) and parse_yaml(f"x: {text}", "") == {"x": text}
    return text if plain or isinstance(value, int) else json.dumps(text, ensure_ascii=False)


def _data(text: str) -> object:
    """Return what a text says as data; None for what cannot be read."""
    try:
        return parse_yaml(text, "")
    except InputProblems:
        return None


def _listed(text: str) -> list[dict[str, object]]:
    """Return the one entry that a text lists; an empty one where it cannot be read."""
    data = _data(text)
    return data if isinstance(data, list) and len(data) == 1 and isinstance(data[0], dict) else [{}]


def _patched(progress: Progress, before: str) -> str | None:
    """Return the text with the entries that differ written anew; None where they form no plain list."""
    data, lines = _data(before), before.splitlines()
    if not isinstance(data, dict) or list(data)[-1:] != ["steps"]:
        return None
    found = list(_entries(lines))
    if not found or len(found) != len(data["steps"]):
        return None
    head = [line for line in lines[: found[0][0]] if not line.startswith("as_of:")]
    place = next((n for n, line in enumerate(head) if line.startswith("steps:")), None)
    if place is None:
        return None
    if progress.as_of:
        head.insert(place, f"as_of: {progress.as_of.isoformat()}")
    blocks = []
    for step, (start, end) in zip(progress.steps, found, strict=False):
        blocks.append(_mended(step, lines[start:end]))
    blocks += [_entry(step, _indent(lines[found[0][0]])) for step in progress.steps[len(found) :]]
    return "\n".join([*head, *blocks]) + "\n"


def _mended(step: Tracked, block: Sequence[str]) -> str:
    """Return an entry with the lines changed that say something else now; anew if it is no plain one."""
    wanted, indent = _given(step), _indent(block[0])
    (said,), (now,) = _listed("\n".join(block)), _listed(_entry(step, ""))
    kept, last = [], 0
    for line in block:
        found = _FIELD.match(line)
        key = found[2] if found else ""
        value = wanted.pop(key, None) if key else None
        if found and value is not None and said.get(key) != now[key]:
            kept.append(f"{found[1]}{key}: {value}")
        elif not key or value is not None:
            kept.append(line)
        last = len(kept) if line.strip() and not line.lstrip().startswith("#") else last
    kept[last:last] = [f"{indent}  {key}: {value}" for key, value in wanted.items()]
    text = "\n".join(kept)
    return text if _data(text) == [now] else _entry(step, indent)


def _entries(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where each entry of the list begins and the next one does; remarks below it go with it."""
    starts = [n for n, line in enumerate(lines) if _ENTRY.match(line)]
    yield from zip(starts, [*starts[1:], len(lines)], strict=False)


def _indent(line: str) -> str:
    found = _ENTRY.match(line)
    return found[1] if found else ""
