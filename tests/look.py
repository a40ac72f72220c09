"""What the pages look like: a small picture of every kind of page, kept, and compared with what it is now.

`make look` writes them anew. Look at them before they are kept: `git diff` shows which changed.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter, ImageOps
from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

from browsing import address, launched

KEPT = Path(__file__).parent / "pictures" / "look"
REPORT = (
    "index", "manager", "findings", "roles", "evidence", "waves", "priorities", "roadmap", "progress",
    "reach", "money", "setup", "answers", "respondents", "method", "print",
)  # fmt: skip
REFERENCE = (
    "index", "assess/index", "problems/manager", "practices/authority", "levels", "organisation/forms",
    "method", "sources", "glossary", "templates", "guides/consultants", "style", "examples",
)  # fmt: skip
LANGUAGES, SCHEMES, WIDTHS = ("zh", "en"), ("light", "dark"), (1440, 390)
_SCALE = {1440: 0.25, 390: 0.5}
_TALLEST = 9000
"""Pixels of a page that are looked at; what comes below repeats."""
_TILE, _LOUD, _TALLER = 8, 26, 0.02
MOST = 0.012
"""The share of tiles that may differ: other versions of the browser draw letters a little differently."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A kind of page as one reader sees it."""

    page: Path
    name: str
    scheme: str
    width: int

    @property
    def kept(self) -> Path:
        return KEPT / f"{self.name}-{self.scheme}-{self.width}.webp"


def shots(report: Path, reference: Path) -> Iterator[Shot]:
    """Yield every kind of page in each language, scheme and width."""
    for scheme in SCHEMES:
        for width in WIDTHS:
            for language in LANGUAGES:
                kinds = [(f"report-{name}", report / language / f"{name}.html") for name in REPORT]
                kinds += [
                    (f"reference-{name.replace('/', '-')}", reference / language / f"{name}.html")
                    for name in REFERENCE
                ]
                for name, page in kinds:
                    yield Shot(page=page, name=f"{name}-{language}", scheme=scheme, width=width)


def take(browser: Browser, wanted: list[Shot]) -> Iterator[tuple[Shot, Image.Image]]:
    """Yield the pictures of pages that share a scheme and a width."""
    first = wanted[0]
    context = browser.new_context(
        viewport={"width": first.width, "height": 900},
        device_scale_factor=_SCALE[first.width],
        color_scheme="dark" if first.scheme == "dark" else "light",
        reduced_motion="reduce",
        offline=True,
    )
    page = context.new_page()
    for shot in wanted:
        page.goto(address(shot.page))
        high = min(int(page.evaluate("document.documentElement.scrollHeight")), _TALLEST)
        clip = {"x": 0, "y": 0, "width": shot.width, "height": high}
        raw = page.screenshot(full_page=True, clip=clip, animations="disabled")  # type: ignore[arg-type]
        yield shot, Image.open(BytesIO(raw)).convert("RGB")
    context.close()


def difference(kept: Image.Image, now: Image.Image) -> float:
    """Return the share of tiles that differ; 1 where the page has another size."""
    if kept.width != now.width or abs(kept.height - now.height) > max(_TALLER * kept.height, 8):
        return 1.0
    high = min(kept.height, now.height)
    one, other = (
        ImageOps.grayscale(image.crop((0, 0, kept.width, high))).filter(ImageFilter.GaussianBlur(1.5))
        for image in (kept, now)
    )
    tiles = ImageChops.difference(one, other).reduce(_TILE)
    loud = sum(tiles.histogram()[_LOUD:])
    return loud / (tiles.width * tiles.height)


def beside(kept: Image.Image | None, now: Image.Image) -> Image.Image:
    """Return what was and what is, side by side."""
    pictures = [picture for picture in (kept, now) if picture]
    sheet = Image.new("RGB", (sum(p.width + 8 for p in pictures), max(p.height for p in pictures)), "#888")
    left = 0
    for picture in pictures:
        sheet.paste(picture, (left, 0))
        left += picture.width + 8
    return sheet


def write(browser: Browser, report: Path, reference: Path) -> None:
    """Keep the pictures that changed, and forget those of pages that are gone."""
    KEPT.mkdir(parents=True, exist_ok=True)
    groups: dict[tuple[str, int], list[Shot]] = {}
    for shot in shots(report, reference):
        groups.setdefault((shot.scheme, shot.width), []).append(shot)
    for group in groups.values():
        for shot, now in take(browser, group):
            if shot.kept.is_file() and difference(Image.open(shot.kept).convert("RGB"), now) == 0:
                continue
            now.save(shot.kept, quality=35, method=6)
    wanted = {shot.kept for group in groups.values() for shot in group}
    for path in set(KEPT.glob("*.webp")) - wanted:
        path.unlink()


def write_readme(browser: Browser, report: Path) -> None:
    """Write what the READMEs show of a report: the first screens of its overview, in each language."""
    for language in LANGUAGES:
        context = browser.new_context(viewport={"width": 1280, "height": 1200}, color_scheme="light")
        page = context.new_page()
        page.goto(address(report / language / "index.html"))
        page.screenshot(path=KEPT.parent / f"overview-{language}.png", animations="disabled")
        context.close()


def main() -> None:
    """Build the sites and write their pictures."""
    import tempfile  # noqa: PLC0415

    from helpers import build_example  # noqa: PLC0415

    from site_builder.pipeline import reference_site  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        report = build_example("hengchuan-valves", Path(folder) / "report")
        reference_site.build(Path(folder) / "reference", None, lambda _: None)
        browser = launched(playwright)
        write(browser, report, Path(folder) / "reference")
        write_readme(browser, report)
        browser.close()


if __name__ == "__main__":
    main()
