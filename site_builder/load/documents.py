"""One YAML or JSON file: its data, and the line of any place in it."""

import json
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from site_builder.model.problems import InputProblems, Problem, shorten
from site_builder.model.source import Document, Place

try:
    from yaml import CSafeLoader as _Base
except ImportError:  # libyaml is absent: the same result, about ten times slower
    from yaml import SafeLoader as _Base  # type: ignore[assignment]

_HAN = re.compile("[\u4e00-\u9fff]")
_BYTE_ORDER_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


class _Loader(_Base):
    """YAML as people mean it: `no` and `12:30` stay text, decimals stay exact, duplicate keys are noted."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own class attribute

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.duplicates: list[tuple[str, int]] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                self.duplicates.append((key.value, key.start_mark.line + 1))
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


for _tag, _pattern, _first in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))
_Loader.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))
_Loader.add_constructor("tag:yaml.org,2002:float", lambda _, node: Decimal(node.value))


def open_document(path: Path, shown: str) -> Document:
    """Return the document of a file; the text is read again only when a line is asked for."""
    return Document(shown=shown, locate=lambda where: _locate(path, shown, where))


def _locate(path: Path, shown: str, where: Sequence[str | int]) -> tuple[int, Place]:
    node = yaml.compose(_as_yaml(path, decode(path, shown)), Loader=_Loader)
    line, matched = 1, []
    for step in where:
        found = _child(node, step)
        if found is None:
            break
        line, node = found
        matched.append(step)
    return line, tuple(matched)


def parse(path: Path, shown: str) -> Any:
    """Return a file's data; decimals as `Decimal`.

    Raises:
        InputProblems: it cannot be read, is in the wrong encoding, is not YAML or JSON, holds a key twice.

    """
    text = decode(path, shown)
    if not text.strip():
        raise InputProblems([Problem(code="file-empty", file=shown, line=1)])
    reader: Callable[[str, str], Any] = _parse_json if path.suffix.lower() == ".json" else _parse_yaml
    try:
        data = reader(text, shown)
    except RecursionError:
        raise InputProblems([Problem(code="too-deep", file=shown, line=1)]) from None
    if data is None:  # nothing but comments
        raise InputProblems([Problem(code="file-empty", file=shown, line=1)])
    return data


def decode(path: Path, shown: str) -> str:
    """Return a file's text; only UTF-8 is taken, other encodings are named where they can be told."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputProblems([Problem(code="cannot-read", file=shown, values={"reason": reason})]) from None
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
        loader = _Loader(text)
        data = loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise InputProblems([_syntax("yaml-syntax", shown, text, line)]) from None
    except (yaml.YAMLError, ValueError):  # a character YAML forbids, an unknown tag
        raise InputProblems([_syntax("yaml-syntax", shown, text, 1)]) from None
    if loader.duplicates:
        raise InputProblems(
            Problem(code="duplicate-key", file=shown, line=line, values={"key": key})
            for key, line in loader.duplicates
        )
    return data


def _parse_json(text: str, shown: str) -> Any:
    duplicates: set[str] = set()

    def collect(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        data = dict(pairs)
        if len(data) < len(pairs):
            keys = [key for key, _ in pairs]
            duplicates.update(key for key in keys if keys.count(key) > 1)
        return data

    try:
        data = json.loads(text, object_pairs_hook=collect, parse_float=Decimal, parse_constant=Decimal)
    except json.JSONDecodeError as error:
        raise InputProblems([_syntax("json-syntax", shown, text, error.lineno)]) from None
    if duplicates:
        raise InputProblems(
            Problem(code="duplicate-key", file=shown, line=_last_line_of(text, key), values={"key": key})
            for key in duplicates
        )
    return data


def _last_line_of(text: str, key: str) -> int:
    at = text.rfind(json.dumps(key, ensure_ascii=False))
    return text.count("\n", 0, max(at, 0)) + 1


def _syntax(code: str, shown: str, text: str, line: int) -> Problem:
    lines = text.splitlines()
    found = lines[min(line, len(lines)) - 1].strip()
    return Problem(code=code, file=shown, line=min(line, len(lines)), values={"found": shorten(found)})


def _as_yaml(path: Path, text: str) -> str:
    """Return JSON in the form that a YAML parser reads with the same lines: no tabs, no escaped slash."""
    if path.suffix.lower() != ".json":
        return text
    return re.sub(r"\\(.)", lambda m: "/" if m[1] == "/" else m[0], text.replace("\t", " "))


def _child(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    """Return the line and node of one step down, or None where the file has no such step."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line + 1, node.value[step]
    return None
