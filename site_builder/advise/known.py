"""What conditions may ask of a scorecard."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from site_builder.model.conditions import FirmFacts
from site_builder.model.instrument import Instrument
from site_builder.model.scorecard import Scorecard

_POINT = Fraction(1)
"""How far two roles are apart where a condition counts it, in points of the scale."""


class ScoredFacts(FirmFacts):
    """What is known of a firm whose practices have been scored."""

    def __init__(self, card: Scorecard) -> None:
        questions = {question.code: question.id for question in card.instrument.context}
        super().__init__(questions, card.assessment.context)
        self.card = card
        self.ids = {practice.code: practice.id for practice in card.instrument.practices}

    def level(self, code: str) -> Fraction | None:
        """Return the level of a practice's claimed score; None where it is not rated."""
        claimed = self.card.practices[self.ids[code]].claimed
        return Fraction(claimed.level) if claimed else None

    def score(self, code: str) -> Fraction | None:
        """Return a practice's claimed score; None where it is not rated."""
        claimed = self.card.practices[self.ids[code]].claimed
        return claimed.value if claimed else None

    def gap_share(self, one: str, other: str) -> Fraction | None:
        """Return the share of the practices both rated on which one lies a point above the other.

        Only roles that are shown, with enough people, count; None where the two share no practice.
        """
        gaps, least = [], self.card.instrument.scoring.gap_people
        for practice in self.card.practices.values():
            means = {role.role: role.mean for role in practice.roles if role.count >= least}
            if one in means and other in means:
                gaps.append(means[one] - means[other] >= _POINT)
        return Fraction(sum(gaps), len(gaps)) if gaps else None


def condition_names(instrument: Instrument) -> Mapping[str, Sequence[str]]:
    """Return the names that a condition may use."""
    return {
        "practices": [practice.code for practice in instrument.practices],
        "context": [question.code for question in instrument.context],
        "roles": [role.id for role in instrument.roles],
    }
