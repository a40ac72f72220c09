"""The site on disk: whole, the same every time, closed to the outside."""

import json
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from helpers import hashes, hostile_firm
from lxml import etree, html

from site_builder import pipeline
from site_builder.publish import engine
from site_builder.publish.engine import EngineError
from site_builder.publish.swap import MARKER

PAGES = {
    "index",
    "strategy", "organisation", "manager", "systems", "relationship", "findings",
    "priorities", "roadmap", "progress", "reach", "money", "setup", "roles", "evidence", "waves", "print",
    "answers", "respondents", "method",
}  # fmt: skip


class Page:
    """The ids and the addresses of a page."""

    def __init__(self, text: bytes) -> None:
        self.ids: set[str] = set()
        self.twice: set[str] = set()
        self.links: list[tuple[str, str]] = []
        for element in html.document_fromstring(text).iter(etree.Element):
            for name, value in element.items():
                if name == "id" and value:
                    (self.twice if value in self.ids else self.ids).add(value)
                if name in {"href", "src"} and value:
                    self.links.append((element.tag, value))


@cache
def read(folder: Path) -> dict[Path, Page]:
    return {path: Page(path.read_bytes()) for path in folder.rglob("*.html")}


def test_a_report_has_its_pages_in_both_languages_and_its_result(report: Path) -> None:
    for language in ("zh", "en"):
        assert {path.stem for path in (report / language).glob("*.html")} == PAGES
    card = pipeline.examples()["hengchuan-valves"]
    result = json.loads((report / "result.json").read_text("utf-8"))
    assert result == json.loads(json.dumps(pipeline.result(card, pipeline.insight_of(card))))


@pytest.mark.parametrize("site", ["report", "reference"])
def test_every_link_and_anchor_resolves(site: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(site)
    pages = read(folder)
    checked = 0
    for path, page in pages.items():
        assert not page.twice, (path, page.twice)
        for tag, link in page.links:
            if link.startswith(("data:", "javascript:", "mailto:")) or "://" in link:
                continue
            address, anchor = urldefrag(unquote(link))
            target = (path.parent / address).resolve() if address else path
            if target.is_dir():
                target /= "index.html"
            assert target.is_file(), (path, tag, link)
            if anchor and target.suffix == ".html" and not anchor.startswith("__"):
                assert anchor in pages[target].ids, (path, link)
            checked += 1
    assert checked > 500


@pytest.mark.parametrize("site", ["report", "reference"])
def test_nothing_is_loaded_from_another_host(site: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(site)
    for path, page in read(folder).items():
        for tag, link in page.links:
            assert not ("://" in link and tag != "a"), (path, link)
            assert not link.startswith("//"), (path, link)
    for path in [*folder.rglob("*.css"), *folder.rglob("kam.js")]:
        assert not re.search(r"url\(\s*['\"]?(https?:)?//|@import", path.read_text("utf-8")), path


def test_the_same_input_gives_the_same_bytes(report: Path, reference: Path) -> None:
    again = hashes(reference / "examples/hengchuan-valves")
    assert again == {place: digest for place, digest in hashes(report).items() if place != MARKER}


def test_the_time_of_the_build_is_that_of_the_environment(packed: Path, reference: Path) -> None:
    again = hashes(reference / "examples/qinglan-seals")  # built for another time than `packed`
    assert again == {place: digest for place, digest in hashes(packed / "site").items() if place != MARKER}


def test_what_the_engine_warns_of_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nvalidation: {links: {not_found: warn}}\n", "utf-8")
    (tmp_path / "docs/index.md").write_text("[gone](gone.md)\n", "utf-8")
    with pytest.raises(EngineError, match=r"gone\.md"):
        engine.build_project(tmp_path, tmp_path / "site", 0)


def test_the_site_may_be_read_by_others(report: Path) -> None:
    assert report.stat().st_mode & 0o755 == 0o755


def test_names_and_comments_appear_as_typed(tmp_path: Path) -> None:
    nasty = '<script>alert(1)</script> **fett** {{ 7*7 }} {% raw %} </title> "q" & _x_ [a](b)'
    folder = hostile_firm(tmp_path, nasty)
    out = tmp_path / "out"
    pipeline.build_report(folder, "firm", out, None, lambda _: None)
    for path in out.rglob("*.html"):
        text = path.read_text("utf-8")
        assert "<script>alert(1)" not in text, path
        assert "49" not in re.sub(r"[0-9a-f]{64}|\d\.\d+|\d{3,}", "", text) or "7*7" in text
    index = (out / "en/index.html").read_text("utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **fett** {{ 7*7 }} {% raw %}" in index
    assert "[a](b)" in index
    answers = (out / "zh/answers.html").read_text("utf-8")
    assert "<blockquote>&lt;script&gt;alert(1)&lt;/script&gt; **fett** {{ 7*7 }} {% raw %}" in answers
