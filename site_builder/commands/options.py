"""What several commands share: options, the language asked for, progress, the time of a build."""

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from site_builder.commands.console import shown
from site_builder.language.words import Words
from site_builder.model.problems import InputProblems, Problem

LANGUAGES = click.Choice(["zh", "en"])


_LAST_EPOCH = 4_102_444_800  # the year 2100; archives know no later time


def check_language(language: str | None, languages: Sequence[str], path: Path) -> None:
    """Refuse a language that the report does not have."""
    if language is not None and language not in languages:
        values = {"id": language, "known": ", ".join(languages), "hint": ""}
        raise InputProblems([Problem(code="unknown-language", file=shown(path), values=values)])


def audience_option(say: Words) -> Callable[[Any], Any]:
    """Return the option `--audience`, which a site and a file to print have alike."""
    return click.option(
        "--audience",
        type=click.Choice(["client", "internal", "public"]),
        default="client",
        show_default=True,
        help=say("cli.build.audience"),
    )


def first_option(say: Words) -> Callable[[Any], Any]:
    """Return the option that says that no report of this wave has left the house yet."""
    return click.option("--not-sent", "is_first", is_flag=True, help=say("cli.build.not_sent"))


def progress(say: Words) -> Callable[[str], None]:
    """Return what tells the name of each part as it is built."""
    return lambda name: click.echo(say("cli.building", name=name), err=True)


def build_time() -> int | None:
    """Return the time of the build that the environment asks for."""
    value = os.environ.get("SOURCE_DATE_EPOCH", "")
    return min(int(value), _LAST_EPOCH) if re.fullmatch(r"[0-9]{1,12}", value) else None
