"""Turns data into an authored type, or into problems with lines."""

import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from site_builder.load.documents import open_document, parse
from site_builder.model.assessment import FONT_PATTERN
from site_builder.model.authored import ID_PATTERN, WAVE_PATTERN
from site_builder.model.instrument import VERSION_PATTERN
from site_builder.model.money import CURRENCY_PATTERN
from site_builder.model.problems import InputProblems, Problem, brief, hint
from site_builder.model.source import Document, Read, path_of

T = TypeVar("T")

_KINDS = {
    "string_type": "text",
    "int_type": "whole-number",
    "bool_type": "true-or-false",
    "tuple_type": "list",
    "list_type": "list",
    "dict_type": "mapping",
    "model_type": "mapping",
    "dataclass_type": "mapping",
}
_FORMS = {
    ID_PATTERN: "id",
    VERSION_PATTERN: "version",
    "^#[0-9a-fA-F]{6}$": "colour",
    WAVE_PATTERN: "wave",
    FONT_PATTERN: "font",
    r"^[A-Z]{2}$": "role",
    r"^[A-Z]\d+$": "code",
    r"^C\d+$": "code",
    r"^D\d+$": "code",
    r"^E\d$": "evidence-grade",
    r"^G\d\d$": "risk",
    CURRENCY_PATTERN: "currency",
}
_LIMITS = {"greater_than_equal": ("too-small", "ge"), "less_than_equal": ("too-large", "le")}


def read(
    path: Path, shown: str, kind: type[T], context: Mapping[str, Any] | None = None
) -> tuple[Read[T] | None, tuple[Problem, ...]]:
    """Read one file as `kind`; return it with every problem found.

    With problems the value is what is left of the file without its wrong places, for further checks only;
    it is None when nothing usable is left.

    Args:
        path: the file, YAML or JSON.
        shown: what messages call it.
        kind: the authored type.
        context: what the type's own checks need, such as the languages that every text has to be in.

    """
    try:
        data = parse(path, shown)
    except InputProblems as found:
        return None, found.problems
    return check(data, open_document(path, shown), kind, context)


def check(
    data: Any, document: Document, kind: type[T], context: Mapping[str, Any] | None = None
) -> tuple[Read[T] | None, tuple[Problem, ...]]:
    """Return data of a document as `kind`, with every problem found; the value is as `read` gives it.

    Args:
        data: what was parsed.
        document: where it stands, for the lines of problems.
        kind: the authored type.
        context: as for `read`.

    """
    context = dict(context or {})
    try:
        return Read(document=document, value=_adapter(kind).validate_python(data, context=context)), ()
    except ValidationError as error:
        problems = tuple(_problems(document, error, kind))
        rest = _without(data, [detail["loc"] for detail in error.errors()])
    try:  # what is left may hold mistakes of another kind, to be told in the same run
        return Read(document=document, value=_adapter(kind).validate_python(rest, context=context)), problems
    except ValidationError:
        return None, problems


_adapters: dict[Any, TypeAdapter[Any]] = {}


def _adapter(kind: type[T]) -> TypeAdapter[T]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def _without(data: Any, places: Sequence[tuple[int | str, ...]]) -> Any:
    """Return data without the entries at some places; lists keep their length, so that places stay true."""
    if not isinstance(data, dict):
        return data
    here = {place[0] for place in places if len(place) == 1}
    below: dict[Any, list[tuple[int | str, ...]]] = {}
    for place in places:
        if len(place) > 1:
            below.setdefault(place[0], []).append(place[1:])
    kept = {key: value for key, value in data.items() if key not in here}
    for key, rest in below.items():
        if isinstance(kept.get(key), dict) and all(step in kept[key] for step, *_ in rest):
            kept[key] = _without(kept[key], rest)
        else:  # a place that is not there, such as a missing key, takes the whole entry with it
            kept.pop(key, None)
    return kept


def _problems(document: Document, error: ValidationError, kind: Any) -> Iterator[Problem]:
    details = error.errors(include_url=False)
    inside = {detail["loc"][:n] for detail in details for n in range(len(detail["loc"]))}
    for detail in details:
        if detail["type"] == "too_short" and detail["loc"] in inside:
            continue  # it is too short only because of what is wrong inside it
        is_told = document.is_told(detail["type"])
        line, matched = document.place_of(detail["type"], detail["loc"])
        code, values = _translate(detail, kind, is_told=is_told)
        yield Problem(code=code, file=document.shown, line=line, where=path_of(matched), values=values)


def _translate(detail: ErrorDetails, kind: Any, *, is_told: bool) -> tuple[str, dict[str, Any]]:
    """Return the code and the values of one of pydantic's errors; what is only counted gets no hint."""
    found, context = brief(detail["input"]), detail.get("ctx", {})
    last = str(detail["loc"][-1]) if detail["loc"] else ""
    code = detail["type"]
    values = {key: brief(value) if key == "found" else value for key, value in context.items()}
    if code == "invalid_key":
        code, values = "key-not-text", {"found": found}
    elif code == "missing":
        code, values = "missing-key", {"key": last}
    elif code in {"extra_forbidden", "unexpected_keyword_argument"}:
        known = sorted(_keys_at(kind, detail["loc"][:-1])) if is_told else []
        code, values = "unknown-key", {"key": last, "known": ", ".join(known), "hint": hint(last, known)}
    elif code in _KINDS:
        code, values = "wrong-kind", {"found": found, "kind": _KINDS[code]}
    elif code == "literal_error":
        code, values = (
            "not-one-of",
            {"found": found, "allowed": context["expected"].replace("'", "").replace(" or ", ", ")},
        )
    elif code == "string_pattern_mismatch":
        code, values = "wrong-form", {"found": found, "form": _FORMS[context["pattern"]]}
    elif code in _LIMITS:
        code, limit = _LIMITS[code]
        values = {"found": found, "limit": context[limit]}
    elif code == "too_long":
        code, values = "too-many", {"most": context["max_length"], "n": context["actual_length"]}
    elif code == "too_short":
        code, values = "too-few", {"least": context["min_length"]}
    return code, values


def _keys_at(kind: Any, where: tuple[int | str, ...]) -> set[str]:
    """Return the keys that the type at a place knows."""
    for step in where:
        kind = _unwrapped(kind)
        fields = _fields(kind)
        if fields:
            kind = fields.get(str(step))
        elif typing.get_origin(kind) in {dict, tuple, list}:
            arguments = typing.get_args(kind)
            kind = arguments[1] if typing.get_origin(kind) is dict else arguments[0]
    return set(_fields(_unwrapped(kind)))


def _unwrapped(kind: Any) -> Any:
    """Return a type without Annotated and without `| None`."""
    while typing.get_origin(kind) in {typing.Annotated, types.UnionType, typing.Union}:
        kind = typing.get_args(kind)[0]
    return kind


def _fields(kind: Any) -> dict[str, Any]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {name: field.annotation for name, field in kind.model_fields.items()}
    return dict(getattr(kind, "__annotations__", {})) if hasattr(kind, "__pydantic_fields__") else {}
