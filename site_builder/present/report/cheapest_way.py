"""The next level: the cheapest way there, and a place to try other ways."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from site_builder.model.advice import Advice
from site_builder.model.findings import Insight
from site_builder.model.page import Sentence
from site_builder.model.roadmap import Aim, Projection, Raise, Roadmap, Route
from site_builder.model.scorecard import PracticeScore
from site_builder.present.shared.eyebrow import eyebrow
from site_builder.present.shared.reader import Reader, sentence
from site_builder.present.shared.report_page import ReportPage, Sheet
from site_builder.present.shared.scoring_model import as_script_data, firm_model
from site_builder.present.shared.story import few_names, next_steps

_WHAT_IF = ("questionnaire/score.js", "report/whatif.js")


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedPractice:
    """One practice raised."""

    name: str
    href: str
    change: str
    title: str
    points: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionChange:
    """A dimension before and after, and the least that it needs."""

    name: str
    before: str
    after: str
    needs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One practice to try: its score today and the levels it could be raised to."""

    id: str
    name: str
    score: str
    levels: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheapestWayView:
    """The view of the page. `data` is what the script needs, as JSON."""

    eyebrow: str
    headline: Sentence
    lead: Sentence
    way: str
    raises: tuple[RaisedPractice, ...]
    total: str
    dimensions: tuple[DimensionChange, ...]
    outcome: str
    unlike: str
    groups: tuple[tuple[str, tuple[Choice, ...]], ...]
    results: tuple[tuple[str, str, str], ...]
    data: Markup


def cheapest_way_view(reader: Reader, route: Route, roadmap: Roadmap, advice: Advice) -> CheapestWayView:
    """Return the view of the page: the way that the plan takes, and what it could be instead.

    Args:
        reader: the language.
        route: the cheapest way to the level that the plan aims at.
        roadmap: the plan.
        advice: the order of priorities, from which the way may differ.

    """
    say, aim = reader.words, roadmap.aim
    way = _in_order(roadmap) if aim.raises else route.raises  # above the target, where that is reached
    after = (aim.projection, aim.level) if aim.raises else (route.projection, route.level)
    return CheapestWayView(
        eyebrow=eyebrow(reader),
        headline=sentence(_headline(reader, way, aim, route)),
        lead=_lead(reader, roadmap, route),
        way=say("reach.route" if aim.raises else "reach.route_further"),
        raises=tuple(_raised(reader, r) for r in way),
        total=say("reach.total", n=sum(raised.points for raised in way)) + _done(reader),
        dimensions=_dimensions(reader, *after),
        outcome=_outcome(reader, after[0]),
        unlike=_unlike(reader, way, advice),
        groups=tuple(
            (reader.text(d.name), tuple(_choice(reader, p.id) for p in d.practices))
            for d in reader.instrument.dimensions
        ),
        results=tuple(
            (d.id, reader.text(d.name), reader.score(claimed.value, d.id) if claimed else "–")
            for d in reader.instrument.dimensions
            for claimed in [reader.scorecard.dimensions[d.id].claimed]
        ),
        data=_data(reader, way, roadmap),
    )


def _raised(reader: Reader, raised: Raise) -> RaisedPractice:
    say = reader.words
    return RaisedPractice(
        name=reader.name(raised.practice),
        href=reader.href(raised.practice),
        change=say("reach.change", before=say.ordinal(raised.before), after=say.ordinal(raised.to)),
        title=say("reach.glue").join(
            reader.text(step.title)
            for level in range(raised.before + 1, raised.to + 1)
            if (step := reader.step(raised.practice, level))
        ),
        points=say("roadmap.points", n=raised.points),
    )


def _done(reader: Reader) -> str:
    """Return which steps are done and count, where the score does not show them yet."""
    names = [
        reader.name(decision.practice)
        for decision in reader.scorecard.assessment.decisions
        if decision.decision == "done"
        and (claimed := reader.scorecard.practices[decision.practice].claimed)
        and claimed.value < decision.to
    ]
    if not names:
        return ""
    return reader.words("language.space") + reader.words("reach.done_counts", names=reader.words.join(names))


def _in_order(roadmap: Roadmap) -> tuple[Raise, ...]:
    """Return what the aim raises, in the order in which the plan begins with it."""
    order = list(dict.fromkeys(step.practice for step in next_steps(roadmap) if step.is_aimed))
    last = len(order)
    return tuple(
        sorted(roadmap.aim.raises, key=lambda r: order.index(r.practice) if r.practice in order else last)
    )


def _lead(reader: Reader, roadmap: Roadmap, route: Route) -> str:
    """Return why it is this way, and what a cheaper one would ask."""
    say, aim = reader.words, roadmap.aim
    if not aim.raises:
        return say("reach.lead_further" if route.raises else "reach.lead_try")
    lead = say("reach.lead" if aim.is_in_time else "reach.lead_late" if aim.late else "reach.lead_out")
    if route.raises and route.points < aim.points:
        names = few_names(reader, [raised.practice for raised in route.raises])
        lead += say("language.space") + say("reach.cheaper", n=route.points, names=names)
    elif route.raises and not route.is_only and aim.is_in_time:
        lead += say("language.space") + say("reach.ties", n=route.points)
    return lead


def _headline(reader: Reader, way: Sequence[Raise], aim: Aim, route: Route) -> str:
    say = reader.words
    if route.reason and not way:
        names = say.join([reader.name(id_) for id_ in route.blocking])
        return say(f"reach.headline_{route.reason.replace('-', '_')}", names=names, level=reader.next_level)
    level = say.ordinal(route.level or 1)
    if not way:
        return say("reach.headline_done", level=level)
    values = {"names": few_names(reader, [r.practice for r in way]), "points": sum(r.points for r in way)}
    return say("reach.headline" if aim.raises else "reach.headline_further", level=level, **values)


def _dimensions(
    reader: Reader, projection: Projection | None, level: int | None
) -> tuple[DimensionChange, ...]:
    if projection is None or level is None:
        return ()
    needs = level - reader.instrument.scoring.level_step
    return tuple(
        DimensionChange(
            name=reader.name(id_),
            before=reader.score(now.value, id_),
            after=reader.score(value, id_),
            needs=reader.score(Fraction(needs)),
        )
        for id_, value in projection.dimensions.items()
        if (now := reader.scorecard.dimensions[id_].claimed)
    )


def _outcome(reader: Reader, projection: Projection | None) -> str:
    if projection is None or projection.index is None or projection.level is None:
        return ""
    level = reader.words.ordinal(projection.level)
    return reader.words("reach.outcome", index=reader.score(projection.index), level=level)


def _unlike(reader: Reader, way: Sequence[Raise], advice: Advice) -> str:
    """Return how the way differs from the order of the advice."""
    if not way:
        return ""
    say, raised = reader.words, [r.practice for r in way]
    first = [advised.practice for advised in advice.ranked[: len(raised)]]
    only = [id_ for id_ in first if id_ not in raised]
    if not only:
        return say("reach.like")
    return say("reach.unlike", names=few_names(reader, only), n=len(raised))


def _choice(reader: Reader, id_: str) -> Choice:
    practice, scored = reader.instrument.practice_by_id[id_], reader.scorecard.practices[id_]
    levels = range(_lowest(scored), reader.instrument.top + 1) if scored.claimed else ()
    return Choice(
        id=id_,
        name=reader.coded_name(practice.id),
        score=reader.score(scored.claimed.value, id_) if scored.claimed else "–",
        levels=tuple((level, reader.level_name(level)) for level in levels),
    )


def _lowest(scored: PracticeScore) -> int:
    """Return the lowest level that a practice could be raised to: its own, where that is not complete."""
    assert scored.claimed is not None, scored.id  # noqa: S101 - asked only for rated practices
    level = scored.claimed.level
    return level if scored.claimed.value < level else level + 1


def _data(reader: Reader, way: Sequence[Raise], roadmap: Roadmap) -> Markup:
    """Return what the script computes with: the model with this firm's weights, today's values, two plans."""
    say = reader.words
    done = {d.practice: d.to for d in reader.scorecard.assessment.decisions if d.decision == "done"}
    planned = dict(done)
    for step in roadmap.steps:
        planned[step.practice] = max(step.to, planned.get(step.practice, 0))
    data = firm_model(reader.scorecard) | {
        "presets": {"route": done | {r.practice: r.to for r in way}, "roadmap": planned},
        "done": done,
        "names": {
            id_: reader.name(id_) for id_ in (*reader.scorecard.dimensions, *reader.scorecard.practices)
        },
        "levels": {id_: p.claimed.level for id_, p in reader.scorecard.practices.items() if p.claimed},
        "effort": {p.id: p.effort for p in reader.instrument.practices},
        "words": {
            key: say.entries[f"reach.{key}"]
            for key in ("binds", "free", "no_level", "chosen", "none_chosen", "copied", "copy_failed")
        }
        | {
            "ordinals": [say.ordinal(n) for n in range(1, reader.instrument.top + 1)],
            "listing": say("language.listing"),
        },
    }
    return as_script_data(data)


def _sheets(reader: Reader, insight: Insight) -> Iterator[Sheet]:
    view = cheapest_way_view(reader, insight.route, insight.roadmap, insight.advice)
    # Its address stays as it was: people have remarks under this name.
    yield Sheet(name="reach", template="cheapest_way", view=view, scripts=_WHAT_IF)


PAGE = ReportPage(order=90, section="action", sheets=_sheets)
