"""The design system: what has to be readable is, and nothing names a colour or a size of its own."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from coloraide import Color
from hypothesis import given, strategies as st

from site_builder.model.resources import find
from site_builder.theme import design
from site_builder.theme.contrast import GRAPHICS, TEXT, contrast, nearest_readable

SCHEMES = ("light", "dark", "print")
LEVELS = ("l1", "l2", "l3", "l4", "l5")
SHEETS = sorted(
    [*find("templates", "theme", "assets").glob("*.css"), find("templates/questionnaire/page.css")]
)
WRITTEN = [path for path in SHEETS if path.name != "tokens.css"]


def demands(kind: str) -> list[tuple[str, str]]:
    return [(name, ground) for ground, names in design.tokens()["contrast"][kind].items() for name in names]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("kind", "least"), [("text", TEXT), ("graphics", GRAPHICS)])
def test_what_has_to_be_read_has_the_contrast_for_it(scheme: str, kind: str, least: float) -> None:
    found = design.colours(scheme)
    poor = {
        f"{name} on {ground}": round(contrast(found[name], found[ground]), 2)
        for name, ground in demands(kind)
        if contrast(found[name], found[ground]) < least
    }
    assert poor == {}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("vision", [None, "protan", "deutan", "tritan"])
def test_neighbouring_levels_differ_for_every_kind_of_colour_vision(scheme: str, vision: str | None) -> None:
    seen = [Color(design.colours(scheme)[level]) for level in LEVELS]
    if vision:
        seen = [colour.filter(vision).convert("srgb").fit() for colour in seen]
    differences = [one.delta_e(other, method="2000") for one, other in pairwise(seen)]
    assert min(differences) >= design.tokens()["levels"]["difference"]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_levels_keep_their_order_in_grey(scheme: str) -> None:
    lightness = [Color(design.colours(scheme)[level]).convert("lab-d65")["l"] for level in LEVELS]
    steps = [later - earlier for earlier, later in pairwise(lightness)]
    assert all(step > 0 for step in steps) or all(step < 0 for step in steps)
    assert min(map(abs, steps)) >= design.tokens()["levels"]["lightness"]


@given(st.integers(0, 0xFFFFFF))
def test_any_accent_can_be_read_in_every_scheme(number: int) -> None:
    for scheme in SCHEMES:
        found = design.colours(scheme, f"#{number:06x}")
        assert contrast(found["accent"], found["page"]) >= TEXT
        assert contrast(found["accent"], found["tint"]) >= TEXT
        assert contrast(found["on-accent"], found["accent"]) >= TEXT


def test_an_accent_that_can_be_read_stays_as_it_is() -> None:
    assert design.colours("light", "#1f4e9a")["accent"] == "#1f4e9a"
    assert design.colours("print", "#1f4e9a")["accent"] == "#1f4e9a"


def test_the_nearest_readable_colour_keeps_its_hue() -> None:
    found = Color(nearest_readable("#ffcc00", ("#ffffff",))).convert("oklch")
    assert abs(found["hue"] - Color("#ffcc00").convert("oklch")["hue"]) < 8


def test_the_written_style_sheet_is_that_of_the_tokens() -> None:
    assert find(*design.SHEET).read_text("utf-8") == design.site_sheet()


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_style_sheets_name_no_colour_of_their_own(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    colours = set(re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)|rgba?\([^)]*\)", text))
    assert colours <= {"#fff"}  # the ground of a logo, and of paper


@pytest.mark.parametrize("path", [p for p in WRITTEN if p.name != "charts.css"], ids=lambda path: path.name)
def test_style_sheets_take_sizes_of_type_from_the_scale(path: Path) -> None:
    text = path.read_text("utf-8")
    lines = [line for line in text.splitlines() if "svg" not in line]  # drawings have units of their own
    own = set(re.findall(r"font-size:\s*([\d.]+(?:px|pt))", "\n".join(lines)))
    assert own <= {"20px", "16px"}  # the unit of Material's own sizes, on the screen and on paper


def test_every_token_is_used() -> None:
    text = "".join(path.read_text("utf-8") for path in WRITTEN)
    names = {*design.tokens()["schemes"]["light"], *(f"type-{name}" for name in design.tokens()["type"])}
    assert {name for name in names if f"var(--{name})" not in text} == set()
