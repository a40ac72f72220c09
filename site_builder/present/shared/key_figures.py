"""The figures beside the level or score at the top of a page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """One figure with what it means."""

    value: str
    label: str
