"""What the consultant is told beside a result: what may give somebody away, what to look at again."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from site_builder.language.words import Words

if TYPE_CHECKING:  # `kam --help` needs none of it
    from site_builder.model.analysis import Audience
    from site_builder.model.scorecard import Scorecard
    from site_builder.present.shared.commentary import StaleScore


def warn_of_few(card: "Scorecard", say: Words) -> None:
    """Tell the consultant where a score comes close to a single answer that was promised to be anonymous."""
    few = [
        card.instrument.practice_by_id[practice.id].code
        for practice in card.practices.values()
        if card.is_anonymous and practice.claimed and practice.answers.rated < card.k
    ]
    if few:
        values = {"practices": say.join(few), "k": card.k}
        click.echo(say("cli.few", **values), err=True)


def warn_of_difference(before: tuple[str | None, int] | None, card: "Scorecard", say: Words) -> None:
    """Tell the consultant when the last report of this wave and this one together give somebody away.

    Args:
        before: the wave and the number of respondents of the report that was there, None for none.
        card: the scores of the new report.
        say: the words to tell it in.

    """
    after = sum(card.respondents.values())
    if (
        before
        and card.is_anonymous
        and before[0] == card.assessment.wave
        and 0 < abs(after - before[1]) < card.k
    ):
        click.echo(say("cli.differs", before=before[1], after=after), err=True)


def warn_of_words(card: "Scorecard", audience: "Audience", say: Words) -> None:
    """Tell what to look at again among the words of the consultant's that go out."""
    from site_builder import pipeline  # noqa: PLC0415

    if audience != "public":
        warn_of_stale(card, pipeline.stale_words(card), say)
        return
    if sum(card.respondents.values()) == 1:
        click.echo(say("cli.public_single"), err=True)
    if keys := pipeline.telling_branding(card):
        click.echo(say("cli.names_firm", keys=say.join(keys)), err=True)


def warn_of_stale(card: "Scorecard", stale: Sequence["StaleScore"], say: Words) -> None:
    """Tell the consultant which of their words speak of scores that have moved, or lack another language.

    Args:
        card: the scores, with what the consultant wrote.
        stale: the words that name a score, where it is another one now.
        say: the words to tell it in.

    """
    for entry in stale:
        values = {"id": entry.id, "was": entry.was, "now": entry.now}
        click.echo(say("cli.stale", place=f"{entry.file}:{entry.line}", **values), err=True)
    commentary = card.assessment.commentary
    entries = [(r.language, f"{r.page}.{r.section}", r.file) for r in commentary.remarks]
    entries += [(r.language, r.id, f"{r.file}:{r.line}") for r in commentary.rewrites]
    for language in card.assessment.settings.languages:
        there = {place for code, place, _ in entries if code == language}
        for code, place, file in entries:
            if code != language and place not in there:
                click.echo(say("cli.one_language", place=file, language=language), err=True)
