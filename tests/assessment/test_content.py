"""The shipped instrument and words are complete, in both languages, and set as an editor would."""

import json
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from string import Formatter
from typing import Any

import jsonschema
import pytest
import yaml
from fullwidth import mended
from helpers import instrument
from pydantic import BaseModel

from site_builder.language import words as words_module
from site_builder.language.words import words
from site_builder.load.documents import parse
from site_builder.model.schemas import schemas

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


@pytest.mark.parametrize("language", words_module.languages())
def test_languages_have_the_same_words_with_the_same_values(language: str) -> None:
    def values(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    main, other = words("zh").entries, words(language).entries
    assert set(main) == set(other)
    # Chinese counts people and months; English gives the number alone, and names the month.
    loose = {"why.level_count", "language.day"}
    assert {k for k in main if values(main[k]) != values(other[k])} <= loose


def test_no_word_is_lost_to_yaml(root: Path) -> None:
    # Unquoted, `no` and `yes` are booleans; a key of that name would never be found.
    for path in (root / "templates" / "words").rglob("*.yml"):
        data = yaml.safe_load(path.read_text("utf-8"))

        def check(value: Any, path: Path = path) -> None:
            if isinstance(value, dict):
                for key, entry in value.items():
                    assert isinstance(key, str), (path, key)
                    check(entry)

            elif not isinstance(value, list):
                assert isinstance(value, str | int), (path, value)

        check(data)


def test_every_word_is_used(root: Path) -> None:
    used = "\n".join(
        path.read_text("utf-8")
        for folder, suffix in (("site_builder", "*.py"), ("templates", "*.html"), ("templates", "*.typ"))
        for path in (root / folder).rglob(suffix)
    )
    patterns = [
        re.compile(re.sub(r"\\\{.*?\\\}", ".+", re.escape(found)))
        for found in set(re.findall(r"""["']([a-z_]+\.[^"'\s]+)["']""", used))
    ]
    unused = [
        key
        for key in words("en", "report", "reference", "cli").entries
        if not any(pattern.fullmatch(key) for pattern in patterns)
    ]
    assert unused == []
    asked = "".join(path.read_text("utf-8") for path in (root / "templates/questionnaire").iterdir())
    for name in ("present/questionnaire.py", "collect/forms/*.py", "pipeline/report.py"):
        asked += "".join(path.read_text("utf-8") for path in (root / "site_builder").glob(name))
    for key in words("en", "questionnaire").entries:
        name = key.split(".")[1]
        name = name.removeprefix("sheet_")
        assert re.search(rf"""\bsay\.{name}\b|["'._]{name}["'.]|\(.{{0,60}}"{name}\"""", asked), key


def test_schemas_are_those_of_the_model(root: Path) -> None:
    folder = root / "assessment" / "schema"
    assert {path.name: path.read_text("utf-8") for path in folder.iterdir()} == schemas()


def test_the_shipped_files_fit_their_schemas(root: Path) -> None:
    folder = root / "assessment"
    kinds = [("instrument", folder / "instrument.yml"), ("facts", folder / "facts.yml")]
    kinds.append(("patterns", folder / "patterns.yml"))
    kinds += [("dimension", path) for path in (folder / "dimensions").iterdir()]
    kinds += [("kam-response-1", path) for path in (folder / "examples").rglob("responses/**/*.json")]
    kinds += [("assessment", path) for path in (folder / "examples").rglob("assessment.yml")]
    kinds += [("evidence", path) for path in (folder / "examples").rglob("evidence.yml")]
    for kind, path in kinds:
        schema = json.loads((folder / "schema" / f"{kind}.schema.json").read_text("utf-8"))
        data = json.loads(json.dumps(parse(path, path.name), default=float))
        jsonschema.validate(data, schema)
    assert len(kinds) > 50


def test_a_schema_refuses_what_the_program_refuses(root: Path) -> None:
    schema = json.loads((root / "assessment/schema/kam-response-1.schema.json").read_text("utf-8"))
    bad = {"format": "kam-response/1", "instrument": {"id": "x", "version": "1.0.0"}, "answers": {}}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(bad, schema)
