"""The shipped instrument is complete, in both languages, and set as an editor would."""

import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from fullwidth import mended
from helpers import instrument
from pydantic import BaseModel

from site_builder.language.words import words

HAN = re.compile("[\u4e00-\u9fff]")
ANCHOR_LENGTH = {"zh": 34, "en": 125}
CLAUSE_LENGTH = {"zh": 20, "en": 75}


def texts(value: Any, where: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Yield every text of the instrument with its place."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), f"{where}.{name}")
    elif isinstance(value, dict) and set(value) == {"zh", "en"}:
        yield where, value
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from texts(entry, f"{where}.{key}")
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from texts(entry, f"{where}[{index}]")


def test_there_are_thirty_practices_in_five_dimensions_with_a_keystone_each() -> None:
    dimensions = instrument().dimensions
    assert [len(dimension.practices) for dimension in dimensions] == [6] * 5
    assert [[p.code for p in d.practices if p.keystone] for d in dimensions] == [
        ["S3"],
        ["O2"],
        ["M5"],
        ["I1"],
        ["R4"],
    ]


def test_every_text_is_in_its_own_language() -> None:
    for where, text in texts(instrument()):
        assert HAN.search(text["zh"]), where
        assert not HAN.search(text["en"].replace("表态", "").replace("静态", "")), where


def test_anchors_and_clauses_are_short_enough_to_be_read_at_a_glance() -> None:
    for practice in instrument().practices:
        for item in practice.items:
            for anchor in item.anchors:
                assert all(len(anchor[lang]) <= most for lang, most in ANCHOR_LENGTH.items()), anchor
        for clause in (practice.held, practice.missing):
            assert all(len(clause[lang]) <= most for lang, most in CLAUSE_LENGTH.items()), clause
            assert clause["en"][0].islower(), clause
            assert clause["en"][-1] != ".", clause
            assert clause["zh"][-1] != "。", clause


def test_every_practice_says_in_words_of_its_own_when_less_is_enough() -> None:
    practices = list(instrument().practices)
    entries = [entry for practice in practices for entry in practice.enough]
    assert all(1 <= len(practice.enough) <= 2 for practice in practices)
    for language, most in {"zh": 80, "en": 240}.items():
        written = [entry.text[language].rstrip("。.") for entry in entries]
        assert [text for text in written if len(text) > most] == []
        assert len({re.split("[，；,.;:]", text)[-1] for text in written}) == len(entries)
    cited = {fact for entry in entries for fact in entry.facts}
    assert cited <= set(instrument().facts)


def test_no_two_anchors_of_a_practice_are_alike() -> None:
    for practice in instrument().practices:
        for item in practice.items:
            for language in instrument().languages:
                assert len({anchor[language] for anchor in item.anchors}) == instrument().top


def test_prerequisites_have_an_order() -> None:
    graph = {practice.id: practice.requires for practice in instrument().practices}
    assert len(list(TopologicalSorter(graph).static_order())) == 30


def test_every_cited_fact_exists() -> None:
    one = instrument()
    cited = {fact for p in one.practices for fact in p.facts} | {f for d in one.dimensions for f in d.facts}
    cited |= set(one.levels_facts) | {fact for question in one.context for fact in question.facts}
    assert cited <= set(one.facts)
    assert {id_.split(".")[0] for id_ in one.facts} == set(one.sources)


def test_every_role_is_asked_something() -> None:
    one = instrument()
    for role in one.roles:
        assert any(one.asks(role, practice) for practice in one.practices), role.id


def test_chinese_has_full_width_punctuation(root: Path) -> None:
    for where, text in texts(instrument()):
        assert text["zh"] == mended(text["zh"]), where
    for key, entry in words("zh").entries.items():
        if not key.startswith("template."):  # these are YAML, where punctuation is syntax
            assert entry == mended(entry), key
    for path in [*(root / "content" / "zh").rglob("*.md"), root / "README.zh.md"]:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            plain = re.sub(r"`[^`]*`|\]\([^)]*\)|\{[^}]*\}", "", line)
            assert plain == mended(plain), f"{path}:{number}"


def test_a_half_width_comma_between_chinese_characters_is_found() -> None:
    assert mended("先看证据,再看分数(见下)") == "先看证据，再看分数（见下）"
