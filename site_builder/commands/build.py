"""`kam build`: the report as a site, packed too where that is asked for."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.commands.console import PATH, exit_on_problems, shown
from site_builder.commands.options import audience_option, build_time, first_option, progress
from site_builder.commands.warn import warn_of_coarse, warn_of_words
from site_builder.language.words import words

if TYPE_CHECKING:  # `kam --help` needs none of it
    from site_builder.model.analysis import Audience


def build(language: str) -> click.Command:
    """Return `kam build`: the report as a site, packed too where that is asked for."""
    say = words(language, "cli")

    @click.command("build", help=say("cli.build.help"))
    @click.argument("path", type=PATH)
    @click.option("-o", "--out", metavar="SITE", type=PATH, help=say("cli.build.out"))
    @audience_option(say)
    @first_option(say)
    @click.option("--zip", "as_zip", is_flag=True, help=say("cli.build.zip"))
    @exit_on_problems(language)
    def _run(path: Path, out: Path | None, audience: "Audience", *, is_first: bool, as_zip: bool) -> None:
        from site_builder import pipeline  # noqa: PLC0415

        say = words(language, "cli", "report")
        out = out or (path / "site" if path.is_dir() else path.with_suffix(""))
        card = pipeline.build_report(
            path, shown(path), out, build_time(), progress(say), audience=audience, is_first=is_first
        )
        warn_of_coarse(card, say)
        warn_of_words(card, audience, say)
        click.echo(say("cli.build.done", index=(out / "index.html").as_posix()))
        if as_zip:
            click.echo(say("cli.build.packed", file=pipeline.pack(card, out, audience).as_posix()))

    return _run
