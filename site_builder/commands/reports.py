"""The commands that make a report: its site, its preview, what may be said differently in it."""

import os
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from site_builder.commands.console import PATH, shown, tell, telling
from site_builder.language.words import Words, words
from site_builder.model.problems import InputProblems, Problem

if TYPE_CHECKING:  # `kam --help` needs none of it
    from site_builder.deliver.pdf import Kind
    from site_builder.model.analysis import Audience
    from site_builder.model.scorecard import Scorecard
    from site_builder.present.shared.commentary import StaleScore

_LAST_EPOCH = 4_102_444_800  # the year 2100; archives know no later time


def _audience(say: Words) -> Callable[[Any], Any]:
    return click.option(
        "--audience",
        type=click.Choice(["client", "internal", "public"]),
        default="client",
        show_default=True,
        help=say("cli.build.audience"),
    )


def add_report_commands(kam: click.Group, language: str, say: Words) -> None:
    """Add the commands that make a report."""
    path, default = click.argument("path", type=PATH), language

    @kam.command(help=say("cli.build.help"))
    @path
    @click.option(
        "-o",
        "--out",
        metavar="SITE",
        type=PATH,
        help=say("cli.build.out"),
    )
    @_audience(say)
    @click.option("--zip", "as_zip", is_flag=True, help=say("cli.build.zip"))
    @telling(language)
    def build(path: Path, out: Path | None, audience: "Audience", *, as_zip: bool) -> None:
        _build(path, out, audience, words(language, "cli", "report"), as_zip=as_zip)

    @kam.command(help=say("cli.pdf.help"))
    @path
    @click.option("-o", "--out", metavar="FILE", type=PATH, help=say("cli.pdf.out"))
    @click.option("--language", type=click.Choice(["zh", "en"]), help=say("cli.pdf.language"))
    @click.option("--board", is_flag=True, help=say("cli.pdf.board"))
    @_audience(say)
    @telling(language)
    def pdf(path: Path, out: Path | None, **options: Any) -> None:
        _pdf(path, out, words(language, "cli", "report"), **options)

    @kam.command(help=say("cli.sentences.help"))
    @path
    @click.option("--language", type=click.Choice(["zh", "en"]), help=say("cli.sentences.language"))
    @telling(language)
    def sentences(path: Path, *, language: str | None) -> None:
        _sentences(path, language, default)

    @kam.command(help=say("cli.serve.help"))
    @path
    @click.option(
        "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help=say("cli.serve.port")
    )
    @telling(language)
    def serve(path: Path, port: int) -> None:
        _serve(path, port, language)


def _build(path: Path, out: Path | None, audience: "Audience", say: Words, *, as_zip: bool) -> None:
    from site_builder import pipeline  # noqa: PLC0415

    out = out or (path / "site" if path.is_dir() else path.with_suffix(""))
    before = pipeline.built_before(out)
    card = pipeline.build_report(path, shown(path), out, build_time(), progress(say), audience=audience)
    warn_of_few(card, say)
    _warn_of_difference(before, card, say)
    _warn_of_words(card, audience, say)
    click.echo(say("cli.build.done", index=(out / "index.html").as_posix()))
    if as_zip:
        click.echo(say("cli.build.packed", file=pipeline.pack(card, out, audience).as_posix()))


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
    _warn_of_words(card, audience, say)


def _check_language(language: str | None, languages: Sequence[str], path: Path) -> None:
    """Refuse a language that the report does not have."""
    if language is not None and language not in languages:
        values = {"id": language, "known": ", ".join(languages), "hint": ""}
        raise InputProblems([Problem(code="unknown-language", file=shown(path), values=values)])


def _check_pdf_place(file: Path) -> None:
    """Refuse to write among the answers of an assessment, and over something that is no PDF."""
    for folder in file.resolve().parents:
        if folder.name == "responses" and (folder.parent / "assessment.yml").is_file():
            raise InputProblems([Problem(code="output-holds-input", file=shown(file))])
    if file.is_symlink() or file.is_dir() or (file.exists() and not file.read_bytes().startswith(b"%PDF")):
        raise InputProblems([Problem(code="pdf-taken", file=shown(file))])


def _sentences(path: Path, language: str | None, default: str) -> None:
    import yaml  # noqa: PLC0415

    from site_builder import pipeline  # noqa: PLC0415

    card = pipeline.scorecard(path, shown(path))
    languages = card.assessment.settings.languages
    _check_language(language, languages, path)
    found = pipeline.sentences_of(card, language or (default if default in languages else languages[0]))
    click.echo(yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=1000), nl=False)


def _serve(path: Path, port: int, language: str) -> None:
    from site_builder import pipeline  # noqa: PLC0415
    from site_builder.model.resources import find  # noqa: PLC0415
    from site_builder.publish.server import serve  # noqa: PLC0415

    say = words(language, "cli")
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        pipeline.build_report(path, shown(path), site, build_time(), progress(say))

        def rebuild() -> None:
            try:
                pipeline.forget()
                pipeline.build_report(path, shown(path), site, build_time(), lambda _: None)
            except InputProblems as found:
                tell(found, language)
                click.echo(say("cli.serve.kept"), err=True)
            else:
                click.echo(say("cli.serve.rebuilt"), err=True)

        watched = [path, find("assessment"), find("templates"), find("content")]
        serve(
            rebuild, site, watched, port, lambda url: click.echo(say("cli.serve.started", url=url), err=True)
        )


def _warn_of_words(card: "Scorecard", audience: "Audience", say: Words) -> None:
    """Tell what to look at again among the words of the consultant's that go out."""
    from site_builder import pipeline  # noqa: PLC0415

    if audience != "public":
        warn_of_stale(card, pipeline.stale_words(card), say)
        return
    if sum(card.respondents.values()) == 1:
        click.echo(say("cli.public_single"), err=True)
    if keys := pipeline.telling_branding(card):
        click.echo(say("cli.names_firm", keys=say.join(keys)), err=True)


def warn_of_stale(card: "Scorecard", stale: "Sequence[StaleScore]", say: Words) -> None:
    """Tell the consultant which of their words speak of scores that have moved, or lack another language."""
    for entry in stale:
        values = {"id": entry.id, "was": entry.was, "now": entry.now}
        click.echo(say("cli.stale", place=f"{entry.file}:{entry.line}", **values), err=True)
    commentary = card.assessment.commentary
    entries = [(r.language, f"{r.page}.{r.section}", r.file) for r in commentary.remarks]
    entries += [(r.language, r.id, f"{r.file}:{r.line}") for r in commentary.rewrites]
    for language in card.assessment.settings.languages:
        there = {place for code, place, _ in entries if code == language}
        for code, place, file in entries:
            if code != language and place not in there:
                click.echo(say("cli.one_language", place=file, language=language), err=True)


def warn_of_few(card: "Scorecard", say: Words) -> None:
    """Tell the consultant where a score comes close to a single answer that was promised to be anonymous."""
    few = [
        card.instrument.practice_by_id[practice.id].code
        for practice in card.practices.values()
        if card.is_anonymous and practice.claimed and practice.answers.rated < card.k
    ]
    if few:
        values = {"practices": say.join(few), "k": card.k}
        click.echo(say("cli.few", **values), err=True)


def _warn_of_difference(before: tuple[str | None, int] | None, card: "Scorecard", say: Words) -> None:
    """Tell the consultant when the last report of this wave and this one together give somebody away."""
    after = sum(card.respondents.values())
    if (
        before
        and card.is_anonymous
        and before[0] == card.assessment.wave
        and 0 < abs(after - before[1]) < card.k
    ):
        click.echo(say("cli.differs", before=before[1], after=after), err=True)


def progress(say: Words) -> Callable[[str], None]:
    """Return what tells the name of each part as it is built."""
    return lambda name: click.echo(say("cli.building", name=name), err=True)


def build_time() -> int | None:
    """Return the time of the build that the environment asks for."""
    value = os.environ.get("SOURCE_DATE_EPOCH", "")
    return min(int(value), _LAST_EPOCH) if re.fullmatch(r"[0-9]{1,12}", value) else None
