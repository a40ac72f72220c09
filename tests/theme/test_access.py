"""For everyone: every kind of page at every size, by keyboard, without script, read aloud, on paper."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import CONTRAST, OVERLAPS, Visit, address, axe
from playwright.sync_api import Browser

from site_builder import pipeline

REFERENCE_KINDS = (
    "index", "assess/index", "start/key-accounts", "start/cost-and-time", "problems/manager",
    "practices/authority", "levels", "organisation/forms", "organisation/virtual-teams", "cases/huawei",
    "guides/consultants", "method", "sources", "glossary", "templates", "style", "examples",
)  # fmt: skip
WIDTHS = (320, 390, 600, 768, 900, 1100, 1280, 1440, 1600)
# A term or a name in another language is no run of text (WCAG 2.2, 3.1.2).
FOREIGN = """language => {
  const wrong = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const latin = /(?:[A-Za-z][A-Za-z'’-]+[ ,]+){5}[A-Za-z]/, han = /[\\u4e00-\\u9fff]{9}/;
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent, at = walk.currentNode.parentElement;
    if (at.closest('script, noscript, style, code, pre')) continue;
    const said = at.closest('[lang]').lang.slice(0, 2);
    if ((said === 'zh' && latin.test(text) && !han.test(text)) || (said === 'en' && han.test(text)))
      wrong.push(text.trim().slice(0, 60));
  }
  return wrong;
}"""

SCHEME = "document.body.dataset.mdColorScheme"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("site", ["report", "reference"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_of_page_is_for_everyone(
    browser: Browser, request: pytest.FixtureRequest, site: str, language: str, scheme: str
) -> None:
    """Axe, both schemes, every width from 320 pixels on (1280 magnified four times), labels of charts.

    A page is opened once in each scheme and asked everything there (WCAG 2.2, 1.4.10 and 3.1.2 among it).
    """
    folder = request.getfixturevalue(site) / language
    names = [path.stem for path in sorted(folder.glob("*.html"))] if site == "report" else REFERENCE_KINDS
    found: list[tuple[str, ...]] = []
    visit = Visit(browser, color_scheme=scheme, reduced_motion="reduce")
    for name in names:
        visit.page.set_viewport_size({"width": 1280, "height": 900})
        visit.page.goto(address(folder / f"{name}.html"))
        if visit.page.evaluate(SCHEME) not in {"slate" if scheme == "dark" else "default", None}:
            found.append((name, "another scheme"))
        found += [(name, fault) for fault in faults(visit, name, language, scheme)]
    assert visit.outside == []
    visit.context.close()
    assert found == []


def faults(visit: Visit, name: str, language: str, scheme: str) -> Iterator[str]:
    """Yield what is wrong with a page; what the scheme cannot change is asked in the light one alone."""
    is_paper = name == "print"  # it holds what the others hold, and paper is white
    if scheme == "light":
        yield from axe(visit)
    elif not is_paper:
        yield from axe(visit, *CONTRAST)
    yield from out_of_place(visit, has_labels=scheme == "light" and not is_paper)
    if scheme == "light":
        yield from visit.page.evaluate(FOREIGN, language)


def out_of_place(visit: Visit, *, has_labels: bool) -> Iterator[str]:
    """Yield what runs out of the window or into each other, from a phone's window to a wide one."""
    for width in WIDTHS if has_labels else (320, 390, 1440):
        visit.page.set_viewport_size({"width": width, "height": 900})
        try:  # what moves has come to rest within two seconds
            visit.wait("document.documentElement.scrollWidth <= innerWidth", timeout=2)
        except AssertionError:
            yield f"wider than {width}"
        if has_labels:
            yield from (f"{width} {fault}" for fault in visit.page.evaluate(OVERLAPS))


def test_everything_can_be_reached_and_used_by_keyboard(browser: Browser, report: Path) -> None:
    visit = Visit(browser, viewport={"width": 1280, "height": 900})
    visit.page.goto(address(report / "en/manager.html"))
    wanted = visit.page.evaluate(
        "[...document.querySelectorAll('.kam a[href]:not(.here), .kam summary, .kam button')]"
        ".filter(e => e.checkVisibility()).length"
    )
    reached, hidden = set(), []
    for _ in range(wanted + 60):
        visit.page.keyboard.press("Tab")
        place, ring = visit.page.evaluate(
            """() => { const e = document.activeElement; if (!e || !e.closest('.kam')) return [-1, true];
            const all = [...document.querySelectorAll('.kam a[href]:not(.here), .kam summary, .kam button')];
            const style = getComputedStyle(e);
            const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
            return [all.indexOf(e), ring]; }"""
        )
        if place >= 0:
            reached.add(place)
            hidden += [] if ring else [place]
    assert len(reached) == wanted
    assert hidden == []


def test_a_proof_opens_with_enter_and_a_chart_gives_its_table(browser: Browser, report: Path) -> None:
    visit = Visit(browser, viewport={"width": 1280, "height": 900})
    visit.page.goto(address(report / "en/index.html"))
    table = visit.page.locator("details.data").first
    table.locator("summary").focus()
    visit.page.keyboard.press("Enter")
    assert table.locator("table").is_visible()
    assert table.locator("tbody tr").count() == 5


def test_a_report_works_without_script(browser: Browser, report: Path) -> None:
    visit = Visit(browser, java_script_enabled=False, viewport={"width": 1280, "height": 900})
    visit.page.goto(address(report / "zh/manager.html"))
    assert visit.page.locator("h1#top").is_visible()
    visit.page.locator("summary", has_text="为什么是这个分").first.click()
    assert visit.page.locator(".why").first.is_visible()
    visit.page.locator(".md-tabs a", has_text="总览").click()
    assert visit.page.url.endswith("zh/index.html")
    assert visit.page.locator("svg.radar").is_visible()
    assert visit.page.locator(".files a").first.is_visible()
    assert visit.page.locator("[data-png]").first.is_hidden()
    visit.page.locator(".kam-switch a").click()
    assert visit.page.url.endswith("en/index.html")
    visit.context.close()


def test_a_chart_is_taken_away_as_picture_and_as_figures(browser: Browser, report: Path) -> None:
    visit = Visit(browser, accept_downloads=True)
    visit.page.goto(address(report / "zh/index.html"))
    take = visit.page.locator(".take").first
    with visit.page.expect_download() as png:
        take.locator("[data-png]").click()
    picture = Path(png.value.path()).read_bytes()
    assert png.value.suggested_filename == "dimensions.png"
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20]) == 1040
    with visit.page.expect_download() as svg:
        take.locator("a.svg").click()
    drawing = Path(svg.value.path()).read_text("utf-8")
    assert "var(" not in drawing
    assert "战略衔接" in drawing
    assert (report / "zh" / take.locator("a").first.get_attribute("href", timeout=1000)).is_file()  # type: ignore[operator]
    assert visit.outside == []


def test_figures_open_in_a_spreadsheet_and_start_no_formula(report: Path) -> None:
    files = sorted(report.glob("*/data/*.csv"))
    assert len(files) == 20
    for path in files:
        text = path.read_bytes().decode("utf-8")
        assert text.startswith("\ufeff")
        rows = text.splitlines()
        assert len({row.count(",") for row in rows if '"' not in row}) == 1, path
        assert not re.search(r'(?m)(?:^|,)"?[=+@]', text), path


def test_a_link_to_any_heading_can_be_copied(browser: Browser, report: Path) -> None:
    visit = Visit(browser)
    visit.page.goto(address(report / "en/manager.html"))
    links = visit.page.locator("a.here")
    assert links.count() >= 8
    assert visit.page.locator("h3#authority a.here").get_attribute("href") == "#authority"
    visit.page.goto(address(report / "en/index.html") + "#M5")
    assert visit.page.locator("#M5").is_visible()


def test_the_printed_whole_keeps_its_links_inside_and_its_ids_apart(report: Path) -> None:
    text = (report / "zh" / "print.html").read_text("utf-8")
    body = text[text.index('class="kam whole"') :]
    ids = re.findall(r' id="([^"]+)"', body)
    assert len(ids) == len(set(ids))
    inside = set(re.findall(r'href="#([^"]+)"', body)) - {"top"}
    assert inside <= set(ids) | {"manager-authority"}
    names = [
        page.name for page in pipeline.site_of(pipeline.examples()["hengchuan-valves"]).editions[0].pages
    ]
    assert [name for name in names if name != "print" and f'<div id="{name}">' not in body] == []
    assert "<details>" not in body


def test_on_paper_no_chart_is_cut_and_heads_repeat(browser: Browser, report: Path) -> None:
    visit = Visit(browser, viewport={"width": 690, "height": 900})  # A4 less its margins
    visit.page.emulate_media(media="print")
    for path in sorted((report / "zh").glob("*.html")):
        visit.page.goto(address(path))
        wide = visit.page.evaluate(
            """() => [...document.querySelectorAll('.kam svg, .kam table, .kam figure')]
            .filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 2)
            .map(e => e.outerHTML.slice(0, 60))"""
        )
        assert wide == [], path.name
        heads = visit.page.evaluate(
            "[...document.querySelectorAll('.kam thead')].map(e => getComputedStyle(e).display)"
        )
        assert set(heads) <= {"table-header-group"}, path.name
    visit.context.close()
