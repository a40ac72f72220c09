"""The drawing of claims beside what evidence supports."""

from markupsafe import Markup

from site_builder.charts.dumbbell import Pair, dumbbell
from site_builder.charts.legend import Key
from site_builder.charts.plot import PLOT, PlotRow, level_ticks, plot
from site_builder.model.page import Chart
from site_builder.model.scorecard import PracticeScore
from site_builder.present.shared.drawings.figures import NONE, figures_table, level_names, shown_score
from site_builder.present.shared.reader import Reader


def claims_chart(reader: Reader) -> Chart:
    """Return what evidence supports beside what is claimed, for the practices where the two differ.

    The figures are those of all practices; the drawing is empty when no claim lies above its evidence.
    """
    say, rows, figures = reader.words, [], []
    for dimension in reader.instrument.dimensions:
        heading = PlotRow(name=reader.text(dimension.name))
        for practice in dimension.practices:
            scored = reader.scorecard.practices[practice.id]
            name, value = reader.coded_name(practice.id), shown_score(reader, scored)
            verified = reader.score(scored.verified.value, scored.id) if scored.verified else NONE
            figures.append((name, value, verified, scored.grade or NONE))
            if is_above_evidence(scored):
                drawing = claim_row(reader, scored, name, width=PLOT)
                rows += [heading] if heading not in rows else []
                rows.append(PlotRow(name=name, value=verified, drawing=drawing))
    title = say("evidence.picture")
    keys = [Key(mark="ring", label=say("chart.verified")), Key(mark="score", label=say("chart.claimed"))]
    header = (
        say("overview.practice"),
        say("chart.claimed"),
        say("chart.verified"),
        say("method.evidence_grade"),
    )
    picture = plot(rows, level_ticks(level_names(reader)), title, keys, say("chart.verified")) if rows else ""
    return Chart(title=title, drawing=picture, table=figures_table("evidence", header, figures))


def is_above_evidence(scored: PracticeScore) -> bool:
    """Return whether a practice claims more than its evidence supports."""
    return bool(scored.claimed and scored.verified and scored.verified.value < scored.claimed.value)


def claim_row(reader: Reader, scored: PracticeScore, title: str, *, width: float | None = None) -> Markup:
    """Return one practice's dumbbell from what is proven to what is claimed; it has to have both.

    Args:
        reader: the language.
        scored: the practice.
        title: what the drawing is called for those who do not see it.
        width: in units of the drawing that it is part of; None makes a picture of its own, which stretches.

    """
    assert scored.claimed, scored.id  # noqa: S101 - as said
    assert scored.verified, scored.id  # noqa: S101 - as said
    pair = Pair(
        first=float(scored.verified.value), second=float(scored.claimed.value), level=scored.claimed.level
    )
    return dumbbell(pair, reader.instrument.top, title, width=width)
