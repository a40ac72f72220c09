"""The questionnaire as a respondent meets it: one file, no network, interrupted and resumed."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import Visit, address, axe
from click.testing import CliRunner
from helpers import hostile_firm
from playwright.sync_api import Browser

from site_builder import pipeline
from site_builder.commands import main
from site_builder.language.words import words
from site_builder.pipeline import collection

LIMIT = 300 * 1024


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("questionnaire") / "q.html"
    path.write_text(
        collection.questionnaire_page(pipeline.example_folders()["hengchuan-valves"], "x"), "utf-8"
    )
    return path


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    visit = Visit(browser, viewport={"width": 390, "height": 844}, locale="zh-CN", accept_downloads=True)
    yield visit
    assert visit.outside == []
    assert visit.errors == []
    visit.context.close()


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


def test_it_is_one_small_file_that_can_reach_nothing(file: Path) -> None:
    text = file.read_text("utf-8")
    assert len(text.encode()) < LIMIT
    assert "default-src 'none'" in text
    assert " src=" not in text.replace(' src="data:', "")
    assert "<link" not in text
    assert "eval(" not in text
    assert " onclick=" not in text


def test_every_practice_is_asked_in_every_language(file: Path) -> None:
    text = file.read_text("utf-8")
    for practice in pipeline.read_instrument().practices:
        assert text.count(f'name="{practice.id}"') == 7
        for language in ("zh", "en"):
            assert practice.items[0].question[language].replace("'", "&#39;").replace("&D", "&amp;D") in text


def all_asked(visit: Visit) -> list[str]:
    found: list[str] = visit.page.locator(".q:not([hidden])").evaluate_all(
        "all => all.map(q => q.dataset.id)"
    )
    return found


def test_a_role_is_asked_its_own_questions_and_may_open_the_others(visit: Visit, file: Path) -> None:
    visit.page.goto(address(file))
    answer(visit, "role", "HR")
    asked = [p.id for p in pipeline.read_instrument().practices if "HR" in p.roles]
    assert all_asked(visit) == asked
    assert visit.page.locator("#count").inner_text() == f"0 / {len(asked)}"
    assert visit.page.locator("#menu li:visible").count() == 3  # start, the one dimension, handing back
    visit.page.locator("#all").check()
    assert len(all_asked(visit)) == 30
    assert visit.page.locator("#menu li:visible").count() == 8


def test_one_dimension_stands_on_the_page_at_a_time(visit: Visit, file: Path) -> None:
    visit.page.goto(address(file))
    answer(visit, "role", "EX")
    seen = []
    while visit.page.locator("#next").is_visible():
        visit.page.locator("#next").click()
        assert visit.page.locator(".step:visible").count() == 1
        assert visit.page.evaluate("document.activeElement.tagName") == "H2"
        seen.append(visit.page.locator(".step:visible").get_attribute("id"))
    dimensions = [dimension.id for dimension in pipeline.read_instrument().dimensions]
    assert seen == [*dimensions, "context", "end"]
    visit.page.go_back()
    assert visit.page.locator("#context").is_visible()
    visit.page.locator("#menu a[href='#manager']").click()
    assert visit.page.locator("#manager").is_visible()


def test_what_is_answered_folds_when_one_comes_back_and_opens_again(visit: Visit, file: Path) -> None:
    visit.page.goto(address(file))
    answer(visit, "role", "EX")
    answer(visit, "selection", "3")
    assert visit.page.locator("#q-selection .opt").first.is_visible()
    go(visit, "organisation")
    go(visit, "strategy")
    chosen = pipeline.read_instrument().practice_by_id["selection"].items[0].anchors[2]["zh"]
    assert visit.page.locator("#q-selection .fold small").inner_text() == chosen
    assert not visit.page.locator("#q-selection .opt").first.is_visible()
    visit.page.locator("#q-selection .unfold").click()
    assert visit.page.locator("#q-selection .opt").first.is_visible()
    assert visit.page.evaluate("document.activeElement.value") == "3"


def test_answers_survive_closing_and_a_change_of_language(visit: Visit, file: Path) -> None:
    visit.page.goto(address(file))
    answer(visit, "role", "KM")
    answer(visit, "selection", "3")
    visit.page.locator("#q-selection .talk").click()
    visit.page.locator("#c-selection").fill("去年退了两家 </script>")
    answer(visit, "authority", "dk")
    answer(visit, "belonging", "na")  # the reason is still to come
    visit.page.get_by_role("button", name="English").click()
    assert visit.page.locator("html").get_attribute("lang") == "en"
    visit.page.reload()
    assert visit.page.locator("html").get_attribute("lang") == "en"
    assert visit.page.locator("#manager").is_visible()
    assert visit.page.locator('[name=selection][value="3"]').is_checked()
    assert visit.page.locator('[name=authority][value="dk"]').is_checked()
    assert visit.page.locator('[name=belonging][value="na"]').is_checked()
    assert visit.page.locator("#c-selection").input_value() == "去年退了两家 </script>"
    assert visit.page.locator("#saved").inner_text() == words("en", "questionnaire")("questionnaire.saved")


def test_the_file_it_gives_is_read_by_the_program(
    visit: Visit, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit.page.goto(address(file))
    answer(visit, "role", "EX")
    visit.page.locator("#all").check()
    practices = [practice.id for practice in pipeline.read_instrument().practices]
    for number, id_ in enumerate(practices):
        answer(visit, id_, str(1 + number % 5))
    answer(visit, "reconfiguration", "na")
    visit.page.locator("#r-reconfiguration").fill("没有新机会")
    go(visit, "context")
    visit.page.locator('[data-context="key-accounts"]').fill("12")
    visit.page.locator('[data-context="annual-sales"]').select_option("50m-500m")
    visit.page.locator('[data-part="strategic"]').fill("2")
    visit.page.locator('[data-context="accounts-per-manager"]').fill("-3")
    assert visit.page.locator(".err:visible").count() == 1
    assert visit.page.locator("#count").inner_text() == "30 / 30"
    data = downloaded(visit)
    assert visit.page.locator("#wrong").is_visible()
    monkeypatch.chdir(tmp_path)
    Path("answers.json").write_text(json.dumps(data), "utf-8")
    scored = CliRunner().invoke(main.command_line("en"), ["score", "answers.json", "--json"])
    assert scored.exit_code == 0, scored.stderr
    result = json.loads(scored.stdout)
    assert result["practices"]["selection"]["claimed"] == 1 + practices.index("selection") % 5
    assert result["practices"]["reconfiguration"]["status"] == "not-applicable"
    assert data["context"] == {
        "key-accounts": 12,
        "annual-sales": "50m-500m",
        "relationship-types": {"strategic": 2},
    }


def test_not_applicable_without_a_reason_is_unfinished_and_not_handed_over(visit: Visit, file: Path) -> None:
    visit.page.goto(address(file))
    answer(visit, "role", "HR")
    answer(visit, "incentives", "2")
    answer(visit, "belonging", "na")
    assert visit.page.locator("#count").inner_text().startswith("1 /")
    assert "belonging" not in str(downloaded(visit)["answers"])
    visit.page.locator('#open a[href="#q-belonging"]').click()
    assert visit.page.locator("#r-belonging").get_attribute("aria-invalid") == "true"
    visit.page.locator("#r-belonging").fill("没有这样的岗位")
    assert visit.page.locator("#count").inner_text().startswith("2 /")


def test_without_a_role_nobody_gets_on(visit: Visit, file: Path) -> None:
    visit.page.goto(address(file) + "#end")
    assert visit.page.locator("#start").is_visible()
    visit.page.locator("#next").click()
    assert visit.page.locator("#trouble").is_visible()
    answer(visit, "role", "KM")
    assert not visit.page.locator("#trouble").is_visible()
    visit.page.locator("#next").click()
    assert visit.page.locator("#strategy").is_visible()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{", "load_format"),
        ("[]", "load_format"),
        (
            '{"format": "kam-response/1", "instrument": {"id": "other", "version": "1.0.0"}}',
            "load_instrument",
        ),
        (
            '{"format": "kam-response/1", "instrument": {"id": "kam-five-problems", "version": "9.0.0"}}',
            "load_version",
        ),
        (
            '{"format": "kam-response/1", "instrument": {"id": "kam-five-problems", "version": "1.0.0"}}',
            "load_format",
        ),
        ("x" * 10_000_000, "load_format"),
    ],
    ids=["cut", "list", "instrument", "version", "comment", "10 MB"],
)
def test_a_file_that_does_not_fit_changes_nothing(
    visit: Visit, file: Path, tmp_path: Path, content: str, problem: str
) -> None:
    visit.page.goto(address(file))
    answer(visit, "role", "KM")
    answer(visit, "selection", "3")
    go(visit, "start")
    bad = tmp_path / "bad.json"
    bad.write_text(content, "utf-8")
    visit.page.locator("#load").set_input_files(bad)
    visit.page.wait_for_selector("#trouble:visible")
    assert visit.page.locator("#trouble").inner_text() == words("zh", "questionnaire")(
        f"questionnaire.{problem}"
    )
    assert visit.page.locator('[name=selection][value="3"]').is_checked()


def test_answers_can_be_deleted_and_a_saved_file_loaded_back(
    visit: Visit, file: Path, tmp_path: Path
) -> None:
    visit.page.goto(address(file))
    answer(visit, "role", "KM")
    answer(visit, "selection", "4")
    data = downloaded(visit)
    visit.page.locator(".del summary").click()
    visit.page.locator(".delete").click()
    assert visit.page.locator("input:checked").count() == 0
    visit.page.reload()
    assert visit.page.locator("input:checked").count() == 0
    saved = tmp_path / "saved.json"
    saved.write_text(json.dumps(data), "utf-8")
    visit.page.locator("#load").set_input_files(saved)
    visit.page.wait_for_selector('[name=selection][value="4"]:checked', state="attached")
    assert visit.page.locator("#loaded").inner_text()
    assert downloaded(visit)["respondent"] == data["respondent"]


def test_a_block_for_chats_is_taken_in_by_the_program(
    visit: Visit, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit.page.goto(address(file))
    answer(visit, "role", "KM")
    answer(visit, "selection", "4")
    answer(visit, "authority", "na")
    visit.page.locator("#r-authority").fill("没有大客户经理 😀")
    data = downloaded(visit)
    visit.page.locator("#copy").click()
    visit.page.wait_for_selector("#block:visible")
    block = visit.page.locator("#block").input_value()
    assert ":z:" in block
    visit.page.evaluate("window.CompressionStream = undefined")  # an older browser
    visit.page.locator("#copy").click()
    visit.page.wait_for_function("document.getElementById('block').value.includes(':p:')")
    plain = visit.page.locator("#block").input_value()
    monkeypatch.chdir(tmp_path)
    kam = main.command_line("en")
    CliRunner().invoke(kam, ["new", "acme"])
    for number, text in enumerate((block, plain)):
        Path("chat.txt").write_text(f"张三 10:32\n好的\n> {text[:200]}\n> {text[200:]}\n李四：收到", "utf-8")
        done = CliRunner().invoke(kam, ["import", "chat.txt", "--into", "acme", "--wave", f"w{number}"])
        assert done.exit_code == 0, done.output
        (written,) = Path(f"acme/responses/w{number}").glob("*.json")
        assert json.loads(written.read_text("utf-8")) == data


def test_a_block_that_is_out_of_date_is_taken_away(visit: Visit, file: Path) -> None:
    visit.page.goto(address(file))
    answer(visit, "role", "KM")
    go(visit, "end")
    visit.page.locator("#copy").click()
    assert visit.page.locator("#copied").inner_text() == words("zh", "questionnaire")("questionnaire.nothing")
    answer(visit, "selection", "4")
    go(visit, "end")
    visit.page.locator("#copy").click()
    visit.page.wait_for_selector("#block:visible")
    answer(visit, "selection", "2")
    go(visit, "end")
    assert not visit.page.locator("#block").is_visible()
    assert visit.page.locator("#copied").inner_text() == ""


def test_two_tabs_do_not_wipe_each_other(visit: Visit, file: Path) -> None:
    visit.page.goto(address(file))
    answer(visit, "role", "KM")
    other = visit.context.new_page()
    other.goto(address(file))
    other.evaluate("location.hash = 'strategy'")
    other.locator('input[name=selection][value="4"]').check()
    visit.page.wait_for_selector('[name=selection][value="4"]:checked', state="attached")
    go(visit, "organisation")
    visit.page.locator("#next").click()
    other.reload()
    assert other.locator('[name=selection][value="4"]').is_checked()
    other.locator(".del summary").click()
    other.locator(".delete").click()
    visit.page.wait_for_function("document.querySelectorAll('input:checked').length === 0")


def test_the_way_back_leads_out_of_the_page(visit: Visit, file: Path, reference: Path) -> None:
    visit.page.goto(address(reference / "zh/method.html"))
    visit.page.goto(address(file))
    answer(visit, "role", "KM")
    visit.page.locator("#next").click()
    visit.page.go_back()
    assert visit.page.locator("#start").is_visible()
    visit.page.go_back()
    assert visit.page.url.endswith("method.html")


def test_what_another_role_was_asked_is_kept_and_not_handed_over(visit: Visit, file: Path) -> None:
    visit.page.goto(address(file))
    answer(visit, "role", "EX")
    answer(visit, "selection", "4")
    answer(visit, "responsible-unit", "3")
    go(visit, "start")
    answer(visit, "role", "HR")
    visit.page.reload()
    go(visit, "manager")
    answer(visit, "belonging", "2")
    assert downloaded(visit)["answers"] == {"belonging": {"rating": 2}}
    go(visit, "start")
    answer(visit, "role", "EX")
    assert {"selection", "responsible-unit"} <= set(dict(downloaded(visit)["answers"]))  # type: ignore[call-overload]


def test_a_respondent_is_told_what_becomes_of_the_words(visit: Visit, tmp_path: Path) -> None:
    folder = hostile_firm(tmp_path, "Firm")
    settings = (folder / "assessment.yml").read_text("utf-8")
    extra = "questionnaire: {roles: [CU, KM], closes: 2026-12-11}\nconfidentiality: anonymous\n"
    (folder / "assessment.yml").write_text(settings + extra, "utf-8")
    page = tmp_path / "q.html"
    page.write_text(collection.questionnaire_page(folder, "x"), "utf-8")
    visit.page.goto(address(page))
    text = visit.page.locator("#start").inner_text()
    assert "不足 5 人" in text
    assert "2026 年 12 月 11 日" in text
    assert "“公司”指供应商" in text


def test_it_can_be_filled_in_with_the_keyboard_alone(visit: Visit, file: Path) -> None:
    """Tab, space, arrows and Enter lead from the first role to a downloaded file."""
    visit.page.goto(address(file))
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


def test_focus_can_be_seen(visit: Visit, file: Path) -> None:
    visit.page.goto(address(file))
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Tab")
    outline = visit.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_whoever_wants_no_motion_gets_none(browser: Browser, file: Path) -> None:
    for motion, expected in (("reduce", "0s"), ("no-preference", "0.2s")):
        visit = Visit(browser, reduced_motion=motion)
        visit.page.goto(address(file))
        tick = "getComputedStyle(document.querySelector('#ticks s')).transitionDuration"
        assert visit.page.evaluate(tick) == expected
        visit.context.close()


def test_it_reads_without_script_and_fits_a_phone(browser: Browser, file: Path) -> None:
    plain = Visit(browser, java_script_enabled=False, viewport={"width": 390, "height": 844})
    plain.page.goto(address(file))
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_in_any_state(
    browser: Browser,
    states: "States",
    scheme: str,
    width: int,
) -> None:
    visit = Visit(
        browser,
        viewport={"width": width, "height": 844},
        color_scheme=scheme,
        reduced_motion="reduce",
        bypass_csp=True,
    )
    for name in states(visit):
        found = axe(visit)
        assert found == [], f"{name} {visit.page.url}: {found}"
    visit.context.close()


States = Callable[[Visit], Iterator[str]]


@pytest.fixture(scope="module")
def states(file: Path, reference: Path) -> States:
    """Return a walk through every state of both pages, in both languages."""

    def walk(visit: Visit) -> Iterator[str]:
        for page in (file, reference / "en/assess/index.html"):
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


def test_storage_that_is_refused_is_said_and_does_not_stop_anyone(browser: Browser, file: Path) -> None:
    visit = Visit(browser, locale="en-GB")
    visit.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } });"
    )
    visit.page.goto(address(file))
    answer(visit, "role", "KM")
    answer(visit, "selection", "2")
    assert visit.page.locator("#count").inner_text().startswith("1 /")
    assert visit.page.locator("#saved").inner_text() == words("en", "questionnaire")(
        "questionnaire.not_saved"
    )
    visit.context.close()


def test_the_self_assessment_asks_everyone_everything_and_keeps_its_language(
    browser: Browser,
    reference: Path,
) -> None:
    visit = Visit(browser, locale="zh-CN")
    visit.page.goto(address(reference / "en/assess/index.html"))
    assert visit.page.locator("html").get_attribute("lang") == "en"
    answer(visit, "role", "HR")
    assert visit.page.locator("#count").inner_text() == "0 / 30"
    visit.page.locator(".lang:visible").click()
    visit.page.reload()
    assert visit.page.locator("html").get_attribute("lang") == "zh-CN"
    visit.page.goto(address(reference / "en/index.html"))
    visit.page.get_by_role("link", name="Self-assessment").first.click()
    assert visit.page.locator("html").get_attribute("lang") == "zh-CN"  # as it was left
    assert visit.page.locator("[name=role]:checked").get_attribute("value") == "HR"
    assert visit.outside == []
    visit.context.close()


def test_a_questionnaire_for_a_client_shows_no_score(file: Path, reference: Path) -> None:
    assert "kamScore" not in file.read_text("utf-8").replace("kamScore && kamResult", "")
    assert "kamScore =" in (reference / "zh/assess/index.html").read_text("utf-8")


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


def test_the_command_makes_it_and_replaces_only_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    kam = main.command_line("en")
    CliRunner().invoke(kam, ["new", "acme"])
    made = CliRunner().invoke(kam, ["questionnaire", "acme"])
    assert made.exit_code == 0, made.output
    assert CliRunner().invoke(kam, ["questionnaire", "acme"]).exit_code == 0
    Path("mine.html").write_text("mine", "utf-8")
    assert CliRunner().invoke(kam, ["questionnaire", "acme", "-o", "mine.html"]).exit_code == 1
    assert Path("mine.html").read_text("utf-8") == "mine"
