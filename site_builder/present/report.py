"""The pages of a firm's report, in each of its languages."""

import json

from site_builder.model.analysis import Audience
from site_builder.model.findings import Insight
from site_builder.model.page import Edition, Page, Site
from site_builder.model.scorecard import Scorecard
from site_builder.present.answers import answers_view
from site_builder.present.dimension import dimension_view
from site_builder.present.evidence import evidence_view
from site_builder.present.findings import findings_view, main_findings
from site_builder.present.method import method_view
from site_builder.present.overview import overview
from site_builder.present.priorities import priorities_view
from site_builder.present.reader import Reader
from site_builder.present.respondents import respondents_view
from site_builder.present.roles import roles_view
from site_builder.present.waves import waves_view

_FIRST = 5


def present(
    scorecard: Scorecard,
    insight: Insight,
    result: dict[str, object],
    audience: Audience = "client",
) -> Site:
    """Return the report site of a (protected) scorecard, with its result file beside it.

    Args:
        scorecard: the scores that may be told.
        insight: what follows from them.
        result: the scores as data.
        audience: whom the report is for; every page says so.

    """
    branding = scorecard.assessment.settings.branding
    pictures = {}
    if branding.logo and scorecard.assessment.folder:
        path = scorecard.assessment.folder / branding.logo
        pictures[f"logo{path.suffix.lower()}"] = path
    languages = scorecard.assessment.settings.languages
    return Site(
        editions=tuple(
            _edition(Reader(scorecard, language, insight.analysis), insight, audience)
            for language in languages
        ),
        files={"result.json": json.dumps(result, ensure_ascii=False, indent=2) + "\n"},
        pictures=pictures,
        accent=branding.accent,
    )


def _edition(reader: Reader, insight: Insight, audience: Audience) -> Edition:
    say = reader.words

    def page(name: str, title: str, template: str, view: object) -> Page:
        description = say("site.description", firm=reader.firm, page=title)
        return Page(
            name=name,
            title=title,
            description=description,
            template=f"report/{template}",
            view=view,
            values={"next_level": reader.next_level, "imprint": _imprint(reader, audience)},
        )

    pages = [
        page(
            "index",
            say("pages.overview"),
            "overview.html",
            overview(reader, main_findings(reader, insight.findings)),
        )
    ]
    for dimension in reader.instrument.dimensions:
        view = dimension_view(reader, dimension)
        pages.append(page(dimension.id, reader.text(dimension.name), "dimension.html", view))
    pages.append(
        page("findings", say("pages.findings"), "findings.html", findings_view(reader, insight.findings))
    )
    first = priorities_view(reader, insight.advice, _FIRST)
    pages.append(page("priorities", say("pages.priorities"), "priorities.html", first))
    if sum(reader.scorecard.respondents.values()) > 1:
        pages.append(page("roles", say("pages.roles"), "roles.html", roles_view(reader)))
    if reader.scorecard.assessment.evidence is not None:
        pages.append(page("evidence", say("pages.evidence"), "evidence.html", evidence_view(reader)))
    if reader.scorecard.earlier:
        pages.append(page("waves", say("pages.waves"), "waves.html", waves_view(reader)))
    pages.append(page("answers", say("pages.answers"), "answers.html", answers_view(reader)))
    pages.append(page("respondents", say("pages.respondents"), "respondents.html", respondents_view(reader)))
    pages.append(page("method", say("pages.method"), "method.html", method_view(reader)))
    return Edition(
        language=reader.language,
        words=say,
        site_name=reader.text(reader.instrument.name),
        owner=reader.firm,
        pages=tuple(pages),
    )


def _imprint(reader: Reader, audience: Audience) -> str:
    """Return the line at a page's end: whom it is for, and the instrument in every language."""
    instrument = reader.instrument
    names = [instrument.name[reader.language]]
    names += [name for language, name in instrument.name.items() if language != reader.language]
    return " · ".join([reader.words(f"audience.{audience}"), *names, f"{instrument.id} {instrument.version}"])
