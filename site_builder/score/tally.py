"""Sorts the answers of all respondents by practice."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from site_builder.model.assessment import Answer, Assessment, Response
from site_builder.model.instrument import Instrument, Practice
from site_builder.model.scorecard import AnswerCounts, Rating, Remark


@dataclass(slots=True)
class Tally:
    """The answers to one practice: ratings by role, customers apart."""

    ratings: dict[str, list[Rating]] = field(default_factory=lambda: defaultdict(list))
    customers: list[Rating] = field(default_factory=list)
    dont_know: int = 0
    not_applicable: int = 0
    unanswered: int = 0
    reasons: list[Remark] = field(default_factory=list)
    comments: list[Remark] = field(default_factory=list)

    @property
    def counts(self) -> AnswerCounts:
        """The number of firm respondents per kind of answer."""
        return AnswerCounts(
            rated=sum(len(group) for group in self.ratings.values()),
            dont_know=self.dont_know,
            not_applicable=self.not_applicable,
            unanswered=self.unanswered,
        )


def tally(assessment: Assessment, instrument: Instrument) -> dict[str, Tally]:
    """Return the answers by practice id; who was asked a practice and says nothing is unanswered there."""
    tallies = {practice.id: Tally() for practice in instrument.practices}
    firm = [r for r in assessment.responses if not instrument.role_by_id[r.respondent.role].customer]
    everything = len(firm) == 1  # a single respondent is asked all practices, whatever the role
    single = [(p, tallies[p.id]) for p in instrument.practices if len(p.items) == 1]
    several = [(p, tallies[p.id]) for p in instrument.practices if len(p.items) > 1]
    for response in assessment.responses:
        role = instrument.role_by_id[response.respondent.role]
        of_one: dict[int, Rating] = {}  # a respondent's equal ratings are one object: they have few values
        for practice, entry in single:
            answer = response.answers.get(practice.id)
            if answer is not None and answer.rating is not None and not answer.comment and not role.customer:
                if answer.rating not in of_one:
                    of_one[answer.rating] = Rating(respondent=response.respondent.id, value=answer.rating)
                entry.ratings[role.id].append(of_one[answer.rating])
            elif answer is not None:
                _add(entry, response, [answer], is_customer=role.customer)
            elif not role.customer and (everything or instrument.asks(role, practice)):
                entry.unanswered += 1
        for practice, entry in several:
            answers = _answers(response.answers, practice)
            if answers:
                _add(entry, response, answers, is_customer=role.customer)
            elif not role.customer and (everything or instrument.asks(role, practice)):
                entry.unanswered += 1
    return tallies


def _answers(answers: Mapping[str, Answer], practice: Practice) -> list[Answer]:
    return [answers[item] for item in practice.item_ids if item in answers]


def _add(entry: Tally, response: Response, answers: Sequence[Answer], *, is_customer: bool) -> None:
    """Add what one respondent says about one practice; several items count as their mean."""
    respondent, role = response.respondent.id, response.respondent.role
    for answer in answers:
        if answer.comment:
            entry.comments.append(Remark(text=answer.comment, role=role, respondent=respondent))
    ratings = [answer.rating for answer in answers if answer.rating is not None]
    if ratings:
        value = ratings[0] if len(ratings) == 1 else Fraction(sum(ratings), len(ratings))
        rating = Rating(respondent=respondent, value=value)
        (entry.customers if is_customer else entry.ratings[role]).append(rating)
    if is_customer or ratings:
        return
    if any(answer.dont_know for answer in answers):
        entry.dont_know += 1
        return
    entry.not_applicable += 1
    for answer in answers:
        reason = answer.not_applicable or ""
        entry.reasons.append(Remark(text=reason, role=role, respondent=respondent))
