"""What the instrument knows about running a programme, and what of it fits a firm."""

from dataclasses import dataclass
from typing import Literal

from pydantic import Field, StrictInt, StrictStr

from site_builder.model.authored import Authored, Id, Text
from site_builder.model.roadmap import Planned


class MoneyQuestions(Authored):
    """The questions about the firm that figures are taken from, where it gives none of its own."""

    sales: Id
    accounts: Id
    share: Id
    accounts_per_manager: Id
    industry: Id


class MeasureText(Authored):
    """A figure to watch while the programme runs."""

    id: Id
    name: Text
    how: Text = Field(description="How it is counted.")
    unit: Literal["percent", "days", "hours", "count"]
    given: StrictStr | None = Field(
        default=None, description="The figure of `money` that is its value where the baseline gives none."
    )
    facts: tuple[StrictStr, ...] = ()


class QuickWins(Authored):
    """The steps that count as quick wins: short, small, and done early."""

    weeks: StrictInt = Field(ge=1)
    points: StrictInt = Field(ge=1)
    days: StrictInt = Field(ge=1, description="By which day of the plan they are done.")


class Risk(Authored):
    """What may go wrong with the programme itself; without a condition it is told to everyone."""

    id: StrictStr = Field(pattern=r"^G\d\d$")
    name: Text
    when: StrictStr | None = None
    sign: Text = Field(description="How one notices it.")
    answer: Text = Field(description="What to do beforehand.")
    facts: tuple[StrictStr, ...] = Field(default=(), description="What it rests on; without, it is ours.")


class Meeting(Authored):
    """A meeting that steers the programme; of those with the same `id`, the first that fits is taken."""

    id: Id
    when: StrictStr | None = None
    name: Text
    posts: tuple[StrictStr, ...] = Field(min_length=1, description="Who meets; the first calls the meeting.")
    rhythm: Text
    decides: Text
    facts: tuple[StrictStr, ...] = Field(default=(), description="What it rests on; without, it is ours.")


class ProgrammeFile(Authored):
    """`programme.yml`."""

    questions: MoneyQuestions
    measures: tuple[MeasureText, ...]
    quick_wins: QuickWins
    risks: tuple[Risk, ...]
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """How to run this firm's programme.

    Without quick wins, `smallest` are the shortest of the early steps. `risks` are those that hold,
    each with the codes that its condition asks about; `meetings` those that fit.
    """

    quick_wins: tuple[Planned, ...]
    smallest: tuple[Planned, ...]
    risks: tuple[tuple[Risk, tuple[str, ...]], ...]
    meetings: tuple[Meeting, ...]
