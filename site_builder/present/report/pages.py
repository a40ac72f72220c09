"""The pages of a firm's report, in each of its languages."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from importlib import import_module
from pkgutil import iter_modules

from site_builder.language.words import Words
from site_builder.model.analysis import Audience
from site_builder.model.findings import Insight
from site_builder.model.page import Contents, Edition, Page, Site
from site_builder.model.scorecard import Scorecard
from site_builder.present import report
from site_builder.present.report.printed import cover_of, printed
from site_builder.present.shared.chart_data import as_csv, tables
from site_builder.present.shared.commentary import (
    misplaced,
    refuse,
    remarks_of,
    rewritten,
    sentences,
    texts_of,
)
from site_builder.present.shared.reader import Reader
from site_builder.present.shared.report_page import ReportPage, Sheet


def present(
    scorecard: Scorecard,
    insight: Insight,
    result: dict[str, object] | None,
    audience: Audience = "client",
) -> Site:
    """Return the report site of a (protected) scorecard, with its result file beside it.

    Args:
        scorecard: the scores that may be told.
        insight: what follows from them.
        result: the scores as data; None where they are not told.
        audience: whom the report is for; every page says so.

    """
    branding = scorecard.assessment.settings.branding
    pictures = {}
    for name, given in (("logo", branding.logo), ("logo-dark", branding.logo_dark)):
        if given and scorecard.assessment.folder:
            path = scorecard.assessment.folder / given
            pictures[f"{name}{path.suffix.lower()}"] = path
    readers = [
        Reader(scorecard, language, insight.analysis, is_public=audience == "public")
        for language in scorecard.assessment.settings.languages
    ]
    return Site(
        editions=tuple(_edition(reader, insight, audience) for reader in readers),
        files={"result.json": json.dumps(result, ensure_ascii=False, indent=2) + "\n"} if result else {},
        pictures=pictures,
        accent=branding.accent,
        fonts=branding.fonts,
    )


def replaceable_sentences(scorecard: Scorecard, insight: Insight, language: str) -> dict[str, str]:
    """Return the sentences of a report that the consultant may replace, by id.

    Args:
        scorecard: the scores that may be told.
        insight: what follows from them.
        language: the code of the language.

    """
    reader = Reader(scorecard, language, insight.analysis)
    found: dict[str, str] = {}
    for sheet in _sheets(reader, insight):
        found |= sentences(sheet.name, sheet.view)
    return found


def _edition(reader: Reader, insight: Insight, audience: Audience) -> Edition:
    return Edition(
        language=reader.language,
        words=reader.words,
        site_name=reader.text(reader.instrument.name),
        owner=reader.firm,
        make=partial(_contents, reader, insight, audience),
        cover=cover_of(reader, audience),
    )


def _contents(reader: Reader, insight: Insight, audience: Audience) -> Contents:
    """Return the pages of one language, with the consultant's words in their places.

    Raises:
        InputProblems: some of these words have no place.

    """
    sheets = tuple(_sheets(reader, insight))
    commentary = reader.scorecard.assessment.commentary
    known = {id_: text for sheet in sheets for id_, text in sentences(sheet.name, sheet.view).items()}
    refuse(misplaced(commentary, [sheet.name for sheet in sheets], {reader.language: set(known)}))
    texts = texts_of(commentary, reader.language)
    values = {"rewritten": [(id_, text, texts[id_]) for id_, text in known.items() if id_ in texts]}
    written = [replace(sheet, view=rewritten(sheet.name, sheet.view, texts)) for sheet in sheets]
    pages = tuple(_page(reader, audience, sheet, values) for sheet in written)
    whole = printed(reader, pages, cover_of(reader, audience), values)
    return Contents(pages=_linked(reader.words, (*pages, whole)), files=dict(_files(sheets)))


def _files(sheets: Sequence[Sheet]) -> Iterator[tuple[str, str]]:
    """Yield the figures of every chart as a file that a spreadsheet opens."""
    for sheet in sheets:
        for table in tables(sheet.view):
            yield f"data/{table.id}.csv", as_csv(table)


@cache
def report_pages() -> tuple[ReportPage, ...]:
    """Return what the modules of this package say of their pages, in the order of the navigation."""
    names = sorted(found.name for found in iter_modules(report.__path__))
    modules = [import_module(f"{report.__name__}.{name}") for name in names]
    pages = [page for module in modules if (page := getattr(module, "PAGE", None)) is not None]
    return tuple(sorted(pages, key=lambda page: page.order))


def _public_insight(insight: Insight) -> Insight:
    """Return what a public edition tells of what follows: patterns, and the plan without its reasons."""
    return replace(
        insight,
        findings=tuple(finding for finding in insight.findings if finding.kind == "pattern"),
        roadmap=replace(insight.roadmap, decided=(), waiting=()),
    )


def _sheets(reader: Reader, insight: Insight) -> Iterator[Sheet]:
    """Yield the pages that this audience gets; a public edition has few, and no sections."""
    if not reader.is_public:
        for page in report_pages():
            yield from (replace(sheet, section=page.section) for sheet in page.sheets(reader, insight))
        return
    told = _public_insight(insight)
    for page in report_pages():
        if page.is_public:
            yield from page.sheets(reader, told)


def _page(reader: Reader, audience: Audience, sheet: Sheet, values: Mapping[str, object]) -> Page:
    say = reader.words
    key = sheet.template or sheet.name
    title = sheet.title or say(f"pages.{key}")
    return Page(
        name=sheet.name,
        title=title,
        description=say("site.description", firm=reader.firm, page=title),
        template=f"report/{key}.html",
        view=sheet.view,
        values={
            "next_level": reader.next_level,
            "imprint": _imprint(reader, audience),
            "here": sheet.name,
            **values,
        },
        remarks=remarks_of(reader, sheet.name),
        section=say(f"sections.{sheet.section}") if sheet.section else None,
        scripts=sheet.scripts,
    )


def _linked(say: Words, pages: Sequence[Page]) -> tuple[Page, ...]:
    """Return the pages, each with links to the others of its section."""
    linked = []
    for page in pages:
        section = [
            (p.name, p.title, f"{p.name}.html") for p in pages if page.section and p.section == page.section
        ]
        values = {
            **page.values,
            "section": section if len(section) > 1 else [],
            "section_name": page.section or say("pages.overview"),
        }
        linked.append(replace(page, values=values))
    return tuple(linked)


def _imprint(reader: Reader, audience: Audience) -> tuple[tuple[str, ...], ...]:
    """Return the lines at a page's end: whom it is for, from whom or with what, what to mind."""
    instrument, branding = reader.instrument, reader.scorecard.assessment.settings.branding
    parts = [reader.words(f"audience.{audience}")]
    if branding.consultancy:
        parts.append(reader.any_text(branding.consultancy))
    else:
        names = [instrument.name[reader.language]]
        names += [name for language, name in instrument.name.items() if language != reader.language]
        parts += [*names, f"{instrument.id} {instrument.version}"]
    added = [reader.any_text(text) for text in (branding.footer, branding.disclaimer) if text]
    return (tuple(parts), *((text,) for text in added))
