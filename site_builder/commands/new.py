"""`kam new`: an assessment folder to begin with, or a copy of an example."""

import os
import shutil
from pathlib import Path

import click

from site_builder.commands.console import PATH, exit_on_problems, local_day, shown
from site_builder.language.words import Words, words
from site_builder.model.problems import InputProblems, Problem


def new(language: str) -> click.Command:
    """Return `kam new`: an assessment folder to begin with, or a copy of an example."""
    say = words(language, "cli")

    @click.command("new", help=say("cli.new.help"))
    @click.argument("folder", type=PATH)
    @click.option("--example", metavar="NAME", help=say("cli.new.example", names=", ".join(_example_names())))
    @exit_on_problems(language)
    def _run(folder: Path, example: str | None) -> None:
        if os.path.lexists(folder) and (not folder.is_dir() or any(folder.iterdir())):
            raise InputProblems([Problem(code="new-taken", file=shown(folder))])
        if example is None:
            _begin(folder, words(language, "cli", "report"))
        else:
            _copy_example(folder, example, say)

    return _run


def _example_names() -> list[str]:
    from site_builder.model.resources import find  # noqa: PLC0415 - `kam --help` needs little

    return sorted(path.name for path in find("assessment", "examples").iterdir() if path.is_dir())


def _copy_example(folder: Path, example: str, say: Words) -> None:
    from site_builder import pipeline  # noqa: PLC0415

    examples = pipeline.example_folders()
    if example not in examples:
        values = {"name": example, "known": ", ".join(examples)}
        raise InputProblems([Problem(code="no-such-example", file=shown(folder), values=values)])
    shutil.copytree(examples[example], folder, dirs_exist_ok=True)
    click.echo(say("cli.new.copied", folder=shown(folder)))


def _begin(folder: Path, say: Words) -> None:
    from site_builder import pipeline  # noqa: PLC0415
    from site_builder.collect.starter import starter, wave_of  # noqa: PLC0415

    day = local_day()
    for name, text in starter(folder.resolve().name, pipeline.read_instrument(), say, day).items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", newline="\n")
    click.echo(say("cli.new.done", folder=shown(folder), wave=wave_of(day)))
