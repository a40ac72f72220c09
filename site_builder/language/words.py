"""The words that people read, per language, from `templates/words/<language>/*.yml`."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from site_builder.model.resources import find

try:
    from yaml import CSafeLoader as _Loader
except ImportError:
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]


class Words:
    """One language's words by dotted key, such as `chart.target`."""

    def __init__(self, language: str, entries: Mapping[str, str]) -> None:
        self.language = language
        self.entries = dict(entries)

    def __call__(self, key: str, /, **values: Any) -> str:
        """Return the words of a key with its values filled in.

        Raises:
            KeyError: there is no such key, or the words name a value that was not given.

        """
        return self.entries[key].format_map(values)

    def count(self, unit: str, number: int) -> str:
        """Return a number with its unit in the right form, such as `17 respondents`."""
        form = "one" if number == 1 else "other"
        return self(f"units.{unit}.{form}", n=number)

    def join(self, parts: Iterator[str] | list[str] | tuple[str, ...]) -> str:
        """Return an enumeration, with what this language puts between its parts."""
        return self("language.listing").join(parts)

    def bracket(self, text: str) -> str:
        """Return a text in this language's brackets."""
        return f"{self('language.open')}{text}{self('language.close')}"

    def ordinal(self, level: int) -> str:
        """Return how a level is named by its number, such as `level 3`."""
        return self("levels.ordinal", n=self(f"levels.numerals.{level}"))


@cache
def words(language: str, *parts: str) -> Words:
    """Return the words of a language from the named parts (`report`, `problems`), or from all of them.

    They are read once; `words.cache_clear()` forgets them.
    """
    folder = find("templates", "words", language)
    paths = [folder / f"{part}.yml" for part in parts] or sorted(folder.glob("*.yml"))
    entries: dict[str, str] = {}
    for path in paths:
        entries.update(_flat(_read(path), ()))
    return Words(language, entries)


def languages() -> tuple[str, ...]:
    """Return the languages there are words for."""
    return tuple(sorted(path.name for path in find("templates", "words").iterdir() if path.is_dir()))


def in_all(key: str, part: str) -> dict[str, str]:
    """Return the words of a key of one part in every language, for problems told in the reader's own."""
    return {language: words(language, part)(key) for language in languages()}


def _read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=_Loader)


def _flat(data: Any, where: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from _flat(value, (*where, str(key)))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _flat(value, (*where, str(index)))
    else:
        yield ".".join(where), str(data)
