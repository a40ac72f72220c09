"""The steps of the plan in words: who, when, what first, and how it shows that they are done."""

from collections.abc import Iterable
from dataclasses import dataclass

from site_builder.charts.gantt import gantt
from site_builder.model.roadmap import Planned, Roadmap
from site_builder.present.shared.next_level import step_heading
from site_builder.present.shared.reader import Reader, sentence
from site_builder.present.shared.story import next_steps


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStep:
    """One step of the plan: who, from when to when, what first, how it shows that it is done."""

    name: str
    href: str
    title: str
    to: str
    owner: str
    first: str
    proof: str
    indicator: str
    days: str
    end: str
    points: str
    after: str
    bar: str
    is_aimed: bool


_FIRST = 5


def first_steps(reader: Reader, roadmap: Roadmap) -> tuple[PlannedStep, ...]:
    """Return the steps to name first: five at most, those of the aim before the others."""
    return planned_steps(reader, roadmap, next_steps(roadmap)[:_FIRST])


def steps_of_wave(reader: Reader, roadmap: Roadmap, wave: int) -> tuple[PlannedStep, ...]:
    """Return the steps that start within a period of the plan.

    Args:
        reader: the language.
        roadmap: the plan.
        wave: which of its periods, from 0.

    """
    return planned_steps(reader, roadmap, [step for step in next_steps(roadmap) if step.wave == wave])


def planned_steps(reader: Reader, roadmap: Roadmap, steps: Iterable[Planned]) -> tuple[PlannedStep, ...]:
    """Return some steps of the plan in words."""
    periods = [period.end for period in roadmap.waves]
    return tuple(_planned(reader, step, periods) for step in steps)


def _planned(reader: Reader, planned: Planned, periods: list[int]) -> PlannedStep:
    say = reader.words
    practice = reader.instrument.practice_by_id[planned.practice]
    step = practice.step_to(planned.to)
    name = reader.coded_name(practice.id)
    days = say("roadmap.span", start=reader.day(planned.start), end=reader.day(planned.end))
    if reader.scorecard.assessment.day is None:
        days = say("roadmap.span_days", start=planned.start, end=planned.end)
    title = reader.text(step.title) if step else reader.text(practice.items[0].anchors[planned.to - 1])
    return PlannedStep(
        name=name,
        href=f"{reader.href(practice.id).partition('#')[0]}#step-{practice.id}-{planned.to}"
        if step
        else reader.href(practice.id),
        title=title,
        to=step_heading(reader, practice, planned.to),
        owner=sentence(reader.posts([step.responsible])) if step else "",
        first=reader.text(step.moves[0]) if step else "",
        proof=reader.text(step.proof) if step else reader.text(practice.evidence.direct),
        indicator=reader.text(step.indicator) if step else "",
        days=days,
        end=reader.day(planned.end),
        points=say("roadmap.points", n=planned.points),
        after=say("roadmap.after", names=say.join([reader.name(id_) for id_ in planned.after]))
        if planned.after
        else "",
        bar=gantt(
            planned.start,
            planned.end,
            periods,
            f"{name}{say('language.colon')}{days}",
            is_blocking=planned.is_aimed,
        ),
        is_aimed=planned.is_aimed,
    )
