"""How far the answers cover each dimension."""

from dataclasses import dataclass

from site_builder.charts.bar import bar
from site_builder.model.instrument import Dimension
from site_builder.present.shared.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """How much of a dimension's weight has a score, and what the rest could change."""

    name: str
    share: str
    bar: str
    worst: str
    best: str


def coverage_rows(reader: Reader) -> tuple[CoverageRow, ...]:
    """Return how much of each dimension's weight is rated, and its score at worst and at best."""
    return tuple(_coverage(reader, dimension) for dimension in reader.instrument.dimensions)


def coverage_caption(reader: Reader) -> str:
    """Return what the mark on the bars means: the least coverage with which a dimension is rated."""
    floor = reader.percent(reader.instrument.scoring.coverage_floor)
    return reader.words("chart.coverage_caption", floor=floor)


def _coverage(reader: Reader, dimension: Dimension) -> CoverageRow:
    scored = reader.scorecard.dimensions[dimension.id]
    share = scored.coverage
    name = reader.text(dimension.name)
    label = reader.percent(share) if share is not None else reader.words("chart.none")
    floor = float(reader.instrument.scoring.coverage_floor)
    title = f"{name}{reader.words('language.colon')}{label}"
    return CoverageRow(
        name=name,
        share=label,
        bar=bar(float(share or 0), floor, title),
        worst=reader.score(scored.worst) if scored.worst is not None else "–",
        best=reader.score(scored.best) if scored.best is not None else "–",
    )
