"""What tests of the questionnaire share: going through it, answering, taking the file away."""

import json
from pathlib import Path

from browsing import Visit


def go(visit: Visit, place: str) -> None:
    visit.page.evaluate("place => { location.hash = place; }", place)
    visit.page.wait_for_selector(f"#{place}:visible")


def answer(visit: Visit, name: str, value: str) -> None:
    box = visit.page.locator(f'input[name="{name}"]').first
    step = str(box.evaluate("box => box.closest('.step').id"))
    if not visit.page.locator(f"#{step}").is_visible():
        go(visit, step)
    fold = visit.page.locator(f"#q-{name}.folded .unfold")
    if fold.count():
        fold.click()
    visit.page.locator(f'input[name="{name}"][value="{value}"]').check()


def downloaded(visit: Visit) -> dict[str, object]:
    go(visit, "end")
    with visit.page.expect_download() as download:
        visit.page.locator("#end .download").click()
    data: dict[str, object] = json.loads(Path(download.value.path()).read_text("utf-8"))
    return data
