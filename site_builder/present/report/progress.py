"""The plan followed up: planned and done with dates, and what the next assessment says of what is done."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from site_builder.model.findings import Insight
from site_builder.model.page import Chart, Sentence
from site_builder.model.progress import Tracked
from site_builder.present.shared.drawings.progress import (
    month_name,
    progress_chart,
    step_bar,
    time_line,
)
from site_builder.present.shared.eyebrow import eyebrow
from site_builder.present.shared.reader import Reader, sentence, wave_text
from site_builder.present.shared.report_page import ReportPage, Sheet
from site_builder.present.shared.results import Result, results_of
from site_builder.present.shared.tracking import planned_dates

_MOST_NAMES = 3
_ROOM = 0.1
"""The share of the time line that the name of a month takes; it stands before its line."""

_NONE = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressRow:
    """One step: planned and real, its state, how many days early or late, and its proof."""

    name: str
    href: str
    to: str
    title: str
    owner: str
    planned: str
    real: str
    state: str
    gap: str
    proof: str
    note: str
    drawing: str
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanProgress:
    """One plan; `ticks` are shares of the time line in percent, each with its month."""

    id: str
    heading: str
    summary: str
    chart: Chart | None
    ticks: tuple[tuple[str, str], ...]
    rows: tuple[ProgressRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressView:
    """The view of the page."""

    eyebrow: str
    headline: Sentence
    lead: Sentence
    plans: tuple[PlanProgress, ...]
    further: str
    results: tuple[Result, ...]


def progress_view(reader: Reader, insight: Insight) -> ProgressView:
    """Return the view of the page; the assessment has progress."""
    progress = reader.scorecard.assessment.progress
    assert progress is not None  # noqa: S101 - the page is made only where there is some
    today = progress.day or reader.scorecard.assessment.day
    plans = list(_plans(reader))
    results = tuple(results_of(reader))
    say = reader.words
    return ProgressView(
        eyebrow=eyebrow(reader),
        headline=sentence(_headline(reader, plans[0], today, results)),
        lead=say("progress.lead", day=today.isoformat() if today else _NONE),
        plans=tuple(_plan(reader, wave, steps, today) for wave, steps in plans),
        further=_further(reader, insight, plans),
        results=results,
    )


def _plans(reader: Reader) -> Iterator[tuple[str | None, list[Tracked]]]:
    """Yield the steps of each plan in their order: the present one's, then those of earlier waves."""
    assessment = reader.scorecard.assessment
    steps = assessment.progress.steps if assessment.progress else ()
    for wave in (assessment.wave, *(earlier.wave for earlier in assessment.earlier)):
        known = {wave, None} if wave == assessment.wave else {wave}
        found = [step for step in steps if step.wave in known]
        if found:
            yield wave, sorted(found, key=lambda step: (step.start or step.started or date.max, step.id))


def _headline(
    reader: Reader, plan: tuple[str | None, list[Tracked]], today: date | None, results: Sequence[Result]
) -> str:
    """Return how far the newest plan has come; of an earlier wave's, what it brought."""
    say, (wave, steps) = reader.words, plan
    done = sum(step.is_done for step in steps)
    values = {"done": done, "all": len(steps), "wave": wave_text(wave or "", say)}
    told = [result for result in results if result.is_reached is not None]
    if wave != reader.scorecard.assessment.wave and told:
        return _brought(reader, told, values)
    late = [step for step in steps if step.is_overdue(today)]
    late.sort(key=lambda step: (step.due or date.max, step.id))
    names = say.join([reader.coded_name(step.practice) for step in late[:_MOST_NAMES]])
    if not late:
        return say("progress.headline_all" if done == len(steps) else "progress.headline_none_late", **values)
    key = "one" if len(late) == 1 else "few" if len(late) <= _MOST_NAMES else "many"
    return say(f"progress.headline_late_{key}", **values, late=len(late), names=names)


def _brought(reader: Reader, told: Sequence[Result], values: dict[str, Any]) -> str:
    """Return how many of the scores came out as expected, and which did not where these are few."""
    say, short = reader.words, [result.name for result in told if not result.is_reached]
    key = "_all" if not short else "_but" if len(short) <= _MOST_NAMES < len(told) else ""
    counts = {"reached": len(told) - len(short), "told": len(told), "names": say.join(short)}
    return say(f"progress.headline_brought{key}", **values, **counts)


def _further(reader: Reader, insight: Insight, plans: Sequence[tuple[str | None, list[Tracked]]]) -> str:
    """Return how many steps of the present plan nobody follows up yet, where others of it are."""
    wave, steps = plans[0]
    if wave != reader.scorecard.assessment.wave:
        return ""
    known = {(step.practice, step.to) for step in steps}
    more = sum((step.practice, step.to) not in known for step in planned_dates(reader, insight.roadmap, None))
    return reader.words("progress.further", steps=reader.words.count("steps", more)) if more else ""


def _plan(reader: Reader, wave: str | None, steps: Sequence[Tracked], today: date | None) -> PlanProgress:
    say = reader.words
    is_present = wave == reader.scorecard.assessment.wave
    heading = say(
        "progress.plan_present" if is_present else "progress.plan_of", wave=wave_text(wave or "", say)
    )
    line = time_line(steps, today)
    states = [step.state for step in steps]
    counts = {f"n_{state.replace('-', '_')}": states.count(state) for state in ("not-begun", "at-work")}
    summary = say(
        "progress.summary",
        done=sum(step.is_done for step in steps),
        proven=states.count("proven"),
        late=sum(step.is_overdue(today) for step in steps),
        **counts,
    )
    id_ = re.sub(r"[^a-zA-Z0-9-]+", "-", wave or "plan")
    return PlanProgress(
        id=f"plan-{id_}",
        heading=heading,
        summary=summary,
        chart=progress_chart(reader, f"progress-{id_}", heading, steps, today),
        ticks=tuple(
            (f"{100 * share:.1f}", month_name(day))
            for share, day in (line.ticks if line else ())
            if share > _ROOM
        ),
        rows=tuple(_row(reader, step, steps, today) for step in steps),
    )


def _row(reader: Reader, step: Tracked, steps: Sequence[Tracked], today: date | None) -> ProgressRow:
    say, line = reader.words, time_line(steps, today)
    written = reader.step(step.practice, step.to)
    name = reader.coded_name(step.practice)
    owner = step.owner or (sentence(reader.posts([written.responsible])) if written else _NONE)
    planned, real = _span(reader, step.start, step.due), _span(reader, step.started, step.finished)
    label = say("progress.bar", name=name, planned=planned, real=real)
    return ProgressRow(
        name=name,
        href=reader.href(step.practice),
        to=f"→ {step.to}",
        title=reader.step_title(step.practice, step.to),
        owner=owner,
        planned=planned,
        real=real,
        state=say(f"progress.states.{step.state}"),
        gap=_gap(reader, step, today),
        proof=step.proof or "",
        note=step.note or "",
        drawing=step_bar(step, line, today, label) if line else "",
        is_late=step.is_overdue(today),
    )


def _span(reader: Reader, start: date | None, end: date | None) -> str:
    if start is None and end is None:
        return _NONE
    first, last = (day.isoformat() if day else "" for day in (start, end))
    key = "span" if start and end else "since" if start else "until"
    return reader.words(f"progress.{key}", start=first, end=last)


def _gap(reader: Reader, step: Tracked, today: date | None) -> str:
    """Return how many days early or late a step is, against its planned end; empty where none is known."""
    say, day = reader.words, step.finished if step.is_done else today
    if step.due is None or day is None:
        return ""
    days = (day - step.due).days
    if step.is_done:
        key = "on_time" if days == 0 else "late" if days > 0 else "early"
    else:
        key = "overdue_by" if days > 0 else "due_in"
    return say(f"progress.{key}", days=say.count("days", abs(days)))


def _sheets(reader: Reader, insight: Insight) -> Iterator[Sheet]:
    progress = reader.scorecard.assessment.progress
    if progress is not None and progress.steps:
        yield Sheet(name="progress", view=progress_view(reader, insight))


PAGE = ReportPage(order=85, section="action", sheets=_sheets)
