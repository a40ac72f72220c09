"""What a respondent hands over: files and blocks that the program takes in or that are loaded back."""

import json
from pathlib import Path

import pytest
from asking import answer, downloaded, go
from browsing import Visit, address
from click.testing import CliRunner

from site_builder import pipeline
from site_builder.commands import main
from site_builder.language.words import words


def test_the_file_it_gives_is_read_by_the_program(
    visit: Visit, form: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit.page.goto(address(form))
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


def test_not_applicable_without_a_reason_is_unfinished_and_not_handed_over(visit: Visit, form: Path) -> None:
    visit.page.goto(address(form))
    answer(visit, "role", "HR")
    answer(visit, "incentives", "2")
    answer(visit, "belonging", "na")
    assert visit.page.locator("#count").inner_text().startswith("1 /")
    assert "belonging" not in str(downloaded(visit)["answers"])
    visit.page.locator('#open a[href="#q-belonging"]').click()
    assert visit.page.locator("#r-belonging").get_attribute("aria-invalid") == "true"
    visit.page.locator("#r-belonging").fill("没有这样的岗位")
    assert visit.page.locator("#count").inner_text().startswith("2 /")


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
    visit: Visit, form: Path, tmp_path: Path, content: str, problem: str
) -> None:
    visit.page.goto(address(form))
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
    visit: Visit, form: Path, tmp_path: Path
) -> None:
    visit.page.goto(address(form))
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
    visit: Visit, form: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit.page.goto(address(form))
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
    visit.wait("document.getElementById('block').value.includes(':p:')")
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


def test_a_block_that_is_out_of_date_is_taken_away(visit: Visit, form: Path) -> None:
    visit.page.goto(address(form))
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


def test_what_another_role_was_asked_is_kept_and_not_handed_over(visit: Visit, form: Path) -> None:
    visit.page.goto(address(form))
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
