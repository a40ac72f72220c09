"""`kam score`: the scores as a table, or as JSON."""

import json
from pathlib import Path

import click

from site_builder.commands.console import PATH, exit_on_problems, shown, working
from site_builder.language.words import words


def score(language: str) -> click.Command:
    """Return `kam score`: the scores as a table, or as JSON."""
    say = words(language, "cli")

    @click.command("score", help=say("cli.score.help"))
    @click.argument("path", type=PATH)
    @click.option("--json", "as_json", is_flag=True, help=say("cli.score.json"))
    @exit_on_problems(language)
    def _run(path: Path, *, as_json: bool) -> None:
        from site_builder import pipeline  # noqa: PLC0415
        from site_builder.commands.tables import score_table  # noqa: PLC0415

        with working(say):
            card = pipeline.scorecard(path, shown(path))
        click.echo(
            json.dumps(pipeline.result(card, pipeline.insight_of(card)), ensure_ascii=False, indent=2)
            if as_json
            else score_table(card, language)
        )

    return _run
