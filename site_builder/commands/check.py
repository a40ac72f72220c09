"""`kam check`: every problem of an input told at once."""

from pathlib import Path

import click

from site_builder.commands.console import PATH, exit_on_problems, shown, working
from site_builder.commands.warn import warn_of_few, warn_of_stale
from site_builder.language.words import words


def check(language: str) -> click.Command:
    """Return `kam check`: every problem of an input told at once."""

    @click.command("check", help=words(language, "cli")("cli.check.help"))
    @click.argument("path", type=PATH)
    @exit_on_problems(language)
    def _run(path: Path) -> None:
        from site_builder import pipeline  # noqa: PLC0415

        say = words(language, "cli", "report")
        with working(say):
            card = pipeline.scorecard(path, shown(path))
            stale = pipeline.check_report(card)
        rated = sum(1 for practice in card.practices.values() if practice.claimed)
        people = say.count("respondents", len(card.assessment.responses))
        click.echo(say("cli.check.done", people=people, practices=say.count("practices", rated)))
        warn_of_few(card, say)
        warn_of_stale(card, stale, say)

    return _run
