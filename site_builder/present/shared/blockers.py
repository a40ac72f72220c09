"""What is in the way of the next level: of the firm, and within one dimension."""

from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.language import numbers
from site_builder.model.instrument import Dimension
from site_builder.model.scorecard import Constraint, Missing
from site_builder.present.shared.reader import Reader, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocker:
    """One thing that stands in the way, with a link to it; `note` says by how much, if that may be told."""

    text: str
    href: str
    note: str = ""


def binding_within(reader: Reader, dimension: Dimension) -> list[Constraint]:
    """Return the binding constraints that are a dimension or one of its practices."""
    ids = {dimension.id, *(practice.id for practice in dimension.practices)}
    return [constraint for constraint in reader.scorecard.level.binding if constraint.id in ids]


def firm_blockers_heading(reader: Reader) -> str:
    """Return the heading over what blocks the firm, or over what is missing for a level."""
    level = reader.scorecard.level
    if level.level is None:
        return reader.words("overview.missing")
    if not level.binding:
        return reader.words("overview.not_blocked")
    return reader.words("overview.binding", level=reader.next_level)


def firm_blockers(reader: Reader) -> tuple[Blocker, ...]:
    """Return what blocks the firm's next level; without a level, what has to be rated first."""
    level = reader.scorecard.level
    if level.level is None:
        return tuple(Blocker(text=_missing(reader, m), href=reader.href(m.id)) for m in level.missing)
    return tuple(
        Blocker(text=reader.constraint(c), href=reader.href(c.id), note=reader.shortfall(c))
        for c in level.binding
    )


def _missing(reader: Reader, missing: Missing) -> str:
    if missing.kind == "keystone":
        return reader.words("overview.missing_keystone", name=reader.name(missing.id))
    coverage = reader.scorecard.dimensions[missing.id].coverage
    return reader.words(
        "overview.missing_dimension",
        name=reader.name(missing.id),
        coverage=reader.percent(coverage) if coverage is not None else reader.words("chart.none"),
        floor=reader.percent(reader.instrument.scoring.coverage_floor),
    )


def dimension_blockers_heading(reader: Reader, binding: Sequence[Constraint]) -> str:
    """Return the heading over what blocks within a dimension, or that nothing does; empty without a level."""
    level = reader.scorecard.level
    if level.level is None:
        return ""
    if not level.binding:
        return reader.words("overview.not_blocked")
    if not binding:
        return reader.words("dimension.free", level=reader.next_level)
    return reader.words("dimension.blocks", level=reader.next_level, count=len(binding))


def dimension_blocker(reader: Reader, constraint: Constraint) -> Blocker:
    """Return a binding constraint as its dimension's page tells it: the dimension's own leads to its sum."""
    href = reader.href(constraint.id) if constraint.kind == "keystone" else "#why"
    if reader.is_public:
        return Blocker(text=reader.constraint(constraint), href=reader.href(constraint.id))
    text = reader.words(
        f"dimension.blocks_{constraint.kind}",
        name=reader.name(constraint.id),
        value=reader.score(constraint.value, constraint.id),
        needs=numbers.decimal(constraint.needs_above),
    )
    return Blocker(text=sentence(text), href=href, note=reader.shortfall(constraint))
