"""What the instrument knows besides its questions: facts, research, patterns, and what to do next."""

from typing import Literal

from pydantic import Field, StrictInt, StrictStr

from site_builder.model.authored import Authored, Id, Text

Size = Literal["small", "medium", "large"]


class Fact(Authored):
    """What a source document says, condensed in our own words."""

    zh: StrictStr
    en: StrictStr
    caution: Literal["second-hand", "dated"] | None = Field(
        default=None, description="A figure that may be printed only with this caution beside it."
    )


class FactsFile(Authored):
    """`facts.yml`: the sources and what they say."""

    sources: dict[StrictStr, Text]
    facts: dict[StrictStr, Fact]


class Reference(Authored):
    """One piece of research, a standard or a law, and how far it may be cited."""

    reference: StrictStr
    finding: Text
    status: Literal["read", "secondary"] = Field(
        description="read: abstract or opening was read. secondary: known from a page that reports it."
    )


class Pattern(Authored):
    """A combination of answers that means more together than one by one."""

    id: StrictStr = Field(pattern=r"^[PXK]\d\d$")
    name: Text
    when: StrictStr = Field(description="The condition, over codes of practices and context questions.")
    meaning: Text
    consequence: Text
    first: Text = Field(description="The first move.")
    facts: tuple[StrictStr, ...] = Field(min_length=1)
    literature: tuple[StrictStr, ...] = ()


class Contradiction(Authored):
    """Answers that can hardly all be true, asked back as a question."""

    id: StrictStr = Field(pattern=r"^[PXK]\d\d$")
    when: StrictStr
    question: Text


class PatternsFile(Authored):
    """`patterns.yml`."""

    patterns: tuple[Pattern, ...] = ()
    compliance: tuple[Pattern, ...] = Field(default=(), description="Where a law is concerned.")
    contradictions: tuple[Contradiction, ...] = ()


class Post(Authored):
    """Somebody in a firm who carries a part of a step."""

    id: StrictStr = Field(pattern=r"^[A-Z]{2}$")
    name: Text


class Needed(Authored):
    """A practice that a step needs, and the level that it has to be on."""

    practice: Id
    level: StrictInt = Field(ge=2, le=5)


class Step(Authored):
    """What to do to take one practice one level up."""

    title: Text
    moves: tuple[Text, ...] = Field(min_length=3, max_length=5)
    responsible: StrictStr = Field(description="The post that does it.")
    accountable: StrictStr = Field(description="The post that answers for it.")
    consulted: tuple[StrictStr, ...] = Field(default=(), description="The posts that have to help.")
    informed: tuple[StrictStr, ...] = ()
    effort: Size = Field(description="small: one or two people; medium: a group; large: several departments.")
    weeks: StrictInt = Field(ge=1, le=52, description="How long it usually takes.")
    proof: Text = Field(description="The document or record that shows that it is done.")
    grade: StrictStr = Field(description="The evidence grade that this proof reaches.")
    indicator: Text
    failure: Text = Field(description="The usual way in which it fails.")
    prerequisite: Text = Field(description="What has to be there before.")
    requires: tuple[Needed, ...] = Field(
        default=(), description="What this step needs beside the prerequisites of its practice."
    )
    facts: tuple[StrictStr, ...] = Field(min_length=1)
    literature: tuple[StrictStr, ...] = ()
