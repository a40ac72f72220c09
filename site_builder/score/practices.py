"""The score of one practice."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

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
    """Score one practice from its answers.

    Source: the method page, "Practice score" and "Evidence".

    Args:
        practice: what was asked.
        entry: the answers to it.
        assessment: how to aggregate, and the evidence register.
        instrument: roles, grades and thresholds.

    """
    counts = entry.counts
    status, reason = _status(counts, instrument.scoring.not_applicable_share)
    roles = tuple(
        _role_score(role.id, entry.ratings[role.id]) for role in instrument.roles if role.id in entry.ratings
    )
    claimed = _claimed(roles, assessment.settings.aggregation, instrument) if status == "rated" else None
    grade = _grade(practice.id, assessment, instrument)
    counts_by_value = Counter(rating.value for role in roles for rating in role.ratings)
    return PracticeScore(
        id=practice.id,
        status=status,
        reason=reason,
        claimed=claimed,
        verified=verified_score(claimed, grade, instrument),
        grade=grade,
        answers=counts,
        roles=roles if status == "rated" else (),
        customer=_customer(entry.customers, instrument),
        agreement=_agreement(counts_by_value, instrument.top) if status == "rated" else None,
        distribution=_distribution(counts_by_value, instrument.top) if status == "rated" else None,
        reasons=tuple(entry.reasons),
        comments=tuple(entry.comments),
    )


def _status(counts: AnswerCounts, limit: Fraction) -> tuple[Status, str | None]:
    """Return whether the practice applies and could be rated; don't-knows take no side in this.

    Source: the method page, "Practice score".
    """
    answered = counts.rated + counts.not_applicable
    if answered and Fraction(counts.not_applicable, answered) > limit:
        return "not-applicable", "most-say-not-applicable"
    if counts.rated:
        return "rated", None
    if counts.dont_know:
        return "not-rated", "only-dont-know"
    return "not-rated", "unanswered" if counts.asked else "nobody-asked"


def _role_score(role: str, ratings: Sequence[Rating]) -> RoleScore:
    # Exact sums are slow one by one and quick by value: there are few values and may be many people.
    counts = Counter(rating.value for rating in ratings)
    return RoleScore(role=role, mean=_mean(counts), ratings=tuple(ratings))


def _mean(counts: Mapping[int | Fraction, int]) -> Fraction:
    """Return the exact mean of values, given how often each stands."""
    return Fraction(sum(Fraction(value) * n for value, n in counts.items()), sum(counts.values()))


def _claimed(roles: Sequence[RoleScore], aggregation: str, instrument: Instrument) -> Score:
    """Return the mean of the role means, or of all ratings. Source: the method page, "Practice score"."""
    if aggregation == "respondents":
        parts = tuple(Part(id=r.role, value=r.mean, weight=Fraction(r.count)) for r in roles)
        return mean_score("respondents", parts, instrument)
    # Role means first: eight salespeople must not outvote two executives.
    return mean_score("role-means", tuple(Part(id=r.role, value=r.mean) for r in roles), instrument)


def mean_score(rule: str, parts: tuple[Part, ...], instrument: Instrument) -> Score:
    """Return sum(w * v) / sum(w) over the parts as a score.

    Args:
        rule: the name under which the score keeps the formula, one of `Rule`.
        parts: what it is made of; at least one.
        instrument: the scale and its levels.

    """
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


def verified_score(claimed: Score | None, grade: str | None, instrument: Instrument) -> Score | None:
    """Return min(claimed, cap of the grade); None without a score or a grade.

    Source: the method page, "Evidence".
    """
    if claimed is None or grade is None:
        return None
    cap = instrument.grade_by_id[grade].cap
    value = min(claimed.value, cap)
    parts = (Part(id="claimed", value=claimed.value), Part(id=grade, value=cap))
    level = level_of(value, instrument.scoring, instrument.top)
    within = (claimed.within[0], min(claimed.within[1], cap)) if claimed.within and cap > value else None
    return Score(value=value, level=level, rule="evidence-cap", parts=parts, within=within)


def _customer(ratings: Sequence[Rating], instrument: Instrument) -> Score | None:
    """Return the mean of the customers' ratings. Source: the method page, "Customers"."""
    if not ratings:
        return None
    parts = tuple(Part(id=rating.respondent, value=Fraction(rating.value)) for rating in ratings)
    return mean_score("customers", parts, instrument)


def _agreement(counts: Mapping[int | Fraction, int], options: int) -> Agreement | None:
    """Return rwg = 1 - s^2 / ((A^2 - 1) / 12), floored at 0, and AD around the median; n >= 2.

    Source: James, Demaree & Wolf 1984 for rwg, Burke & Dunlap 2002 for AD; the method page, "Agreement".
    """
    people = sum(counts.values())
    if people < 2:  # noqa: PLR2004 - one answer agrees with nobody
        return None
    mean, middle = _mean(counts), _median(counts)
    variance = sum((value - mean) ** 2 * n for value, n in counts.items()) / (people - 1)
    expected = Fraction(options**2 - 1, 12)  # the variance of answers spread evenly over the options
    deviation = Fraction(sum(abs(value - middle) * n for value, n in counts.items()), people)
    return Agreement(rwg=max(float(1 - variance / expected), 0.0), ad=float(deviation))


def _median(counts: Mapping[int | Fraction, int]) -> Fraction:
    """Return the median of values, given how often each stands."""
    people = sum(counts.values())
    middle, passed = [], 0
    for value in sorted(counts):
        before, passed = passed, passed + counts[value]
        middle += [value for place in ((people - 1) // 2, people // 2) if before <= place < passed]
    return Fraction(sum(middle), 2)


def _distribution(counts: Mapping[int | Fraction, int], options: int) -> tuple[int, ...] | None:
    """Return how often each level was chosen; None where means of several items fall between levels."""
    if any(value.denominator != 1 for value in counts):
        return None
    return tuple(counts.get(level, 0) for level in range(1, options + 1))
