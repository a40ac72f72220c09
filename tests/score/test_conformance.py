"""The program and the self-assessment's script score alike: a corpus worked out by hand, and chance."""

import json
import random
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from browsing import Visit, address
from helpers import Given, instrument
from playwright.sync_api import Browser

from site_builder import pipeline
from site_builder.language import numbers
from site_builder.model.assessment import Assessment, Response, Settings
from site_builder.model.instrument import Instrument, Item
from site_builder.model.scorecard import Scorecard
from site_builder.present.shared.headline import card_line, overview_headline, overview_lead
from site_builder.present.shared.next_level import first_practices
from site_builder.present.shared.reader import Reader
from site_builder.present.shared.scoring_model import scoring_model
from site_builder.score import score

CORPUS = Path(__file__).parent.parent / "conformance"
CASES = yaml.safe_load((CORPUS / "single-respondent.yml").read_text("utf-8"))
DECIMALS = yaml.safe_load((CORPUS / "decimals.yml").read_text("utf-8"))
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


@pytest.fixture(scope="module")
def page(browser: Browser, reference: Path) -> Iterator[Any]:
    visit = Visit(browser)
    visit.page.goto(address(reference / "zh/assess/index.html"))
    yield visit.page
    visit.context.close()


def answers_of(given: dict[str, Given], asked: Instrument) -> dict[str, Any]:
    """Return answers as a file has them; `all` stands for every practice that is not named."""
    everywhere = given.get("all")
    kinds: dict[Any, dict[str, Any]] = {
        "?": {"dont_know": True},
        "n/a": {"not_applicable": "there is no such case"},
    }
    answers = {}
    for practice in asked.practices:
        rating = given.get(practice.code, everywhere)
        if rating is not None:
            answers[practice.id] = kinds.get(rating) or {"rating": rating}
    return answers


def reweighted(weights: dict[str, float]) -> Instrument:
    """Return the shipped instrument with some weights changed, by code."""
    exact = {code: Fraction(str(weight)) for code, weight in weights.items()}
    dimensions = tuple(
        dimension.model_copy(
            update={
                "weight": exact.get(dimension.code, dimension.weight),
                "practices": tuple(
                    practice.model_copy(update={"weight": exact.get(practice.code, practice.weight)})
                    for practice in dimension.practices
                ),
            }
        )
        for dimension in instrument().dimensions
    )
    return changed(dimensions=dimensions)


def changed(**update: Any) -> Instrument:
    """Return the shipped instrument with something changed, and nothing remembered of the unchanged one."""
    plain = {name: getattr(instrument(), name) for name in Instrument.model_fields}
    return Instrument.model_construct(**{**plain, **update})


def card_of(answers: dict[str, Any], asked: Instrument) -> Scorecard:
    data = {
        "format": "kam-response/1",
        "instrument": {"id": asked.id, "version": asked.version},
        "respondent": {"id": "r", "role": "KH"},
        "answers": answers,
    }
    settings = Settings.model_validate({"firm": {"name": {"zh": "甲公司", "en": "Firm A"}}})
    assessment = Assessment.model_construct(
        settings=settings, wave=None, responses=(Response.model_validate(data),), evidence=None, folder=None
    )
    return score(assessment, asked)


def exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def by_program(card: Scorecard) -> dict[str, Any]:
    """Return what the program computes, in the form that the script gives."""
    return {
        "practices": {
            p.id: {
                "status": p.status,
                "reason": p.reason,
                "value": exact(p.claimed.value if p.claimed else None),
                "level": p.claimed.level if p.claimed else None,
            }
            for p in card.practices.values()
        },
        "dimensions": {
            d.id: {
                "status": d.status,
                "reason": d.reason,
                "value": exact(d.claimed.value if d.claimed else None),
                "level": d.claimed.level if d.claimed else None,
                "coverage": exact(d.coverage),
                "best": exact(d.best),
                "worst": exact(d.worst),
            }
            for d in card.dimensions.values()
        },
        "index": None
        if card.index is None
        else {
            "value": exact(card.index.claimed.value),
            "percent": exact(card.index.percent),
            "geometric": pytest.approx(card.index.geometric, rel=1e-12),
        },
        "level": card.level.level,
        "binding": [
            [c.kind, c.id, exact(c.value), exact(c.needs_above), exact(c.shortfall)]
            for c in card.level.binding
        ],
        "missing": [[m.kind, m.id] for m in card.level.missing],
    }


def as_authored(result: dict[str, Any], expected: dict[str, Any], asked: Instrument) -> dict[str, Any]:
    """Return of a result what a case names, in the words of the corpus: codes, exact text."""
    codes = {d.id: d.code for d in asked.dimensions} | {p.id: p.code for p in asked.practices}
    ids = {code: id_ for id_, code in codes.items()}
    found: dict[str, Any] = {}
    for key, wanted in expected.items():
        value = result[key]
        if key in {"practices", "dimensions"}:
            value = {code: {k: value[ids[code]][k] for k in fields} for code, fields in wanted.items()}
        elif key == "index" and wanted is not None:
            value = {k: value[k] for k in wanted}
        elif key in {"binding", "missing"}:
            value = [[kind, codes[id_], *rest] for kind, id_, *rest in value]
        found[key] = value
    return found


def as_text(value: Any) -> Any:
    """Return authored figures as exact text; levels stay whole numbers."""
    if isinstance(value, dict):
        return {k: v if k == "level" else as_text(v) for k, v in value.items()}
    if isinstance(value, list):
        return [as_text(v) for v in value]
    return str(Fraction(str(value))) if isinstance(value, int | float) else value


def expected_of(case: dict[str, Any]) -> dict[str, Any]:
    return {k: v if k == "level" else as_text(v) for k, v in case["expected"].items()}


@pytest.mark.parametrize("case", CASES, ids=[case["about"][:50] for case in CASES])
def test_the_program_passes_the_corpus(case: dict[str, Any]) -> None:
    asked = reweighted(case.get("weights", {}))
    result = by_program(card_of(answers_of(case["given"], asked), asked))
    assert as_authored(result, case["expected"], asked) == expected_of(case)


@pytest.mark.browser
@pytest.mark.parametrize("case", CASES, ids=[case["about"][:50] for case in CASES])
def test_the_script_passes_the_corpus(page: Any, case: dict[str, Any]) -> None:
    asked = reweighted(case.get("weights", {}))
    result = page.evaluate(RUN, [scoring_model(asked), answers_of(case["given"], asked)])
    assert as_authored(result, case["expected"], asked) == expected_of(case)


@pytest.mark.parametrize("case", DECIMALS, ids=[str(case[0]) for case in DECIMALS])
def test_the_program_shows_figures_as_the_corpus_says(case: list[Any]) -> None:
    value, above, reach, digits, shown = case
    marks = {"above": [Fraction(str(m)) for m in above], "reach": [Fraction(str(m)) for m in reach]}
    assert numbers.decimal(Fraction(str(value)), **marks, digits=digits) == shown


@pytest.mark.browser
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


@pytest.mark.browser
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
        "headline": overview_headline(reader),
        "lead": overview_lead(reader),
        "cards": [card_line(reader, d) for d in reader.instrument.dimensions],
        "first": [practice.id for practice in first_practices(reader)],
        "values": [d.claimed and reader.score(d.claimed.value, d.id) for d in dimensions],
        "practices": [p.claimed and reader.score(p.claimed.value, p.id) for p in card.practices.values()],
        "index": card.index and reader.score(card.index.claimed.value),
        "binding": [reader.constraint(c) for c in card.level.binding],
        "coverage": [None if d.coverage is None else reader.percent(d.coverage) for d in dimensions],
    }


@pytest.mark.browser
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
    assert visit.page.locator("#r-headline").inner_text() == overview_headline(reader)
    assert visit.page.locator("#r-lead").inner_text() == overview_lead(reader)
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
