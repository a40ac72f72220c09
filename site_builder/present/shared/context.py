"""What the firm says about itself, in words."""

from typing import Any

from site_builder.model.instrument import ContextQuestion
from site_builder.present.shared.reader import Reader


def context_answer(reader: Reader, question: ContextQuestion, value: Any) -> str:
    """Return an answer about the firm in words.

    Args:
        reader: the language.
        question: what was asked.
        value: the answer: the id of an option, numbers by option, or a number.

    """
    if question.kind == "choice":
        return next(reader.text(option.name) for option in question.options if option.id == value)
    if question.kind == "counts":
        counted = [option for option in question.options if option.id in value]
        return reader.words.join([f"{reader.text(option.name)} {value[option.id]}" for option in counted])
    return f"{value}%" if question.kind == "percent" else str(value)
