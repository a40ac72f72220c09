"""What is cited: the page of all sources, and those that one practice or problem rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.language.words import Words
from site_builder.model.instrument import Instrument


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source document and the facts taken from it."""

    title: str
    facts: str
    caution: str


def sources_of(instrument: Instrument, facts: Sequence[str], say: Words) -> tuple[Source, ...]:
    """Return the sources of some facts, each with the ids of its facts and the caution that they need.

    Args:
        instrument: where sources and facts are known.
        facts: ids of facts, such as `T1.06`.
        say: the words of the language.

    """
    by_source: dict[str, list[str]] = {}
    for id_ in sorted(facts):
        by_source.setdefault(id_.split(".")[0], []).append(id_)
    return tuple(
        Source(
            title=f"{id_}{say('language.colon')}{instrument.sources[id_][say.language]}",
            facts=say.join(ids),
            caution=say.join(
                [
                    f"{fact} {say(f'reference.caution.{caution}')}"
                    for fact in ids
                    if (caution := instrument.facts[fact].caution)
                ]
            ),
        )
        for id_, ids in by_source.items()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A source document with all of its facts."""

    id: str
    title: str
    facts: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesView:
    """Everything that is cited: facts of five documents, and research."""

    sources: tuple[SourceView, ...]
    literature: tuple[tuple[str, str, str, str], ...]


def sources_view(instrument: Instrument, say: Words) -> SourcesView:
    """Return the view of the page of sources."""
    lang = say.language
    return SourcesView(
        sources=tuple(
            SourceView(
                id=id_,
                title=title[lang],
                facts=tuple(
                    (
                        fact_id,
                        getattr(fact, lang),
                        say(f"reference.caution.{fact.caution}") if fact.caution else "",
                    )
                    for fact_id, fact in instrument.facts.items()
                    if fact_id.partition(".")[0] == id_
                ),
            )
            for id_, title in instrument.sources.items()
        ),
        literature=tuple(
            (id_, entry.reference, entry.finding[lang], say(f"reference.status.{entry.status}"))
            for id_, entry in instrument.literature.items()
        ),
    )
