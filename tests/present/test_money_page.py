"""The page on money: every figure with its source, and what to bring where one is missing."""

import re
from typing import Any

import pytest
from helpers import all_at, instrument, scored

from site_builder import pipeline
from site_builder.language.words import words
from site_builder.present.report.money import MoneyView, money_view
from site_builder.present.shared.reader import Reader

COSTS = {"person_days_per_point": 5, "day_rate": 1000}
SOLD = {"annual-sales": "500m-5bn", "key-accounts": 14, "key-account-share": 46, "accounts-per-manager": 2}


def view(language: str = "en", **settings: Any) -> MoneyView:
    card = scored(("KM", all_at(2)), **settings)
    return money_view(Reader(card, language), pipeline.insight_of(card))


def test_the_headline_says_what_pays_for_the_programme() -> None:
    own = {"key_account_sales": 500_000_000, "key_account_margin": 20}
    rich = view(context=SOLD, capacity=COSTS, money=own)
    assert rich.headline == "One key account kept for one more year pays for the programme"
    assert "is for you to judge" in rich.acting_text
    dear = view(context=SOLD, capacity=COSTS, money=own | {"key_account_sales": 50_000})
    assert dear.headline.startswith("The programme costs more than the 14 key accounts")


def test_a_band_of_sales_is_told_as_a_range_and_asks_for_the_figure() -> None:
    page = view("zh", context=SOLD)
    assert page.headline == "2.3 亿元至不到 23 亿元的年销售额，靠的是 14 个大客户"
    assert page.stakes[0].how == "年销售额（5 亿元至不到 50 亿元）×大客户占比（46%）"
    assert "一档" in page.stakes_note
    assert ("年销售额", "一个数，不再是一段范围") in [(row.name, row.allows) for row in page.bring]


def test_without_figures_the_page_lists_those_to_bring() -> None:
    for language in ("zh", "en"):
        page = view(language)
        assert page.facts == ()
        assert page.factors == ()
        assert not any(row.is_known for row in (*page.stakes, *page.acting, *page.costs[1:]))
        assert len(page.bring) == 9
        assert all(row.today == "" for row in page.measures)


def test_every_figure_says_where_it_stands() -> None:
    page = view(context=SOLD, money={"key_account_margin": 20})
    sources = {row.name: (row.source, row.href) for row in page.factors}
    assert sources["Yearly sales"] == ("the firm's answer to C1", "respondents.html#context")
    assert sources["Margin on key accounts"] == ("your assessment.yml (money.key_account_margin)", "")


def test_the_line_of_a_figure_is_that_of_its_file() -> None:
    card = pipeline.examples()["hengchuan-valves"]
    folder = card.assessment.folder
    assert folder
    written = (folder / "assessment.yml").read_text("utf-8").splitlines()
    page = money_view(Reader(card, "en"), pipeline.insight_of(card))
    places = [re.findall(r"line (\d+) \((.*)\)", row.source) for row in page.factors if not row.href]
    assert len(places) >= 8
    for [(line, place)] in places:
        assert place.split(".")[1] in written[int(line) - 1]


def test_who_stands_in_for_several_posts_carries_all_of_their_work() -> None:
    small = view("zh", context={"company-type": "small"}, capacity=COSTS)
    names = [row.name for row in small.posts]
    assert len(names) == len(set(names))
    assert "小组组长" in names
    assert "大客户机构负责人" not in names


def test_a_figure_to_watch_shows_todays_value_or_a_blank() -> None:
    page = view(money={"baseline": {"retention": 93, "answer-time": 52}})
    assert [row.today for row in page.measures] == ["93%", "", "", "52 hours", "", ""]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_figure_and_everything_to_bring_has_its_words(language: str) -> None:
    say = words(language, "report")
    figures = pipeline.insight_of(pipeline.examples()["hengchuan-valves"]).money.figures
    for id_, figure in figures.items():
        assert say.entries[f"money.names.{id_}"]
        assert f"money.formulas.{id_}" in say.entries
        for missing in figure.missing:
            assert say.entries[f"money.bring.{missing}"]


def test_the_industry_is_named_where_it_was_given_but_other_is_none() -> None:
    assert "machinery and equipment" in view(context={"industry": "machinery"}).eyebrow
    assert "machinery and equipment" in view(context={"industry": "machinery"}).lead
    assert view(context={"industry": "other"}).eyebrow == view().eyebrow


def test_the_industry_is_asked_and_needs_no_answer() -> None:
    question = next(question for question in instrument().context if question.id == "industry")
    assert (question.code, question.kind) == ("C10", "choice")
    assert instrument().major == 1
