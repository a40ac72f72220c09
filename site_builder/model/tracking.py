"""The tracking table: a row for each step of the plan, as it goes out to the owners and comes back."""

import json
import zlib
from dataclasses import dataclass
from typing import Literal

from site_builder.model.progress import Tracked

TRACK = "kam-track/1"
"""The mark of a tracking table: the first cell of the row that names its columns."""

TrackFormat = Literal["xlsx", "csv", "jira", "planner", "github"]
"""The forms in which a plan goes out; the first two come back."""

OPEN = ("owner", "state", "started", "finished", "proof", "note")
"""What the owner of a step fills in."""

COLUMNS = (
    *(TRACK, "practice", "step", "responsible", "owner", "helpers", "start", "due"),
    *("state", "started", "finished", "wanted", "proof", "note", "wave", "sent"),
)
"""The columns in their order; the first holds the step's id, the last the `sent_mark`."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRow:
    """One step of the plan in one language, with what is known of its progress.

    `responsible` and `helpers` are posts; `wanted` is what would prove the step. `moves` and `indicator` say
    how to take it; `dimension`, `period` and `is_blocking` are what a board groups and ranks by.
    """

    tracked: Tracked
    dimension: str
    practice: str
    step: str
    moves: tuple[str, ...]
    responsible: str
    helpers: str
    period: str
    is_blocking: bool
    wanted: str
    indicator: str


def sent_mark(step: Tracked) -> str:
    """Return what tells whether a row has been changed since it was sent out: a checksum of its open cells.

    A workbook goes to several owners. Each hands all rows back; those that they left alone say nothing.
    """
    parts = (step.state, step.owner, step.started, step.finished, step.proof, step.note)
    plain = [" ".join(str(part or "").split()) for part in parts]
    return f"{zlib.crc32(json.dumps(plain).encode()):08x}"


def harmless(text: str) -> str:
    """Return a text that no spreadsheet computes: what could start a formula gets an apostrophe in front."""
    return f"'{text}" if text.lstrip(" \n").startswith(_FORMULA) else text


def unmarked(text: str) -> str:
    """Return a text without the apostrophe that `harmless` put in front of it."""
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text
