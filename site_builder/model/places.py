"""Where nothing is written: among what people wrote of an assessment."""

from pathlib import Path

from site_builder.model.problems import InputProblems, Problem

_OURS = ("responses", "commentary", "assets", "replaced")


def refuse_among_input(place: Path, shown: str) -> None:
    """Refuse a place inside a folder that belongs to an assessment: its answers, its words, its pictures.

    Args:
        place: where something is to be written, a file or a folder; links on the way are followed.
        shown: what messages call it.

    Raises:
        InputProblems: it lies there, or is such a folder.

    """
    whole = place.resolve()
    for folder in (whole, *whole.parents):
        if folder.name in _OURS and (folder.parent / "assessment.yml").is_file():
            raise InputProblems([Problem(code="output-holds-input", file=shown)])
