"""The written part of the reference site."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field, StrictBool, StrictStr

from site_builder.model.authored import Authored, Id, NonEmpty, Text


class Measure(Authored):
    """One countermeasure of the sources."""

    title: NonEmpty
    text: NonEmpty


class ProblemText(Authored):
    """What a page on one of the five problems says, in one language."""

    symptoms: tuple[NonEmpty, ...] = Field(min_length=3, description="What one hears in meetings.")
    why: NonEmpty
    cost: NonEmpty
    measures: tuple[Measure, ...] = Field(min_length=3)
    together: NonEmpty
    case: NonEmpty
    first_month: tuple[NonEmpty, ...] = Field(min_length=3)


class PracticeText(Authored):
    """What a page on one practice says from practice, in one language."""

    example: NonEmpty
    objection: NonEmpty
    answer: NonEmpty
    checklist: tuple[NonEmpty, ...] = Field(min_length=2)
    template: Id | None = Field(default=None, description="The document to download that helps with it.")


class Term(Authored):
    """One term; a `quiet` one is explained and not linked from where it is used."""

    id: Id
    zh: NonEmpty
    en: NonEmpty
    about: Text
    quiet: StrictBool = False
    avoid: tuple[NonEmpty, ...] = Field(default=(), description="What not to call it, in any language.")

    def name(self, language: str) -> str:
        """Return what the term is called in a language."""
        return str(getattr(self, language))


NavEntry = StrictStr | dict[StrictStr, tuple[StrictStr, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One page: its title, description and the page to read next, and its Markdown without front matter.

    `boost` lifts it among what a search finds.
    """

    title: str
    description: str
    next: str | None
    hide: tuple[str, ...]
    boost: float
    updated: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What is written in one language. `templates` are the documents to download, by name."""

    pages: Mapping[str, Written]
    problems: Mapping[str, ProblemText]
    practices: Mapping[str, PracticeText]
    templates: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All that is written, by language, with what all languages share."""

    editions: Mapping[str, Edition]
    terms: tuple[Term, ...]
    nav: tuple[NavEntry, ...]
