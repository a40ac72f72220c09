"""Reads answers from files of any known format. A format is a module here that says `SUFFIXES` and `load`."""

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

from site_builder.model.instrument import Instrument
from site_builder.model.problems import InputProblems, Problem
from site_builder.model.source import LoadedAnswers


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to read answers from: what messages call it, what was asked, and the mapping of a table."""

    path: Path
    shown: str
    instrument: Instrument
    mapping: Path | None = None


def load_answers(source: Source) -> LoadedAnswers:
    """Return the answers in a file; whatever is wrong with it is among the problems, nothing is raised."""
    form = formats().get(source.path.suffix.lower())
    try:
        if source.path.is_dir():
            return _nothing(Problem(code="not-a-file", file=source.shown))
        if not source.path.exists():
            return _nothing(Problem(code="no-such-path", file=source.shown))
        if form is None:
            known = ", ".join(sorted(formats()))
            return _nothing(Problem(code="import-format", file=source.shown, values={"known": known}))
        found: LoadedAnswers = form.load(source)
    except InputProblems as wrong:
        return _nothing(*wrong.problems)
    except OSError as error:
        reason = error.strerror or str(error)
        return _nothing(Problem(code="cannot-read", file=source.shown, values={"reason": reason}))
    return found


@cache
def formats() -> dict[str, ModuleType]:
    """Return the formats by the suffix of their files."""
    modules = [
        importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
    ]
    return {suffix: module for module in modules for suffix in module.SUFFIXES}


def _nothing(*problems: Problem) -> LoadedAnswers:
    return LoadedAnswers(responses=(), problems=problems)
