"""One firm's assessment: its settings, its respondents' answers, its evidence."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StrictStr,
    WithJsonSchema,
    model_validator,
)
from pydantic.dataclasses import dataclass as checked_dataclass
from pydantic_core import PydanticCustomError

from site_builder.model.authored import (
    WAVE_PATTERN,
    Authored,
    Day,
    Exact,
    NonEmpty,
    Spoken,
    Weight,
    is_plain_number,
)
from site_builder.model.capacity import Capacity
from site_builder.model.commentary import Commentary
from site_builder.model.decisions import Decision
from site_builder.model.money import MoneyGiven
from site_builder.model.progress import Progress, Tracked

FONT_PATTERN = r"^[\w][\w .+-]{0,59}$"


@checked_dataclass(frozen=True, slots=True, kw_only=True, config=ConfigDict(extra="forbid"))
class Answer:
    """What one respondent says to one item: a rating, or don't know, or not applicable with a reason."""

    rating: StrictInt | None = None
    dont_know: StrictBool | None = None
    not_applicable: StrictStr | None = None
    comment: StrictStr | None = None

    @model_validator(mode="before")
    @classmethod
    def _is_of_one_kind(cls, value: Any) -> Any:
        given = getattr(value, "kwargs", value)
        if not isinstance(given, dict):
            raise PydanticCustomError("answer-not-a-mapping", "not an answer", {"found": value})
        kinds = [kind for kind in ("rating", "dont_know", "not_applicable") if kind in given]
        if len(kinds) > 1:
            raise PydanticCustomError("answer-of-two-kinds", "two kinds", {"kinds": " + ".join(kinds)})
        if not kinds:
            raise PydanticCustomError("answer-of-no-kind", "no kind", {})
        if "rating" in kinds and type(given["rating"]) is not int:
            raise PydanticCustomError("rating-not-whole", "not whole", {"found": given["rating"]})
        if "dont_know" in kinds and given["dont_know"] is not True:
            raise PydanticCustomError("dont-know-not-true", "not true", {"found": given["dont_know"]})
        if "not_applicable" in kinds:
            reason = given["not_applicable"]
            if not isinstance(reason, str) or not reason.strip():
                raise PydanticCustomError("no-reason", "no reason", {"found": reason})
        return value


_PLAIN = {rating: Answer(rating=rating) for rating in range(1, 10)}


def _shared(answers: Any) -> Any:
    """Return answers with those that are a rating and nothing else taken from a common stock.

    Most are; ten thousand respondents share them. All others are left to be checked one by one.
    """
    if type(answers) is not dict:
        return answers
    return {
        key: _PLAIN[rating]
        if type(given) is dict
        and len(given) == 1
        and type(rating := given.get("rating")) is int
        and rating in _PLAIN
        else given
        for key, given in answers.items()
    }


Answers = Annotated[dict[StrictStr, Answer], BeforeValidator(_shared)]


class InstrumentReference(Authored):
    """Which instrument an answers file was made for."""

    id: StrictStr
    version: StrictStr


class Respondent(Authored):
    """Who answered: an id that is unique in its wave, and a role."""

    id: NonEmpty
    role: StrictStr


def _context_value(value: Any) -> Any:
    number = isinstance(value, int | Decimal) and not isinstance(value, bool) and is_plain_number(value)
    plain = number or isinstance(value, str)
    if plain or (
        isinstance(value, dict) and all(type(v) is int and is_plain_number(v) for v in value.values())
    ):
        return value
    raise PydanticCustomError("context-value", "not a context value", {"found": value})


ContextValue = Annotated[
    Any,
    BeforeValidator(_context_value),
    WithJsonSchema({"type": ["string", "number", "object"], "additionalProperties": {"type": "integer"}}),
]
"""An option's id, a number, or named counts; which of them is right is the question's matter."""


class Response(Authored):
    """One respondent's answers, format `kam-response/1`."""

    format: Literal["kam-response/1"]
    instrument: InstrumentReference
    respondent: Respondent
    language: StrictStr | None = None
    submitted: Day | None = None
    seconds: StrictInt | None = Field(default=None, ge=0, description="How long answering took.")
    answers: Answers
    context: dict[StrictStr, ContextValue] = Field(default_factory=dict)


class Firm(Authored):
    """The firm that is assessed."""

    name: dict[StrictStr, NonEmpty] = Field(min_length=1, description="The firm's name, per language.")


class Targets(Authored):
    """Where the firm wants to be; the closest one to a practice counts."""

    firm: Exact | None = None
    dimensions: dict[StrictStr, Exact] = Field(default_factory=dict)
    practices: dict[StrictStr, Exact] = Field(default_factory=dict)


class Weights(Authored):
    """Weights changed for this client; the report says so."""

    dimensions: dict[StrictStr, Weight] = Field(default_factory=dict)
    practices: dict[StrictStr, Weight] = Field(default_factory=dict)


def _given(value: Any) -> Any:
    """Refuse a key with nothing behind it: without quotes, YAML takes `#7a1f5c` for a remark."""
    if value is None:
        raise PydanticCustomError("colour-empty", "nothing there")
    return value


_GIVEN = BeforeValidator(_given)


class Branding(Authored):
    """Under whose name the report goes out, and how it is dressed."""

    logo: NonEmpty | None = Field(default=None, description="A picture inside the assessment folder.")
    logo_dark: NonEmpty | None = Field(default=None, description="The logo for a dark ground.")
    accent: Annotated[Annotated[StrictStr, Field(pattern=r"^#[0-9a-fA-F]{6}$")] | None, _GIVEN] = None
    consultancy: Spoken | None = Field(default=None, description="Whose report it is.")
    consultant: Spoken | None = Field(default=None, description="Who signs the commentary.")
    footer: Spoken | None = Field(default=None, description="A line at the end of every page.")
    disclaimer: Spoken | None = Field(default=None, description="What the report is no basis for.")
    fonts: tuple[Annotated[StrictStr, Field(pattern=FONT_PATTERN)], ...] = Field(
        default=(), max_length=6, description="Fonts of the readers' machines, the first choice first."
    )


class Invitation(Authored):
    """What the questionnaire of this client says besides the questions."""

    greeting: dict[StrictStr, NonEmpty] | None = Field(default=None, description="A greeting, per language.")
    send_to: NonEmpty | None = Field(default=None, description="Whom to send the answers to.")
    closes: Day | None = None
    roles: tuple[StrictStr, ...] | None = Field(default=None, description="The roles to choose from.")


class Settings(Authored):
    """`assessment.yml`."""

    firm: Firm
    languages: tuple[StrictStr, ...] = Field(default=("zh", "en"), min_length=1)
    wave: Annotated[StrictStr, Field(pattern=WAVE_PATTERN)] | None = None
    date: Day | None = None
    context: dict[StrictStr, ContextValue] = Field(default_factory=dict)
    targets: Targets = Targets()
    confidentiality: Literal["attributed", "anonymous"] | None = None
    attributed_roles: tuple[StrictStr, ...] = ()
    anonymity_k: StrictInt | None = Field(default=None, ge=2, le=1000)
    aggregation: Literal["roles", "respondents"] = "roles"
    weights: Weights = Weights()
    capacity: Capacity = Capacity()
    money: MoneyGiven | None = None
    planned_sample: dict[StrictStr, Annotated[StrictInt, Field(ge=0)]] = Field(default_factory=dict)
    functions: dict[StrictStr, Spoken] = Field(
        default_factory=dict, description="Who carries each of the unit's functions today."
    )
    branding: Branding = Branding()
    questionnaire: Invitation = Invitation()


class EvidenceEntry(Authored):
    """What supports one practice."""

    grade: StrictStr
    note: StrictStr | None = None
    link: StrictStr | None = None


class EarlierAnswers(Authored):
    """The answers of an earlier wave; None where they belong to another major version of the instrument."""

    wave: str
    responses: tuple[Response, ...] | None


class Assessment(Authored):
    """Everything one firm gave, read and checked."""

    settings: Settings
    wave: str | None
    responses: tuple[Response, ...]
    evidence: dict[str, EvidenceEntry] | None = Field(description="None: there is no register at all.")
    decisions: tuple[Decision, ...] = ()
    own_steps: tuple[Decision, ...] = Field(default=(), description="Added steps that serve no practice.")
    progress: Progress | None = Field(default=None, description="None: the plan is not followed up.")
    folder: Path | None = Field(description="None: it was read from a single answers file.")
    earlier: tuple[EarlierAnswers, ...] = Field(default=(), description="Earlier waves, the newest first.")
    commentary: Commentary = Commentary()
    lines: dict[str, int] = Field(default_factory=dict, description="Where figures of money stand.")

    @property
    def context(self) -> dict[str, Any]:
        """What the firm said about itself: the settings first, then whoever answered first."""
        answers: dict[str, Any] = {}
        for response in self.responses:
            answers |= {key: value for key, value in response.context.items() if key not in answers}
        return answers | self.settings.context

    @property
    def day(self) -> date | None:
        """The date of the assessment, or the day of its last answer."""
        days = [response.submitted for response in self.responses if response.submitted]
        return self.settings.date or max(days, default=None)

    def has_measured(self, step: Tracked) -> bool:
        """Return whether a step was finished before the answers were given, as one of an older plan was."""
        if step.finished and self.day:
            return step.finished <= self.day
        return step.wave not in {None, self.wave}
