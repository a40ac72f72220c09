"""`kam status`: who has answered in a wave, and what is still missing."""

import json
from pathlib import Path

import click

from site_builder.commands.console import PATH, exit_on_problems, local_day, shown, working
from site_builder.commands.track import progress_line
from site_builder.language.words import words


def status(language: str) -> click.Command:
    """Return `kam status`: who has answered in a wave, and what is still missing."""
    say = words(language, "cli")

    @click.command("status", help=say("cli.status.help"))
    @click.argument("folder", type=PATH)
    @click.option("--wave", metavar="NAME", help=say("cli.import.wave"))
    @click.option("--json", "as_json", is_flag=True, help=say("cli.status.json"))
    @exit_on_problems(language)
    def _run(folder: Path, wave: str | None, *, as_json: bool) -> None:
        from site_builder import pipeline  # noqa: PLC0415
        from site_builder.collect.status import status_data  # noqa: PLC0415
        from site_builder.commands.tables import status_table  # noqa: PLC0415
        from site_builder.pipeline import collection  # noqa: PLC0415

        with working(say):
            found = collection.status(folder, shown(folder), wave, local_day())
        if as_json:
            click.echo(json.dumps(status_data(found), ensure_ascii=False, indent=2))
        else:
            talk = words(language, "cli", "report")
            click.echo(status_table(found, pipeline.read_instrument(), talk))
            if line := progress_line(folder, talk):
                click.echo(f"\n{line}")

    return _run
