"""Sets a report as PDF with Typst: templates of its own, the same charts. Only this module knows Typst."""

import json
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, Literal

from markupsafe import Markup

from site_builder.model.page import Cover, Edition, Page, Site
from site_builder.model.problems import InputProblems, Problem
from site_builder.model.resources import find
from site_builder.theme import design

Kind = Literal["report", "board"]
_DATA = "data.json"
_MISSING = re.compile(r'the text `?"(.+?)"`? could not be displayed', re.DOTALL)
_BASIC, _LATIN, _JOINERS = 0xFFFF, 0x7F, "\u200d\ufe0e\ufe0f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeset:
    """A PDF, the fonts that it was set in, the first choice first, and characters that none of them holds."""

    pdf: bytes
    fonts: tuple[str, ...]
    replaced: tuple[str, ...] = ()


def typeset(site: Site, language: str, kind: Kind, shown: str, epoch: int) -> Typeset:
    """Return one language of a report as PDF (tagged, PDF/UA-1).

    Args:
        site: the report.
        language: which edition of it.
        kind: the whole report, or one page for the board.
        shown: what messages call the file that is made.
        epoch: seconds that stand for the time of making it.

    Raises:
        InputProblems: Typst is not installed or refuses the report, or there is no font for the language.

    """
    typst = _typst(shown)
    edition = next(edition for edition in site.editions if edition.language == language)
    fonts = choose_fonts(language, site.fonts, set(typst.Fonts().families()), shown)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for template in find("templates", "pdf").glob("*.typ"):
            shutil.copyfile(template, root / template.name)
        document = _document(edition, site, fonts, _logo(site, root), kind)
        pdf, replaced = _compile(typst, root, document, shown, epoch)
    return Typeset(pdf=pdf, fonts=fonts, replaced=tuple(replaced))


def _typst(shown: str) -> Any:
    """Return the module of Typst.

    Raises:
        InputProblems: it is not installed.

    """
    try:
        import typst  # noqa: PLC0415 - an extra that few need, and 80 MB
    except ImportError:
        raise InputProblems([Problem(code="pdf-not-installed", file=shown)]) from None
    return typst


def _compile(
    typst: Any, root: Path, document: Mapping[str, Any], shown: str, epoch: int
) -> tuple[bytes, list[str]]:
    """Return the PDF, and the characters that had to be replaced because no font holds them.

    Raises:
        InputProblems: it fails for another reason.

    """
    data = json.dumps(document, ensure_ascii=False)
    replaced: list[str] = []
    while True:
        (root / _DATA).write_text(data, "utf-8")
        try:
            pdf = typst.compile(
                root / f"{document['kind']}.typ",
                root=root,
                format="pdf",
                pdf_standards=["ua-1"],
                timestamp=epoch,
            )
        except typst.TypstError as error:
            data, found = _without(data, str(error))
            if not found:
                values = {"reason": str(error).split("\n")[0]}
                raise InputProblems([Problem(code="pdf-failed", file=shown, values=values)]) from None
            replaced += found
        else:
            return bytes(pdf), replaced


def _without(data: str, message: str) -> tuple[str, list[str]]:
    """Return the data without the characters that a message says no font holds, and these characters.

    With the first that is missing go all others that are rarely in a font: signs and pictures beyond the
    basic plane, and marks that only join or colour them.
    """
    missing = _MISSING.search(message)
    if missing is None:
        return data, []
    signs = {c for c in data if ord(c) > _BASIC or c in _JOINERS} | {c for c in missing[1] if ord(c) > _LATIN}
    for sign in signs:
        data = data.replace(sign, "" if sign in _JOINERS else "?")
    return data, sorted(sign for sign in signs if sign not in _JOINERS)


def choose_fonts(language: str, named: Sequence[str], there: set[str], shown: str) -> tuple[str, ...]:
    """Return the fonts to set a language in: the client's and the first of ours that the machine has.

    A font of another language's comes last, for its characters.

    Args:
        language: the language to set.
        named: the client's fonts, the first choice first.
        there: the fonts of the machine.
        shown: what messages call the file that is made.

    Raises:
        InputProblems: there is none for the language.

    """
    known: Mapping[str, Sequence[str]] = design.tokens()["paper_fonts"]
    own = [name for name in named if name in there]
    first = next((name for name in known[language] if name in there), None)
    if first is None and not own:
        values = {"known": ", ".join(known[language])}
        raise InputProblems([Problem(code="pdf-no-font", file=shown, values=values)])
    others = [name for other, names in known.items() if other != language for name in names if name in there]
    return tuple(dict.fromkeys([*own, *([first] if first else []), *others[:1]]))


def _logo(site: Site, root: Path) -> str | None:
    name = next((name for name in site.pictures if name.startswith("logo.")), None)
    if name is not None:
        shutil.copyfile(site.pictures[name], root / name)
    return name


def _document(
    edition: Edition, site: Site, fonts: Sequence[str], logo: str | None, kind: Kind
) -> dict[str, Any]:
    """Return all that the templates set."""

    def _draw(drawing: str) -> str:
        return design.standalone_drawing(drawing, edition.language, site.accent, fonts)

    cover = edition.cover
    assert cover is not None, edition  # noqa: S101 - every report has one
    whole = next(page for page in edition.pages if page.chapters)
    return {
        "kind": kind,
        "language": edition.language,
        "title": f"{cover.firm} · {cover.title}",
        "author": cover.author or cover.firm,
        "headline": whole.chapters[0].view.headline,
        "cover": _plain(cover, _draw),
        "imprint": _imprint(cover),
        "logo": logo,
        "fonts": list(fonts),
        "colours": design.colours("print", site.accent),
        "type": design.tokens()["paper"],
        "say": edition.words.entries,
        "chapters": [_chapter(page, _draw) for page in whole.chapters],
    }


def _imprint(cover: Cover) -> str:
    return cover.notes[0] if cover.notes else cover.audience


def _chapter(page: Page, draw: Any) -> dict[str, Any]:
    return {
        "name": page.name,
        "title": page.title,
        "template": Path(page.template).stem,
        "view": _plain(page.view, draw),
        "remarks": {section: _plain(entries, draw) for section, entries in page.remarks.items()},
        "rewritten": _plain(page.values["rewritten"], draw),
    }


def _plain(value: Any, draw: Any) -> Any:
    """Return a view as plain data; a drawing of fixed size with its colours, one that stretches left out."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name), draw) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(entry, draw) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(entry, draw) for entry in value]
    if isinstance(value, Markup):  # a drawing; what people write is plain text
        return draw(value) if "viewBox" in value else None
    return value
