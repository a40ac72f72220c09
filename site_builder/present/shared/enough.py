"""When a level below the top is right: for this firm, and in general."""

from dataclasses import dataclass

from site_builder.language.words import Words
from site_builder.model.instrument import Enough, Instrument, Practice
from site_builder.present.shared.reader import Reader, sentence
from site_builder.present.shared.steps import sources


@dataclass(frozen=True, slots=True, kw_only=True)
class EnoughView:
    """A level that can be enough, for whom, also in one with the level, and the facts that support it."""

    level: str
    text: str
    headed: str
    sources: str


def enough_for_firm(reader: Reader, practice: Practice) -> EnoughView | None:
    """Return what is good enough for this firm; None where nothing is known to be."""
    entry = _for_firm(reader, practice)
    return enough_view(reader.instrument, entry, reader.words) if entry else None


def enough_otherwise(reader: Reader, practice: Practice) -> tuple[EnoughView, ...]:
    """Return what can be enough for other firms."""
    own = _for_firm(reader, practice)
    entries = [entry for entry in practice.enough if entry != own]
    return tuple(enough_view(reader.instrument, entry, reader.words) for entry in entries)


def enough_view(instrument: Instrument, entry: Enough, say: Words) -> EnoughView:
    """Return one entry in a language."""
    level, text = say.ordinal(entry.to), entry.text[say.language]
    return EnoughView(
        level=level,
        text=text,
        headed=sentence(say("practice.enough_text", level=level, text=text)),
        sources=sources(instrument, entry.facts, (), say) if entry.facts else "",
    )


def _for_firm(reader: Reader, practice: Practice) -> Enough | None:
    level = reader.scorecard.enough.get(practice.id)
    return next((entry for entry in practice.enough if entry.when and entry.to == level), None)
