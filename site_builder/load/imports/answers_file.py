"""`kam-response/1` in a file of its own, JSON or YAML."""

from typing import TYPE_CHECKING

from site_builder.load.checking import read
from site_builder.model.assessment import Response
from site_builder.model.source import LoadedAnswers

if TYPE_CHECKING:
    from site_builder.load.imports import Source

SUFFIXES = (".json", ".yml", ".yaml")


def load(source: "Source") -> LoadedAnswers:
    """Return the one answers file."""
    response, problems = read(source.path, source.shown, Response)
    found = (response,) if response else ()
    if problems:
        return LoadedAnswers(responses=(), doubtful=found, problems=problems)
    return LoadedAnswers(responses=found, problems=())
