"""What is in the way of the next level: of the firm, and within one dimension."""

from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.language import numbers
from site_builder.model.missing import Missing
from site_builder.model.roadmap import Roadmap
from site_builder.model.scorecard import Constraint
from site_builder.present.shared.headline import what_is_missing
from site_builder.present.shared.reader import Reader, sentence
from site_builder.present.shared.story import causes, raised_within


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocker:
    """One thing that stands in the way, with a link to it; `note` says by how much, if that may be told."""

    text: str
    href: str
    note: str = ""


def firm_blockers_heading(reader: Reader) -> str:
    """Return the heading over what blocks the firm, or over what is missing for a level."""
    level = reader.scorecard.level
    if level.level is None:
        return reader.words("overview.missing")
    if not level.binding:
        return reader.words("overview.not_blocked")
    return reader.words("overview.binding", level=reader.next_level)


def firm_blockers(reader: Reader, roadmap: Roadmap) -> tuple[Blocker, ...]:
    """Return what blocks the firm's next level, each cause once; without a level, what has to be rated first.

    Beside each stands what is missing: its lack in words, and which dimensions it keeps back as well.
    """
    level = reader.scorecard.level
    if level.level is None:
        return tuple(Blocker(text=_missing(reader, m), href=reader.href(m.id)) for m in level.missing)
    return tuple(
        Blocker(
            text=reader.constraint(c), href=reader.href(c.id), note=sentence(_lacking(reader, roadmap, c))
        )
        for c in causes(reader, roadmap)
    )


def _lacking(reader: Reader, roadmap: Roadmap, constraint: Constraint) -> str:
    """Return what is missing where something binds."""
    say = reader.words
    if constraint.kind == "dimension":
        raised = raised_within(reader, roadmap, constraint.id)
        return (
            say("overview.to_raise", names=say.join([reader.name(id_) for id_ in raised])) if raised else ""
        )
    missing = what_is_missing(reader, constraint.id)
    dimension = reader.instrument.dimension_of[constraint.id].id
    shown = {cause.id for cause in causes(reader, roadmap)}
    if any(c.id == dimension and c.id not in shown for c in reader.scorecard.level.binding):
        return say("overview.missing_both", missing=missing, dimension=reader.name(dimension))
    return missing


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
    note = sentence(what_is_missing(reader, constraint.id)) if constraint.kind == "keystone" else ""
    return Blocker(text=sentence(text), href=href, note=note)
