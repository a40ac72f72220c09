"""The authored steps: complete, specific, different from each other, and tied to what the instrument has."""

import re
from collections import Counter

from helpers import all_at, instrument, scored

from site_builder import pipeline
from site_builder.language.words import words
from site_builder.present.shared.next_level import next_step
from site_builder.present.shared.reader import Reader
from site_builder.present.shared.steps import step_view

STEPS = [
    (practice, level, step)
    for practice in instrument().practices
    for level, step in enumerate(practice.steps, 2)
]


def test_every_practice_has_a_step_to_every_level() -> None:
    assert len(STEPS) == 30 * 4


def test_no_sentence_of_a_step_stands_in_another_one() -> None:
    for language in ("zh", "en"):
        texts = Counter(
            text[language]
            for _, _, step in STEPS
            for text in (step.title, *step.moves, step.indicator, step.failure)
        )
        assert [text for text, times in texts.items() if times > 1] == []


def test_the_weight_lies_on_the_steps_to_three_and_four() -> None:
    moves = {level: sum(len(step.moves) for _, n, step in STEPS if n == level) for level in range(2, 6)}
    weeks = {level: sum(step.weeks for _, n, step in STEPS if n == level) for level in range(2, 6)}
    assert moves[3] > moves[4] > moves[2]
    assert weeks[2] * 3 < weeks[3]


def test_a_step_that_leads_to_a_rule_is_proved_by_a_document() -> None:
    assert {step.grade for _, level, step in STEPS if level == 2} == {"E2"}
    assert {step.grade for _, level, step in STEPS if level > 2} == {"E3"}


def test_nobody_stands_twice_in_a_step() -> None:
    for practice, level, step in STEPS:
        carried = {step.responsible, step.accountable}
        assert not carried & {*step.consulted, *step.informed}, (practice.id, level)
        assert not {*step.consulted} & {*step.informed}, (practice.id, level)


def test_chinese_and_english_say_the_same_numbers() -> None:
    digits = re.compile(r"\d+")
    for practice, level, step in STEPS:
        for text in (*step.moves, step.title, step.proof, step.indicator):
            assert digits.findall(text["zh"]) == digits.findall(text["en"]) or not digits.search(
                text["zh"]
            ), (
                practice.id,
                level,
            )


def test_a_step_is_shown_with_everything_that_it_has() -> None:
    practice = instrument().practice_by_id["authority"]
    for language in ("zh", "en"):
        view = step_view(instrument(), practice, 3, words(language, "report"))
        assert view is not None
        step = practice.steps[1]
        shown = " ".join(
            [
                view.title,
                *view.moves,
                *(v for pair in (*view.people, *view.facts) for v in pair),
                view.sources,
            ]
        )
        wanted = [step.title, *step.moves, step.proof, step.indicator, step.failure, step.prerequisite]
        assert all(text[language] in shown for text in wanted)
        assert all(id_ in shown for id_ in (*step.facts, *step.literature))


def test_an_instrument_without_steps_still_makes_a_report() -> None:
    practice = instrument().practice_by_id["authority"].model_copy(update={"steps": ()})
    assert step_view(instrument(), practice, 3, words("en", "report")) is None
    assert practice.step_to(3) is None


def test_below_a_target_on_its_own_level_that_level_is_what_comes_next() -> None:
    people = [("KM", all_at(3)), ("EX", all_at(3)), ("KH", all_at(2))]
    card = scored(*people, targets={"firm": 3, "practices": {"selection": 4}})
    reader, practices = Reader(card, "en"), instrument().practice_by_id
    assert next_step(reader, practices["authority"])[0] == "What level 3 asks"
    assert next_step(reader, practices["selection"])[0] == "What level 4 asks"


def test_every_document_that_a_report_of_an_example_cites_is_in_the_literature() -> None:
    for card in pipeline.examples().values():
        for _, _, step in STEPS:
            assert set(step.literature) <= set(card.instrument.literature)
            assert set(step.facts) <= set(card.instrument.facts)
