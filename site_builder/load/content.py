"""Reads the written pages of the reference site."""

import re
from pathlib import Path

_TITLE = re.compile(r"^title: (.+)$", re.MULTILINE)


def load_content(folder: Path) -> dict[str, tuple[str, str]]:
    """Return title and text of every Markdown page below a folder, by its name without suffix."""
    pages = {}
    for path in sorted(folder.rglob("*.md")):
        text = path.read_text("utf-8")
        title = _TITLE.search(text)
        name = path.relative_to(folder).with_suffix("").as_posix()
        pages[name] = (title[1] if title else name, text)
    return pages
