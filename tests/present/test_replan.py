"""Changing the plan in the report: what the page says is what the program plans from the copied decisions."""

from pathlib import Path

from browsing import Visit, address
from playwright.sync_api import Browser, Page

from site_builder import pipeline
from site_builder.advise.recommend import recommend
from site_builder.advise.roadmap import plan
from site_builder.load.documents import parse_yaml
from site_builder.model.decisions import Decision
from site_builder.model.roadmap import Roadmap
from site_builder.score import score


def message(page: Page) -> str:
    return page.locator("[data-plan=message]").inner_text()


def pasted(text: str) -> Roadmap:
    """Return the plan of the valve maker after the copied text was put into decisions.yml."""
    card = pipeline.examples()["hengchuan-valves"]
    found = {(d.practice, d.to): d for d in card.assessment.decisions}
    for entry in parse_yaml(text, "decisions.yml"):
        decision = Decision.model_validate(entry)
        found[decision.practice, decision.to] = decision
    assessment = card.assessment.model_copy(update={"decisions": tuple(found.values())})
    changed = score(assessment, card.instrument)
    return plan(changed, recommend(changed))


def test_three_changed_steps_give_the_same_plan_once_they_are_pasted(browser: Browser, report: Path) -> None:
    visit = Visit(browser)
    page = visit.page
    page.goto(address(report / "en/roadmap.html"))
    aim = pipeline.insight_of(pipeline.examples()["hengchuan-valves"]).roadmap.aim
    assert message(page) == f"This way level 3 is reached on {day(aim.day)}."
    bar = page.locator('[data-step="data-quality-3"] .bar')
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 4, box["y"] + 4)
    page.mouse.down()
    page.mouse.move(box["x"] + 44, box["y"] + 4, steps=4)
    page.mouse.up()
    page.locator('[data-step="customer-gain-3"] .bar').press("ArrowRight")
    page.locator('[data-step="customer-gain-3"] .bar').press("Shift+ArrowRight")
    page.locator('[data-step="manager-selection-3"] summary').click()
    page.locator('[data-step="manager-selection-3"] [name=owner]').fill('Li "Ming"')
    page.locator('[data-step="manager-selection-3"] [name=points]').fill("3")
    assert page.locator("[data-plan=changed]").inner_text() == "Changed: 3."
    page.locator("[data-copy]").click()
    text = page.locator("[data-plan=decisions]").inner_text()
    roadmap = pasted(text)
    steps = {f"{step.practice}-{step.to}": step for step in roadmap.steps}
    for row in page.locator("[data-step]").all():
        step = steps[row.get_attribute("data-step") or ""]
        assert row.locator("[name=start]").input_value() == day(step.start)
        assert row.locator("[name=end]").input_value() == day(step.end)
        assert row.locator("[name=points]").input_value() == str(step.points)
    owner = steps["manager-selection-3"].decision
    assert owner is not None
    assert owner.owner == {"": 'Li "Ming"'}
    assert message(page) == f"This way level 3 is reached on {day(roadmap.aim.day)}."
    assert visit.errors == []
    assert visit.outside == []
    visit.context.close()


def day(number: int | None) -> str:
    """Return a day of the valve maker's plan as a date."""
    start = pipeline.examples()["hengchuan-valves"].assessment.day
    assert start is not None
    assert number is not None
    return start.fromordinal(start.toordinal() + number).isoformat()


def test_what_cannot_be_is_said_at_once(browser: Browser, report: Path) -> None:
    visit = Visit(browser)
    page = visit.page
    page.goto(address(report / "zh/roadmap.html"))
    assert page.locator("[data-plan=problems] li").count() == 0
    page.locator('[data-step="authority-4"] summary').click()
    page.locator('[data-step="authority-4"] [name=start]').fill("2026-06-15")
    page.locator('[data-step="authority-4"] [name=start]').dispatch_event("change")
    told = page.locator("[data-plan=problems] li").all_inner_texts()
    assert any("M5" in text and "第四级" in text for text in told)
    assert any("30 天" in text for text in told)
    page.locator("form.replan [type=reset]").click()
    visit.wait("document.querySelectorAll('[data-plan=problems] li').length === 0")
    assert visit.errors == []
    visit.context.close()


def test_without_script_the_table_stays(browser: Browser, report: Path) -> None:
    visit = Visit(browser, java_script_enabled=False)
    visit.page.goto(address(report / "en/roadmap.html"))
    assert visit.page.locator("table.plan.year").count() == 3
    assert not visit.page.locator("form.replan").is_visible()
    visit.context.close()
