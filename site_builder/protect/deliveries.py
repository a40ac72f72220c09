"""Whose answers two reports of one wave would tell together."""

from hashlib import blake2b

from site_builder.model.deliveries import Delivery
from site_builder.model.scorecard import Scorecard

Answers = dict[str, dict[str, str]]
"""By respondent and by practice, what an answer can be recognised by."""


def recognisable(card: Scorecard, key: str) -> Answers:
    """Return every answer as something that only the same answer of the same person gives again.

    Args:
        card: the scores, with the answers behind them.
        key: the secret of the ledger; under another one nothing can be recognised.

    """

    def _mark(*parts: str, size: int = 6) -> str:
        return blake2b("\0".join(parts).encode(), key=key.encode()[:64], digest_size=size).hexdigest()

    found = {}
    for response in card.assessment.responses:
        who = (response.respondent.id, response.respondent.role)
        given = {
            practice.id: [
                f"{answer.rating} {answer.dont_know} {bool(answer.not_applicable)}"
                for item in practice.item_ids
                if (answer := response.answers.get(item)) is not None
            ]
            for practice in card.instrument.practices
        }
        found[_mark(*who, size=12)] = {id_: _mark(*who, id_, *said) for id_, said in given.items() if said}
    return dict(sorted(found.items()))


def few_moved(delivery: Delivery, now: Answers, card: Scorecard) -> list[str]:
    """Return the codes of the practices that some, and fewer than k, answer otherwise than before.

    Of another wave nobody is: months lie between, and anybody may have changed any answer.

    Args:
        delivery: the earlier report.
        now: the answers behind the present one, under the same key.
        card: what the present one tells.

    """
    if delivery.wave != card.assessment.wave:
        return []
    then = delivery.answers
    few = []
    for practice in card.instrument.practices:
        moved = sum(
            then.get(who, {}).get(practice.id) != now.get(who, {}).get(practice.id) for who in {**then, **now}
        )
        if 0 < moved < card.k and card.practices[practice.id].claimed:
            few.append(practice.code)
    return few
