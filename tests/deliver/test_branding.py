"""A client's logo, colour, fonts and words: taken over everywhere, and never anything that runs."""

import re
from pathlib import Path

import pytest
from helpers import kam, sample

SAFE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><style>rect{fill:#123}</style>'
    '<rect width="9" height="9"/></svg>'
)
ACTIVE = {
    "a script": ("<script>alert(1)</script>", "<script>"),
    "a handler": ('<rect onload="alert(1)" width="3" height="3"/>', "onload="),
    "a picture from elsewhere": ('<image href="https://example.org/a.png"/>', "href="),
    "an old link": (
        '<image xmlns:x="http://www.w3.org/1999/xlink" x:href="http://example.org/a.png"/>',
        "href=",
    ),
    "a page": ("<foreignObject><p>no</p></foreignObject>", "<foreignObject>"),
    "an import": ("<style>@import 'https://example.org/a.css';</style>", "<style>"),
    "a background": ('<rect style="fill:url(https://example.org/a.svg#x)"/>', "style="),
    "a style sheet in pieces": ("<style><!-- x -->@import 'https://example.org/a.css';</style>", "<style>"),
    "an escaped address": ('<rect style="fill:\\75rl(https://example.org/a.svg)"/>', "style="),
    "a set of pictures": ("<rect style=\"mask:image-set('https://example.org/a.png' 1x)\"/>", "style="),
    "an animated address": (
        '<image><set attributeName="href" to="https://example.org/a.png"/></image>',
        "<set>",
    ),
    "a page's picture": (
        '<img xmlns="http://www.w3.org/1999/xhtml" src="https://example.org/a.png"/>',
        "<img>",
    ),
    "an instruction": ('<?xml-stylesheet href="https://example.org/a.css"?>', "<?xml-stylesheet"),
    "a script as an address": ('<a href="javascript:alert(1)"><rect/></a>', "href="),
}


@pytest.fixture
def firm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    sample(tmp_path / "firm")
    return tmp_path / "firm"


def dress(firm: Path, text: str) -> None:
    settings = firm / "assessment.yml"
    settings.write_text(settings.read_text("utf-8") + f"branding: {text}\n", "utf-8")


@pytest.mark.parametrize("name", ACTIVE)
def test_a_drawing_that_could_run_or_load_something_is_refused(firm: Path, name: str) -> None:
    part, found = ACTIVE[name]
    (firm / "logo.svg").write_text(SAFE.replace("</svg>", f"\n{part}</svg>"), "utf-8")
    dress(firm, "{logo: logo.svg}")
    told = kam("check", "firm")
    assert told.exit_code == 1
    assert "firm/logo.svg:2: " in told.stderr
    assert found in told.stderr


@pytest.mark.parametrize(
    "part",
    ['<rect fill="url(#g)"/>', "<style>rect{fill:url('#g')}</style>", '<use href="#g"/>', "<!-- url(x) -->"],
)
def test_a_drawing_may_use_its_own_parts(firm: Path, part: str) -> None:
    drawing = SAFE.replace("</svg>", f'<linearGradient id="g"/>{part}</svg>')
    (firm / "logo.svg").write_text(drawing, "utf-8")
    dress(firm, "{logo: logo.svg}")
    assert kam("check", "firm").exit_code == 0


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>',
        '<?xml-stylesheet href="https://example.org"?>',
    ],
)
def test_declarations_before_a_drawing_are_refused(firm: Path, declared: str) -> None:
    (firm / "logo.svg").write_text(declared + SAFE, "utf-8")
    dress(firm, "{logo: logo.svg}")
    assert "firm/logo.svg:1: A logo may only draw" in kam("check", "firm").stderr


def test_a_picture_of_millions_of_pixels_is_told_before_it_is_opened(firm: Path) -> None:
    head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (60000).to_bytes(4) * 2 + b"\x08\x02\0\0\0" + bytes(400)
    (firm / "logo.png").write_bytes(head)
    dress(firm, "{logo: logo.png}")
    assert "60000 × 60000 pixels" in kam("check", "firm").stderr


def test_entities_are_refused_and_never_read(firm: Path) -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>\n'
    (firm / "logo.svg").write_text(bomb + SAFE.replace("</svg>", "<text>&b;</text></svg>"), "utf-8")
    dress(firm, "{logo: logo.svg}")
    assert "firm/logo.svg:1: " in kam("check", "firm").stderr


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("logo.png", b"\x89PNG\r\n\x1a\n" + bytes(40_000_000), "40.0 MB"),
        ("logo.png", b"GIF89a", "but the content is not"),
        ("logo.svg", b"<svg", "not valid SVG"),
        ("logo.svg", SAFE.encode("utf-16"), "not UTF-8"),
        ("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="0"/>', "but the content is not"),
        ("logo.svg", b"<svg/>", "but the content is not"),
        ("logo.webp", b"RIFF0000WAVE", "but the content is not"),
        ("logo.svg", b"<html/>", "but the content is not"),
    ],
)
def test_what_is_no_small_picture_is_told(firm: Path, name: str, content: bytes, said: str) -> None:
    (firm / name).write_bytes(content)
    dress(firm, f"{{logo: {name}}}")
    told = kam("check", "firm")
    assert told.exit_code == 1
    assert said in told.stderr


def test_the_report_is_the_consultancys(firm: Path) -> None:
    (firm / "logo.svg").write_text(SAFE, "utf-8")
    (firm / "night.svg").write_text(SAFE, "utf-8")
    dress(
        firm,
        "{logo: logo.svg, logo_dark: night.svg, accent: '#7a1fa2', fonts: [Source Han Sans SC, Inter], "
        "consultancy: Example Consulting, footer: {zh: 内部资料, en: Confidential}, disclaimer: No audit.}",
    )
    assert kam("build", "firm", "-o", "site").exit_code == 0
    page = Path("site/en/index.html").read_text("utf-8")
    for text in ("Example Consulting", "Confidential", "No audit.", "assets/logo.svg"):
        assert text in page
    assert "kam-five-problems" not in page
    assert "kam-five-problems" in Path("site/en/method.html").read_text("utf-8")
    assert "内部资料" in Path("site/zh/index.html").read_text("utf-8")
    brand = Path("site/en/assets/brand.css").read_text("utf-8")
    assert "--accent:#7a1fa2" in brand
    assert '--fonts:"Source Han Sans SC","Inter",' in brand
    assert "content:url(logo-dark.svg)" in brand


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{accent: }", "put quotes around the colour"),
        ("{accent: '#fff'}", "a colour of six digits"),
        ("{accent: '#b5431d'}", "too close to #b3471d"),
        ("{footer: {zh: 内部资料}}", 'missing in the language "en"'),
    ],
)
def test_branding_that_would_mislead_is_told(firm: Path, text: str, said: str) -> None:
    dress(firm, text)
    assert said in kam("check", "firm").stderr


def test_the_colour_that_is_offered_instead_is_taken(firm: Path) -> None:
    dress(firm, "{accent: '#b5431d'}")
    settings, offered = firm / "assessment.yml", re.search(r'Write "(#\w+)"', kam("check", "firm").stderr)
    assert offered
    settings.write_text(settings.read_text("utf-8").replace("#b5431d", offered[1]), "utf-8")
    assert kam("check", "firm").exit_code == 0


@pytest.mark.parametrize("font", ['x";}body{display:none', "", "a, b", "url(x)"])
def test_a_font_is_a_name_and_nothing_else(firm: Path, font: str) -> None:
    dress(firm, f"{{fonts: ['{font}']}}")
    assert "branding.fonts[0]" in kam("check", "firm").stderr
