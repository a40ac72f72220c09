"""The sums behind scores, written out with this firm's numbers."""

from collections.abc import Mapping
from fractions import Fraction

from site_builder.language import numbers
from site_builder.model.instrument import Dimension, Practice
from site_builder.model.scorecard import HIDDEN, PracticeScore, Score
from site_builder.present.shared.reader import Reader


def practice_formula(reader: Reader, scored: PracticeScore, claimed: Score) -> str:
    """Return the sum that gave a practice's score. Source: the method page, "Practice score".

    Args:
        reader: the language.
        scored: the practice.
        claimed: its claimed score; each part is a role's mean with its weight, hidden roles being one part.

    """
    say = reader.words
    value = reader.score(claimed.value, scored.id)
    if not claimed.parts:
        return told_as(reader, claimed, value)
    weight = sum((part.weight for part in claimed.parts), Fraction(0))
    if len(claimed.parts) == 1 and claimed.parts[0].id != HIDDEN:
        return say("why.one", value=value)
    if claimed.rule == "respondents":
        terms = [f"{numbers.decimal(part.value)} × {numbers.plain(part.weight)}" for part in claimed.parts]
        return say("why.respondents", terms=" + ".join(terms), count=numbers.plain(weight), value=value)
    terms = [numbers.decimal(part.value * part.weight) for part in claimed.parts]
    if len(terms) == 1:
        return say("why.hidden_only", term=terms[0], roles=say.count("roles", int(weight)), value=value)
    roles = say.count("roles", int(weight))
    return say("why.role_means", terms=" + ".join(terms), roles=roles, value=value)


def told_as(reader: Reader, claimed: Score, value: str) -> str:
    """Return what stands in place of a sum that would tell somebody's answer."""
    return reader.words("why.span" if claimed.within else "why.rounded", value=value)


def dimension_formula(reader: Reader, dimension: Dimension, claimed: Score) -> str:
    """Return the sum that gave a dimension's score. Source: the method page, "Dimension score".

    Args:
        reader: the language.
        dimension: the dimension.
        claimed: its claimed score; each part is a practice's score with its weight.

    """
    value = reader.score(claimed.value, dimension.id)
    if not claimed.parts:
        return told_as(reader, claimed, value)
    terms, weight = _weighted(reader, claimed, reader.instrument.practice_by_id)
    return reader.words("dimension.formula", terms=terms, weight=weight, value=value)


def index_formula(reader: Reader, claimed: Score) -> str:
    """Return the sum that gave the index from the dimensions. Source: the method page, "Index"."""
    value = reader.score(claimed.value)
    if not claimed.parts:
        return told_as(reader, claimed, value)
    terms, weight = _weighted(reader, claimed, reader.instrument.dimension_by_id)
    return reader.words("method.index_formula", terms=terms, weight=weight, value=value)


def _weighted(reader: Reader, claimed: Score, known: Mapping[str, Practice | Dimension]) -> tuple[str, str]:
    """Return what a weighted mean adds up, and what it divides by; even weights are left unsaid."""
    even = len({part.weight for part in claimed.parts}) == 1
    terms = []
    for part in claimed.parts:
        value = f"{known[part.id].code} {reader.score(part.value, part.id)}"
        terms.append(value if even else f"{value} × {numbers.plain(part.weight)}")
    weight = Fraction(len(claimed.parts)) if even else sum((p.weight for p in claimed.parts), Fraction(0))
    return " + ".join(terms), numbers.plain(weight)
