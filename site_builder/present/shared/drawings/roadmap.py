"""The drawing of the plan: the year's steps on their time line."""

from site_builder.charts.gantt import gantt
from site_builder.charts.plot import PLOT, PlotRow, Tick, plot
from site_builder.model.instrument import Practice
from site_builder.model.page import Chart
from site_builder.model.roadmap import Planned, Roadmap
from site_builder.present.shared.drawings.figures import figures_table
from site_builder.present.shared.planned_steps import owner_of
from site_builder.present.shared.reader import Reader
from site_builder.present.shared.story import next_steps


def roadmap_chart(reader: Reader, roadmap: Roadmap) -> Chart:
    """Return the year's steps on their time line."""
    say, periods = reader.words, [wave.end for wave in roadmap.waves]
    rows, figures = [], []
    for step in next_steps(roadmap):
        practice = reader.instrument.practice_by_id[step.practice]
        name = reader.coded_name(practice.id)
        drawing = gantt(step.start, step.end, periods, name, is_blocking=step.is_aimed, width=PLOT)
        rows.append(PlotRow(name=name, value=f"→ {step.to}", drawing=drawing, is_blocking=step.is_aimed))
        figures.append((name, *_planned(reader, practice, step)))
    ticks = [Tick(at=end / periods[-1], name=say("roadmap.until", n=end)) for end in periods]
    title = say("roadmap.year")
    header = (
        say("overview.practice"),
        say("chart.level"),
        say("roadmap.step"),
        say("steps.responsible"),
        say("roadmap.start"),
        say("roadmap.done_by"),
        say("reach.points"),
    )
    return Chart(
        title=title, drawing=plot(rows, ticks, title), table=figures_table("roadmap", header, figures)
    )


def _planned(reader: Reader, practice: Practice, planned: Planned) -> tuple[str, ...]:
    owner, day = owner_of(reader, planned), reader.day
    title = reader.step_title(practice.id, planned.to)
    return (str(planned.to), title, owner, day(planned.start), day(planned.end), str(planned.points))
