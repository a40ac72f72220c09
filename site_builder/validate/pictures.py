"""Checks that a client's picture is one, is small, and holds nothing that could run or ask another host.

A drawing (SVG) may hold what draws, and nothing else: what is not on the list is refused rather than removed.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from site_builder.load.files import read_file
from site_builder.model.problems import InputProblems, Problem, brief, shorten

MOST_BYTES, MOST_PIXELS, MOST_SIDE = 1_000_000, 16_000_000, 8_000
_MARKS = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff", ".webp": b"RIFF"}
KINDS = (*sorted(_MARKS), ".svg")
_SVG = "http://www.w3.org/2000/svg"
_DRAWS = frozenset(
    [
        "svg",
        "g",
        "defs",
        "symbol",
        "use",
        "title",
        "desc",
        "metadata",
        "style",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "textPath",
        "linearGradient",
        "radialGradient",
        "stop",
        "pattern",
        "clipPath",
        "mask",
        "marker",
        "filter",
        "image",
        "switch",
        "view",
        "feBlend",
        "feColorMatrix",
        "feComponentTransfer",
        "feComposite",
        "feConvolveMatrix",
        "feDiffuseLighting",
        "feDisplacementMap",
        "feDistantLight",
        "feDropShadow",
        "feFlood",
        "feFuncA",
        "feFuncB",
        "feFuncG",
        "feFuncR",
        "feGaussianBlur",
        "feMerge",
        "feMergeNode",
        "feMorphology",
        "feOffset",
        "fePointLight",
        "feSpecularLighting",
        "feSpotLight",
        "feTile",
        "feTurbulence",
    ]
)
_MOST_DRAWN = 20_000
"""The most elements that a drawing may come to, with all that it repeats."""
_HTML = "http://www.w3.org/1999/xhtml"
_INSIDE = re.compile(r"\s*(#|data:image/(png|jpe?g|webp|gif)[;,])")
_CALL = re.compile(r"(?i)(?<![\w-])([\w-]++)\s*+\(\s*+([\"']?+)\s*+([^)\"']*+)")
_LOADS = frozenset(
    {"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "element", "paint"}
)


def check_picture(path: Path, shown: str) -> Iterator[Problem]:
    """Yield what is wrong with a picture that is there; its ending says what it should be."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        values = {"size": f"{size / 1_000_000:.1f}", "most": f"{MOST_BYTES / 1_000_000:g}"}
        yield Problem(code="picture-large", file=shown, values=values)
        return
    try:
        raw, kind = read_file(path, shown), path.suffix.lower()
    except InputProblems as found:
        yield from found.problems
        return
    if kind == ".svg":
        yield from _check_svg(raw, shown)
    else:
        yield from _check_pixels(path, raw, kind, shown)


def _check_pixels(path: Path, raw: bytes, kind: str, shown: str) -> Iterator[Problem]:
    import imagesize  # noqa: PLC0415 - few reports have a picture

    is_kind = raw.startswith(_MARKS[kind]) and (kind != ".webp" or raw[8:12] == b"WEBP")
    try:
        wide, high = imagesize.get(path) if is_kind else (-1, -1)
    except (ValueError, OSError, IndexError):
        wide, high = -1, -1
    if wide <= 0 or high <= 0:
        yield Problem(code="picture-other", file=shown, values={"ending": kind[1:].upper()})
    elif wide * high > MOST_PIXELS or max(wide, high) > MOST_SIDE:
        values = {"wide": wide, "high": high, "most": MOST_SIDE}
        yield Problem(code="picture-wide", file=shown, values=values)


def _check_svg(raw: bytes, shown: str) -> Iterator[Problem]:
    from lxml import etree  # noqa: PLC0415 - as above

    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield Problem(code="unknown-encoding", file=shown, line=1)
        return
    for found in re.finditer(r"<!DOCTYPE|<!ENTITY|<\?(?!xml\s)[^\s>]*", text):
        line = text.count("\n", 0, found.start()) + 1
        yield Problem(code="svg-active", file=shown, line=line, values={"found": found[0]})
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        values = {"reason": shorten(str(error.msg))}
        yield Problem(code="svg-broken", file=shown, line=error.lineno or 1, values=values)
        return
    if root.tag != f"{{{_SVG}}}svg" or _is_flat(root):
        yield Problem(code="picture-other", file=shown, line=1, values={"ending": "SVG"})
        return
    if _drawn(root) > _MOST_DRAWN:
        yield Problem(code="svg-heavy", file=shown, line=1, values={"most": _MOST_DRAWN})
        return
    for element in root.iter():
        for active in _active(element):
            line = element.sourceline or 1
            yield Problem(code="svg-active", file=shown, line=line, values={"found": active})


def _drawn(root: Any) -> int:
    """Return how many elements a drawing comes to when all it repeats with `<use>` is counted each time."""
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    known: dict[Any, int] = {}

    def _count(element: Any, inside: tuple[Any, ...]) -> int:
        if element in inside:  # it repeats itself, which programs refuse to draw
            return _MOST_DRAWN + 1
        if element not in known:
            number = 1 + sum(_count(child, (*inside, element)) for child in element)
            target = next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == "href"), "")
            used = by_id.get(target.removeprefix("#"))
            if str(element.tag).endswith("}use") and used is not None:
                number += _count(used, (*inside, element))
            known[element] = min(number, _MOST_DRAWN + 1)
        return known[element]

    try:
        return _count(root, ())
    except RecursionError:
        return _MOST_DRAWN + 1


def _is_flat(root: Any) -> bool:
    """Return whether a drawing says that it has no width or no height."""
    sizes = [re.match(r"\s*(-?\d{0,9}(?:\.\d{1,9})?)", root.get(side) or "") for side in ("width", "height")]
    return any(size and size[1] not in {"", "-"} and float(size[1]) <= 0 for size in sizes)


def _active(element: Any) -> Iterator[str]:
    """Yield what in one element would run, or be fetched from somewhere."""
    if not isinstance(element.tag, str):  # a comment
        return
    namespace, _, name = element.tag.rpartition("}")
    if namespace.strip("{") in {"", _HTML} or (namespace == f"{{{_SVG}" and name not in _DRAWS):
        yield f"<{name}>"
    if name == "style" and _loads("".join(element.itertext()), sheet=True):
        yield "<style>"
    for key, value in element.attrib.items():
        plain = key.rpartition("}")[2]
        if plain.lower().startswith("on"):
            yield f"{plain}="
        elif plain in {"href", "src"}:
            if not _INSIDE.match(value):
                yield f"{plain}={brief(value)}"
        elif _loads(value):
            yield f"{plain}={brief(value)}"


def _loads(text: str, *, sheet: bool = False) -> bool:
    """Return whether a style or a value asks for something that is not in the drawing."""
    if sheet and ("@" in text or "\\" in text):
        return True
    calls = [(name.lower(), target) for name, _, target in _CALL.findall(text)]
    hidden = "\\" in text and bool(calls or ":" in text)
    return hidden or any(name in _LOADS and not _INSIDE.match(target) for name, target in calls)
