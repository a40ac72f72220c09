"""The command line. It, `*_commands`, `typing_in` and `talk` alone print, exit and read the clock."""

import gc
import json
import locale
import os
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import click

from site_builder import __version__
from site_builder.commands.answers import add_answer_commands
from site_builder.commands.console import PATH, local_day, shown, telling, working
from site_builder.commands.output import own_output
from site_builder.commands.reports import (
    add_report_commands,
    build_time,
    progress,
    warn_of_few,
    warn_of_stale,
)
from site_builder.language.words import Words, words
from site_builder.model.problems import InputProblems, Problem

_INTERRUPTED = 130


def main() -> None:
    """Run `kam`."""
    # Ten thousand respondents are many objects and no cycles; looking for some takes longer than scoring.
    gc.set_threshold(200_000, 50, 100)
    own_output()
    try:
        command_line(language_of(os.environ))()
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)


def language_of(environment: Any) -> str:
    """Return the language to talk in: `KAM_LANG`, else the machine's, else English."""
    names = [environment.get(key, "") for key in ("KAM_LANG", "LC_ALL", "LC_MESSAGES", "LANG")]
    name = next((name for name in names if name), "") or (locale.getlocale()[0] or "")
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def command_line(language: str) -> click.Group:
    """Return the commands with their words in one language."""
    say = words(language, "cli")
    settings = {"help_option_names": ["-h", "--help"]}

    @click.group(help=say("cli.help"), context_settings=settings)
    @click.version_option(__version__, prog_name="kam", help=say("cli.version"))
    def kam() -> None:
        pass

    path = click.argument("path", type=PATH)

    @kam.command(help=say("cli.new.help"))
    @click.argument("folder", type=PATH)
    @click.option("--example", metavar="NAME", help=say("cli.new.example", names=", ".join(_example_names())))
    @telling(language)
    def new(folder: Path, example: str | None) -> None:
        _new(folder, example, words(language, "cli", "report"))

    @kam.command(help=say("cli.check.help"))
    @path
    @telling(language)
    def check(path: Path) -> None:
        _check(path, language)

    @kam.command(help=say("cli.score.help"))
    @path
    @click.option("--json", "as_json", is_flag=True, help=say("cli.score.json"))
    @telling(language)
    def score(path: Path, *, as_json: bool) -> None:
        _score(path, language, as_json=as_json)

    @kam.command(help=say("cli.advise.help"))
    @path
    @telling(language)
    def advise(path: Path) -> None:
        _advise(path, language)

    @kam.command(help=say("cli.docs.help"))
    @click.option(
        "-o",
        "--out",
        metavar="SITE",
        type=PATH,
        default=Path("site"),
        help=say("cli.docs.out"),
    )
    @click.option("--url", help=say("cli.docs.url"), metavar="URL")
    @telling(language)
    def docs(out: Path, url: str | None) -> None:
        _docs(out, _published_at(url, say), say)

    add_report_commands(kam, language, say)
    add_answer_commands(kam, language, say)
    for command in (kam, *kam.commands.values()):
        command.params.append(_help_option(say))
        command.add_help_option = False
    return kam


def _help_option(say: Words) -> click.Option:
    def show(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001
        if value:
            click.echo(context.get_help())
            context.exit()

    return click.Option(
        ["-h", "--help"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=say("cli.help_option"),
    )


def _new(folder: Path, example: str | None, say: Words) -> None:
    from site_builder import pipeline  # noqa: PLC0415 - `kam --help` needs none of it
    from site_builder.collect.starter import starter, wave_of  # noqa: PLC0415

    if os.path.lexists(folder) and (not folder.is_dir() or any(folder.iterdir())):
        raise InputProblems([Problem(code="new-taken", file=shown(folder))])
    if example is not None:
        examples = pipeline.example_folders()
        if example not in examples:
            values = {"name": example, "known": ", ".join(examples)}
            raise InputProblems([Problem(code="no-such-example", file=shown(folder), values=values)])
        shutil.copytree(examples[example], folder, dirs_exist_ok=True)
        click.echo(say("cli.new.copied", folder=shown(folder)))
        return
    day = local_day()
    for name, text in starter(folder.resolve().name, pipeline.read_instrument(), say, day).items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", newline="\n")
    click.echo(say("cli.new.done", folder=shown(folder), wave=wave_of(day)))


def _check(path: Path, language: str) -> None:
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


def _score(path: Path, language: str, *, as_json: bool) -> None:
    from site_builder import pipeline  # noqa: PLC0415
    from site_builder.commands.tables import table  # noqa: PLC0415

    with working(words(language, "cli")):
        card = pipeline.scorecard(path, shown(path))
    click.echo(
        json.dumps(pipeline.result(card, pipeline.look_into(card)), ensure_ascii=False, indent=2)
        if as_json
        else table(card, language)
    )


def _advise(path: Path, language: str) -> None:
    from site_builder import pipeline  # noqa: PLC0415
    from site_builder.commands.tables import advice_list  # noqa: PLC0415

    with working(words(language, "cli")):
        card = pipeline.scorecard(path, shown(path))
        insight = pipeline.look_into(card)
    click.echo(advice_list(card, insight, language))


def _published_at(url: str | None, say: Words) -> str | None:
    """Return the address of a site without its last slash."""
    if url is not None and not re.match(r"https?://[^/\s]+", url):
        raise click.BadParameter(say("cli.docs.not_a_url", found=url), param_hint="--url")
    return url.rstrip("/") if url else None


def _docs(out: Path, url: str | None, say: Words) -> None:
    from site_builder import pipeline  # noqa: PLC0415

    pipeline.build_reference(out, build_time(), progress(say), url)
    click.echo(say("cli.docs.done", index=(out / "index.html").as_posix()))


def _example_names() -> list[str]:
    from site_builder.model.resources import find  # noqa: PLC0415

    return sorted(path.name for path in find("assessment", "examples").iterdir() if path.is_dir())
