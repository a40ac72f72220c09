"""Checks that a client's picture is one, is small, and holds nothing that could run or ask another host."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from site_builder.model.problems import Problem, brief, shorten

MOST_BYTES = 1_000_000
_MARKS = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".webp": (b"RIFF",),
    ".svg": (),
}
KINDS = tuple(sorted(_MARKS))
_ACTIVE = frozenset({"script", "foreignobject", "iframe", "embed", "object", "audio", "video", "handler"})
_LINK = re.compile(r"(?i)^\s*(?!#|data:image/(?:png|jpe?g|webp)[;,])\S")
_LOADED = re.compile(r"(?i)@import|url\(\s*['\"]?\s*(?!#|['\"]?data:image/)[^)\s]")


def check_picture(path: Path, shown: str) -> Iterator[Problem]:
    """Yield what is wrong with a picture that is there; its ending says what it should be."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        values = {"size": f"{size / 1_000_000:.1f}", "most": f"{MOST_BYTES / 1_000_000:g}"}
        yield Problem(code="picture-large", file=shown, values=values)
        return
    raw, kind = path.read_bytes(), path.suffix.lower()
    if kind == ".svg":
        yield from _check_svg(raw, shown)
    elif not raw.startswith(_MARKS[kind]):
        yield Problem(code="picture-other", file=shown, values={"ending": kind[1:].upper()})


def _check_svg(raw: bytes, shown: str) -> Iterator[Problem]:
    from lxml import etree  # noqa: PLC0415 - most reports have no drawing of their own

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        values = {"reason": shorten(str(error.msg))}
        yield Problem(code="svg-broken", file=shown, line=error.lineno or 1, values=values)
        return
    if etree.QName(root).localname != "svg":
        yield Problem(code="picture-other", file=shown, line=1, values={"ending": "SVG"})
        return
    if root.getroottree().docinfo.internalDTD is not None and b"<!ENTITY" in raw:
        yield Problem(code="svg-active", file=shown, line=1, values={"found": "<!ENTITY>"})
    for element in root.iter():
        for found in _active(element):
            line = element.sourceline or 1
            yield Problem(code="svg-active", file=shown, line=line, values={"found": found})


def _active(element: Any) -> Iterator[str]:
    """Yield what in one element would run, or be fetched from somewhere."""
    if not isinstance(element.tag, str):  # a comment runs nothing, an instruction may load a style sheet
        if getattr(element, "target", None):
            yield f"<?{element.target}?>"
        return
    name = element.tag.rpartition("}")[2]
    if name.lower() in _ACTIVE:
        yield f"<{name}>"
    if name == "style" and _LOADED.search(element.text or ""):
        yield "<style> url()"
    for key, value in element.attrib.items():
        plain = key.rpartition("}")[2]
        if plain.lower().startswith("on"):
            yield f"{plain}="
        elif (plain == "href" and _LINK.match(value)) or (plain != "href" and _LOADED.search(value)):
            yield f"{plain}={brief(value)}"
