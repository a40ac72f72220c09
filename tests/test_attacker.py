"""What a patient attacker finds in published results: nothing about anybody who was promised that."""

from collections import Counter
from fractions import Fraction

import pytest
from helpers import scored
from people import hard_to_hide, ordinary_firm
from solver import Clue, Shown, faults, leaks, solve

from site_builder import pipeline
from site_builder.deliver.result import export
from site_builder.model.scorecard import WITHHELD
from site_builder.protect.rule import protect

SAMPLES, PARTS = 200, 8


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_follows_about_anybody(part: int) -> None:
    told = Counter[str]()
    for seed in range(part, SAMPLES, PARTS):
        people, aggregation = hard_to_hide(seed)
        card = protect(scored(*people, confidentiality="anonymous", aggregation=aggregation))
        assert leaks(card, export(card)) == [], seed
        told += Counter(
            "span" if p.claimed and p.claimed.within else "value" if p.claimed else str(p.reason)
            for p in card.practices.values()
        )
    # Not by telling nothing: a quarter of what these firms answered is told to two decimals.
    assert told["value"] > sum(told.values()) / 4
    assert told["span"]
    assert told[WITHHELD]


def test_an_ordinary_report_is_not_blanked() -> None:
    told = Counter[str]()
    for seed in range(30):
        raw = scored(*ordinary_firm(seed), confidentiality="anonymous")
        card = protect(raw)
        assert card.level.level == raw.level.level, seed
        for id_, practice in card.practices.items():
            if raw.practices[id_].claimed:
                kind = (
                    "withheld" if practice.claimed is None else "span" if practice.claimed.within else "value"
                )
                told[kind] += 1
                told["roles"] += bool(practice.roles)
    rated = told["withheld"] + told["span"] + told["value"]
    assert told["value"] >= 0.93 * rated
    assert told["roles"] >= 0.5 * rated
    assert told["withheld"] <= 0.01 * rated


@pytest.mark.parametrize("name", ["donghe-equipment", "hengchuan-valves"])
def test_nothing_follows_from_an_example(name: str) -> None:
    card = pipeline.examples()[name]
    assert leaks(card, export(card), card.assessment.settings.attributed_roles) == []


def plain(**changed: object) -> Clue:
    """Return a clue of one executive and two of other functions, changed in some of it."""
    values: dict[str, object] = {
        "asked": {"EX": 1, "FN": 2},
        "shown": {},
        "low": Fraction(2),
        "high": Fraction(2),
        "is_exact": True,
        "rated": 3,
        "unrated": 0,
        "spread": None,
        "is_pooled": False,
    }
    return Clue(**{**values, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("clue", "found"),
    [
        # The smallest cases: what would follow if all of it were published.
        (plain(low=Fraction(1), high=Fraction(1)), ["EX said {1}", "FN said {1}"]),
        (plain(asked={"EX": 1, "HR": 2, "IT": 1}, rated=4, low=Fraction(5, 4), high=Fraction(5, 4)), []),
        (plain(spread=(0, 3, 0, 0, 0)), ["EX said {2}", "FN said {2}"]),
        (plain(asked={"EX": 1, "KM": 6}, rated=7, shown={"KM": Shown(6, Fraction(13, 3), (4, 4, 4, 4, 5, 5))},
               low=Fraction(14, 3), high=Fraction(14, 3)), ["EX said {5}"]),
        (plain(asked={"EX": 1}, rated=0, unrated=1, low=Fraction(0), high=Fraction(5), is_exact=False),
         ["EX gave no rating"]),
        (plain(low=Fraction(3), high=Fraction(3)), []),
    ],
)  # fmt: skip
def test_the_attacker_finds_what_there_is(clue: Clue, found: list[str]) -> None:
    assert faults(solve(clue), clue) == found
