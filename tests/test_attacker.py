"""What a patient attacker finds in published results: nothing about anybody who was promised that."""

import random
from collections import Counter
from fractions import Fraction

import pytest
from helpers import Given, instrument, scored
from people import PEOPLE
from solver import Clue, Shown, faults, leaks, solve

from site_builder import pipeline
from site_builder.deliver.result import export
from site_builder.model.scorecard import WITHHELD
from site_builder.protect.roles import protect

SAMPLES, PARTS = 200, 8
ROLES = ("EX", "KH", "KM", "FN", "HR", "IT")


def sample(seed: int) -> tuple[PEOPLE, str]:
    """Return 2 to 13 people of 2 to 5 roles, whose answers are hard to hide, and how to pool them."""
    rng = random.Random(seed)
    roles = rng.sample(ROLES, rng.randint(2, 5))
    kind = rng.choice(("anything", "near the ends", "alike", "alike by role", "silent"))
    liked = {(role, p.code): rng.randint(1, 5) for role in roles for p in instrument().practices}

    def given(role: str, code: str) -> Given:
        alike = liked[roles[0] if kind == "alike" else role, code]
        if kind == "near the ends":
            low = liked[roles[0], code] < 3
            return rng.choice((1, 1, 1, 2) if low else (5, 5, 5, 4))
        if kind == "silent":
            return rng.choice((1, 2, 3, 4, 5, "?", "?", "n/a", None))
        return alike if kind != "anything" and rng.random() < 0.9 else rng.randint(1, 5)

    people: PEOPLE = []
    for _ in range(rng.randint(2, 13)):
        role = rng.choice(roles)
        asked = [p for p in instrument().practices if instrument().asks(instrument().role_by_id[role], p)]
        people.append((role, {p.code: given(role, p.code) for p in asked}))
    return people, rng.choice(("roles", "roles", "respondents"))


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_follows_about_anybody(part: int) -> None:
    told = Counter[str]()
    for seed in range(part, SAMPLES, PARTS):
        people, aggregation = sample(seed)
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
