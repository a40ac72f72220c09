"""`kam enter`: a paper questionnaire typed in, a key per question."""

from pathlib import Path

import click

from site_builder.commands.console import PATH, exit_on_problems, local_day, shown
from site_builder.language.words import words


def enter(language: str) -> click.Command:
    """Return `kam enter`: a paper questionnaire typed in, a key per question."""
    say = words(language, "cli")

    @click.command("enter", help=say("cli.enter.help"))
    @click.argument("folder", type=PATH)
    @click.option("--wave", metavar="NAME", help=say("cli.import.wave"))
    @click.option("--all", "everything", is_flag=True, help=say("cli.enter.all"))
    @exit_on_problems(language)
    def _run(folder: Path, wave: str | None, *, everything: bool) -> None:
        from site_builder.commands.enter_form import enter_form  # noqa: PLC0415
        from site_builder.pipeline import collection  # noqa: PLC0415

        place = collection.open_wave(folder, shown(folder), wave, local_day())
        enter_form(place, local_day(), language, everything=everything)

    return _run
