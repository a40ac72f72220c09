"""One dimension: its score and how it comes about, what it blocks, and its practices in full."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from site_builder.language import numbers
from site_builder.model.findings import Insight
from site_builder.model.instrument import Dimension, Practice
from site_builder.model.page import Sentence
from site_builder.model.roadmap import Roadmap
from site_builder.model.scorecard import DimensionScore, Score
from site_builder.present.shared.blockers import (
    Blocker,
    dimension_blocker,
    dimension_blockers_heading,
)
from site_builder.present.shared.drawings.changes import signed
from site_builder.present.shared.drawings.figures import level_names
from site_builder.present.shared.eyebrow import eyebrow
from site_builder.present.shared.formulas import dimension_formula
from site_builder.present.shared.headline import binding_within, dimension_headline
from site_builder.present.shared.key_figures import KeyFigure
from site_builder.present.shared.practice import PracticeView, practice_view
from site_builder.present.shared.reader import Reader
from site_builder.present.shared.report_page import ReportPage, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """The dimension before or after this one."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionView:
    """The view of a dimension's page."""

    eyebrow: str
    headline: Sentence
    lead: Sentence
    problem: str
    intro: str
    score: str
    is_span: bool
    level_name: str
    level_note: str
    ladder: str
    facts: tuple[KeyFigure, ...]
    bind_heading: str
    binds: tuple[Blocker, ...]
    bind_text: str
    is_free: bool
    formula: str
    formula_note: str
    practices_heading: str
    practices: tuple[PracticeView, ...]
    has_answers: bool
    has_verified: bool
    has_customer: bool
    has_previous: bool
    level_names: tuple[str, ...]
    before: Neighbour | None
    after: Neighbour | None


def dimension_view(reader: Reader, dimension: Dimension, roadmap: Roadmap) -> DimensionView:
    """Return the view of one dimension, with the steps that the plan takes in it."""
    scored = reader.scorecard.dimensions[dimension.id]
    claimed, binding = scored.claimed, binding_within(reader, dimension)
    views = [practice_view(reader, practice, roadmap) for practice in _in_order(reader, dimension)]
    all_ = [reader.scorecard.practices[practice.id] for practice in dimension.practices]
    before, after = _neighbours(reader, dimension)
    return DimensionView(
        eyebrow=eyebrow(reader),
        headline=dimension_headline(reader, dimension),
        lead=_lead(reader, dimension, scored),
        problem=reader.text(dimension.problem),
        intro=reader.text(dimension.intro),
        score=_mark(reader, dimension, claimed),
        is_span=bool(claimed and claimed.within),
        level_name=reader.level_name(claimed.level) if claimed else reader.words("practice.not_rated"),
        level_note=_level_note(reader, claimed),
        ladder=reader.ladder(scored),
        facts=_facts(reader, scored),
        bind_heading=dimension_blockers_heading(reader, binding),
        binds=tuple(dimension_blocker(reader, c) for c in binding),
        bind_text=_free_text(reader, dimension, scored) if not binding else "",
        is_free=not binding,
        formula=dimension_formula(reader, dimension, claimed) if claimed and not reader.is_public else "",
        formula_note=_weights_note(reader, claimed) if claimed else "",
        practices_heading=_practices_heading(reader, dimension),
        practices=tuple(views),
        has_answers=any(p.answers.asked for p in all_),
        has_verified=any(p.verified for p in all_),
        has_customer=any(p.customer for p in all_),
        has_previous=any(p.id in reader.previous for p in all_),
        level_names=level_names(reader),
        before=before,
        after=after,
    )


def _mark(reader: Reader, dimension: Dimension, claimed: Score | None) -> str:
    """Return what stands large on the page: the score, or the level where scores are not told."""
    if claimed is None:
        return "–"
    return str(claimed.level) if reader.is_public else reader.score(claimed.value, dimension.id)


def _in_order(reader: Reader, dimension: Dimension) -> list[Practice]:
    """Return the practices as a reader needs them: what blocks first, then from low to high."""

    def _place(practice: Practice) -> tuple[bool, bool, Fraction, str]:
        claimed = reader.scorecard.practices[practice.id].claimed
        return (
            practice.id not in reader.binding,
            claimed is None,
            claimed.value if claimed else Fraction(0),
            practice.code,
        )

    return sorted(dimension.practices, key=_place)


def _lead(reader: Reader, dimension: Dimension, scored: DimensionScore) -> str:
    say = reader.words
    if scored.claimed is None:
        if scored.coverage is None:
            return say("lead.dimension_nothing")
        floor = reader.percent(reader.instrument.scoring.coverage_floor)
        return say("lead.dimension_not_rated", coverage=reader.percent(scored.coverage), floor=floor)
    if reader.is_public:
        level = scored.claimed.level
        return say(
            "lead.dimension_public",
            ordinal=say.ordinal(level),
            level_name=reader.level_within_sentence(level),
        )
    known = [reader.scorecard.practices[practice.id] for practice in dimension.practices]
    rated = sorted((practice.claimed.value, practice.id) for practice in known if practice.claimed)
    (low_value, low), (high_value, high) = rated[0], rated[-1]
    values = {
        "high": reader.names([id_ for value, id_ in rated if value == high_value]),
        "high_value": reader.score(high_value, high),
        "low": reader.names([id_ for value, id_ in rated if value == low_value]),
        "low_value": reader.score(low_value, low),
    }
    key = "lead.dimension_even" if low_value == high_value else "lead.dimension_extremes"
    return say(
        "lead.dimension",
        n=len(rated),
        value=reader.score(scored.claimed.value, dimension.id),
        ordinal=say.ordinal(scored.claimed.level),
        level_name=reader.level_within_sentence(scored.claimed.level),
        extremes=say(key, **values),
    )


def _level_note(reader: Reader, claimed: Score | None) -> str:
    if claimed is None:
        return ""
    meaning = reader.text(reader.instrument.levels[claimed.level - 1].meaning).rstrip("。.")
    meaning = meaning[0].lower() + meaning[1:]
    return f"{reader.words.ordinal(claimed.level)}{reader.words('language.clause')}{meaning}"


def _facts(reader: Reader, scored: DimensionScore) -> tuple[KeyFigure, ...]:
    say = reader.words
    target = reader.scorecard.targets[scored.id]
    gap = target - scored.claimed.value if scored.claimed else None
    reached = say("dimension.target_reached")
    if gap is None or (gap > 0 and reader.is_public):
        reached = say("chart.target")
    elif gap > 0:
        reached = say("dimension.target", gap=numbers.difference(gap))
    facts = [KeyFigure(value=reader.target(target), label=reached)]
    if scored.verified:
        facts.append(
            KeyFigure(
                value=reader.score(scored.verified.value, scored.id),
                label=say("dimension.verified_public" if reader.is_public else "dimension.verified"),
            )
        )
    else:
        facts.append(KeyFigure(value="–", label=say("dimension.verified_none")))
    facts += _since(reader, scored)
    if scored.coverage == 1:
        facts.append(KeyFigure(value="100%", label=say("dimension.coverage_full")))
    elif scored.coverage is not None and scored.worst is not None and scored.best is not None:
        bounds = {"worst": reader.score(scored.worst), "best": reader.score(scored.best)}
        facts.append(
            KeyFigure(value=reader.percent(scored.coverage), label=say("dimension.coverage", **bounds))
        )
    return tuple(facts)


def _since(reader: Reader, scored: DimensionScore) -> list[KeyFigure]:
    """Return the change since the last wave, and whether it says anything."""
    wave = next((wave for wave in reader.scorecard.earlier if wave.reason is None), None)
    change = next((change for change in wave.dimensions if change.id == scored.id), None) if wave else None
    if change is None:
        return []
    key = "unknown"
    if change.yardstick is not None:
        key = "clear" if abs(float(change.difference)) > change.yardstick else "noise"
    return [KeyFigure(value=signed(change), label=reader.words(f"dimension.since_{key}"))]


def _free_text(reader: Reader, dimension: Dimension, scored: DimensionScore) -> str:
    """Return by how much a dimension clears the gate of the next level, with its keystone."""
    level = reader.scorecard.level
    if level.level is None or not level.binding or scored.claimed is None or reader.is_public:
        return ""
    scoring, next_ = reader.instrument.scoring, level.level + 1
    keystones = [p for p in dimension.practices if p.keystone and reader.scorecard.practices[p.id].claimed]
    if not keystones:
        return ""
    lowest = min(keystones, key=lambda p: _claimed(reader, p.id))
    return reader.words(
        "dimension.free_text",
        value=reader.score(scored.claimed.value, dimension.id),
        needs=numbers.decimal(next_ - scoring.level_step),
        name=reader.text(lowest.name),
        keystone_value=reader.score(_claimed(reader, lowest.id), lowest.id),
        keystone_needs=numbers.decimal(next_ - scoring.keystone_margin),
    )


def _claimed(reader: Reader, id_: str) -> Fraction:
    claimed = reader.scorecard.practices[id_].claimed
    return claimed.value if claimed else Fraction(0)


def _weights_note(reader: Reader, claimed: Score) -> str:
    notes = [reader.words("why.exact")]
    if not claimed.parts:
        notes[0] = reader.words("dimension.coarse")
    elif len({part.weight for part in claimed.parts}) == 1:
        notes.insert(0, reader.words("dimension.even_weights"))
    return reader.words("language.space").join(notes)


def _practices_heading(reader: Reader, dimension: Dimension) -> str:
    """Return the heading over the practices: how many have reached the level the firm is after."""
    say, card = reader.words, reader.scorecard
    goal = min((card.level.level or 2) + 1, reader.instrument.top)
    levels = [p.claimed.level for id_ in dimension.practices if (p := card.practices[id_.id]).claimed]
    low, n = sum(1 for level in levels if level < goal), len(levels)
    if n <= 1:
        return say("dimension.practices", n=len(dimension.practices))
    key = "2" if not low else "1" if low == n else "0"
    return say(f"dimension.split.{key}", low=low, high=n - low, n=n, level=say.ordinal(goal))


def _neighbours(reader: Reader, dimension: Dimension) -> tuple[Neighbour | None, Neighbour | None]:
    dimensions = reader.instrument.dimensions
    at = dimensions.index(dimension)

    def _link(other: Dimension, direction: str) -> Neighbour:
        text = f"{reader.words(direction)}{reader.words('language.colon')}{reader.text(other.name)}"
        return Neighbour(text=text, href=reader.href(other.id))

    before = _link(dimensions[at - 1], "site.previous") if at else None
    after = _link(dimensions[at + 1], "site.next") if at + 1 < len(dimensions) else None
    return before, after


def _sheets(reader: Reader, insight: Insight) -> Iterator[Sheet]:
    for dimension in reader.instrument.dimensions:
        view = dimension_view(reader, dimension, insight.roadmap)
        yield Sheet(name=dimension.id, template="dimension", title=reader.text(dimension.name), view=view)


PAGE = ReportPage(order=20, is_public=True, sheets=_sheets)
