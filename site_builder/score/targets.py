"""Where a firm wants to be: what it set, and what is good enough for a firm like it."""

from collections.abc import Mapping
from fractions import Fraction

from site_builder.model.assessment import Assessment
from site_builder.model.conditions import FirmFacts, read_condition
from site_builder.model.instrument import Instrument
from site_builder.model.scorecard import FirmLevel


def firm_target(assessment: Assessment, instrument: Instrument, level: FirmLevel) -> Fraction:
    """Return the firm's target: its own, or one level above today's, or the default without a level."""
    if assessment.settings.targets.firm is not None:
        return assessment.settings.targets.firm
    if level.level is None:
        return instrument.scoring.default_target
    return Fraction(min(level.level + 1, instrument.top))


def good_enough(assessment: Assessment, instrument: Instrument) -> dict[str, int]:
    """Return the level that is good enough for this firm, by practice, where the instrument knows one.

    The first entry whose condition holds counts. A practice is left out when it or its dimension has a target
    of its own: whoever set it wants that. Source: DECISIONS.md, "Good enough".
    """
    given = assessment.settings.targets
    questions = {question.code: question.id for question in instrument.context}
    names = {"practices": (), "context": tuple(questions), "roles": ()}
    known = FirmFacts(questions, assessment.context)
    enough: dict[str, int] = {}
    for dimension in instrument.dimensions:
        for practice in dimension.practices:
            if dimension.id in given.dimensions or practice.id in given.practices:
                continue
            for entry in practice.enough:
                if entry.when and read_condition(entry.when, names).holds(known):
                    enough.setdefault(practice.id, entry.to)
    return enough


def targets_of(
    assessment: Assessment, instrument: Instrument, firm: Fraction, enough: Mapping[str, int]
) -> dict[str, Fraction]:
    """Return the target of every dimension and practice: its own, else the next wider one.

    Args:
        assessment: what was set.
        instrument: the dimensions and practices.
        firm: the firm's target.
        enough: the level that is good enough, by practice; the target of such a practice goes no further.

    """
    given = assessment.settings.targets
    targets: dict[str, Fraction] = {}
    for dimension in instrument.dimensions:
        targets[dimension.id] = given.dimensions.get(dimension.id, firm)
        for practice in dimension.practices:
            wanted = given.practices.get(practice.id, targets[dimension.id])
            targets[practice.id] = min(wanted, Fraction(enough.get(practice.id, instrument.top)))
    return targets
