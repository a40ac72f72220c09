"""How far the steps of a plan have come: `progress.yml`, written by an import or by hand."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StrictInt, StrictStr

from site_builder.model.authored import WAVE_PATTERN, Authored, Day, NonEmpty

PROGRESS: Literal["kam-progress/1"] = "kam-progress/1"
State = Literal["not-begun", "at-work", "done", "proven"]
STATES: tuple[State, ...] = ("not-begun", "at-work", "done", "proven")
"""What can be said of a step, in the order in which it happens."""


class Tracked(Authored):
    """One step of a plan: what was planned, what has become of it, and what shows it."""

    practice: StrictStr
    to: StrictInt = Field(description="The level that the step leads to.")
    state: State
    wave: Annotated[StrictStr, Field(pattern=WAVE_PATTERN)] | None = Field(
        default=None, description="The wave whose plan holds the step; without it, the one that is reported."
    )
    start: Day | None = Field(default=None, description="When the plan has it start.")
    due: Day | None = Field(default=None, description="When the plan has it done.")
    owner: NonEmpty | None = Field(default=None, description="The person who carries it.")
    started: Day | None = None
    finished: Day | None = None
    proof: NonEmpty | None = Field(default=None, description="What shows that it is done, and where.")
    note: NonEmpty | None = None

    @property
    def id(self) -> str:
        """What the step is called in files: `authority-3`."""
        return f"{self.practice}-{self.to}"

    @property
    def is_done(self) -> bool:
        """Whether the step is done, with its proof or without."""
        return self.state in {"done", "proven"}

    def is_overdue(self, today: date | None) -> bool:
        """Whether the step is not done on a day though its planned end has passed."""
        return not self.is_done and self.due is not None and today is not None and self.due < today


class Progress(Authored):
    """`progress.yml`, format `kam-progress/1`."""

    format: Literal["kam-progress/1"]
    as_of: Day | None = Field(default=None, description="The day of which this is the state.")
    steps: tuple[Tracked, ...]

    @property
    def day(self) -> date | None:
        """The day of which this is the state: what is written, or the last day that a step names as real."""
        real = [day for step in self.steps for day in (step.started, step.finished) if day]
        return self.as_of or max(real, default=None)
