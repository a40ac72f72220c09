"""What was handed over of an assessment: enough to tell how many answers two deliveries differ in."""

from datetime import date
from typing import Literal

from pydantic import Field, StrictStr

from site_builder.model.authored import Authored


class Delivery(Authored):
    """A report that was made for somebody outside: when, of which wave, and from which answers.

    `answers` holds, by respondent and by practice, what an answer can be recognised by and not read from.
    """

    day: date
    wave: StrictStr | None = None
    audience: Literal["client", "public"]
    answers: dict[StrictStr, dict[StrictStr, StrictStr]]


class Deliveries(Authored):
    """The ledger of an assessment folder: every delivery, the first one first."""

    format: Literal["kam-deliveries/1"] = "kam-deliveries/1"
    key: StrictStr = Field(min_length=16)
    deliveries: tuple[Delivery, ...] = ()
