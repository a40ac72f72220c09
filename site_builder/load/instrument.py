"""Reads the instrument's files."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from site_builder.load.checking import read
from site_builder.load.documents import parse
from site_builder.model.instrument import Dimension, InstrumentFile
from site_builder.model.knowledge import FactsFile, PatternsFile, Reference
from site_builder.model.organisation import OrganisationFile
from site_builder.model.problems import InputProblems, Problem
from site_builder.model.programme import ProgrammeFile
from site_builder.model.source import LoadedInstrument


def load_instrument(folder: Path, shown: str) -> LoadedInstrument:
    """Read `instrument.yml`, `dimensions/*.yml`, `facts.yml` and, where they are there, the other files."""
    problems: list[Problem] = []
    context = {"languages": _languages(folder / "instrument.yml")}

    def _take(name: str, kind: Any) -> Any:
        value: Any
        value, found = read(folder / name, f"{shown}/{name}", kind, context)
        problems.extend(found)
        return value

    def _find(name: str, kind: Any) -> Any:
        return _take(name, kind) if (folder / name).exists() else None

    file = _take("instrument.yml", InstrumentFile)
    facts = _take("facts.yml", FactsFile)
    patterns = _find("patterns.yml", PatternsFile)
    literature = _find("literature.yml", dict[str, Reference])
    organisation = _find("organisation.yml", OrganisationFile)
    programme = _find("programme.yml", ProgrammeFile)
    names = sorted(f"dimensions/{path.name}" for path in (folder / "dimensions").glob("*.yml"))
    if not names:
        problems.append(Problem(code="no-dimensions", file=f"{shown}/dimensions"))
    dimensions = [_take(name, Dimension) for name in names]
    return LoadedInstrument(
        file=file,
        dimensions=tuple(d for d in dimensions if d is not None),
        facts=facts,
        patterns=patterns,
        literature=literature,
        organisation=organisation,
        programme=programme,
        sha256=_hash(folder / name for name in ("instrument.yml", *names)),
        problems=tuple(problems),
    )


def _languages(path: Path) -> tuple[str, ...]:
    """Return the languages that every text has to be in; none while the file cannot be read."""
    try:
        data = parse(path, path.name)
    except InputProblems:
        return ()
    languages = data.get("languages") if isinstance(data, dict) else None
    return tuple(x for x in languages if isinstance(x, str)) if isinstance(languages, list) else ()


def _hash(paths: Iterator[Path]) -> str:
    """Return the SHA-256 of what is asked and how it counts; the facts behind it do not change a score."""
    digest = hashlib.sha256()
    for path in paths:
        if path.is_file():
            # Line ends differ between checkouts; the instrument does not.
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()
