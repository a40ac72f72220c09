"""`kam pdf`: the report to print, a file per language."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from site_builder.commands.console import PATH, exit_on_problems, shown
from site_builder.commands.options import LANGUAGES, audience_option, check_language, first_option
from site_builder.commands.warn import warn_of_words
from site_builder.language.words import Words, words
from site_builder.model.places import refuse_among_input
from site_builder.model.problems import InputProblems, Problem

if TYPE_CHECKING:  # `kam --help` needs none of it
    from site_builder.deliver.pdf import Kind
    from site_builder.model.analysis import Audience


def pdf(language: str) -> click.Command:
    """Return `kam pdf`: the report to print, a file per language."""
    say = words(language, "cli")

    @click.command("pdf", help=say("cli.pdf.help"))
    @click.argument("path", type=PATH)
    @click.option("-o", "--out", metavar="FILE", type=PATH, help=say("cli.pdf.out"))
    @click.option("--language", type=LANGUAGES, help=say("cli.pdf.language"))
    @click.option("--board", is_flag=True, help=say("cli.pdf.board"))
    @audience_option(say)
    @first_option(say)
    @exit_on_problems(language)
    def _run(path: Path, out: Path | None, **options: Any) -> None:
        _pdf(path, out, words(language, "cli", "report"), **options)

    return _run


def _pdf(  # noqa: PLR0913 - the command's own options
    path: Path,
    out: Path | None,
    say: Words,
    *,
    language: str | None,
    board: bool,
    audience: "Audience",
    is_first: bool,
) -> None:
    from site_builder import pipeline  # noqa: PLC0415
    from site_builder.collect.store import write_whole  # noqa: PLC0415

    if out and out.suffix.lower() != ".pdf":
        raise click.BadParameter(say("cli.pdf.not_pdf", found=out.name), param_hint="-o")
    card = pipeline.scorecard(path, shown(path), audience)
    languages = card.assessment.settings.languages
    check_language(language, languages, path)
    chosen = [language] if language else list(languages)
    place = path if path.is_dir() else Path()
    files = {}
    for each in chosen:
        file = out or place / pipeline.pdf_name(card, each, audience, board=board)
        files[each] = file.with_stem(f"{file.stem}-{each}") if out and len(chosen) > 1 else file
        _check_pdf_place(files[each])
    pipeline.hand_over(card, path, shown(path), audience, is_first=is_first)
    for each, file in files.items():
        kind: Kind = "board" if board else "report"
        made = pipeline.typeset_report(card, each, kind, shown(file), audience)
        write_whole(file, made.pdf)
        if made.replaced:
            click.echo(say("cli.pdf.replaced", file=shown(file), signs=" ".join(made.replaced)), err=True)
        click.echo(say("cli.pdf.done", file=shown(file), fonts=say.join(made.fonts)))
    warn_of_words(card, audience, say)


def _check_pdf_place(file: Path) -> None:
    """Refuse to write among what belongs to an assessment, and over something that is no PDF."""
    refuse_among_input(file, shown(file))
    if file.is_symlink() or file.is_dir() or (file.exists() and not file.read_bytes().startswith(b"%PDF")):
        raise InputProblems([Problem(code="pdf-taken", file=shown(file))])
