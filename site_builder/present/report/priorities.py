"""What to do first, with the arithmetic of every rank."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from site_builder.charts.impact import Axes, Dot, impact_effort
from site_builder.language import numbers
from site_builder.model.advice import Advice, Advised
from site_builder.model.findings import Insight
from site_builder.model.page import Chart, DataTable, Sentence
from site_builder.model.roadmap import Roadmap
from site_builder.present.shared.eyebrow import eyebrow
from site_builder.present.shared.next_level import what_a_level_asks, worth_aiming_at
from site_builder.present.shared.reader import Reader, sentence
from site_builder.present.shared.report_page import ReportPage, Sheet
from site_builder.present.shared.story import where_in_plan

_FIRST, _MOST_EFFORT = 5, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityRow:
    """One practice: where it stands, what to reach, why here, and what its next level asks."""

    name: str
    href: str
    score: str
    target: str
    asks: str
    text: str
    step: str
    proof: str
    why: tuple[str, ...]
    formula: str
    planned: str
    note: str
    is_blocking: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PrioritiesView:
    """The view of the page."""

    eyebrow: str
    headline: Sentence
    lead: Sentence
    rows: tuple[PriorityRow, ...]
    rest: tuple[PriorityRow, ...]
    shifting: str
    chart: Chart | None


def priorities_view(reader: Reader, advice: Advice, roadmap: Roadmap, first: int) -> PrioritiesView:
    """Return the view of the page.

    Args:
        reader: the language.
        advice: the practices below their targets, ranked.
        roadmap: the plan, which begins with what its aim needs.
        first: how many are told in full; the others follow in short.

    """
    say, ranked = reader.words, advice.ranked
    rows = tuple(_row(reader, advised, roadmap) for advised in ranked)
    headline = say("priorities.headline_none")
    if ranked:
        names = say.join([reader.name(advised.practice) for advised in ranked[:2]])
        headline = say("priorities.headline", names=names)
    shifting = say("priorities.shifting_none", tried=advice.tried)
    if advice.shifting:
        names = say.join([reader.name(id_) for id_ in advice.shifting])
        shifting = say("priorities.shifting", tried=advice.tried, names=names)
    return PrioritiesView(
        eyebrow=eyebrow(reader),
        headline=sentence(headline),
        lead=say("priorities.lead_aim" if roadmap.aim.raises else "priorities.lead"),
        rows=rows[:first],
        rest=rows[first:],
        shifting=shifting if ranked else "",
        chart=_chart(reader, advice),
    )


def _chart(reader: Reader, advice: Advice) -> Chart | None:
    """Return impact against effort; impact is the priority without its effort."""
    say, dots = reader.words, []
    for advised in advice.ranked:
        practice = reader.instrument.practice_by_id[advised.practice]
        name = reader.coded_name(practice.id)
        dots.append(
            Dot(
                code=practice.code,
                title=name,
                href=reader.href(practice.id),
                effort=advised.effort,
                impact=float(advised.priority * advised.effort),
                is_blocking=practice.id in reader.binding,
            )
        )
    axes = Axes(effort=say("priorities.axis_effort"), impact=say("priorities.axis_impact"))
    if not dots:
        return None
    title = say("priorities.picture")
    rows = tuple((dot.title, str(dot.effort), f"{dot.impact:.3f}") for dot in dots)
    header = (say("overview.practice"), say("priorities.points"), say("priorities.impact"))
    return Chart(
        title=title,
        drawing=impact_effort(dots, _MOST_EFFORT, axes, title),
        table=DataTable(id="impact-effort", header=header, rows=rows),
    )


def _row(reader: Reader, advised: Advised, roadmap: Roadmap) -> PriorityRow:
    practice = reader.instrument.practice_by_id[advised.practice]
    claimed = reader.scorecard.practices[advised.practice].claimed
    level = worth_aiming_at(reader, practice, advised.levels)
    asks, text = what_a_level_asks(reader, practice, level)
    step = reader.step(practice.id, advised.levels[0])
    return PriorityRow(
        name=reader.coded_name(practice.id),
        href=reader.href(practice.id),
        score=reader.score(claimed.value, practice.id) if claimed else "–",
        target=numbers.decimal(reader.scorecard.targets[practice.id]),
        asks=asks,
        text=text,
        step=reader.text(step.title) if step else "",
        proof=reader.text(step.proof if step else practice.evidence.direct),
        why=tuple(_why(reader, advised)),
        formula=reader.words(
            "priorities.formula",
            weight=_plain(advised.weight),
            gap=numbers.difference(min(advised.gap, Fraction(1))),
            unlock=_plain(1 + advised.unlock / 2),
            effort=advised.effort,
            priority=numbers.decimal(advised.priority, digits=3),
        ),
        planned=where_in_plan(reader, roadmap, [advised.practice]),
        note=reader.words("language.space").join(_notes(reader, advised)),
        is_blocking=advised.practice in reader.binding,
    )


def _plain(value: Fraction) -> str:
    return numbers.plain(value) if value.denominator == 1 else numbers.decimal(value, digits=3)


def _why(reader: Reader, advised: Advised) -> list[str]:
    say = reader.words
    lines = [say("priorities.gap", gap=numbers.difference(advised.gap))]
    if advised.gap > 1:
        lines[0] += say("language.space") + say("priorities.capped")
    if advised.weight != 1:
        lines.append(say("priorities.weight", weight=_plain(advised.weight)))
    if advised.unlock:
        lines.append(say("priorities.unlock", share=numbers.percent(advised.unlock)))
    lines.append(say("priorities.effort", n=advised.effort))
    return [*lines, *_notes(reader, advised)]


def _notes(reader: Reader, advised: Advised) -> list[str]:
    """Return what the firm decided about a practice, and what has to come before it."""
    say, lines = reader.words, []
    for decision in reader.scorecard.assessment.decisions:
        if decision.practice == advised.practice:
            told = say(f"roadmap.decisions.{decision.decision}")
            lines.append(say("priorities.decided", level=say.ordinal(decision.to), decision=told))
    if advised.waits_for:
        lines.append(say("priorities.waits", names=say.join([reader.name(id_) for id_ in advised.waits_for])))
    return lines


def _sheets(reader: Reader, insight: Insight) -> Iterator[Sheet]:
    yield Sheet(name="priorities", view=priorities_view(reader, insight.advice, insight.roadmap, _FIRST))


PAGE = ReportPage(order=70, section="action", sheets=_sheets)
