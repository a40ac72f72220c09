"""The pages of the reference site that the instrument gives: problems, practices, method, examples."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from site_builder import figures
from site_builder.model.instrument import Dimension, Instrument, Practice
from site_builder.model.page import Edition, Page, Site
from site_builder.model.scorecard import Scorecard
from site_builder.present.headline import overview_headline
from site_builder.present.overview import eyebrow
from site_builder.present.questionnaire import self_assessment
from site_builder.present.reader import Reader, sentence
from site_builder.words import Words, words

Written = Mapping[str, tuple[str, str]]
"""Title and text of the written pages of one language, by name."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleView:
    """An example report in one line."""

    firm: str
    href: str
    eyebrow: str
    headline: str
    level: str


def reference(
    instrument: Instrument, written: Mapping[str, Written], examples: Mapping[str, Scorecard]
) -> Site:
    """Return the reference site.

    Args:
        instrument: what is explained.
        written: the written pages, by language.
        examples: the example assessments, by the folder their report lies in.

    """
    return Site(
        editions=tuple(
            _edition(instrument, language, written.get(language, {}), examples)
            for language in instrument.languages
        )
    )


def _edition(
    instrument: Instrument, language: str, written: Written, examples: Mapping[str, Scorecard]
) -> Edition:
    say = words(language, "report", "reference", "questionnaire")
    pages = [
        Page(name=name, title=title, view=text) for name, (title, text) in written.items() if name == "index"
    ]
    pages.append(_assess_page(instrument, say))
    pages += [_problem_page(instrument, dimension, say) for dimension in instrument.dimensions]
    pages += [_practice_page(instrument, practice, say) for practice in instrument.practices]
    pages.append(_page(say, "method", say("reference.method"), _method(instrument, say)))
    shown = tuple(_example(name, card, language) for name, card in sorted(examples.items()))
    pages.append(_page(say, "examples", say("reference.examples"), shown))
    pages += [Page(name=name, title=t, view=text) for name, (t, text) in written.items() if name != "index"]
    return Edition(language=language, words=say, site_name=say("site.subtitle"), owner="", pages=tuple(pages))


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
        hide=("navigation", "toc") if section is None else ("toc",),
    )


def _assess_page(instrument: Instrument, say: Words) -> Page:
    view = self_assessment(instrument, say.language)
    return Page(name="assess/index", title=say("questionnaire.self_firm"), view=view, is_whole=True)


def _problem_page(instrument: Instrument, dimension: Dimension, say: Words) -> Page:
    lang = say.language
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
    )
    title = f"{dimension.code} {dimension.name[lang]}"
    return _page(say, f"problems/{dimension.id}", title, view, say("reference.problems"))


def _practice_page(instrument: Instrument, practice: Practice, say: Words) -> Page:
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


def _method(instrument: Instrument, say: Words) -> ReferenceMethodView:
    lang, scoring = say.language, instrument.scoring
    floor = figures.percent(scoring.coverage_floor)
    step, margin = figures.plain(scoring.level_step), figures.plain(scoring.keystone_margin)
    source = instrument.levels_source[lang]
    expected = figures.plain(Fraction(instrument.top**2 - 1, 12))
    return ReferenceMethodView(
        levels=tuple((level.name[lang], level.meaning[lang]) for level in instrument.levels),
        levels_source=source,
        keystones=tuple(
            Link(text=f"{p.code} {p.name[lang]}", href=f"practices/{p.id}.html", note=p.why[lang])
            for p in instrument.practices
            if p.keystone
        ),
        grades=tuple((f"{g.id} {g.name[lang]}", figures.decimal(g.cap)) for g in instrument.evidence),
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
