"""The questionnaire for everyone: by keyboard, without script or motion, on every screen and on paper."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from asking import answer, go
from browsing import CONTRAST, Visit, address, axe
from playwright.sync_api import Browser

from site_builder import pipeline


def test_it_can_be_filled_in_with_the_keyboard_alone(visit: Visit, form: Path) -> None:
    """Tab, space, arrows and Enter lead from the first role to a downloaded file."""
    visit.page.goto(address(form))
    keys, page = visit.page.keyboard, visit.page

    def focused(selector: str) -> bool:
        return bool(page.evaluate("s => document.activeElement.matches(s)", selector))

    def tab_to(selector: str) -> None:
        for _ in range(60):
            if focused(selector):
                return
            keys.press("Tab")
        raise AssertionError(selector)

    tab_to("[name=role]")
    keys.press("Space")
    for _ in range(4):
        keys.press("ArrowDown")
    assert page.locator("[name=role]:checked").get_attribute("value") == "HR"
    tab_to("#next")
    keys.press("Enter")
    asked = [p.id for p in pipeline.read_instrument().practices if "HR" in p.roles]
    for id_ in asked:
        tab_to(f"[name={id_}]")
        keys.press("Space")
        keys.press("ArrowDown")
        keys.press("ArrowDown")
    assert page.locator("#count").inner_text() == f"{len(asked)} / {len(asked)}"
    tab_to("#next")
    keys.press("Enter")
    assert page.locator("#end").is_visible()
    tab_to("#end .download")
    with page.expect_download() as download:
        keys.press("Enter")
    data = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert data["answers"] == {id_: {"rating": 3} for id_ in asked}


def test_focus_can_be_seen(visit: Visit, form: Path) -> None:
    visit.page.goto(address(form))
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Tab")
    outline = visit.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_whoever_wants_no_motion_gets_none(browser: Browser, form: Path) -> None:
    for motion, expected in (("reduce", "0s"), ("no-preference", "0.2s")):
        visit = Visit(browser, reduced_motion=motion)
        visit.page.goto(address(form))
        tick = "getComputedStyle(document.querySelector('#ticks s')).transitionDuration"
        assert visit.page.evaluate(tick) == expected
        visit.context.close()


def test_it_reads_without_script_and_fits_a_phone(browser: Browser, form: Path) -> None:
    plain = Visit(browser, java_script_enabled=False, viewport={"width": 390, "height": 844})
    plain.page.goto(address(form))
    assert plain.page.locator("fieldset.q:visible").count() == 30
    assert plain.page.locator(".reason:visible").count() == 30
    assert plain.page.locator("noscript").count() == 1
    assert not plain.page.locator("#next").is_visible()
    plain.context.close()


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_no_state_runs_out_of_the_screen(browser: Browser, states: "States", width: int) -> None:
    visit = Visit(browser, viewport={"width": width, "height": 844})
    for _ in states(visit):
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width, visit.page.url
    visit.context.close()


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_in_any_state(browser: Browser, states: "States", width: int) -> None:
    visit = Visit(browser, viewport={"width": width, "height": 844}, reduced_motion="reduce", bypass_csp=True)
    grounds = set()
    for name in states(visit):
        for scheme in ("dark", "light"):
            visit.page.emulate_media(color_scheme=scheme)
            grounds.add(visit.page.evaluate("getComputedStyle(document.body).backgroundColor"))
            found = axe(visit, *(CONTRAST if scheme == "dark" else ()))
            assert found == [], f"{name} {scheme} {visit.page.url}: {found}"
    assert len(grounds) > 1, "both pages follow the scheme"
    visit.context.close()


States = Callable[[Visit], Iterator[str]]


@pytest.fixture(scope="module")
def states(form: Path, reference: Path) -> States:
    """Return a walk through every state of both pages, in both languages."""

    def walk(visit: Visit) -> Iterator[str]:
        for page in (form, reference / "en/assess/index.html"):
            visit.page.goto(address(page))
            visit.page.locator("#next").click()
            yield "start with trouble"
            answer(visit, "role", "EX")
            answer(visit, "shared-understanding", "3")
            answer(visit, "selection", "na")
            visit.page.locator("#q-selection .talk").click()
            yield "questions"
            go(visit, "organisation")
            go(visit, "strategy")
            visit.page.locator(".how summary").click()
            yield "folded"
            go(visit, "context")
            visit.page.locator('[data-context="key-accounts"]').fill("-1")
            yield "context"
            go(visit, "end")
            visit.page.locator("#copy").click()
            visit.page.wait_for_selector("#block:visible")
            yield "end"
            visit.page.locator(".del summary").click()
            yield "deleting"
            if visit.page.locator("#result").count():
                go(visit, "result")
                yield "result without a level"
                visit.page.evaluate(
                    """() => { document.querySelectorAll(".q").forEach((q, n) => {
                         q.querySelectorAll("input")[n % 5].checked = true; }); }"""
                )
                visit.page.locator("[data-go=start]").last.click()
                go(visit, "result")
                yield "result"
            visit.page.locator(".lang:visible").click()
            yield "the other language"

    return walk


@pytest.mark.parametrize("state", ["form", "result"])
def test_paper_shows_the_form_or_the_result_and_not_both(
    browser: Browser,
    reference: Path,
    state: str,
) -> None:
    visit = Visit(browser, color_scheme="dark")
    visit.page.goto(address(reference / "zh/assess/index.html"))
    answer(visit, "role", "KM")
    answer(visit, "selection", "3")
    go(visit, "result" if state == "result" else "strategy")
    visit.page.emulate_media(media="print")
    assert visit.page.locator("fieldset.q:visible").count() == (0 if state == "result" else 30)
    assert visit.page.locator("#r-headline").is_visible() == (state == "result")
    assert not visit.page.locator("button:visible, nav:visible").count()
    assert visit.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    if state == "form":
        assert visit.page.locator("#context .boxes:visible").count() >= 3
    visit.context.close()
