"""One YAML or JSON file: its data, and the line of any place in it."""

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from site_builder.load.files import MOST_BYTES, MOST_YAML, read_file
from site_builder.load.line_numbers import locate_in_json, locate_in_yaml
from site_builder.load.yaml_loader import YamlLoader
from site_builder.model.problems import InputProblems, Problem, shorten
from site_builder.model.source import Document, Place

_HAN = re.compile("[\u4e00-\u9fff]")
_BYTE_ORDER_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_MOST_DEPTH = 60
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Only these can bring such a character into a value; a file without them need not be searched.
_ESCAPED = re.compile(r"\\[uUxX0abefvNLP_]")
_RAW = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_MAY_ALIAS = re.compile(r"(?:^|[\s\[{,:-])\*[^\s*]", re.MULTILINE)
_MAY_BE_DEEP = re.compile(r"^(?: {120,}|(?:[-?] ){40,})", re.MULTILINE)


def open_document(path: Path, shown: str) -> Document:
    """Return the document of a file; the text is read again only when a line is asked for."""
    return Document(shown=shown, locate=lambda where: _locate(path, shown, where))


def _locate(path: Path, shown: str, where: Sequence[str | int]) -> tuple[int, Place]:
    text = decode(path, shown)
    if path.suffix.lower() == ".json":
        return locate_in_json(text, where)
    return locate_in_yaml(text, where)


def parse(path: Path, shown: str) -> Any:
    """Return a file's data; decimals as `Decimal`.

    Raises:
        InputProblems: it cannot be read, is in the wrong encoding, is not YAML or JSON, holds a key twice.

    """
    return _parse_text(
        decode(path, shown), shown, _parse_json if path.suffix.lower() == ".json" else _parse_yaml
    )


def parse_json(text: str, shown: str) -> Any:
    """Return the data of a text that is JSON; decimals as `Decimal`.

    Raises:
        InputProblems: it is empty, not JSON, nested too deep, or holds a key twice.

    """
    return _parse_text(text, shown, _parse_json)


def parse_yaml(text: str, shown: str) -> Any:
    """Return the data of a text that is YAML; decimals as `Decimal`.

    Raises:
        InputProblems: it is empty, not YAML, nested too deep, or holds a key twice or a reference.

    """
    return _parse_text(text, shown, _parse_yaml)


def _parse_text(text: str, shown: str, reader: Callable[[str, str], Any]) -> Any:
    """Return the data of a text, and refuse what no reader of YAML or JSON would."""
    if not text.strip():
        raise InputProblems([Problem(code="file-empty", file=shown, line=1)])
    try:
        data = reader(text, shown)
        if data is None:  # nothing but comments
            raise InputProblems([Problem(code="file-empty", file=shown, line=1)])
        may_control = ("\\" in text and _ESCAPED.search(text)) or _RAW.search(text)
        has_control = bool(may_control and _CONTROL.search(_all_text(data)))
    except RecursionError:
        raise InputProblems([Problem(code="too-deep", file=shown, line=1)]) from None
    if has_control:
        raise InputProblems([Problem(code="control-character", file=shown, line=1)])
    return data


def _all_text(data: Any) -> str:
    if isinstance(data, dict):
        return "".join(f"{key}{_all_text(value)}" for key, value in data.items())
    if isinstance(data, list):
        return "".join(map(_all_text, data))
    return data if isinstance(data, str) else ""


def decode(path: Path, shown: str) -> str:
    """Return a file's text.

    Raises:
        InputProblems: it cannot be read, or is not UTF-8; other encodings are named where they can be told.

    """
    raw = read_file(path, shown, MOST_BYTES if path.suffix.lower() == ".json" else MOST_YAML)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        values = {"encoding": _guess_encoding(raw)}
        code = "wrong-encoding" if values["encoding"] else "unknown-encoding"
        raise InputProblems([Problem(code=code, file=shown, line=line, values=values)]) from None


def _guess_encoding(raw: bytes) -> str | None:
    for mark, name in _BYTE_ORDER_MARKS.items():
        if raw.startswith(mark):
            return name
    try:
        return "GBK (GB18030)" if _HAN.search(raw.decode("gb18030")) else None
    except UnicodeDecodeError:
        return None


def _parse_yaml(text: str, shown: str) -> Any:
    try:
        _refuse_traps(text, shown)
        loader = YamlLoader(text)
        data = loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        if "nesting depth" in str(error.problem):  # newer readers look so far ahead that they see it first
            raise InputProblems([Problem(code="too-deep", file=shown, line=line)]) from None
        raise InputProblems([_syntax("yaml-syntax", shown, text, line)]) from None
    except (yaml.YAMLError, ValueError):  # a character YAML forbids, an unknown tag
        raise InputProblems([_syntax("yaml-syntax", shown, text, 1)]) from None
    if loader.duplicates:
        raise InputProblems(
            Problem(code="duplicate-key", file=shown, line=line, values={"key": key})
            for key, line in loader.duplicates
        )
    return data


def _refuse_traps(text: str, shown: str) -> None:
    """Refuse what would cost more than any file is worth: references to other places, endless nesting."""
    deep = text.count("[") + text.count("{") > 1500 or _MAY_BE_DEEP.search(text)  # noqa: PLR2004 - no file has
    if not deep and not _MAY_ALIAS.search(text):
        return
    depth = 0
    for event in yaml.parse(text, Loader=YamlLoader):
        if isinstance(event, yaml.AliasEvent):
            raise InputProblems([Problem(code="yaml-alias", file=shown, line=_line(event))])
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _MOST_DEPTH:
            raise InputProblems([Problem(code="too-deep", file=shown, line=_line(event))])


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


_APART = re.compile(r'"\s+:')
_JSON = json.JSONDecoder(parse_float=Decimal, parse_constant=Decimal)


def _parse_json(text: str, shown: str) -> Any:
    try:
        data = _JSON.decode(text)
    except json.JSONDecodeError as error:
        raise InputProblems([_syntax("json-syntax", shown, text, error.lineno)]) from None
    except (ValueError, ArithmeticError):  # a number of thousands of digits
        raise InputProblems([_syntax("json-syntax", shown, text, 1)]) from None
    # Where every key is followed by its colon at once, and the text has no more of these than the data have
    # keys, none was lost. Elsewhere, as where a text holds one, the keys are looked at one by one.
    is_plain = not _APART.search(text) and text.count('":') == _keys(data, text)
    if not is_plain and (duplicates := _duplicates(text)):
        raise InputProblems(
            Problem(code="duplicate-key", file=shown, line=_last_line_of(text, key), values={"key": key})
            for key in duplicates
        )
    return data


def _keys(data: Any, text: str) -> int:
    """Return the number of keys in the data of a text, those of all mappings within counted."""
    if "'" not in text:  # Python writes every key between these, and nothing else can look like one
        return repr(data).count("': ")
    number, waiting = 0, [data]
    while waiting:
        found = waiting.pop()
        if type(found) is dict:
            number += len(found)
            found = found.values()
        elif type(found) is not list:
            continue
        waiting += [part for part in found if type(part) is dict or type(part) is list]
    return number


def _duplicates(text: str) -> set[str]:
    """Return the keys that stand twice in one mapping of a text that is JSON."""
    found: set[str] = set()

    def _note(pairs: list[tuple[str, Any]]) -> None:
        counts = Counter(key for key, _ in pairs)
        if len(counts) < len(pairs):
            found.update(key for key, number in counts.items() if number > 1)

    json.loads(text, object_pairs_hook=_note, parse_float=Decimal, parse_constant=Decimal)
    return found


def _last_line_of(text: str, key: str) -> int:
    at = text.rfind(json.dumps(key, ensure_ascii=False))
    return text.count("\n", 0, max(at, 0)) + 1


def _syntax(code: str, shown: str, text: str, line: int) -> Problem:
    lines = text.split("\n")
    found = lines[min(line, len(lines)) - 1].strip()
    return Problem(code=code, file=shown, line=min(line, len(lines)), values={"found": shorten(found)})
