"""What every command says alike: problems with their places, that work goes on; and what day it is."""

import os
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any

import click

from site_builder.language.words import Words, words
from site_builder.model.problems import MOST_OF_A_KIND, InputProblems, Problem

BAD_INPUT, OWN_FAULT = 1, 3
_MOST_TOLD = 500
PATH = click.Path(path_type=Path, readable=False)  # what is wrong with it is told in our own words


def exit_on_problems(language: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Wrap a command so that problems of the input are told and end it with exit code 1.

    What the machine refuses (a full disk, no permission) is told as a problem too; with `KAM_DEBUG` set
    it comes through as it is.
    """

    def _wrap(command: Callable[..., None]) -> Callable[..., None]:
        def _run(*arguments: Any, **options: Any) -> None:
            try:
                _put_right(options.values(), language)
                command(*arguments, **options)
            except InputProblems as found:
                print_problems(found, language)
                sys.exit(BAD_INPUT)
            except (BrokenPipeError, click.exceptions.Exit, click.Abort, click.ClickException):
                raise  # whoever read us has seen enough, or pressed Ctrl-C; click ends quietly
            except OSError as error:
                if os.environ.get("KAM_DEBUG"):
                    raise
                file = str(getattr(error, "filename", None) or "kam")
                reason = getattr(error, "strerror", None) or str(error)
                print_problems(
                    InputProblems([Problem(code="cannot-use", file=file, values={"reason": reason})]),
                    language,
                )
                sys.exit(BAD_INPUT)
            except (MemoryError, Exception) as error:
                if os.environ.get("KAM_DEBUG"):
                    raise
                click.echo(words(language, "cli")("cli.own_fault", **_reported(error)), err=True)
                sys.exit(OWN_FAULT)

        _run.__name__, _run.__doc__ = command.__name__, command.__doc__
        _run.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
        return _run

    return _wrap


def _put_right(given: Iterable[Any], language: str) -> None:
    """Finish what an interrupted import left in the folders that a command is given, and say so."""
    for folder in given:
        if isinstance(folder, Path) and (folder / "assessment.yml").is_file():
            from site_builder.collect.lock import is_interrupted, locked  # noqa: PLC0415

            if is_interrupted(folder):
                with locked(folder, shown(folder)):
                    click.echo(words(language, "cli")("cli.recovered"), err=True)


def _reported(error: BaseException) -> dict[str, str]:
    """Write down what went wrong in the program itself; return what it was, and the report's file."""
    text = "".join(traceback.format_exception(error))
    with tempfile.NamedTemporaryFile(
        "w", prefix="kam-fault-", suffix=".txt", delete=False, encoding="utf-8", errors="replace"
    ) as file:
        file.write(text)
    return {"what": _printable(f"{type(error).__name__}: {error}"[:200]), "file": file.name}


def print_problems(found: InputProblems, language: str) -> None:
    """Print every problem with its place, in words for the person who made it."""
    say = words(language, "problems")
    kinds: Counter[tuple[str, str]] = Counter()
    told = 0
    for problem in found.problems:
        kinds[problem.file, problem.code] += 1
        if kinds[problem.file, problem.code] <= MOST_OF_A_KIND and told < _MOST_TOLD:
            click.echo(problem_text(problem, say), err=True)
            told += 1
    for (file, code), number in kinds.items():
        if number > MOST_OF_A_KIND:
            like = next(p for p in found.problems if (p.file, p.code) == (file, code))
            values = {"file": _printable(file), "n": number - MOST_OF_A_KIND, "line": like.line or 1}
            click.echo(say("problems.alike", **values), err=True)
    if sum(min(n, MOST_OF_A_KIND) for n in kinds.values()) > told:
        click.echo(say("problems.more", n=len(found.problems) - told), err=True)
    if len(found.problems) > 1:
        click.echo(say("problems.found", n=len(found.problems)), err=True)


def problem_text(problem: Problem, say: Words) -> str:
    """Return one problem as a line: file, line, place, what is wrong and what to write."""
    values = {"file": problem.file, **problem.values}
    values |= {key: text[say.language] for key, text in values.items() if isinstance(text, dict)}
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


def shown(path: Path) -> str:
    """Return how messages call a path."""
    return path.as_posix()


def local_day() -> date:
    """Return the day where the user is."""
    return datetime.now(UTC).astimezone().date()


@contextmanager
def working(say: Words) -> Iterator[None]:
    """Say that work goes on, as soon as it takes longer than a second; only where somebody looks on."""
    if not sys.stderr.isatty():
        yield
        return
    done = Event()

    def _tick() -> None:
        seconds = 0
        while not done.wait(1):
            seconds += 1
            click.echo(f"\r{say('cli.working', seconds=seconds)}", nl=False, err=True)
        if seconds:
            click.echo(err=True)

    thread = Thread(target=_tick, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
