"""A scorecard as a table for the terminal."""

import unicodedata
from collections.abc import Iterator

from site_builder.language.words import Words, words
from site_builder.model.findings import Insight
from site_builder.model.instrument import Instrument, Practice
from site_builder.model.roadmap import Roadmap
from site_builder.model.scorecard import Scorecard
from site_builder.model.status import Status
from site_builder.present.report.cheapest_way import cheapest_way_view
from site_builder.present.report.organisation import organisation_view
from site_builder.present.report.priorities import priorities_view
from site_builder.present.report.roadmap import roadmap_view
from site_builder.present.shared.eyebrow import eyebrow
from site_builder.present.shared.reader import Reader

_NAME, _CELLS = 34, 4


def score_table(card: Scorecard, language: str) -> str:
    """Return the scores of a firm as lines of text; Chinese characters count as two columns."""
    reader = Reader(card, language if language in card.assessment.settings.firm.name else "zh")
    say = words(reader.language, "report", "cli")
    lines = [eyebrow(reader), *_head(reader, say)]
    for dimension in reader.instrument.dimensions:
        scored = card.dimensions[dimension.id]
        value = reader.score(scored.claimed.value, dimension.id) if scored.claimed else "–"
        lines += ["", f"{_pad(f'{dimension.code} {reader.text(dimension.name)}', _NAME)} {value:>5}"]
        lines += [_row(reader, practice) for practice in dimension.practices]
    return "\n".join([*lines, "", say("cli.score_table.legend")])


def _head(reader: Reader, say: Words) -> list[str]:
    card, level = reader.scorecard, reader.scorecard.level
    lines = []
    if level.level:
        name = f"{level.level} {reader.level_name(level.level)}"
        lines.append(say("cli.score_table.level", level=name))
    else:
        missing = say.join([reader.name(m.id) for m in level.missing])
        lines.append(say("cli.score_table.none", missing=missing))
    if card.index:
        values = {
            "index": reader.score(card.index.claimed.value),
            "percent": reader.percent_of_index(),
            "geometric": f"{card.index.geometric:.3f}",
        }
        lines.append(say("cli.score_table.index", **values))
    if card.verified_level and card.index and card.index.verified:
        values = {
            "level": str(card.verified_level.level or "–"),
            "index": reader.score(card.index.verified.value),
        }
        lines.append(say("cli.score_table.verified", **values))
    if level.binding:
        lines.append(say("cli.score_table.binding", level=reader.next_level))
        lines += [
            f"  {reader.constraint(c)}{say('language.clause')}{reader.shortfall(c)}" for c in level.binding
        ]
    return lines


def _row(reader: Reader, practice: Practice) -> str:
    scored = reader.scorecard.practices[practice.id]
    mark = " ◆" if practice.keystone else ""
    name = _pad(f"  {practice.code} {reader.text(practice.name)}{mark}", _NAME)
    if scored.claimed is None:
        return f"{name}     –  {reader.words(f'practice.status.{scored.reason}')}"
    value = reader.score(scored.claimed.value, practice.id)
    bar = _bar(
        float(scored.claimed.value), float(reader.scorecard.targets[practice.id]), reader.instrument.top
    )
    return f"{name} {value:>5}  {bar}  {reader.level_name(scored.claimed.level)}"


def _bar(value: float, target: float, top: int) -> str:
    """Return the score as blocks with the target as a line in between."""
    width = (top - 1) * _CELLS
    filled, goal = round((value - 1) * _CELLS), min(round((target - 1) * _CELLS), width - 1)
    cells = ["█" if n < filled else "·" for n in range(width)]
    cells[goal] = "│"
    return "".join(cells)


def _pad(text: str, width: int) -> str:
    wide = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
    return text + " " * max(0, width - wide)


def advice_list(card: Scorecard, insight: Insight, language: str) -> str:
    """Return what to do first, when, and the cheapest way up as lines of text.

    Args:
        card: the scores.
        insight: what follows from them.
        language: the language of the text; Chinese where the firm has no name in it.

    """
    advice = insight.advice
    reader = Reader(card, language if language in card.assessment.settings.firm.name else "zh")
    view = priorities_view(reader, advice, insight.roadmap, len(advice.ranked))
    lines = [eyebrow(reader), view.headline, ""]
    for number, row in enumerate(view.rows, 1):
        lines.append(f"{number:>2}  {_pad(row.name, _NAME)} {row.score} → {row.target}   {row.formula}")
        lines.append(f"      {row.asks}{reader.words('language.colon')}{row.text}")
    way = cheapest_way_view(reader, insight.route, insight.roadmap, advice)
    lines += ["", view.shifting, "", *_plan_lines(reader, insight.roadmap), "", way.headline]
    lines += [f"  {_pad(row.name, _NAME)} {row.change}  {row.points}  {row.title}" for row in way.raises]
    if known := card.instrument.organisation:
        lines += ["", organisation_view(reader, known).headline]
    return "\n".join(lines).rstrip()


def _plan_lines(reader: Reader, roadmap: Roadmap) -> Iterator[str]:
    """Yield the plan as lines for the terminal."""
    view = roadmap_view(reader, roadmap)
    yield view.headline
    for wave in view.waves:
        yield ""
        yield f"{wave.heading}  {wave.capacity}"
        for step in wave.steps:
            owner = reader.words.bracket(step.owner) if step.owner else ""
            yield f"  {step.days}  {step.name}  {step.title}{owner}"
        yield f"  {wave.outcome}"
    for entry in (*view.decided, *view.waiting):
        text = f"{entry.name}  {entry.title}{reader.words('language.colon')}{entry.state} {entry.reason}"
        yield f"  – {text}"


def status_table(status: Status, instrument: Instrument, say: Words) -> str:
    """Return the state of a wave as lines for the terminal."""
    people = say.count("respondents", status.respondents)
    lines = [say("cli.status.title", wave=status.wave or "–", people=people, last=status.last or "–"), ""]
    for role in status.roles:
        name = instrument.role_by_id[role.role].label[say.language]
        planned = "–" if role.planned is None else str(role.planned)
        line = say("cli.status.role", answered=role.answered, planned=planned, complete=role.complete)
        missing = say("cli.status.missing", n=role.missing) if role.missing else ""
        lines.append(f"{role.role}  {_pad(name, _NAME)} {line}{missing}")
    if status.few:
        shown = [f"{practice.code} {practice.rated}" for practice in status.few]
        lines += ["", say("cli.status.few", k=status.k, practices=say.join(shown))]
    return "\n".join(lines)
