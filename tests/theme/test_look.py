"""Every kind of page looks as it was last reviewed; `make look` keeps what a person has looked at."""

from itertools import product
from pathlib import Path

import pytest
from look import KEPT, MOST, SCHEMES, WIDTHS, beside, difference, shots, take
from PIL import Image, ImageDraw
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
SEEN = Path(__file__).parent.parent.parent / "build" / "look"


@pytest.mark.parametrize("group", list(product(SCHEMES, WIDTHS)), ids=str)
def test_every_kind_of_page_looks_as_it_did(
    browser: Browser, report: Path, reference: Path, group: tuple[str, int]
) -> None:
    wanted = [shot for shot in shots(report, reference) if (shot.scheme, shot.width) == group]
    changed = {}
    for shot, now in take(browser, wanted):
        kept = Image.open(shot.kept).convert("RGB") if shot.kept.is_file() else None
        share = difference(kept, now) if kept else 1.0
        if share > MOST:
            changed[shot.kept.stem] = round(share, 3)
            SEEN.mkdir(parents=True, exist_ok=True)
            beside(kept, now).save(SEEN / f"{shot.kept.stem}.png")
    assert changed == {}, "look at build/look/ (left: kept, right: now); if it is meant, run make look"


def test_there_is_no_picture_of_a_page_that_is_gone(report: Path, reference: Path) -> None:
    assert {path.name for path in KEPT.glob("*")} == {shot.kept.name for shot in shots(report, reference)}


def test_a_moved_block_a_lost_colour_and_a_longer_page_are_noticed() -> None:
    def page(*, top: int = 40, colour: str = "#0b6e6e", height: int = 400) -> Image.Image:
        picture = Image.new("RGB", (360, height), "white")
        ImageDraw.Draw(picture).rectangle((20, top, 200, top + 60), fill=colour)
        return picture

    assert difference(page(), page()) == 0
    assert difference(page(), page(top=41)) <= MOST  # a letter a little higher is none
    assert difference(page(), page(top=60)) > MOST
    assert difference(page(), page(colour="#cccccc")) > MOST
    assert difference(page(), page(height=440)) == 1
