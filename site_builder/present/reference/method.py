"""The rules of the scoring, with the instrument's own figures and an example worked through."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from site_builder.language import numbers
from site_builder.language.words import Words
from site_builder.model.instrument import Instrument
from site_builder.model.scorecard import Scorecard
from site_builder.present.reference.links import Link
from site_builder.present.shared.formulas import dimension_formula, index_formula, practice_formula
from site_builder.present.shared.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceMethodView:
    """The rules, with the instrument's own figures."""

    levels: tuple[tuple[str, str], ...]
    levels_source: str
    keystones: tuple[Link, ...]
    grades: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, str], ...]
    texts: Mapping[str, str]
    instruction: str
    assessor: str
    worked: tuple[tuple[str, str], ...]
    worked_firm: str


def reference_method_view(
    instrument: Instrument, examples: Mapping[str, Scorecard], say: Words
) -> ReferenceMethodView:
    """Return the view of the page on the method.

    Args:
        instrument: whose rules and thresholds.
        examples: the example assessments by name; one of them is worked through.
        say: the words of the language.

    """
    worked_firm, worked = _worked(examples, say)
    lang = say.language
    return ReferenceMethodView(
        levels=tuple((level.name[lang], level.meaning[lang]) for level in instrument.levels),
        levels_source=instrument.levels_source[lang],
        keystones=tuple(
            Link(text=f"{p.code} {p.name[lang]}", href=f"practices/{p.id}.html", note=p.why[lang])
            for p in instrument.practices
            if p.keystone
        ),
        grades=tuple((f"{g.id} {g.name[lang]}", numbers.decimal(g.cap)) for g in instrument.evidence),
        roles=tuple((role.name[lang], say("reference.minutes", n=role.minutes)) for role in instrument.roles),
        texts=_texts(instrument, say),
        instruction=instrument.instructions.respondent[lang],
        assessor=instrument.instructions.assessor[lang],
        worked=worked,
        worked_firm=worked_firm,
    )


def _texts(instrument: Instrument, say: Words) -> dict[str, str]:
    """Return the rules in words, with the instrument's thresholds."""
    scoring, source = instrument.scoring, instrument.levels_source[say.language]
    floor = numbers.percent(scoring.coverage_floor)
    step, margin = numbers.plain(scoring.level_step), numbers.plain(scoring.keystone_margin)
    expected = numbers.plain(Fraction(instrument.top**2 - 1, 12))
    return {
        "practice": say("method.practice_text"),
        "not_applicable": say("method.not_applicable"),
        "dimension": say("method.dimension_text", floor=floor),
        "index": say("method.index_text", span=instrument.top - 1),
        "level": say("method.level_text", step=step, margin=margin),
        "evidence": say("method.evidence_text"),
        "customer": say("method.customer_text"),
        "rounding": say("method.rounding_text"),
        "agreement": say("method.agreement_text", expected=expected),
        "confidentiality": say("method.confidentiality_anonymous", k=scoring.anonymity_k),
        "choices": say("method.choices_text", step=step, margin=margin, floor=floor, source=source),
        "limits": say("method.limits_text"),
    }


def _worked(examples: Mapping[str, Scorecard], say: Words) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the rules worked through with the numbers of the first example that has a level."""
    card = next((c for _, c in sorted(examples.items(), reverse=True) if c.level.binding), None)
    if card is None or card.index is None:
        return "", ()
    reader = Reader(card, say.language)
    constraint = card.level.binding[0]
    dimension = (
        reader.instrument.dimension_by_id.get(constraint.id) or reader.instrument.dimension_of[constraint.id]
    )
    practice = max(dimension.practices, key=lambda p: len(card.practices[p.id].roles))
    scored, claimed = card.practices[practice.id], card.dimensions[dimension.id].claimed
    assert scored.claimed is not None  # noqa: S101 - a dimension that binds is rated
    assert claimed is not None  # noqa: S101 - as above
    binding = reader.constraint(constraint) + say("language.clause") + reader.shortfall(constraint)
    return reader.firm, (
        (reader.coded_name(practice.id), practice_formula(reader, scored, scored.claimed)),
        (reader.text(dimension.name), dimension_formula(reader, dimension, claimed)),
        (say("reference.rule_index"), index_formula(reader, card.index.claimed)),
        (say("reference.rule_level"), binding),
    )
