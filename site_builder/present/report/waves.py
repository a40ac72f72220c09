"""Earlier waves beside this one; small changes are called what they are."""

from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.language import numbers
from site_builder.model.findings import Insight
from site_builder.model.page import Chart, Sentence
from site_builder.model.waves import Change, EarlierWave
from site_builder.present.shared.drawings.changes import (
    change_row,
    changes_chart,
    ordered_changes,
    signed,
    verdict,
)
from site_builder.present.shared.drawings.figures import level_names
from site_builder.present.shared.drawings.lines import LinesView, lines_view
from site_builder.present.shared.eyebrow import eyebrow
from site_builder.present.shared.reader import Reader, wave_text, within
from site_builder.present.shared.report_page import ReportPage, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One dimension or practice: then, now, and how to take the difference."""

    name: str
    href: str
    before: str
    after: str
    change: str
    verdict: str
    drawing: str
    is_dimension: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierWaveView:
    """One earlier wave; with a `reason` nothing is compared."""

    heading: str
    reason: str
    facts: tuple[str, ...]
    chart: Chart | None
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WavesView:
    """The view of the page; `lines` only where there are waves enough for them."""

    eyebrow: str
    headline: Sentence
    lead: Sentence
    lines: LinesView | None
    waves: tuple[EarlierWaveView, ...]
    level_names: tuple[str, ...]


def waves_view(reader: Reader) -> WavesView:
    """Return the view of the page on earlier waves."""
    say = reader.words
    return WavesView(
        eyebrow=eyebrow(reader),
        headline=_headline(reader),
        lead=say("waves.lead"),
        lines=lines_view(reader),
        waves=tuple(_wave(reader, wave) for wave in reader.scorecard.earlier),
        level_names=level_names(reader),
    )


def _headline(reader: Reader) -> str:
    say = reader.words
    wave = next((wave for wave in reader.scorecard.earlier if wave.reason is None), None)
    if wave is None:
        return say("waves.headline_none")
    clear = [change for change in wave.dimensions if verdict(change) in {"up", "down"}]
    values = {"wave": wave_text(wave.wave, say), "n": len(clear), "total": len(wave.dimensions)}
    if not clear:
        return say("waves.headline_same", **values)
    widest = max(clear, key=lambda change: abs(change.difference))
    size = numbers.decimal(abs(widest.difference))
    return say(f"waves.headline_{verdict(widest)}", **values, name=reader.name(widest.id), change=size)


def _wave(reader: Reader, wave: EarlierWave) -> EarlierWaveView:
    say = reader.words
    heading = say("waves.heading", wave=wave_text(wave.wave, say))
    if wave.reason:
        reason = say(f"waves.reasons.{wave.reason}", k=reader.scorecard.k)
        return EarlierWaveView(heading=heading, reason=reason, facts=(), chart=None, rows=())
    return EarlierWaveView(
        heading=heading,
        reason="",
        facts=tuple(_facts(reader, wave)),
        chart=changes_chart(reader, wave),
        rows=tuple(_row(reader, change) for change in ordered_changes(reader, wave)),
    )


def _facts(reader: Reader, wave: EarlierWave) -> Iterator[str]:
    say, roles = reader.words, reader.instrument.role_by_id

    def _people(respondents: dict[str, int]) -> int:
        return sum(n for role, n in respondents.items() if not roles[role].customer)

    now = _people(dict(reader.scorecard.respondents))
    yield say("waves.people", before=_people(dict(wave.respondents)), after=now)
    yield _level(reader, wave)
    if wave.index:
        values = {"before": reader.score(wave.index.before), "after": reader.score(wave.index.after)}
        yield say("waves.index", **values)


def _level(reader: Reader, wave: EarlierWave) -> str:
    """Return the level then and now; where there was none, why, and where it is not told, only that."""
    say, level = reader.words, reader.scorecard.level.level
    after = say.ordinal(level) if level else within(say("levels.none"))
    if wave.is_level_hidden:
        return say("waves.level_hidden", k=reader.scorecard.k, after=after)
    if wave.level is None:
        kinds = [(m.id, m.kind if m.kind == "keystone" else m.reason) for m in wave.missing]
        reasons = [say(f"waves.missing.{kind}", name=reader.name(id_)) for id_, kind in kinds]
        return say("waves.level_none", reasons=say("language.clause").join(reasons), after=after)
    return say("waves.level", before=say.ordinal(wave.level), after=after)


def _row(reader: Reader, change: Change) -> ChangeRow:
    found = verdict(change)
    yardstick = f"{change.yardstick:.2f}" if change.yardstick is not None else ""
    return ChangeRow(
        name=reader.name(change.id),
        href=reader.href(change.id),
        before=reader.score(change.before),
        after=reader.score(change.after, change.id),
        change=signed(change),
        verdict=reader.words(f"waves.verdicts.{found}", yardstick=yardstick),
        drawing=change_row(reader, change, reader.name(change.id)),
        is_dimension=change.id in reader.instrument.dimension_by_id,
    )


def _sheets(reader: Reader, insight: Insight) -> Iterator[Sheet]:  # noqa: ARG001 - every page is asked alike
    if reader.scorecard.earlier:
        yield Sheet(name="waves", view=waves_view(reader))


PAGE = ReportPage(order=60, section="diagnosis", sheets=_sheets)
