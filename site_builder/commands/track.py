"""`kam track`: the steps of the plan for those who carry them; and what is told when they come back."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.commands.console import PATH, exit_on_problems, local_day, shown, working
from site_builder.commands.options import LANGUAGES, check_language
from site_builder.language.words import Words, words
from site_builder.model.problems import InputProblems, Problem

if TYPE_CHECKING:  # `kam --help` needs none of it
    from site_builder.model.tracking import TrackFormat
    from site_builder.pipeline.tracking import Tracking

_FORMS: "dict[TrackFormat, str]" = {
    "xlsx": "track.xlsx",
    "csv": "track.csv",
    "jira": "track.jira.csv",
    "planner": "track.planner.csv",
    "github": "track.github.csv",
}


def track(language: str) -> click.Command:
    """Return `kam track`: the steps of the plan for those who carry them."""
    say = words(language, "cli", "report")

    @click.command("track", help=say("cli.track.help"))
    @click.argument("folder", type=PATH)
    @click.option("-o", "--out", metavar="FILE", type=PATH, help=say("cli.track.out"))
    @click.option(
        "--format",
        "form",
        type=click.Choice(list(_FORMS)),
        default="xlsx",
        show_default=True,
        help=say("cli.track.format"),
    )
    @click.option("--lang", "wanted", type=LANGUAGES, help=say("cli.track.language"))
    @exit_on_problems(language)
    def _run(folder: Path, out: Path | None, form: "TrackFormat", wanted: str | None) -> None:
        from site_builder.collect.store import write_whole  # noqa: PLC0415
        from site_builder.pipeline import read_instrument, tracking  # noqa: PLC0415

        check_language(wanted, read_instrument().languages, folder)
        with working(say):
            made = tracking.tracking_file(folder, shown(folder), form, wanted, local_day())
            out = out or folder / _FORMS[form]
            if out.is_dir() or (out.is_file() and not tracking.may_replace(out, form, folder, shown(folder))):
                raise InputProblems([Problem(code="track-taken", file=shown(out))])
            write_whole(out, made.content)
        values = {"file": shown(out), "steps": say.count("steps", made.steps), "folder": shown(folder)}
        click.echo(say(f"cli.track.done_{form}", **values))
        if made.is_from_today:
            click.echo(say("cli.track.from_today", day=local_day()))

    return _run


def take_tracking(
    files: Sequence[Path], folder: Path, language: str, *, replace: bool
) -> "tuple[list[Path], Tracking | None]":
    """Return the files that are no tracking tables, and what those that are would make of the progress.

    Args:
        files: what is to be imported.
        folder: the assessment folder.
        language: the code of the language to talk in.
        replace: whether a step may go back to an earlier state.

    Raises:
        InputProblems: something in a tracking table cannot be taken; nothing has been written.

    """
    from site_builder.pipeline import tracking  # noqa: PLC0415

    tables = [path for path in files if tracking.is_tracking(path)]
    if not tables:
        return list(files), None
    with working(words(language, "cli")):
        named = [(path, shown(path)) for path in tables]
        found = tracking.open_tracking(named, folder, shown(folder), local_day(), replace=replace)
    return [path for path in files if path not in tables], found


def store_and_tell(found: "Tracking", language: str) -> None:
    """Write the progress that came back, and tell what is new, what changed, and what was known."""
    from site_builder.pipeline import tracking  # noqa: PLC0415

    say = words(language, "cli", "report")
    aside = tracking.store_tracking(found)
    merged, file = found.merged, shown(found.file)
    is_same = not merged.new and not merged.changed
    counts = {"new": len(merged.new), "changed": len(merged.changed), "known": merged.known}
    click.echo(say("cli.track.same" if is_same else "cli.track.taken", file=file, **counts))
    for before, after in merged.changed:
        if before.state != after.state:
            click.echo(f"  {after.id}{say('language.colon')}{_change(before.state, after.state, say)}")
    if merged.moved:
        click.echo(say("cli.track.moved", file=file, steps=say.join(merged.moved)))
    if aside:
        click.echo(say("cli.import.aside", file=shown(aside)))


def _change(before: str, after: str, say: Words) -> str:
    return f"{say(f'progress.states.{before}')} → {say(f'progress.states.{after}')}"


def progress_line(folder: Path, say: Words) -> str | None:
    """Return one line on how far the plan has come; None where nobody follows it up.

    Args:
        folder: the assessment folder.
        say: the words of commands and report.

    """
    from site_builder.pipeline import tracking  # noqa: PLC0415

    progress, wave = tracking.progress_of(folder, shown(folder))
    steps = [step for step in progress.steps if step.wave in {None, wave}] if progress else []
    if progress is None or not steps:
        return None
    day = progress.day
    values = {
        "done": sum(step.is_done for step in steps),
        "all": len(steps),
        "late": sum(step.is_overdue(day) for step in steps),
        "day": day or "–",
    }
    return say("cli.track.status", **values)
