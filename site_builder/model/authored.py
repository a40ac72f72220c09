"""What every authored type shares: frozen, unknown keys refused, exact numbers, days, texts per language."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictStr,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
WAVE_PATTERN = r"^[^./\\\s][^/\\]{0,60}$"


class Authored(BaseModel):
    """A type that people write by hand in YAML."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid", arbitrary_types_allowed=True)


_MOST_DIGITS = 12


def is_plain_number(value: int | Decimal | Fraction) -> bool:
    """Return whether a number is one that people write: finite, with at most twelve digits on either side."""
    if isinstance(value, Decimal):
        if not value.is_finite():
            return False
        exponent = value.as_tuple().exponent
        return value.adjusted() < _MOST_DIGITS and isinstance(exponent, int) and exponent > -_MOST_DIGITS
    return bool(abs(value) < 10**_MOST_DIGITS)


def _exact(value: Any) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
        raise PydanticCustomError("not-a-number", "not a number", {"found": value})
    if not is_plain_number(value):
        raise PydanticCustomError("not-a-number", "not a number", {"found": value})
    return Fraction(value)


def _positive(value: Fraction) -> Fraction:
    if value <= 0:
        raise PydanticCustomError("not-positive", "not positive", {"found": value})
    return value


def _in_every_language(text: dict[str, str], info: ValidationInfo) -> dict[str, str]:
    for language in (info.context or {}).get("languages", ()):
        if not text.get(language, "").strip():
            raise PydanticCustomError("language-missing", "language missing", {"language": language})
    return text


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("not-text", "not text", {"found": value})
    if not value.strip():
        raise PydanticCustomError("empty-text", "empty text")
    return value


def _day(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"(19[89]|20\d)\d-\d\d-\d\d", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("not-a-date", "not a date", {"found": value})


Day = Annotated[date, BeforeValidator(_day)]

Exact = Annotated[Fraction, BeforeValidator(_exact), WithJsonSchema({"type": "number"})]
"""A decimal number, kept exactly."""

Weight = Annotated[
    Exact, AfterValidator(_positive), WithJsonSchema({"type": "number", "exclusiveMinimum": 0})
]

NonEmpty = Annotated[str, BeforeValidator(_text), WithJsonSchema({"type": "string", "minLength": 1})]

Id = Annotated[StrictStr, Field(pattern=ID_PATTERN)]

Text = Annotated[
    dict[StrictStr, NonEmpty],
    AfterValidator(_in_every_language),
    WithJsonSchema(
        {
            "type": "object",
            "additionalProperties": {"type": "string", "minLength": 1},
            "description": "The same text in each language, keyed by language code.",
        }
    ),
]
"""One text in every language, keyed by language code (`zh`, `en`)."""


def _spoken(value: Any) -> Any:
    if isinstance(value, str):
        if not value.strip():
            raise PydanticCustomError("empty-text", "empty text")
        return {"": value}
    if value == {}:
        raise PydanticCustomError("empty-text", "empty text")
    return value


Spoken = Annotated[
    dict[StrictStr, NonEmpty],
    BeforeValidator(_spoken),
    WithJsonSchema({"type": ["string", "object"], "additionalProperties": {"type": "string"}}),
]
"""Words of the consultant: one text for all languages (under the key ""), or one per language."""
