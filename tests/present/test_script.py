"""The self-assessment's script scores as the program does: the corpus, and whatever chance gives."""

import json
import random
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from browsing import Visit, address
from corpus import (
    CASES,
    DECIMALS,
    answers_of,
    as_authored,
    by_program,
    card_of,
    changed,
    expected_of,
    reweighted,
)
from helpers import instrument
from playwright.sync_api import Browser

from site_builder import pipeline
from site_builder.model.instrument import Instrument, Item
from site_builder.model.roadmap import Aim, Roadmap
from site_builder.present.shared.headline import card_line, overview_lead, standing_headline, what_is_missing
from site_builder.present.shared.next_level import first_practices
from site_builder.present.shared.reader import Reader, sentence
from site_builder.present.shared.scoring_model import scoring_model

ROUNDS = 300


RUN = """([model, answers]) => {
  const card = kamScore.score(model, answers), text = value => value === null ? null : String(value);
  const pick = (list, ...keys) => Object.fromEntries(list.map(x => [x.id, Object.fromEntries(keys.map(k =>
    [k, x[k] !== null && typeof x[k] === "object" ? text(x[k]) : x[k]]))]));
  return {
    practices: pick(card.practices, "status", "reason", "value", "level"),
    dimensions: pick(card.dimensions, "status", "reason", "value", "level", "coverage", "best", "worst"),
    index: card.index && {value: text(card.index.value), percent: text(card.index.percent),
      geometric: card.index.geometric},
    level: card.level.level,
    binding: card.level.binding.map(c => [c.kind, c.id,
      text(c.value), text(c.needs_above), text(c.shortfall)]),
    missing: card.level.missing.map(m => [m.kind, m.id]),
  };
}"""


SHOW = """([model, answers, language]) => {
  const data = JSON.parse(document.getElementById("data").textContent);
  data.result.model = model;
  const result = kamResult(data, () => language), card = result.score(answers);
  return {
    headline: result.headline(), lead: result.lead(),
    cards: card.dimensions.map(d => result.cardLine(d)),
    first: result.first().map(p => p.id),
    values: card.dimensions.map(d => d.value && result.shown(d.value, d.id)),
    practices: card.practices.map(p => p.value && result.shown(p.value, p.id)),
    index: card.index && result.shown(card.index.value),
    binding: card.level.binding.map(c => result.bind(c)),
    coverage: card.dimensions.map(d => d.coverage && result.percent(d.coverage)),
  };
}"""


NO_PLAN = Roadmap(steps=(), waves=(), waiting=(), decided=(), rise=None, aim=Aim(level=None))
"""The page of a self-assessment makes no plan."""


@pytest.fixture(scope="module")
def page(chromium: Browser, reference: Path) -> Iterator[Any]:
    visit = Visit(chromium)
    visit.page.goto(address(reference / "zh/assess/index.html"))
    yield visit.page
    visit.context.close()


@pytest.mark.parametrize("case", CASES, ids=[case["about"][:50] for case in CASES])
def test_the_script_passes_the_corpus(page: Any, case: dict[str, Any]) -> None:
    asked = reweighted(case.get("weights", {}))
    result = page.evaluate(RUN, [scoring_model(asked), answers_of(case["given"], asked)])
    assert as_authored(result, case["expected"], asked) == expected_of(case)


def test_the_script_shows_figures_as_the_corpus_says(page: Any) -> None:
    for value, above, reach, digits, shown in DECIMALS:
        found = page.evaluate(
            """([value, above, reach, digits]) => kamScore.decimal(kamScore.fraction(value),
               above.map(kamScore.fraction), reach.map(kamScore.fraction), digits)""",
            [str(value), [str(m) for m in above], [str(m) for m in reach], digits],
        )
        assert found == shown, value


def any_instrument(chance: random.Random) -> Instrument:
    """Return the shipped instrument with weights, thresholds and numbers of items left to chance."""

    def weight() -> Fraction:
        return Fraction(chance.choice(["1", "1", "0.5", "1.25", "2", "0.333", "3.75"]))

    def practice(old: Any) -> Any:
        items = old.items
        if chance.random() < 0.15:
            again = {"question": old.items[0].question, "anchors": old.items[0].anchors}
            items = tuple(Item(id=f"{old.id}-{n}", **again) for n in range(chance.randint(2, 3)))
        return old.model_copy(update={"weight": weight(), "items": items})

    dimensions = tuple(
        d.model_copy(update={"weight": weight(), "practices": tuple(practice(p) for p in d.practices)})
        for d in instrument().dimensions
    )
    scoring = instrument().scoring.model_copy(
        update={
            "level_step": Fraction(chance.choice(["0.5", "0.25", "0.75"])),
            "keystone_margin": Fraction(chance.choice(["1.15", "0.9", "1.5"])),
            "coverage_floor": Fraction(chance.choice(["0.6", "0.5", "0.75"])),
        }
    )
    return changed(dimensions=dimensions, scoring=scoring)


def any_answers(chance: random.Random, asked: Instrument) -> dict[str, Any]:
    level, gaps = chance.choice([1, 2, 3, 4, 5, None]), chance.choice([0.0, 0.05, 0.3])
    answers: dict[str, Any] = {}
    for id_ in asked.item_owner:
        rating = level if level and chance.random() < 0.6 else chance.randint(1, 5)
        kind = chance.random()
        if kind < gaps:
            answers[id_] = chance.choice([{"dont_know": True}, {"not_applicable": "no"}, None])
        else:
            answers[id_] = {"rating": rating}
    return {id_: answer for id_, answer in answers.items() if answer}


def test_program_and_script_agree_on_whatever_chance_gives(page: Any) -> None:
    seed = random.randrange(10**9)
    chance = random.Random(seed)
    for number in range(ROUNDS):
        asked = instrument() if number % 3 == 0 else any_instrument(chance)
        answers, model = any_answers(chance, asked), scoring_model(asked)
        card = card_of(answers, asked)
        assert page.evaluate(RUN, [model, answers]) == by_program(card), f"seed {seed}, round {number}"
        if number % 3 == 0:
            for language in ("zh", "en"):
                shown = page.evaluate(SHOW, [model, answers, language])
                assert shown == by_report(Reader(card, language)), f"seed {seed}, round {number}"


def by_report(reader: Reader) -> dict[str, Any]:
    """Return what the report says of the same file."""
    card = reader.scorecard
    dimensions = [card.dimensions[d.id] for d in reader.instrument.dimensions]
    return {
        "headline": standing_headline(reader),
        "lead": overview_lead(reader, NO_PLAN),
        "cards": [card_line(reader, d) for d in reader.instrument.dimensions],
        "first": [practice.id for practice in first_practices(reader)],
        "values": [d.claimed and reader.score(d.claimed.value, d.id) for d in dimensions],
        "practices": [p.claimed and reader.score(p.claimed.value, p.id) for p in card.practices.values()],
        "index": card.index and reader.score(card.index.claimed.value),
        "binding": [reader.constraint(c) for c in card.level.binding],
        "coverage": [None if d.coverage is None else reader.percent(d.coverage) for d in dimensions],
    }


def test_the_result_on_the_page_is_what_the_program_says_of_the_downloaded_file(
    browser: Browser,
    reference: Path,
    tmp_path: Path,
) -> None:
    visit = Visit(browser, accept_downloads=True)
    visit.page.goto(address(reference / "en/assess/index.html"))
    visit.page.locator('[name=role][value="KH"]').check()
    chance = random.Random(7)
    visit.page.evaluate(
        """ratings => {
          for (const id in ratings)
            document.querySelector(`[name="${id}"][value="${ratings[id]}"]`).checked = true;
          document.querySelector("[name=role]:checked").dispatchEvent(new Event("input", {bubbles: true}));
        }""",
        {practice.id: chance.choice("12345") for practice in instrument().practices},
    )
    visit.page.evaluate("location.hash = 'end'")
    with visit.page.expect_download() as download:
        visit.page.locator("#end .download").click()
    file = tmp_path / "answers.json"
    file.write_bytes(Path(download.value.path()).read_bytes())
    card = pipeline.scorecard(file, "answers.json")
    reader = Reader(card, "en")
    visit.page.locator("[data-go=result]").click()
    assert visit.page.locator("#r-headline").inner_text() == standing_headline(reader)
    assert visit.page.locator("#r-lead").inner_text() == overview_lead(reader, NO_PLAN)
    missing = [sentence(what_is_missing(reader, c.id)) for c in card.level.binding if c.kind == "keystone"]
    assert missing
    assert visit.page.locator("#r-binds small").all_inner_texts() == missing
    assert visit.page.locator("#r-level").inner_text() == str(card.level.level)
    shown = [reader.score(d.claimed.value, d.id) for d in card.dimensions.values() if d.claimed]
    assert visit.page.locator("#r-cards .score b").all_inner_texts() == shown
    assert visit.page.locator("svg.radar:visible tspan.num").all_text_contents() == shown
    rows = visit.page.locator("#r-coverage tr").all_inner_texts()
    assert [row.split("\t")[3] for row in rows] == shown
    links = visit.page.locator("#r-weak a").evaluate_all("all => all.map(a => a.href)")
    assert [link.rsplit("/", 1)[1] for link in links] == [f"{p.id}.html" for p in first_practices(reader)]
    for link in links:
        assert visit.page.goto(link)
        assert visit.page.locator("h1").is_visible()
    assert json.loads(file.read_text("utf-8"))["format"] == "kam-response/1"
    assert visit.outside == []
    visit.context.close()
