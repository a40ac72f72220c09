"""The questionnaire as a respondent meets it: one file, no network, interrupted and resumed."""

from pathlib import Path

from asking import answer, go
from browsing import Visit, address
from helpers import hostile_firm
from playwright.sync_api import Browser

from site_builder import pipeline
from site_builder.language.words import words
from site_builder.pipeline import collection

LIMIT = 300 * 1024


def test_it_is_one_small_file_that_can_reach_nothing(form: Path) -> None:
    text = form.read_text("utf-8")
    assert len(text.encode()) < LIMIT
    assert "default-src 'none'" in text
    assert " src=" not in text.replace(' src="data:', "")
    assert "<link" not in text
    assert "eval(" not in text
    assert " onclick=" not in text


def test_every_practice_is_asked_in_every_language(form: Path) -> None:
    text = form.read_text("utf-8")
    for practice in pipeline.read_instrument().practices:
        assert text.count(f'name="{practice.id}"') == 7
        for language in ("zh", "en"):
            assert practice.items[0].question[language].replace("'", "&#39;").replace("&D", "&amp;D") in text


def all_asked(visit: Visit) -> list[str]:
    found: list[str] = visit.page.locator(".q:not([hidden])").evaluate_all(
        "all => all.map(q => q.dataset.id)"
    )
    return found


def test_a_role_is_asked_its_own_questions_and_may_open_the_others(visit: Visit, form: Path) -> None:
    visit.page.goto(address(form))
    answer(visit, "role", "HR")
    asked = [p.id for p in pipeline.read_instrument().practices if "HR" in p.roles]
    assert all_asked(visit) == asked
    assert visit.page.locator("#count").inner_text() == f"0 / {len(asked)}"
    assert visit.page.locator("#menu li:visible").count() == 3  # start, the one dimension, handing back
    visit.page.locator("#all").check()
    assert len(all_asked(visit)) == 30
    assert visit.page.locator("#menu li:visible").count() == 8


def test_one_dimension_stands_on_the_page_at_a_time(visit: Visit, form: Path) -> None:
    visit.page.goto(address(form))
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


def test_what_is_answered_folds_when_one_comes_back_and_opens_again(visit: Visit, form: Path) -> None:
    visit.page.goto(address(form))
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


def test_answers_survive_closing_and_a_change_of_language(visit: Visit, form: Path) -> None:
    visit.page.goto(address(form))
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


def test_without_a_role_nobody_gets_on(visit: Visit, form: Path) -> None:
    visit.page.goto(address(form) + "#end")
    assert visit.page.locator("#start").is_visible()
    visit.page.locator("#next").click()
    assert visit.page.locator("#trouble").is_visible()
    answer(visit, "role", "KM")
    assert not visit.page.locator("#trouble").is_visible()
    visit.page.locator("#next").click()
    assert visit.page.locator("#strategy").is_visible()


def test_two_tabs_do_not_wipe_each_other(visit: Visit, form: Path) -> None:
    visit.page.goto(address(form))
    answer(visit, "role", "KM")
    other = visit.context.new_page()
    other.goto(address(form))
    other.evaluate("location.hash = 'strategy'")
    other.locator('input[name=selection][value="4"]').check()
    visit.page.wait_for_selector('[name=selection][value="4"]:checked', state="attached")
    go(visit, "organisation")
    visit.page.locator("#next").click()
    other.reload()
    assert other.locator('[name=selection][value="4"]').is_checked()
    other.locator(".del summary").click()
    other.locator(".delete").click()
    visit.wait("document.querySelectorAll('input:checked').length === 0")


def test_the_way_back_leads_out_of_the_page(visit: Visit, form: Path, reference: Path) -> None:
    visit.page.goto(address(reference / "zh/method.html"))
    visit.page.goto(address(form))
    answer(visit, "role", "KM")
    visit.page.locator("#next").click()
    visit.page.go_back()
    assert visit.page.locator("#start").is_visible()
    visit.page.go_back()
    assert visit.page.url.endswith("method.html")


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


def test_storage_that_is_refused_is_said_and_does_not_stop_anyone(browser: Browser, form: Path) -> None:
    visit = Visit(browser, locale="en-GB")
    visit.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } });"
    )
    visit.page.goto(address(form))
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
    visit.page.wait_for_url("**/assess/index.html")
    assert visit.page.locator("html").get_attribute("lang") == "zh-CN"  # as it was left
    assert visit.page.locator("[name=role]:checked").get_attribute("value") == "HR"
    assert visit.outside == []
    visit.context.close()


def test_a_questionnaire_for_a_client_shows_no_score(form: Path, reference: Path) -> None:
    assert "kamScore" not in form.read_text("utf-8").replace("kamScore && kamResult", "")
    assert "kamScore =" in (reference / "zh/assess/index.html").read_text("utf-8")
