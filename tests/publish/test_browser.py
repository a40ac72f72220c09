"""The site in a real browser, opened from disk, with the network cut."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Visit, address
from helpers import hostile_firm
from playwright.sync_api import Browser, Dialog

from site_builder import pipeline


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    visit = Visit(browser, viewport={"width": 1440, "height": 900}, locale="zh-CN")
    yield visit
    assert visit.outside == []
    assert visit.errors == []
    visit.context.close()


def found_by(visit: Visit, query: str) -> list[str]:
    """Return what the search finds."""
    visit.page.locator("input.md-search__input").fill(query)
    visit.page.keyboard.press("End")  # the theme listens for keys, and `fill` presses none
    visit.page.wait_for_selector(".md-search-result__item", timeout=15_000)
    return visit.page.locator(".md-search-result__item").all_inner_texts()


@pytest.mark.parametrize(
    ("language", "query"),
    [
        ("zh", "大客户"),
        ("zh", "key account"),
        ("zh", "权威"),
        ("en", "大客户"),
        ("en", "key account"),
        ("en", "authority"),
    ],
)
def test_search_finds_it_from_disk(visit: Visit, reference: Path, language: str, query: str) -> None:
    visit.page.goto(address(reference / language / "index.html"))
    results = found_by(visit, query)
    assert any(query.lower().split()[0] in text.lower() for text in results[:3]), results[:3]


def test_the_search_is_there_every_time(browser: Browser, report: Path) -> None:
    for _ in range(10):
        visit = Visit(browser)
        visit.page.goto(address(report / "zh/index.html"))
        assert found_by(visit, "权威")
        visit.context.close()


def test_pages_leave_the_console_empty(visit: Visit, report: Path) -> None:
    said: list[str] = []
    visit.page.on("console", lambda message: said.append(message.text))
    for name in ("index", "manager"):
        visit.page.goto(address(report / f"zh/{name}.html"))
        visit.page.wait_for_timeout(300)
    assert said == []


def test_the_search_of_a_report_finds_chinese_and_english(visit: Visit, report: Path) -> None:
    for language, query in (("zh", "大客户"), ("zh", "key account"), ("en", "key account"), ("en", "大客户")):
        visit.page.goto(address(report / language / "index.html"))
        assert found_by(visit, query)


@pytest.mark.parametrize("name", ["index", "manager", "answers", "respondents", "method"])
def test_the_language_switch_leads_to_the_same_page(visit: Visit, report: Path, name: str) -> None:
    visit.page.goto(address(report / "zh" / f"{name}.html"))
    visit.page.locator(".kam-switch a").click()
    assert visit.page.url == address(report / "en" / f"{name}.html")
    assert visit.page.locator("html").get_attribute("lang") == "en"
    visit.page.locator(".kam-switch a").click()
    assert visit.page.url == address(report / "zh" / f"{name}.html")


def test_the_language_switch_keeps_the_page_of_the_reference(visit: Visit, reference: Path) -> None:
    visit.page.goto(address(reference / "zh/practices/authority.html"))
    visit.page.locator(".kam-switch a").click()
    assert visit.page.url == address(reference / "en/practices/authority.html")


@pytest.mark.parametrize(("locale", "language"), [("zh-CN", "zh"), ("en-GB", "en"), ("fr-FR", "en")])
def test_the_root_opens_in_the_readers_language(
    browser: Browser, report: Path, locale: str, language: str
) -> None:
    visit = Visit(browser, locale=locale)
    visit.page.goto(address(report / "index.html"))
    visit.page.wait_for_url(f"**/{language}/index.html")
    visit.context.close()


def test_the_root_works_without_script(browser: Browser, report: Path) -> None:
    visit = Visit(browser, java_script_enabled=False)
    visit.page.goto(address(report / "index.html"))
    visit.page.get_by_role("link", name="English").click()
    assert visit.page.url.endswith("/en/index.html")
    assert visit.page.locator("h1").is_visible()
    visit.context.close()


def test_no_text_of_the_radar_runs_out_of_its_picture(visit: Visit, report: Path) -> None:
    for language in ("zh", "en"):
        visit.page.goto(address(report / language / "index.html"))
        out = visit.page.evaluate(
            """() => { const svg = document.querySelector('svg.radar'), box = svg.viewBox.baseVal;
            return [...svg.querySelectorAll('text')].filter(t => { const b = t.getBBox();
              return b.x < box.x - 1 || b.x + b.width > box.x + box.width + 1 ||
                     b.y < box.y - 1 || b.y + b.height > box.y + box.height + 1;
            }).map(t => t.textContent); }"""
        )
        assert out == []


def test_paper_is_white_whatever_the_screen(browser: Browser, report: Path) -> None:
    visit = Visit(browser, color_scheme="dark")
    visit.page.goto(address(report / "zh/manager.html"))
    visit.page.emulate_media(media="print")
    ground = visit.page.evaluate("getComputedStyle(document.body).backgroundColor")
    ink = visit.page.evaluate("getComputedStyle(document.querySelector('.kam h1')).color")
    assert (ground, ink) == ("rgb(255, 255, 255)", "rgb(22, 35, 47)")
    visit.context.close()


def test_a_link_to_a_practice_opens_why_this_number(visit: Visit, report: Path) -> None:
    visit.page.goto(address(report / "zh/manager.html") + "#authority")
    assert visit.page.locator(".row", has=visit.page.locator("#authority")).locator(".why").is_visible()


def test_a_number_is_one_click_from_its_proof(visit: Visit, report: Path) -> None:
    visit.page.goto(address(report / "en/manager.html"))
    row = visit.page.locator(".row").first
    assert not row.locator(".why").is_visible()
    row.get_by_text("Why this number").click()
    assert "÷ 4 roles = 1.79" in row.locator(".why").inner_text()


def test_hostile_names_do_nothing_in_the_search_either(visit: Visit, tmp_path: Path) -> None:
    alerts: list[str] = []

    def note(dialog: Dialog) -> None:
        alerts.append(dialog.message)
        dialog.dismiss()

    visit.page.on("dialog", note)
    folder = hostile_firm(tmp_path, "<img src=x onerror=alert(1)> Bad & Sons")
    pipeline.build_report(folder, "firm", tmp_path / "out", None, lambda _: None)
    for name in ("index", "answers", "method"):
        visit.page.goto(address(tmp_path / f"out/en/{name}.html"))
        assert "Bad & Sons" in visit.page.title()
    assert found_by(visit, "Sons")
    visit.page.wait_for_timeout(300)
    assert alerts == []


def test_the_search_dialog_has_a_name(visit: Visit, report: Path) -> None:
    visit.page.goto(address(report / "zh/index.html"))
    assert visit.page.locator(".md-search").get_attribute("aria-label")


def test_the_first_tab_stop_leads_to_the_content(visit: Visit, reference: Path, report: Path) -> None:
    for path in (
        report / "zh/index.html",
        reference / "zh/index.html",
        reference / "en/practices/authority.html",
    ):
        visit.page.goto(address(path))
        assert visit.page.locator(".md-skip").first.get_attribute("href") == "#top"
        assert visit.page.locator("h1#top").count() == 1
