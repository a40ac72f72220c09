"""How far the result depends on weights and on single answers, in a sentence and in full."""

from collections.abc import Iterator

from site_builder.language import numbers
from site_builder.present.shared.reader import Reader


def robustness_sentence(reader: Reader) -> str:
    """Return one sentence on it; empty when there is no firm level."""
    found, say = reader.scorecard.sensitivity, reader.words
    if found is None:
        return ""
    levels = [variation for variation in found.variations if variation.level]
    weights = "robustness.weights_change" if levels else "robustness.weights_hold"
    single = sum(deciding.count for deciding in found.deciding)
    answers = "robustness.answers_change" if single else "robustness.answers_hold"
    if found.few:
        answers = "robustness.answers_few"
    names = reader.names([deciding.practice for deciding in found.deciding])
    return say("language.space").join(
        [
            say(weights, n=len(levels), tried=found.tried),
            say(answers, n=single, names=names, k=reader.scorecard.k),
        ]
    )


def robustness_lines(reader: Reader) -> tuple[str, ...]:
    """Return everything that changes, a line each."""
    return tuple(_lines(reader))


def _lines(reader: Reader) -> Iterator[str]:
    found, say = reader.scorecard.sensitivity, reader.words
    if found is None:
        yield say("robustness.none")
        return
    bounds = {"lowest": reader.score(found.lowest), "highest": reader.score(found.highest)}
    yield say("robustness.index", tried=found.tried, **bounds)
    for variation in found.variations:
        values = {"name": reader.name(variation.id), "factor": numbers.plain(variation.factor)}
        if variation.level:
            yield say("robustness.level", level=say.ordinal(variation.level), **values)
        if variation.weakest:
            yield say("robustness.weakest", weakest=reader.name(variation.weakest), **values)
    if not found.variations:
        yield say("robustness.weights_hold", tried=found.tried)
    for deciding in found.deciding:
        name, level = reader.name(deciding.practice), say.ordinal(deciding.level)
        yield say("robustness.answer", name=name, n=deciding.count, level=level)
    if found.few:
        yield say("robustness.answers_few", k=reader.scorecard.k)
    elif not found.deciding:
        yield say("robustness.answers_hold_full", ratings=found.ratings)
