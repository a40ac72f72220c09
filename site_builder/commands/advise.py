"""`kam advise`: what to do first, when, and the cheapest way up."""

from pathlib import Path

import click

from site_builder.commands.console import PATH, exit_on_problems, shown, working
from site_builder.language.words import words


def advise(language: str) -> click.Command:
    """Return `kam advise`: what to do first, when, and the cheapest way up."""
    say = words(language, "cli")

    @click.command("advise", help=say("cli.advise.help"))
    @click.argument("path", type=PATH)
    @exit_on_problems(language)
    def _run(path: Path) -> None:
        from site_builder import pipeline  # noqa: PLC0415
        from site_builder.commands.tables import advice_list  # noqa: PLC0415

        with working(say):
            card = pipeline.scorecard(path, shown(path))
            insight = pipeline.insight_of(card)
        click.echo(advice_list(card, insight, language))

    return _run
