"""The drawing of the plan's effort by month."""

from collections.abc import Sequence

from site_builder.charts.columns import Column, columns
from site_builder.language.amounts import amount, quantity
from site_builder.model.money import Load
from site_builder.model.page import Chart
from site_builder.present.shared.drawings.figures import NONE, figures_table
from site_builder.present.shared.reader import Reader


def effort_chart(reader: Reader, months: Sequence[Load], currency: str) -> Chart:
    """Return the effort of each month: working days where these are known, else points.

    Args:
        reader: the language.
        months: the load of each month.
        currency: what costs are counted in.

    """
    say, has_days = reader.words, any(load.days is not None for load in months)
    bars, rows = [], []
    for load in months:
        value = load.points if load.days is None else load.days
        bars.append(Column(value=float(value), label=quantity(value), name=load.id))
        days = NONE if load.days is None else quantity(load.days)
        cost = NONE if load.cost is None else amount(load.cost, currency, say)
        rows.append((load.id, quantity(load.points), days, cost))
    title = say("money.month_days" if has_days else "money.month_points")
    header = (say("money.month"), say("money.points"), say("money.days"), say("money.cost"))
    return Chart(title=title, drawing=columns(bars, title), table=figures_table("effort", header, rows))
