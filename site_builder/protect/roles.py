"""The confidentiality rule, applied once, before anything is exported or presented.

What is removed here cannot leak from a page, a chart, a tooltip, the JSON file or the search index.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
from site_builder.model.waves import EarlierWave

_MOST_SUMS = 20_000


def protect(scorecard: Scorecard, audience: Audience = "client") -> Scorecard:
    """Return the scorecard without what its confidentiality hides.

    Single answers are shown with their respondents only where these agreed to be named, and then only inside
    the consultancy: a client gets the figures. A single respondent has nobody to be told apart from.
    """
    if not scorecard.is_anonymous:
        alone = len(scorecard.assessment.responses) == 1
        return scorecard if audience == "internal" or alone else _unnamed_card(scorecard)
    exempt = frozenset(scorecard.assessment.settings.attributed_roles)
    practices = {id_: _protect(practice, scorecard, exempt) for id_, practice in scorecard.practices.items()}
    # No figure of the whole report is broken down by role, so that the rule per practice is enough; the
    # roles that it can show at all are those that are large enough in the report.
    shown = frozenset(
        role for role in scorecard.shown_roles if role in exempt or scorecard.respondents[role] >= scorecard.k
    )
    return replace(
        scorecard,
        practices=practices,
        shown_roles=shown,
        sensitivity=_protect_sensitivity(scorecard),
        earlier=_protect_waves(scorecard),
    )


def _unnamed_card(scorecard: Scorecard) -> Scorecard:
    """Return a scorecard that names roles and no respondents."""
    practices = {
        id_: replace(
            practice,
            roles=tuple(_unnamed_role(role) for role in practice.roles),
            customer=practice.customer and replace(practice.customer, parts=(_whole(practice.customer),)),
            reasons=_roles_only(practice.reasons),
            comments=_roles_only(practice.comments),
        )
        for id_, practice in scorecard.practices.items()
    }
    return replace(scorecard, practices=practices, are_named=False)


def _roles_only(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    bare = (replace(remark, respondent=None) for remark in remarks)
    return tuple(sorted(bare, key=lambda remark: (remark.role or "", remark.text)))


def _protect_sensitivity(scorecard: Scorecard) -> Sensitivity | None:
    """Return the sensitivity; which single answers decide is told only where they number k.

    Fewer than k would point at somebody, and so would the practice they belong to.
    """
    found, k = scorecard.sensitivity, scorecard.k
    if found is None or not found.deciding:
        return found
    told = tuple(deciding for deciding in found.deciding if deciding.count >= k)
    return replace(found, deciding=told, few=len(told) < len(found.deciding))


def _protect_waves(scorecard: Scorecard) -> tuple[EarlierWave, ...]:
    """Return the earlier waves as far as they may stand beside this one and beside each other.

    Two means of which fewer than k people are not the same tell these people's answers. That is so for every
    pair of waves that are shown, and for every practice.
    """
    shown = [0]  # places among the newer waves, as `moved` counts them: the present one is always shown
    waves, place = [], 0
    for wave in scorecard.earlier:
        if wave.reason is not None:
            waves.append(wave)
            continue
        place += 1
        newer = [wave.moved[at] for at in shown]
        told = _protect_wave(wave, newer, scorecard)
        if told.reason is None:
            shown.append(place)
        waves.append(told)
    return tuple(waves)


def _protect_wave(wave: EarlierWave, newer: Sequence[Mapping[str, int]], scorecard: Scorecard) -> EarlierWave:
    k = scorecard.k

    def is_safe(id_: str) -> bool:
        return all(moved[id_] == 0 or moved[id_] >= k for moved in newer)

    practices = tuple(
        change if wave.raters[change.id] >= k else replace(change, yardstick=None)
        for change in wave.practices
        if is_safe(change.id)
    )
    if not is_safe("index") or not practices:
        return EarlierWave(wave=wave.wave, reason="too-few-changed")
    # A dimension's mean beside those of all its practices but one would tell that one.
    whole = {d.id for d in scorecard.instrument.dimensions if all(is_safe(p.id) for p in d.practices)}
    everything = len(whole) == len(scorecard.instrument.dimensions)
    dimensions = tuple(
        change if wave.raters[change.id] >= k else replace(change, yardstick=None)
        for change in wave.dimensions
        if change.id in whole
    )
    return replace(
        wave,
        level=wave.level if everything else None,
        index=wave.index if everything else None,
        dimensions=dimensions,
        practices=practices,
    )


def hidden_roles(counts: Mapping[str, int], exempt: frozenset[str], k: int) -> frozenset[str]:
    """Return the roles that are not shown on their own.

    Roles with fewer than k people are hidden. So that no one can be worked out from the total, the hidden
    ones together have to number k: until they do, the next smallest role is hidden too, and when they never
    do nothing is shown by role. Exempt roles are shown otherwise, and never count as hidden.
    """
    candidates = sorted((n, role) for role, n in counts.items() if n and role not in exempt)
    hidden = [(n, role) for n, role in candidates if n < k]
    rest = candidates[len(hidden) :]
    while hidden and rest and sum(n for n, _ in hidden) < k:
        hidden.append(rest.pop(0))
    if hidden and sum(n for n, _ in hidden) < k:
        return frozenset(counts)
    return frozenset(role for _, role in hidden)


def _protect(practice: PracticeScore, scorecard: Scorecard, exempt: frozenset[str]) -> PracticeScore:
    """Return a practice without the roles, spread and names that may not be told."""
    k = scorecard.k
    counts = {role.role: role.count for role in practice.roles}
    hidden = hidden_roles(counts, exempt, k)
    if hidden and not _is_ambiguous(practice, hidden, scorecard):
        hidden = frozenset(counts)
    # A mean of role means weighs the hidden ones by role, their spread and distribution weigh them by head:
    # of groups of different size, the two together would tell each group's mean.
    pooled = scorecard.assessment.settings.aggregation == "respondents"
    is_even = pooled or len({counts[role] for role in hidden}) <= 1
    is_wide = sum(counts.values()) >= k
    answers = _merged_counts(practice, hidden, exempt, scorecard)
    is_quiet = is_wide and not answers.merged
    # Customers are the other side of the table: what they say is told apart as soon as they may be shown.
    told = frozenset(
        role.id
        for role in scorecard.instrument.roles
        if role.customer and (role.id in exempt or scorecard.respondents.get(role.id, 0) >= k)
    )
    customer = practice.customer
    if customer and len(customer.parts) < k and not told & exempt:
        customer = None
    return replace(
        practice,
        claimed=replace(practice.claimed, parts=_merged(practice, hidden)) if practice.claimed else None,
        roles=tuple(_unnamed_role(role) for role in practice.roles if role.role not in hidden),
        # Below k even the names of the roles would say whose answers these are.
        hidden_roles=tuple(role.role for role in practice.roles if role.role in hidden) if is_wide else (),
        hidden_count=sum(role.count for role in practice.roles if role.role in hidden),
        customer=customer and replace(customer, parts=(_whole(customer),)),
        answers=answers,
        agreement=practice.agreement if is_wide and is_even else None,
        distribution=practice.distribution if is_wide and is_even else None,
        reasons=_unnamed(practice.reasons, told, only_told=not is_quiet),
        comments=_unnamed(practice.comments, told, only_told=not is_quiet),
        withheld=0
        if is_quiet
        else sum(remark.role not in told for remark in (*practice.reasons, *practice.comments)),
    )


def _merged_counts(
    practice: PracticeScore, hidden: frozenset[str], exempt: frozenset[str], scorecard: Scorecard
) -> AnswerCounts:
    """Return the counts; those without a rating are told apart only where k people could be meant.

    Whoever was asked and does not stand on their own here could be one of those without a rating.
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


def _merged(practice: PracticeScore, hidden: frozenset[str]) -> tuple[Part, ...]:
    """Return a proof's parts with the hidden ones summed up in one, so that the sum still holds."""
    parts = practice.claimed.parts if practice.claimed else ()
    gone = [part for part in parts if part.id in hidden]
    if not gone:
        return parts
    weight = sum((part.weight for part in gone), Fraction(0))
    value = sum((part.value * part.weight for part in gone), Fraction(0)) / weight
    return (*(p for p in parts if p.id not in hidden), Part(id=HIDDEN, value=value, weight=weight))


def _whole(customer: Score) -> Part:
    return Part(id=HIDDEN, value=customer.value, weight=Fraction(len(customer.parts)))


def _unnamed_role(role: RoleScore) -> RoleScore:
    # In the order of the files a rating would still point at a person.
    counts = Counter(rating.value for rating in role.ratings)
    ratings = (rating for v in sorted(counts) for rating in [Rating(respondent="", value=v)] * counts[v])
    return replace(role, ratings=tuple(ratings))


def _unnamed(
    remarks: Iterable[Remark], told: frozenset[str], *, only_told: bool = False
) -> tuple[Remark, ...]:
    remarks = (remark for remark in remarks if remark.role in told or not only_told)
    bare = (
        Remark(text=remark.text, role=remark.role if remark.role in told else None, respondent=None)
        for remark in remarks
    )
    return tuple(sorted(bare, key=lambda remark: (remark.role or "", remark.text)))
