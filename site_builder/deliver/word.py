"""Makes Word documents of the templates: headings, paragraphs, lists and tables, and nothing else."""

import io
import re
import zipfile
from typing import Any

_EPOCH = (2026, 1, 1, 0, 0, 0)
_FONT_LATIN, _FONT_HAN = "Calibri", "Microsoft YaHei"


def docx(markdown: str) -> bytes:
    """Return a Word document of a text in Markdown; the same text gives the same bytes."""
    from docx import Document  # noqa: PLC0415 - slow to import, and only the reference site needs it
    from docx.oxml.ns import qn  # noqa: PLC0415

    document = Document()
    style: Any = document.styles["Normal"]
    style.font.name = _FONT_LATIN
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT_HAN)
    rows: list[list[str]] = []
    for line in [*markdown.splitlines(), ""]:
        if line.startswith("|"):
            if not re.fullmatch(r"[|\-\s]+", line) or not rows or "---" not in line:
                rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            _table(document, rows)
            rows = []
        _line(document, line)
    return _steady(document)


def _line(document: Any, line: str) -> None:
    if line.startswith("#"):
        marks, _, text = line.partition(" ")
        document.add_heading(text, level=len(marks))
    elif line.startswith("- "):
        document.add_paragraph(line[2:], style="List Bullet")
    elif line.strip():
        document.add_paragraph(line)


def _table(document: Any, rows: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    for number, cells in enumerate(rows):
        for place, cell in zip(table.add_row().cells, cells, strict=False):
            place.text = cell
            for paragraph in place.paragraphs:
                for run in paragraph.runs:
                    run.bold = number == 0


def _steady(document: Any) -> bytes:
    """Return a document's bytes without the time at which they were made."""
    from datetime import UTC, datetime  # noqa: PLC0415

    document.core_properties.created = document.core_properties.modified = datetime(*_EPOCH, tzinfo=UTC)
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
