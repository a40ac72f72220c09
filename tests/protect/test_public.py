"""The public edition: what strangers may read, and that nothing else is in any file of it."""

import html
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from building import example, once
from helpers import kam, sample
from pypdf import PdfReader

from site_builder import pipeline
from site_builder.model.assessment import Answer
from site_builder.score import score

EXAMPLES = sorted(pipeline.example_folders())


@pytest.fixture(scope="module", params=EXAMPLES)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Return an example's name and its public edition, with the ZIP beside it."""
    make = example(request.param, "--audience", "public", "--zip")
    return request.param, once(tmp_path_factory, f"public-{request.param}", make) / "site"


def texts(site: Path) -> dict[str, str]:
    found = {
        path: path.read_text("utf-8")
        for path in site.rglob("*")
        if path.suffix in {".html", ".csv", ".js", ".json"}
    }
    return {
        path.relative_to(site).as_posix(): text
        for path, text in found.items()
        if "/assets/" not in path.as_posix()
    }


def secrets(name: str) -> set[str]:
    """Return what must not be told: names, words of people, the facts about the firm, every exact score."""
    card = pipeline.examples()[name]
    assessment = card.assessment
    found = {*assessment.settings.firm.name.values()}
    for response in assessment.responses:
        found |= {answer.comment for answer in response.answers.values() if answer.comment}
        found |= {answer.not_applicable for answer in response.answers.values() if answer.not_applicable}
    found |= {remark.by for remark in assessment.commentary.remarks if remark.by}
    found |= {rewrite.text for rewrite in assessment.commentary.rewrites}
    found |= {text for decision in assessment.decisions for text in decision.reason.values()}
    return found


def test_no_name_no_words_of_people_are_in_any_file(built: tuple[str, Path]) -> None:
    name, site = built
    hidden = secrets(name)
    assert len(hidden) >= 2
    leaks = {
        (file, secret)
        for file, text in texts(site).items()
        for secret in hidden
        if secret in html.unescape(text)
    }
    assert leaks == set()


def test_no_figure_of_a_score_is_in_any_page(built: tuple[str, Path]) -> None:
    _, site = built
    for file, text in texts(site).items():
        shown = re.sub(
            r"<style.*?</style>|<script.*?</script>|<svg.*?</svg>|<[^>]*>", " ", text, flags=re.DOTALL
        )
        figures = set(re.findall(r"(?<![\w.])\d\.\d\d(?![\d.])", shown))
        assert figures == set(), file
        assert not re.search(r"\d\.\d%", shown), file


def test_charts_stand_on_levels_and_not_between_them(built: tuple[str, Path]) -> None:
    name, site = built
    page = (site / "zh" / "index.html").read_text("utf-8")
    places = {
        float(found)
        for row in re.findall(r'<svg class="track".*?</svg>', page)
        for found in re.findall(r'class="point[^"]*" cx="([\d.]+)%"', row)
    }
    assert places <= {0.0, 25.0, 50.0, 75.0, 100.0}
    assert places, name


def test_it_has_the_pages_that_strangers_can_use_and_no_data(built: tuple[str, Path]) -> None:
    _, site = built
    assert not (site / "result.json").exists()
    assert {path.stem for path in (site / "en").glob("*.html")} == {
        "index", "strategy", "organisation", "manager", "systems", "relationship",
        "findings", "roadmap", "print",
    }  # fmt: skip


def test_what_is_packed_names_nobody_either(built: tuple[str, Path]) -> None:
    name, site = built
    packed = next(site.parent.glob("*.zip"))
    firm = pipeline.examples()[name].assessment.settings.firm.name
    assert not any(one in packed.name for one in firm.values())
    with zipfile.ZipFile(packed) as archive:
        manifest = next(entry for entry in archive.namelist() if entry.endswith("manifest.json"))
        about = json.loads(archive.read(manifest))
    assert about["firm"] == {"zh": "某企业", "en": "A firm"}
    assert about["date"] is None


def test_the_level_and_what_blocks_the_next_one_are_told(built: tuple[str, Path]) -> None:
    name, site = built
    card = pipeline.examples()[name]
    page = (site / "en" / "index.html").read_text("utf-8")
    assert f'<span class="n">{card.level.level}</span>' in page
    assert "Public edition" in page
    assert page.count("short of ") >= len(card.level.binding)


def test_nothing_but_levels_decides_what_is_told(tmp_path: Path) -> None:
    """Two firms with the same levels have the same public edition, to the byte."""
    card = pipeline.examples()["hengchuan-valves"]
    told, told_of = pipeline.stage_report(card, "public"), pipeline.anonymous(card)
    same = 0
    for number, response in enumerate(card.assessment.responses):
        for id_, answer in response.answers.items():
            if answer.rating is None or (number * 31 + len(id_)) % 29:
                continue
            moved = answer.rating + (1 if answer.rating < 5 else -1)
            changed = response.model_copy(update={"answers": {**response.answers, id_: Answer(rating=moved)}})
            others = tuple(changed if r is response else r for r in card.assessment.responses)
            other = score(card.assessment.model_copy(update={"responses": others}), card.instrument)
            if replace(pipeline.anonymous(other), k=told_of.k) != replace(told_of, k=told_of.k):
                continue
            same += other.practices[id_].claimed != card.practices[id_].claimed
            assert pipeline.stage_report(other, "public") == told
    assert same >= 3


@pytest.mark.usefixtures("staged_pages")
def test_the_name_of_a_wave_is_not_told(tmp_path: Path) -> None:
    firm = sample(tmp_path / "firm")
    (firm / "responses" / "2026-h1").rename(firm / "responses" / "Firm A June")
    done = kam("build", str(firm), "-o", str(tmp_path / "site"), "--audience", "public", "--zip")
    assert "this person's answers" in done.stderr
    assert [path.name for path in tmp_path.glob("*.zip")] == ["site-public.zip"]
    assert [file for file, text in texts(tmp_path / "site").items() if "Firm A" in text] == []


def test_branding_that_names_the_firm_is_left_out_and_told(tmp_path: Path) -> None:
    firm = sample(tmp_path / "firm")
    with (firm / "assessment.yml").open("a", encoding="utf-8") as settings:
        settings.write(
            "branding: {consultancy: Somebody Else, disclaimer: {zh: 仅供甲公司使用, en: For firm a only}}\n"
        )
    done = kam("build", str(firm), "-o", str(tmp_path / "site"), "--audience", "public")
    assert "disclaimer" in done.stderr
    page = (tmp_path / "site/en/index.html").read_text("utf-8")
    assert "Somebody Else" in page
    assert "For firm a only" not in page


def test_the_pdf_is_public_too(tmp_path: Path) -> None:
    path = str(pipeline.example_folders()["hengchuan-valves"])
    out = tmp_path / "public.pdf"
    assert kam("pdf", path, "--audience", "public", "--language", "en", "-o", str(out)).exit_code == 0
    text = " ".join(page.extract_text() for page in PdfReader(out).pages)
    assert "Hengchuan" not in text
    assert set(re.findall(r"(?<![\w.])\d\.\d\d(?![\d.])", text)) == set()
