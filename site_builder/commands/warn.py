"""What the consultant is told beside a result: what may give somebody away, what to look at again."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from site_builder.language.words import Words

if TYPE_CHECKING:  # `kam --help` needs none of it
    from site_builder.model.analysis import Audience
    from site_builder.model.assessment import Settings
    from site_builder.model.instrument import Instrument
    from site_builder.model.scorecard import Scorecard
    from site_builder.present.shared.commentary import StaleScore


def warn_of_coarse(card: "Scorecard", say: Words) -> None:
    """Tell the consultant which practices are told as a part of the scale, or not at all."""
    codes = {id_: practice.code for id_, practice in card.instrument.practice_by_id.items()}
    coarse = [codes[p.id] for p in card.practices.values() if p.claimed and p.claimed.within]
    withheld = [codes[p.id] for p in card.practices.values() if p.reason == "too-few"]
    for key, practices in (("coarse", coarse), ("withheld", withheld)):
        if card.is_anonymous and practices:
            click.echo(say(f"cli.{key}", practices=say.join(practices)), err=True)


def warn_of_plan(settings: "Settings", instrument: "Instrument", language: str, say: Words) -> None:
    """Tell, before anybody answers, what the planned sample will not let a report tell.

    Args:
        settings: the planned sample, and who agreed to be named.
        instrument: the roles, and who is asked what.
        language: the language to name roles in.
        say: the words to tell it in.

    """
    from site_builder.protect.planned import planned_alone, planned_few  # noqa: PLC0415

    if alone := planned_alone(settings, instrument):
        names = say.join([instrument.role_by_id[id_].label[language] for id_ in alone])
        click.echo(say("cli.planned_alone", roles=names), err=True)
    if few := planned_few(settings, instrument):
        k = settings.anonymity_k or instrument.scoring.anonymity_k
        click.echo(say("cli.planned_few", k=k, practices=say.join(few)), err=True)


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
