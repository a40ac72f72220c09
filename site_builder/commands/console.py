"""What every command says alike: problems with their places, that work goes on; and what day it is."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any

import click

from site_builder.language.words import Words, words
from site_builder.model.problems import InputProblems, Problem

BAD_INPUT = 1
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
                command(*arguments, **options)
            except InputProblems as found:
                print_problems(found, language)
                sys.exit(BAD_INPUT)
            except (BrokenPipeError, click.exceptions.Exit, click.Abort):
                raise  # whoever read us has seen enough, or pressed Ctrl-C; click ends quietly
            except (OSError, RuntimeError) as error:
                if os.environ.get("KAM_DEBUG"):
                    raise
                file = str(getattr(error, "filename", None) or "kam")
                reason = getattr(error, "strerror", None) or str(error)
                print_problems(
                    InputProblems([Problem(code="cannot-use", file=file, values={"reason": reason})]),
                    language,
                )
                sys.exit(BAD_INPUT)

        _run.__name__, _run.__doc__ = command.__name__, command.__doc__
        _run.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
        return _run

    return _wrap


def print_problems(found: InputProblems, language: str) -> None:
    """Print every problem with its place, in words for the person who made it."""
    say = words(language, "problems")
    for problem in found.problems[:_MOST_TOLD]:
        click.echo(problem_text(problem, say), err=True)
    if len(found.problems) > _MOST_TOLD:
        click.echo(say("problems.more", n=len(found.problems) - _MOST_TOLD), err=True)
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
