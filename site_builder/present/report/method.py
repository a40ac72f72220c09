"""Every rule of the scoring, written out with this firm's numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from site_builder import __version__
from site_builder.language import numbers
from site_builder.model.findings import Insight
from site_builder.model.instrument import Practice
from site_builder.model.page import Sentence
from site_builder.model.scorecard import Index
from site_builder.present.shared.eyebrow import eyebrow
from site_builder.present.shared.formulas import dimension_formula, index_formula
from site_builder.present.shared.reader import Reader, sentence
from site_builder.present.shared.report_page import ReportPage, Sheet
from site_builder.present.shared.robustness import robustness_lines
from site_builder.present.shared.why import Why, why_view


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A figure with its name and where it is explained."""

    name: str
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRow:
    """One condition of the next level."""

    name: str
    href: str
    value: str
    needs: str
    result: str
    is_failing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodView:
    """The view of the method page."""

    eyebrow: str
    headline: Sentence
    lead: Sentence
    practice_text: str
    practice_example: str
    practice_why: Why | None
    not_applicable: str
    dimension_text: str
    dimensions: tuple[Named, ...]
    index_text: str
    index_lines: tuple[str, ...]
    level_text: str
    gate_heading: str
    gate_needs: str
    gate: tuple[GateRow, ...]
    grades: tuple[tuple[str, str, str], ...]
    weights_text: str
    weights: tuple[Named, ...]
    confidentiality: str
    agreement: str
    robustness: tuple[str, ...]
    choices: str
    instruction: str
    colophon: tuple[tuple[str, str], ...]


def method_view(reader: Reader) -> MethodView:
    """Return the view of the method page."""
    card, say, instrument = reader.scorecard, reader.words, reader.instrument
    example, pooled = _example(reader), card.assessment.settings.aggregation == "respondents"
    figures = _thresholds(reader)
    return MethodView(
        eyebrow=eyebrow(reader),
        headline=say("method.headline"),
        lead=say("method.lead", firm=reader.firm),
        practice_text=say("method.practice_text_respondents" if pooled else "method.practice_text"),
        practice_example=say("method.practice_example", name=reader.text(example.name)) if example else "",
        practice_why=why_view(reader, card.practices[example.id]) if example else None,
        not_applicable=say("method.not_applicable"),
        dimension_text=say("method.dimension_text", floor=figures["floor"]),
        dimensions=_dimensions(reader),
        index_text=say("method.index_text", span=instrument.top - 1),
        index_lines=_index_lines(reader),
        level_text=say("method.level_text", step=figures["step"], margin=figures["margin"]),
        gate_heading=say("method.level_table", firm=reader.firm),
        gate_needs=sentence(say("method.needs", level=reader.next_level)),
        gate=_gate(reader),
        grades=_grades(reader),
        weights_text=_weights_text(reader),
        weights=_weights(reader),
        confidentiality=_confidentiality(reader),
        agreement=say("method.agreement_text", expected=_expected_variance(reader)),
        robustness=robustness_lines(reader),
        choices=say("method.choices_text", **figures, source=reader.text(instrument.levels_source)),
        instruction=reader.text(instrument.instructions.respondent),
        colophon=tuple(_colophon(reader)),
    )


def _thresholds(reader: Reader) -> dict[str, str]:
    """Return the instrument's thresholds by the names that the rules' words give them."""
    scoring = reader.instrument.scoring
    return {
        "step": numbers.plain(scoring.level_step),
        "margin": numbers.plain(scoring.keystone_margin),
        "floor": reader.percent(scoring.coverage_floor),
    }


def _expected_variance(reader: Reader) -> str:
    """Return the variance of answers given by chance, every level as likely: (A² − 1) ÷ 12."""
    return numbers.plain(Fraction(reader.instrument.top**2 - 1, 12))


def _confidentiality(reader: Reader) -> str:
    if reader.scorecard.is_anonymous:
        return reader.words("method.confidentiality_anonymous", k=reader.scorecard.k)
    return reader.words("method.confidentiality_attributed")


def _colophon(reader: Reader) -> Iterator[tuple[str, str]]:
    """Yield what the report was made from and with, by name."""
    say, instrument, day = reader.words, reader.instrument, reader.scorecard.assessment.day
    if day:
        yield say("method.date"), day.isoformat()
    yield say("method.instrument"), instrument.id
    yield say("method.version"), instrument.version
    yield say("method.hash"), instrument.sha256
    yield say("method.builder"), f"kam-maturity {__version__}"
    for id_, title in instrument.sources.items():
        yield say("method.sources"), f"{id_} {reader.text(title)}"


def _example(reader: Reader) -> Practice | None:
    """Return the practice to explain the rule with: one that binds, else the one rated by most roles."""
    rated = [p for p in reader.instrument.practices if reader.scorecard.practices[p.id].claimed]
    rated.sort(
        key=lambda p: (p.id not in reader.binding, -len(reader.scorecard.practices[p.id].roles), p.code)
    )
    return rated[0] if rated else None


def _dimensions(reader: Reader) -> tuple[Named, ...]:
    rows = []
    for dimension in reader.instrument.dimensions:
        scored = reader.scorecard.dimensions[dimension.id]
        text = reader.words("practice.not_rated")
        if scored.claimed:
            text = dimension_formula(reader, dimension, scored.claimed)
        rows.append(Named(name=reader.text(dimension.name), text=text, href=reader.href(dimension.id)))
    return tuple(rows)


def _index_lines(reader: Reader) -> tuple[str, ...]:
    index, say = reader.scorecard.index, reader.words
    if index is None:
        return (say("chart.radar_none"),)
    if index.claimed.within:
        return (index_formula(reader, index.claimed),)
    shown = numbers.decimal(index.claimed.value, digits=4)
    percent = reader.percent_of_index()
    return (
        index_formula(reader, index.claimed),
        say("method.percent_formula", index=shown, span=reader.instrument.top - 1, percent=percent),
        _geometric(reader, index),
        say("why.exact"),
    )


def _geometric(reader: Reader, index: Index) -> str:
    value = numbers.decimal(Fraction(index.geometric), digits=3)
    parts = index.claimed.parts
    if len({part.weight for part in parts}) > 1:
        return reader.words("method.geometric_weighted", value=value)
    terms = " × ".join(reader.score(part.value, part.id) for part in parts)
    return reader.words("method.geometric_formula", terms=terms, n=len(parts), value=value)


def _gate(reader: Reader) -> tuple[GateRow, ...]:
    """Return every condition of the next level with whether it holds; none when there is no level."""
    card, scoring = reader.scorecard, reader.instrument.scoring
    if card.level.level is None:
        return ()
    next_ = min(card.level.level + 1, reader.instrument.top)
    rows = []
    for dimension in reader.instrument.dimensions:
        claimed = card.dimensions[dimension.id].claimed
        if claimed:
            rows.append(_gate_row(reader, dimension.id, claimed.value, next_ - scoring.level_step, ""))
    keystone = reader.words.bracket(reader.words("practice.keystone").lower())
    for practice in reader.instrument.practices:
        claimed = card.practices[practice.id].claimed
        if practice.keystone and claimed:
            rows.append(
                _gate_row(reader, practice.id, claimed.value, next_ - scoring.keystone_margin, keystone)
            )
    return tuple(rows)


def _gate_row(reader: Reader, id_: str, value: Fraction, needs: Fraction, suffix: str) -> GateRow:
    result = reader.words("method.passed")
    if value == needs:
        result = reader.words("method.touch")
    elif value < needs:
        result = reader.words("method.failed", shortfall=numbers.difference(needs - value))
    return GateRow(
        name=reader.name(id_) + suffix,
        href=reader.href(id_),
        value=reader.score(value, id_),
        needs=numbers.decimal(needs),
        result=result,
        is_failing=value <= needs,
    )


def _grades(reader: Reader) -> tuple[tuple[str, str, str], ...]:
    """Return the grades with their caps and how many practices have them; none without a register."""
    card = reader.scorecard
    if card.assessment.evidence is None:
        return ()
    return tuple(
        (
            f"{grade.id} {reader.text(grade.name)}",
            numbers.decimal(grade.cap),
            str(sum(1 for p in card.practices.values() if p.claimed and p.grade == grade.id)),
        )
        for grade in reader.instrument.evidence
    )


def _weights_text(reader: Reader) -> str:
    weights = reader.scorecard.assessment.settings.weights
    if weights.dimensions or weights.practices:
        return reader.words("method.weights_changed") + reader.words("language.colon")
    own = {p.weight for p in reader.instrument.practices} | {d.weight for d in reader.instrument.dimensions}
    return reader.words("method.weights_default" if len(own) == 1 else "method.weights_own")


def _weights(reader: Reader) -> tuple[Named, ...]:
    weights = reader.scorecard.assessment.settings.weights
    rows = []
    for changed, known in (
        (weights.dimensions, reader.instrument.dimension_by_id),
        (weights.practices, reader.instrument.practice_by_id),
    ):
        for id_, new in changed.items():
            values = {"old": numbers.plain(known[id_].weight), "new": numbers.plain(new)}
            text = reader.words("method.weights_was", **values)
            rows.append(Named(name=reader.name(id_), text=text, href=reader.href(id_)))
    return tuple(rows)


def _sheets(reader: Reader, insight: Insight) -> Iterator[Sheet]:  # noqa: ARG001 - every page is asked alike
    yield Sheet(name="method", view=method_view(reader))


PAGE = ReportPage(order=130, section="basis", sheets=_sheets)
