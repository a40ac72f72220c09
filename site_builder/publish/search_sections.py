"""Cuts a finished page into the sections that a search finds, as Material's search plugin does.

The rules are the plugin's, for HTML that is well formed, at a fifth of its time: a heading with an id
begins a section, which ends with the element that the heading stands in; paragraphs, lists and code keep
their tags, everything else gives its text alone.
"""

import re
from dataclasses import dataclass, field
from html import escape, unescape

_TOKEN = re.compile(r'<!--.*?-->|<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^>"]|"[^"]*")*)>|([^<]+)', re.DOTALL)
_ID = re.compile(r'\sid="([^"]*)"')
_KEPT = frozenset({"p", "code", "pre", "li", "ol", "ul", "sub", "sup"})
_SKIPPED = frozenset({"object", "script", "style"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"])
_VOID |= frozenset(["source", "track", "wbr"])
_UNUSUAL = ("data-search-", "headerlink", "linenodiv")
_ENDED = 1_000_000
"""Deeper than any page: a section that has ended is never the current one again."""


@dataclass(slots=True)
class Section:
    """One result of a search: its anchor, and the pieces of its title and text with kept tags."""

    tag: str
    depth: int
    id: str | None = None
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


def sections(html: str) -> list[Section] | None:
    """Return the sections of a page in their order.

    None where the page has something that only the plugin's own reading knows: marks for search, numbered
    lines, links beside headings.
    """
    if any(mark in html for mark in _UNUSUAL):
        return None
    reading = _Reading()
    for closing, tag, attributes, text in _TOKEN.findall(html):
        if text:
            reading.data(unescape(text))
        elif closing:
            reading.end(tag)
        elif tag:
            reading.start(tag, attributes)
            if attributes.endswith("/"):
                reading.end(tag)
    return reading.found


class _Reading:
    """Where a page is being read: the elements that are open, and the section that what comes belongs to."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.skipped = 0
        self.found: list[Section] = []
        self.now: Section | None = None

    def start(self, tag: str, attributes: str) -> None:
        """Take an opening tag with its attributes as they stand in the page."""
        if tag in _VOID:
            return
        self.open.append(tag)
        self.skipped += tag in _SKIPPED
        if tag in _HEADINGS and (named := _ID.search(attributes)):
            self._begin(tag, unescape(named[1]))
        section = self._section()
        if tag in _KEPT and not self.skipped:
            self._pieces(section).append(f"<{tag}>")

    def _begin(self, tag: str, id_: str) -> None:
        """Begin a section; what stands before the first one that is no title is a section of its own."""
        depth = len(self.open)
        if tag != "h1" and not self.found:
            self.found.append(Section("", depth))
        self.now = Section(tag, depth, id_ if self.found else None)
        self.found.append(self.now)

    def _section(self) -> Section:
        if self.now is None:
            self.now = Section("", 0)
            self.found.append(self.now)
        return self.now

    def _pieces(self, section: Section) -> list[str]:
        return section.title if section.tag in self.open else section.text

    def end(self, tag: str) -> None:
        """Take a closing tag; one that closes nothing is passed over."""
        if not self.open or self.open[-1] != tag:
            return
        section = self._section()
        if section.depth > len(self.open):
            section = self._outer(section)
        self.open.pop()
        if tag in _SKIPPED:
            self.skipped -= 1
        elif tag in _KEPT and not self.skipped:
            _close(self._pieces(section), tag)

    def _outer(self, section: Section) -> Section:
        """End a section whose element closes, and return the one around it."""
        for outer in reversed(self.found):
            if outer.depth <= len(self.open):
                section.depth = _ENDED
                self.now = outer
                return outer
        return section

    def data(self, text: str) -> None:
        """Take the text between two tags, its references resolved."""
        if self.skipped:
            return
        is_blank, is_kept = text.isspace(), "pre" in self.open
        if not is_kept:
            text = " " if is_blank else text.replace("\n", " ")
        section = self._section()
        if section.tag in self.open:
            section.title.append(escape(text, quote=False))
        elif not is_blank or is_kept or not section.text or not section.text[-1].isspace():
            section.text.append(escape(text, quote=False))


def _close(pieces: list[str], tag: str) -> None:
    """Close a kept tag; one that is empty, or only blank since it first was opened, goes altogether."""
    first = pieces.index(f"<{tag}>")
    if any(not piece.isspace() for piece in pieces[first + 1 :]):
        pieces.append(f"</{tag}>")
    else:
        del pieces[first:]
