"""One practice as it may be told: its score in the form that keeps the promise, its roles, its words."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from site_builder.model.scorecard import (
    HIDDEN,
    WITHHELD,
    AnswerCounts,
    Part,
    PracticeScore,
    Rating,
    RoleScore,
    Score,
    Scorecard,
)
from site_builder.protect.cases import Case, Form, Span
from site_builder.protect.forms import form_of
from site_builder.protect.hidden import hidden_roles
from site_builder.protect.lattice import Group, Sample
from site_builder.protect.words import words_told
from site_builder.score import level_of, needed_above, verified_score

_NEAR = 2
"""How far, in points, all ratings of a list may be from their whole mean in all and still count as one."""

_FEWEST_INAPPLICABLE = 3
"""So many have to be asked for "not applicable" to be told; of two, both would have said so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A practice as it may be told, with what the check of sums needs: the case and the form taken."""

    practice: PracticeScore
    case: Case | None = None
    form: Form = "roles"


def practice_told(practice: PracticeScore, card: Scorecard, *, is_withheld: bool = False) -> Told:
    """Return a practice in the most telling form that keeps the promise.

    Source: DECISIONS.md, from "Hidden roles" to "Disclosure in steps".

    Args:
        practice: its scores, with nothing hidden.
        card: the scorecard it belongs to.
        is_withheld: tell nothing, since other figures would tell the rest.

    """
    exempt = frozenset(card.assessment.settings.attributed_roles)
    counts = {role.role: role.count for role in practice.roles}
    hidden = hidden_roles(counts, exempt, card.k)
    silent = _silent(practice, card, exempt)
    if practice.status != "rated":
        is_told = not practice.answers.asked or (
            practice.status == "not-applicable" and practice.answers.asked >= _FEWEST_INAPPLICABLE
        )
        return Told(
            practice=_unrated_told(practice, card, exempt) if is_told else _withheld(practice, card, exempt)
        )
    case = _case(practice, card, exempt, hidden, silent)
    form: Form = form_of(case) if case.sample.groups else ("withheld" if silent else "roles")
    if is_withheld or form == "withheld":
        return Told(practice=_withheld(practice, card, exempt), case=case, form="withheld")
    if form != "roles":
        hidden = frozenset(counts) if hidden == frozenset(counts) else frozenset(counts) - exempt
    return Told(practice=_rated_told(practice, card, hidden, form, case), case=case, form=form)


def _silent(practice: PracticeScore, card: Scorecard, exempt: frozenset[str]) -> tuple[int, ...]:
    """Return how many people each role is that was asked and of which nobody rated."""
    asked, rated = card.instrument.practice_by_id[practice.id], {role.role for role in practice.roles}
    return tuple(
        sorted(
            card.respondents[role.id]
            for role in card.instrument.roles
            if not role.customer
            and role.id not in exempt
            and role.id not in rated
            and card.respondents.get(role.id)
            and card.instrument.asks(role, asked)
        )
    )


def marks_of(card: Scorecard, id_: str) -> tuple[Fraction, ...]:
    """Return where, on the scale, what a practice or dimension allows begins to be another: ascending."""
    practice = card.instrument.practice_by_id.get(id_)
    kinds = ("dimension", "keystone") if practice and practice.keystone else ("dimension",)
    levels, scoring = range(2, card.instrument.top + 1), card.instrument.scoring
    return tuple(sorted({needed_above(kind, level, scoring) for kind in kinds for level in levels}))


def _case(
    practice: PracticeScore,
    card: Scorecard,
    exempt: frozenset[str],
    hidden: frozenset[str],
    silent: tuple[int, ...],
) -> Case:
    """Return a practice as the rule looks at it; those who agreed to be named are known to the reader."""
    pooled = card.assessment.settings.aggregation == "respondents"
    known = [role for role in practice.roles if role.role in exempt]
    unknown = sorted((r for r in practice.roles if r.role not in exempt), key=lambda r: (r.count, r.role))
    unit = math.lcm(1, *(rating.value.denominator for role in unknown for rating in role.ratings))
    sample = Sample(
        groups=tuple(Group(role.count, is_shown=role.role not in hidden) for role in unknown),
        is_pooled=pooled,
        known=sum((role.mean * (role.count if pooled else 1) for role in known), Fraction(0)),
        known_weight=sum(role.count for role in known) if pooled else len(known),
        unit=unit,
        top=card.instrument.top,
    )
    sums = tuple(int(role.mean * role.count * unit) for role in unknown)
    return Case(sample=sample, sums=sums, marks=marks_of(card, practice.id), silent=silent)


def _rated_told(
    practice: PracticeScore, card: Scorecard, hidden: frozenset[str], form: Form, case: Case
) -> PracticeScore:
    """Return a rated practice in a form."""
    assert practice.claimed is not None  # noqa: S101 - it is rated
    exempt = frozenset(card.assessment.settings.attributed_roles)
    claimed = score_told(practice.claimed, form, case, hidden, card)
    is_wide = practice.answers.rated >= card.k
    roles = tuple(_role_listed(role, exempt) for role in practice.roles if role.role not in hidden)
    has_spread = is_wide and not case.silent and _may_tell_spread(practice, roles, hidden, form, card)
    answers = _counts_told(practice, hidden, exempt, card)
    shown = {role.role for role in roles}
    return replace(
        words_told(practice, card, exempt, is_quiet=is_wide and not answers.merged),
        claimed=claimed,
        verified=verified_score(claimed, practice.grade, card.instrument),
        roles=roles,
        # Below k even the names of the roles would say whose answers these are.
        hidden_roles=tuple(id_ for id_ in _asked(practice, card) if id_ not in shown) if is_wide else (),
        hidden_count=sum(role.count for role in practice.roles if role.role in hidden),
        answers=answers,
        agreement=practice.agreement if has_spread else None,
        distribution=practice.distribution if has_spread else None,
    )


def _asked(practice: PracticeScore, card: Scorecard) -> list[str]:
    """Return the roles of the firm that were asked a practice, or rated it; which of these is not told."""
    asked, rated = card.instrument.practice_by_id[practice.id], {role.role for role in practice.roles}
    return [
        role.id
        for role in card.instrument.roles
        if not role.customer
        and card.respondents.get(role.id)
        and (role.id in rated or card.instrument.asks(role, asked))
    ]


def score_told(score: Score, form: Form, case: Case, hidden: frozenset[str], card: Scorecard) -> Score:
    """Return a score as a form tells it: exactly, with its proof; rounded; or as a part of the scale.

    Args:
        score: the score.
        form: how it is told, not `withheld`.
        case: the practice as the rule looks at it.
        hidden: the roles that its proof sums up.
        card: where levels begin.

    """
    if form in ("roles", "score"):
        return replace(score, parts=_parts_told(score, hidden))
    low, high = case.cell(form, score.value)
    if form == "hundredth":
        return replace(score, value=to_hundredth(score.value, (low, high)), parts=())
    value = (max(low, Fraction(1)) + high) / 2
    level = level_of(value, card.instrument.scoring, card.instrument.top)
    return replace(score, value=value, level=level, parts=(), within=(low, high))


def to_hundredth(value: Fraction, span: Span) -> Fraction:
    """Return a value rounded to a hundredth, or the middle of its span where that lies outside."""
    rounded = Fraction(math.floor(value * 100 + Fraction(1, 2)), 100)
    return rounded if span[0] < rounded <= span[1] else (span[0] + span[1]) / 2


def _may_tell_spread(
    practice: PracticeScore, roles: Iterable[RoleScore], hidden: frozenset[str], form: Form, card: Scorecard
) -> bool:
    """Return whether agreement and distribution may be told: how all ratings are spread, by head.

    A mean of role means weighs the hidden ones by role, their spread weighs them by head: of groups of
    different size, the two together would tell each group's mean. Of groups of one size any part of the
    ratings could be anybody's, unless they are all alike.
    """
    if form not in ("roles", "score") or not all(role.is_listed for role in roles):
        return False
    if not hidden:
        return True
    sizes = {role.count for role in practice.roles if role.role in hidden}
    ratings = [rating.value for role in practice.roles if role.role in hidden for rating in role.ratings]
    is_even = card.assessment.settings.aggregation == "respondents" or len(sizes) == 1
    of_large = form == "score" and any(role.count >= card.k for role in practice.roles if role.role in hidden)
    return is_even and not of_large and not _is_unanimous(ratings)


def _is_unanimous(ratings: Iterable[int | Fraction]) -> bool:
    """Return whether ratings are all alike, or could be told from such only by a pair a point apart.

    The pair is left out as well, so that leaving them out does not say that they are alike.
    """
    values = [Fraction(value) for value in ratings]
    mean = sum(values, Fraction(0)) / len(values)
    return mean.denominator == 1 and sum(abs(value - mean) for value in values) <= _NEAR


def _withheld(practice: PracticeScore, card: Scorecard, exempt: frozenset[str]) -> PracticeScore:
    """Return a practice of which nothing is told, not even whether few rated it or nobody."""
    return replace(
        words_told(practice, card, exempt, is_quiet=False),
        status="not-rated",
        reason=WITHHELD,
        claimed=None,
        verified=None,
        answers=AnswerCounts(),
        roles=(),
        hidden_roles=(),
        hidden_count=0,
        agreement=None,
        distribution=None,
    )


def _unrated_told(practice: PracticeScore, card: Scorecard, exempt: frozenset[str]) -> PracticeScore:
    """Return a practice that nobody was asked, or that most call not applicable."""
    kept = practice.answers if not practice.answers.asked else AnswerCounts()
    return replace(words_told(practice, card, exempt, is_quiet=False), answers=kept)


def _counts_told(
    practice: PracticeScore, hidden: frozenset[str], exempt: frozenset[str], scorecard: Scorecard
) -> AnswerCounts:
    """Return the counts; those without a rating are told apart only where k people could be meant.

    Whoever was asked and does not stand on their own here could be one of those without a rating.
    Source: DECISIONS.md, "Answers without a rating".
    """
    counts, instrument = practice.answers, scorecard.instrument
    asked = instrument.practice_by_id[practice.id]
    shown = {role.role for role in practice.roles} - hidden
    unseen = sum(
        scorecard.respondents.get(role.id, 0)
        for role in instrument.roles
        if not role.customer
        and role.id not in shown
        and role.id not in exempt
        and (instrument.asks(role, asked) or role.id in hidden)
    )
    unrated = counts.asked - counts.rated
    if unrated and 0 < unseen < scorecard.k:
        return AnswerCounts(rated=counts.rated, merged=unrated)
    return counts


def _parts_told(score: Score, hidden: frozenset[str]) -> tuple[Part, ...]:
    """Return a proof's parts with the hidden ones summed up in one, so that the sum still holds."""
    parts = score.parts
    gone = [part for part in parts if part.id in hidden]
    if not gone:
        return parts
    weight = sum((part.weight for part in gone), Fraction(0))
    value = sum((part.value * part.weight for part in gone), Fraction(0)) / weight
    return (*(p for p in parts if p.id not in hidden), Part(id=HIDDEN, value=value, weight=weight))


def role_told(role: RoleScore) -> RoleScore:
    """Return a role with its ratings in ascending order, and nobody's name."""
    # In the order of the files a rating would still point at a person.
    counts = Counter(rating.value for rating in role.ratings)
    ratings = (rating for v in sorted(counts) for rating in [Rating(respondent="", value=v)] * counts[v])
    return replace(role, ratings=tuple(ratings))


def _role_listed(role: RoleScore, exempt: frozenset[str]) -> RoleScore:
    """Return a shown role; with its ratings, unless they are all alike."""
    bare = role_told(role)
    if role.role in exempt or not _is_unanimous(rating.value for rating in role.ratings):
        return bare
    alike = (Rating(respondent="", value=role.mean),) * role.count
    return replace(bare, ratings=alike, is_listed=False)
