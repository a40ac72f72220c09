"""The steps of the plan in words: who, when, what first, and how it shows that they are done."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from site_builder.charts.gantt import gantt
from site_builder.model.decisions import Decision
from site_builder.model.instrument import Practice
from site_builder.model.knowledge import Step
from site_builder.model.roadmap import OwnStep, Planned, Roadmap
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
    decided: str
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
    steps = planned_steps(reader, roadmap, [step for step in next_steps(roadmap) if step.wave == wave])
    own = tuple(_own(reader, roadmap, step) for step in roadmap.own if step.wave == wave)
    return steps + own


def planned_steps(reader: Reader, roadmap: Roadmap, steps: Iterable[Planned]) -> tuple[PlannedStep, ...]:
    """Return some steps of the plan in words."""
    periods = [period.end for period in roadmap.waves]
    return tuple(_planned(reader, step, periods) for step in steps)


def _planned(reader: Reader, planned: Planned, periods: list[int]) -> PlannedStep:
    say = reader.words
    practice = reader.instrument.practice_by_id[planned.practice]
    step, decision = reader.step(practice.id, planned.to), planned.decision
    name, days = reader.coded_name(practice.id), _days(reader, planned.start, planned.end)
    place = f"{reader.href(practice.id).partition('#')[0]}#step-{practice.id}-{planned.to}"
    after = say.join([reader.name(id_) for id_ in planned.after])
    return PlannedStep(
        name=name,
        href=place if step else reader.href(practice.id),
        title=reader.step_title(practice.id, planned.to)
        if step or (decision and decision.title)
        else reader.text(practice.items[0].anchors[planned.to - 1]),
        to=step_heading(reader, practice, planned.to),
        owner=owner_of(reader, planned),
        first=_first_move(reader, step, decision),
        proof=_proof(reader, practice, step, decision),
        indicator=reader.text(step.indicator) if step else "",
        days=days,
        end=reader.day(planned.end),
        points=say("roadmap.points", n=planned.points),
        after=say("roadmap.after", names=after) if planned.after else "",
        bar=_bar(reader, name, (planned.start, planned.end), periods, is_aimed=planned.is_aimed),
        decided=_decided(reader, decision),
        is_aimed=planned.is_aimed,
    )


def _own(reader: Reader, roadmap: Roadmap, own: OwnStep) -> PlannedStep:
    """Return a step that people added and that serves no practice."""
    say, decision = reader.words, own.decision
    title = reader.any_text(decision.title or {"": ""})
    return PlannedStep(
        name=say("roadmap.own"),
        href="",
        title=title,
        to="",
        owner=_owner(reader, None, decision),
        first=reader.any_text(decision.moves[0]) if decision.moves else "",
        proof=reader.any_text(decision.proof) if decision.proof else "",
        indicator="",
        days=_days(reader, own.start, own.end),
        end=reader.day(own.end),
        points=say("roadmap.points", n=own.points),
        after="",
        bar=_bar(reader, title, (own.start, own.end), [period.end for period in roadmap.waves]),
        decided=_decided(reader, decision),
        is_aimed=False,
    )


def _days(reader: Reader, start: int, end: int) -> str:
    if reader.scorecard.assessment.day is None:
        return reader.words("roadmap.span_days", start=start, end=end)
    return reader.words("roadmap.span", start=reader.day(start), end=reader.day(end))


def _bar(
    reader: Reader, name: str, span: tuple[int, int], periods: list[int], *, is_aimed: bool = False
) -> Markup:
    title = f"{name}{reader.words('language.colon')}{_days(reader, *span)}"
    return gantt(*span, periods, title, is_blocking=is_aimed)


def owner_of(reader: Reader, planned: Planned) -> str:
    """Return who does a step of the plan, and who helps where people said so."""
    return _owner(reader, reader.step(planned.practice, planned.to), planned.decision)


def _owner(reader: Reader, step: Step | None, decision: Decision | None) -> str:
    """Return who does a step, and who helps where people said so."""
    owner = reader.any_text(decision.owner) if decision and decision.owner else ""
    if not owner and step:
        owner = sentence(reader.posts([step.responsible]))
    if decision and decision.helpers:
        helpers = reader.words.join([reader.any_text(helper) for helper in decision.helpers])
        owner += reader.words.bracket(reader.words("roadmap.with", names=helpers))
    return owner


def _first_move(reader: Reader, step: Step | None, decision: Decision | None) -> str:
    if decision and decision.moves:
        return reader.any_text(decision.moves[0])
    return reader.text(step.moves[0]) if step and not (decision and decision.title) else ""


def _proof(reader: Reader, practice: Practice, step: Step | None, decision: Decision | None) -> str:
    if decision and decision.proof:
        return reader.any_text(decision.proof)
    return reader.text(step.proof) if step else reader.text(practice.evidence.direct)


def _decided(reader: Reader, decision: Decision | None) -> str:
    """Return that people planned a step otherwise, who and why; the public is not told."""
    if decision is None or reader.is_public:
        return ""
    say, reason = reader.words, reader.any_text(decision.reason)
    if decision.author:
        return say(f"roadmap.{decision.decision}_by", author=reader.any_text(decision.author), reason=reason)
    return say(f"roadmap.{decision.decision}", reason=reason)
