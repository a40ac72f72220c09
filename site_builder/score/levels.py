"""From a value to a level, and from levels to the firm's level."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from site_builder.model.instrument import Instrument, Scoring
from site_builder.model.missing import Missing
from site_builder.model.scorecard import Constraint, DimensionScore, FirmLevel, PracticeScore, Score


def level_of(value: Fraction, scoring: Scoring, top: int) -> int:
    """Return the level of a score: the next one when more than half of the step is done.

    With the shipped step of 0.5, 2.50 is level 2 and 2.51 is level 3. Source: the method page, "Level".

    Args:
        value: the score, on the scale.
        scoring: the instrument's thresholds.
        top: the highest level.

    """
    return max(level for level in range(1, top + 1) if level == 1 or value > level - scoring.level_step)


def firm_level(
    practices: Mapping[str, PracticeScore],
    dimensions: Mapping[str, DimensionScore],
    instrument: Instrument,
    *,
    verified: bool = False,
) -> FirmLevel:
    """Return the highest level whose gate holds, and everything that keeps the firm from the next.

    The gate of level L: every dimension above L - level_step and every applicable keystone practice above
    L - keystone_margin. Level 1 is always held. With a dimension or a keystone not rated there is none.
    What binds stands with the largest shortfall first; where shortfalls are the same, in the order of the
    questionnaire. Source: the method page, "Level"; DECISIONS.md, "A keystone that does not apply".

    Args:
        practices: the practices' scores, by id.
        dimensions: the dimensions' scores, by id.
        instrument: the thresholds, and which practices are keystones.
        verified: take what evidence supports in place of what is claimed.

    """
    missing = tuple(_missing(practices, dimensions, instrument))
    if missing:
        return FirmLevel(level=None, missing=missing)
    scores = {("dimension", id_): _pick(d, verified=verified) for id_, d in dimensions.items()}
    for practice in instrument.practices:
        if practice.keystone and practices[practice.id].status == "rated":
            scores["keystone", practice.id] = _pick(practices[practice.id], verified=verified)
    held = 1
    while held < instrument.top and not _failing(scores, held + 1, instrument.scoring):
        held += 1
    binding = _failing(scores, held + 1, instrument.scoring) if held < instrument.top else []
    return FirmLevel(level=held, binding=tuple(sorted(binding, key=lambda c: -c.shortfall)))


def _pick(scored: PracticeScore | DimensionScore, *, verified: bool) -> Fraction:
    score: Score | None = scored.verified if verified else scored.claimed
    assert score is not None, scored.id  # noqa: S101 - callers pass only what is rated
    return score.value


def needed_above(kind: str, level: int, scoring: Scoring) -> Fraction:
    """Return the value that a dimension or a keystone has to exceed for a level.

    Source: the method page, "Level".

    Args:
        kind: `dimension` or `keystone`.
        level: the firm level that is asked for.
        scoring: the instrument's thresholds.

    """
    return level - (scoring.level_step if kind == "dimension" else scoring.keystone_margin)


def _failing(scores: Mapping[tuple[str, str], Fraction], level: int, scoring: Scoring) -> list[Constraint]:
    return [
        Constraint(kind=kind, id=id_, value=value, needs_above=needed_above(kind, level, scoring))  # type: ignore[arg-type]
        for (kind, id_), value in scores.items()
        if value <= needed_above(kind, level, scoring)
    ]


def _missing(
    practices: Mapping[str, PracticeScore], dimensions: Mapping[str, DimensionScore], instrument: Instrument
) -> Iterator[Missing]:
    for dimension in dimensions.values():
        if dimension.status != "rated":
            yield Missing(kind="dimension", id=dimension.id, reason=dimension.reason)
    for practice in instrument.practices:
        scored = practices[practice.id]
        if practice.keystone and scored.status == "not-rated":
            yield Missing(kind="keystone", id=practice.id, reason=scored.reason)
