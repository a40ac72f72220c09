"""The roadmap: which steps start in 30, 90 and 365 days, what they bring, and what stays out."""

from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.model.findings import Insight
from site_builder.model.page import Chart, Sentence
from site_builder.model.roadmap import Decided, PlanWave, Projection, Roadmap, Waiting
from site_builder.present.shared.drawings.roadmap import roadmap_chart
from site_builder.present.shared.eyebrow import eyebrow
from site_builder.present.shared.planned_steps import PlannedStep, steps_of_wave
from site_builder.present.shared.reader import Reader, sentence
from site_builder.present.shared.replan import ReplanView, replan_view
from site_builder.present.shared.report_page import ReportPage, Sheet
from site_builder.present.shared.story import aim_headline, aim_lines, why_waiting

_REPLAN = ("questionnaire/score.js", "report/replan.js")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodView:
    """One period of the plan."""

    id: str
    heading: str
    capacity: str
    outcome: str
    steps: tuple[PlannedStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideStep:
    """A step outside the plan: its name, what became of it, and why."""

    name: str
    href: str
    title: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapView:
    """The view of the page."""

    eyebrow: str
    headline: Sentence
    lead: Sentence
    aim_heading: str
    aim: tuple[str, ...]
    chart: Chart
    waves: tuple[PeriodView, ...]
    periods: tuple[str, ...]
    caption: str
    decided: tuple[OutsideStep, ...]
    waiting: tuple[OutsideStep, ...]
    replan: ReplanView | None


def roadmap_view(reader: Reader, roadmap: Roadmap) -> RoadmapView:
    """Return the view of the page."""
    say = reader.words
    waves = tuple(_period(reader, roadmap, index, wave) for index, wave in enumerate(roadmap.waves))
    return RoadmapView(
        eyebrow=eyebrow(reader),
        headline=sentence(aim_headline(reader, roadmap)),
        lead=say("roadmap.lead_public")
        if reader.is_public
        else say(_lead(roadmap)) + say("language.space") + _capacity(reader),
        aim_heading=_aim_heading(reader, roadmap),
        aim=tuple(aim_lines(reader, roadmap)),
        chart=roadmap_chart(reader, roadmap),
        waves=waves,
        periods=tuple(say("roadmap.until", n=wave.end) for wave in roadmap.waves),
        caption=say("roadmap.caption" if roadmap.aim.raises else "roadmap.caption_reached"),
        decided=tuple(_decided(reader, decided) for decided in roadmap.decided),
        waiting=tuple(
            _waiting(reader, roadmap, waiting)
            for waiting in roadmap.waiting
            if waiting.reason not in {"declined", "deferred"}
        ),
        replan=replan_view(reader, roadmap),
    )


def _lead(roadmap: Roadmap) -> str:
    """Return the key of what is said of the order of steps."""
    if roadmap.aim.raises:
        return "roadmap.lead"
    return "roadmap.lead_reached" if roadmap.aim.reason == "reached" else "roadmap.lead_order"


def _capacity(reader: Reader) -> str:
    """Return the capacity that the plan keeps to, and whether the firm gave it."""
    settings = reader.scorecard.assessment.settings
    capacity = settings.capacity
    key = "capacity_own" if capacity.is_given else "capacity_default"
    values = dict(zip("abc", capacity.points, strict=True))
    return reader.words(f"roadmap.{key}", **values)


def _aim_heading(reader: Reader, roadmap: Roadmap) -> str:
    """Return the heading over what the plan promises; empty where there is no level to aim at."""
    level = roadmap.aim.level
    return reader.words("aim.heading", level=reader.words.ordinal(level)) if level else ""


def _period(reader: Reader, roadmap: Roadmap, index: int, wave: PlanWave) -> PeriodView:
    say = reader.words
    return PeriodView(
        id=f"days-{wave.end}",
        heading=say(
            "roadmap.wave_first" if index == 0 else "roadmap.wave", start=wave.start + 1, end=wave.end
        ),
        capacity="" if reader.is_public else say("roadmap.capacity", used=wave.used, capacity=wave.capacity),
        outcome="" if reader.is_public else _at_the_end(reader, roadmap, index, wave),
        steps=steps_of_wave(reader, roadmap, index),
    )


def _at_the_end(reader: Reader, roadmap: Roadmap, index: int, wave: PlanWave) -> str:
    """Return what a period has brought at its end."""
    outcome, done = _outcome(reader, wave.projection, reader.day(wave.end)), _done_note(reader, roadmap)
    if outcome == reader.words("roadmap.outcome_none", day=reader.day(wave.end)):
        return outcome + done
    return _unfinished(reader, roadmap, index, wave) + outcome + done


def _outcome(reader: Reader, projection: Projection, day: str) -> str:
    """Return what the scores would be on a day."""
    say = reader.words
    changes = [
        say(
            "roadmap.dimension",
            name=reader.name(id_),
            before=reader.score(now.value, id_),
            after=reader.score(value, id_),
        )
        for id_, value in projection.dimensions.items()
        if (now := reader.scorecard.dimensions[id_].claimed) and now.value != value
    ]
    if not changes:
        return say("roadmap.outcome_none", day=day)
    level = say("levels.none")
    if projection.level:
        name = reader.level_within_sentence(projection.level)
        level = f"{say.ordinal(projection.level)}{say('language.clause')}{name}"
    index = reader.score(projection.index) if projection.index is not None else "–"
    return say(
        "roadmap.outcome", day=day, index=index, level=level, changes=say("roadmap.glue").join(changes)
    )


def _unfinished(reader: Reader, roadmap: Roadmap, index: int, wave: PlanWave) -> str:
    """Return that none of a period's steps is finished at its end, where that is so."""
    mine = [step for step in roadmap.steps if step.wave == index]
    if not mine or any(step.end <= wave.end for step in mine):
        return ""
    return reader.words("roadmap.unfinished", day=reader.day(wave.end)) + reader.words("language.space")


def _done_note(reader: Reader, roadmap: Roadmap) -> str:
    """Return that steps which are done count, where the score does not show them yet."""
    done = [d.decision for d in roadmap.decided if d.decision.decision == "done" and not d.is_confirmed]
    if not done:
        return ""
    names = reader.words.join([reader.name(decision.practice) for decision in done])
    return reader.words("language.space") + reader.words("roadmap.done_counts", names=names)


def _outside(reader: Reader, practice: str, to: int, state: str, reason: str) -> OutsideStep:
    return OutsideStep(
        name=reader.coded_name(practice),
        href=reader.href(practice),
        title=reader.step_title(practice, to),
        state=state,
        reason=reason,
    )


def _decided(reader: Reader, decided: Decided) -> OutsideStep:
    say, decision = reader.words, decided.decision
    state = say(f"roadmap.decisions.{decision.decision}")
    if decision.until:
        state = say("roadmap.deferred_until", day=decision.until.isoformat())
    reason = reader.any_text(decision.reason)
    if decision.decision == "done" and not decided.is_confirmed:
        reason += say("language.space") + say("roadmap.not_confirmed")
    return _outside(reader, decision.practice, decision.to, state, reason)


def _waiting(reader: Reader, roadmap: Roadmap, waiting: Waiting) -> OutsideStep:
    state = reader.words("roadmap.needed") if waiting.is_aimed else ""
    reason = why_waiting(reader, roadmap, waiting)
    return _outside(reader, waiting.practice, waiting.to, state, reason)


def _sheets(reader: Reader, insight: Insight) -> Iterator[Sheet]:
    yield Sheet(name="roadmap", view=roadmap_view(reader, insight.roadmap), scripts=_REPLAN)


PAGE = ReportPage(order=80, section="action", is_public=True, sheets=_sheets)
