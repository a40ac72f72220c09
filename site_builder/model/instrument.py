"""The instrument: what is asked, what a level looks like, and every figure that scoring uses."""

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from pydantic import Field, StrictBool, StrictInt, StrictStr

from site_builder.model.authored import Authored, Exact, Id, Text, Weight
from site_builder.model.knowledge import Fact, PatternsFile, Post, Reference, Step
from site_builder.model.organisation import OrganisationFile
from site_builder.model.programme import ProgrammeFile

VERSION_PATTERN = r"^\d+\.\d+\.\d+$"
CONTEXT_ROLES = ("EX", "KH")
"""The roles that know the facts about the firm."""


class Level(Authored):
    """One step of the maturity scale."""

    name: Text
    short: Text = Field(description="The name where room is short.")
    meaning: Text
    stuck: Text = Field(description="How a headline says that something has stopped on this level.")


class Role(Authored):
    """Who may answer; customers are shown beside the firm and never mixed into its score."""

    id: StrictStr = Field(pattern=r"^[A-Z]{2}$")
    name: Text
    short: Text | None = Field(default=None, description="The name where room is short.")
    minutes: StrictInt = Field(ge=1, description="How long the questions of this role take.")
    customer: StrictBool = False
    practices: tuple[Id, ...] | None = Field(
        default=None, description="The practices of a short form; without it, those that list the role."
    )
    note: Text | None = None

    @property
    def label(self) -> dict[str, str]:
        """The name per language, the short one where there is one."""
        return self.short or self.name


class EvidenceGrade(Authored):
    """How well a claim is supported, and how high it may then count."""

    id: StrictStr = Field(pattern=r"^E\d$")
    name: Text
    cap: Exact = Field(description="The highest verified score that this grade allows.")


class Scoring(Authored):
    """The figures of the scoring rules; all of them are design choices."""

    level_step: Exact = Field(description="A score is on level L when it is more than L minus this.")
    keystone_margin: Exact = Field(description="Level L needs every keystone practice above L minus this.")
    coverage_floor: Exact = Field(description="The least share of rated weight that rates a dimension.")
    not_applicable_share: Exact = Field(description="Above this share of N/A a practice is not applicable.")
    dont_know_finding: Exact = Field(description="From this share of don't-knows on, a practice is flagged.")
    aim_from: StrictInt = Field(ge=2, description="The lowest level that is proposed as a next step.")
    default_target: Exact = Field(description="The firm's target when it has no level.")
    gap_people: StrictInt = Field(
        default=3,
        ge=1,
        description="The least people on either side for a gap between roles to be a finding.",
    )
    anonymity_k: StrictInt = Field(ge=2, description="The smallest group that is shown on its own.")


class ContextOption(Authored):
    """One answer that a context question offers."""

    id: Id
    name: Text
    at_least: Exact | None = Field(
        default=None, description="Where the band begins that this option stands for."
    )
    below: Exact | None = Field(
        default=None, description="Where that band ends; it does not hold this figure."
    )


class ContextQuestion(Authored):
    """A fact about the firm, asked once and not scored."""

    id: Id
    code: StrictStr = Field(pattern=r"^C\d+$")
    question: Text
    kind: Literal["choice", "count", "number", "percent", "counts"] = "choice"
    options: tuple[ContextOption, ...] = Field(
        default=(), description="What a `choice` offers, or what `counts` counts."
    )
    currency: StrictStr | None = Field(
        default=None, description="What its bands are counted in, such as CNY."
    )
    facts: tuple[StrictStr, ...] = ()


class Item(Authored):
    """One question with one anchor per level."""

    id: Id | None = Field(default=None, description="Only where a practice has several items.")
    question: Text
    anchors: tuple[Text, ...] = Field(description="What each level looks like, from level 1 upwards.")


class EvidenceExamples(Authored):
    """What would prove a claim: a document made for it, or a trace that it leaves."""

    direct: Text
    indirect: Text


class Enough(Authored):
    """A level below the top that is right for a kind of firm, and why more would cost more than it brings.

    All of it is our judgement; `facts` stand where one supports it.
    """

    to: StrictInt = Field(description="The level that is enough: 2 or more, below the highest.")
    when: StrictStr | None = Field(
        default=None,
        alias="if",
        description="A condition over context questions, such as C2 < 5, C8.strategic == 0 or C3.small == 1 "
        "(1 where that option was chosen, else 0). Where it holds, the target goes no further unless one is "
        "set; without it, the text is told and nothing else.",
    )
    text: Text
    facts: tuple[StrictStr, ...] = ()


class Practice(Authored):
    """Something a firm does or does not do; the unit that is scored."""

    id: Id
    code: StrictStr = Field(pattern=r"^[A-Z]\d+$")
    name: Text
    keystone: StrictBool = Field(default=False, description="Without it a firm level does not hold.")
    weight: Weight
    effort: StrictInt = Field(ge=1, le=5, description="Points of effort that one level up costs.")
    requires: tuple[Id, ...] = Field(default=(), description="The practices that have to come first.")
    roles: tuple[StrictStr, ...] = Field(min_length=1, description="The roles that are asked.")
    facts: tuple[StrictStr, ...] = Field(min_length=1, description="Ids of the facts it rests on.")
    why: Text
    held: Text = Field(description="A clause for headlines, true from level 3 upwards.")
    missing: Text = Field(description="A clause for headlines, true on levels 1 and 2.")
    items: tuple[Item, ...] = Field(min_length=1)
    evidence: EvidenceExamples
    enough: tuple[Enough, ...] = Field(default=(), description="When a level below the top is right.")
    steps: tuple[Step, ...] = Field(default=(), description="What to do for each level from 2 upwards.")
    note: Text | None = None
    not_applicable_when: Text | None = None

    def step_to(self, level: int) -> Step | None:
        """Return what to do to reach a level (2 upwards), None where nothing is written."""
        return self.steps[level - 2] if self.steps else None

    @property
    def item_ids(self) -> tuple[str, ...]:
        """The keys under which answers arrive: the practice's id, or its items' when there are several."""
        if len(self.items) == 1:
            return (self.id,)
        return tuple(item.id or self.id for item in self.items)


class Dimension(Authored):
    """One of the problems that firms meet, and the practices that answer it."""

    id: Id
    code: StrictStr = Field(pattern=r"^D\d+$")
    name: Text
    problem: Text
    intro: Text
    weight: Weight
    facts: tuple[StrictStr, ...] = ()
    practices: tuple[Practice, ...] = Field(min_length=1)


class Instructions(Authored):
    """How to answer, and how to assess."""

    respondent: Text
    assessor: Text


class InstrumentFile(Authored):
    """`instrument.yml`: everything but the dimensions."""

    id: Id
    version: StrictStr = Field(pattern=VERSION_PATTERN)
    updated: StrictStr | None = Field(
        default=None, pattern=r"^\d{4}-\d\d-\d\d$", description="When its words were last changed."
    )
    languages: tuple[StrictStr, ...] = Field(min_length=1, description="The first one is the main language.")
    name: Text
    basis: Text
    levels: tuple[Level, ...] = Field(min_length=2)
    levels_source: Text
    levels_facts: tuple[StrictStr, ...] = ()
    instructions: Instructions
    roles: tuple[Role, ...] = Field(min_length=1)
    posts: tuple[Post, ...] = Field(default=(), description="Who does what in a next step.")
    evidence: tuple[EvidenceGrade, ...] = Field(min_length=1)
    scoring: Scoring
    context: tuple[ContextQuestion, ...] = ()


class Instrument(InstrumentFile, PatternsFile):
    """The whole instrument, joined from its files."""

    dimensions: tuple[Dimension, ...] = Field(min_length=1)
    sources: dict[StrictStr, Text]
    facts: dict[StrictStr, Fact]
    literature: dict[StrictStr, Reference]
    organisation: OrganisationFile | None
    programme: ProgrammeFile | None
    sha256: StrictStr = Field(description="Hash of the files it was read from.")

    @property
    def major(self) -> int:
        """The part of the version that changes when scores stop being comparable."""
        return int(self.version.split(".")[0])

    @property
    def practices(self) -> Iterator[Practice]:
        """All practices, in the order of the questionnaire."""
        for dimension in self.dimensions:
            yield from dimension.practices

    @cached_property
    def practice_by_id(self) -> dict[str, Practice]:
        """The practices by id, in the order of the questionnaire."""
        return {practice.id: practice for practice in self.practices}

    @cached_property
    def dimension_of(self) -> dict[str, Dimension]:
        """The dimension of each practice, by the practice's id."""
        return {p.id: dimension for dimension in self.dimensions for p in dimension.practices}

    @cached_property
    def dimension_by_id(self) -> dict[str, Dimension]:
        """The dimensions by id, in the order of the questionnaire."""
        return {dimension.id: dimension for dimension in self.dimensions}

    @cached_property
    def role_by_id(self) -> dict[str, Role]:
        """The roles by id, in the order in which they are shown; customers are among them."""
        return {role.id: role for role in self.roles}

    @cached_property
    def item_owner(self) -> dict[str, str]:
        """The practice id behind every key under which an answer may arrive."""
        return {item_id: p.id for p in self.practices for item_id in p.item_ids}

    @cached_property
    def grade_by_id(self) -> dict[str, EvidenceGrade]:
        """The evidence grades by id, the weakest first."""
        return {grade.id: grade for grade in self.evidence}

    @cached_property
    def post_by_id(self) -> dict[str, Post]:
        """The posts that carry a part of a next step, by id."""
        return {post.id: post for post in self.posts}

    def needs_of(self, practice: str, level: int) -> dict[str, int]:
        """Return the practices that a step needs, with the level that each has to be on.

        Prerequisites of the practice are needed on the level below the one that the step leads to.
        """
        authored = self.practice_by_id[practice]
        step, needs = authored.step_to(level), dict.fromkeys(authored.requires, level - 1)
        for needed in step.requires if step else ():
            needs[needed.practice] = max(needed.level, needs.get(needed.practice, 1))
        return needs

    @property
    def top(self) -> int:
        """The number of the highest level."""
        return len(self.levels)

    def asks(self, role: Role, practice: Practice) -> bool:
        """Whether this role is asked about this practice."""
        if role.practices is not None:
            return practice.id in role.practices
        return role.id in practice.roles
