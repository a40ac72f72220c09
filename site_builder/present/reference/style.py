"""The design system shown with itself: colours and their contrast, type, distances, components, states."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from site_builder.charts.dumbbell import Pair, dumbbell
from site_builder.charts.ladder import Marks, ladder
from site_builder.charts.track import track
from site_builder.language.words import Words, words
from site_builder.model.findings import Insight
from site_builder.model.page import Chart
from site_builder.model.prose import Block, Run
from site_builder.model.scorecard import Scorecard
from site_builder.present.report.dimension import DimensionView, dimension_view
from site_builder.present.report.overview import OverviewView, overview_view
from site_builder.present.shared.commentary import RemarkView
from site_builder.present.shared.drawings.roadmap import roadmap_chart
from site_builder.present.shared.drawings.roles import heat_chart
from site_builder.present.shared.drawings.scores import radar_chart
from site_builder.present.shared.findings import FindingView, main_findings
from site_builder.present.shared.planned_steps import PlannedStep, first_steps
from site_builder.present.shared.reader import Reader
from site_builder.theme import design

_SCHEMES = ("light", "dark", "print")


@dataclass(frozen=True, slots=True, kw_only=True)
class Swatch:
    """A colour: its name, what it is for, its value in each scheme."""

    name: str
    use: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What has to be read on what: the demanded contrast, and what it is in each scheme."""

    name: str
    ground: str
    least: str
    ratios: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleView:
    """The view of the page; the components are those of an example report."""

    swatches: tuple[Swatch, ...]
    readings: tuple[Reading, ...]
    types: tuple[tuple[str, str], ...]
    spaces: tuple[tuple[str, str], ...]
    levels: tuple[tuple[int, str], ...]
    overview: OverviewView
    free: OverviewView
    dimension: DimensionView
    ladders: tuple[tuple[str, str], ...]
    tracks: tuple[tuple[str, str], ...]
    charts: tuple[Chart, ...]
    findings: tuple[FindingView, ...]
    steps: tuple[PlannedStep, ...]
    remark: RemarkView


def style_view(card: Scorecard, insight: Insight, language: str) -> StyleView:
    """Return the view, with the components of an example report.

    Args:
        card: the example's scores.
        insight: what follows from them.
        language: the code of the language.

    """
    reader = Reader(card, language, insight.analysis)
    top = reader.instrument.top
    blocking = next(d for d in reader.instrument.dimensions if d.id in reader.binding)
    main = main_findings(reader, insight.findings, insight.roadmap)
    free = Reader(replace(card, level=replace(card.level, binding=())), language, insight.analysis)
    return StyleView(
        swatches=tuple(_swatches(reader)),
        readings=tuple(_readings()),
        types=tuple(design.tokens()["type"].items()),
        spaces=tuple((f"space-{n}", size) for n, size in enumerate(design.tokens()["space"], 1)),
        levels=tuple((n, reader.level_name(n)) for n in range(1, top + 1)),
        overview=overview_view(reader, insight),
        free=overview_view(free, insight),
        dimension=dimension_view(reader, blocking, insight.roadmap),
        ladders=tuple(_ladders(reader)),
        tracks=tuple(_tracks(reader)),
        charts=(
            radar_chart(reader),
            heat_chart(reader, sorted(card.shown_roles)[:4]),
            roadmap_chart(reader, insight.roadmap),
        ),
        findings=main[:1],
        steps=first_steps(reader, insight.roadmap),
        remark=RemarkView(
            by=_say(reader)("style.someone"),
            blocks=(Block(kind="paragraph", runs=(Run(text=_say(reader)("style.remark")),)),),
            links={},
            file="",
        ),
    )


def _say(reader: Reader) -> Words:
    return words(reader.language, "report", "reference")


def _swatches(reader: Reader) -> Iterator[Swatch]:
    schemes = [design.colours(scheme) for scheme in _SCHEMES]
    for name in schemes[0]:
        values = tuple(scheme[name] for scheme in schemes)
        yield Swatch(name=name, use=_say(reader)(f"style.colours.{name}"), values=values)


def _readings() -> Iterator[Reading]:
    from site_builder.theme.contrast import contrast  # noqa: PLC0415 - this page alone reckons with colours

    schemes = [design.colours(scheme) for scheme in _SCHEMES]
    for kind, least in (("text", "4.5"), ("graphics", "3")):
        for ground, names in design.tokens()["contrast"][kind].items():
            for name in names:
                ratios = tuple(f"{contrast(scheme[name], scheme[ground]):.1f}" for scheme in schemes)
                yield Reading(name=name, ground=ground, least=least, ratios=ratios)


def _ladders(reader: Reader) -> Iterator[tuple[str, str]]:
    """Yield a ladder in each of its states."""
    say, top = _say(reader), reader.instrument.top
    states = {
        "plain": Marks(claimed=3.2, level=3, target=3.5),
        "all": Marks(claimed=3.2, level=3, target=4, verified=2.5, customer=2.6, previous=2.8),
        "blocking": Marks(claimed=1.8, level=2, target=3, must=2.5),
        "top": Marks(claimed=5, level=5, target=5),
        "none": Marks(claimed=None, level=None, target=3),
    }
    for state, marks in states.items():
        name = say(f"style.states.{state}")
        must = say("chart.must", value="2.50") if marks.must else ""
        yield name, ladder(marks, top, name, must)


def _tracks(reader: Reader) -> Iterator[tuple[str, str]]:
    """Yield rows of the dot plot and of the dumbbells in each of their states."""
    say, top = _say(reader), reader.instrument.top
    every = Marks(claimed=2.4, level=2, target=3.5, verified=2.0, customer=3.1, previous=1.8)
    yield say("style.states.all"), track(every, top, say("style.states.all"))
    blocking = Marks(claimed=1.8, level=2, target=3)
    yield say("style.states.blocking"), track(blocking, top, say("style.states.blocking"), is_blocking=True)
    nothing = Marks(claimed=None, level=None, target=3)
    yield say("style.states.none"), track(nothing, top, say("style.states.none"))
    pairs = {
        "beyond": Pair(first=2.1, second=3.4, level=3, noise=0.5),
        "within": Pair(first=2.6, second=2.9, level=3, noise=0.5),
    }
    for state, pair in pairs.items():
        yield say(f"style.states.{state}"), dumbbell(pair, top, say(f"style.states.{state}"))
