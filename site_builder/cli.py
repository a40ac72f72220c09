"""The command line: it (with `typing_in`) alone prints, exits and reads the clock."""

import gc
import json
import locale
import os
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from site_builder import __version__
from site_builder.model.problems import InputProblems, Problem
from site_builder.words import Words, words

if TYPE_CHECKING:  # `kam --help` needs none of it
    from site_builder.model.scorecard import Scorecard
    from site_builder.pipeline import Wave

_BAD_INPUT = 1
_INTERRUPTED = 130
_PATH = click.Path(path_type=Path, readable=False)  # what is wrong with it is told in our own words
_LAST_EPOCH = 4_102_444_800  # the year 2100; archives know no later time
_QUESTIONNAIRE = b'<script type="application/json" id="data">'


def main() -> None:
    """Run `kam`."""
    # Ten thousand respondents are many objects and no cycles; looking for some takes longer than scoring.
    gc.set_threshold(200_000, 50, 100)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console in a legacy code page could not print Chinese
            stream.reconfigure(encoding="utf-8", errors="replace")
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

    path = click.argument("path", type=_PATH)

    @kam.command(help=say("cli.new.help"))
    @click.argument("folder", type=_PATH)
    @click.option("--example", metavar="NAME", help=say("cli.new.example", names=", ".join(_example_names())))
    @_telling(language)
    def new(folder: Path, example: str | None) -> None:
        _new(folder, example, words(language, "cli", "report"))

    @kam.command(help=say("cli.check.help"))
    @path
    @_telling(language)
    def check(path: Path) -> None:
        _check(path, language)

    @kam.command(help=say("cli.score.help"))
    @path
    @click.option("--json", "as_json", is_flag=True, help=say("cli.score.json"))
    @_telling(language)
    def score(path: Path, *, as_json: bool) -> None:
        _score(path, language, as_json=as_json)

    @kam.command(help=say("cli.build.help"))
    @path
    @click.option(
        "-o",
        "--out",
        metavar="SITE",
        type=_PATH,
        help=say("cli.build.out"),
    )
    @_telling(language)
    def build(path: Path, out: Path | None) -> None:
        _build(path, out, words(language, "cli", "report"))

    @kam.command(help=say("cli.serve.help"))
    @path
    @click.option(
        "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help=say("cli.serve.port")
    )
    @_telling(language)
    def serve(path: Path, port: int) -> None:
        _serve(path, port, language)

    @kam.command(help=say("cli.docs.help"))
    @click.option(
        "-o",
        "--out",
        metavar="SITE",
        type=_PATH,
        default=Path("site"),
        help=say("cli.docs.out"),
    )
    @_telling(language)
    def docs(out: Path) -> None:
        _docs(out, say)

    _add_answer_commands(kam, language, say)
    for command in (kam, *kam.commands.values()):
        command.params.append(_help_option(say))
        command.add_help_option = False
    return kam


def _add_answer_commands(kam: click.Group, language: str, say: Words) -> None:
    """Add the commands that ask people and collect what they answer."""

    @kam.command(help=say("cli.questionnaire.help"))
    @click.argument("folder", type=_PATH)
    @click.option(
        "-o",
        "--out",
        metavar="FILE",
        type=_PATH,
        help=say("cli.questionnaire.out"),
    )
    @_telling(language)
    def questionnaire(folder: Path, out: Path | None) -> None:
        _questionnaire(folder, out, say)

    @kam.command("import", help=say("cli.import.help"))
    @click.argument("files", type=_PATH, nargs=-1, required=True, metavar="FILE...")
    @click.option(
        "--into", "folder", type=_PATH, required=True, metavar="FOLDER", help=say("cli.import.into")
    )
    @click.option("--wave", metavar="NAME", help=say("cli.import.wave"))
    @click.option("--replace", is_flag=True, help=say("cli.import.replace"))
    @click.option("--partial", is_flag=True, help=say("cli.import.partial"))
    @_telling(language)
    def import_(
        files: tuple[Path, ...], folder: Path, wave: str | None, *, replace: bool, partial: bool
    ) -> None:
        from site_builder import pipeline  # noqa: PLC0415

        place = pipeline.open_wave(folder, _shown(folder), wave, _today())
        _import(files, place, language, replace=replace, partial=partial)

    @kam.command(help=say("cli.enter.help"))
    @click.argument("folder", type=_PATH)
    @click.option("--wave", metavar="NAME", help=say("cli.import.wave"))
    @click.option("--all", "everything", is_flag=True, help=say("cli.enter.all"))
    @_telling(language)
    def enter(folder: Path, wave: str | None, *, everything: bool) -> None:
        _enter(folder, wave, language, everything=everything)


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


def _telling(language: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Wrap a command so that problems of the input are told and end it with exit code 1."""

    def wrap(command: Callable[..., None]) -> Callable[..., None]:
        def run(*arguments: Any, **options: Any) -> None:
            try:
                command(*arguments, **options)
            except InputProblems as found:
                tell(found, language)
                sys.exit(_BAD_INPUT)
            except BrokenPipeError:
                raise  # whoever read us has seen enough; click ends quietly
            except (OSError, RuntimeError) as error:
                if os.environ.get("KAM_DEBUG"):
                    raise
                file = str(getattr(error, "filename", None) or "kam")
                reason = getattr(error, "strerror", None) or str(error)
                tell(
                    InputProblems([Problem(code="cannot-use", file=file, values={"reason": reason})]),
                    language,
                )
                sys.exit(_BAD_INPUT)

        run.__name__, run.__doc__ = command.__name__, command.__doc__
        run.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
        return run

    return wrap


def tell(found: InputProblems, language: str) -> None:
    """Print every problem with its place, in words for the person who made it."""
    say = words(language, "problems")
    for problem in found.problems:
        click.echo(problem_text(problem, say), err=True)
    if len(found.problems) > 1:
        click.echo(say("problems.found", n=len(found.problems)), err=True)


def problem_text(problem: Problem, say: Words) -> str:
    """Return one problem as a line: file, line, place, what is wrong and what to write."""
    values = {"file": problem.file, **problem.values}
    if "known" in values:
        key = "advice-hint" if values.get("hint") else "advice-known"
        values["advice"] = say(f"problems.{key}", **values)
    for group in ("kind", "form"):
        if group in values:
            values[group] = say(f"problems.{group}s.{values[group]}")
    text = say(f"problems.{problem.code}", **values)
    place = f" {problem.where}" if problem.where else ""
    if problem.line is None:
        return _printable(f"{problem.file}{place}: {text}")
    where = f":{place}" if place else ""
    return _printable(say("problems.where", file=problem.file, line=problem.line, where=where, text=text))


def _printable(text: str) -> str:
    """Return a text that cannot steer a terminal or forge a line."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def _shown(path: Path) -> str:
    return path.as_posix()


def _new(folder: Path, example: str | None, say: Words) -> None:
    from site_builder import pipeline  # noqa: PLC0415 - `kam --help` needs none of it
    from site_builder.starter import starter, wave_of  # noqa: PLC0415

    if os.path.lexists(folder) and (not folder.is_dir() or any(folder.iterdir())):
        raise InputProblems([Problem(code="new-taken", file=_shown(folder))])
    if example is not None:
        examples = pipeline.example_folders()
        if example not in examples:
            values = {"name": example, "known": ", ".join(examples)}
            raise InputProblems([Problem(code="no-such-example", file=_shown(folder), values=values)])
        shutil.copytree(examples[example], folder, dirs_exist_ok=True)
        click.echo(say("cli.new.copied", folder=_shown(folder)))
        return
    today = _today()
    for name, text in starter(folder.resolve().name, pipeline.read_instrument(), say, today).items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", newline="\n")
    click.echo(say("cli.new.done", folder=_shown(folder), wave=wave_of(today)))


def _check(path: Path, language: str) -> None:
    from site_builder import pipeline  # noqa: PLC0415

    card = pipeline.scorecard(path, _shown(path))
    say = words(language, "cli", "report")
    rated = sum(1 for practice in card.practices.values() if practice.claimed)
    people = say.count("respondents", len(card.assessment.responses))
    click.echo(say("cli.check.done", people=people, practices=say.count("practices", rated)))
    _warn_of_few(card, say)


def _warn_of_few(card: "Scorecard", say: Words) -> None:
    """Tell the consultant where a score comes close to a single answer that was promised to be anonymous."""
    few = [
        card.instrument.practice_by_id[practice.id].code
        for practice in card.practices.values()
        if card.is_anonymous and practice.claimed and practice.answers.rated < card.k
    ]
    if few:
        values = {"practices": say.join(few), "k": card.k}
        click.echo(say("cli.few", **values), err=True)


def _score(path: Path, language: str, *, as_json: bool) -> None:
    from site_builder import pipeline  # noqa: PLC0415
    from site_builder.export import export  # noqa: PLC0415
    from site_builder.present.terminal import table  # noqa: PLC0415

    card = pipeline.scorecard(path, _shown(path))
    click.echo(json.dumps(export(card), ensure_ascii=False, indent=2) if as_json else table(card, language))


def _build(path: Path, out: Path | None, say: Words) -> None:
    from site_builder import pipeline  # noqa: PLC0415

    out = out or (path / "site" if path.is_dir() else path.with_suffix(""))
    card = pipeline.build_report(path, _shown(path), out, _epoch(), _progress(say))
    _warn_of_few(card, say)
    click.echo(say("cli.build.done", index=(out / "index.html").as_posix()))


def _questionnaire(folder: Path, out: Path | None, say: Words) -> None:
    from site_builder import pipeline  # noqa: PLC0415

    out = out or folder / "questionnaire.html"
    page = pipeline.questionnaire_page(folder, _shown(folder))
    if out.is_dir() or (out.is_file() and _QUESTIONNAIRE not in out.read_bytes()):
        raise InputProblems([Problem(code="output-taken", file=_shown(out))])
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(page, "utf-8", newline="\n")
    click.echo(say("cli.questionnaire.done", file=_shown(out), size=len(page.encode()) // 1024))


def _import(files: Sequence[Path], wave: "Wave", language: str, *, replace: bool, partial: bool) -> None:
    from site_builder import pipeline  # noqa: PLC0415

    say = words(language, "cli", "report")
    named = [(path, _shown(path)) for path in files]
    done = pipeline.import_answers(named, wave, replace=replace, partial=partial)
    if done.problems:
        tell(InputProblems(done.problems), language)
    place = _shown(wave.folder / "responses" / wave.name)
    people = say.count("respondents", len(done.written))
    click.echo(say("cli.import.done" if done.written else "cli.import.nothing", people=people, place=place))
    if done.same:
        click.echo(say("cli.import.same", people=say.count("respondents", done.same)))
    for path in done.aside:
        click.echo(say("cli.import.aside", file=_shown(path)))
    if done.problems:
        sys.exit(_BAD_INPUT)


def _enter(folder: Path, name: str | None, language: str, *, everything: bool) -> None:
    from site_builder import pipeline  # noqa: PLC0415
    from site_builder.typing_in import type_in  # noqa: PLC0415

    type_in(
        pipeline.open_wave(folder, _shown(folder), name, _today()), _today(), language, everything=everything
    )


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _docs(out: Path, say: Words) -> None:
    from site_builder import pipeline  # noqa: PLC0415

    pipeline.build_reference(out, _epoch(), _progress(say))
    click.echo(say("cli.docs.done", index=(out / "index.html").as_posix()))


def _serve(path: Path, port: int, language: str) -> None:
    import tempfile  # noqa: PLC0415

    from site_builder import pipeline  # noqa: PLC0415
    from site_builder.publish.server import serve  # noqa: PLC0415
    from site_builder.resources import find  # noqa: PLC0415

    say = words(language, "cli")
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        pipeline.build_report(path, _shown(path), site, _epoch(), _progress(say))

        def rebuild() -> None:
            try:
                pipeline.forget()
                pipeline.build_report(path, _shown(path), site, _epoch(), lambda _: None)
            except InputProblems as found:
                tell(found, language)
                click.echo(say("cli.serve.kept"), err=True)
            else:
                click.echo(say("cli.serve.rebuilt"), err=True)

        watched = [path, find("assessment"), find("templates"), find("content")]
        serve(
            rebuild, site, watched, port, lambda url: click.echo(say("cli.serve.started", url=url), err=True)
        )


def _progress(say: Words) -> Callable[[str], None]:
    return lambda name: click.echo(say("cli.building", name=name), err=True)


def _epoch() -> int | None:
    """Return the time of the build that the environment asks for."""
    value = os.environ.get("SOURCE_DATE_EPOCH", "")
    return min(int(value), _LAST_EPOCH) if re.fullmatch(r"[0-9]{1,12}", value) else None


def _example_names() -> list[str]:
    from site_builder.resources import find  # noqa: PLC0415

    return sorted(path.name for path in find("assessment", "examples").iterdir() if path.is_dir())
