"""The confidentiality rule, applied once, before anything is exported or presented.

What is removed here cannot leak from a page, a chart, a tooltip, the JSON file or the search index.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from site_builder.model.analysis import Audience
from site_builder.model.scorecard import (
    HIDDEN,
    AnswerCounts,
    Part,
    PracticeScore,
    Rating,
    Remark,
    RoleScore,
    Score,
    Scorecard,
)
from site_builder.model.sensitivity import Sensitivity
from site_builder.protect.waves import waves_told

_MOST_SUMS = 20_000


def protect(scorecard: Scorecard, audience: Audience = "client") -> Scorecard:
    """Return the scorecard without what its confidentiality hides.

    Single answers are shown with their respondents only where these agreed to be named, and then only inside
    the consultancy: a client gets the figures. A single respondent has nobody to be told apart from.
    Source: the method page, "Confidentiality"; DECISIONS.md, from "Hidden roles" to "Audience".

    Args:
        scorecard: all scores.
        audience: who is to read them.

    """
    if not scorecard.is_anonymous:
        alone = len(scorecard.assessment.responses) == 1
        return scorecard if audience == "internal" or alone else _without_respondents(scorecard)
    exempt = frozenset(scorecard.assessment.settings.attributed_roles)
    practices = {
        id_: _protect_practice(practice, scorecard, exempt) for id_, practice in scorecard.practices.items()
    }
    # No figure of the whole report is broken down by role, so that the rule per practice is enough; the
    # roles that it can show at all are those that are large enough in the report.
    shown = frozenset(
        role for role in scorecard.shown_roles if role in exempt or scorecard.respondents[role] >= scorecard.k
    )
    return replace(
        scorecard,
        practices=practices,
        shown_roles=shown,
        sensitivity=_sensitivity_told(scorecard),
        earlier=waves_told(scorecard),
    )


def _without_respondents(scorecard: Scorecard) -> Scorecard:
    """Return a scorecard that names roles and no respondents."""
    practices = {
        id_: replace(
            practice,
            roles=tuple(_role_told(role) for role in practice.roles),
            customer=practice.customer and replace(practice.customer, parts=(_summed_up(practice.customer),)),
            reasons=_with_roles_only(practice.reasons),
            comments=_with_roles_only(practice.comments),
        )
        for id_, practice in scorecard.practices.items()
    }
    return replace(scorecard, practices=practices, are_named=False)


def _with_roles_only(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    bare = (replace(remark, respondent=None) for remark in remarks)
    return tuple(sorted(bare, key=lambda remark: (remark.role or "", remark.text)))


def _sensitivity_told(scorecard: Scorecard) -> Sensitivity | None:
    """Return the sensitivity; which single answers decide is told only where they number k.

    Fewer than k would point at somebody, and so would the practice they belong to. Source: DECISIONS.md,
    "Answers without a rating".
    """
    found, k = scorecard.sensitivity, scorecard.k
    if found is None or not found.deciding:
        return found
    told = tuple(deciding for deciding in found.deciding if deciding.count >= k)
    return replace(found, deciding=told, few=len(told) < len(found.deciding))


def hidden_roles(counts: Mapping[str, int], exempt: frozenset[str], k: int) -> frozenset[str]:
    """Return the roles that are not shown on their own.

    Roles with fewer than k people are hidden. So that no one can be worked out from the total, the hidden
    ones together have to number k: until they do, the next smallest role is hidden too, and when they never
    do nothing is shown by role. Exempt roles are shown otherwise, and never count as hidden.
    Source: the method page, "Confidentiality"; DECISIONS.md, "Hidden roles".

    Args:
        counts: how many people of each role rated, by role.
        exempt: the roles that agreed to be named.
        k: the smallest group that is shown on its own.

    """
    candidates = sorted((n, role) for role, n in counts.items() if n and role not in exempt)
    hidden = [(n, role) for n, role in candidates if n < k]
    rest = candidates[len(hidden) :]
    while hidden and rest and sum(n for n, _ in hidden) < k:
        hidden.append(rest.pop(0))
    if hidden and sum(n for n, _ in hidden) < k:
        return frozenset(counts)
    return frozenset(role for _, role in hidden)


def _protect_practice(practice: PracticeScore, scorecard: Scorecard, exempt: frozenset[str]) -> PracticeScore:
    """Return a practice without the roles, spread and names that may not be told.

    Source: DECISIONS.md, "Hidden roles", "One equation, not two" and "Answers without a rating".
    """
    k = scorecard.k
    counts = {role.role: role.count for role in practice.roles}
    hidden = _hidden_here(practice, scorecard, exempt)
    # A mean of role means weighs the hidden ones by role, their spread and distribution weigh them by head:
    # of groups of different size, the two together would tell each group's mean.
    pooled = scorecard.assessment.settings.aggregation == "respondents"
    is_even = pooled or len({counts[role] for role in hidden}) <= 1
    is_wide = sum(counts.values()) >= k
    answers = _counts_told(practice, hidden, exempt, scorecard)
    is_quiet = is_wide and not answers.merged
    told = _customers_told(scorecard, exempt)
    customer = practice.customer
    if customer and len(customer.parts) < k and not told & exempt:
        customer = None
    return replace(
        practice,
        claimed=replace(practice.claimed, parts=_parts_told(practice, hidden)) if practice.claimed else None,
        roles=tuple(_role_told(role) for role in practice.roles if role.role not in hidden),
        # Below k even the names of the roles would say whose answers these are.
        hidden_roles=tuple(role.role for role in practice.roles if role.role in hidden) if is_wide else (),
        hidden_count=sum(role.count for role in practice.roles if role.role in hidden),
        customer=customer and replace(customer, parts=(_summed_up(customer),)),
        answers=answers,
        agreement=practice.agreement if is_wide and is_even else None,
        distribution=practice.distribution if is_wide and is_even else None,
        reasons=_remarks_told(practice.reasons, told, only_told=not is_quiet),
        comments=_remarks_told(practice.comments, told, only_told=not is_quiet),
        withheld=0
        if is_quiet
        else sum(remark.role not in told for remark in (*practice.reasons, *practice.comments)),
    )


def _hidden_here(practice: PracticeScore, scorecard: Scorecard, exempt: frozenset[str]) -> frozenset[str]:
    """Return the roles hidden on a practice: all of them where the total would tell one that is."""
    counts = {role.role: role.count for role in practice.roles}
    hidden = hidden_roles(counts, exempt, scorecard.k)
    if hidden and not _is_ambiguous(practice, hidden, scorecard):
        return frozenset(counts)
    return hidden


def _customers_told(scorecard: Scorecard, exempt: frozenset[str]) -> frozenset[str]:
    """Return the customer roles whose words may stand under their role's name.

    Customers are the other side of the table: what they say is told apart as soon as they may be shown.
    """
    return frozenset(
        role.id
        for role in scorecard.instrument.roles
        if role.customer and (role.id in exempt or scorecard.respondents.get(role.id, 0) >= scorecard.k)
    )


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


def _is_ambiguous(practice: PracticeScore, hidden: frozenset[str], scorecard: Scorecard) -> bool:
    """Return whether every hidden role's mean could be at least two things, given their sum.

    Sums are tried out for small groups only; large ones leave room enough.
    Source: DECISIONS.md, "Hidden roles".
    """
    groups = [role for role in practice.roles if role.role in hidden]
    top = scorecard.instrument.top
    if any(rating.value.denominator != 1 for role in groups for rating in role.ratings):
        return True
    total = sum((role.mean for role in groups), Fraction(0))
    for role in groups:
        others = [other.count for other in groups if other is not role]
        if math.prod((top - 1) * count + 1 for count in others) > _MOST_SUMS:
            continue
        sums = {Fraction(0)}
        for count in others:
            sums = {one + Fraction(s, count) for one in sums for s in range(count, top * count + 1)}
        means = [Fraction(s, role.count) for s in range(role.count, top * role.count + 1)]
        if sum(total - mean in sums for mean in means) < 2:  # noqa: PLR2004 - one alone would be the answer
            return False
    return True


def _parts_told(practice: PracticeScore, hidden: frozenset[str]) -> tuple[Part, ...]:
    """Return a proof's parts with the hidden ones summed up in one, so that the sum still holds."""
    parts = practice.claimed.parts if practice.claimed else ()
    gone = [part for part in parts if part.id in hidden]
    if not gone:
        return parts
    weight = sum((part.weight for part in gone), Fraction(0))
    value = sum((part.value * part.weight for part in gone), Fraction(0)) / weight
    return (*(p for p in parts if p.id not in hidden), Part(id=HIDDEN, value=value, weight=weight))


def _summed_up(customer: Score) -> Part:
    return Part(id=HIDDEN, value=customer.value, weight=Fraction(len(customer.parts)))


def _role_told(role: RoleScore) -> RoleScore:
    # In the order of the files a rating would still point at a person.
    counts = Counter(rating.value for rating in role.ratings)
    ratings = (rating for v in sorted(counts) for rating in [Rating(respondent="", value=v)] * counts[v])
    return replace(role, ratings=tuple(ratings))


def _remarks_told(
    remarks: Iterable[Remark], told: frozenset[str], *, only_told: bool = False
) -> tuple[Remark, ...]:
    remarks = (remark for remark in remarks if remark.role in told or not only_told)
    bare = (
        Remark(text=remark.text, role=remark.role if remark.role in told else None, respondent=None)
        for remark in remarks
    )
    return tuple(sorted(bare, key=lambda remark: (remark.role or "", remark.text)))
