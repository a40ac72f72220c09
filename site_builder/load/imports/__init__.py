"""Reads answers from files of any known format. A format is a module here that says `SUFFIXES` and `load`."""

import importlib
import pkgutil
from functools import cache
from pathlib import Path
from types import ModuleType

from site_builder.model.problems import Problem
from site_builder.model.source import LoadedAnswers


def load_answers(path: Path, shown: str) -> LoadedAnswers:
    """Return the answers in a file; `shown` is what messages call it."""
    form = formats().get(path.suffix.lower())
    try:
        if not path.is_file():
            return _nothing(Problem(code="no-such-path", file=shown))
        if form is None:
            known = ", ".join(sorted(formats()))
            return _nothing(Problem(code="import-format", file=shown, values={"known": known}))
        found: LoadedAnswers = form.load(path, shown)
    except OSError as error:
        reason = error.strerror or str(error)
        return _nothing(Problem(code="cannot-read", file=shown, values={"reason": reason}))
    return found


@cache
def formats() -> dict[str, ModuleType]:
    """Return the formats by the suffix of their files."""
    modules = [
        importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
    ]
    return {suffix: module for module in modules for suffix in module.SUFFIXES}


def _nothing(problem: Problem) -> LoadedAnswers:
    return LoadedAnswers(responses=(), problems=(problem,))
