"""The words of both languages: the same keys with the same values, and all of them used."""

import re
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml

from site_builder.language import words as words_module
from site_builder.language.words import words


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
        for key in words("en", "report", "reference", "cli", "track").entries
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
