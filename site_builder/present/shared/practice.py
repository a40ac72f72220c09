"""One practice as the report shows it: score, ladder, answers, what the next level asks, and why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import ClassVar

from site_builder.language import numbers
from site_builder.model.instrument import Practice
from site_builder.model.page import Sentence
from site_builder.model.scorecard import HIDDEN, Part, PracticeScore, Remark, RoleScore, Score
from site_builder.present.shared.reader import Reader
from site_builder.present.shared.steps import StepView, step_view

_LOW_AGREEMENT = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of equal answers in the distribution."""

    level: int
    count: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One anchor on the ladder of a practice."""

    level_name: str
    text: str
    is_now: bool
    is_target: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyRow:
    """What one role contributed."""

    role: str
    answers: str
    mean: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """How a number came about, down to the ratings as far as they may be told."""

    rows: tuple[WhyRow, ...]
    formula: str
    notes: tuple[str, ...]
    ratings: tuple[tuple[str, str, str], ...]


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
    grade: str
    evidence: str
    rungs: tuple[Rung, ...]
    why: Why | None
    comments: tuple[str, ...]
    reasons: tuple[str, ...]


def practice_view(reader: Reader, practice: Practice) -> PracticeView:
    """Return the view of one practice."""
    scored = reader.scorecard.practices[practice.id]
    say = reader.words
    heading, text = next_step(reader, practice)
    score = say("practice.not_rated")
    if scored.claimed:
        score = reader.score(scored.claimed.value, practice.id)
    elif scored.status == "not-applicable":
        score = say("practice.not_applicable_status")
    return PracticeView(
        id=practice.id,
        code=practice.code,
        name=reader.text(practice.name),
        href=reader.href(practice.id),
        question=reader.text(practice.items[0].question),
        is_keystone=practice.keystone,
        is_blocking=practice.id in reader.binding,
        is_below=practice.id in reader.binding or bool(reader.scorecard.levels_ahead(practice.id)),
        score=score,
        level_name=reader.level_name(scored.claimed.level) if scored.claimed else "",
        status=say(f"practice.status.{scored.reason}") if scored.reason else "",
        target=reader.target(reader.scorecard.targets[practice.id]),
        ladder=reader.ladder(scored),
        segments=segments(reader, scored),
        distribution_label=_distribution_label(reader, scored),
        answer_notes=tuple(_answer_notes(reader, scored)),
        roles=tuple((r.role, reader.role(r.role), numbers.decimal(r.mean)) for r in scored.roles),
        roles_note=_roles_note(reader, scored),
        customer=_customer(reader, scored),
        next_heading=heading,
        next_text=text,
        steps=tuple(
            view for level in steps_ahead(reader, practice) if (view := _step(reader, practice, level))
        ),
        grade=_grade(reader, scored),
        evidence=say(
            "practice.evidence_text",
            direct=reader.text(practice.evidence.direct),
            indirect=reader.text(practice.evidence.indirect),
        ),
        rungs=_rungs(reader, practice, scored),
        why=why(reader, scored) if scored.claimed and not reader.is_public else None,
        comments=tuple(spoken(reader, remark) for remark in scored.comments),
        reasons=tuple(spoken(reader, remark) for remark in scored.reasons),
    )


def spoken(reader: Reader, remark: Remark) -> str:
    """Return a remark with the role that made it, as far as that may be told."""
    return f"{remark.text}{reader.words.bracket(reader.role(remark.role))}" if remark.role else remark.text


def next_step(reader: Reader, practice: Practice) -> tuple[str, str]:
    """Return the heading and text of what the next level worth aiming at asks."""
    if reader.scorecard.practices[practice.id].status == "not-applicable":
        return "", ""
    ahead = steps_ahead(reader, practice)
    if not ahead:
        return reader.words("practice.top"), reader.words("practice.top_text")
    level = worth_aiming_at(reader, practice, ahead)
    return what_a_level_asks(reader, practice, level)


def worth_aiming_at(reader: Reader, practice: Practice, ahead: Sequence[int]) -> int:
    """Return the level to show: a stage on the way is passed over, unless the target itself is one."""
    aim = reader.instrument.scoring.aim_from
    return ahead[0] if reader.scorecard.targets[practice.id] < aim and len(ahead) == 1 else max(ahead[0], aim)


def step_heading(reader: Reader, practice: Practice, level: int) -> str:
    """Return where a step leads; to the level that the score rounds to, it makes that level complete."""
    claimed = reader.scorecard.practices[practice.id].claimed
    key = "steps.complete" if claimed and claimed.level >= level else "steps.to"
    return reader.words(key, level=reader.words.ordinal(level))


def _step(reader: Reader, practice: Practice, level: int) -> StepView | None:
    view = step_view(reader.instrument, practice, level, reader.words, reader.stand_ins)
    return replace(view, heading=step_heading(reader, practice, level)) if view else None


def steps_ahead(reader: Reader, practice: Practice) -> tuple[int, ...]:
    """Return the levels to reach: those up to the target, else the one above today's; none at the top."""
    claimed, aim = reader.scorecard.practices[practice.id].claimed, reader.instrument.scoring.aim_from
    ahead = reader.scorecard.levels_ahead(practice.id)
    if ahead:
        return ahead
    level = claimed.level + 1 if claimed else aim
    return (level,) if level <= reader.instrument.top else ()


def what_a_level_asks(reader: Reader, practice: Practice, level: int) -> tuple[str, str]:
    """Return the heading and text of what a level of a practice asks."""
    heading = reader.words("practice.asks", level=reader.words.ordinal(level))
    return heading, reader.words("language.space").join(
        reader.text(item.anchors[level - 1]) for item in practice.items
    )


def segments(reader: Reader, scored: PracticeScore) -> tuple[Segment, ...]:
    """Return the distribution of answers without its empty levels; nothing when it may not be told."""
    return tuple(
        Segment(level=level, count=count, label=reader.level_short(level))
        for level, count in enumerate(scored.distribution or (), 1)
        if count
    )


def _distribution_label(reader: Reader, scored: PracticeScore) -> str:
    return reader.words.join(
        [
            reader.words("why.level_count", level=s.label, people=reader.people(s.count), n=s.count)
            for s in segments(reader, scored)
        ]
    )


def _answer_notes(reader: Reader, scored: PracticeScore) -> list[str]:
    say, counts = reader.words, scored.answers
    notes = [
        say(f"practice.{key}", people=reader.people(number))
        for key, number in (
            ("raters", counts.rated),
            ("dont_know", counts.dont_know),
            ("not_applicable", counts.not_applicable),
            ("unanswered", counts.unanswered),
            ("merged", counts.merged),
        )
        if number
    ]
    hidden = scored.distribution is None and reader.scorecard.is_anonymous
    if scored.status == "rated" and hidden and not scored.roles:
        notes.append(say("practice.too_few", k=reader.scorecard.k))
    if counts.is_unclear(reader.instrument.scoring.dont_know_finding):
        notes.append(say("practice.many_dont_know", share=numbers.percent(counts.dont_know_share)))
    return notes


def _roles_note(reader: Reader, scored: PracticeScore) -> str:
    if not scored.hidden_count:
        return ""
    if not scored.roles:
        return reader.words("practice.hidden_all")
    return reader.words("practice.hidden", roles=reader.roles(scored.hidden_roles))


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


def why(reader: Reader, scored: PracticeScore) -> Why:
    """Return the proof of a practice's score in words: rows by role, the formula, and what else applies."""
    say = reader.words
    claimed = scored.claimed
    assert claimed is not None, scored.id  # noqa: S101 - asked only for rated practices
    rows = [_role_row(reader, role) for role in scored.roles]
    hidden = [part for part in claimed.parts if part.id == HIDDEN]
    if hidden:
        rows.append(
            WhyRow(
                role=say(
                    "why.hidden_row",
                    roles=say.count("roles", _hidden_count(scored, hidden[0])),
                    people=reader.people(scored.hidden_count),
                ),
                answers="",
                mean=say("why.hidden_sum", value=numbers.decimal(hidden[0].value * hidden[0].weight)),
            )
        )
    ratings = (
        () if reader.scorecard.is_anonymous or not reader.scorecard.are_named else _ratings(reader, scored)
    )
    return Why(
        rows=tuple(rows),
        formula=formula(reader, scored, claimed),
        notes=tuple(_why_notes(reader, scored, claimed)),
        ratings=ratings,
    )


def _hidden_count(scored: PracticeScore, part: Part) -> int:
    """Return how many roles a summed-up part stands for."""
    return len(scored.hidden_roles) or int(part.weight)


def _role_row(reader: Reader, role: RoleScore) -> WhyRow:
    counts = Counter(rating.value for rating in role.ratings)
    whole = all(value.denominator == 1 for value in counts)
    levels = sorted(counts) if whole else []
    answers = [
        reader.words(
            "why.level_count",
            level=reader.level_short(int(level)),
            people=reader.people(counts[level]),
            n=counts[level],
        )
        for level in levels
    ]
    mean = numbers.decimal(role.mean)
    if role.count > 1:
        total = numbers.plain(role.mean * role.count)
        mean = reader.words("why.quotient", sum=total, count=role.count, mean=mean)
    return WhyRow(role=reader.role(role.role), answers=reader.words.join(answers), mean=mean)


def formula(reader: Reader, scored: PracticeScore, claimed: Score) -> str:
    """Return the sum that gave a practice's score, with this firm's numbers."""
    say = reader.words
    value = reader.score(claimed.value, scored.id)
    weight = sum((part.weight for part in claimed.parts), Fraction(0))
    if len(claimed.parts) == 1 and claimed.parts[0].id != HIDDEN:
        return say("why.one", value=value)
    if claimed.rule == "respondents":
        terms = [f"{numbers.decimal(part.value)} × {numbers.plain(part.weight)}" for part in claimed.parts]
        return say("why.respondents", terms=" + ".join(terms), count=numbers.plain(weight), value=value)
    terms = [numbers.decimal(part.value * part.weight) for part in claimed.parts]
    if len(terms) == 1:
        return say("why.hidden_only", term=terms[0], roles=say.count("roles", int(weight)), value=value)
    roles = say.count("roles", int(weight))
    return say("why.role_means", terms=" + ".join(terms), roles=roles, value=value)


def _why_notes(reader: Reader, scored: PracticeScore, claimed: Score) -> list[str]:
    say = reader.words
    notes = [say("why.rule_respondents" if claimed.rule == "respondents" else "why.rule_role_means")]
    notes[0] += say("language.space") + say("why.exact")
    if scored.verified and scored.grade:
        grade = reader.instrument.grade_by_id[scored.grade]
        values = {
            "grade": grade.id,
            "name": reader.text(grade.name),
            "cap": numbers.decimal(grade.cap),
            "claimed": reader.score(claimed.value, scored.id),
            "value": reader.score(scored.verified.value),
        }
        notes.append(say("why.verified", **values))
    if scored.agreement:
        key = "why.agreement_low" if scored.agreement.rwg < _LOW_AGREEMENT else "why.agreement"
        rwg, ad = Fraction(scored.agreement.rwg), Fraction(scored.agreement.ad)
        marks = (Fraction(1, 2),)
        notes.append(say(key, rwg=numbers.decimal(rwg, reach=marks), ad=numbers.decimal(ad)))
    notes += _gate_note(reader, scored, claimed)
    return notes


def _gate_note(reader: Reader, scored: PracticeScore, claimed: Score) -> list[str]:
    held = reader.scorecard.level.level
    if (
        not reader.instrument.practice_by_id[scored.id].keystone
        or held is None
        or held >= reader.instrument.top
    ):
        return []
    needs = held + 1 - reader.instrument.scoring.keystone_margin
    values = {"level": reader.next_level, "needs": numbers.decimal(needs)}
    if claimed.value > needs:
        return [reader.words("why.gate_holds", **values)]
    if claimed.value == needs:
        return [reader.words("why.gate_touch", **values)]
    return [reader.words("why.gate_fails", shortfall=numbers.difference(needs - claimed.value), **values)]


def _ratings(reader: Reader, scored: PracticeScore) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (rating.respondent, reader.role(role.role), numbers.plain(Fraction(rating.value)))
        for role in scored.roles
        for rating in role.ratings
    )
