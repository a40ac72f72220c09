"""What is wrong with an input, where, and everything needed to say so in any language."""

import reprlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

MOST_OF_A_KIND = 20
"""How many mistakes of one kind in one file are told, each with its line; the others are counted."""
FAR_DOWN = 1 << 40
"""Stands for the line of a mistake that is counted and not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake in one place. `code` names its text in `templates/words/*/problems.yml`."""

    code: str
    file: str
    line: int | None = None
    where: str = ""
    values: dict[str, Any] = field(default_factory=dict)


class InputProblems(Exception):  # noqa: N818 - they are problems of the input, not errors of the program
    """Everything found wrong in one run, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.file, p.line or 0, p.where, p.code)))
        super().__init__(f"{len(self.problems)} problems: {', '.join(p.code for p in self.problems)}")

    def __reduce__(self) -> tuple[type["InputProblems"], tuple[tuple[Problem, ...]]]:
        """Return how to make it again, so that another process can hand it on."""
        return InputProblems, (self.problems,)


@contextmanager
def gathered() -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """Go on after problems and tell those of all parts together; each part is wrapped in what is yielded.

    Raises:
        InputProblems: with the problems of every part.

    """
    found: list[Problem] = []

    @contextmanager
    def _part() -> Iterator[None]:
        try:
            yield
        except InputProblems as problems:
            found.extend(problem for problem in problems.problems if problem not in found)

    yield _part
    if found:
        raise InputProblems(found)


def hint(found: str, known: Iterable[str]) -> str:
    """Return the known word that is most like the one found, or nothing."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake needs it

    return next(iter(get_close_matches(found, list(known), n=1)), "")


def brief(value: Any) -> str:
    """Return a value as it would be typed, cut short; safe for values that contain themselves."""
    if value is None:
        return "(empty)"
    if isinstance(value, str):
        return f'"{shorten(value)}"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict | list):
        return shorten(reprlib.repr(value).replace("'", '"'))
    if isinstance(value, Fraction):
        return f"{float(value):g}"
    return shorten(str(value))


def shorten(text: str, most: int = 60) -> str:
    """Return a text cut to at most so many characters, to fit into a message."""
    return text if len(text) <= most else text[: most - 1] + "…"
