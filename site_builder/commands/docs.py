"""`kam docs`: the reference site with the example reports."""

import re
from pathlib import Path

import click

from site_builder.commands.console import PATH, exit_on_problems
from site_builder.commands.options import build_time, progress
from site_builder.language.words import Words, words


def docs(language: str) -> click.Command:
    """Return `kam docs`: the reference site with the example reports."""
    say = words(language, "cli")

    @click.command("docs", help=say("cli.docs.help"))
    @click.option("-o", "--out", metavar="SITE", type=PATH, default=Path("site"), help=say("cli.docs.out"))
    @click.option("--url", help=say("cli.docs.url"), metavar="URL")
    @exit_on_problems(language)
    def _run(out: Path, url: str | None) -> None:
        from site_builder.pipeline import reference_site  # noqa: PLC0415

        reference_site.build(out, build_time(), progress(say), _published_at(url, say))
        click.echo(say("cli.docs.done", index=(out / "index.html").as_posix()))

    return _run


def _published_at(url: str | None, say: Words) -> str | None:
    """Return the address of a site without its last slash."""
    if url is not None and not re.match(r"https?://[^/\s]+", url):
        raise click.BadParameter(say("cli.docs.not_a_url", found=url), param_hint="--url")
    return url.rstrip("/") if url else None
