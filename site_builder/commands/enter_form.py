"""`kam enter`: a paper questionnaire typed in, a key per question; every key is kept."""

import json
import os
import re
import sys
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any, Self

import click

from site_builder import pipeline
from site_builder.collect import paper
from site_builder.collect.paper import PaperForm
from site_builder.language.words import Words, words
from site_builder.model.instrument import CONTEXT_ROLES, Instrument
from site_builder.model.problems import shorten
from site_builder.pipeline import collection

if sys.platform != "win32":
    import termios
    import tty

_DRAFT = ".kam-enter-"
_ENTER = ("\r", "\n")
_YES = ("y", "j", " ", *_ENTER)
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|O.|.)?")  # arrows, Delete, F-keys
_STOPS = ("q", "\x03")  # the second is Ctrl-C
_KEYS = {
    "d": "dont_know",
    "n": "not_applicable",
    " ": "open",
    "\r": "open",
    "\n": "open",
    **dict.fromkeys(("u", "\x7f", "\x08"), "undone"),
    "c": "comment",
}


class _Keyboard:
    """Gives keys one by one. The terminal stays in that state between them: nothing typed ahead is lost."""

    def __init__(self) -> None:
        self.is_terminal = sys.stdin.isatty()
        self.mode: Any = None
        self.ahead = ""

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
        """Return the next key in lower case and half width; arrows and the like are passed over."""
        while True:
            key = unicodedata.normalize("NFKC", self._next()).lower()
            if self.is_terminal or key not in _ENTER:
                return key

    def _next(self) -> str:
        if not self.is_terminal:
            return sys.stdin.read(1) or _STOPS[0]  # the end of what is piped in stops
        if not self.mode:
            return click.getchar()
        while not self.ahead:
            raw = os.read(sys.stdin.fileno(), 1024)
            if not raw:
                return _STOPS[0]
            self.ahead = _ESCAPES.sub("", raw.decode("utf-8", "ignore"))
        key, self.ahead = self.ahead[0], self.ahead[1:]
        return key

    def line(self, question: str) -> str:
        """Ask for a line of text; what was typed ahead is its beginning."""
        click.echo(question, nl=False)
        by_key, ahead, self.ahead = self.mode is not None, self.ahead, ""
        done, newline, rest = ahead.partition("\n")
        if newline:
            self.ahead = rest
            return done.strip()
        click.echo(ahead, nl=False)
        self.__exit__()
        text = sys.stdin.readline()
        if by_key:
            self.__enter__()
        return f"{ahead}{text}".strip()


def enter_form(wave: collection.Wave, day: date, language: str, *, everything: bool) -> None:
    """Ask for one paper form key by key, and put it into a wave.

    Args:
        wave: where the answers go; a form that was left unfinished lies there too.
        day: the day that the form is typed in.
        language: the language of the questions.
        everything: whether all questions are asked; else only those meant for the role.

    """
    say, instrument = words(language, "cli", "report"), pipeline.read_instrument()
    with _Keyboard() as keyboard:
        form = _resumed(wave, instrument, keyboard, say)
        if form is None:
            form = _begun(wave, instrument, keyboard, say, everything=everything)
        if form is None:
            return
        click.echo(say("cli.enter.keys"))
        while form.item is not None or keyboard.is_terminal:
            _ask(form, instrument, say)
            key = keyboard.key()
            if key in _STOPS:
                click.echo(say("cli.enter.stopped", n=form.at, total=len(form.items)))
                return
            if form.item is None and key in _ENTER:
                click.echo()
                break
            form = _after(form, key, keyboard, instrument, say)
            _keep(wave, form)
        context = _facts(form, keyboard, instrument, say)
    _finish(wave, form, context, instrument, say, day)


def _begun(
    wave: collection.Wave, instrument: Instrument, keyboard: _Keyboard, say: Words, *, everything: bool
) -> PaperForm | None:
    roles = {role.id: role.name[say.language] for role in instrument.roles}
    click.echo(say("cli.enter.roles", roles=say.join([f"{id_} {name}" for id_, name in roles.items()])))
    role = ""
    while role not in roles:
        role = keyboard.line(say("cli.enter.role")).upper()
        if not role:
            return None
        if role not in roles:
            click.echo(say("cli.enter.no_role"))
    taken = {response.respondent.id for response in wave.responses}
    taken |= {path.name[len(_DRAFT) : -len(".json")] for path in _drafts(wave)}
    form = paper.new_form(instrument, paper.free_id(taken), role, everything=everything)
    _keep(wave, form)
    click.echo(say("cli.enter.begun", id=form.id, n=len(form.items)))
    return form


def _drafts(wave: collection.Wave) -> list[Path]:
    return sorted(wave.folder.glob(f"{_DRAFT}*.json"))


def _resumed(
    wave: collection.Wave, instrument: Instrument, keyboard: _Keyboard, say: Words
) -> PaperForm | None:
    """Return a form of this wave that was left unfinished, if there is one and it is wanted."""
    taken = {response.respondent.id for response in wave.responses}
    for path in _drafts(wave):
        try:
            draft = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            continue
        form = paper.form_of_draft(draft, instrument)
        if form is None or form.id in taken or draft.get("wave") != wave.name:
            continue
        values = {"id": form.id, "role": form.role, "n": form.at, "total": len(form.items)}
        click.echo(say("cli.enter.resume", **values), nl=False)
        key = keyboard.key()
        click.echo()
        if key in _YES:
            return form
    return None


def _ask(form: PaperForm, instrument: Instrument, say: Words) -> None:
    """Ask the next question, or whether the form is complete."""
    if form.item is None:
        click.echo(say("cli.enter.complete", n=len(form.answers), total=len(form.items)), nl=False)
    else:
        practice, place = paper.practice_of(instrument, form.item)
        question = practice.items[place].question[say.language]
        click.echo(f"{form.at + 1:>3}/{len(form.items)}  {practice.code}  {question}  ", nl=False)


def _after(form: PaperForm, key: str, keyboard: _Keyboard, instrument: Instrument, say: Words) -> PaperForm:
    """Return the form after a key, and echo what the key meant."""
    if form.item is not None and key in "123456789" and int(key) <= instrument.top:
        practice, place = paper.practice_of(instrument, form.item)
        anchor = practice.items[place].anchors[int(key) - 1][say.language]
        click.echo(f"[{key}] {shorten(anchor, 40)}")
        return form.rated({"rating": int(key)})
    act = _KEYS.get(key, "unknown")
    if form.item is None and act not in {"undone", "comment"}:
        act = "unknown"
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


def _facts(form: PaperForm, keyboard: _Keyboard, instrument: Instrument, say: Words) -> dict[str, Any]:
    """Ask for the facts about the firm, a line each, where the role knows them."""
    context: dict[str, Any] = {}
    asked = [question for question in instrument.context if question.kind != "counts"]
    if form.role not in CONTEXT_ROLES or not keyboard.is_terminal:
        return context
    click.echo(say("cli.enter.facts"))
    for question in asked:
        options = [option.id for option in question.options]
        names = [f"{n} {option.name[say.language]}" for n, option in enumerate(question.options, 1)]
        line = f"  {question.code}  {question.question[say.language]} {say.join(names)} "
        while text := unicodedata.normalize("NFKC", keyboard.line(line)):
            value = paper.fact_of(text, question.kind, options)
            if value is not None:
                context[question.id] = value
                break
            click.echo(say("cli.enter.fact_wrong"))
    return context


def _keep(wave: collection.Wave, form: PaperForm) -> None:
    draft: Any = json.dumps({**form.as_draft(), "wave": wave.name}, ensure_ascii=False)
    new = wave.folder / f"{_DRAFT}{form.id}.new"
    new.write_text(draft, "utf-8")
    new.replace(wave.folder / f"{_DRAFT}{form.id}.json")


def _finish(  # noqa: PLR0913, PLR0917 - the end of all that was asked
    wave: collection.Wave,
    form: PaperForm,
    context: dict[str, Any],
    instrument: Instrument,
    say: Words,
    day: date,
) -> None:
    draft = wave.folder / f"{_DRAFT}{form.id}.json"
    if not form.answers:
        draft.unlink(missing_ok=True)
        click.echo(say("cli.enter.empty"))
        return
    data = paper.response_data(form, instrument, say.language, day.isoformat())
    path = collection.add_response(data | ({"context": context} if context else {}), wave)
    draft.unlink(missing_ok=True)
    values = {"n": len(form.answers), "total": len(form.items)}
    click.echo(say("cli.enter.done", file=path.as_posix(), id=form.id, **values))
