"""`kam enter`: a paper questionnaire typed in, a key per question; every key is kept."""

import json
import sys
from datetime import date
from typing import Any, Self

import click

from site_builder import pipeline, sheet
from site_builder.model.instrument import Instrument
from site_builder.model.problems import shorten
from site_builder.sheet import Sheet
from site_builder.words import Words, words

if sys.platform != "win32":
    import termios
    import tty

_DRAFT = ".kam-enter.json"
_STOPS = ("q", "\x03")  # the second is Ctrl-C
_KEYS = {
    "d": "dont_know",
    "n": "not_applicable",
    **dict.fromkeys((" ", "\r", "\n"), "open"),
    **dict.fromkeys(("u", "\x7f", "\x08"), "undone"),
    "c": "comment",
}


class _Keyboard:
    """Gives keys one by one. The terminal stays in that state between them: nothing typed ahead is lost."""

    def __init__(self) -> None:
        self.is_terminal = sys.stdin.isatty()
        self.mode: Any = None

    def __enter__(self) -> Self:
        if self.is_terminal and sys.platform != "win32":
            self.mode = termios.tcgetattr(sys.stdin)
            tty.setcbreak(sys.stdin, termios.TCSANOW)
        return self

    def __exit__(self, *_: object) -> None:
        if self.mode:
            termios.tcsetattr(sys.stdin, termios.TCSANOW, self.mode)
            self.mode = None

    def key(self) -> str:
        """Return the next key in lower case, or the next character of what is piped in; its end stops."""
        if self.is_terminal:
            return (sys.stdin.read(1) if self.mode else click.getchar()).lower()
        while (key := sys.stdin.read(1)) in {"\n", "\r"}:
            pass
        return (key or _STOPS[0]).lower()

    def line(self, question: str) -> str:
        """Ask for a line of text."""
        click.echo(question, nl=False)
        by_key = self.mode is not None
        self.__exit__()
        text = sys.stdin.readline().strip()
        if by_key:
            self.__enter__()
        return text


def type_in(wave: pipeline.Wave, day: date, language: str, *, everything: bool) -> None:
    """Ask for one paper form key by key, and put it into a wave."""
    say, instrument = words(language, "cli", "report"), pipeline.read_instrument()
    form = _resumed(wave, instrument, say) or _begun(wave, instrument, say, everything=everything)
    click.echo(say("cli.enter.keys"))
    with _Keyboard() as keyboard:
        while form.item is not None or keyboard.is_terminal:
            _ask(form, instrument, say)
            key = keyboard.key()
            if key in _STOPS:
                click.echo(say("cli.enter.stopped", n=form.at, total=len(form.items)))
                return
            if form.item is None and _KEYS.get(key) not in {"undone", "comment"}:
                click.echo()
                break
            form = _after(form, key, keyboard, instrument, say)
            _keep(wave, form)
    _finish(wave, form, instrument, say, day)


def _begun(wave: pipeline.Wave, instrument: Instrument, say: Words, *, everything: bool) -> Sheet:
    roles = {role.id: role.name[say.language] for role in instrument.roles}
    click.echo(say("cli.enter.roles", roles=say.join([f"{id_} {name}" for id_, name in roles.items()])))
    choice = click.Choice(list(roles), case_sensitive=False)
    role = click.prompt(say("cli.enter.role"), type=choice, show_choices=False, prompt_suffix="")
    taken = {response.respondent.id for response in wave.responses}
    form = sheet.new_sheet(instrument, sheet.free_id(taken), role, everything=everything)
    click.echo(say("cli.enter.begun", id=form.id, n=len(form.items)))
    return form


def _resumed(wave: pipeline.Wave, instrument: Instrument, say: Words) -> Sheet | None:
    """Return the form that was left unfinished, if there is one and it is wanted."""
    try:
        draft = json.loads((wave.folder / _DRAFT).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    form = sheet.sheet_of(draft, instrument)
    taken = {response.respondent.id for response in wave.responses}
    if form is None or form.id in taken:
        return None
    values = {"id": form.id, "role": form.role, "n": form.at, "total": len(form.items)}
    click.echo(say("cli.enter.resume", **values), nl=False)
    with _Keyboard() as keyboard:
        key = keyboard.key()
    click.echo()
    return None if key == "n" else form


def _ask(form: Sheet, instrument: Instrument, say: Words) -> None:
    """Ask the next question, or whether the form is complete."""
    if form.item is None:
        click.echo(say("cli.enter.complete", n=len(form.answers), total=len(form.items)), nl=False)
    else:
        practice, place = sheet.practice_of(instrument, form.item)
        question = practice.items[place].question[say.language]
        click.echo(f"{form.at + 1:>3}/{len(form.items)}  {practice.code}  {question}  ", nl=False)


def _after(form: Sheet, key: str, keyboard: _Keyboard, instrument: Instrument, say: Words) -> Sheet:
    """Return the form after a key, and echo what the key meant."""
    if form.item is not None and key in "123456789" and int(key) <= instrument.top:
        practice, place = sheet.practice_of(instrument, form.item)
        anchor = practice.items[place].anchors[int(key) - 1][say.language]
        click.echo(f"[{key}] {shorten(anchor, 40)}")
        return form.rated({"rating": int(key)})
    act = _KEYS.get(key, "unknown")
    click.echo(say(f"cli.enter.{act}"))
    match act:
        case "dont_know":
            form = form.rated({"dont_know": True})
        case "not_applicable":
            reason = keyboard.line(say("cli.enter.reason"))
            form = form.rated({"not_applicable": reason}) if reason else form
        case "open":
            form = form.rated(None)
        case "undone":
            form = form.undone()
        case "comment" if form.takes_remark:
            form = form.commented(keyboard.line(say("cli.enter.remark")))
        case "comment":
            click.echo(say("cli.enter.no_remark"))
    return form


def _keep(wave: pipeline.Wave, form: Sheet) -> None:
    draft: Any = json.dumps(form.as_draft(), ensure_ascii=False)
    new = wave.folder / f"{_DRAFT}.new"
    new.write_text(draft, "utf-8")
    new.replace(wave.folder / _DRAFT)


def _finish(wave: pipeline.Wave, form: Sheet, instrument: Instrument, say: Words, day: date) -> None:
    data = sheet.response_data(form, instrument, say.language, day.isoformat())
    path = pipeline.add_response(data, wave)
    (wave.folder / _DRAFT).unlink(missing_ok=True)
    click.echo(
        say("cli.enter.done", file=path.as_posix(), id=form.id, n=len(form.answers), total=len(form.items))
    )
