"""Reads from a protected scorecard what deserves to be talked about; what is hidden cannot come out here."""

import statistics
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from site_builder.model.analysis import Analysis, Quality, RoleGap, Topic, Unverified
from site_builder.model.assessment import Response
from site_builder.model.scorecard import PracticeScore, RoleScore, Scorecard

_DISAGREEMENT = 0.5
"""Below this rwg a practice is worth a discussion."""

_WIDE = Fraction(1)
"""From this gap between two roles on, in points of the scale, a practice is worth a discussion."""

_TOPICS = 5
"""How many practices a workshop has room for."""

_FEW_ANSWERS = 10
"""With fewer ratings than these, all the same is no sign of anything."""

_HASTY_SECONDS = 120
"""Nobody reads all questions in less."""

_MOSTLY = Fraction(4, 5)
"""From this share of don't-knows on, somebody was the wrong person to ask."""


def analyse(card: Scorecard) -> Analysis:
    """Return what follows from a protected scorecard: gaps, topics, consensus, unproved claims, quality.

    Source: the method page, "Agreement"; DECISIONS.md, "What to discuss".
    """
    least = card.instrument.scoring.gap_people
    gaps = tuple(gap for p in card.practices.values() if (gap := _gap(p, least)) and gap.gap >= _WIDE)
    return Analysis(
        gaps=tuple(sorted(gaps, key=lambda gap: -gap.gap)),
        topics=_topics(card, {gap.practice: gap for gap in gaps}),
        consensus=dict(_consensus(card)),
        unverified=tuple(_unverified(card)),
        quality=_quality(card),
    )


def _gap(practice: PracticeScore, least: int) -> RoleGap | None:
    """Return the widest gap between two shown roles; with fewer people than `least` it has no effect size."""
    pairs = list(combinations(practice.roles, 2))
    if not pairs:
        return None
    one, other = max(pairs, key=lambda pair: abs(pair[0].mean - pair[1].mean))
    high, low = (one, other) if one.mean >= other.mean else (other, one)
    return RoleGap(
        practice=practice.id,
        high=high.role,
        low=low.role,
        high_mean=high.mean,
        low_mean=low.mean,
        high_count=high.count,
        low_count=low.count,
        delta=cliffs_delta(high, low) if min(high.count, low.count) >= least else None,
    )


def cliffs_delta(one: RoleScore, other: RoleScore) -> float:
    """Return (#a>b - #a<b) / (n_a * n_b) over all pairs of ratings, -1 to 1. Source: Cliff 1993."""
    # There are few values and may be many people: count the values, not the pairs.
    ones, others = (Counter(rating.value for rating in role.ratings) for role in (one, other))
    above = sum(n * m * ((a > b) - (a < b)) for a, n in ones.items() for b, m in others.items())
    return above / (one.count * other.count)


def _topics(card: Scorecard, gaps: dict[str, RoleGap]) -> tuple[Topic, ...]:
    """Return what to discuss: both signs first, then the widest gap, then the least agreement.

    Source: DECISIONS.md, "What to discuss".
    """
    topics = []
    for practice in card.practices.values():
        rwg = practice.agreement.rwg if practice.agreement else None
        low = rwg if rwg is not None and rwg < _DISAGREEMENT else None
        gap = gaps.get(practice.id)
        if low is not None or gap:
            topics.append(Topic(practice=practice.id, rwg=low, gap=gap))

    def _order(topic: Topic) -> tuple[bool, Fraction, float]:
        return (
            topic.rwg is None or topic.gap is None,
            -(topic.gap.gap if topic.gap else Fraction(0)),
            topic.rwg if topic.rwg is not None else 1.0,
        )

    return tuple(sorted(topics, key=_order)[:_TOPICS])


def _consensus(card: Scorecard) -> Iterator[tuple[str, float]]:
    """Yield rwg(J) = Jq / (Jq + 1 - q), q = 1 - mean(s^2) / ((A^2 - 1) / 12), floored at 0, by dimension.

    Source: James, Demaree & Wolf 1984.
    """
    expected = (card.instrument.top**2 - 1) / 12
    for dimension in card.instrument.dimensions:
        spreads = [
            variance
            for practice in dimension.practices
            if (variance := _variance(card.practices[practice.id].distribution)) is not None
        ]
        if len(spreads) > 1:
            q = max(1 - statistics.fmean(spreads) / expected, 0.0)
            many = len(spreads) * q
            yield dimension.id, many / (many + 1 - q)


def _variance(distribution: tuple[int, ...] | None) -> float | None:
    """Return the variance of ratings with n - 1, computed exactly from how many gave each level."""
    counts = list(enumerate(distribution or (), 1))
    number = sum(count for _, count in counts)
    if number <= 1:
        return None
    total = sum(level * count for level, count in counts)
    squares = sum(level * level * count for level, count in counts)
    return float((squares - Fraction(total * total, number)) / (number - 1))


def _unverified(card: Scorecard) -> Iterator[Unverified]:
    """Yield every claim that its evidence does not carry, the furthest above it first."""
    found = []
    for practice in card.practices.values():
        claimed, verified = practice.claimed, practice.verified
        if claimed and verified and practice.grade and claimed.value > verified.value:
            needed = next((g.id for g in card.instrument.evidence if g.cap >= claimed.value), None)
            found.append(
                Unverified(
                    practice=practice.id,
                    claimed=claimed.value,
                    verified=verified.value,
                    grade=practice.grade,
                    needed=needed,
                )
            )
    yield from sorted(found, key=lambda claim: claim.verified - claim.claimed)


def _quality(card: Scorecard) -> Quality:
    """Return the signs of careless answers, counted over the firm's respondents; customers are no part of it.

    Their thresholds are design choices. Source: DECISIONS.md, "Answers without a rating", for what is told.
    """
    firm = [
        response
        for response in card.assessment.responses
        if not card.instrument.role_by_id[response.respondent.role].customer
    ]
    seconds = [response.seconds for response in firm if response.seconds is not None]

    def told(count: int) -> int | None:
        """Return a count, None where it is small enough to point at somebody."""
        return None if card.is_anonymous and 0 < count < card.k else count

    return Quality(
        straight=told(sum(_is_straight(response) for response in firm)),
        hasty=told(sum(second < _HASTY_SECONDS for second in seconds)),
        unknowing=told(sum(_is_unknowing(response) for response in firm)),
        timed=len(seconds),
        median_seconds=round(statistics.median(seconds)) if len(seconds) >= card.k else None,
    )


def _is_straight(response: Response) -> bool:
    """Whether ten or more ratings are all the same."""
    ratings = [answer.rating for answer in response.answers.values() if answer.rating is not None]
    return len(ratings) >= _FEW_ANSWERS and len(set(ratings)) == 1


def _is_unknowing(response: Response) -> bool:
    """Whether four answers in five are `I don't know`."""
    unknown = sum(bool(answer.dont_know) for answer in response.answers.values())
    return bool(response.answers) and Fraction(unknown, len(response.answers)) >= _MOSTLY
