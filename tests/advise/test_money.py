"""Money: the firm's own figures carried through exactly, and silence where one is missing."""

from fractions import Fraction
from typing import Any

from helpers import all_at, scored

from site_builder.advise.money import weigh
from site_builder.model.money import Money, Range
from site_builder.model.roadmap import Aim, Planned, PlanWave, Projection, Roadmap

NOWHERE = Projection(dimensions={}, index=None, level=None)
AUTHORITY = ("authority", 3, 0, 0, 42, 2)  # its third level is the general manager's
ROLE = ("role-definition", 3, 1, 42, 77, 1)  # the head of key accounts'
SOLD = {"annual-sales": "500m-5bn", "key-accounts": 14, "key-account-share": 46, "accounts-per-manager": 2}


def roadmap(*steps: tuple[str, int, int, int, int, int]) -> Roadmap:
    """Return a plan of (practice, level, period, first day, last day, points)."""
    planned = tuple(
        Planned(practice=practice, to=to, wave=wave, start=start, end=end, points=points, after=())
        for practice, to, wave, start, end, points in steps
    )
    waves = tuple(
        PlanWave(start=start, end=end, capacity=8, used=0, projection=NOWHERE)
        for start, end in ((0, 30), (30, 90), (90, 365))
    )
    return Roadmap(steps=planned, waves=waves, waiting=(), decided=(), rise=None, aim=Aim(level=None))


def money(*steps: tuple[str, int, int, int, int, int], **settings: Any) -> Money:
    return weigh(scored(("EX", all_at(2)), **settings), roadmap(*steps))


def value(found: Money, id_: str) -> Range | None:
    return found.figures[id_].value


def test_a_band_of_sales_gives_ranges_with_both_ends_carried_through() -> None:
    found = money(context=SOLD)
    assert value(found, "key_account_sales") == Range(low=Fraction(230_000_000), high=Fraction(2_300_000_000))
    assert value(found, "per_account") == Range(low=Fraction(115_000_000, 7), high=Fraction(1_150_000_000, 7))
    assert value(found, "per_manager") == Range(low=Fraction(230_000_000, 7), high=Fraction(2_300_000_000, 7))
    assert [found.factors[id_].code for id_ in ("sales", "share", "accounts")] == ["C1", "C4", "C2"]


def test_a_band_without_an_end_stays_without_one() -> None:
    found = money(context={**SOLD, "annual-sales": "5bn-or-more"})
    assert value(found, "key_account_sales") == Range(low=Fraction(2_300_000_000), high=None)
    assert value(found, "per_account") == Range(low=Fraction(1_150_000_000, 7), high=None)


def test_the_firms_own_figures_stand_before_its_answers() -> None:
    own = {"sales": 1000, "key_account_sales": 400, "key_account_margin": 25}
    found = money(context={**SOLD, "key-accounts": 4}, money=own)
    assert value(found, "key_account_sales") == Range.exact(400)
    assert value(found, "share_of_sales") == Range.exact(Fraction(2, 5))
    assert value(found, "per_account") == Range.exact(100)
    assert value(found, "margin_year") == Range.exact(100)
    assert value(found, "margin_per_account") == Range.exact(25)


def test_losses_count_as_the_margin_that_they_took_along() -> None:
    own = {"key_account_sales": 500, "key_account_margin": 20, "lost_sales": 90, "expected_loss": 6}
    found = money(money=own)
    assert value(found, "lost_margin") == Range.exact(18)
    assert value(found, "lost_margin_per_year") == Range.exact(6)
    assert value(found, "feared_margin") == Range.exact(6)


def test_effort_becomes_days_and_money_at_the_rate_of_who_is_responsible() -> None:
    costs = {"person_days_per_point": 5, "day_rate": 1000, "day_rates": {"GM": 4000}}
    found = money(AUTHORITY, ROLE, capacity=costs)
    assert value(found, "programme_points") == Range.exact(3)
    assert value(found, "programme_days") == Range.exact(15)
    assert value(found, "programme_cost") == Range.exact(45_000)  # 10 days at 4,000 and 5 at 1,000
    posts: list[Any] = [(load.id, load.points, load.days, load.cost) for load in found.by_post]
    assert posts == [("GM", 2, 10, 40_000), ("KH", 1, 5, 5_000)]
    periods: list[Any] = [(load.points, load.cost, load.end) for load in found.by_period]
    assert periods == [(2, 40_000, 30), (1, 5_000, 90), (0, 0, 365)]
    assert found.figures["programme_cost"].factors == ("programme_days", "day_rate", "day_rates.GM")


def test_a_steps_effort_is_spread_evenly_over_its_days() -> None:
    months = money(("authority", 3, 0, 0, 73, 12)).by_month  # 73 days are 2.4 twelfths of a year
    assert [load.points for load in months] == [5, 5, 2, *[0] * 9]
    assert months[0].days is None
    assert [load.end for load in months][:2] == [30, 60]


def test_without_a_rate_for_everyone_there_is_no_cost_but_there_are_days() -> None:
    found = money(AUTHORITY, ROLE, capacity={"person_days_per_point": 5, "day_rates": {"GM": 4000}})
    assert value(found, "programme_days") == Range.exact(15)
    assert value(found, "programme_cost") is None
    assert found.figures["programme_cost"].missing == ("day_rate",)
    assert [load.cost for load in found.by_post] == [40_000, None]


def kept(margin: int, accounts: int, **more: Any) -> tuple[int, int | None] | None:
    """Return how many accounts pay a programme of 45,000."""
    costs = {"person_days_per_point": 5, "day_rate": 1000, "day_rates": {"GM": 4000}}
    context = {**SOLD, "key-accounts": accounts, **more.pop("context", {})}
    given = {"key_account_margin": margin, **more}
    return money(AUTHORITY, ROLE, capacity=costs, context=context, money=given).kept_accounts


def test_accounts_that_pay_the_programme_are_whole_ones() -> None:
    assert kept(10, 10, key_account_sales=1_000_000) == (5, 5)  # 10,000 each, so 4.5 of them
    assert kept(10, 10, key_account_sales=4_500_000) == (1, 1)  # 45,000 each, exactly one


def test_the_upper_end_of_a_range_is_not_reached() -> None:
    small = {"annual-sales": "under-50m", "key-account-share": 45}
    assert kept(1, 5, context=small) == (2, None)  # below 45,000 each: one alone never pays
    assert kept(1, 4, context=small) == (1, None)
    medium = {"annual-sales": "50m-500m", "key-account-share": 45}
    assert kept(1, 50, context=medium) == (2, 10)  # from 4,500 to under 45,000 each


def test_an_account_without_margin_never_pays() -> None:
    assert kept(0, 10, key_account_sales=1_000_000) is None


def test_what_was_not_given_is_named_and_nothing_is_made_up() -> None:
    found = money(AUTHORITY)
    assert {id_ for id_, figure in found.figures.items() if figure.value is not None} == {"programme_points"}
    assert found.figures["margin_per_account"].missing == ("sales", "share", "accounts", "margin")
    assert found.figures["programme_cost"].missing == ("person_days_per_point", "day_rate")
    assert found.kept_accounts is None
    assert all(measure.today is None for measure in found.measures)


def test_a_band_in_another_currency_is_not_used() -> None:
    found = money(context=SOLD, money={"currency": "EUR"})
    assert value(found, "key_account_sales") is None
    assert found.figures["key_account_sales"].missing == ("sales",)


def test_no_key_accounts_are_nothing_to_divide_by() -> None:
    found = money(context={**SOLD, "key-accounts": 0})
    assert found.figures["per_account"].missing == ("accounts",)


def test_the_margin_is_a_baseline_where_none_is_given() -> None:
    today: dict[str, Any] = {
        m.id: m.today for m in money(money={"key_account_margin": 25, "baseline": {"retention": 93}}).measures
    }
    assert (today["margin"], today["retention"], today["answer-time"]) == (25, 93, None)
