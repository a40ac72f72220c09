"""The pages of a firm's report, in each of its languages."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from site_builder.language.words import Words
from site_builder.model.analysis import Audience
from site_builder.model.commentary import Commentary
from site_builder.model.findings import Insight
from site_builder.model.page import Cover, Edition, Page, Site
from site_builder.model.scorecard import Scorecard
from site_builder.present.report.answers import answers_view
from site_builder.present.report.cheapest_way import reach_view
from site_builder.present.report.dimension import dimension_view
from site_builder.present.report.evidence import evidence_view
from site_builder.present.report.findings import findings_view, main_findings
from site_builder.present.report.method import method_view
from site_builder.present.report.organisation import organisation_view
from site_builder.present.report.overview import overview, wave_name
from site_builder.present.report.priorities import priorities_view
from site_builder.present.report.respondents import respondents_view
from site_builder.present.report.roadmap import roadmap_view, thirty_days
from site_builder.present.report.roles import roles_view
from site_builder.present.report.waves import waves_view
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

_FIRST = 5
_WHAT_IF = ("questionnaire/score.js", "report/whatif.js")


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
    sheets = {reader.language: tuple(_told(reader, insight)) for reader in readers}
    _check_commentary(scorecard.assessment.commentary, sheets)
    return Site(
        editions=tuple(_edition(reader, sheets[reader.language], audience) for reader in readers),
        files={"result.json": json.dumps(result, ensure_ascii=False, indent=2) + "\n"} if result else {},
        pictures=pictures,
        accent=branding.accent,
        fonts=branding.fonts,
    )


def replaceable(scorecard: Scorecard, insight: Insight, language: str) -> dict[str, str]:
    """Return the sentences of a report that the consultant may replace, by id, in one language."""
    reader = Reader(scorecard, language, insight.analysis)
    found: dict[str, str] = {}
    for sheet in _sheets(reader, insight):
        found |= sentences(sheet.name, sheet.view)
    return found


def _check_commentary(commentary: Commentary, sheets: Mapping[str, Sequence["_Sheet"]]) -> None:
    pages = [sheet.name for sheet in next(iter(sheets.values()))]
    known = {
        language: {id_ for sheet in made for id_ in sentences(sheet.name, sheet.view)}
        for language, made in sheets.items()
    }
    refuse(misplaced(commentary, pages, known))


def _edition(reader: Reader, sheets: Sequence["_Sheet"], audience: Audience) -> Edition:
    texts = texts_of(reader.scorecard.assessment.commentary, reader.language)
    originals = {
        id_: text
        for sheet in sheets
        for id_, text in sentences(sheet.name, sheet.view).items()
        if id_ in texts
    }
    values = {"rewritten": [(id_, text, texts[id_]) for id_, text in originals.items()]}
    files = dict(_files(sheets))
    written = [replace(sheet, view=rewritten(sheet.name, sheet.view, texts)) for sheet in sheets]
    pages = tuple(_page(reader, audience, sheet, values) for sheet in written)
    cover = _cover(reader, audience)
    return Edition(
        language=reader.language,
        words=reader.words,
        site_name=reader.text(reader.instrument.name),
        owner=reader.firm,
        files=files,
        pages=_linked(reader.words, (*pages, _whole(reader, pages, cover, values))),
        cover=cover,
    )


def _files(sheets: Sequence["_Sheet"]) -> Iterator[tuple[str, str]]:
    """Yield the figures of every chart as a file that a spreadsheet opens."""
    for sheet in sheets:
        for table in tables(sheet.view):
            yield f"data/{table.id}.csv", as_csv(table)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """A page before it has its frame; `name` names its template too, where none is given."""

    name: str
    view: object
    title: str = ""
    template: str = ""
    section: str | None = None
    scripts: tuple[str, ...] = ()


def _told(reader: Reader, insight: Insight) -> Iterator[_Sheet]:
    """Yield the pages that this audience gets."""
    if not reader.is_public:
        yield from _sheets(reader, insight)
        return
    patterns = tuple(finding for finding in insight.findings if finding.kind == "pattern")
    plan = replace(insight.roadmap, decided=(), waiting=())
    main = main_findings(reader, patterns)
    yield _Sheet(name="index", template="overview", view=overview(reader, main, thirty_days(reader, plan)))
    for dimension in reader.instrument.dimensions:
        view = dimension_view(reader, dimension)
        yield _Sheet(name=dimension.id, template="dimension", title=reader.text(dimension.name), view=view)
    yield _Sheet(name="findings", view=findings_view(reader, patterns))
    yield _Sheet(name="roadmap", view=roadmap_view(reader, plan))


def _sheets(reader: Reader, insight: Insight) -> Iterator[_Sheet]:
    """Yield the pages in the order of the navigation; a section's pages stand together."""
    card, known = reader.scorecard, reader.instrument.organisation
    main = main_findings(reader, insight.findings)
    yield _Sheet(
        name="index", template="overview", view=overview(reader, main, thirty_days(reader, insight.roadmap))
    )
    for dimension in reader.instrument.dimensions:
        view = dimension_view(reader, dimension)
        yield _Sheet(name=dimension.id, template="dimension", title=reader.text(dimension.name), view=view)
    found = "diagnosis"
    yield _Sheet(name="findings", section=found, view=findings_view(reader, insight.findings))
    if sum(card.respondents.values()) > 1:
        yield _Sheet(name="roles", section=found, view=roles_view(reader))
    if card.assessment.evidence is not None:
        yield _Sheet(name="evidence", section=found, view=evidence_view(reader))
    if card.earlier:
        yield _Sheet(name="waves", section=found, view=waves_view(reader))
    act = "action"
    yield _Sheet(name="priorities", section=act, view=priorities_view(reader, insight.advice, _FIRST))
    yield _Sheet(name="roadmap", section=act, view=roadmap_view(reader, insight.roadmap))
    reach = reach_view(reader, insight.route, insight.roadmap, insight.advice)
    yield _Sheet(name="reach", section=act, view=reach, scripts=_WHAT_IF)
    if known is not None:
        yield _Sheet(name="setup", section=act, view=organisation_view(reader, known))
    basis = "basis"
    yield _Sheet(name="answers", section=basis, view=answers_view(reader))
    yield _Sheet(name="respondents", section=basis, view=respondents_view(reader))
    yield _Sheet(name="method", section=basis, view=method_view(reader))


def _page(reader: Reader, audience: Audience, sheet: _Sheet, values: Mapping[str, object]) -> Page:
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


def _whole(reader: Reader, pages: tuple[Page, ...], cover: Cover, values: Mapping[str, object]) -> Page:
    """Return the page that holds the whole report, for printing."""
    return Page(
        name="print",
        title=reader.words("pages.print"),
        description=reader.words("site.description", firm=reader.firm, page=reader.words("pages.print")),
        template="report/print.html",
        view=cover,
        values={**pages[0].values, **values, "here": "print"},
        section=None if reader.is_public else reader.words("sections.basis"),
        chapters=pages,
    )


def _cover(reader: Reader, audience: Audience) -> Cover:
    branding, day = reader.scorecard.assessment.settings.branding, reader.scorecard.assessment.day
    return Cover(
        firm=reader.firm,
        title=reader.text(reader.instrument.name),
        wave=wave_name(reader),
        date=day.isoformat() if day else "",
        author=reader.spoken(branding.consultancy) if branding.consultancy else "",
        logo=f"logo{Path(branding.logo).suffix.lower()}" if branding.logo else "",
        audience=reader.words(f"audience.{audience}"),
        notes=tuple(reader.spoken(text) for text in (branding.footer, branding.disclaimer) if text),
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
        parts.append(reader.spoken(branding.consultancy))
    else:
        names = [instrument.name[reader.language]]
        names += [name for language, name in instrument.name.items() if language != reader.language]
        parts += [*names, f"{instrument.id} {instrument.version}"]
    added = [reader.spoken(text) for text in (branding.footer, branding.disclaimer) if text]
    return (tuple(parts), *((text,) for text in added))
