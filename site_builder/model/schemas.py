"""The JSON Schemas of the authored files, generated from the model; run as a module, it writes them."""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from site_builder.model.assessment import EvidenceEntry, Response, Settings
from site_builder.model.commentary import Sentences
from site_builder.model.decisions import Decision
from site_builder.model.instrument import Dimension, InstrumentFile
from site_builder.model.knowledge import FactsFile, PatternsFile, Reference
from site_builder.model.mapping import Mapping
from site_builder.model.organisation import OrganisationFile
from site_builder.model.programme import ProgrammeFile
from site_builder.model.progress import Progress
from site_builder.model.resources import find

_KINDS: dict[str, Any] = {
    "assessment": Settings,
    "decisions": tuple[Decision, ...],
    "dimension": Dimension,
    "evidence": dict[str, EvidenceEntry],
    "facts": FactsFile,
    "instrument": InstrumentFile,
    "kam-mapping-1": Mapping,
    "kam-response-1": Response,
    "literature": dict[str, Reference],
    "organisation": OrganisationFile,
    "sentences": Sentences,
    "patterns": PatternsFile,
    "progress": Progress,
    "programme": ProgrammeFile,
}


def schemas() -> dict[str, str]:
    """Return the schemas as JSON text, by file name."""
    return {
        f"{name}.schema.json": json.dumps(
            {"$schema": "https://json-schema.org/draft/2020-12/schema"} | TypeAdapter(kind).json_schema(),
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
        for name, kind in _KINDS.items()
    }


def write(folder: Path) -> None:
    """Write the schemas into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    write(find("assessment", "schema"))
