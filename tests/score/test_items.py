"""An instrument of one's own may ask several items for one practice."""

from fractions import Fraction
from typing import Any

from helpers import instrument

from site_builder import pipeline
from site_builder.deliver.result import export
from site_builder.model.assessment import Assessment, Response, Settings
from site_builder.model.instrument import Instrument, Item
from site_builder.model.scorecard import PracticeScore
from site_builder.present.report.pages import present
from site_builder.score import score


def own_instrument() -> Instrument:
    """Return the shipped instrument with two items for the first practice."""
    shipped = instrument()
    first = shipped.dimensions[0].practices[0]
    items = tuple(
        Item.model_construct(
            id=f"understanding-{n}", question=first.items[0].question, anchors=first.items[0].anchors
        )
        for n in (1, 2)
    )
    practice = first.model_copy(update={"items": items})
    dimension = shipped.dimensions[0]
    changed = dimension.model_copy(update={"practices": (practice, *dimension.practices[1:])})
    fields = {name: getattr(shipped, name) for name in Instrument.model_fields}
    return Instrument.model_construct(**{**fields, "dimensions": (changed, *shipped.dimensions[1:])})


def first_practice(*people: dict[str, dict[str, Any]], last_role: str = "EX") -> PracticeScore:
    one = own_instrument()
    roles = ["EX"] * (len(people) - 1) + [last_role]
    responses = tuple(
        Response.model_validate(
            {
                "format": "kam-response/1",
                "instrument": {"id": one.id, "version": one.version},
                "respondent": {"id": f"r{n}", "role": roles[n]},
                "answers": answers,
            }
        )
        for n, answers in enumerate(people)
    )
    settings = Settings.model_validate({"firm": {"name": {"zh": "甲", "en": "A"}}})
    assessment = Assessment.model_construct(
        settings=settings, wave=None, responses=responses, evidence=None, folder=None
    )
    card = score(assessment, one)
    assert present(card, pipeline.insight_of(card), export(card)).editions  # the pages take it as well
    return card.practices["shared-understanding"]


def test_a_respondents_items_count_as_their_mean() -> None:
    found = first_practice({"understanding-1": {"rating": 2}, "understanding-2": {"rating": 3}})
    assert found.claimed is not None
    assert found.claimed.value == Fraction(5, 2)
    assert found.distribution is None  # a mean of two lies between the levels


def test_a_dont_know_is_left_out_of_the_mean_of_items() -> None:
    found = first_practice({"understanding-1": {"rating": 2}, "understanding-2": {"dont_know": True}})
    assert found.claimed is not None
    assert found.claimed.value == 2


def test_items_without_a_rating_are_a_dont_know_or_not_applicable() -> None:
    found = first_practice(
        {"understanding-1": {"not_applicable": "none"}, "understanding-2": {"dont_know": True}},
        {"understanding-1": {"not_applicable": "none here"}},
        {},
    )
    assert (found.answers.dont_know, found.answers.not_applicable, found.answers.unanswered) == (1, 1, 1)
    assert [remark.text for remark in found.reasons] == ["none here"]


def test_a_comment_beside_a_rating_is_kept() -> None:
    found = first_practice({"understanding-1": {"rating": 2, "comment": "so so"}})
    assert [(remark.text, remark.role) for remark in found.comments] == [("so so", "EX")]


def test_a_customer_who_skips_a_practice_is_not_missed() -> None:
    found = first_practice({"understanding-1": {"rating": 2}}, {}, last_role="CU")
    assert found.answers.unanswered == 0
