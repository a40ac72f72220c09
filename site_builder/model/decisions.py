"""What a firm decides about the steps of a plan."""

from typing import Annotated, Any, Literal

from pydantic import Field, StrictInt, StrictStr, model_validator
from pydantic_core import PydanticCustomError

from site_builder.model.authored import Authored, Day, Spoken

PLANNING = ("moved", "added")
"""The decisions that say how a step is planned."""
PLANNED_FIELDS = ("start", "end", "owner", "helpers", "points", "after", "title", "moves", "proof")
"""What only such a decision holds."""


class StepName(Authored):
    """A step: the practice, and the level that it leads to."""

    practice: StrictStr
    to: StrictInt


class Decision(Authored):
    """What the firm decided about one step: the practice, the level it leads to, and why.

    A step is declined, deferred or done; moved, with what is to be otherwise than planned; or added, with a
    title of its own: to take the place of the one that a practice and level have, or to stand for itself.
    """

    practice: StrictStr = Field(default="", description="Left out where an added step serves no practice.")
    to: StrictInt = Field(default=0, description="The level; left out with the practice.")
    decision: Literal["declined", "deferred", "done", "moved", "added"]
    reason: Spoken
    author: Spoken | None = Field(default=None, description="Who decided.")
    until: Day | None = Field(default=None, description="Until when a step is deferred.")
    start: Day | None = Field(default=None, description="The day on which it starts.")
    end: Day | None = Field(default=None, description="The day on which it ends.")
    owner: Spoken | None = Field(default=None, description="Who does it.")
    helpers: tuple[Spoken, ...] = Field(default=(), description="Who has to help.")
    points: Annotated[StrictInt, Field(ge=0, le=100)] | None = Field(
        default=None, description="What it costs, in points of effort."
    )
    after: tuple[StepName, ...] = Field(default=(), description="The steps that have to end before it.")
    title: Spoken | None = Field(default=None, description="What is done, in a line.")
    moves: tuple[Spoken, ...] = Field(default=(), description="How it is done, one move after the other.")
    proof: Spoken | None = Field(default=None, description="What shows that it is done.")

    @model_validator(mode="before")
    @classmethod
    def _names_a_step(cls, value: Any) -> Any:
        if isinstance(value, dict) and (
            value.get("decision") != "added" or "practice" in value or "to" in value
        ):
            for key in ("practice", "to"):
                if key not in value:
                    raise PydanticCustomError("missing-key", "missing", {"key": key})
        return value

    @property
    def owner_name(self) -> str:
        """One name of whoever does the step, so that two steps know it is the same; empty without one."""
        return next(iter(self.owner.values())) if self.owner else ""

    @property
    def is_plan(self) -> bool:
        """Whether it says how a step is planned, rather than whether."""
        return self.decision in PLANNING
