"""Steps that can be true: their weeks cover the waiting that their words ask for, and work is shared."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from helpers import instrument

from site_builder.model.knowledge import Step

STEPS = {
    (practice.code, level): step
    for practice in instrument().practices
    for level, step in enumerate(practice.steps, 2)
}
LANGUAGES = ("zh", "en")
MOST_FOR_THE_HEAD = 38

MONTH = 52 / 12
UNITS = {
    "zh": {"周": 1, "个月": MONTH, "季度": 13, "个季度": 13, "年": 52},
    "en": {"week": 1, "fortnight": 2, "month": MONTH, "quarter": 13, "year": 52},
}
NUMBERS = {
    "zh": dict(zip("半一二两三四五六七八九十", (0.5, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))
    | {"十一": 11, "十二": 12, "十八": 18, "二十四": 24},
    "en": {"half a": 0.5, "half": 0.5, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
    | {"seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "eighteen": 18}
    | {"twenty-four": 24, "a": 1, "a full": 1, "a whole": 1},
}
WORDS = {
    "zh": "|".join(sorted(NUMBERS["zh"], key=len, reverse=True)),
    "en": "|".join(word for word in NUMBERS["en"] if word.split()[0] != "a"),
}

# A length is a number and a unit. "每年" and "第一季度" hold no number. "Once a year" is a rate: in English
# "a year" counts only after a word that says how long, or before one that says when.
UNIT = r"(?P<unit>week|fortnight|month|quarter|year)s?\b"
ONE = r"(?P<number>a(?: full| whole)?)"
NO_RATE = r"(?<!half )(?<!once )(?<!twice )"
LENGTH = {
    "zh": [re.compile(rf"(?<![每第下上哪十])(?P<number>\d+|{WORDS['zh']}) ?(?P<unit>周|个月|个?季度|年)")],
    "en": [
        re.compile(rf"\b(?P<number>\d+|{WORDS['en']})[ -]{UNIT}", re.IGNORECASE),
        re.compile(rf"\b(?:after|for|in|within|takes) {ONE} {UNIT}", re.IGNORECASE),
        re.compile(rf"{NO_RATE}\b{ONE} {UNIT}(?= later| before| after| of)", re.IGNORECASE),
    ],
}

# A length, but no waiting: figures of the past, how far a plan reaches, terms of what is written.
NOT_WAITING = {
    "zh": (
        r"(过去|近)[两三]年",  # figures of the past: S3>2, S6>2, M4>3, R6>3
        r"三年目标",  # S1>3
        r"未来两个季度",  # S4>4, how far a forecast reaches
        r"今后三年",  # S4>5
        r"三到五年",  # S6>3
        r"头一年也留得住人",  # M4>3, what pay has to carry
        r"三年留存与利润，分两年发",  # M4>3
        r"一年过渡",  # M4>3, a term of the scheme
        r"只谈三年",  # R4>2
        r"三年(以上的)?(规划|方向)",  # R4>5
    ),
    "en": (
        r"of three years by sales|of the past three years",  # S3>2
        r"per customer for two years",  # S6>2
        r"bonus of two years|two real years",  # M4>3
        r"two years of disputes",  # R6>3
        r"three-year goals",  # S1>3
        r"two-quarter forecast",  # S4>4
        r"three-year plans?",  # S4>5, R4>5
        r"three to five years",  # S6>3
        r"For one year the better",  # M4>3
        r"next three years",  # R4>2
        r"plan of three years",  # R4>5
    ),
}


def lengths(text: str, language: str) -> Iterator[float]:
    """Yield the lengths that a text names, in weeks, but those that are no waiting."""
    rest = re.sub("|".join(NOT_WAITING[language]), "…", text)
    for pattern in LENGTH[language]:
        for found in pattern.finditer(rest):
            number, unit = found["number"].lower(), found["unit"].lower()
            count = int(number) if number.isdigit() else NUMBERS[language][number]
            yield count * UNITS[language][unit]


def longest(language: str, *texts: dict[str, str]) -> float:
    """Return the longest length that texts name, in weeks; 0 where they name none."""
    return max((length for text in texts for length in lengths(text[language], language)), default=0)


def too_long(step: Step) -> dict[str, float]:
    """Return the longest waiting of a step by language, where its weeks do not cover it."""
    waits = {language: longest(language, step.title, *step.moves, step.proof) for language in LANGUAGES}
    return {language: weeks for language, weeks in waits.items() if weeks > step.weeks}


def test_the_weeks_of_every_step_cover_what_its_title_moves_and_proof_wait_for() -> None:
    assert {where: too_long(step) for where, step in STEPS.items() if too_long(step)} == {}


def test_both_languages_of_a_step_wait_equally_long() -> None:
    for where, step in STEPS.items():
        zh, en = (longest(language, step.title, *step.moves, step.proof) for language in LANGUAGES)
        assert zh == en, where


def test_a_prerequisite_asks_for_no_more_time_than_the_step_below_takes() -> None:
    for (code, level), step in STEPS.items():
        below = STEPS[code, level - 1].weeks if level > 2 else 0
        for language in LANGUAGES:
            assert longest(language, step.prerequisite) <= below, (code, level)


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("交付后十二个月再量一次。", "Measure again after twelve months."),
        ("满 12 个月再量一次。", "Measure again after 12 months."),
        ("用满一年再评。", "Judge it after a year."),
        ("一年后一起评。", "Judge it together a year later."),
        ("半年后回头问一次。", "Ask again after half a year."),
        ("连续两个季度没人用的换掉。", "Replace what two quarters left unused."),
        ("坚持两年。", "Keep it up for two years."),
        ("跑满 20 周。", "Run it for 20 weeks."),
    ],
)
def test_a_step_that_waits_longer_than_its_weeks_is_caught_in_both_languages(zh: str, en: str) -> None:
    real = STEPS["S5", 3]
    assert too_long(real) == {}
    made_up = real.model_copy(update={"weeks": 16, "moves": ({"zh": zh, "en": en}, *real.moves)})
    assert set(too_long(made_up)) == {"zh", "en"}
    assert too_long(made_up.model_copy(update={"weeks": 16, "moves": real.moves})) == {}


def test_a_rate_or_a_date_is_no_waiting() -> None:
    zh = "每年一次；每半年公布；每季度两天；第一季度谈下一年的项目；看每年损失最大的一项。"
    en = "Once a year; twice a year after that; five days a year; every quarter; next year's projects."
    assert (list(lengths(zh, "zh")), list(lengths(en, "en"))) == ([], [])


def test_every_length_that_is_let_through_still_stands_in_a_step() -> None:
    for language, phrases in NOT_WAITING.items():
        written = "\n".join(
            text[language]
            for step in STEPS.values()
            for text in (step.title, *step.moves, step.proof, step.prerequisite)
        )
        assert [phrase for phrase in phrases if not re.search(phrase, written)] == []


def test_no_post_carries_what_others_would_really_do() -> None:
    carried = Counter(step.responsible for step in STEPS.values())
    assert carried["KH"] <= MOST_FOR_THE_HEAD
    assert max(carried.values()) <= MOST_FOR_THE_HEAD


def test_only_the_general_manager_answers_to_nobody_else() -> None:
    alone = {step.responsible for step in STEPS.values() if step.responsible == step.accountable}
    assert alone == {"GM"}


def test_no_step_that_counts_failures_belongs_to_those_who_are_counted() -> None:
    disputes, gain = STEPS["R6", 4], STEPS["R5", 4]
    assert disputes.responsible not in {"SV", "FI", "KM"}
    assert gain.responsible != STEPS["R5", 3].responsible
