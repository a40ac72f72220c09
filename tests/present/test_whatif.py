"""Trying other levels in the report: the script computes what the program computes."""

import random
from fractions import Fraction
from pathlib import Path

from browsing import Visit, address
from playwright.sync_api import Browser, Page

from site_builder import pipeline
from site_builder.model.scorecard import Scorecard
from site_builder.present.shared.reader import Reader
from site_builder.score import project


def shown(page: Page) -> dict[str, str]:
    """Return what the page shows: level, index, and each dimension."""
    found = {
        name: page.locator(f'[data-result="{name}"]').inner_text() for name in ("level", "index", "binding")
    }
    for place in page.locator("[data-dimension]").all():
        found[place.get_attribute("data-dimension") or ""] = place.inner_text()
    return found


def expected(card: Scorecard, raised: dict[str, int]) -> dict[str, str]:
    """Return what the program says to the same levels."""
    reader = Reader(card, "zh")
    found = project(card, {id_: Fraction(level) for id_, level in raised.items()})
    assert found.index is not None
    told = {"level": str(found.level or "–"), "index": reader.score(found.index)}
    for id_ in card.dimensions:
        told[id_] = reader.score(found.dimensions[id_]) if id_ in found.dimensions else "–"
    return told


def options(card: Scorecard) -> dict[str, list[int]]:
    return {
        id_: list(range(p.claimed.level + 1, 6))
        for id_, p in card.practices.items()
        if p.claimed and p.claimed.level < 5
    }


def test_raised_levels_score_as_the_program_scores_them(browser: Browser, reference: Path) -> None:
    visit, chance = Visit(browser), random.Random(7)
    for name, card in pipeline.examples().items():
        visit.page.goto(address(reference / "examples" / name / "zh/reach.html"))
        for _ in range(6):
            possible = options(card)
            some = chance.sample(sorted(possible), min(4, len(possible)))
            raised = {id_: chance.choice(possible[id_]) for id_ in some}
            visit.page.locator('[data-preset="today"]').click()
            for id_, level in raised.items():
                visit.page.locator(f'select[name="{id_}"]').select_option(str(level))
            seen = shown(visit.page)
            seen.pop("binding")
            assert seen == expected(card, raised), (name, raised)
    assert visit.errors == []
    assert visit.outside == []
    visit.context.close()


def test_the_cheapest_way_passes_and_can_be_copied_as_targets(browser: Browser, report: Path) -> None:
    visit = Visit(browser)
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.page.goto(address(report / "zh/reach.html"))
    before = shown(visit.page)["level"]
    visit.page.locator('[data-preset="route"]').click()
    assert int(shown(visit.page)["level"]) == int(before) + 1
    visit.page.locator("[data-copy]").click()
    text = visit.page.locator('[data-result="targets"]').inner_text()
    assert "targets:" in text
    assert "authority: 3" in text
    visit.context.close()


def test_without_script_the_page_says_what_is_missing(browser: Browser, report: Path) -> None:
    visit = Visit(browser, java_script_enabled=False)
    visit.page.goto(address(report / "zh/reach.html"))
    assert visit.page.locator("form.whatif").is_hidden()
    assert visit.page.locator("#route").is_visible()
    visit.context.close()
