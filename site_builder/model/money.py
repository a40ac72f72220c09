"""Money: what the firm gives, and what follows for key accounts, the programme and its return."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StrictInt, StrictStr, WithJsonSchema
from pydantic_core import PydanticCustomError

from site_builder.model.authored import Authored, Exact

_WHOLE = 100
CURRENCY_PATTERN = r"^[A-Z]{3}$"
YEARS_LOOKED_BACK = 3
"""How many years the losses that a firm tells cover."""


def _not_negative(value: Fraction) -> Fraction:
    if value < 0:
        raise PydanticCustomError("too-small", "too small", {"found": value, "limit": 0})
    return value


def _share(value: Fraction) -> Fraction:
    if value > _WHOLE:
        raise PydanticCustomError("too-large", "too large", {"found": value, "limit": _WHOLE})
    return _not_negative(value)


Amount = Annotated[Exact, AfterValidator(_not_negative), WithJsonSchema({"type": "number", "minimum": 0})]
"""A sum of money, or a number of days: 0 or more, kept exactly."""

Percent = Annotated[
    Exact, AfterValidator(_share), WithJsonSchema({"type": "number", "minimum": 0, "maximum": _WHOLE})
]
"""A share in percent, 0 to 100, kept exactly."""


class WorkCost(Authored):
    """What a point of effort is, in working days and in money."""

    person_days_per_point: Amount | None = Field(
        default=None, description="Working days, of all who take part, that one point of effort costs."
    )
    day_rate: Amount | None = Field(default=None, description="What a working day costs, in the currency.")
    day_rates: dict[StrictStr, Amount] = Field(
        default_factory=dict, description="What a working day of a post costs, where it differs."
    )


class MoneyGiven(Authored):
    """`money` in `assessment.yml`: the firm's own figures; a year is the last full one."""

    currency: Annotated[StrictStr, Field(pattern=CURRENCY_PATTERN)] = "CNY"
    sales: Amount | None = Field(default=None, description="The firm's sales of the year.")
    key_account_sales: Amount | None = Field(
        default=None, description="What key accounts bought in the year."
    )
    key_account_share: Percent | None = Field(
        default=None, description="In place of key_account_sales: their share of sales, in percent."
    )
    key_account_margin: Percent | None = Field(
        default=None, description="Gross margin on sales to key accounts, in percent."
    )
    lost_accounts: StrictInt | None = Field(
        default=None, ge=0, description="Key accounts lost within the last three years."
    )
    lost_sales: Amount | None = Field(
        default=None, description="What these accounts bought in the last full year before they left."
    )
    expected_loss: Percent | None = Field(
        default=None,
        description="The share of key-account sales, in percent, that the firm fears to lose within a year.",
    )
    baseline: dict[StrictStr, Amount] = Field(
        default_factory=dict, description="Today's value of the figures to watch, by id (programme.yml)."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A figure between two ends: `high` itself is not reached, and None where there is no end.

    An exact figure has two equal ends.
    """

    low: Fraction
    high: Fraction | None

    @classmethod
    def exact(cls, value: Any) -> "Range":
        """Return a figure that is known exactly."""
        return cls(low=Fraction(value), high=Fraction(value))

    @property
    def is_exact(self) -> bool:
        """Whether both ends are the same."""
        return self.low == self.high

    def __mul__(self, other: "Range") -> "Range":
        """Return the product of two figures, neither below zero."""
        ends = self.high is not None and other.high is not None
        return Range(low=self.low * other.low, high=self.high * other.high if ends else None)  # type: ignore[operator]

    def __truediv__(self, other: "Range") -> "Range":
        """Return the quotient of two figures, neither below zero; it has no end where zero may divide it."""
        low = self.low / other.high if other.high else Fraction(0)
        return Range(low=low, high=self.high / other.low if self.high is not None and other.low else None)

    def __add__(self, other: "Range") -> "Range":
        """Return the sum of two figures."""
        ends = self.high is not None and other.high is not None
        return Range(low=self.low + other.low, high=self.high + other.high if ends else None)  # type: ignore[operator]


Unit = Literal["money", "percent", "count", "days", "points"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """A figure that the firm gave, with where it stands.

    `place` is its key in `assessment.yml`, with its `line` where that is known; or it is empty, and `code` is
    the question about the firm that was answered.
    """

    id: str
    value: Range
    unit: Unit
    place: str = ""
    line: int | None = None
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure that was computed: `factors` are the ids of what it is made of, given or computed themselves.

    Without a value, `missing` are the ids of what the firm would have to give.
    """

    id: str
    value: Range | None
    unit: Unit
    factors: tuple[str, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Effort of one post, month or period: points, working days and money; None where it cannot be said.

    `id` is a post, or the number of a month or of a period, from 1; a month or period ends on day `end`.
    """

    id: str
    points: Fraction
    days: Fraction | None
    cost: Fraction | None
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure to watch: its id in `programme.yml`, and its value today where the firm gave it."""

    id: str
    today: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """What rests on key accounts, what the programme costs, what not acting may cost, what it takes to pay.

    `kept_accounts` is how many accounts have to be kept for a year so that their margin pays the programme:
    at least and at most, where that follows from a range. It is None where it cannot be said; the second is
    None where there is no most.
    """

    currency: str
    factors: Mapping[str, Factor]
    figures: Mapping[str, Figure]
    by_post: tuple[Load, ...]
    by_month: tuple[Load, ...]
    by_period: tuple[Load, ...]
    kept_accounts: tuple[int, int | None] | None
    measures: tuple[Measure, ...]
