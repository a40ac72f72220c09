"""The example reports, each in one line."""

from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.model.scorecard import Scorecard
from site_builder.present.shared.eyebrow import eyebrow
from site_builder.present.shared.headline import standing_headline
from site_builder.present.shared.reader import Reader, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleView:
    """An example report in one line."""

    firm: str
    href: str
    eyebrow: str
    headline: str
    level: str


def examples_view(examples: Mapping[str, Scorecard], language: str) -> tuple[ExampleView, ...]:
    """Return the examples by the names of their folders."""
    return tuple(_example(name, card, language) for name, card in sorted(examples.items()))


def _example(name: str, card: Scorecard, language: str) -> ExampleView:
    reader = Reader(card, language)
    level = card.level.level
    return ExampleView(
        firm=reader.firm,
        href=f"../examples/{name}/{language}/index.html",
        eyebrow=eyebrow(reader),
        headline=standing_headline(reader),
        level=f"{sentence(reader.words.ordinal(level))} · {reader.level_name(level)}"
        if level
        else reader.words("levels.none"),
    )
