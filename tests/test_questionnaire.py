"""The questionnaire as a respondent meets it: one file, no network, interrupted and resumed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser
from test_browser import Visit, address, browser  # noqa: F401 - a fixture

from site_builder import cli, pipeline
from site_builder.words import words

LIMIT = 300 * 1024


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("questionnaire") / "q.html"
    path.write_text(pipeline.questionnaire_page(pipeline.example_folders()["hengchuan-valves"], "x"), "utf-8")
    return path


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:  # noqa: F811 - the fixture above
    visit = Visit(browser, viewport={"width": 390, "height": 844}, locale="zh-CN", accept_downloads=True)
    yield visit
    assert visit.outside == []
    assert visit.errors == []
    visit.context.close()


def answer(visit: Visit, name: str, value: str) -> None:
    visit.page.locator(f'input[name="{name}"][value="{value}"]').check()


def downloaded(visit: Visit) -> dict[str, object]:
    with visit.page.expect_download() as download:
        visit.page.locator("#download").click()
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


def test_a_role_is_asked_its_own_questions_and_may_open_the_others(visit: Visit, file: Path) -> None:
    visit.page.goto(address(file))
    answer(visit, "role", "HR")
    asked = [p.id for p in pipeline.read_instrument().practices if "HR" in p.roles]
    shown = visit.page.locator(".q:visible").evaluate_all("all => all.map(q => q.dataset.id)")
    assert shown == asked
    assert visit.page.locator("#count").inner_text() == f"0 / {len(asked)}"
    visit.page.locator("#all").check()
    assert visit.page.locator(".q:visible").count() == 30


def test_answers_survive_closing_and_a_change_of_language(visit: Visit, file: Path) -> None:
    visit.page.goto(address(file))
    answer(visit, "role", "KM")
    answer(visit, "selection", "3")
    visit.page.locator("#c-selection").fill("去年退了两家 </script>")
    answer(visit, "authority", "dk")
    visit.page.get_by_role("button", name="English").click()
    assert visit.page.locator("html").get_attribute("lang") == "en"
    visit.page.reload()
    assert visit.page.locator("html").get_attribute("lang") == "en"
    assert visit.page.locator('[name=selection][value="3"]').is_checked()
    assert visit.page.locator('[name=authority][value="dk"]').is_checked()
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
    visit.page.locator('[data-context="key-accounts"]').fill("12")
    visit.page.locator('[data-context="annual-sales"]').select_option("50m-500m")
    visit.page.locator('[data-part="strategic"]').fill("2")
    assert visit.page.locator("#count").inner_text() == "30 / 30"
    data = downloaded(visit)
    monkeypatch.chdir(tmp_path)
    Path("answers.json").write_text(json.dumps(data), "utf-8")
    scored = CliRunner().invoke(cli.command_line("en"), ["score", "answers.json", "--json"])
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
    answer(visit, "belonging", "na")
    assert visit.page.locator("#count").inner_text().startswith("0 /")
    assert "belonging" not in str(downloaded(visit)["answers"])
    visit.page.locator("#r-belonging").fill("没有这样的岗位")
    assert visit.page.locator("#count").inner_text().startswith("1 /")


def test_without_a_role_nothing_is_handed_over(visit: Visit, file: Path) -> None:
    visit.page.goto(address(file))
    visit.page.locator("#download").click()
    assert visit.page.locator("#trouble").is_visible()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{", "load_format"),
        (
            '{"format": "kam-response/1", "instrument": {"id": "other", "version": "1.0.0"}}',
            "load_instrument",
        ),
        (
            '{"format": "kam-response/1", "instrument": {"id": "kam-five-problems", "version": "9.0.0"}}',
            "load_version",
        ),
        ("x" * 2_000_000, "load_format"),
    ],
)
def test_a_file_that_does_not_fit_changes_nothing(
    visit: Visit, file: Path, tmp_path: Path, content: str, problem: str
) -> None:
    visit.page.goto(address(file))
    answer(visit, "role", "KM")
    answer(visit, "selection", "3")
    bad = tmp_path / "bad.json"
    bad.write_text(content, "utf-8")
    visit.page.locator("#load").set_input_files(bad)
    visit.page.wait_for_selector("#trouble:visible")
    assert visit.page.locator("#trouble").inner_text() == words("zh", "questionnaire")(
        f"questionnaire.{problem}"
    )
    assert visit.page.locator('[name=selection][value="3"]').is_checked()


def test_a_saved_file_is_loaded_back(visit: Visit, file: Path, tmp_path: Path) -> None:
    visit.page.goto(address(file))
    answer(visit, "role", "KM")
    answer(visit, "selection", "4")
    data = downloaded(visit)
    visit.page.on("dialog", lambda dialog: dialog.accept())
    visit.page.locator("#delete").click()
    assert visit.page.locator("[name=selection]:checked").count() == 0
    saved = tmp_path / "saved.json"
    saved.write_text(json.dumps(data), "utf-8")
    visit.page.locator("#load").set_input_files(saved)
    visit.page.wait_for_selector('[name=selection][value="4"]:checked')
    assert downloaded(visit)["respondent"] == data["respondent"]


def test_it_can_be_filled_in_with_the_keyboard_alone(visit: Visit, file: Path) -> None:
    visit.page.goto(address(file))
    visit.page.locator('[name=role][value="HR"]').focus()
    visit.page.keyboard.press("Space")
    first = visit.page.locator(".q:visible").first
    first.locator("input").first.focus()
    visit.page.keyboard.press("Space")
    visit.page.keyboard.press("ArrowDown")
    assert first.locator('input[value="2"]').is_checked()
    assert visit.page.locator("#count").inner_text().startswith("1 /")


def test_it_reads_without_script_and_fits_a_phone(browser: Browser, file: Path) -> None:  # noqa: F811
    plain = Visit(browser, java_script_enabled=False, viewport={"width": 390, "height": 844})
    plain.page.goto(address(file))
    assert plain.page.locator("fieldset.q").count() == 30
    assert plain.page.locator("fieldset.q").first.is_visible()
    assert plain.page.locator("noscript").count() == 1
    plain.context.close()
    phone = Visit(browser, viewport={"width": 390, "height": 844})
    phone.page.goto(address(file))
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    phone.context.close()


def test_storage_that_is_refused_is_said_and_does_not_stop_anyone(browser: Browser, file: Path) -> None:  # noqa: F811
    visit = Visit(browser, locale="en-GB")
    visit.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } });"
    )
    visit.page.goto(address(file))
    answer(visit, "selection", "2")
    assert visit.page.locator("#saved").inner_text() == words("en", "questionnaire")(
        "questionnaire.not_saved"
    )
    visit.context.close()


def test_the_command_makes_it_and_replaces_only_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    kam = cli.command_line("en")
    CliRunner().invoke(kam, ["new", "acme"])
    made = CliRunner().invoke(kam, ["questionnaire", "acme"])
    assert made.exit_code == 0, made.output
    assert CliRunner().invoke(kam, ["questionnaire", "acme"]).exit_code == 0
    Path("mine.html").write_text("mine", "utf-8")
    assert CliRunner().invoke(kam, ["questionnaire", "acme", "-o", "mine.html"]).exit_code == 1
    assert Path("mine.html").read_text("utf-8") == "mine"
