"""The forms of every total of a sample: which of them may be told exactly, as a tenth, as a level, or not."""

from fractions import Fraction
from functools import cached_property, lru_cache

from site_builder.protect.cases import Case, Form
from site_builder.protect.lattice import Sample, lattice_of, twice


class Disclosure:
    """The forms of every total of one sample where no role is shown, worked out once.

    The reader knows the rule: that a finer form was not taken tells that the total is one of those for which
    it is not. A coarser form is therefore tried on these totals alone.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.lattice = lattice_of(case.sample)

    @staticmethod
    def of(case: Case) -> "Disclosure":
        """Return the forms of a case's sample; cases of the same people share them."""
        return _of_sample(case.sample, case.marks)

    @cached_property
    def everything(self) -> int:
        """The totals at which nothing may be told by role."""
        found = 0
        for _, totals in self.lattice.untold[0]:
            found |= totals
        return found

    @cached_property
    def _ambiguous(self) -> int:
        """The totals at which, known exactly, nothing follows."""
        found = self.everything
        for choices in self.lattice.untold:
            found &= twice([totals for _, totals in choices], self.case.sample.unit)
        return found

    @cached_property
    def tenths(self) -> int:
        """The totals that may be told as a tenth, of those that may not be told exactly."""
        return self._safe_cells("tenth", self.everything & ~self._ambiguous)

    @cached_property
    def _level_cells(self) -> tuple[int, int]:
        """The totals of which the level may be told, and those of which nothing may be.

        Near an end of the scale what is left of a level may all say the same; it is then told together with
        those nearest to it, which would have been safe on their own. What is withheld has to be safe as well.
        """
        told, withheld = 0, 0
        left = self.everything & ~self._ambiguous & ~self.tenths
        while left:
            mask = self._mask("level", left.bit_length() - 1)
            cell, spare = left & mask, self._ambiguous & mask
            left &= ~mask
            while spare and not self.lattice.is_safe(cell):
                near = _nearest(cell, spare)
                cell, spare = cell | near, spare & ~near
            if self.lattice.is_safe(cell):
                told |= cell
            else:
                withheld |= cell
        while withheld and told and not self.lattice.is_safe(withheld):
            gone = told & self._mask("level", told.bit_length() - 1)
            told, withheld = told & ~gone, withheld | gone
        return told, withheld

    @property
    def levels(self) -> int:
        """The totals of which the level is told."""
        return self._level_cells[0]

    @property
    def exact(self) -> int:
        """The totals that are told exactly."""
        told, withheld = self._level_cells
        return self._ambiguous & ~told & ~withheld

    def _safe_cells(self, form: Form, left: int) -> int:
        """Return those totals whose part of the scale may be told, given that nothing finer is."""
        told = 0
        while left:
            totals = left & self._mask(form, left.bit_length() - 1)
            if self.lattice.is_safe(totals):
                told |= totals
            left &= ~totals
        return told

    def _mask(self, form: Form, total: int) -> int:
        return self.lattice.mask(*self.case.cell(form, self.lattice.score_of(total)))

    def form(self, total: int) -> Form:
        """Return the form of one total."""
        bit = 1 << total
        if self.exact & bit:
            return "score"
        if self.tenths & bit:
            return "tenth"
        return "level" if self.levels & bit else "withheld"

    def told_as(self, form: Form) -> int:
        """Return the totals that are told in a form, or more exactly and could be told in it as well."""
        known: dict[Form, int] = {
            "hundredth": self.exact,
            "tenth": self.exact | self.tenths,
            "level": self.exact | self.tenths | self.levels,
        }
        return known[form]


def _nearest(cell: int, spare: int) -> int:
    """Return the bit of some that is nearest to those of a cell."""
    low, high = (cell & -cell).bit_length() - 1, cell.bit_length() - 1
    below, above = (spare & ((1 << low) - 1)), spare >> high
    between = spare & ~below & ((1 << high) - 1)
    if between:
        return between & -between
    choices = [1 << (below.bit_length() - 1)] if below else []
    choices += [(above & -above) << high] if above else []
    return min(choices, key=lambda bit: min(abs(bit.bit_length() - 1 - end) for end in (low, high)))


@lru_cache(maxsize=512)
def _of_sample(sample: Sample, marks: tuple[Fraction, ...]) -> Disclosure:
    return Disclosure(Case(sample=sample, sums=(), marks=marks))
