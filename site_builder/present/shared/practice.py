"""One practice as the report shows it: score, ladder, answers, what the next level asks, and why."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from site_builder.language import numbers
from site_builder.model.instrument import Practice
from site_builder.model.page import Sentence
from site_builder.model.roadmap import Roadmap
from site_builder.model.scorecard import PracticeScore
from site_builder.present.shared.answers import (
    Segment,
    answer_notes,
    distribution_label,
    hidden_roles_note,
    remark_with_role,
    segments,
)
from site_builder.present.shared.enough import EnoughView, enough_for_firm, enough_otherwise
from site_builder.present.shared.next_level import next_step, step_heading, steps_ahead
from site_builder.present.shared.reader import Reader
from site_builder.present.shared.steps import StepView, step_view
from site_builder.present.shared.why import Why, why_view


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One anchor on the ladder of a practice."""

    level_name: str
    text: str
    is_now: bool
    is_target: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeView:
    """Everything a template places for one practice."""

    KIND: ClassVar = "practice"
    id: str
    code: str
    name: str
    href: str
    question: str
    is_keystone: bool
    is_blocking: bool
    is_below: bool
    score: str
    level_name: str
    status: str
    target: str
    ladder: str
    segments: tuple[Segment, ...]
    distribution_label: str
    answer_notes: tuple[str, ...]
    roles: tuple[tuple[str, str, str], ...]
    roles_note: str
    customer: str
    next_heading: str
    next_text: Sentence
    steps: tuple[StepView, ...]
    enough: EnoughView | None
    enough_otherwise: tuple[EnoughView, ...]
    grade: str
    evidence: str
    rungs: tuple[Rung, ...]
    why: Why | None
    comments: tuple[str, ...]
    reasons: tuple[str, ...]


def practice_view(reader: Reader, practice: Practice, roadmap: Roadmap) -> PracticeView:
    """Return the view of one practice, with the steps that lead to its target or that the plan takes."""
    scored, say = reader.scorecard.practices[practice.id], reader.words
    heading, text = next_step(reader, practice)
    return PracticeView(
        id=practice.id,
        code=practice.code,
        name=reader.text(practice.name),
        href=reader.href(practice.id),
        question=reader.text(practice.items[0].question),
        is_keystone=practice.keystone,
        is_blocking=practice.id in reader.binding,
        is_below=practice.id in reader.binding or bool(reader.scorecard.levels_ahead(practice.id)),
        score=_score(reader, scored),
        level_name=reader.level_name(scored.claimed.level) if scored.claimed else "",
        status=say(f"practice.status.{scored.reason}") if scored.reason else "",
        target=reader.target(reader.scorecard.targets[practice.id]),
        ladder=reader.ladder(scored),
        segments=segments(reader, scored),
        distribution_label=distribution_label(reader, scored),
        answer_notes=tuple(answer_notes(reader, scored)),
        roles=tuple((r.role, reader.role(r.role), numbers.decimal(r.mean)) for r in scored.roles),
        roles_note=hidden_roles_note(reader, scored),
        customer=_customer(reader, scored),
        next_heading=heading,
        next_text=text,
        steps=tuple(_steps(reader, practice, roadmap)),
        enough=enough_for_firm(reader, practice),
        enough_otherwise=enough_otherwise(reader, practice),
        grade=_grade(reader, scored),
        evidence=say(
            "practice.evidence_text",
            direct=reader.text(practice.evidence.direct),
            indirect=reader.text(practice.evidence.indirect),
        ),
        rungs=_rungs(reader, practice, scored),
        why=why_view(reader, scored) if scored.claimed and not reader.is_public else None,
        comments=tuple(remark_with_role(reader, remark) for remark in scored.comments),
        reasons=tuple(remark_with_role(reader, remark) for remark in scored.reasons),
    )


def _score(reader: Reader, scored: PracticeScore) -> str:
    if scored.claimed:
        return reader.score(scored.claimed.value, scored.id)
    missing = "not_applicable_status" if scored.status == "not-applicable" else "not_rated"
    return reader.words(f"practice.{missing}")


def _steps(reader: Reader, practice: Practice, roadmap: Roadmap) -> Iterator[StepView]:
    """Yield the steps to the levels ahead, and those of the plan, as far as they are written."""
    planned = {step.to for step in roadmap.steps if step.practice == practice.id}
    for level in sorted({*steps_ahead(reader, practice), *planned}):
        view = step_view(reader.instrument, practice, level, reader.words, reader.stand_ins)
        if view:
            yield replace(view, heading=step_heading(reader, practice, level))


def _grade(reader: Reader, scored: PracticeScore) -> str:
    """Return the grade of the evidence that there is; nothing without a register."""
    if scored.grade is None:
        return ""
    grade = reader.instrument.grade_by_id[scored.grade]
    return f"{grade.id} {reader.text(grade.name)}"


def _customer(reader: Reader, scored: PracticeScore) -> str:
    if scored.customer is None:
        return ""
    value = reader.score(scored.customer.value)
    if scored.claimed is None:
        return reader.words("practice.customers", value=value)
    gap = scored.customer.value - scored.claimed.value
    if gap == 0:
        return reader.words("practice.customer_same", value=value)
    key = "practice.customer_above" if gap > 0 else "practice.customer_below"
    return reader.words(key, value=value, gap=numbers.difference(abs(gap)))


def _rungs(reader: Reader, practice: Practice, scored: PracticeScore) -> tuple[Rung, ...]:
    target = reader.scorecard.targets[practice.id]
    now = scored.claimed.level if scored.claimed else None
    return tuple(
        Rung(
            level_name=reader.level_name(level),
            text=reader.words("language.space").join(
                reader.text(item.anchors[level - 1]) for item in practice.items
            ),
            is_now=level == now,
            is_target=level == target,
        )
        for level in range(1, reader.instrument.top + 1)
    )
