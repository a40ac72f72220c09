"""What the report says of how far the result depends on weights and on single answers."""

from dataclasses import replace

from helpers import all_at, scored
from people import PEOPLE

from site_builder.deliver.result import export
from site_builder.present.shared.reader import Reader
from site_builder.present.shared.robustness import robustness_lines, robustness_sentence
from site_builder.protect.rule import protect
from site_builder.score import sensitivity


def test_without_a_level_there_is_nothing_to_change() -> None:
    card = scored(("KM", {"S1": 3}))
    assert sensitivity(card) is None
    assert export(card)["sensitivity"] is None
    for language in ("zh", "en"):
        assert robustness_sentence(Reader(card, language)) == ""
        assert len(robustness_lines(Reader(card, language))) == 1


def test_which_single_answer_decides_is_not_told_and_not_denied() -> None:
    # D1 is 15.5/6; half a point less (one of two people, one point) makes it 2.50, which does not pass.
    people: PEOPLE = [("KM", all_at(3, S1=2, S2=2, S4=2 + n)) for n in range(2)]
    raw = scored(*people)
    found = sensitivity(raw)
    assert found is not None
    assert {(d.count, d.level) for d in found.deciding} == {(2, 2)}
    card = protect(replace(raw, sensitivity=found))
    assert card.sensitivity is not None
    assert (card.sensitivity.deciding, card.sensitivity.few) == ((), True)
    for language, few in (("zh", "不足 5 个"), ("en", "Fewer than 5")):
        assert few in robustness_sentence(Reader(card, language))
        assert few in robustness_lines(Reader(card, language))[-1]
    many: PEOPLE = [("KM", all_at(3, S1=2, S2=2, S4=2 if n else 3)) for n in range(8)]
    wide = scored(*many)
    told = protect(replace(wide, sensitivity=sensitivity(wide))).sensitivity
    assert told is not None
    assert (told.few, {d.count for d in told.deciding}) == (False, {8})
