"""A table as it was read: column names, rows with their numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet: `header` are the names of its columns, `rows` the cells below with their row's number."""

    shown: str
    sheet: str | None
    header: tuple[str, ...]
    header_row: int = 1
    rows: Sequence[tuple[int, Sequence[Any]]]

    def column(self, name: str) -> int | None:
        """Return the place of a column by its name, or by its letter as `#AB`."""
        if name.startswith("#") and name[1:].isalpha():
            place = number_of(name[1:])
            return place if place < len(self.header) else None
        wanted = name.strip()
        return next((place for place, title in enumerate(self.header) if title == wanted), None)


def letter_of(place: int) -> str:
    """Return the letter of a column: 0 is A, 26 is AA."""
    letters = ""
    while place >= 0:
        place, rest = divmod(place, 26)
        letters = chr(65 + rest) + letters
        place -= 1
    return letters


def number_of(letters: str) -> int:
    """Return the place of a column by its letter."""
    place = 0
    for letter in letters.upper():
        place = place * 26 + ord(letter) - 64
    return place - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """The rows of a table that could not be taken, by number, with its column names."""

    header: tuple[str, ...]
    header_row: int
    rows: Mapping[int, Sequence[Any]]
    mapping: str
