"""The score of one practice."""

from collections.abc import Sequence
from fractions import Fraction
from statistics import median

from site_builder.model.assessment import Assessment
from site_builder.model.instrument import Instrument, Practice
from site_builder.model.scorecard import (
    Agreement,
    AnswerCounts,
    Part,
    PracticeScore,
    Rating,
    RoleScore,
    Score,
    Status,
)
from site_builder.score.levels import level_of
from site_builder.score.tally import Tally


def score_practice(
    practice: Practice, entry: Tally, assessment: Assessment, instrument: Instrument
) -> PracticeScore:
    """Score one practice from its answers."""
    counts = entry.counts
    status, reason = _status(counts, instrument.scoring.not_applicable_share)
    roles = tuple(
        _role_score(role.id, entry.ratings[role.id]) for role in instrument.roles if role.id in entry.ratings
    )
    claimed = _claimed(roles, assessment.settings.aggregation, instrument) if status == "rated" else None
    grade = _grade(practice.id, assessment, instrument)
    ratings = [rating.value for role in roles for rating in role.ratings]
    return PracticeScore(
        id=practice.id,
        status=status,
        reason=reason,
        claimed=claimed,
        verified=_verified(claimed, grade, instrument),
        grade=grade,
        answers=counts,
        roles=roles if status == "rated" else (),
        customer=_customer(entry.customers, instrument),
        agreement=_agreement(ratings, instrument.top) if status == "rated" else None,
        distribution=_distribution(ratings, instrument.top) if status == "rated" else None,
        reasons=tuple(entry.reasons),
        comments=tuple(entry.comments),
    )


def _status(counts: AnswerCounts, limit: Fraction) -> tuple[Status, str | None]:
    """Return whether the practice applies and could be rated; don't-knows take no side in this."""
    answered = counts.rated + counts.not_applicable
    if answered and Fraction(counts.not_applicable, answered) > limit:
        return "not-applicable", "most-say-not-applicable"
    if counts.rated:
        return "rated", None
    if counts.dont_know:
        return "not-rated", "only-dont-know"
    return "not-rated", "unanswered" if counts.asked else "nobody-asked"


def _role_score(role: str, ratings: Sequence[Rating]) -> RoleScore:
    mean = sum((r.value for r in ratings), Fraction(0)) / len(ratings)
    return RoleScore(role=role, mean=mean, ratings=tuple(ratings))


def _claimed(roles: Sequence[RoleScore], aggregation: str, instrument: Instrument) -> Score:
    if aggregation == "respondents":
        parts = tuple(Part(id=r.role, value=r.mean, weight=Fraction(r.count)) for r in roles)
        return mean_score("respondents", parts, instrument)
    # Role means first: eight salespeople must not outvote two executives.
    return mean_score("role-means", tuple(Part(id=r.role, value=r.mean) for r in roles), instrument)


def mean_score(rule: str, parts: tuple[Part, ...], instrument: Instrument) -> Score:
    """Return the weighted mean of the parts as a score."""
    total = sum((part.weight for part in parts), Fraction(0))
    value = sum((part.value * part.weight for part in parts), Fraction(0)) / total
    level = level_of(value, instrument.scoring, instrument.top)
    return Score(value=value, level=level, rule=rule, parts=parts)  # type: ignore[arg-type]


def _grade(practice: str, assessment: Assessment, instrument: Instrument) -> str | None:
    """Return the evidence grade: the lowest one without an entry, None without a register."""
    if assessment.evidence is None:
        return None
    entry = assessment.evidence.get(practice)
    return entry.grade if entry else instrument.evidence[0].id


def _verified(claimed: Score | None, grade: str | None, instrument: Instrument) -> Score | None:
    if claimed is None or grade is None:
        return None
    cap = instrument.grade_by_id[grade].cap
    value = min(claimed.value, cap)
    parts = (Part(id="claimed", value=claimed.value), Part(id=grade, value=cap))
    level = level_of(value, instrument.scoring, instrument.top)
    return Score(value=value, level=level, rule="evidence-cap", parts=parts)


def _customer(ratings: Sequence[Rating], instrument: Instrument) -> Score | None:
    if not ratings:
        return None
    parts = tuple(Part(id=rating.respondent, value=rating.value) for rating in ratings)
    return mean_score("customers", parts, instrument)


def _agreement(ratings: Sequence[Fraction], options: int) -> Agreement | None:
    """Return rwg (James, Demaree & Wolf 1984) and AD around the median (Burke & Dunlap 2002); n >= 2."""
    count = len(ratings)
    if count < 2:  # noqa: PLR2004 - one answer agrees with nobody
        return None
    mean = sum(ratings, Fraction(0)) / count
    variance = sum(((r - mean) ** 2 for r in ratings), Fraction(0)) / (count - 1)
    expected = Fraction(options**2 - 1, 12)  # the variance of answers spread evenly over the options
    middle = median(ratings)
    deviation = sum((abs(r - middle) for r in ratings), Fraction(0)) / count
    return Agreement(rwg=float(max(1 - variance / expected, Fraction(0))), ad=float(deviation))


def _distribution(ratings: Sequence[Fraction], options: int) -> tuple[int, ...] | None:
    """Return how often each level was chosen; None where means of several items fall between levels."""
    if any(rating.denominator != 1 for rating in ratings):
        return None
    return tuple(sum(1 for rating in ratings if rating == level) for level in range(1, options + 1))
