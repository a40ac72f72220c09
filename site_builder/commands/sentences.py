"""`kam sentences`: the sentences of a report that the consultant may say differently."""

from pathlib import Path

import click

from site_builder.commands.console import PATH, exit_on_problems, shown
from site_builder.commands.options import LANGUAGES, check_language
from site_builder.language.words import words


def sentences(language: str) -> click.Command:
    """Return `kam sentences`: the sentences of a report that the consultant may say differently."""
    say = words(language, "cli")

    @click.command("sentences", help=say("cli.sentences.help"))
    @click.argument("path", type=PATH)
    @click.option("--language", "wanted", type=LANGUAGES, help=say("cli.sentences.language"))
    @exit_on_problems(language)
    def _run(path: Path, *, wanted: str | None) -> None:
        import yaml  # noqa: PLC0415

        from site_builder import pipeline  # noqa: PLC0415

        card = pipeline.scorecard(path, shown(path))
        there = card.assessment.settings.languages
        check_language(wanted, there, path)
        found = pipeline.sentences_of(card, wanted or (language if language in there else there[0]))
        click.echo(yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=1000), nl=False)

    return _run
