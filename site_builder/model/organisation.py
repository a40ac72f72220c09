"""What the instrument knows about organising key-account management."""

from pydantic import Field, StrictBool, StrictInt, StrictStr

from site_builder.model.authored import Authored, Id, Text


class Requirement(Authored):
    """One reason for a unit of its own; without `options` and `at_least` it is for people to judge."""

    id: Id
    name: Text
    question: Id | None = Field(default=None, description="The context question that gives the figure.")
    label: Text | None = Field(default=None, description="What that figure is called.")
    options: tuple[Id, ...] = Field(default=(), description="The answers that meet it.")
    at_least: StrictInt | None = None
    judge: Text | None = None
    practices: tuple[Id, ...] = Field(default=(), description="Practices whose scores help to judge.")
    facts: tuple[StrictStr, ...] = ()


class Form(Authored):
    """One form of organisation and the kind of firm that it fits."""

    type: Id
    name: Text
    tasks: Text
    size: Text
    reports: Text
    stand_ins: dict[StrictStr, Text] = Field(
        default_factory=dict, description="Who does the work of posts that such a firm does not have."
    )
    facts: tuple[StrictStr, ...] = ()


class Line(Authored):
    """What it means that the unit reports to somebody."""

    option: Id
    fits: StrictBool
    text: Text


class Reporting(Authored):
    """To whom the unit reports."""

    question: Id
    lines: tuple[Line, ...]
    facts: tuple[StrictStr, ...] = ()


class Span(Authored):
    """How many key accounts one manager looks after, beside a cited figure."""

    question: Id
    accounts: Id
    cited: StrictInt = Field(ge=1)
    facts: tuple[StrictStr, ...] = ()


class Function(Authored):
    """One of the unit's functions: the practice that shows it today, and the post that should carry it."""

    id: Id
    name: Text
    practice: Id
    should: StrictStr


class TeamType(Authored):
    """Who serves one type of customer."""

    type: Id
    posts: tuple[StrictStr, ...]
    contacts: Text
    facts: tuple[StrictStr, ...] = ()


class Member(Authored):
    """What one kind of member owes the team, and within what time."""

    post: StrictStr
    duty: Text
    limit: Text


class Team(Authored):
    """The virtual team."""

    question: Id = Field(description="The context question that counts the types.")
    types: tuple[TeamType, ...]
    members: tuple[Member, ...]
    emergency: Text
    facts: tuple[StrictStr, ...] = ()


class Check(Authored):
    """Figures about the firm that cannot all be true."""

    when: StrictStr
    text: Text


class OrganisationFile(Authored):
    """`organisation.yml`."""

    conditions: tuple[Requirement, ...]
    form_question: Id = Field(description="The context question whose options the forms fit.")
    forms: tuple[Form, ...]
    reporting: Reporting
    span: Span
    functions: tuple[Function, ...]
    functions_facts: tuple[StrictStr, ...] = ()
    team: Team
    checks: tuple[Check, ...] = ()
