"""A paper questionnaire as it is typed in: one key per practice, with a way back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from site_builder.model.instrument import Instrument, Practice

_MOST = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperForm:
    """What has been typed: answers by item, in order; `at` is the place of the next item."""

    id: str
    role: str
    items: tuple[str, ...]
    answers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    at: int = 0

    @property
    def item(self) -> str | None:
        """The item that is asked next, None at the end."""
        return self.items[self.at] if self.at < len(self.items) else None

    def rated(self, answer: Mapping[str, Any] | None) -> "PaperForm":
        """Return the form with an answer to the present item (None leaves it open), at the next."""
        assert self.item is not None  # noqa: S101 - callers ask first
        answers = {**self.answers, self.item: dict(answer)} if answer else dict(self.answers)
        return replace(self, answers=answers, at=self.at + 1)

    def undone(self) -> "PaperForm":
        """Return the form one step back, without what was typed there."""
        at = max(self.at - 1, 0)
        answers = {id_: answer for id_, answer in self.answers.items() if id_ != self.items[at]}
        return replace(self, answers=answers, at=at)

    @property
    def takes_remark(self) -> bool:
        """Whether the item typed last has an answer that a remark can stand beside."""
        return self.at > 0 and self.items[self.at - 1] in self.answers

    def commented(self, text: str) -> "PaperForm":
        """Return the form with a remark on the item typed last."""
        last = self.items[self.at - 1]
        if not text.strip():
            return self
        return replace(self, answers={**self.answers, last: {**self.answers[last], "comment": text.strip()}})

    def as_draft(self) -> dict[str, Any]:
        """Return what has to be kept to go on later."""
        answers = {id_: dict(answer) for id_, answer in self.answers.items()}
        return {
            "id": self.id,
            "role": self.role,
            "items": list(self.items),
            "at": self.at,
            "answers": answers,
        }


def new_form(instrument: Instrument, id_: str, role: str, *, everything: bool) -> PaperForm:
    """Return an empty form.

    Args:
        instrument: what is asked.
        id_: the respondent's id, to be written on the paper.
        role: the respondent's role.
        everything: whether all practices are asked; else only those meant for the role.

    """
    asked = instrument.role_by_id[role]
    practices = [p for p in instrument.practices if everything or instrument.asks(asked, p)]
    return PaperForm(id=id_, role=role, items=tuple(item for p in practices for item in p.item_ids))


def form_of_draft(draft: Any, instrument: Instrument) -> PaperForm | None:
    """Return the form of a draft; None when it does not fit the instrument any more."""
    try:
        form = PaperForm(
            id=str(draft["id"]),
            role=str(draft["role"]),
            items=tuple(draft["items"]),
            answers={str(id_): dict(answer) for id_, answer in draft["answers"].items()},
            at=int(draft["at"]),
        )
    except (TypeError, KeyError, ValueError, AttributeError):
        return None
    fits = form.role in instrument.role_by_id and set(form.items) <= set(instrument.item_owner)
    return form if fits and 0 <= form.at <= len(form.items) and set(form.answers) <= set(form.items) else None


def practice_of(instrument: Instrument, item: str) -> tuple[Practice, int]:
    """Return the practice of an item, and the item's place in it."""
    practice = instrument.practice_by_id[instrument.item_owner[item]]
    return practice, practice.item_ids.index(item)


def free_id(taken: set[str], prefix: str = "p-") -> str:
    """Return the next free id for a paper form: p-01, p-02."""
    number = 1
    while f"{prefix}{number:02}" in taken:
        number += 1
    return f"{prefix}{number:02}"


def response_data(form: PaperForm, instrument: Instrument, language: str, day: str) -> dict[str, Any]:
    """Return a finished form as the data of a `kam-response/1` file.

    Args:
        form: the form as it was typed in.
        instrument: what it asks.
        language: the code of the language it was printed in.
        day: the day on which it was typed in, as `2026-06-30`.

    """
    return {
        "format": "kam-response/1",
        "instrument": {"id": instrument.id, "version": instrument.version},
        "respondent": {"id": form.id, "role": form.role},
        "language": language,
        "submitted": day,
        "answers": {id_: dict(form.answers[id_]) for id_ in form.items if id_ in form.answers},
    }


def fact_of(text: str, kind: str, options: list[str]) -> Any:
    """Return what a line says about the firm: an option's id, or a figure; None for neither.

    Args:
        text: the line, in half-width characters; an option is named by its number, from 1.
        kind: `choice`, `count`, `number`, or `percent` (0..100).
        options: the ids of the options of a choice.

    """
    if kind == "choice":
        return options[int(text) - 1] if text.isdecimal() and 1 <= int(text[:3]) <= len(options) else None
    try:
        number = float(text.rstrip("%"))
    except ValueError:
        return None
    is_wrong = number < 0 or (kind == "percent" and number > 100) or (kind == "count" and number % 1)  # noqa: PLR2004
    return None if is_wrong or number > _MOST else int(number) if number.is_integer() else number
