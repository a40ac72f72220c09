"""The first page: the level, what binds it, five dimensions, thirty practices, what to look at first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from site_builder.charts.bar import bar
from site_builder.charts.track import track
from site_builder.language import numbers
from site_builder.model.findings import Insight
from site_builder.model.instrument import Dimension, Practice
from site_builder.model.page import Chart, Sentence
from site_builder.model.scorecard import INDEX_BAND, Missing, PracticeScore
from site_builder.present.report.findings import main_findings
from site_builder.present.report.roadmap import thirty_days
from site_builder.present.shared.drawings import marks_of, practices_chart, radar_chart, value_of
from site_builder.present.shared.eyebrow import eyebrow, firm_people
from site_builder.present.shared.headline import card_line, overview_headline
from site_builder.present.shared.practice import next_step
from site_builder.present.shared.reader import Reader
from site_builder.present.shared.report_page import ReportPage, Sheet
from site_builder.present.shared.robustness import robustness_sentence

_FIRST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One figure with what it means."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bind:
    """One thing that stands in the way, with a link to it."""

    text: str
    href: str
    note: str = ""


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
class Row:
    """One practice in the dot plot and its table."""

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
class Group:
    """The practices of one dimension."""

    name: str
    href: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A practice to look at first, and what its next level asks."""

    name: str
    href: str
    score: str
    is_blocking: bool
    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of a dimension's weight has a score, and what the rest could change."""

    name: str
    share: str
    bar: str
    worst: str
    best: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The view of the first page."""

    eyebrow: str
    headline: Sentence
    lead: Sentence
    level: str
    level_name: str
    level_note: str
    facts: tuple[Fact, ...]
    bind_heading: str
    binds: tuple[Bind, ...]
    bind_text: str
    is_free: bool
    note: str
    radar: Chart
    practices: Chart
    radar_caption: Sentence
    cards: tuple[Card, ...]
    first_heading: str
    first: tuple[Step, ...]
    first_none: str
    groups: tuple[Group, ...]
    dots_heading: str
    dots_caption: str
    has_verified: bool
    has_customer: bool
    has_previous: bool
    level_names: tuple[str, ...]
    coverage: tuple[Coverage, ...]
    coverage_caption: str
    robustness: str
    findings: tuple[Any, ...]
    findings_rule: str
    thirty: tuple[Any, ...]


def overview(reader: Reader, findings: Sequence[Any] = (), thirty: Sequence[Any] = ()) -> Overview:
    """Return the view of the first page, with main findings and first steps as they are told elsewhere."""
    card = reader.scorecard
    level = card.level.level
    say = reader.words
    practices = list(card.practices.values())
    return Overview(
        eyebrow=eyebrow(reader),
        headline=overview_headline(reader),
        lead=lead(reader),
        level=str(level) if level else "–",
        level_name=reader.level_name(level) if level else say("levels.none"),
        level_note=_level_note(reader, level),
        facts=_facts(reader),
        bind_heading=_bind_heading(reader),
        binds=_binds(reader),
        bind_text=say("overview.not_blocked_text") if level and not card.level.binding else "",
        is_free=bool(level and not card.level.binding),
        note=say("overview.single") if sum(firm_people(reader)) == 1 else "",
        radar=radar_chart(reader),
        practices=practices_chart(reader),
        radar_caption=_radar_caption(reader),
        cards=tuple(_card(reader, dimension) for dimension in reader.instrument.dimensions),
        first_heading=say("overview.first_blocking", level=reader.next_level)
        if card.level.binding
        else say("overview.first_gap"),
        first=tuple(_step(reader, practice) for practice in first_practices(reader)),
        first_none=say("overview.first_none" if card.index else "overview.first_unrated"),
        groups=tuple(_group(reader, dimension) for dimension in reader.instrument.dimensions),
        dots_heading=say("overview.thirty", n=len(practices)),
        dots_caption=_dots_caption(reader),
        has_verified=any(p.verified for p in practices),
        has_customer=any(p.customer for p in practices),
        has_previous=bool(reader.previous),
        level_names=tuple(reader.level_short(n) for n in range(1, reader.instrument.top + 1)),
        coverage=() if reader.is_public else coverage_rows(reader),
        coverage_caption=say(
            "chart.coverage_caption", floor=reader.percent(reader.instrument.scoring.coverage_floor)
        ),
        robustness="" if reader.is_public else robustness_sentence(reader),
        findings=tuple(findings),
        findings_rule=say("findings.rule_public" if reader.is_public else "findings.rule"),
        thirty=tuple(thirty),
    )


def lead(reader: Reader) -> str:
    """Return the index, the level and what is missing for the next one, in two sentences."""
    say, card = reader.words, reader.scorecard
    index = reader.score(card.index.claimed.value) if card.index else ""
    if card.level.level is None:
        items = say.join([reader.name(missing.id) for missing in card.level.missing])
        return say("lead.not_rated" if card.index else "lead.not_rated_bare", items=items, index=index)
    text = say(
        "lead.level_public" if reader.is_public else "lead.level",
        index=index,
        percent=numbers.percent(card.index.percent / 100, digits=1) if card.index else "",
        level=say.ordinal(card.level.level),
        level_name=reader.level_verb(card.level.level),
    )
    if not card.level.binding:
        return text + say("language.space") + say("lead.top")
    items = say.join([reader.name(constraint.id) for constraint in card.level.binding])
    few = len(card.level.binding) <= len(card.dimensions) // 2 + 2
    key = "lead.blocked" if few else "lead.blocked_many"
    if len(card.level.binding) == 1:
        key = "lead.blocked_one"
    values = {"next": reader.next_level, "items": items, "count": len(card.level.binding)}
    return text + say("language.space") + say(key, **values)


def _level_note(reader: Reader, level: int | None) -> str:
    if level is None:
        return reader.words("levels.none_meaning")
    meaning = reader.text(reader.instrument.levels[level - 1].meaning).rstrip("。.")
    return (
        f"{meaning} · {reader.words('levels.of', n=reader.words(f'levels.numerals.{reader.instrument.top}'))}"
    )


def _facts(reader: Reader) -> tuple[Fact, ...]:
    say, card = reader.words, reader.scorecard
    rated = sum(1 for p in card.practices.values() if p.claimed)
    applicable = sum(1 for p in card.practices.values() if p.status != "not-applicable")
    facts = []
    if card.index and reader.is_public:
        low = int(card.index.percent)
        facts.append(Fact(value=f"{low}–{low + INDEX_BAND}%", label=say("overview.index_band")))
    elif card.index:
        index = reader.score(card.index.claimed.value)
        shown = numbers.percent(card.index.percent / 100, digits=1)
        facts.append(Fact(value=shown, label=say("overview.index", index=index)))
    if card.verified_level is None:
        facts.append(Fact(value="–", label=say("overview.verified_none")))
    else:
        level = card.verified_level.level
        facts.append(Fact(value=str(level) if level else "–", label=say("overview.verified")))
    facts.append(Fact(value=f"{rated}/{applicable}", label=say("overview.rated")))
    return tuple(facts)


def _bind_heading(reader: Reader) -> str:
    level = reader.scorecard.level
    if level.level is None:
        return reader.words("overview.missing")
    if not level.binding:
        return reader.words("overview.not_blocked")
    return reader.words("overview.binding", level=reader.next_level)


def _binds(reader: Reader) -> tuple[Bind, ...]:
    level = reader.scorecard.level
    if level.level is None:
        return tuple(Bind(text=_missing(reader, m), href=reader.href(m.id)) for m in level.missing)
    return tuple(
        Bind(text=reader.constraint(c), href=reader.href(c.id), note=reader.shortfall(c))
        for c in level.binding
    )


def _missing(reader: Reader, missing: Missing) -> str:
    if missing.kind == "keystone":
        return reader.words("overview.missing_keystone", name=reader.name(missing.id))
    coverage = reader.scorecard.dimensions[missing.id].coverage
    return reader.words(
        "overview.missing_dimension",
        name=reader.name(missing.id),
        coverage=reader.percent(coverage) if coverage is not None else reader.words("chart.none"),
        floor=reader.percent(reader.instrument.scoring.coverage_floor),
    )


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
        verified=reader.score(scored.verified.value) if scored.verified else "–",
        target=reader.target(reader.scorecard.targets[dimension.id]),
        ladder=reader.ladder(scored),
        line=card_line(reader, dimension),
        is_blocking=any(
            id_ in reader.binding for id_ in (dimension.id, *(p.id for p in dimension.practices))
        ),
    )


def _group(reader: Reader, dimension: Dimension) -> Group:
    rows = tuple(_row(reader, practice) for practice in dimension.practices)
    return Group(name=reader.text(dimension.name), href=reader.href(dimension.id), rows=rows)


def _row(reader: Reader, practice: Practice) -> Row:
    scored = reader.scorecard.practices[practice.id]
    claimed, target = scored.claimed, reader.scorecard.targets[practice.id]
    name = reader.text(practice.name)
    label = value_of(reader, scored)
    is_blocking = practice.id in reader.binding
    title = f"{name}{reader.words('language.colon')}{label}"
    return Row(
        code=practice.code,
        name=name,
        href=reader.href(practice.id),
        score=label,
        verified=reader.score(scored.verified.value) if scored.verified else "–",
        customer=reader.score(scored.customer.value) if scored.customer else "–",
        target=reader.target(target),
        level_name=reader.level_name(claimed.level) if claimed else "–",
        track=track(marks_of(reader, scored), reader.instrument.top, title, is_blocking=is_blocking),
        is_keystone=practice.keystone,
        is_blocking=is_blocking,
    )


def _dots_caption(reader: Reader) -> str:
    scored = reader.scorecard.practices.values()
    reached = sum(1 for p in scored if p.claimed and p.claimed.value >= reader.scorecard.targets[p.id])
    rated = sum(1 for p in scored if p.claimed)
    values = {"reached": reached, "below": rated - reached, "unrated": len(scored) - rated}
    if reader.is_public:
        return reader.words("chart.dots_caption_public", **values)
    return reader.words("chart.dots_caption" if values["unrated"] else "chart.dots_caption_all", **values)


def first_practices(reader: Reader) -> tuple[Practice, ...]:
    """Return the practices to look at first.

    Keystones that bind come first, then the practices of dimensions that bind, then the widest gaps.
    """
    card, dimension_of = reader.scorecard, reader.instrument.dimension_of

    def gap(scored: PracticeScore) -> float:
        return float(card.targets[scored.id] - scored.claimed.value) if scored.claimed else 0.0

    open_ = [p for p in card.practices.values() if gap(p) > 0]
    order = {constraint.id: place for place, constraint in enumerate(card.level.binding)}
    last = len(order)
    open_.sort(key=lambda p: (order.get(p.id, last), order.get(dimension_of[p.id].id, last), -gap(p)))
    return tuple(reader.instrument.practice_by_id[p.id] for p in open_[:_FIRST])


def _step(reader: Reader, practice: Practice) -> Step:
    scored = reader.scorecard.practices[practice.id]
    heading, text = next_step(reader, practice)
    return Step(
        name=reader.text(practice.name),
        href=reader.href(practice.id),
        score=reader.score(scored.claimed.value, practice.id) if scored.claimed else "–",
        is_blocking=practice.id in reader.binding,
        heading=heading,
        text=text,
    )


def coverage_rows(reader: Reader) -> tuple[Coverage, ...]:
    """Return the coverage of every dimension."""
    return tuple(_coverage(reader, dimension) for dimension in reader.instrument.dimensions)


def _coverage(reader: Reader, dimension: Dimension) -> Coverage:
    scored = reader.scorecard.dimensions[dimension.id]
    share = scored.coverage
    name = reader.text(dimension.name)
    label = reader.percent(share) if share is not None else reader.words("chart.none")
    floor = float(reader.instrument.scoring.coverage_floor)
    title = f"{name}{reader.words('language.colon')}{label}"
    return Coverage(
        name=name,
        share=label,
        bar=bar(float(share or 0), floor, title),
        worst=reader.score(scored.worst) if scored.worst is not None else "–",
        best=reader.score(scored.best) if scored.best is not None else "–",
    )


def _sheets(reader: Reader, insight: Insight) -> Iterator[Sheet]:
    main, first = main_findings(reader, insight.findings), thirty_days(reader, insight.roadmap)
    yield Sheet(name="index", template="overview", view=overview(reader, main, first))


PAGE = ReportPage(order=10, is_public=True, sheets=_sheets)
