"""What people said beside their ratings, and what customers said, as far as it may be told."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from site_builder.model.scorecard import HIDDEN, Part, PracticeScore, Remark, Score, Scorecard
from site_builder.score import level_of


def words_told(
    practice: PracticeScore, card: Scorecard, exempt: frozenset[str], *, is_quiet: bool
) -> PracticeScore:
    """Return a practice with the customers' score and the words that may be told.

    Args:
        practice: its scores and words.
        card: who was asked, and the smallest group that is shown.
        exempt: the roles that agreed to be named.
        is_quiet: whether so many could have written a comment that it names nobody.

    """
    told = customers_told(card, exempt)
    return replace(
        practice,
        customer=practice.customer and _customer_told(practice.customer, card, is_named=bool(told & exempt)),
        reasons=_remarks_told(practice.reasons, told, only_told=not is_quiet),
        comments=_remarks_told(practice.comments, told, only_told=not is_quiet),
        withheld=0
        if is_quiet
        else sum(remark.role not in told for remark in (*practice.reasons, *practice.comments)),
    )


def _customer_told(customer: Score, card: Scorecard, *, is_named: bool) -> Score | None:
    """Return the customers' score; near an end of the scale, no more than that all but one may be there.

    Args:
        customer: their mean.
        card: the smallest group that is shown, and the scale.
        is_named: whether they agreed to be named.

    """
    people, top = len(customer.parts), card.instrument.top
    step = Fraction(1, people)
    bare = replace(customer, parts=(summed_up(customer),))
    if is_named:
        return bare
    if people < card.k:
        return None
    if step < customer.value - 1 and step < top - customer.value:
        return bare
    low, high = (Fraction(0), 1 + step) if customer.value - 1 <= step else (top - 2 * step, Fraction(top))
    value = (max(low, Fraction(1)) + high) / 2
    level = level_of(value, card.instrument.scoring, top)
    return replace(customer, value=value, level=level, parts=(), within=(low, high))


def customers_told(scorecard: Scorecard, exempt: frozenset[str]) -> frozenset[str]:
    """Return the customer roles whose words may stand under their role's name.

    Customers are the other side of the table: what they say is told apart as soon as they may be shown.
    """
    return frozenset(
        role.id
        for role in scorecard.instrument.roles
        if role.customer and (role.id in exempt or scorecard.respondents.get(role.id, 0) >= scorecard.k)
    )


def _remarks_told(
    remarks: Iterable[Remark], told: frozenset[str], *, only_told: bool = False
) -> tuple[Remark, ...]:
    remarks = (remark for remark in remarks if remark.role in told or not only_told)
    bare = (
        Remark(text=remark.text, role=remark.role if remark.role in told else None, respondent=None)
        for remark in remarks
    )
    return tuple(sorted(bare, key=lambda remark: (remark.role or "", remark.text)))


def roles_only(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Return remarks with the role of who gave them, and no respondent."""
    bare = (replace(remark, respondent=None) for remark in remarks)
    return tuple(sorted(bare, key=lambda remark: (remark.role or "", remark.text)))


def summed_up(customer: Score) -> Part:
    """Return the one part that stands for all customers in the proof of their score."""
    return Part(id=HIDDEN, value=customer.value, weight=Fraction(len(customer.parts)))
