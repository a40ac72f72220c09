"""What the consultant writes beside the generated words: remarks in prose, and sentences in place of ours."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StrictStr
from pydantic_core import PydanticCustomError

from site_builder.model.authored import Authored, Exact, NonEmpty
from site_builder.model.prose import Block

_MARKUP = re.compile(r"\*\*|__|`|</?[A-Za-z][^<]*>|\]\(")


def _written(value: Any) -> Any:
    if not isinstance(value, str | dict):
        raise PydanticCustomError("not-text", "not text", {"found": value})
    given = {"text": value} if isinstance(value, str) else value
    text = given.get("text")
    if isinstance(text, str) and _MARKUP.search(text):
        raise PydanticCustomError("sentence-markup", "markup", {"found": text})
    return given


class Front(Authored):
    """The head of a remark's file: who wrote it, and which scores it speaks of."""

    by: NonEmpty | None = None
    scores: dict[StrictStr, Exact] = Field(default_factory=dict, max_length=40)


class Replacement(Authored):
    """A sentence in place of a generated one, and which scores it speaks of."""

    text: NonEmpty
    scores: dict[StrictStr, Exact] = Field(default_factory=dict, max_length=40)


Sentences = dict[StrictStr, Annotated[Replacement, BeforeValidator(_written)]]
"""`commentary/sentences.<language>.yml`: sentences by the id of the generated one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """A score as it stood when a remark was written, and the line that says so."""

    id: str
    value: Fraction
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One remark: where it stands, in which language, by whom, and what it says.

    `section` is empty for a remark on a whole page. `by` is None where the settings name the consultant.
    """

    page: str
    section: str = ""
    language: str
    by: str | None = None
    blocks: tuple[Block, ...]
    links: Mapping[str, int] = field(default_factory=dict)
    """The links within the report, with the lines that they stand in."""
    mentioned: tuple[Mentioned, ...] = ()
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """A sentence that replaces the generated one of an id, in one language."""

    id: str
    language: str
    text: str
    mentioned: tuple[Mentioned, ...] = ()
    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Commentary:
    """All that the consultant wrote."""

    remarks: tuple[Remark, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()
