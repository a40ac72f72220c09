"""The practices as rows of a page, each with its track: what the dot plot is as one drawing."""

from dataclasses import dataclass

from site_builder.charts.track import track
from site_builder.model.instrument import Practice
from site_builder.present.shared.drawings.figures import shown_score
from site_builder.present.shared.drawings.scores import marks_of
from site_builder.present.shared.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeRow:
    """One practice with its figures and its track."""

    code: str
    name: str
    href: str
    score: str
    verified: str
    customer: str
    target: str
    level_name: str
    track: str
    is_keystone: bool
    is_blocking: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RowGroup:
    """The practices of one dimension."""

    name: str
    href: str
    rows: tuple[PracticeRow, ...]


def practice_rows(reader: Reader) -> tuple[RowGroup, ...]:
    """Return a row for every practice, by dimension."""
    return tuple(
        RowGroup(
            name=reader.text(dimension.name),
            href=reader.href(dimension.id),
            rows=tuple(_row(reader, practice) for practice in dimension.practices),
        )
        for dimension in reader.instrument.dimensions
    )


def _row(reader: Reader, practice: Practice) -> PracticeRow:
    scored = reader.scorecard.practices[practice.id]
    claimed, target = scored.claimed, reader.scorecard.targets[practice.id]
    name = reader.text(practice.name)
    label = shown_score(reader, scored)
    is_blocking = practice.id in reader.binding
    title = f"{name}{reader.words('language.colon')}{label}"
    return PracticeRow(
        code=practice.code,
        name=name,
        href=reader.href(practice.id),
        score=label,
        verified=reader.score(scored.verified.value, scored.id) if scored.verified else "–",
        customer=reader.score(scored.customer.value) if scored.customer else "–",
        target=reader.target(target),
        level_name=reader.level_name(claimed.level) if claimed else "–",
        track=track(marks_of(reader, scored), reader.instrument.top, title, is_blocking=is_blocking),
        is_keystone=practice.keystone,
        is_blocking=is_blocking,
    )


def rows_caption(reader: Reader) -> str:
    """Return how many practices have reached their targets, how many have not, and how many are not rated."""
    scored = reader.scorecard.practices.values()
    reached = sum(1 for p in scored if p.claimed and p.claimed.value >= reader.scorecard.targets[p.id])
    rated = sum(1 for p in scored if p.claimed)
    values = {"reached": reached, "below": rated - reached, "unrated": len(scored) - rated}
    if reader.is_public:
        return reader.words("chart.dots_caption_public", **values)
    return reader.words("chart.dots_caption" if values["unrated"] else "chart.dots_caption_all", **values)
