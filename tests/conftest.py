"""What every test may use."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
os.environ["KAM_LANG"] = "en"

from browsing import CHROMIUM
from hypothesis import HealthCheck, settings

settings.register_profile("kam", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kam")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return Chromium. A person without it runs the other tests; where CI decides, it has to be there."""
    if CHROMIUM is None and os.environ.get("CI") != "true":
        pytest.skip("no Chromium on this machine: install it to run the browser tests")
    assert CHROMIUM, "CI needs Chromium"
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the project's folder."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """Return the built report of the valve maker."""
    from helpers import build_example  # noqa: PLC0415

    return build_example("hengchuan-valves", tmp_path_factory.mktemp("report") / "site")


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built reference site with all example reports."""
    from site_builder.pipeline import reference_site  # noqa: PLC0415

    out = tmp_path_factory.mktemp("reference") / "site"
    reference_site.build(out, None, lambda _: None)
    return out
