"""`kam check`: every problem of an input told at once."""

from pathlib import Path

import click

from site_builder.commands.console import PATH, exit_on_problems, shown, working
from site_builder.commands.warn import warn_of_coarse, warn_of_plan, warn_of_stale
from site_builder.language.words import words


def check(language: str) -> click.Command:
    """Return `kam check`: every problem of an input told at once."""

    @click.command("check", help=words(language, "cli")("cli.check.help"))
    @click.argument("path", type=PATH)
    @exit_on_problems(language)
    def _run(path: Path) -> None:
        from site_builder import pipeline  # noqa: PLC0415
        from site_builder.pipeline import collection  # noqa: PLC0415

        say = words(language, "cli", "report")
        if path.is_dir():
            settings = collection.read_settings(path, shown(path))
            warn_of_plan(settings, pipeline.read_instrument(), language, say)
        with working(say):
            card = pipeline.scorecard(path, shown(path))
            stale = pipeline.check_report(card)
        rated = sum(1 for practice in card.practices.values() if practice.claimed)
        people = say.count("respondents", len(card.assessment.responses))
        click.echo(say("cli.check.done", people=people, practices=say.count("practices", rated)))
        warn_of_coarse(card, say)
        warn_of_stale(card, stale, say)

    return _run
