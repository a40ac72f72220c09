"""What rests on key accounts, what the plan costs, and what it takes to pay: the firm's own figures only.

Nothing is estimated: a figure that needs what the firm did not give has no value and says what is missing.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from site_builder.advise.effort import Effort
from site_builder.model.assessment import Assessment
from site_builder.model.instrument import ContextQuestion
from site_builder.model.money import (
    YEARS_LOOKED_BACK,
    Factor,
    Figure,
    Measure,
    Money,
    MoneyGiven,
    Range,
    Unit,
)
from site_builder.model.programme import MeasureText, MoneyQuestions
from site_builder.model.roadmap import Roadmap
from site_builder.model.scorecard import Scorecard

_WHOLE = 100
_SETTINGS: tuple[tuple[str, str, Unit], ...] = (
    ("sales", "money.sales", "money"),
    ("given_key_account_sales", "money.key_account_sales", "money"),
    ("share", "money.key_account_share", "percent"),
    ("margin", "money.key_account_margin", "percent"),
    ("lost_accounts", "money.lost_accounts", "count"),
    ("lost_sales", "money.lost_sales", "money"),
    ("expected_loss", "money.expected_loss", "percent"),
    ("person_days_per_point", "capacity.person_days_per_point", "days"),
    ("day_rate", "capacity.day_rate", "money"),
)
"""The figures that settings may give: what they are called here, where they stand, and their unit."""


def weigh(card: Scorecard, roadmap: Roadmap) -> Money:
    """Return the money that rests on key accounts, and the cost of the plan beside it.

    Source: the formulas beside every figure on the page; DECISIONS.md, "Money". A figure made from a band of
    sales is a range whose upper end is not reached.

    Args:
        card: the scores, with what the firm says about itself and its settings.
        roadmap: the plan, in points of effort.

    """
    programme = card.instrument.programme
    questions = {question.id: question for question in card.instrument.context}
    given = card.assessment.settings.money or MoneyGiven()
    factors = dict(_given(card.assessment))
    if programme:
        told = _told(card.assessment, programme.questions, questions, given.currency)
        factors = {factor.id: factor for factor in told} | factors
    effort = Effort(card, roadmap, factors)
    figures = _figures(factors, effort)
    return Money(
        currency=given.currency,
        factors=factors,
        figures=figures,
        by_post=tuple(effort.by_post()),
        by_month=tuple(effort.by_month()),
        by_period=tuple(effort.by_period()),
        kept_accounts=_kept(figures["programme_cost"].value, figures["margin_per_account"].value),
        measures=tuple(_measures(programme.measures if programme else (), given, factors)),
    )


def _measures(
    known: Iterable[MeasureText], given: MoneyGiven, factors: Mapping[str, Factor]
) -> Iterator[Measure]:
    """Yield the figures to watch with their values today, shares in percent."""
    for measure in known:
        today = given.baseline.get(measure.id)
        factor = factors.get(measure.given or "")
        if today is None and factor:
            today = factor.value.low * (_WHOLE if factor.unit == "percent" else 1)
        yield Measure(id=measure.id, today=today)


def _given(assessment: Assessment) -> Iterator[tuple[str, Factor]]:
    """Yield the figures that stand in the settings."""
    settings, lines = assessment.settings, assessment.lines
    for id_, place, unit in _SETTINGS:
        group, key = place.split(".")
        value = getattr(getattr(settings, group), key, None)
        if value is not None:
            share = Fraction(value) / _WHOLE if unit == "percent" else Fraction(value)
            yield id_, Factor(id=id_, value=Range.exact(share), unit=unit, place=place, line=lines.get(place))
    for post, rate in settings.capacity.day_rates.items():
        place = f"capacity.day_rates.{post}"
        factor = Factor(
            id=f"day_rates.{post}", value=Range.exact(rate), unit="money", place=place, line=lines.get(place)
        )
        yield factor.id, factor


def _told(
    assessment: Assessment,
    ids: MoneyQuestions,
    questions: Mapping[str, ContextQuestion],
    currency: str,
) -> Iterator[Factor]:
    """Yield the figures that answers about the firm give; 0 accounts give nothing to divide by."""
    said = assessment.context
    sales = questions[ids.sales]
    option = next((option for option in sales.options if option.id == said.get(ids.sales)), None)
    if option and sales.currency == currency and (option.at_least or option.below):
        band = Range(low=option.at_least or Fraction(0), high=option.below)
        yield Factor(id="sales", value=band, unit="money", code=sales.code)
    if (share := _number(said.get(ids.share))) is not None:
        value = Range.exact(share / _WHOLE)
        yield Factor(id="share", value=value, unit="percent", code=questions[ids.share].code)
    for id_, question in (("accounts", ids.accounts), ("accounts_per_manager", ids.accounts_per_manager)):
        if number := _number(said.get(question)):
            yield Factor(id=id_, value=Range.exact(number), unit="count", code=questions[question].code)


def _number(value: Any) -> Fraction | None:
    return Fraction(value) if isinstance(value, int | Decimal) else None


def _figures(factors: Mapping[str, Factor], effort: Effort) -> dict[str, Figure]:
    """Return every figure by id, in the order in which they build on each other."""
    book = _Book(factors)
    if "given_key_account_sales" in factors:
        book.multiply("key_account_sales", "given_key_account_sales")
        if "sales" in factors:
            book.divide("share_of_sales", "given_key_account_sales", "sales", unit="percent")
    else:
        book.multiply("key_account_sales", "sales", "share")
    book.divide("per_account", "key_account_sales", "accounts")
    book.multiply("per_manager", "per_account", "accounts_per_manager")
    book.multiply("margin_year", "key_account_sales", "margin")
    book.multiply("margin_per_account", "per_account", "margin")
    book.multiply("lost_margin", "lost_sales", "margin")
    book.by_year("lost_margin_per_year", "lost_margin")
    book.multiply("feared_margin", "key_account_sales", "expected_loss", "margin")
    book.put(effort.points_figure())
    book.put(effort.days_figure())
    book.put(effort.cost_figure())
    margin = book.figures["margin_year"].value
    if margin is None or margin.high != 0:
        book.divide("break_even_share", "programme_cost", "margin_year", unit="percent")
    return book.figures


class _Book:
    """Figures in the making: each is made of what was given and of figures before it."""

    def __init__(self, factors: Mapping[str, Factor]) -> None:
        self.factors = factors
        self.figures: dict[str, Figure] = {}

    def put(self, figure: Figure) -> None:
        """Add a figure that is ready."""
        self.figures[figure.id] = figure

    def multiply(self, id_: str, *names: str) -> None:
        """Add the product of some figures, in money."""
        values, missing = self._values(names)
        product = None if missing else math.prod(values[1:], start=values[0])
        self.put(Figure(id=id_, value=product, unit="money", factors=names, missing=missing))

    def divide(self, id_: str, one: str, other: str, unit: Unit = "money") -> None:
        """Add the quotient of two figures."""
        values, missing = self._values((one, other))
        quotient = None if missing else values[0] / values[1]
        self.put(Figure(id=id_, value=quotient, unit=unit, factors=(one, other), missing=missing))

    def by_year(self, id_: str, name: str) -> None:
        """Add what a sum over the years looked back on comes to in one of them."""
        found = self.figures[name]
        value = found.value / Range.exact(YEARS_LOOKED_BACK) if found.value else None
        self.put(Figure(id=id_, value=value, unit="money", factors=(name,), missing=found.missing))

    def _values(self, names: Iterable[str]) -> tuple[list[Range], tuple[str, ...]]:
        """Return the values of some figures as far as they are known, and what is missing for the others."""
        values: list[Range] = []
        missing: list[str] = []
        for name in names:
            known = self.factors.get(name) or self.figures.get(name)
            if known and known.value is not None:
                values.append(known.value)
            else:
                missing += known.missing if isinstance(known, Figure) else [name]
        return values, tuple(dict.fromkeys(missing))


def _kept(cost: Range | None, worth: Range | None) -> tuple[int, int | None] | None:
    """Return how many accounts have to be kept for a year to pay a cost: at least, and at most.

    The upper end of a range is not reached, so that an account is worth less than it.

    Args:
        cost: what has to be paid, exact.
        worth: the margin of one account in a year.

    """
    if cost is None or worth is None or not cost.low or worth.high == 0:
        return None
    if worth.is_exact:
        number = math.ceil(cost.low / worth.low)
        return number, number
    least = math.floor(cost.low / worth.high) + 1 if worth.high else 1
    return least, math.ceil(cost.low / worth.low) if worth.low else None
