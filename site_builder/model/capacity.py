"""How much a firm can spend on a plan, and who can do how much at once."""

from typing import Annotated, Any

from pydantic import Field, StrictInt, StrictStr, model_validator
from pydantic_core import PydanticCustomError

from site_builder.model.money import WorkCost

PERIOD_KEYS = frozenset({"days_30", "days_90", "days_365"})
"""The keys of what fits into each period of a plan."""


class Capacity(WorkCost):
    """Points of effort the firm can spend within 30, 90 and 365 days, who can do how much, what one costs."""

    days_30: StrictInt = Field(default=4, ge=0)
    days_90: StrictInt = Field(default=8, ge=0)
    days_365: StrictInt = Field(default=24, ge=0)
    points_per_month: StrictInt | None = Field(
        default=None, ge=0, description="In place of the three: what fits into a month."
    )
    at_once: Annotated[StrictInt, Field(ge=1)] = Field(
        default=3, description="How many steps a post can do at the same time."
    )
    at_once_posts: dict[StrictStr, Annotated[StrictInt, Field(ge=1)]] = Field(
        default_factory=dict, description="How many a post can do, where it differs."
    )

    @model_validator(mode="before")
    @classmethod
    def _is_given_once(cls, value: Any) -> Any:
        if isinstance(value, dict) and "points_per_month" in value and PERIOD_KEYS & value.keys():
            keys = ", ".join(sorted(PERIOD_KEYS & value.keys()))
            raise PydanticCustomError("capacity-twice", "given twice", {"keys": keys})
        return value

    @property
    def points(self) -> tuple[int, int, int]:
        """The points of the three periods; of one, two and nine months where a month is given."""
        if self.points_per_month is None:
            return self.days_30, self.days_90, self.days_365
        return self.points_per_month, 2 * self.points_per_month, 9 * self.points_per_month

    @property
    def is_given(self) -> bool:
        """Whether the firm said how much it can spend."""
        return bool(self.model_fields_set & (PERIOD_KEYS | {"points_per_month"}))
