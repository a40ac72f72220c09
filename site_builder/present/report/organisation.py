"""How to organise key-account management in this firm, from its answers about itself."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from site_builder.language import numbers
from site_builder.model.findings import Insight
from site_builder.model.instrument import ContextQuestion
from site_builder.model.organisation import Form, OrganisationFile, Requirement
from site_builder.model.page import Sentence
from site_builder.present.shared.context import context_answer
from site_builder.present.shared.eyebrow import eyebrow
from site_builder.present.shared.reader import Reader, sentence, within
from site_builder.present.shared.report_page import ReportPage, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionView:
    """One condition with the firm's figure and whether it is met."""

    name: str
    figure: str
    verdict: str
    is_met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """One form of organisation."""

    name: str
    type: str
    tasks: str
    size: str
    reports: str
    fits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionView:
    """One of the seven functions."""

    name: str
    who: str
    today: str
    level: str
    href: str
    should: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamView:
    """Who serves one type of customer."""

    name: str
    count: str
    people: str
    contacts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberView:
    """What one kind of member owes the team."""

    post: str
    duty: str
    limit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationView:
    """The view of the page."""

    eyebrow: str
    headline: Sentence
    lead: Sentence
    conditions: tuple[ConditionView, ...]
    conditions_note: str
    forms: tuple[FormView, ...]
    forms_note: str
    span: tuple[str, ...]
    reporting: str
    functions: tuple[FunctionView, ...]
    teams: tuple[TeamView, ...]
    members: tuple[MemberView, ...]
    emergency: str
    rules: tuple[str, ...]
    sources: dict[str, str]


def organisation_view(reader: Reader, known: OrganisationFile) -> OrganisationView:
    """Return the view of the page; what the firm did not say is said to be missing."""
    return _Organisation(reader, known).view()


_RULES = 4
_UNIT, _SET_UP = "responsible-unit", 3


class _Organisation:
    """The page in the making: what is known about organising, beside the firm's answers."""

    def __init__(self, reader: Reader, known: OrganisationFile) -> None:
        self.reader, self.known, self.say = reader, known, reader.words
        self.questions = {question.id: question for question in reader.instrument.context}
        self.answers = reader.scorecard.assessment.context

    def view(self) -> OrganisationView:
        """Return the view of the page."""
        conditions = tuple(self._condition(entry) for entry in self.known.conditions)
        form = self._form()
        return OrganisationView(
            eyebrow=eyebrow(self.reader),
            headline=sentence(self._headline(form, [c.is_met for c in conditions])),
            lead=self.say("organisation.lead"),
            conditions=conditions,
            conditions_note=self.say("organisation.conditions_note"),
            forms=tuple(self._form_view(f, form) for f in self.known.forms),
            forms_note=self.say("organisation.forms_note" if form else "organisation.forms_unknown"),
            span=tuple(self._span()),
            reporting=self._reporting(),
            functions=tuple(self._functions()),
            teams=tuple(self._teams()),
            members=tuple(
                MemberView(
                    post=sentence(self.reader.posts([member.post])),
                    duty=self.reader.text(member.duty),
                    limit=self.reader.text(member.limit),
                )
                for member in self.known.team.members
            ),
            emergency=self.reader.text(self.known.team.emergency),
            rules=tuple(self.say(f"organisation.rules.{n}") for n in range(_RULES)),
            sources={
                key: self.say("findings.sources", ids=self.say.join(list(dict.fromkeys(facts))))
                for key, facts in (
                    ("conditions", [f for c in self.known.conditions for f in c.facts]),
                    ("forms", [f for entry in self.known.forms for f in entry.facts]),
                    ("span", self.known.span.facts),
                    ("reporting", self.known.reporting.facts),
                    ("functions", self.known.functions_facts),
                    ("team", [*self.known.team.facts, *(f for t in self.known.team.types for f in t.facts)]),
                )
            },
        )

    def _answer(self, id_: str | None) -> object:
        return self.answers.get(id_) if id_ else None

    def _said(self, id_: str) -> str:
        """Return the firm's answer in words, or that there is none."""
        value = self._answer(id_)
        question: ContextQuestion = self.questions[id_]
        return (
            self.say("organisation.unknown")
            if value is None
            else context_answer(self.reader, question, value)
        )

    def _condition(self, entry: Requirement) -> ConditionView:
        value = self._answer(entry.question)
        is_met = value in entry.options or (
            entry.at_least is not None and isinstance(value, int) and value >= entry.at_least
        )
        parts = []
        if entry.question:
            label = self.reader.text(entry.label) if entry.label else self.questions[entry.question].code
            parts.append(f"{label}{self.say('language.colon')}{self._said(entry.question)}")
        parts += [self._scored(id_) for id_ in entry.practices]
        if entry.judge:
            verdict = self.reader.text(entry.judge)
        elif value is None:
            verdict = self.say("organisation.not_said")
        else:
            verdict = self.say("organisation.met" if is_met else "organisation.not_met")
        name = self.reader.text(entry.name)
        return ConditionView(
            name=name, figure=self.say("language.clause").join(parts), verdict=verdict, is_met=is_met
        )

    def _scored(self, id_: str) -> str:
        practice, claimed = (
            self.reader.instrument.practice_by_id[id_],
            self.reader.scorecard.practices[id_].claimed,
        )
        value = self.reader.score(claimed.value, id_) if claimed else "–"
        return f"{self.reader.coded_name(practice.id)} {value}"

    def _form(self) -> Form | None:
        kind = self._answer(self.known.form_question)
        return next((form for form in self.known.forms if form.type == kind), None)

    def _headline(self, form: Form | None, met: list[bool]) -> str:
        if form is None:
            return self.say("organisation.headline_unknown")
        name = within(self.reader.text(form.name))
        unit = self.reader.scorecard.practices[_UNIT].claimed
        if unit and unit.level >= _SET_UP:
            return self.say("organisation.headline_there", name=name)
        if not any(met) and form.type == self.known.forms[0].type:
            return self.say("organisation.headline_group", name=name)
        if not any(met):
            return self.say("organisation.headline_none", name=name)
        return self.say("organisation.headline", name=name, n=sum(met))

    def _form_view(self, form: Form, fitting: Form | None) -> FormView:
        types = {option.id: option.name for option in self.questions[self.known.form_question].options}
        return FormView(
            name=self.reader.text(form.name),
            type=sentence(self.reader.text(types[form.type])),
            tasks=self.reader.text(form.tasks),
            size=self.reader.text(form.size),
            reports=self.reader.text(form.reports),
            fits=form is fitting,
        )

    def _span(self) -> Iterator[str]:
        """Yield what the number of accounts per manager says, beside the cited average."""
        each, accounts = self._answer(self.known.span.question), self._answer(self.known.span.accounts)
        cited = self.known.span.cited
        if isinstance(each, int | Decimal) and each:
            key = "above" if each > cited else "within"
            yield self.say(f"organisation.span_{key}", each=numbers.plain(Fraction(each)), cited=cited)
        else:
            yield self.say("organisation.span_unknown", cited=cited)
        if isinstance(accounts, int) and accounts:
            managers = self.say.count("people", math.ceil(accounts / cited))
            yield self.say("organisation.staff", accounts=accounts, cited=cited, managers=managers)
            if isinstance(each, int | Decimal) and each:
                today = self.say.count("people", round(Fraction(accounts) / Fraction(each)))
                yield self.say("organisation.staff_today", today=today)
        yield self.say("organisation.span_caution")

    def _reporting(self) -> str:
        value = self._answer(self.known.reporting.question)
        line = next((line for line in self.known.reporting.lines if line.option == value), None)
        if line is None:
            return self.say("organisation.reporting_unknown")
        said = self._said(self.known.reporting.question)
        return self.say("organisation.reporting", said=said, text=self.reader.text(line.text))

    def _functions(self) -> Iterator[FunctionView]:
        carried = self.reader.scorecard.assessment.settings.functions
        for function in self.known.functions:
            practice = self.reader.instrument.practice_by_id[function.practice]
            claimed = self.reader.scorecard.practices[practice.id].claimed
            today, level = self.say("organisation.not_scored"), ""
            if claimed:
                today = self.reader.text(practice.items[0].anchors[claimed.level - 1])
                level = f"{practice.code} {self.reader.score(claimed.value, practice.id)}"
            yield FunctionView(
                name=self.reader.text(function.name),
                who=self.reader.any_text(carried[function.id])
                if function.id in carried
                else self.say("organisation.not_filled"),
                today=today,
                level=level or practice.code,
                href=self.reader.href(practice.id),
                should=sentence(self.reader.posts([function.should])),
            )

    def _teams(self) -> Iterator[TeamView]:
        question = self.questions[self.known.team.question]
        counts = self._answer(question.id)
        for team in self.known.team.types:
            option = next(o for o in question.options if o.id == team.type)
            number = counts.get(team.type) if isinstance(counts, dict) else None
            yield TeamView(
                name=sentence(self.reader.text(option.name)),
                count=self.say("organisation.accounts", n=number) if number is not None else "",
                people=sentence(self.reader.posts(team.posts)),
                contacts=self.reader.text(team.contacts),
            )


def _sheets(reader: Reader, insight: Insight) -> Iterator[Sheet]:  # noqa: ARG001 - every page is asked alike
    known = reader.instrument.organisation
    if known is not None:
        # Its address stays as it was: people have remarks under this name.
        yield Sheet(name="setup", template="organisation", view=organisation_view(reader, known))


PAGE = ReportPage(order=100, section="action", sheets=_sheets)
