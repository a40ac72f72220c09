"""Which form of a practice's score may be told: the most telling one that keeps the promise.

The forms go from everything to nothing: means by role and the score; the score; the score to a hundredth; a
tenth of the scale that it lies in; its level; nothing. A form is taken where whoever knows it, who was asked,
and this rule, could still not tell what level anybody answered, nor the mean of a role that is not shown.
Source: the method page, "Confidentiality"; DECISIONS.md, "Disclosure in steps".
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from site_builder.protect.cases import Case, Form, Span
from site_builder.protect.disclosure import Disclosure
from site_builder.protect.lattice import Group, Sample, are_exchangeable, is_large, lattice_of

_MOST_ALIKE = 40


def form_of(case: Case) -> Form:
    """Return the most telling form of a practice's score that keeps the promise."""
    if is_large(case.sample):
        return _form_of_many(case)
    lattice = lattice_of(case.sample)
    if not case.silent:
        if _may_show_roles(case):
            return "roles"
        return Disclosure.of(case).form(lattice.total(case.sums))
    return _form_with_silent(case)


def _may_show_roles(case: Case) -> bool:
    """Return whether the means of the shown roles may stand beside the score.

    No shown mean lies within one answer of an end of the scale, and what they leave for the hidden roles
    leaves every one of those ambiguous.
    """
    sample, lattice = case.sample, lattice_of(case.sample)
    groups = list(enumerate(sample.groups))
    shown = [at for at, group in groups if group.is_shown]
    hidden = [at for at, group in groups if not group.is_shown]
    if not shown or any(case.sums[at] in lattice.near_end(at) for at in shown):
        return False
    if not hidden:
        return True
    rest = replace(sample, groups=tuple(sample.groups[at] for at in hidden))
    sums = [case.sums[at] for at in hidden]
    if is_large(rest):
        return are_exchangeable(rest, sums)
    inner = lattice_of(rest)
    return bool(inner.ambiguous >> inner.total(sums) & 1)


def _form_with_silent(case: Case) -> Form:
    """Return the form where a whole role gave no rating: nobody may be told to be one of those.

    Nothing is shown by role, and the score has to fit as well when one of that role rated in place of
    somebody else.
    """
    disclosure, bit = Disclosure.of(_together(case)), 1 << lattice_of(case.sample).total(case.sums)
    for form in ("hundredth", "tenth", "level"):
        if disclosure.told_as(form) & bit and _could_have_rated(case, [case.cell(form, case.score)]):
            return form
    return "withheld"


def _together(case: Case) -> Case:
    """Return a case in which no role is shown."""
    groups = tuple(replace(group, is_shown=False) for group in case.sample.groups)
    return replace(case, sample=replace(case.sample, groups=groups))


def _could_have_rated(case: Case, parts: Sequence[Span]) -> bool:
    """Return whether somebody of a silent role could have rated, at two levels, with the score in some parts.

    Whose role it is makes no difference: one person of it rates in place of one of another role. Where that
    gives more sums than are enumerated, even a hundredth of the scale holds some with any rating.
    """
    possible = set()
    for sample in _instead(case):
        if is_large(sample):
            return True
        lattice = lattice_of(sample)
        inside = 0
        for low, high in parts:
            inside |= lattice.mask(low, high)
        possible |= {s for s, reached in lattice.untold[-1] if reached & inside}
    return bool(possible) and max(possible) - min(possible) >= case.sample.unit


def _instead(case: Case) -> Iterator[Sample]:
    """Yield the samples in which one of a silent role rated, and one of another role did not."""
    groups = _together(case).sample.groups
    for at, group in enumerate(groups):
        others = (*groups[:at], *groups[at + 1 :])
        less = (Group(group.size - 1),) if group.size > 1 else ()
        yield replace(case.sample, groups=(*others, *less, Group(1)))


def _alike(case: Case, form: Form) -> int:
    """Return the totals that are told in the same form, as bits."""
    disclosure = Disclosure.of(_together(case) if case.silent else case)
    if case.silent:
        return disclosure.told_as(form)
    return disclosure.tenths if form == "tenth" else disclosure.levels


def scores_alike(case: Case, form: Form) -> list[Fraction]:
    """Return scores that would be told as this one is: so many of the lowest and highest as are looked at."""
    lattice = lattice_of(case.sample)
    bits = _alike(case, form) & lattice.mask(*case.cell(form, case.score))
    totals: list[int] = []
    while bits and len(totals) < _MOST_ALIKE:
        for bit in {bits & -bits, 1 << (bits.bit_length() - 1)}:
            totals.append(bit.bit_length() - 1)
            bits &= ~bit
    return [lattice.score_of(total) for total in totals]


def is_safe_within(case: Case, form: Form, parts: Sequence[Span]) -> bool:
    """Return whether a practice told in a form is safe even where its score is known to lie in some parts.

    Args:
        case: the practice.
        form: the form it is told in: `hundredth`, `tenth` or `level`.
        parts: what follows from other figures: the score lies in one of these, each (from, to].

    """
    if is_large(case.sample):
        return all(high - low >= Fraction(1, 10) for low, high in parts)
    disclosure, inside = Disclosure.of(_together(case) if case.silent else case), 0
    own = case.cell(form, case.score)
    both = [(max(low, own[0]), min(high, own[1])) for low, high in parts]
    for low, high in both:
        inside |= disclosure.lattice.mask(low, high)
    return disclosure.lattice.is_safe(_alike(case, form) & inside) and (
        not case.silent or _could_have_rated(case, both)
    )


def _form_of_many(case: Case) -> Form:
    """Return the form for so many people, of so many sizes, that their sums are not enumerated.

    Without shown roles, exchanges prove that the score may be told. The level may be told of so many in any
    case: one answer moves their mean by less than the part of the scale that a level is.
    """
    if case.silent:
        return "level"
    if any(group.is_shown for group in case.sample.groups):
        return "roles" if _may_show_roles(case) else "level"
    return "score" if are_exchangeable(case.sample, case.sums) else "level"
