"""The order of the stages of the reference site, with the example reports in it."""

import calendar
from collections.abc import Callable
from functools import cache
from pathlib import Path

from site_builder.deliver.pages import render_pages
from site_builder.deliver.site import draft, nav
from site_builder.load.content import load_content
from site_builder.model.content import Content
from site_builder.model.findings import Insight
from site_builder.model.resources import find
from site_builder.model.scorecard import Scorecard
from site_builder.pipeline.report import (
    FALLBACK,
    epoch_of,
    examples,
    insight_of,
    read_instrument,
    site_of,
)
from site_builder.present.reference.pages import reference
from site_builder.publish.swap import publish


def build(out: Path, epoch: int | None, tell: Callable[[str], None], url: str | None = None) -> None:
    """Build the reference site with the example reports.

    Args:
        out: where the site goes.
        epoch: seconds that stand for the time of the build; None takes the newest example's day.
        tell: is given the name of each part before it is built.
        url: where it will be published; None where that is not known.

    Raises:
        InputProblems: `out` holds something that is not a site of ours.

    """
    cards = examples()
    trees = {"": draft(reference(read_instrument(), _content(), cards, _shown(), url))}
    trees |= {f"examples/{name}": draft(site_of(card)) for name, card in cards.items()}
    newest = max((epoch_of(card) for card in cards.values()), default=calendar.timegm(FALLBACK.timetuple()))
    publish(trees, out, newest if epoch is None else epoch, tell)


def pages(language: str) -> dict[str, str]:
    """Return the pages of the reference site in one language as Markdown, by name."""
    site = reference(read_instrument(), _content(), examples(), _shown())
    return render_pages(next(edition for edition in site.editions if edition.language == language))


def navigation(language: str) -> list[dict[str, object]]:
    """Return the navigation of the reference site in one language."""
    site = reference(read_instrument(), _content(), examples(), _shown())
    return nav(next(edition for edition in site.editions if edition.language == language))


def _shown() -> tuple[Scorecard, Insight]:
    """Return the example whose components the style page shows: the first that something holds back most."""
    card = max(examples().values(), key=lambda card: (len(card.earlier), len(card.level.binding)))
    return card, insight_of(card)


@cache
def _content() -> Content:
    return load_content(find("content"), read_instrument().languages)
