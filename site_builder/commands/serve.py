"""`kam serve`: the report on this machine, built anew with every change of its input."""

import tempfile
from pathlib import Path

import click

from site_builder.commands.console import PATH, exit_on_problems, print_problems, shown
from site_builder.commands.options import build_time, progress
from site_builder.language.words import words
from site_builder.model.problems import InputProblems


def serve(language: str) -> click.Command:
    """Return `kam serve`: the report on this machine, built anew with every change of its input."""
    say = words(language, "cli")

    @click.command("serve", help=say("cli.serve.help"))
    @click.argument("path", type=PATH)
    @click.option(
        "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help=say("cli.serve.port")
    )
    @exit_on_problems(language)
    def _run(path: Path, port: int) -> None:
        _serve(path, port, language)

    return _run


def _serve(path: Path, port: int, language: str) -> None:
    from site_builder import pipeline  # noqa: PLC0415
    from site_builder.model.resources import find  # noqa: PLC0415
    from site_builder.publish.server import serve  # noqa: PLC0415

    say = words(language, "cli")
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        pipeline.build_report(path, shown(path), site, build_time(), progress(say))

        def _rebuild() -> None:
            try:
                pipeline.forget()
                pipeline.build_report(path, shown(path), site, build_time(), lambda _: None)
            except InputProblems as found:
                print_problems(found, language)
                click.echo(say("cli.serve.kept"), err=True)
            else:
                click.echo(say("cli.serve.rebuilt"), err=True)

        watched = [path, find("assessment"), find("templates"), find("content")]
        serve(
            _rebuild, site, watched, port, lambda url: click.echo(say("cli.serve.started", url=url), err=True)
        )
