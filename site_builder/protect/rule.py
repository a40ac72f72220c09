"""The confidentiality rule, applied once, before anything is exported or presented.

What is removed here cannot leak from a page, a chart, a tooltip, the JSON file or the search index.
"""

from dataclasses import replace

from site_builder.model.analysis import Audience
from site_builder.model.scorecard import Scorecard
from site_builder.model.sensitivity import Sensitivity
from site_builder.protect.practices import role_told
from site_builder.protect.waves import waves_told
from site_builder.protect.whole import told
from site_builder.protect.words import roles_only, summed_up
from site_builder.score import sensitivity


def protect(scorecard: Scorecard, audience: Audience = "client") -> Scorecard:
    """Return the scorecard without what its confidentiality hides.

    Single answers are shown with their respondents only where these agreed to be named, and then only inside
    the consultancy: a client gets the figures. A single respondent has nobody to be told apart from.
    Source: the method page, "Confidentiality"; DECISIONS.md, from "Hidden roles" to "Disclosure in steps".

    Args:
        scorecard: all scores.
        audience: who is to read them.

    """
    if not scorecard.is_anonymous:
        alone = len(scorecard.assessment.responses) == 1
        return scorecard if audience == "internal" or alone else _without_respondents(scorecard)
    exempt = frozenset(scorecard.assessment.settings.attributed_roles)
    # No figure of the whole report is broken down by role, so that the rule per practice is enough; the
    # roles that it can show at all are those that are large enough in the report.
    shown = frozenset(
        role for role in scorecard.shown_roles if role in exempt or scorecard.respondents[role] >= scorecard.k
    )
    safe = told(scorecard)
    return replace(
        safe,
        shown_roles=shown,
        sensitivity=_sensitivity_told(scorecard, safe),
        earlier=waves_told(replace(safe, earlier=scorecard.earlier)),
    )


def _without_respondents(scorecard: Scorecard) -> Scorecard:
    """Return a scorecard that names roles and no respondents."""
    practices = {
        id_: replace(
            practice,
            roles=tuple(role_told(role) for role in practice.roles),
            customer=practice.customer and replace(practice.customer, parts=(summed_up(practice.customer),)),
            reasons=roles_only(practice.reasons),
            comments=roles_only(practice.comments),
        )
        for id_, practice in scorecard.practices.items()
    }
    return replace(scorecard, practices=practices, are_named=False)


def _sensitivity_told(scorecard: Scorecard, safe: Scorecard) -> Sensitivity | None:
    """Return the sensitivity; which single answers decide is told only where they number k.

    Fewer than k would point at somebody, and so would the practice they belong to. What weights change is
    computed from what may be told. Source: DECISIONS.md, "Answers without a rating".
    """
    found, k = scorecard.sensitivity, scorecard.k
    of_weights = sensitivity(safe) if found else None
    if found is None or of_weights is None:
        return None
    exact = {p.id for p in safe.practices.values() if p.claimed and p.claimed.within is None}
    deciding = tuple(d for d in found.deciding if d.count >= k and d.practice in exact)
    return replace(
        of_weights, deciding=deciding, ratings=found.ratings, few=len(deciding) < len(found.deciding)
    )
