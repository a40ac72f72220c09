"""`kam-response/1` in a file of its own, JSON or YAML."""

from pathlib import Path

from site_builder.load.checking import read
from site_builder.model.assessment import Response
from site_builder.model.source import LoadedAnswers

SUFFIXES = (".json", ".yml", ".yaml")


def load(path: Path, shown: str) -> LoadedAnswers:
    """Return the one answers file."""
    response, problems = read(path, shown, Response)
    found = (response,) if response else ()
    if problems:
        return LoadedAnswers(responses=(), doubtful=found, problems=problems)
    return LoadedAnswers(responses=found, problems=())
