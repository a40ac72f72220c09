"""Blocks copied from the questionnaire into a chat: `[[KAM1:role:id:z:payload:checksum]]` among other talk.

The payload is a `kam-response/1` file as base64url, deflated (`z`) or plain (`p`); the checksum is the CRC-32
of the file. Role and id stand in front so that a damaged block can still be named.
"""

import base64
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from site_builder.load.checking import check
from site_builder.load.documents import parse_json
from site_builder.load.files import read_file
from site_builder.load.plain_text import ENCODINGS
from site_builder.model.assessment import Response
from site_builder.model.problems import InputProblems, Problem, shorten
from site_builder.model.source import Document, LoadedAnswers, Read

if TYPE_CHECKING:
    from site_builder.load.imports import Source

SUFFIXES = (".txt", ".md")

_VERSION = 1
_LARGEST = 1_000_000
_START = re.compile(r"\[\[\s*KAM\s*(\d+)\s*:")
# What chat programs put between characters: line breaks, indents, quoting marks, invisible joiners.
_NOISE = re.compile("[\\s>\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """A block as it was found: its place among the others and in the text, and what is in it, unread."""

    number: int
    line: int
    version: int
    body: str
    is_whole: bool

    @property
    def who(self) -> str:
        """The role and id in front, to name a damaged block by; `?` where they are cut off."""
        parts = self.body.split(":")
        return shorten(f"{parts[0]} {unquote(parts[1])}", 40) if len(parts) > 2 else "?"  # noqa: PLR2004


def load(source: "Source") -> LoadedAnswers:
    """Return the answers of every block that is whole, and name those that are not."""
    shown = source.shown
    blocks = list(_blocks(_text(read_file(source.path, shown))))
    if not blocks:
        return LoadedAnswers(responses=(), problems=(Problem(code="block-none", file=shown),))
    responses: list[Read[Response]] = []
    doubtful: list[Read[Response]] = []
    problems: list[Problem] = []
    for block in blocks:
        try:
            text = _unpack(block, shown)
            response, found = check(parse_json(text, shown), _document(block, shown), Response)
        except InputProblems as wrong:
            problems += wrong.problems
            continue
        problems += found
        if response:
            (doubtful if found else responses).append(response)
    return LoadedAnswers(responses=tuple(responses), doubtful=tuple(doubtful), problems=tuple(problems))


def _text(raw: bytes) -> str:
    """Return the text of a file that any editor saved; the blocks themselves are plain ASCII."""
    for encoding, mark in ENCODINGS:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
    return raw.decode("latin-1")


def _blocks(text: str) -> Iterator[_Block]:
    starts = list(_START.finditer(text))
    ends = [*(start.start() for start in starts[1:]), len(text)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=False), 1):
        inside, closed, _ = text[start.end() : end].partition("]]")
        yield _Block(
            number=number,
            line=text.count("\n", 0, start.start()) + 1,
            version=int(start[1][:9]),
            body=_NOISE.sub("", inside),
            is_whole=bool(closed),
        )


def _document(block: _Block, shown: str) -> Document:
    return Document(shown=shown, locate=lambda where: (block.line, tuple(where)))


def _unpack(block: _Block, shown: str) -> str:
    """Return the file in a block.

    Raises:
        InputProblems: it is of another version, cut off, or not what was sent.

    """

    def _wrong(code: str) -> InputProblems:
        values = {"number": block.number, "who": block.who, "version": block.version}
        return InputProblems([Problem(code=code, file=shown, line=block.line, values=values)])

    if block.version != _VERSION:
        raise _wrong("block-version")
    if not block.is_whole:
        raise _wrong("block-cut")
    parts = block.body.split(":")
    if len(parts) != 5 or parts[2] not in {"z", "p"}:  # noqa: PLR2004 - role, id, kind, payload, checksum
        raise _wrong("block-damaged")
    _, _, kind, payload, checksum = parts
    try:
        raw = base64.b64decode(payload + "=" * (-len(payload) % 4), altchars=b"-_", validate=True)
        if kind == "z":
            raw = zlib.decompressobj(-zlib.MAX_WBITS).decompress(raw, _LARGEST)
        if f"{zlib.crc32(raw):08x}" != checksum.lower():
            raise _wrong("block-damaged")
        return raw.decode("utf-8")
    except (ValueError, zlib.error):  # not base64, not deflated, not UTF-8
        raise _wrong("block-damaged") from None
