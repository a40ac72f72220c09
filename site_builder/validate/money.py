"""Checks that a firm's figures of money fit each other and what it says about itself."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from site_builder.model.assessment import Settings
from site_builder.model.instrument import ContextOption, Instrument
from site_builder.model.money import MoneyGiven
from site_builder.model.problems import Problem, brief
from site_builder.model.source import LoadedAssessment, Place, Read
from site_builder.validate.consistency import answers_about_firm

_WHOLE = 100
_POINT = 1
"""How many percentage points two shares may differ by: who answers rounds."""


def money_lines(read: Read[Settings]) -> dict[str, int]:
    """Return the line of every figure of money in the settings, by its place such as `money.sales`."""
    settings = read.value
    places: list[Place] = []
    if settings.money:
        places += [("money", key) for key in settings.money.model_fields_set if key != "baseline"]
        places += [("money", "baseline", key) for key in settings.money.baseline]
    costs = settings.capacity.model_fields_set & {"person_days_per_point", "day_rate"}
    places += [("capacity", key) for key in costs]
    places += [("capacity", "day_rates", post) for post in settings.capacity.day_rates]
    return {".".join(map(str, place)): read.document.locate(place)[0] for place in sorted(places)}


def check_money(loaded: LoadedAssessment, instrument: Instrument) -> Iterator[Problem]:
    """Yield figures of money that contradict each other, or what the firm says about itself."""
    if loaded.settings is None or loaded.settings.value.money is None or instrument.programme is None:
        return
    ids = instrument.programme.questions
    said = {id_: value for id_, (_, value) in answers_about_firm(loaded).items()}
    question = next(question for question in instrument.context if question.id == ids.sales)
    money = loaded.settings.value.money
    is_same = question.currency == money.currency
    band = next((o for o in question.options if o.id == said.get(ids.sales)), None) if is_same else None
    yield from _check_sales(loaded.settings, money, band, question.code)
    share = next(q.code for q in instrument.context if q.id == ids.share), said.get(ids.share)
    yield from _check_share(loaded.settings, money, *share)
    yield from _check_losses(loaded.settings, money)


def _check_sales(
    read: Read[Settings], money: MoneyGiven, band: ContextOption | None, code: str
) -> Iterator[Problem]:
    """Yield sales outside the band that was answered, and parts that are larger than the whole."""
    least, most = (band.at_least, band.below) if band else (None, None)
    if money.sales is not None and band:
        is_below = least is not None and money.sales < least
        if is_below or (most is not None and money.sales >= most):
            values = {"found": _plain(money.sales), "code": code, "band": dict(band.name), "option": band.id}
            yield read.document.problem("money-outside-band", ("money", "sales"), **values)
            return
    for key in ("key_account_sales", "lost_sales"):
        part = getattr(money, key)
        if part is None:
            continue
        if money.sales is not None and part > money.sales:
            values = {"found": _plain(part), "sales": _plain(money.sales)}
            yield read.document.problem("money-above-sales", ("money", key), **values)
        elif money.sales is None and most is not None and part >= most:
            values = {"found": _plain(part), "code": code, "most": _plain(most)}
            yield read.document.problem("money-above-band", ("money", key), **values)


def _check_share(read: Read[Settings], money: MoneyGiven, code: str, answer: Any) -> Iterator[Problem]:
    """Yield two ways of saying one thing, and a share that is another than the one that was answered."""
    bought, key = money.key_account_sales, "key_account_share"
    share = money.key_account_share
    if bought is not None and share is not None:
        yield read.document.problem("money-said-twice", ("money", key))
        return
    if bought is not None and money.sales and bought <= money.sales:
        share, key = bought / money.sales * _WHOLE, "key_account_sales"
    if share is None or not isinstance(answer, int | Decimal):
        return
    if abs(share - Fraction(answer)) >= _POINT:
        values = {"share": f"{float(share):.4g}", "code": code, "answer": brief(answer)}
        yield read.document.problem("money-other-share", ("money", key), **values)


def _check_losses(read: Read[Settings], money: MoneyGiven) -> Iterator[Problem]:
    """Yield losses of accounts without sales, or of sales without accounts."""
    accounts, sales = money.lost_accounts, money.lost_sales
    if accounts is not None and sales is not None and bool(accounts) != bool(sales):
        values = {"accounts": accounts, "sales": _plain(sales)}
        yield read.document.problem("money-losses", ("money", "lost_sales"), **values)


def _plain(value: Fraction) -> str:
    """Return a sum as people type it."""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.2f}"
