"""The pages of the reference site that the instrument gives: problems, practices, method, examples."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from site_builder.language import numbers
from site_builder.language.words import Words, words
from site_builder.model.content import Content, PracticeText, ProblemText, Written
from site_builder.model.findings import Insight
from site_builder.model.instrument import Dimension, Instrument, Practice
from site_builder.model.page import Edition, Page, Site, WordText
from site_builder.model.scorecard import Scorecard
from site_builder.present.questionnaire import self_assessment
from site_builder.present.reference.citations import Known, cited, path, weave
from site_builder.present.reference.style import style_view
from site_builder.present.report.dimension import formula as dimension_formula
from site_builder.present.report.method import index_formula
from site_builder.present.shared.eyebrow import eyebrow
from site_builder.present.shared.headline import overview_headline
from site_builder.present.shared.practice import formula as practice_formula
from site_builder.present.shared.reader import Reader, sentence
from site_builder.present.shared.steps import StepView, step_view


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link with a short text beside it."""

    text: str
    href: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source document and the facts taken from it."""

    title: str
    facts: str
    caution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemView:
    """One of the five problems."""

    code: str
    name: str
    problem: str
    intro: str
    practices: tuple[Link, ...]
    questions: tuple[str, ...]
    sources: tuple[Source, ...]
    written: Mapping[str, Any]
    next: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencePracticeView:
    """One practice as the reference explains it."""

    code: str
    name: str
    is_keystone: bool
    problem: Link
    question: str
    why: str
    rungs: tuple[tuple[str, str], ...]
    direct: str
    indirect: str
    roles: str
    effort: str
    requires: tuple[Link, ...]
    needed_by: tuple[Link, ...]
    note: str
    not_applicable_when: str
    sources: tuple[Source, ...]
    steps: tuple[StepView, ...]
    written: PracticeText
    template: Link | None
    next: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceMethodView:
    """The rules, with the instrument's own figures."""

    levels: tuple[tuple[str, str], ...]
    levels_source: str
    keystones: tuple[Link, ...]
    grades: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, str], ...]
    texts: Mapping[str, str]
    instruction: str
    assessor: str
    worked: tuple[tuple[str, str], ...]
    worked_firm: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A source document with all of its facts."""

    id: str
    title: str
    facts: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesView:
    """Everything that is cited: facts of five documents, and research."""

    sources: tuple[SourceView, ...]
    literature: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleView:
    """An example report in one line."""

    firm: str
    href: str
    eyebrow: str
    headline: str
    level: str


def reference(
    instrument: Instrument,
    content: Content,
    examples: Mapping[str, Scorecard],
    shown: tuple[Scorecard, Insight],
    url: str | None = None,
) -> Site:
    """Return the reference site.

    Args:
        instrument: what is explained.
        content: what is written.
        examples: the example assessments, by the folder their report lies in.
        shown: the example whose components the style page shows.
        url: where the site will be published; None where that is not known.

    """
    files: dict[str, str | WordText] = {}
    for language, edition in content.editions.items():
        for name, text in edition.templates.items():
            files[f"downloads/{name}.{language}.md"] = text
            files[f"downloads/{name}.{language}.docx"] = WordText(text)
    editions = tuple(
        _Reference(instrument, content, language, examples, shown).edition()
        for language in instrument.languages
    )
    return Site(editions=editions, files=files, url=url)


class _Reference:
    """The pages of one language."""

    def __init__(
        self,
        instrument: Instrument,
        content: Content,
        language: str,
        examples: Mapping[str, Scorecard],
        shown: tuple[Scorecard, Insight],
    ) -> None:
        self.shown = shown
        self.instrument, self.content, self.language = instrument, content, language
        self.written, self.examples = content.editions[language], examples
        self.say = words(language, "report", "reference", "questionnaire")
        self.order = tuple(self._in_order())

    def edition(self) -> Edition:
        pages = tuple(
            replace(page, updated=page.updated or self.instrument.updated)
            for page in (self._page(name, section) for name, section in self.order)
        )
        return Edition(
            language=self.language, words=self.say, site_name=self.say("site.subtitle"), owner="", pages=pages
        )

    def _in_order(self) -> Iterator[tuple[str, str | None]]:
        """Yield the pages' names with the title of their section, in the order of the navigation."""
        for entry in self.content.nav:
            if isinstance(entry, str):
                yield entry, None
                continue
            for key, names in entry.items():
                section = self.say(f"reference.sections.{key}")
                for name in names:
                    if name == "practices/*":
                        yield from ((f"practices/{p.id}", section) for p in self.instrument.practices)
                    else:
                        yield name, section

    def _page(self, name: str, section: str | None) -> Page:
        folder, _, id_ = name.rpartition("/")
        if name in self.written.pages:
            return self._written_page(name, self.written.pages[name], section)
        if name == "assess/index":
            return _assess_page(self.instrument, self.say)
        if folder == "problems":
            dimension = self.instrument.dimension_by_id[id_]
            text = self.written.problems[id_]
            return _problem_page(self.instrument, dimension, text, self._after(name), self.say)
        if folder == "practices":
            practice = self.instrument.practice_by_id[id_]
            text_of = self.written.practices[id_]
            return _practice_page(self.instrument, practice, text_of, self._after(name), self.say)
        return _page(self.say, name, self._title(name), self._generated(name), section)

    def _generated(self, name: str) -> object:
        say, language = self.say, self.language
        if name == "method":
            return _method(self.instrument, self.examples, say)
        if name == "style":
            return style_view(*self.shown, language)
        if name == "sources":
            return _all_sources(self.instrument, say)
        if name == "glossary":
            terms = sorted(self.content.terms, key=lambda term: term.name(language).casefold())
            others = [other for other in self.instrument.languages if other != language]
            return tuple(
                (term.id, term.name(language), say.join([term.name(o) for o in others]), term.about[language])
                for term in terms
            )
        if name == "templates":
            return tuple(self._template(name, text) for name, text in self.written.templates.items())
        return tuple(_example(name, card, language) for name, card in sorted(self.examples.items()))

    def _template(self, name: str, text: str) -> tuple[str, str, str, tuple[Link, ...]]:
        """Return the title of a document, where its two files lie, and the practices that it helps with."""
        title = text.partition("\n")[0].removeprefix("# ")
        base = f"../downloads/{name}.{self.language}"
        uses = tuple(
            Link(text=self._title(f"practices/{id_}"), href=f"practices/{id_}.html")
            for id_, practice in self.written.practices.items()
            if practice.template == name
        )
        return title, f"{base}.docx", f"{base}.md", uses

    def _written_page(self, name: str, page: Written, section: str | None) -> Page:
        titles = {other: self._title(other) for other, _ in self.order}
        text = weave(page, name, Known(self.instrument, self.content.terms, titles), self.language)
        return Page(
            name=name,
            title=page.title,
            description=page.description,
            view=text,
            section=section,
            hide=page.hide or ("navigation", "toc"),
            boost=page.boost,
            updated=page.updated,
        )

    def _title(self, name: str) -> str:
        folder, _, id_ = name.rpartition("/")
        if name in self.written.pages:
            return self.written.pages[name].title
        if folder == "problems":
            dimension = self.instrument.dimension_by_id[id_]
            return f"{dimension.code} {dimension.name[self.language]}"
        if folder == "practices":
            practice = self.instrument.practice_by_id[id_]
            return f"{practice.code} {practice.name[self.language]}"
        if name == "assess/index":
            return self.say("questionnaire.self_firm")
        return self.say(f"reference.{name}")

    def _after(self, name: str) -> Link:
        """Return the link to the page after this one."""
        names = [other for other, _ in self.order]
        last = f"problems/{self.instrument.dimensions[-1].id}"
        other = "assess/index" if name == last else names[names.index(name) + 1]
        return Link(text=self._title(other), href=f"{path(name, other)}.html")


def _page(say: Words, name: str, title: str, view: object, section: str | None = None) -> Page:
    """Return a generated page; its template is named after its folder, or after itself."""
    template = {"problems": "problem", "practices": "practice"}.get(name.split("/", maxsplit=1)[0], name)
    return Page(
        name=name,
        title=title,
        description=say("reference.description", page=title),
        template=f"reference/{template}.html",
        view=view,
        section=section,
        hide=("navigation", "toc") if section is None or name == "style" else ("toc",),
    )


def _assess_page(instrument: Instrument, say: Words) -> Page:
    view = self_assessment(instrument, say.language)
    return Page(name="assess/index", title=say("questionnaire.self_firm"), view=view, is_whole=True)


def _problem_page(
    instrument: Instrument, dimension: Dimension, text: ProblemText, after: Link, say: Words
) -> Page:
    lang, name = say.language, f"problems/{dimension.id}"
    view = ProblemView(
        code=dimension.code,
        name=dimension.name[lang],
        problem=dimension.problem[lang],
        intro=dimension.intro[lang],
        practices=tuple(
            Link(
                text=f"{p.code} {p.name[lang]}",
                href=f"../practices/{p.id}.html",
                note=say("practice.keystone") if p.keystone else "",
            )
            for p in dimension.practices
        ),
        questions=tuple(p.items[0].question[lang] for p in dimension.practices),
        sources=_sources(instrument, dimension.facts, say),
        written={
            "symptoms": text.symptoms,
            "why": cited(text.why, name, instrument, lang),
            "cost": cited(text.cost, name, instrument, lang),
            "measures": tuple(
                (measure.title, cited(measure.text, name, instrument, lang)) for measure in text.measures
            ),
            "together": cited(text.together, name, instrument, lang),
            "case": text.case,
            "first_month": text.first_month,
        },
        next=after,
    )
    title = f"{dimension.code} {dimension.name[lang]}"
    return _page(say, f"problems/{dimension.id}", title, view, say("reference.problems"))


def _practice_page(
    instrument: Instrument, practice: Practice, text: PracticeText, after: Link, say: Words
) -> Page:
    lang, dimension = say.language, instrument.dimension_of[practice.id]

    def link(other: Practice) -> Link:
        return Link(text=f"{other.code} {other.name[lang]}", href=f"{other.id}.html")

    view = ReferencePracticeView(
        code=practice.code,
        name=practice.name[lang],
        is_keystone=practice.keystone,
        problem=Link(text=dimension.problem[lang], href=f"../problems/{dimension.id}.html"),
        question=practice.items[0].question[lang],
        why=practice.why[lang],
        rungs=tuple(
            (level.name[lang], " ".join(item.anchors[n][lang] for item in practice.items))
            for n, level in enumerate(instrument.levels)
        ),
        direct=practice.evidence.direct[lang],
        indirect=practice.evidence.indirect[lang],
        roles=say.join([instrument.role_by_id[role].label[lang] for role in practice.roles]),
        effort=say("reference.effort_points", n=practice.effort),
        requires=tuple(link(instrument.practice_by_id[id_]) for id_ in practice.requires),
        needed_by=tuple(link(p) for p in instrument.practices if practice.id in p.requires),
        note=practice.note[lang] if practice.note else "",
        not_applicable_when=practice.not_applicable_when[lang] if practice.not_applicable_when else "",
        sources=_sources(instrument, practice.facts, say),
        steps=tuple(
            view
            for level in range(2, instrument.top + 1)
            if (view := step_view(instrument, practice, level, say))
        ),
        written=text,
        template=Link(text="Word", href=f"../../downloads/{text.template}.{lang}.docx")
        if text.template
        else None,
        next=after,
    )
    title = f"{practice.code} {practice.name[lang]}"
    return _page(say, f"practices/{practice.id}", title, view, say("reference.practices"))


def _sources(instrument: Instrument, facts: Sequence[str], say: Words) -> tuple[Source, ...]:
    """Return the sources of some facts, each with the ids of the facts it gives and what they need."""
    by_source: dict[str, list[str]] = {}
    for id_ in sorted(facts):
        by_source.setdefault(id_.split(".")[0], []).append(id_)
    return tuple(
        Source(
            title=f"{id_}{say('language.colon')}{instrument.sources[id_][say.language]}",
            facts=say.join(ids),
            caution=say.join(
                [
                    f"{fact} {say(f'reference.caution.{caution}')}"
                    for fact in ids
                    if (caution := instrument.facts[fact].caution)
                ]
            ),
        )
        for id_, ids in by_source.items()
    )


def _all_sources(instrument: Instrument, say: Words) -> SourcesView:
    lang = say.language
    return SourcesView(
        sources=tuple(
            SourceView(
                id=id_,
                title=title[lang],
                facts=tuple(
                    (
                        fact_id,
                        getattr(fact, lang),
                        say(f"reference.caution.{fact.caution}") if fact.caution else "",
                    )
                    for fact_id, fact in instrument.facts.items()
                    if fact_id.partition(".")[0] == id_
                ),
            )
            for id_, title in instrument.sources.items()
        ),
        literature=tuple(
            (id_, entry.reference, entry.finding[lang], say(f"reference.status.{entry.status}"))
            for id_, entry in instrument.literature.items()
        ),
    )


def _worked(examples: Mapping[str, Scorecard], say: Words) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the rules worked through with the numbers of the first example that has a level."""
    card = next((c for _, c in sorted(examples.items(), reverse=True) if c.level.binding), None)
    if card is None or card.index is None:
        return "", ()
    reader = Reader(card, say.language)
    constraint = card.level.binding[0]
    dimension = (
        reader.instrument.dimension_by_id.get(constraint.id) or reader.instrument.dimension_of[constraint.id]
    )
    practice = max(dimension.practices, key=lambda p: len(card.practices[p.id].roles))
    scored, claimed = card.practices[practice.id], card.dimensions[dimension.id].claimed
    assert scored.claimed is not None  # noqa: S101 - a dimension that binds is rated
    assert claimed is not None  # noqa: S101 - as above
    binding = reader.constraint(constraint) + say("language.clause") + reader.shortfall(constraint)
    return reader.firm, (
        (f"{practice.code} {reader.text(practice.name)}", practice_formula(reader, scored, scored.claimed)),
        (reader.text(dimension.name), dimension_formula(reader, dimension, claimed)),
        (say("reference.rule_index"), index_formula(reader, card.index.claimed)),
        (say("reference.rule_level"), binding),
    )


def _method(instrument: Instrument, examples: Mapping[str, Scorecard], say: Words) -> ReferenceMethodView:
    worked_firm, worked = _worked(examples, say)
    lang, scoring = say.language, instrument.scoring
    floor = numbers.percent(scoring.coverage_floor)
    step, margin = numbers.plain(scoring.level_step), numbers.plain(scoring.keystone_margin)
    source = instrument.levels_source[lang]
    expected = numbers.plain(Fraction(instrument.top**2 - 1, 12))
    return ReferenceMethodView(
        levels=tuple((level.name[lang], level.meaning[lang]) for level in instrument.levels),
        levels_source=source,
        keystones=tuple(
            Link(text=f"{p.code} {p.name[lang]}", href=f"practices/{p.id}.html", note=p.why[lang])
            for p in instrument.practices
            if p.keystone
        ),
        grades=tuple((f"{g.id} {g.name[lang]}", numbers.decimal(g.cap)) for g in instrument.evidence),
        roles=tuple((role.name[lang], say("reference.minutes", n=role.minutes)) for role in instrument.roles),
        texts={
            "practice": say("method.practice_text"),
            "not_applicable": say("method.not_applicable"),
            "dimension": say("method.dimension_text", floor=floor),
            "index": say("method.index_text", span=instrument.top - 1),
            "level": say("method.level_text", step=step, margin=margin),
            "evidence": say("method.evidence_text"),
            "customer": say("method.customer_text"),
            "rounding": say("method.rounding_text"),
            "agreement": say("method.agreement_text", expected=expected),
            "confidentiality": say("method.confidentiality_anonymous", k=scoring.anonymity_k),
            "choices": say("method.choices_text", step=step, margin=margin, floor=floor, source=source),
            "limits": say("method.limits_text"),
        },
        instruction=instrument.instructions.respondent[lang],
        assessor=instrument.instructions.assessor[lang],
        worked=worked,
        worked_firm=worked_firm,
    )


def _example(name: str, card: Scorecard, language: str) -> ExampleView:
    reader = Reader(card, language)
    level = card.level.level
    return ExampleView(
        firm=reader.firm,
        href=f"../examples/{name}/{language}/index.html",
        eyebrow=eyebrow(reader),
        headline=overview_headline(reader),
        level=f"{sentence(reader.words.ordinal(level))} · {reader.level_name(level)}"
        if level
        else reader.words("levels.none"),
    )
