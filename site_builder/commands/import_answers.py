"""`kam import`: answers in files of any format put into a wave, or a mapping guessed."""

import csv
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from site_builder.commands.console import (
    BAD_INPUT,
    PATH,
    exit_on_problems,
    local_day,
    print_problems,
    problem_text,
    shown,
    working,
)
from site_builder.commands.track import store_and_tell, take_tracking
from site_builder.language.words import Words, words
from site_builder.model.problems import InputProblems, Problem

if TYPE_CHECKING:  # `kam --help` needs none of it
    from site_builder.model.table import Rest
    from site_builder.pipeline.collection import Imported, Wave


def import_(language: str) -> click.Command:
    """Return `kam import`: answers in files of any format put into a wave, or a mapping guessed."""
    say = words(language, "cli")

    @click.command("import", help=say("cli.import.help"))
    @click.argument("files", type=PATH, nargs=-1, required=True, metavar="FILE...")
    @click.option("--into", "folder", type=PATH, metavar="FOLDER", help=say("cli.import.into"))
    @click.option("--wave", metavar="NAME", help=say("cli.import.wave"))
    @click.option("--mapping", metavar="MAPPING", type=PATH, help=say("cli.import.mapping"))
    @click.option("--guess", is_flag=True, help=say("cli.import.guess"))
    @click.option("--replace", is_flag=True, help=say("cli.import.replace"))
    @click.option("--partial", is_flag=True, help=say("cli.import.partial"))
    @exit_on_problems(language)
    def _run(files: tuple[Path, ...], folder: Path | None, wave: str | None, **options: Any) -> None:
        from site_builder.pipeline import collection  # noqa: PLC0415

        if options.pop("guess"):
            for path in files:
                _guess(path, options["mapping"], words(language, "cli", "report"))
            return
        if folder is None:
            raise click.UsageError(say("cli.import.needs_into"))
        answers, tracking = take_tracking(files, folder, language, replace=options["replace"])
        if answers:
            with working(say):
                given = [(path, shown(path)) for path in answers]
                place, done = collection.import_into(
                    folder, shown(folder), wave, local_day(), given, **options
                )
        if tracking:
            store_and_tell(tracking, language)
        if answers:
            _tell_imported(done, place, language)

    return _run


def _guess(path: Path, out: Path | None, say: Words) -> None:
    from site_builder import pipeline  # noqa: PLC0415
    from site_builder.load.mapping import mapping_beside  # noqa: PLC0415
    from site_builder.pipeline import collection  # noqa: PLC0415

    if not path.is_file():
        code = "not-regular" if path.exists() else "no-such-path"
        raise InputProblems([Problem(code=code, file=shown(path))])
    out = out or mapping_beside(path)
    if out.exists():
        raise InputProblems([Problem(code="mapping-taken", file=shown(out))])
    found = collection.guess(path, shown(path), say)
    out.write_text(found.text, "utf-8", newline="\n")
    total = len(pipeline.read_instrument().item_owner)
    click.echo(say("cli.guess.done", file=shown(out), n=found.found, total=total))
    click.echo(say("cli.guess.next", unsure=found.unsure, open=found.open, table=shown(path)))


def _tell_imported(done: "Imported", wave: "Wave", language: str) -> None:
    say = words(language, "cli", "report")
    if done.problems:
        print_problems(InputProblems(done.problems), language)
    for name, rest in done.rest:
        file = _write_rest(name, rest, done.problems, wave, language)
        values = {"file": shown(file), "folder": shown(wave.folder), "mapping": rest.mapping}
        click.echo(say("cli.import.rest", **values), err=True)
    place = shown(wave.folder / "responses" / wave.name)
    people = say.count("respondents", len(done.written))
    click.echo(say("cli.import.done" if done.written else "cli.import.nothing", people=people, place=place))
    if done.same:
        click.echo(say("cli.import.same", people=say.count("respondents", done.same)))
    for path in done.aside:
        click.echo(say("cli.import.aside", file=shown(path)))
    if done.problems:
        sys.exit(BAD_INPUT)


def _write_rest(name: str, rest: "Rest", problems: Sequence[Problem], wave: "Wave", language: str) -> Path:
    """Write the rows of a table that were not taken, each with its reasons; return the file."""
    from site_builder.collect.store import free_name  # noqa: PLC0415
    from site_builder.load.plain_text import cell_text  # noqa: PLC0415
    from site_builder.model.tracking import harmless  # noqa: PLC0415

    say = words(language, "problems", "cli")
    reasons: dict[int, list[str]] = {}
    for problem in problems:
        if problem.file == name and problem.line in rest.rows:
            reasons.setdefault(problem.line or 0, []).append(problem_text(problem, say))
    file = free_name(wave.folder, f"{Path(name).stem}.rest", ".csv")
    width = len(rest.header)
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerows([] for _ in range(rest.header_row - 1))  # so that the same mapping fits
        writer.writerow([*map(harmless, rest.header), say("cli.import.reason")])
        for line, why in sorted(reasons.items()):
            cells = [harmless(cell_text(cell)) for cell in rest.rows[line]][:width]
            writer.writerow([*cells, *[""] * (width - len(cells)), " / ".join(why)])
    return file
