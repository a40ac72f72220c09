"""`kam questionnaire`: a client's questionnaire as a page, or as a form for other tools."""

from pathlib import Path

import click

from site_builder.commands.console import PATH, exit_on_problems, shown
from site_builder.commands.warn import warn_of_plan
from site_builder.language.words import words
from site_builder.model.places import refuse_among_input
from site_builder.model.problems import InputProblems, Problem

_FORMS = {
    "html": "questionnaire.html",
    "xlsx": "questionnaire.xlsx",
    "xlsform": "questionnaire.xlsform.xlsx",
    "csv": "questions.csv",
}


def questionnaire(language: str) -> click.Command:
    """Return `kam questionnaire`: a client's questionnaire as a page, or as a form for other tools."""
    say = words(language, "cli")

    @click.command("questionnaire", help=say("cli.questionnaire.help"))
    @click.argument("folder", type=PATH)
    @click.option("-o", "--out", metavar="FILE", type=PATH, help=say("cli.questionnaire.out"))
    @click.option(
        "--format",
        "form",
        type=click.Choice(list(_FORMS)),
        default="html",
        show_default=True,
        help=say("cli.questionnaire.format"),
    )
    @click.option("--by-role", is_flag=True, help=say("cli.questionnaire.by_role"))
    @exit_on_problems(language)
    def _run(folder: Path, out: Path | None, form: str, *, by_role: bool) -> None:
        from site_builder.collect.store import write_whole  # noqa: PLC0415
        from site_builder.pipeline import collection, read_instrument  # noqa: PLC0415

        say = words(language, "cli", "report")
        page = collection.questionnaire_file(folder, shown(folder), form, by_role=by_role)
        out = out or folder / _FORMS[form]
        if out.is_dir() or (out.is_file() and not collection.is_empty_form(out, form)):
            raise InputProblems([Problem(code="output-taken", file=shown(out))])
        refuse_among_input(out, shown(out))
        write_whole(out, page)
        warn_of_plan(collection.read_settings(folder, shown(folder)), read_instrument(), language, say)
        click.echo(say(f"cli.questionnaire.done_{form}", file=shown(out), size=-(-len(page) // 1024)))

    return _run
