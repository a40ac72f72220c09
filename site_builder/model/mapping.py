"""Which column of a table is what, and how its texts become answers: `kam-mapping/1`."""

from typing import Literal

from pydantic import Field, StrictInt, StrictStr

from site_builder.model.authored import Authored, NonEmpty

Verdict = StrictInt | StrictStr
"""What a text means: a rating, `dk` (don't know), `na` (not applicable), or `?`, still to be decided."""

DONT_KNOW, NOT_APPLICABLE, UNDECIDED = "dk", "na", "?"


class AnswerColumn(Authored):
    """The column of one item, the meaning of its own texts, and the columns beside it."""

    column: NonEmpty
    values: dict[StrictStr, Verdict] = Field(default_factory=dict, description="Beside those for all items.")
    comment: NonEmpty | None = Field(default=None, description="The column with the remark.")
    reason: NonEmpty | None = Field(default=None, description="The column that says why it does not apply.")


class RoleColumn(Authored):
    """The column of the role; `all` instead of a column when everyone has the same."""

    column: NonEmpty | None = None
    values: dict[StrictStr, StrictStr] = Field(default_factory=dict)
    all: StrictStr | None = None


class ContextColumn(Authored):
    """The column of one fact about the firm, and the meaning of its texts."""

    column: NonEmpty
    values: dict[StrictStr, StrictStr] = Field(default_factory=dict)


class Mapping(Authored):
    """A mapping file."""

    format: Literal["kam-mapping/1"]
    sheet: NonEmpty | None = Field(default=None, description="Of a workbook; its first sheet when not given.")
    header: StrictInt = Field(default=1, ge=1, description="The row of the column names.")
    id: NonEmpty | None = Field(default=None, description="The column that tells respondents apart.")
    id_prefix: StrictStr = ""
    role: RoleColumn
    submitted: NonEmpty | None = None
    seconds: NonEmpty | None = Field(
        default=None, description="The column with the time that answering took."
    )
    started: NonEmpty | None = Field(default=None, description="With `submitted` it gives the seconds.")
    language: StrictStr | None = None
    values: dict[StrictStr, Verdict] = Field(
        default_factory=dict, description="Texts that mean the same everywhere."
    )
    no_reason: NonEmpty | None = Field(
        default=None,
        description="The reason to note where the form did not ask why something does not apply.",
    )
    answers: dict[StrictStr, AnswerColumn]
    context: dict[StrictStr, ContextColumn] = Field(default_factory=dict)
