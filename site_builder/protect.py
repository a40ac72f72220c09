"""The confidentiality rule, applied once, before anything is exported or presented.

What is removed here cannot leak from a page, a chart, a tooltip, the JSON file or the search index.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from site_builder.model.analysis import Audience
from site_builder.model.scorecard import (
    HIDDEN,
    Change,
    EarlierWave,
    Part,
    PracticeScore,
    Rating,
    Remark,
    RoleScore,
    Score,
    Scorecard,
    Sensitivity,
)


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
        earlier=tuple(_protect_wave(wave, scorecard.k) for wave in scorecard.earlier),
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
    """Return the sensitivity without the practices whose few ratings it would talk about."""
    found = scorecard.sensitivity
    if found is None:
        return None
    told = tuple(d for d in found.deciding if scorecard.practices[d.practice].answers.rated >= scorecard.k)
    return replace(found, deciding=told)


def _protect_wave(wave: EarlierWave, k: int) -> EarlierWave:
    """Return an earlier wave as far as it may stand beside this one.

    Where fewer than k people are not the same in both, the difference of the two would be their answers. A
    yardstick is a spread, and a spread of fewer than k says too much.
    """
    if 0 < wave.moved < k:
        return EarlierWave(
            wave=wave.wave,
            reason="too-few-changed",
            respondents={},
            level=None,
            index=None,
            dimensions=(),
            practices=(),
            moved=0,
            raters={},
        )

    def shown(changes: Iterable[Change]) -> tuple[Change, ...]:
        return tuple(c if wave.raters[c.id] >= k else replace(c, yardstick=None) for c in changes)

    return replace(wave, dimensions=shown(wave.dimensions), practices=shown(wave.practices))


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
    is_wide = sum(counts.values()) >= k
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
        agreement=practice.agreement if is_wide else None,
        distribution=practice.distribution if is_wide else None,
        reasons=_unnamed(practice.reasons, told),
        comments=_unnamed(practice.comments, told),
    )


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


def _unnamed(remarks: Iterable[Remark], told: frozenset[str]) -> tuple[Remark, ...]:
    bare = (
        Remark(text=remark.text, role=remark.role if remark.role in told else None, respondent=None)
        for remark in remarks
    )
    return tuple(sorted(bare, key=lambda remark: (remark.role or "", remark.text)))
