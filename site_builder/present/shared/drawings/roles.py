"""The drawing of who sees it differently: practices by roles."""

from collections.abc import Sequence

from site_builder.charts.heat import HeatRow, heat
from site_builder.language import numbers
from site_builder.model.page import Chart
from site_builder.present.shared.drawings.figures import NONE, figures_table, level_names, shown_score
from site_builder.present.shared.reader import Reader


def heat_chart(reader: Reader, roles: Sequence[str]) -> Chart:
    """Return practices by roles; `roles` are those that stand on their own somewhere."""
    say, rows, figures = reader.words, [], []
    for dimension in reader.instrument.dimensions:
        rows.append(HeatRow(name=reader.text(dimension.name)))
        for practice in dimension.practices:
            scored = reader.scorecard.practices[practice.id]
            means = {role.role: role.mean for role in scored.roles}
            cells = [
                (numbers.decimal(means[role]), reader.band(means[role])) if role in means else (NONE, None)
                for role in roles
            ]
            name = reader.coded_name(practice.id)
            rows.append(HeatRow(name=name, score=shown_score(reader, scored), cells=cells))
            figures.append((name, shown_score(reader, scored), *(text for text, _ in cells)))
    names = [say("chart.claimed"), *(reader.role(role) for role in roles)]
    title = say("roles.heat")
    header = (say("overview.practice"), *names)
    return Chart(
        title=title,
        drawing=heat(rows, names, level_names(reader), title),
        table=figures_table("roles", header, figures),
    )
