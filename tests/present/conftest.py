"""What every test of the questionnaire may use."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Visit
from playwright.sync_api import Browser

from site_builder import pipeline
from site_builder.pipeline import collection


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("questionnaire") / "q.html"
    path.write_text(
        collection.questionnaire_page(pipeline.example_folders()["hengchuan-valves"], "x"), "utf-8"
    )
    return path


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    visit = Visit(browser, viewport={"width": 390, "height": 844}, locale="zh-CN", accept_downloads=True)
    yield visit
    assert visit.outside == []
    assert visit.errors == []
    visit.context.close()
