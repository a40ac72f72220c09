"""Checks what a firm says about itself: settings and answers both may."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from site_builder.model.instrument import ContextQuestion, Instrument
from site_builder.model.problems import Problem, brief
from site_builder.model.source import Read
from site_builder.validate.names import unknown_keys

_PERCENT = 100


def check_context(read: Read[Any], context: Mapping[str, Any], instrument: Instrument) -> Iterator[Problem]:
    """Yield every fact that is not asked for, or that is no answer to its question.

    Args:
        read: the file, which holds the facts under `context`.
        context: the facts, by the id of their question.
        instrument: what asks.

    """
    questions = {question.id: question for question in instrument.context}
    yield from unknown_keys(read, ("context",), "unknown-context", context, questions)
    for id_, value in context.items():
        if id_ in questions and not _fits(questions[id_], value):
            expected = ", ".join(option.id for option in questions[id_].options)
            values = {"found": brief(value), "id": id_, "options": expected}
            yield read.document.problem(f"context-{questions[id_].kind}", ("context", id_), **values)


def _fits(question: ContextQuestion, value: Any) -> bool:
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool) and value >= 0
    match question.kind:
        case "choice":
            return any(option.id == value for option in question.options)
        case "count":
            return is_number and isinstance(value, int)
        case "number":
            return is_number
        case "percent":
            return is_number and value <= _PERCENT
        case "counts":
            return isinstance(value, dict) and _are_counts(question, value)


def _are_counts(question: ContextQuestion, value: dict[str, int]) -> bool:
    return set(value) <= {option.id for option in question.options} and all(n >= 0 for n in value.values())
