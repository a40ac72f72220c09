"""What was read, and where it came from, so that a later stage can still name the line."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from site_builder.model.assessment import EvidenceEntry, Response, Settings
from site_builder.model.commentary import Commentary
from site_builder.model.decisions import Decision
from site_builder.model.instrument import Dimension, InstrumentFile
from site_builder.model.knowledge import FactsFile, PatternsFile, Reference
from site_builder.model.organisation import OrganisationFile
from site_builder.model.problems import FAR_DOWN, MOST_OF_A_KIND, Problem
from site_builder.model.programme import ProgrammeFile
from site_builder.model.progress import Progress
from site_builder.model.table import Rest

T = TypeVar("T")
Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that could be read. `locate` gives the line of a place, and how much of it the file has.

    Of a kind of mistake that is made over and over, only so many are looked up as are told.
    """

    shown: str
    locate: Callable[[Sequence[str | int]], tuple[int, Place]]
    noted: Counter[str] = field(default_factory=Counter, repr=False, compare=False)

    def problem(self, code: str, where: Place = (), /, **values: Any) -> Problem:
        """Return a problem at a place of this file."""
        line, _ = self.place_of(code, where)
        return Problem(code=code, file=self.shown, line=line, where=path_of(where), values=values)

    def place_of(self, code: str, where: Sequence[str | int]) -> tuple[int, Place]:
        """Return the line of a mistake, and how much of its place the file has; no line past those told."""
        self.noted[code] += 1
        if self.noted[code] > MOST_OF_A_KIND:
            return FAR_DOWN, tuple(where)
        return self.locate(where)

    def is_told(self, code: str) -> bool:
        """Whether another mistake of a kind will be told, or only counted."""
        return self.noted[code] < MOST_OF_A_KIND


def path_of(where: Sequence[str | int]) -> str:
    """Return a place as people read it: `practices[3].anchors`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in where).lstrip(".")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read(Generic[T]):
    """A value with the document it came from."""

    document: Document
    value: T


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedInstrument:
    """The instrument's files as far as they could be read, and what was wrong with the others."""

    file: Read[InstrumentFile] | None
    dimensions: tuple[Read[Dimension], ...]
    facts: Read[FactsFile] | None
    patterns: Read[PatternsFile] | None
    literature: Read[dict[str, Reference]] | None
    organisation: Read[OrganisationFile] | None
    programme: Read[ProgrammeFile] | None
    sha256: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedAnswers:
    """The answers that a file of any format holds, and what was wrong with the rest of it.

    `doubtful` are answers without their wrong places: to be checked further, never to be used. `rest`
    are the rows of a table, so that those that cannot be taken can be handed back.
    """

    responses: tuple[Read[Response], ...]
    doubtful: tuple[Read[Response], ...] = ()
    problems: tuple[Problem, ...]
    rest: Rest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedAssessment:
    """What could be read of an assessment, and what was wrong with the rest."""

    shown: str
    folder: Path | None
    settings: Read[Settings] | None
    wave: str | None
    responses: tuple[Read[Response], ...]
    evidence: Read[dict[str, EvidenceEntry]] | None
    decisions: Read[tuple[Decision, ...]] | None = None
    progress: Read[Progress] | None = None
    waves: tuple[str, ...] = ()
    problems: tuple[Problem, ...]
    commentary: Commentary = field(default_factory=Commentary)
    earlier: tuple[tuple[str, tuple[Read[Response], ...]], ...] = ()
    """Earlier waves with their answers, the newest first."""
