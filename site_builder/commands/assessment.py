"""The commands that begin an assessment and tell of it at the terminal, one function each."""

import json
import os
import shutil
from pathlib import Path

import click

from site_builder.commands.console import PATH, exit_on_problems, local_day, shown, working
from site_builder.commands.warn import warn_of_few, warn_of_stale
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
