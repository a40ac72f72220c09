"""What every test may use."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
os.environ["KAM_LANG"] = "en"

from browsing import CHROMIUM, launched
from building import example, once, papers, reference_site
from collecting import run
from hypothesis import HealthCheck, settings
from stand_ins import staged

settings.register_profile("kam", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kam")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs Chromium; begin with what takes longest, so that no worker is left with it alone."""
    items.sort(key=lambda item: item.path.parent.name != "theme")
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return Chromium. A person without it runs the other tests; where CI decides, it has to be there."""
    if CHROMIUM is None and os.environ.get("CI") != "true":
        pytest.skip("no Chromium on this machine: install it to run the browser tests")
    assert CHROMIUM, "CI needs Chromium"
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """Return Chromium; what a test opens in it is closed after the test."""
    before = chromium.contexts
    yield chromium
    for context in chromium.contexts:
        if context not in before:
            context.close()


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the project's folder."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built report of the valve maker."""
    return once(tmp_path_factory, "report", example("hengchuan-valves")) / "site"


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the seal maker's report, `site`, its ZIP, and what was said."""
    return once(tmp_path_factory, "packed", example("qinglan-seals", "--zip", is_anew=True))


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built reference site with all example reports."""
    return once(tmp_path_factory, "reference", reference_site) / "site"


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the valve maker's report as PDF: `zh.pdf` and `en.pdf`."""
    return once(tmp_path_factory, "printed", papers)


@pytest.fixture
def staged_pages() -> Iterator[None]:
    """Let builds end with the staged pages."""
    with staged():
        yield


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a new assessment folder, `acme`, in the present folder."""
    monkeypatch.chdir(tmp_path)
    assert run("new", "acme").exit_code == 0
    return tmp_path / "acme"
