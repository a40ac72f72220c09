"""Every page says what may run on it, and everything on it still works under that."""

import re
from pathlib import Path

import pytest
from browsing import Visit, address
from playwright.sync_api import Browser

from site_builder.publish.policy import with_policy

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def test_every_page_has_one_policy_first_in_its_head(report: Path, reference: Path) -> None:
    looked = 0
    for site in (report, reference):
        for page in site.rglob("*.html"):
            text = page.read_text("utf-8")
            (policy,) = POLICY.findall(text)
            assert policy.startswith("default-src 'none'"), page
            assert "unsafe-eval" not in policy
            assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0], page
            assert "http" not in policy
            head = text[text.index("<head") : text.index(POLICY.search(text)[0])]  # type: ignore[index]
            assert "<script" not in head, page
            looked += 1
    assert looked > 60


def test_a_page_without_a_head_and_scripts_that_are_alike() -> None:
    assert with_policy("<p>text</p>") == "<p>text</p>"
    page = with_policy("<head></head><script>a()</script><script>a()</script><script src=x></script>")
    assert page.count("sha256-") == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_under_its_policy_every_page_of_a_report_works(browser: Browser, report: Path, language: str) -> None:
    visit = Visit(browser)
    refused: list[str] = []
    visit.page.on(
        "console", lambda message: refused.append(message.text) if message.type == "error" else None
    )
    for page in sorted((report / language).glob("*.html")):
        visit.page.goto(address(page))
        visit.page.evaluate("1")
        assert (refused, visit.errors, visit.outside) == ([], [], []), page
    visit.page.goto(address(report / language / "index.html"))
    visit.page.locator(".md-search__input").first.fill("权威" if language == "zh" else "authority")
    visit.page.keyboard.press("End")  # the theme listens for keys, and `fill` presses none
    visit.page.wait_for_selector(".md-search-result__item", state="attached", timeout=20_000)
    visit.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">')"
    )
    visit.page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'ran = 1'}))"
    )
    assert not visit.page.evaluate("Boolean(window.ran)")
    visit.context.close()
