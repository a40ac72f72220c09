"""The first page: the level, what binds it, five dimensions, thirty practices, what to look at first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from site_builder.model.findings import Insight
from site_builder.model.instrument import Dimension, Practice
from site_builder.model.page import Chart, Sentence
from site_builder.model.scorecard import INDEX_BAND
from site_builder.present.shared.blockers import Blocker, firm_blockers, firm_blockers_heading
from site_builder.present.shared.coverage import CoverageRow, coverage_caption, coverage_rows
from site_builder.present.shared.drawings.figures import level_names
from site_builder.present.shared.drawings.practice_rows import RowGroup, practice_rows, rows_caption
from site_builder.present.shared.drawings.scores import practices_chart, radar_chart
from site_builder.present.shared.eyebrow import eyebrow, firm_people
from site_builder.present.shared.findings import FindingView, main_findings
from site_builder.present.shared.headline import card_line, overview_lead
from site_builder.present.shared.key_figures import KeyFigure
from site_builder.present.shared.next_level import first_practices, next_step
from site_builder.present.shared.planned_steps import PlannedStep, first_steps
from site_builder.present.shared.reader import Reader, sentence
from site_builder.present.shared.report_page import ReportPage, Sheet
from site_builder.present.shared.robustness import robustness_sentence
from site_builder.present.shared.story import aim_headline


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One dimension in short."""

    KIND: ClassVar = "card"
    id: str
    name: str
    href: str
    score: str
    level_name: str
    verified: str
    target: str
    ladder: str
    line: Sentence
    is_blocking: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPractice:
    """A practice to look at first, and what its next level asks."""

    name: str
    href: str
    score: str
    is_blocking: bool
    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewView:
    """The view of the first page."""

    eyebrow: str
    headline: Sentence
    lead: Sentence
    level: str
    level_name: str
    level_note: str
    facts: tuple[KeyFigure, ...]
    bind_heading: str
    binds: tuple[Blocker, ...]
    bind_text: str
    is_free: bool
    note: str
    radar: Chart
    practices: Chart
    radar_caption: Sentence
    cards: tuple[Card, ...]
    first_heading: str
    first: tuple[FirstPractice, ...]
    first_none: str
    groups: tuple[RowGroup, ...]
    dots_heading: str
    dots_caption: str
    has_verified: bool
    has_customer: bool
    has_previous: bool
    level_names: tuple[str, ...]
    coverage: tuple[CoverageRow, ...]
    coverage_caption: str
    robustness: str
    findings: tuple[FindingView, ...]
    next_heading: str
    next: tuple[PlannedStep, ...]


def overview_view(reader: Reader, insight: Insight) -> OverviewView:
    """Return the view of the first page."""
    card, say = reader.scorecard, reader.words
    level, practices = card.level.level, list(card.practices.values())
    return OverviewView(
        eyebrow=eyebrow(reader),
        headline=sentence(aim_headline(reader, insight.roadmap)),
        lead=overview_lead(reader, insight.roadmap),
        level=str(level) if level else "–",
        level_name=reader.level_name(level) if level else say("levels.none"),
        level_note=_level_note(reader, level),
        facts=_facts(reader),
        bind_heading=firm_blockers_heading(reader),
        binds=firm_blockers(reader, insight.roadmap),
        bind_text=say("overview.not_blocked_text") if level and not card.level.binding else "",
        is_free=bool(level and not card.level.binding),
        note=say("overview.single") if sum(firm_people(reader)) == 1 else "",
        radar=radar_chart(reader),
        practices=practices_chart(reader),
        radar_caption=_radar_caption(reader),
        cards=tuple(_card(reader, dimension) for dimension in reader.instrument.dimensions),
        first_heading=_first_heading(reader),
        first=tuple(_first_practice(reader, practice) for practice in first_practices(reader)),
        first_none=say("overview.first_none" if card.index else "overview.first_unrated"),
        groups=practice_rows(reader),
        dots_heading=say("overview.thirty", n=len(practices)),
        dots_caption=rows_caption(reader),
        has_verified=any(p.verified for p in practices),
        has_customer=any(p.customer for p in practices),
        has_previous=bool(reader.previous),
        level_names=level_names(reader),
        coverage=_coverage(reader),
        coverage_caption=coverage_caption(reader),
        robustness="" if reader.is_public else robustness_sentence(reader),
        findings=main_findings(reader, insight.findings, insight.roadmap),
        next_heading=_next_heading(reader, insight),
        next=first_steps(reader, insight.roadmap),
    )


def _coverage(reader: Reader) -> tuple[CoverageRow, ...]:
    """Return how far the answers cover each dimension, where they leave something out."""
    if reader.is_public or all(d.coverage == 1 for d in reader.scorecard.dimensions.values()):
        return ()
    return coverage_rows(reader)


def _level_note(reader: Reader, level: int | None) -> str:
    if level is None:
        return reader.words("levels.none_meaning")
    meaning = reader.text(reader.instrument.levels[level - 1].meaning).rstrip("。.")
    return (
        f"{meaning} · {reader.words('levels.of', n=reader.words(f'levels.numerals.{reader.instrument.top}'))}"
    )


def _facts(reader: Reader) -> tuple[KeyFigure, ...]:
    say, card = reader.words, reader.scorecard
    rated = sum(1 for p in card.practices.values() if p.claimed)
    applicable = sum(1 for p in card.practices.values() if p.status != "not-applicable")
    facts = []
    if card.index and reader.is_public:
        low = int(card.index.percent)
        facts.append(KeyFigure(value=f"{low}–{low + INDEX_BAND}%", label=say("overview.index_band")))
    elif card.index:
        index = reader.score(card.index.claimed.value)
        facts.append(KeyFigure(value=reader.percent_of_index(), label=say("overview.index", index=index)))
    if card.verified_level is None:
        facts.append(KeyFigure(value="–", label=say("overview.verified_none")))
    else:
        level = card.verified_level.level
        facts.append(KeyFigure(value=str(level) if level else "–", label=say("overview.verified")))
    facts.append(KeyFigure(value=f"{rated}/{applicable}", label=say("overview.rated")))
    return tuple(facts)


def _radar_caption(reader: Reader) -> str:
    rated = [(d.claimed.value, d.id) for d in reader.scorecard.dimensions.values() if d.claimed]
    if not rated:
        return reader.words("chart.radar_none")
    (low_value, low), (high_value, high) = min(rated), max(rated)
    if low_value == high_value:
        return reader.words("chart.radar_even", value=reader.score(low_value, low))
    return reader.words(
        "chart.radar_caption",
        high=reader.names([id_ for value, id_ in rated if value == high_value]),
        high_value=reader.score(high_value, high),
        low=reader.names([id_ for value, id_ in rated if value == low_value]),
        low_value=reader.score(low_value, low),
    )


def _card(reader: Reader, dimension: Dimension) -> Card:
    scored = reader.scorecard.dimensions[dimension.id]
    claimed = scored.claimed
    return Card(
        id=dimension.id,
        name=reader.text(dimension.name),
        href=reader.href(dimension.id),
        score=reader.score(claimed.value, dimension.id) if claimed else "–",
        level_name=reader.level_name(claimed.level) if claimed else reader.words("chart.not_rated"),
        verified=reader.score(scored.verified.value, scored.id) if scored.verified else "–",
        target=reader.target(reader.scorecard.targets[dimension.id]),
        ladder=reader.ladder(scored),
        line=card_line(reader, dimension),
        is_blocking=any(
            id_ in reader.binding for id_ in (dimension.id, *(p.id for p in dimension.practices))
        ),
    )


def _next_heading(reader: Reader, insight: Insight) -> str:
    """Return the heading over the next steps: what they lead to, where they lead to a level."""
    aim = insight.roadmap.aim
    if not aim.raises:
        return reader.words("overview.next_steps")
    return reader.words("overview.next_to", level=reader.words.ordinal(aim.level or 1))


def _first_heading(reader: Reader) -> str:
    if reader.scorecard.level.binding:
        return reader.words("overview.first_blocking", level=reader.next_level)
    return reader.words("overview.first_gap")


def _first_practice(reader: Reader, practice: Practice) -> FirstPractice:
    scored = reader.scorecard.practices[practice.id]
    heading, text = next_step(reader, practice)
    return FirstPractice(
        name=reader.text(practice.name),
        href=reader.href(practice.id),
        score=reader.score(scored.claimed.value, practice.id) if scored.claimed else "–",
        is_blocking=practice.id in reader.binding,
        heading=heading,
        text=text,
    )


def _sheets(reader: Reader, insight: Insight) -> Iterator[Sheet]:
    yield Sheet(name="index", template="overview", view=overview_view(reader, insight))


PAGE = ReportPage(order=10, is_public=True, sheets=_sheets)
