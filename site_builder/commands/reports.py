"""The commands that make a report or the reference site, one function each."""

import os
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from site_builder.commands.console import PATH, exit_on_problems, print_problems, shown
from site_builder.commands.warn import warn_of_difference, warn_of_few, warn_of_words
from site_builder.language.words import Words, words
from site_builder.model.problems import InputProblems, Problem

if TYPE_CHECKING:  # `kam --help` needs none of it
    from site_builder.deliver.pdf import Kind
    from site_builder.model.analysis import Audience

_LANGUAGES = click.Choice(["zh", "en"])
_LAST_EPOCH = 4_102_444_800  # the year 2100; archives know no later time


def build(language: str) -> click.Command:
    """Return `kam build`: the report as a site, packed too where that is asked for."""
    say = words(language, "cli")

    @click.command("build", help=say("cli.build.help"))
    @click.argument("path", type=PATH)
    @click.option("-o", "--out", metavar="SITE", type=PATH, help=say("cli.build.out"))
    @_audience(say)
    @click.option("--zip", "as_zip", is_flag=True, help=say("cli.build.zip"))
    @exit_on_problems(language)
    def _run(path: Path, out: Path | None, audience: "Audience", *, as_zip: bool) -> None:
        from site_builder import pipeline  # noqa: PLC0415

        say = words(language, "cli", "report")
        out = out or (path / "site" if path.is_dir() else path.with_suffix(""))
        before = pipeline.built_before(out)
        card = pipeline.build_report(path, shown(path), out, _build_time(), _progress(say), audience=audience)
        warn_of_few(card, say)
        warn_of_difference(before, card, say)
        warn_of_words(card, audience, say)
        click.echo(say("cli.build.done", index=(out / "index.html").as_posix()))
        if as_zip:
            click.echo(say("cli.build.packed", file=pipeline.pack(card, out, audience).as_posix()))

    return _run


def pdf(language: str) -> click.Command:
    """Return `kam pdf`: the report to print, a file per language."""
    say = words(language, "cli")

    @click.command("pdf", help=say("cli.pdf.help"))
    @click.argument("path", type=PATH)
    @click.option("-o", "--out", metavar="FILE", type=PATH, help=say("cli.pdf.out"))
    @click.option("--language", type=_LANGUAGES, help=say("cli.pdf.language"))
    @click.option("--board", is_flag=True, help=say("cli.pdf.board"))
    @_audience(say)
    @exit_on_problems(language)
    def _run(path: Path, out: Path | None, **options: Any) -> None:
        _pdf(path, out, words(language, "cli", "report"), **options)

    return _run


def _pdf(  # noqa: PLR0913 - the command's own options
    path: Path, out: Path | None, say: Words, *, language: str | None, board: bool, audience: "Audience"
) -> None:
    from site_builder import pipeline  # noqa: PLC0415
    from site_builder.collect.store import write_whole  # noqa: PLC0415

    if out and out.suffix.lower() != ".pdf":
        raise click.BadParameter(say("cli.pdf.not_pdf", found=out.name), param_hint="-o")
    card = pipeline.scorecard(path, shown(path), audience)
    languages = card.assessment.settings.languages
    _check_language(language, languages, path)
    chosen = [language] if language else list(languages)
    for each in chosen:
        place = path if path.is_dir() else Path()
        file = out or place / pipeline.pdf_name(card, each, audience, board=board)
        if out and len(chosen) > 1:
            file = out.with_stem(f"{out.stem}-{each}")
        _check_pdf_place(file)
        kind: Kind = "board" if board else "report"
        made = pipeline.typeset_report(card, each, kind, shown(file), audience)
        write_whole(file, made.pdf)
        if made.replaced:
            click.echo(say("cli.pdf.replaced", file=shown(file), signs=" ".join(made.replaced)), err=True)
        click.echo(say("cli.pdf.done", file=shown(file), fonts=say.join(made.fonts)))
    warn_of_words(card, audience, say)


def _check_pdf_place(file: Path) -> None:
    """Refuse to write among the answers of an assessment, and over something that is no PDF."""
    for folder in file.resolve().parents:
        if folder.name == "responses" and (folder.parent / "assessment.yml").is_file():
            raise InputProblems([Problem(code="output-holds-input", file=shown(file))])
    if file.is_symlink() or file.is_dir() or (file.exists() and not file.read_bytes().startswith(b"%PDF")):
        raise InputProblems([Problem(code="pdf-taken", file=shown(file))])


def sentences(language: str) -> click.Command:
    """Return `kam sentences`: the sentences of a report that the consultant may say differently."""
    say = words(language, "cli")

    @click.command("sentences", help=say("cli.sentences.help"))
    @click.argument("path", type=PATH)
    @click.option("--language", "wanted", type=_LANGUAGES, help=say("cli.sentences.language"))
    @exit_on_problems(language)
    def _run(path: Path, *, wanted: str | None) -> None:
        import yaml  # noqa: PLC0415

        from site_builder import pipeline  # noqa: PLC0415

        card = pipeline.scorecard(path, shown(path))
        there = card.assessment.settings.languages
        _check_language(wanted, there, path)
        found = pipeline.sentences_of(card, wanted or (language if language in there else there[0]))
        click.echo(yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=1000), nl=False)

    return _run


def _check_language(language: str | None, languages: Sequence[str], path: Path) -> None:
    """Refuse a language that the report does not have."""
    if language is not None and language not in languages:
        values = {"id": language, "known": ", ".join(languages), "hint": ""}
        raise InputProblems([Problem(code="unknown-language", file=shown(path), values=values)])


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
        pipeline.build_report(path, shown(path), site, _build_time(), _progress(say))

        def _rebuild() -> None:
            try:
                pipeline.forget()
                pipeline.build_report(path, shown(path), site, _build_time(), lambda _: None)
            except InputProblems as found:
                print_problems(found, language)
                click.echo(say("cli.serve.kept"), err=True)
            else:
                click.echo(say("cli.serve.rebuilt"), err=True)

        watched = [path, find("assessment"), find("templates"), find("content")]
        serve(
            _rebuild, site, watched, port, lambda url: click.echo(say("cli.serve.started", url=url), err=True)
        )


def docs(language: str) -> click.Command:
    """Return `kam docs`: the reference site with the example reports."""
    say = words(language, "cli")

    @click.command("docs", help=say("cli.docs.help"))
    @click.option("-o", "--out", metavar="SITE", type=PATH, default=Path("site"), help=say("cli.docs.out"))
    @click.option("--url", help=say("cli.docs.url"), metavar="URL")
    @exit_on_problems(language)
    def _run(out: Path, url: str | None) -> None:
        from site_builder.pipeline import reference_site  # noqa: PLC0415

        reference_site.build(out, _build_time(), _progress(say), _published_at(url, say))
        click.echo(say("cli.docs.done", index=(out / "index.html").as_posix()))

    return _run


def _published_at(url: str | None, say: Words) -> str | None:
    """Return the address of a site without its last slash."""
    if url is not None and not re.match(r"https?://[^/\s]+", url):
        raise click.BadParameter(say("cli.docs.not_a_url", found=url), param_hint="--url")
    return url.rstrip("/") if url else None


def _audience(say: Words) -> Callable[[Any], Any]:
    """Return the option `--audience`, which a site and a file to print have alike."""
    return click.option(
        "--audience",
        type=click.Choice(["client", "internal", "public"]),
        default="client",
        show_default=True,
        help=say("cli.build.audience"),
    )


def _progress(say: Words) -> Callable[[str], None]:
    """Return what tells the name of each part as it is built."""
    return lambda name: click.echo(say("cli.building", name=name), err=True)


def _build_time() -> int | None:
    """Return the time of the build that the environment asks for."""
    value = os.environ.get("SOURCE_DATE_EPOCH", "")
    return min(int(value), _LAST_EPOCH) if re.fullmatch(r"[0-9]{1,12}", value) else None
