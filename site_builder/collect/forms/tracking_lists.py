"""The plan as CSV: our own, which comes back, and those that Jira, Planner and GitHub's importers take in."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from site_builder.collect.forms.tracking_book import cells_of
from site_builder.language.words import Words, words
from site_builder.model.tracking import COLUMNS, TRACK, TrackFormat, TrackRow, harmless

_PLANNER_STATES = {
    "not-begun": "Not started",
    "at-work": "In progress",
    "done": "Completed",
    "proven": "Completed",
}
_JIRA_STATES = {"not-begun": "To Do", "at-work": "In Progress", "done": "Done", "proven": "Done"}
_LABEL = "kam"
HEADERS: Mapping[TrackFormat, tuple[str, ...]] = {
    "jira": (
        *("Summary", "Description", "Issue Type", "Status", "Priority", "Assignee"),
        *("Start date", "Due date", "Labels", "Labels", "Labels"),
    ),
    "planner": (
        *("Task Name", "Bucket", "Progress", "Priority", "Assigned To"),
        *("Start date", "Due date", "Description"),
    ),
    "github": ("title", "body", "labels", "milestone", "assignees", "state"),
}
"""The columns as these importers name them, in English whatever the language of the texts."""


def tracking_csv(rows: Sequence[TrackRow], form: TrackFormat, language: str) -> str:
    """Return the plan as CSV in one of its forms; no cell can start a formula.

    Args:
        rows: the steps.
        form: `csv` for our own, else the tool that takes it in.
        language: the code of the language of the texts.

    """
    say = words(language, "track", "report")
    if form == "csv":
        header = (TRACK, *(say(f"track.columns.{key}") for key in COLUMNS[1:]))
        return _text([header, *([_shown(cell) for cell in cells_of(row, say).values()] for row in rows)])
    return _text([HEADERS[form], *(_MAKERS[form](row, say) for row in rows)])


def header_line(form: TrackFormat) -> str:
    """Return what a file of one of these tools begins with."""
    return _text([HEADERS[form]]).strip()


def _text(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def _shown(value: str | date | None) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""


def _title(row: TrackRow, say: Words) -> str:
    return f"{row.step}{say.bracket(row.practice)}"


def _lines(row: TrackRow, say: Words, bullet: str) -> str:
    """Return the step in full: how it is taken, who helps, what proves it, and the id it goes by."""
    named = (
        ("responsible", row.responsible),
        ("helpers", row.helpers),
        ("wanted", row.wanted),
        ("indicator", row.indicator),
        ("proof", row.tracked.proof),
        ("note", row.tracked.note),
        ("id", row.tracked.id),
    )
    facts = [f"{say(f'track.columns.{key}')}{say('language.colon')}{text}" for key, text in named if text]
    return "\n".join([*(f"{bullet} {move}" for move in row.moves), "", *facts]).strip()


def _jira(row: TrackRow, say: Words) -> list[str]:
    step = row.tracked
    return [
        _title(row, say),
        _lines(row, say, "*"),
        "Task",
        _JIRA_STATES[step.state],
        "High" if row.is_blocking else "Medium",
        step.owner or row.responsible,
        _shown(step.start),
        _shown(step.due),
        _LABEL,
        step.id,
        _one_word(step.wave or ""),
    ]


def _planner(row: TrackRow, say: Words) -> list[str]:
    step = row.tracked
    return [
        _title(row, say),
        row.dimension,
        _PLANNER_STATES[step.state],
        "Important" if row.is_blocking else "Medium",
        step.owner or row.responsible,
        _shown(step.start),
        _shown(step.due),
        _lines(row, say, "·"),
    ]


def _github(row: TrackRow, say: Words) -> list[str]:
    step = row.tracked
    dates = f"{_shown(step.start)} – {_shown(step.due)}"
    return [
        _title(row, say),
        f"{dates}\n\n{_lines(row, say, '- [ ]')}",
        ",".join(filter(None, (_LABEL, step.id, _one_word(step.wave or "")))),
        row.period,
        (step.owner or "").removeprefix("@") if (step.owner or "").startswith("@") else "",
        "closed" if step.is_done else "open",
    ]


def _one_word(text: str) -> str:
    """Return a text as a label, which knows no spaces and no commas."""
    return "-".join(text.replace(",", " ").split())


_MAKERS: Mapping[TrackFormat, Callable[[TrackRow, Words], list[str]]] = {
    "jira": _jira,
    "planner": _planner,
    "github": _github,
}
