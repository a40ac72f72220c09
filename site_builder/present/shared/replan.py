"""The roadmap as a reader of the page may change it: rows to drag, and what the script computes with."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

from site_builder.model.roadmap import Planned, Roadmap
from site_builder.present.shared.next_level import step_heading
from site_builder.present.shared.reader import Reader
from site_builder.present.shared.scoring_model import as_script_data, firm_model
from site_builder.present.shared.story import next_steps

_WORDS = (
    "reached", "unreached", "held", "same", "changed", "waits", "above", "copied", "copy_failed", "reason",
    "merge", "move",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplanRow:
    """One step to be moved: what it is, from when to when (ISO dates), who does it, its points."""

    id: str
    name: str
    to: str
    title: str
    start: str
    end: str
    owner: str
    points: int
    is_aimed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplanView:
    """What the page needs to let its reader change the plan; `first` and `last` are the days of its year."""

    rows: tuple[ReplanRow, ...]
    first: str
    last: str
    data: Markup


def replan_view(reader: Reader, roadmap: Roadmap) -> ReplanView | None:
    """Return the plan to be changed; None for the public, without a date, and where nothing is planned."""
    day = reader.scorecard.assessment.day
    if reader.is_public or day is None or not roadmap.steps:
        return None
    steps = next_steps(roadmap)
    return ReplanView(
        rows=tuple(_row(reader, step, day) for step in steps),
        first=day.isoformat(),
        last=(day + timedelta(days=roadmap.waves[-1].end)).isoformat(),
        data=as_script_data(_data(reader, roadmap, day)),
    )


def _row(reader: Reader, step: Planned, day: date) -> ReplanRow:
    practice, decision = reader.instrument.practice_by_id[step.practice], step.decision
    written = reader.step(step.practice, step.to)
    owner = reader.posts([written.responsible]) if written else ""
    return ReplanRow(
        id=f"{step.practice}-{step.to}",
        name=reader.coded_name(step.practice),
        to=step_heading(reader, practice, step.to),
        title=reader.step_title(step.practice, step.to),
        start=(day + timedelta(days=step.start)).isoformat(),
        end=(day + timedelta(days=step.end)).isoformat(),
        owner=reader.any_text(decision.owner) if decision and decision.owner else owner,
        points=step.points,
        is_aimed=step.is_aimed,
    )


def _data(reader: Reader, roadmap: Roadmap, day: date) -> dict[str, Any]:
    """Return what the script computes with: rules, answers, the steps with what they wait for, the words."""
    say, card = reader.words, reader.scorecard
    level = card.level.level
    decided = {(d.practice, d.to) for d in card.assessment.decisions}
    done = {d.practice: d.to for d in card.assessment.decisions if d.decision == "done"}
    return firm_model(card) | {
        "first": day.isoformat(),
        "year": roadmap.waves[-1].end,
        "level": roadmap.aim.level if roadmap.aim.raises else (level or 0) + 1,
        "held": level,
        "done": done,
        "steps": [
            {
                "id": f"{step.practice}-{step.to}",
                "practice": step.practice,
                "to": step.to,
                "start": step.start,
                "end": step.end,
                "points": step.points,
                "decided": (step.practice, step.to) in decided,
                "waits": [[f"{practice}-{to}", pause] for practice, to, pause in step.waits],
            }
            for step in next_steps(roadmap)
        ],
        "own": [[step.wave, step.points] for step in roadmap.own],
        "periods": [[wave.end, wave.capacity, say("roadmap.until", n=wave.end)] for wave in roadmap.waves],
        "words": {key: say.entries[f"replan.{key}"] for key in _WORDS}
        | {"ordinals": [say.ordinal(n) for n in range(1, reader.instrument.top + 1)]},
    }
