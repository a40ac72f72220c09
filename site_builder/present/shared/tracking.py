"""The steps of the plan as they go out to those who carry them, with what is known of their progress."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from site_builder.model.progress import Tracked
from site_builder.model.roadmap import Roadmap
from site_builder.model.tracking import TrackRow
from site_builder.present.shared.reader import Reader, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDates:
    """One step of the plan as followed up: what it is, and from when to when."""

    practice: str
    to: int
    start: date | None
    due: date | None
    period: str


def planned_dates(reader: Reader, roadmap: Roadmap, day: date | None) -> tuple[PlannedDates, ...]:
    """Return the steps of the plan with their dates; all that following up asks of the plan is asked here.

    `day` is the one from which the plan counts; without it there are no dates.
    """
    return tuple(
        PlannedDates(
            practice=step.practice,
            to=step.to,
            start=day + timedelta(days=step.start) if day else None,
            due=day + timedelta(days=step.end) if day else None,
            period=reader.words("roadmap.until", n=roadmap.waves[step.wave].end),
        )
        for step in roadmap.steps
    )


def track_rows(reader: Reader, roadmap: Roadmap, day: date) -> Iterator[TrackRow]:
    """Yield a row for each step of the present plan, the earliest first; its days count from `day`.

    Steps that are known from before keep the dates that were agreed, and stay in the list when they are done.
    """
    assessment = reader.scorecard.assessment
    wave = assessment.wave
    steps = assessment.progress.steps if assessment.progress else ()
    known = {(step.practice, step.to): step for step in steps if step.wave in {None, wave}}
    planned = {(p.practice, p.to): p for p in planned_dates(reader, roadmap, day)}
    rows = []
    for practice, to in dict.fromkeys([*known, *planned]):
        found, plan = known.get((practice, to)), planned.get((practice, to))
        step = found or Tracked.model_construct(practice=practice, to=to, state="not-begun")
        start, due = step.start or (plan.start if plan else None), step.due or (plan.due if plan else None)
        step = step.model_copy(update={"wave": wave, "start": start, "due": due})
        rows.append((start or date.max, (practice, to), step, plan.period if plan else ""))
    for _, _, step, period in sorted(rows, key=lambda row: row[:2]):
        yield _row(reader, step, period)


def _row(reader: Reader, tracked: Tracked, period: str) -> TrackRow:
    practice = reader.instrument.practice_by_id[tracked.practice]
    step = reader.step(practice.id, tracked.to)
    decision = reader.decision(practice.id, tracked.to)
    moves = step.moves if step else ()
    responsible = sentence(reader.posts([step.responsible])) if step else ""
    helpers = sentence(reader.posts(step.consulted)) if step else ""
    wanted = step.proof if step else practice.evidence.direct
    if decision:
        responsible = reader.any_text(decision.owner) if decision.owner else responsible
        helpers = reader.words.join([reader.any_text(who) for who in decision.helpers]) or helpers
    return TrackRow(
        tracked=tracked,
        dimension=reader.name(reader.instrument.dimension_of[practice.id].id),
        practice=reader.coded_name(practice.id),
        step=reader.step_title(practice.id, tracked.to),
        moves=tuple(reader.any_text(move) for move in (decision and decision.moves) or moves),
        responsible=responsible,
        helpers=helpers,
        period=period,
        is_blocking=practice.id in reader.binding,
        wanted=reader.any_text((decision and decision.proof) or wanted),
        indicator=reader.text(step.indicator) if step else "",
    )
