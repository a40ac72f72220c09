"""Why a practice has the score it has: what each role gave, the sum, and what else applies."""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from site_builder.language import numbers
from site_builder.model.scorecard import HIDDEN, Part, PracticeScore, RoleScore, Score
from site_builder.present.shared.formulas import practice_formula
from site_builder.present.shared.reader import Reader

_LOW_AGREEMENT = 0.5
"""Below this rwg, respondents are said to see a practice differently."""


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


def why_view(reader: Reader, scored: PracticeScore) -> Why:
    """Return the proof of a rated practice's score: rows by role, the sum, and what else applies."""
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
        formula=practice_formula(reader, scored, claimed),
        notes=tuple(_why_notes(reader, scored, claimed)),
        ratings=ratings,
    )


def _hidden_count(scored: PracticeScore, part: Part) -> int:
    """Return how many roles a summed-up part stands for."""
    return len(scored.hidden_roles) or int(part.weight)


def _role_row(reader: Reader, role: RoleScore) -> WhyRow:
    counts = Counter(rating.value for rating in role.ratings)
    whole = all(value.denominator == 1 for value in counts)
    levels = sorted(counts) if whole and role.is_listed else []
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
    return WhyRow(
        role=reader.role(role.role),
        answers=reader.words.join(answers) if role.is_listed else reader.words("why.alike"),
        mean=mean,
    )


def _why_notes(reader: Reader, scored: PracticeScore, claimed: Score) -> list[str]:
    say = reader.words
    notes = [say("why.rule_respondents" if claimed.rule == "respondents" else "why.rule_role_means")]
    notes[0] += say("language.space") + say("why.exact")
    if not claimed.parts:
        notes.append(say("why.coarse"))
    if scored.verified and scored.grade:
        grade = reader.instrument.grade_by_id[scored.grade]
        values = {
            "grade": grade.id,
            "name": reader.text(grade.name),
            "cap": numbers.decimal(grade.cap),
            "claimed": reader.score(claimed.value, scored.id),
            "value": reader.score(scored.verified.value, scored.id),
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
