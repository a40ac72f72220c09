"""The reference documentation: the same in both languages, sourced, found, and its commands work."""

import io
import json
import re
import shlex
import zipfile
from contextlib import nullcontext
from pathlib import Path

import pytest
from browsing import Visit, address
from click.testing import CliRunner
from docx import Document
from helpers import instrument
from playwright.sync_api import Browser
from stand_ins import staged

from site_builder import pipeline
from site_builder.commands import main
from site_builder.deliver.site import draft
from site_builder.deliver.word import docx
from site_builder.load.content import load_content
from site_builder.model.content import Content
from site_builder.model.page import Draft
from site_builder.model.resources import find
from site_builder.pipeline import reference_site
from site_builder.present.reference.citations import LinkTargets, finish_page, link_sources

LANGUAGES = ("zh", "en")
CITED = re.compile(r"\[([TL]\d+(?:\.\d+)?)\](?!\()")
RUN = re.compile(r"```console\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content(find("content"), LANGUAGES)


def texts(language: str) -> dict[str, str]:
    folder = find("content", language)
    paths = [*folder.rglob("*.md"), *folder.glob("*.yml")]
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in paths}


def test_both_languages_have_the_same_pages_and_parts(content: Content) -> None:
    zh, en = (content.editions[language] for language in LANGUAGES)
    assert zh.pages.keys() == en.pages.keys()
    assert zh.templates.keys() == en.templates.keys()
    assert list(zh.problems) == list(en.problems) == [d.id for d in instrument().dimensions]
    assert list(zh.practices) == list(en.practices) == [p.id for p in instrument().practices]
    for name, page in zh.pages.items():
        heads = [re.findall(r"^(#+) .*\{(#[a-z-]+)\}", p.text, re.MULTILINE) for p in (page, en.pages[name])]
        assert heads[0] == heads[1], name
        assert CITED.findall(page.text) == CITED.findall(en.pages[name].text), name
        assert page.next == en.pages[name].next


def test_every_page_is_in_the_navigation_once(content: Content) -> None:
    names = [
        name
        for entry in content.nav
        for name in ([entry] if isinstance(entry, str) else [n for group in entry.values() for n in group])
    ]
    assert len(set(names)) == len(names)
    assert set(content.editions["zh"].pages) <= set(names)


def test_every_cited_source_is_there_and_every_reference_is_cited_somewhere() -> None:
    known = {*instrument().facts, *instrument().literature}
    everything = "".join(text for language in LANGUAGES for text in texts(language).values())
    assert set(CITED.findall(everything)) <= known
    steps = {id_ for p in instrument().practices for step in p.steps for id_ in step.literature}
    assert set(instrument().literature) <= steps | set(CITED.findall(everything))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_has_a_description_a_lead_and_a_readable_length(content: Content, language: str) -> None:
    for name, page in content.editions[language].pages.items():
        assert 15 <= len(page.description) <= 190, name
        assert "{ .lead }" in page.text, name
        if name == "index":
            continue
        plain = re.sub(r"```.*?```|<!--.*?-->|\[[TL][\d.]+\]|\{[^}]*\}", "", page.text, flags=re.DOTALL)
        size = len(re.findall(r"[\u4e00-\u9fff]", plain)) if language == "zh" else len(plain.split())
        assert 300 <= size <= 1900, (name, size)


@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_are_used_as_the_glossary_has_them(content: Content, language: str) -> None:
    for name, text in texts(language).items():
        for term in content.terms:
            for wrong in term.avoid:
                assert wrong.casefold() not in text.casefold(), f"{name}: {wrong}"


def test_terms_pictures_and_sources_are_linked(content: Content) -> None:
    page = content.editions["en"].pages["organisation/virtual-teams"]
    targets = LinkTargets(instrument(), content.terms, {page.next or "": "X"})
    text = finish_page(page, "organisation/virtual-teams", targets, "en")
    assert text.count("glossary.md#virtual-team") == 1
    source = instrument().sources["T2"]["en"].replace('"', "'")
    assert f'](../sources.md#T2.03){{ .cite title="{source}" }}' in text
    assert "<svg" in text
    assert "<!-- picture" not in text
    assert "[X](../manager/role.md)" in text
    link = link_sources("a [T1.09] <b> [here](manager.md)", "problems/strategy", instrument(), "en")
    assert link.startswith('a <a class="cite" href="../sources.html#T1.09" title="')
    assert link.endswith('>T1.09</a> &lt;b&gt; <a href="manager.html">here</a>')


def test_a_document_opens_and_is_the_same_every_time(content: Content) -> None:
    for language in LANGUAGES:
        for text in content.editions[language].templates.values():
            made = docx(text)
            assert made == docx(text)
            document = Document(io.BytesIO(made))
            assert document.paragraphs[0].text == text.partition("\n")[0].removeprefix("# ")
            assert len(document.tables) == len(re.findall(r"\n\n\|", text))
            assert zipfile.ZipFile(io.BytesIO(made)).testzip() is None


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Go to a folder where the answers of two people have come back."""
    monkeypatch.chdir(tmp_path)
    Path("back").mkdir()
    for number, role in ((1, "EX"), (2, "KM")):
        data = {
            "format": "kam-response/1",
            "instrument": {"id": instrument().id, "version": instrument().version},
            "respondent": {"id": f"r-{number}", "role": role},
            "answers": {p.id: {"rating": 3} for p in instrument().practices},
        }
        Path(f"back/r-{number}.json").write_text(json.dumps(data), "utf-8")


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("guide", ["consultants", "developers"])
def test_every_command_of_a_guide_runs(
    content: Content, reference: Path, guide: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = content.editions[language].pages[f"guides/{guide}"]
    monkeypatch.setenv("KAM_LANG", language)
    if answers := re.search(r"```json\n(.*?)```", page.text, re.DOTALL):
        Path("answers.json").write_text(json.dumps(json.loads(answers[1])), "utf-8")
    commands = [line for block in RUN.findall(page.text) for line in block.splitlines() if line]
    assert len(commands) >= 4
    for command in commands:
        name, *arguments = shlex.split(command)
        assert name == "kam", command
        if arguments == ["docs", "-o", "site"]:  # the very command that has built the reference site
            assert (reference / "index.html").is_file()
            continue
        with nullcontext() if language == "en" else staged():  # the engine is given the same pages again
            done = CliRunner().invoke(main.command_line(language), arguments)
        assert done.exit_code == 0, (command, done.output)


def test_the_method_is_worked_through_with_the_numbers_of_an_example(reference: Path) -> None:
    for language in LANGUAGES:
        method = (reference / language / "method.html").read_text("utf-8")
        card = pipeline.examples()["qinglan-seals"]
        assert card.index is not None
        assert f"{float(card.index.claimed.value):.2f}" in method
        assert card.assessment.settings.firm.name[language] in method


def test_a_published_site_names_its_pages_in_both_languages(
    reference: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The example reports know nothing of an address.
    monkeypatch.setattr(
        reference_site, "draft", lambda site: draft(site) if site.url else Draft(projects={}, files={})
    )
    reference_site.build(tmp_path / "site", None, lambda _: None, "https://example.org/kam")
    sitemap = (tmp_path / "site/sitemap.xml").read_text("utf-8")
    assert sitemap.count("<loc>") == 2 * len(list((reference / "zh").rglob("*.html")))
    assert 'hreflang="zh-CN" href="https://example.org/kam/zh/levels.html"' in sitemap
    page = (tmp_path / "site/en/levels.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://example.org/kam/en/levels.html">' in page
    assert 'hreflang="zh-CN" href="https://example.org/kam/zh/levels.html"' in page
    assert '<meta property="og:title"' in page


def test_without_an_address_no_page_names_one(reference: Path) -> None:
    page = (reference / "en/levels.html").read_text("utf-8")
    assert "canonical" not in page
    assert not (reference / "sitemap.xml").exists()


QUERIES = {
    "zh": {
        "谁是大客户": "start/key-accounts",
        "十年": "start/cost-and-time",
        "一户一策": "practices/account-plan",
        "虚拟团队": "organisation/virtual-teams",
        "授权清单": "practices/authority",
        "奖金": "practices/incentives",
        "绿色通道": "organisation/virtual-teams",
        "四种形式": "organisation/forms",
        "华为": "cases/huawei",
        "江苏电信": "cases/jiangsu-telecom",
        "国家邮政": "cases/state-post",
        "五级": "levels",
        "联合计划": "account/joint-planning",
        "素质模型": "practices/manager-selection",
        "计分卡": "practices/performance-measurement",
        "服务包": "practices/relationship-means",
        "舍入": "method",
        "术语": "glossary",
        "模板": "templates",
        "退出码": "guides/developers",
    },
    "en": {
        "who is a key account": "start/key-accounts",
        "how long does it take": "start/cost-and-time",
        "account plan": "practices/account-plan",
        "virtual team": "organisation/virtual-teams",
        "authority": "practices/authority",
        "commission": "practices/incentives",
        "green channel": "organisation/virtual-teams",
        "committee": "organisation/forms",
        "Huawei": "cases/huawei",
        "Jiangsu Telecom": "cases/jiangsu-telecom",
        "State Post": "cases/state-post",
        "five levels": "levels",
        "joint plan": "account/joint-planning",
        "competency model": "practices/manager-selection",
        "scorecard": "practices/performance-measurement",
        "service package": "practices/relationship-means",
        "rounding": "method",
        "glossary": "glossary",
        "templates": "templates",
        "exit codes": "guides/developers",
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_finds_the_right_page_among_the_first_three(
    browser: Browser, reference: Path, language: str
) -> None:
    visit, missed = Visit(browser), {}
    for query, wanted in QUERIES[language].items():
        visit.page.goto(address(reference / language / "index.html"))
        visit.page.locator("input.md-search__input").fill(query)
        visit.page.keyboard.press("End")
        visit.page.wait_for_selector(".md-search-result__item", timeout=15_000)
        links = visit.page.locator(".md-search-result__item").all()[:3]
        found = [
            (link.locator("a").first.get_attribute("href") or "").split(f"/{language}/")[-1].split(".html")[0]
            for link in links
        ]
        if wanted not in found:
            missed[query] = found
    visit.context.close()
    assert not missed


def test_an_address_that_is_none_is_a_usage_error(tmp_path: Path) -> None:
    done = CliRunner().invoke(main.command_line("en"), ["docs", "-o", str(tmp_path / "s"), "--url", "acme"])
    assert done.exit_code == 2
    assert "http" in done.output
    assert not (tmp_path / "s").exists()
