"""The questionnaire as an XLSForm, for KoboToolbox and ODK."""

import io
from collections.abc import Sequence

from site_builder.collect.forms import new_book
from site_builder.language.words import words
from site_builder.model.instrument import CONTEXT_ROLES, ContextQuestion, Dimension, Instrument

XLSFORM_SHEETS = ("survey", "choices", "settings")

_KINDS = {"count": "integer", "number": "decimal", "percent": "decimal"}


def xlsform(
    instrument: Instrument, languages: Sequence[str], roles: Sequence[str], firm: dict[str, str]
) -> bytes:
    """Return the questionnaire as an XLSForm; its answers come back under the names of the items.

    Args:
        instrument: what is asked.
        languages: the languages of the texts, the default one first.
        roles: the ids of the roles to choose from.
        firm: the firm's name per language.

    """
    form = _Survey(languages)
    form.add_start(instrument, roles)
    for dimension in instrument.dimensions:
        form.add_dimension(dimension, instrument, roles)
    for question in instrument.context:
        form.add_fact(question)
    title = f"{firm[languages[0]]} · {instrument.name[languages[0]]}"
    settings = [
        ["form_title", "form_id", "version", "default_language"],
        [title, instrument.id, instrument.version, _named(languages[0])],
    ]
    out = io.BytesIO()
    book = new_book(out)
    for name, rows in zip(XLSFORM_SHEETS, (form.survey, form.choices, settings), strict=True):
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


class _Survey:
    """The rows of `survey` and `choices`, with a column per language for every text."""

    def __init__(self, languages: Sequence[str]) -> None:
        labels = [f"label::{_named(language)}" for language in languages]
        self.languages = languages
        self.say = [words(language, "questionnaire") for language in languages]
        self.survey = [["type", "name", *labels, "required", "relevant", "appearance"]]
        self.choices: list[list[str]] = [["list_name", "name", *labels]]

    def texts(self, key: str) -> list[str]:
        """Return words of the questionnaire in every language."""
        return [say(f"questionnaire.{key}") for say in self.say]

    def in_all(self, texts: dict[str, str]) -> list[str]:
        """Return a text of the instrument in every language."""
        return [texts[language] for language in self.languages]

    def add(
        self, kind: str, name: str, label: list[str], relevant: str = "", *, required: bool = False
    ) -> None:
        """Add a row to the survey; `relevant` is the condition under which it is asked, empty for always."""
        self.survey.append([kind, name, *label, "yes" if required else "", relevant, ""])

    def add_start(self, instrument: Instrument, roles: Sequence[str]) -> None:
        """Add what stands before the questions: the times, the instruction, the role."""
        self.add("start", "start", [""] * len(self.languages))
        self.add("end", "end", [""] * len(self.languages))
        self.add("note", "instruction", self.in_all(instrument.instructions.respondent))
        self.add("select_one role", "role", self.texts("role"), required=True)
        self.choices += [["role", id_, *self.in_all(instrument.role_by_id[id_].name)] for id_ in roles]

    def add_dimension(self, dimension: Dimension, instrument: Instrument, roles: Sequence[str]) -> None:
        """Add the questions of a dimension, each shown to the roles that it is meant for."""
        self.add("begin_group", dimension.id.replace("-", "_"), self.in_all(dimension.name))
        for practice in dimension.practices:
            relevant = _any_of([r for r in roles if instrument.asks(instrument.role_by_id[r], practice)])
            for item_id, item in zip(practice.item_ids, practice.items, strict=True):
                name = item_id.replace("-", "_")
                self.add(f"select_one {name}", name, self.in_all(item.question), relevant)
                self.add("text", f"{name}_reason", self.texts("reason"), f"${{{name}}} = 'na'", required=True)
                anchors = [self.in_all(anchor) for anchor in item.anchors]
                self.choices += [[name, str(n), *anchor] for n, anchor in enumerate(anchors, 1)]
                self.choices.append([name, "dk", *self.texts("dont_know")])
                self.choices.append([name, "na", *self.texts("not_applicable")])
        self.add("end_group", "", [""] * len(self.languages))

    def add_fact(self, question: ContextQuestion) -> None:
        """Add a question about the firm, for the roles that know; lists of counts are left out."""
        name, label = question.id.replace("-", "_"), self.in_all(question.question)
        relevant = _any_of(CONTEXT_ROLES)
        if question.kind == "choice":
            self.add(f"select_one {name}", name, label, relevant)
            self.choices += [[name, option.id, *self.in_all(option.name)] for option in question.options]
        elif question.kind in _KINDS:
            self.add(_KINDS[question.kind], name, label, relevant)


def _named(language: str) -> str:
    """Return a language as XLSForms name it, such as `English (en)`."""
    return f"{words(language, 'report')('language.name')} ({language})"


def _any_of(roles: Sequence[str]) -> str:
    """Return the condition that a respondent has one of some roles."""
    return " or ".join(f"${{role}} = '{id_}'" for id_ in roles)
