"""Reads a consultant's Markdown into blocks. HTML, pictures and marks that are not closed are problems."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from site_builder.model.problems import Problem, shorten
from site_builder.model.prose import Block, Run

_OPEN_MARKS = re.compile(r"\*\*|__|`|\]\(|!\[")
_LINK = re.compile(r"(?i)(https?://\S+|mailto:\S+|[a-z0-9-]+\.html(#[\w.-]+)?|#[\w.-]+)")
_DEEPEST = 24
_NESTED = {"bullet_list_open": "list", "ordered_list_open": "numbers", "blockquote_open": "quote"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """What was read; `links` are those within the report, with their lines."""

    blocks: tuple[Block, ...]
    links: Mapping[str, int]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Reading:
    """What is found on the way through a text that starts at line `first` of a file."""

    shown: str
    first: int
    links: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, code: str, line: int, **values: str) -> None:
        """Note a problem in a line of the file."""
        self.problems.append(Problem(code=code, file=self.shown, line=line, values=values))


def parse_prose(text: str, shown: str, first: int = 1) -> Prose:
    """Return a text as blocks.

    Args:
        text: CommonMark, with tables.
        shown: the file, as messages call it.
        first: the line of the file that the text starts in.

    """
    reading = _Reading(shown, first)
    tokens = MarkdownIt("commonmark", {"html": True, "maxNesting": 4 * _DEEPEST}).enable("table").parse(text)
    deep = next((token for token in tokens if token.level > _DEEPEST and token.map), None)
    if deep is not None and deep.map:
        reading.wrong("too-deep", first + deep.map[0])
        return Prose(blocks=(), links={}, problems=tuple(reading.problems))
    blocks = tuple(_blocks(_Tokens(tokens), reading, text.split("\n")))
    return Prose(blocks=blocks, links=reading.links, problems=tuple(reading.problems))


class _Tokens:
    """Tokens that are taken one after the other."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = list(tokens)
        self.at = 0

    def next(self) -> Token | None:
        """Return the next token, None at the end."""
        if self.at >= len(self.tokens):
            return None
        self.at += 1
        return self.tokens[self.at - 1]


def _blocks(tokens: _Tokens, reading: _Reading, lines: Sequence[str], end: str = "") -> Iterator[Block]:
    """Yield the blocks up to the token that ends them."""
    while (token := tokens.next()) is not None and token.type != end:
        line = reading.first + (token.map[0] if token.map else 0)
        if token.type in {"paragraph_open", "heading_open"}:
            inline = tokens.next()
            assert inline is not None, token  # noqa: S101 - the parser closes what it opens
            tokens.next()
            yield Block(kind=token.type.removesuffix("_open"), runs=tuple(_runs(inline, reading, line)))
        elif token.type in _NESTED:
            close = token.type.replace("_open", "_close")
            items = (
                [tuple(_blocks(tokens, reading, lines, close))]
                if token.type == "blockquote_open"
                else list(_items(tokens, reading, lines, close))
            )
            yield Block(kind=_NESTED[token.type], items=tuple(items))
        elif token.type == "table_open":
            yield Block(kind="table", rows=tuple(_rows(tokens, reading, line)))
        elif token.type in {"fence", "code_block"}:
            if token.type == "fence" and _is_open(token, lines):
                reading.wrong("markdown-fence", line)
            yield Block(kind="paragraph", runs=(Run(text=token.content.rstrip("\n"), code=True),))
        elif token.type == "html_block":
            reading.wrong("markdown-html", line, found=shorten(token.content.strip().split("\n")[0]))


def _items(tokens: _Tokens, reading: _Reading, lines: Sequence[str], end: str) -> Iterator[tuple[Block, ...]]:
    while (token := tokens.next()) is not None and token.type != end:
        yield tuple(_blocks(tokens, reading, lines, "list_item_close"))


def _rows(tokens: _Tokens, reading: _Reading, line: int) -> Iterator[tuple[tuple[Run, ...], ...]]:
    cells: list[tuple[Run, ...]] = []
    while (token := tokens.next()) is not None and token.type != "table_close":
        if token.type == "tr_open":
            cells, line = [], reading.first + (token.map[0] if token.map else 0)
        elif token.type == "inline":
            cells.append(tuple(_runs(token, reading, line)))
        elif token.type == "tr_close":
            yield tuple(cells)


def _is_open(token: Token, lines: Sequence[str]) -> bool:
    """Return whether a block of code runs to the end because nothing closes it."""
    last = lines[token.map[1] - 1].strip() if token.map and token.map[1] <= len(lines) else ""
    return not last.startswith(token.markup) or (token.map is not None and token.map[1] - token.map[0] < 2)  # noqa: PLR2004


def _runs(inline: Token, reading: _Reading, line: int) -> Iterator[Run]:
    """Yield the runs of a paragraph, with the marks that each stands under."""
    marks: dict[str, Any] = {"strong": 0, "em": 0, "href": ""}
    for token in inline.children or ():
        if token.type in {"softbreak", "hardbreak"}:
            line += 1
            yield Run(text="\n" if token.type == "hardbreak" else " ")
        elif token.type in {"strong_open", "em_open", "strong_close", "em_close"}:
            marks[token.type.split("_")[0]] += token.nesting
        elif token.type == "link_open":
            marks["href"] = str(token.attrGet("href") or "")
            _check_link(marks["href"], reading, line)
        elif token.type == "link_close":
            marks["href"] = ""
        elif token.type == "image":
            reading.wrong("markdown-image", line, found=shorten(str(token.attrGet("src") or "")))
        elif token.type == "html_inline" and not token.content.startswith("</"):
            reading.wrong("markdown-html", line, found=shorten(token.content))
        elif token.content:
            if token.type == "text" and _OPEN_MARKS.search(token.content):
                reading.wrong("markdown-open", line, found=shorten(token.content.strip()))
            yield Run(
                text=token.content,
                strong=marks["strong"] > 0,
                emphasis=marks["em"] > 0,
                code=token.type == "code_inline",
                href=marks["href"],
            )


def _check_link(href: str, reading: _Reading, line: int) -> None:
    if not _LINK.fullmatch(href):
        reading.wrong("markdown-link", line, found=shorten(href))
    elif not re.match(r"(?i)https?:|mailto:", href):
        reading.links.setdefault(href, line)
