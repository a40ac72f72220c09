"""Checks what is said of the steps of a plan, and counts those that are done."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date

from site_builder.language.words import in_all
from site_builder.model.assessment import Assessment
from site_builder.model.decisions import Decision
from site_builder.model.instrument import Instrument
from site_builder.model.problems import Problem
from site_builder.model.progress import Progress, Tracked
from site_builder.model.source import Document, Place, Read
from site_builder.validate.names import unknown_one

_ORDER = (("start", "due"), ("started", "finished"))


def check_progress(
    read: Read[Progress],
    instrument: Instrument,
    waves: tuple[str | None, Collection[str]],
    decisions: Iterable[Decision],
) -> Iterator[Problem]:
    """Yield what is wrong with a file of progress.

    Args:
        read: the file.
        instrument: what its steps have to fit.
        waves: the one that is reported, and all that there are.
        decisions: what the firm decided about single steps, which progress must not contradict.

    """
    first: dict[tuple[str | None, str, int], str] = {}
    declined = {(d.practice, d.to) for d in decisions if d.decision == "declined"}
    for index, step in enumerate(read.value.steps):
        where: Place = ("steps", index)
        yield from check_step(Read(document=read.document, value=step), instrument, waves[1], where)
        yield from _check_future(read.document, where, step, read.value.as_of)
        if step.is_done and (step.practice, step.to) in declined:
            yield read.document.problem("progress-declined", (*where, "state"), id=step.id)
        key = (step.wave or waves[0], step.practice, step.to)
        if key in first:
            yield read.document.problem("progress-twice", where, id=step.id, first=first[key])
        line, _ = read.document.locate(where)
        first.setdefault(key, f"{read.document.shown}:{line}")


def check_step(
    read: Read[Tracked], instrument: Instrument, waves: Collection[str], where: Place = ()
) -> Iterator[Problem]:
    """Yield what is wrong with one step: what it names, its dates, and whether they fit its state.

    Args:
        read: the step.
        instrument: what it has to fit.
        waves: the waves that there are.
        where: its place in its file.

    """
    step, document = read.value, read.document
    practices = instrument.practice_by_id
    yield from unknown_one(read, (*where, "practice"), "unknown-practice", step.practice, practices)
    if not 2 <= step.to <= instrument.top:  # noqa: PLR2004 - nothing leads to the first level
        yield document.problem("decision-level", (*where, "to"), found=step.to, top=instrument.top)
    if step.wave is not None:
        yield from unknown_one(read, (*where, "wave"), "progress-wave", step.wave, waves)
    for earlier, later in _ORDER:
        one, other = getattr(step, earlier), getattr(step, later)
        if one and other and other < one:
            names = {"later": _column(later), "earlier": _column(earlier)}
            yield document.problem("progress-order", (*where, later), found=other, first=one, **names)
    if step.finished and not step.is_done:
        state = in_all(f"progress.states.{step.state}", "report")
        yield document.problem("progress-not-done", (*where, "finished"), found=step.finished, said=state)
    elif step.started and step.state == "not-begun":
        yield document.problem("progress-not-begun", (*where, "started"), found=step.started)


def _column(key: str) -> dict[str, str]:
    return in_all(f"track.columns.{key}", "track")


def check_day(read: Read[Tracked], day: date) -> Iterator[Problem]:
    """Yield the dates of a step that claim something of days still to come, seen from `day`."""
    yield from _check_future(read.document, (), read.value, day)


def _check_future(document: Document, where: Place, step: Tracked, day: date | None) -> Iterator[Problem]:
    for key in ("started", "finished"):
        found = getattr(step, key)
        if day and found and found > day:
            yield document.problem("progress-future", (*where, key), found=found, day=day)


def count_progress(assessment: Assessment, say: Callable[[Tracked], Mapping[str, str]]) -> Assessment:
    """Return an assessment in which a step that is reported done counts as one that is decided to be.

    So planning sees one thing. A step that was finished before the assessment is left to its score: the
    answers have measured it. Steps of a plan that is newer than the assessment are left out.
    Source: DECISIONS.md, "Plans".

    Args:
        assessment: the assessment, checked.
        say: gives the reason for a step, per language.

    """
    if assessment.progress is None:
        return assessment
    waves = {None, assessment.wave, *(earlier.wave for earlier in assessment.earlier)}
    steps = tuple(step for step in assessment.progress.steps if step.wave in waves)
    done = {(s.practice, s.to): s for s in steps if s.is_done and not assessment.has_measured(s)}
    kept = [d for d in assessment.decisions if d.decision == "done" or (d.practice, d.to) not in done]
    known = {(d.practice, d.to) for d in kept}
    added = [
        Decision(practice=practice, to=to, decision="done", reason=dict(say(step)))
        for (practice, to), step in done.items()
        if (practice, to) not in known
    ]
    progress = assessment.progress.model_copy(update={"steps": steps})
    return assessment.model_copy(update={"progress": progress, "decisions": (*kept, *added)})
