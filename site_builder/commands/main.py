"""The program `kam`: the list of its commands. This room alone prints, exits and reads the clock."""

import gc
import locale
import os
import sys
from typing import Any

import click

from site_builder import __version__
from site_builder.commands import (
    advise,
    build,
    check,
    docs,
    enter,
    import_answers,
    new,
    pdf,
    questionnaire,
    score,
    sentences,
    serve,
    status,
    track,
)
from site_builder.commands.output import own_output
from site_builder.language.words import Words, words

_INTERRUPTED = 130
_COMMANDS = (
    new.new,
    check.check,
    score.score,
    advise.advise,
    questionnaire.questionnaire,
    import_answers.import_,
    enter.enter,
    status.status,
    build.build,
    pdf.pdf,
    sentences.sentences,
    track.track,
    serve.serve,
    docs.docs,
)
"""What makes each command in a language: its help, its options and what it does lie together there."""


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

    @click.group("kam", help=say("cli.help"), context_settings=settings)
    @click.version_option(__version__, prog_name="kam", help=say("cli.version"))
    def _kam() -> None:
        pass

    for make in _COMMANDS:
        _kam.add_command(make(language))
    for command in (_kam, *_kam.commands.values()):
        command.params.append(_help_option(say))
        command.add_help_option = False
    return _kam


def _help_option(say: Words) -> click.Option:
    def _show(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001
        if value:
            click.echo(context.get_help())
            context.exit()

    return click.Option(
        ["-h", "--help"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_show,
        help=say("cli.help_option"),
    )
