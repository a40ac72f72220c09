"""Takes finished pages past the engine's Markdown: a page that is HTML alone stays as it is.

Markdown leaves such a block alone, but reads it three times to find that out. The result is the same,
byte for byte; tests compare the two.
"""

import re
from typing import Any

from mkdocs.plugins import BasePlugin
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from site_builder.publish.search_sections import sections

_ID = re.compile(r'<[^>]*?\sid="([^"]*)"')


def is_finished(markdown: str) -> bool:
    """Return whether a page is HTML alone: a `div` without a blank line, with its style before it."""
    text = markdown.strip()
    return text.startswith(("<div", "<style")) and text.endswith("</div>") and "\n\n" not in text


class FinishedPages(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """A plugin of the engine's that gives finished pages their content, anchors and search entries."""

    def on_config(self, config: Any) -> Any:
        """Let the search index read finished pages our way."""
        search = config.plugins.get("material/search")
        if search is not None:
            index = search.search_index
            index.add_entry_from_context = _adding(index, index.add_entry_from_context)
        return config

    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> str:
        """Replace a finished page's rendering by its own text."""
        if is_finished(markdown):
            page.render = _rendering(page)  # type: ignore[method-assign]
        return markdown


def _rendering(page: Page) -> Any:
    def _render(*_: Any) -> None:
        assert page.markdown is not None, page  # noqa: S101 - the engine reads before it renders
        page.content = page.markdown.strip()
        page.toc = TableOfContents([])
        page.present_anchor_ids = set(_ID.findall(page.content))

    return _render


def _adding(index: Any, usual: Any) -> Any:
    def _add(page: Page) -> None:
        if (page.meta.get("search") or {}).get("exclude"):
            return
        found = sections(page.content) if page.content and is_finished(page.content) else None
        if found is None:
            usual(page)
            return
        for section in found:
            index.create_entry_for_section(section, page.toc, page.url, page)

    return _add
