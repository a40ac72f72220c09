"""The consultant's words: where they stand, that they survive, and every way in which they can go wrong."""

import html
import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from helpers import kam, sample

from site_builder import pipeline
from site_builder.commands import main
from site_builder.load.markdown import parse_prose
from site_builder.model.prose import Block


@pytest.fixture
def firm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    sample(tmp_path / "firm", 3, M5=1)
    (tmp_path / "firm" / "commentary").mkdir()
    return tmp_path / "firm"


def write(firm: Path, name: str, text: str) -> None:
    (firm / "commentary" / name).write_text(text, "utf-8")


def page(name: str, language: str = "en") -> str:
    assert kam("build", "firm", "-o", "site").exit_code == 0
    return Path(f"site/{language}/{name}.html").read_text("utf-8")


@pytest.mark.usefixtures("staged_pages")
def test_a_remark_stands_on_its_page_in_its_language(firm: Path) -> None:
    write(firm, "index.en.md", "---\nby: Li Ming\n---\nThe **board** decided.\n\n- first\n- second\n")
    built = page("index")
    assert "The <b>board</b> decided." in built
    assert '<p class="by">Li Ming</p>' in built
    assert "Li Ming" not in Path("site/zh/index.html").read_text("utf-8")


@pytest.mark.usefixtures("staged_pages")
def test_a_remark_stands_beside_the_practice_that_it_is_about(firm: Path) -> None:
    write(firm, "manager.authority.en.md", "Seen on paper.")
    built = page("manager")
    row = built[built.index('id="authority"') :]
    assert row.index("Seen on paper.") < row.index("</article>")


@pytest.mark.usefixtures("staged_pages")
def test_every_heading_of_every_page_takes_a_remark(firm: Path) -> None:
    """The page of a report names its sections; each of them, with the practices, is a place for remarks."""
    kam("build", "firm", "-o", "site")
    places = [
        (path.stem, section)
        for path in Path("site/en").glob("*.html")
        for section in re.findall(r'<h2 id="([a-z-]+)"(?! class="vh")', path.read_text("utf-8"))
        if path.stem != "print" and (path.stem, section) != ("index", "dimensions")
    ]
    assert len(places) > 40
    own = {"binding", "problem"}  # inside a box: the remark follows below it, or on the page
    for name, section in places:
        if section not in own:
            write(firm, f"{name}.{section}.en.md", f"About {name} {section}.")
    assert kam("build", "firm", "-o", "site").exit_code == 0
    for name, section in places:
        if section not in own:
            assert f"About {name} {section}." in Path(f"site/en/{name}.html").read_text("utf-8")


def test_what_is_written_never_becomes_markup(firm: Path) -> None:
    (firm / "assessment.yml").write_text("firm: {name: {en: Firm A}}\nlanguages: [en]\n", "utf-8")
    write(firm, "index.en.md", "Five \\< six & `<script>alert(1)</script>`.")
    built = page("index")
    assert "Five &lt; six &amp; <code>&lt;script&gt;alert(1)&lt;/script&gt;</code>." in built


@pytest.mark.usefixtures("staged_pages")
def test_a_sentence_is_replaced_and_the_method_page_keeps_the_original(firm: Path) -> None:
    original = yaml.safe_load(kam("sentences", "firm").stdout)["index.headline"]
    write(firm, "sentences.en.yml", "index.headline: Said by a person.\n")
    built = page("index")
    assert '<h1 id="top">Said by a person.</h1>' in built
    assert original not in html.unescape(built)
    method = html.unescape(Path("site/en/method.html").read_text("utf-8"))
    assert original in method
    assert "Said by a person." in method


@pytest.mark.usefixtures("staged_pages")
def test_every_sentence_that_is_offered_can_be_replaced(firm: Path) -> None:
    offered = yaml.safe_load(kam("sentences", "firm").stdout)
    assert {"index.headline", "card.manager.line", "practice.authority.next_text", "roadmap.lead"} <= {
        *offered
    }
    texts = {id_: f"Sentence {number:03}." for number, id_ in enumerate(offered)}
    write(firm, "sentences.en.yml", json.dumps(texts))
    assert kam("build", "firm", "-o", "site").exit_code == 0
    shown = "".join(path.read_text("utf-8") for path in Path("site/en").glob("*.html"))
    assert [
        id_ for id_, text in texts.items() if shown.count(text) < 2
    ] == []  # its place, and the method page


def test_words_about_a_score_that_has_moved_are_told(firm: Path) -> None:
    write(firm, "manager.authority.en.md", "---\nscores:\n  authority: 1\n  level: 4\n---\nStill so.")
    write(firm, "sentences.en.yml", "index.lead: {text: So it is., scores: {index: 2.5}}\n")
    told = kam("check", "firm")
    assert told.exit_code == 0
    assert "firm/commentary/manager.authority.en.md:4: " not in told.stderr
    assert "manager.authority.en.md:4 gives level as 4; it is now 2" in told.stderr
    assert "sentences.en.yml:1 gives index as 2.5; it is now 2.93" in told.stderr
    assert "gives authority" not in told.stderr


def test_a_remark_in_one_language_only_is_told(firm: Path) -> None:
    write(firm, "index.en.md", "Only here.")
    assert 'index.en.md exists in one language only; the "zh" report' in kam("check", "firm").stderr
    write(firm, "index.zh.md", "这里也有。")
    assert kam("check", "firm").stderr == ""


WRONG = {
    "manger.en.md": ("Text.", "", 'no page "manger" in this report. Did you mean "manager"?'),
    "manager.autority.en.md": ("Text.", "", 'no section "autority". Did you mean "authority"?'),
    "manager.fr.md": ("Text.", "", 'no language "fr"'),
    "notes.txt": ("Text.", "", "does not say where this belongs"),
    "index.en.md": ("", ":1", "The file is empty"),
    "findings.en.md": ("---\nby: me\nText.", ":1", "is not closed"),
    "roles.en.md": ("---\nby: me\nscore: {}\n---\nText.", ":3", 'Unknown key "score"'),
    "roadmap.en.md": ("---\nscores: {autority: 2}\n---\nText.", ":2", 'no score "autority"'),
    "reach.en.md": ("---\nscores:\n  authority: 7\n---\nText.", ":3", "the scale goes from 1 to 5"),
    "setup.en.md": ("Fine.\n\n<div>\nno\n</div>", ":3", 'Found HTML ("<div>")'),
    "answers.en.md": ("Fine.\nA <b>bold</b> word.", ":2", 'Found HTML ("<b>")'),
    "method.en.md": ("Fine.\n\nA **bold word.", ":3", "not closed"),
    "respondents.en.md": ("Fine.\n\n```\ncode", ":3", "block of code is not closed"),
    "priorities.en.md": ("![me](me.png)", ":1", 'cannot hold pictures ("me.png")'),
    "strategy.en.md": ("[here](javascript:alert(1))", ":1", "not closed or has no effect"),
    "systems.en.md": ("[here](file:///etc)", ":1", "not closed or has no effect"),
    "relationship.en.md": ("[here](nowhere.html)", ":1", "points to nothing in this report"),
    "waves.en.md": ("Fine.", "", 'no page "waves"'),
    "manager.practices.en.md": (
        "See\n[it](manager.html#autority).",
        ":2",
        '"manager.html#autority" points to',
    ),
    "organisation.en.md": ("---\nby: [a\n---\nText.", ":2", "not valid YAML"),
    "sentences.en.yml": ("index.headlin: Text.", ":1", 'Did you mean "index.headline"?'),
    "sentences.fr.yml": ("index.headline: Texte", "", 'no language "fr"'),
    "findings.P99.en.md": ("Text.", "", 'no section "P99"'),
    "sentences.zh.yml": ("index.headline: ''", ":1", "The text is empty"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_with_its_place(firm: Path, name: str) -> None:
    text, line, said = WRONG[name]
    write(firm, name, text)
    told = kam("check", "firm")
    assert told.exit_code == 1, told.output
    assert f"firm/commentary/{name}{line}: " in told.stderr
    assert said in told.stderr
    assert kam("build", "firm", "-o", "site").exit_code == 1
    assert not Path("site").exists()


@pytest.mark.parametrize("text", ["12", "", "'A **bold** claim'", "'<b>Bold</b>'"])
def test_a_sentence_is_plain_text(firm: Path, text: str) -> None:
    write(firm, "sentences.en.yml", f"index.headline: {text}\n")
    assert "firm/commentary/sentences.en.yml:1: index.headline: " in kam("check", "firm").stderr


def test_a_remark_in_the_wrong_encoding_is_told(firm: Path) -> None:
    (firm / "commentary" / "index.zh.md").write_bytes("关键在授权。".encode("gb18030"))
    assert "GBK" in kam("check", "firm").stderr


def test_what_hides_in_a_remark_is_told(firm: Path) -> None:
    write(firm, "index.en.md", "\n---\nby: Li Ming\n---\nFine.")
    write(firm, "roles.en.md", "Text.\x1b[31m")
    write(firm, "manager.en.md", ">" * 30 + " deep")
    (firm / "secret.md").write_text("x", "utf-8")
    (firm.parent / "secret.md").write_text("secret", "utf-8")
    (firm / "commentary" / "method.en.md").symlink_to(firm.parent / "secret.md")
    told = kam("check", "firm").stderr
    assert "index.en.md" not in told  # a head after an empty line is a head
    assert "roles.en.md:1: The text holds invisible control characters" in told
    assert "manager.en.md:1: It is nested too deeply" in told
    assert "method.en.md: This links to a file outside" in told


def test_sentences_are_listed_in_a_language_of_the_report(firm: Path) -> None:
    (firm / "assessment.yml").write_text("firm: {name: {zh: 甲公司}}\nlanguages: [zh]\n", "utf-8")
    assert "index.headline: " in kam("sentences", "firm").stdout
    assert kam("sentences", "firm", "--language", "en").exit_code == 1


def test_all_that_is_wrong_is_told_at_once(firm: Path) -> None:
    write(firm, "index.en.md", "A <b>bold</b> word, and **one more.")
    write(firm, "roles.en.md", "---\nscores: {autority: 2}\n---\n")
    assert "Problems found: 4." in kam("check", "firm").stderr


def test_places_that_are_not_there_are_told_together(firm: Path) -> None:
    write(firm, "manger.en.md", "Text.")
    write(firm, "manager.autority.en.md", "Text.")
    write(firm, "manager.autority.zh.md", "文字。")
    write(firm, "roles.en.md", "Text.")
    write(firm, "index.en.md", "See [it](manager.html#nowhere).")
    write(firm, "sentences.en.yml", "index.headlin: Text.\n")
    told = kam("check", "firm").stderr
    lost = ["manger.en.md", "autority.en.md", "autority.zh.md", "roles.en.md", "index.en.md:1"]
    assert [name for name in (*lost, "sentences.en.yml:1") if name not in told] == []
    assert "Problems found: 6." in told


def test_new_folders_have_examples_that_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    kam("new", "acme")
    sample(tmp_path / "other")
    for path in Path("acme/commentary").glob("*.example"):
        path.rename(path.with_suffix(""))
    Path("acme/commentary").rename("other/commentary")
    told = kam("check", "other")
    assert told.exit_code == 0, told.output


def plain(blocks: Iterable[Block]) -> str:
    parts: list[str] = []
    for block in blocks:
        parts += [run.text for run in block.runs]
        parts += [run.text for row in block.rows for cell in row for run in cell]
        parts += [plain(item) for item in block.items]
    return " ".join(part for part in parts if part)


def test_prose_keeps_its_words_in_their_order() -> None:
    text = "One **two** *three*\nfour\n\n> five\n\n1. six\n   - seven\n\n| a | b |\n|---|---|\n| c | `d` |\n"
    found = parse_prose(text, "x.md")
    assert found.problems == ()
    assert plain(found.blocks).split() == [
        "One",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "a",
        "b",
        "c",
        "d",
    ]
    assert [block.kind for block in found.blocks] == ["paragraph", "quote", "numbers", "table"]


@pytest.mark.parametrize(("score", "is_stale"), [("2.95", False), ("3.2", True)])
def test_a_score_that_is_told_as_a_part_of_the_scale_is_one_of_those_in_it(
    tmp_path: Path, score: str, *, is_stale: bool
) -> None:
    folder = tmp_path / "firm"
    shutil.copytree(pipeline.example_folders()["hengchuan-valves"], folder)
    remark = folder / "commentary/index.zh.md"
    text = remark.read_text("utf-8")
    remark.write_text(text.replace("scores: {", f"scores: {{company-plan-link: {score}, "), "utf-8")
    done = CliRunner().invoke(main.command_line("en"), ["check", str(folder)])
    assert done.exit_code == 0, done.output
    assert ("company-plan-link" in done.stderr) == is_stale
