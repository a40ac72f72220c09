"""The report as PDF: what stands in it, that it can be read aloud, what is told when it cannot be made."""

import io
import re
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
import typst
from helpers import kam, sample
from people import folder_with, six
from pypdf import PdfReader

from site_builder import pipeline
from site_builder.deliver import pdf
from site_builder.model.page import Site
from site_builder.model.problems import InputProblems

EXAMPLES = sorted(pipeline.example_folders())


@cache
def opened(pdf: Path) -> PdfReader:
    return PdfReader(pdf)


@cache
def text_of(pdf: Path, page: int) -> str:
    """Return the text of a page as a reader's program extracts it, with one space where there were any."""
    return re.sub(r"\s+", " ", opened(pdf).pages[page].extract_text())


def bookmarks(pdf: Path) -> list[Any]:
    return [entry for entry in opened(pdf).outline if not isinstance(entry, list)]


@cache
def site_of(name: str) -> Site:
    """Return the pages of an example's report."""
    return pipeline.site_of(pipeline.examples()[name], "client")


def says(pdf: Path, text: str, step: int = 1) -> bool:
    """Return whether a text stands on a page, looked for from the first one, or with -1 from the last."""
    return any(text in text_of(pdf, page) for page in range(len(opened(pdf).pages))[::step])


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text).replace("\u2011", "-")


def pages_of(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_of_the_site_is_a_chapter_with_its_message(printed: Path, language: str) -> None:
    paper = printed / f"{language}.pdf"
    edition = next(e for e in site_of("hengchuan-valves").editions if e.language == language)
    whole = next(page for page in edition.pages if page.chapters)
    assert len(whole.chapters) == 19
    starts = [opened(paper).get_destination_page_number(mark) for mark in bookmarks(paper)]
    lost = [
        page.name
        for page, start in zip(whole.chapters, starts, strict=True)
        if bare(page.view.headline) not in bare(text_of(paper, start or 0))
    ]
    assert lost == []


def test_it_is_tagged_and_claims_to_be_accessible(printed: Path) -> None:
    raw = (printed / "zh.pdf").read_bytes()
    assert b"/MarkInfo" in raw
    assert b"pdfuaid" in raw
    assert b"/Lang" in raw


def test_it_has_bookmarks_and_real_fonts(printed: Path) -> None:
    reader = PdfReader(printed / "zh.pdf")
    fonts = {
        str(font.get_object()["/Subtype"])
        for page in reader.pages
        for font in cast("Any", page["/Resources"].get_object()).get("/Font", {}).values()
    }
    assert fonts == {"/Type0"}
    assert len(bookmarks(printed / "zh.pdf")) == 19


def test_the_consultants_words_stand_in_it(printed: Path) -> None:
    assert says(printed / "en.pdf", "Zhou Lan (fictional consultant)")
    assert says(printed / "en.pdf", "The role is on paper, yet people and samples")


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_board_summary_is_one_page(name: str, language: str) -> None:
    found = pdf.typeset(site_of(name), language, "board", "board.pdf", 0)
    assert pages_of(found.pdf) == 1


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_same_report_gives_the_same_bytes(printed: Path, name: str) -> None:
    def made() -> bytes:
        card = pipeline.examples()[name]
        return pipeline.typeset_report(card, "zh", "report", "x.pdf", "client").pdf

    other = (printed / "zh.pdf").read_bytes() if name == "hengchuan-valves" else made()
    assert made() == other


def test_it_is_named_after_firm_and_date_and_says_its_fonts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = sample(tmp_path / "acme")
    (folder / "assessment.yml").write_text(
        "firm: {name: {zh: 甲公司, en: Firm A}}\ndate: 2026-05-01\n", "utf-8"
    )
    done = kam("pdf", "acme")
    assert done.exit_code == 0, done.output
    assert {path.name for path in folder.glob("*.pdf")} == {
        "甲公司-2026-05-01-zh.pdf",
        "Firm-A-2026-05-01-en.pdf",
    }
    assert done.stdout.count("Noto Sans CJK SC") == 2 or "set in" in done.stdout
    assert kam("check", "acme").exit_code == 0  # what was made there is no input


def test_text_that_looks_like_markup_stays_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = sample(tmp_path / "acme")
    name = '#panic("x") *Firm* _A_ $x$ <b> @ref'
    (folder / "assessment.yml").write_text(
        f"firm: {{name: {{zh: '{name}', en: '{name}'}}}}\nlanguages: [en]\n", "utf-8"
    )
    (folder / "commentary").mkdir()
    (folder / "commentary/index.en.md").write_text("A `#let` and \\# and \\*stars\\*.", "utf-8")
    done = kam("pdf", "acme", "-o", "out.pdf")
    assert done.exit_code == 0, done.output
    assert says(tmp_path / "out.pdf", name)
    assert says(tmp_path / "out.pdf", "A #let and # and *stars*.")


def test_what_no_font_holds_is_replaced_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = sample(tmp_path / "acme")
    answers = folder / "responses/2026-h1/r.json"
    text = answers.read_text("utf-8").replace(
        '"rating": 3}', '"rating": 3, "comment": "Great 👍🏽 ไทย <svg x"}', 1
    )
    answers.write_text(text, "utf-8")
    done = kam("pdf", "acme", "--language", "en", "-o", "out.pdf")
    assert done.exit_code == 0, done.output
    assert "👍" in done.stderr
    assert says(tmp_path / "out.pdf", "<svg x", -1)


def test_a_pdf_is_not_put_among_the_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = sample(tmp_path / "acme")
    assert kam("pdf", "acme", "--board", "-o", "acme/responses/2026-h1/x.pdf").exit_code == 1
    assert kam("pdf", "acme/responses/2026-h1/r.json", "--board").exit_code == 0
    assert kam("check", "acme").exit_code == 0
    assert list(folder.rglob("*.pdf")) == []


def test_a_long_name_keeps_what_tells_files_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = sample(tmp_path / "acme")
    name = "Long Firm Name Holding " * 6
    (folder / "assessment.yml").write_text(f"firm: {{name: {{zh: {name}, en: {name}}}}}\n", "utf-8")
    assert kam("pdf", "acme", "--board").exit_code == 0
    assert {path.name[-12:] for path in folder.glob("*.pdf")} == {"board-zh.pdf", "board-en.pdf"}


def test_nothing_but_a_pdf_is_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sample(tmp_path / "acme")
    Path("notes.pdf").write_text("my notes", "utf-8")
    told = kam("pdf", "acme", "--language", "en", "-o", "notes.pdf")
    assert told.exit_code == 1
    assert "was not overwritten" in told.stderr
    assert Path("notes.pdf").read_text("utf-8") == "my notes"


def test_one_name_for_two_languages_gives_two_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sample(tmp_path / "acme")
    assert kam("pdf", "acme", "--board", "-o", "one.pdf").exit_code == 0
    assert {path.name for path in tmp_path.glob("*.pdf")} == {"one-zh.pdf", "one-en.pdf"}
    assert kam("pdf", "acme", "-o", "one.txt").exit_code == 2


def test_stale_words_are_told_with_the_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = sample(tmp_path / "acme")
    (folder / "commentary").mkdir()
    (folder / "commentary/index.en.md").write_text("---\nscores: {level: 5}\n---\nAt the top.", "utf-8")
    assert "gives level as 5" in kam("pdf", "acme", "--language", "en", "--board").stderr


def test_without_typst_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sample(tmp_path / "acme")
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    told = kam("pdf", "acme", "-o", "out.pdf")
    assert told.exit_code == 1
    assert "pip install typst" in told.stderr
    assert not Path("out.pdf").exists()


def test_without_a_font_it_says_which_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoFonts:
        def families(self) -> list[str]:
            return ["Libertinus Serif", "DejaVu Sans Mono"]

    monkeypatch.setattr(typst, "Fonts", NoFonts)
    card = pipeline.examples()["hengchuan-valves"]
    with pytest.raises(InputProblems) as found:
        pipeline.typeset_report(card, "zh", "report", "x.pdf", "client")
    assert [problem.code for problem in found.value.problems] == ["pdf-no-font"]
    assert pages_of(pipeline.typeset_report(card, "en", "board", "x.pdf", "client").pdf) == 1


def test_a_clients_font_comes_first() -> None:
    chosen = pdf.choose_fonts("zh", ["SimSun"], {"SimSun", "Noto Sans CJK SC"}, "x.pdf")
    assert chosen[0] == "SimSun"
    assert "Noto Sans CJK SC" in chosen


@pytest.mark.parametrize(("language", "heading"), [("zh", "各轮走势"), ("en", "All waves")])
def test_three_waves_have_their_lines_on_paper(tmp_path: Path, language: str, heading: str) -> None:
    folder = folder_with(tmp_path, {"a": six(S1=2), "b": six(S1=3), "c": six(S1=4)})
    site = pipeline.site_of(pipeline.scorecard(folder, "x"), "client")
    paper = pdf.typeset(site, language, "report", "x", 0)
    text = bare(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.pdf)).pages))
    assert bare(heading) in text
    name = {"zh": "共识传递", "en": "Sharedunderstanding"}[language]
    assert f"{name}2.003.004.00" in text
    staged = pipeline.stage_report(pipeline.scorecard(folder, "x")).projects[language]
    whole = next(str(page) for place, page in staged.items() if place.endswith("print.md"))
    assert whole.count('class="spark"') == 36
    assert whole.count('class="panel"') == 6
