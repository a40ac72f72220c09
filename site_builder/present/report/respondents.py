"""Who answered, what they did not know, and how far the answers cover the questions."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from site_builder.language import numbers
from site_builder.model.findings import Insight
from site_builder.model.page import Sentence
from site_builder.model.scorecard import WITHHELD, DimensionScore, PracticeScore
from site_builder.present.shared.context import context_answer
from site_builder.present.shared.coverage import CoverageRow, coverage_caption, coverage_rows
from site_builder.present.shared.eyebrow import eyebrow
from site_builder.present.shared.reader import Reader
from site_builder.present.shared.report_page import ReportPage, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRow:
    """One role in the sample."""

    role: str
    answered: int
    planned: str
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedLine:
    """A line with a link."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRow:
    """Something that is told less exactly than it is known, and why."""

    name: str
    href: str
    told: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RespondentsView:
    """The view of the respondents' page."""

    eyebrow: str
    headline: Sentence
    lead: Sentence
    roles: tuple[RoleRow, ...]
    has_plan: bool
    coverage: tuple[CoverageRow, ...]
    coverage_caption: str
    dont_know: tuple[LinkedLine, ...]
    dont_know_none: str
    not_rated: tuple[LinkedLine, ...]
    told: tuple[ToldRow, ...]
    told_text: str
    context: tuple[tuple[str, str], ...]
    quality: tuple[str, ...]


def respondents_view(reader: Reader) -> RespondentsView:
    """Return the view of the respondents' page."""
    card, say, scoring = reader.scorecard, reader.words, reader.instrument.scoring
    firm = {id_: n for id_, n in card.respondents.items() if not reader.instrument.role_by_id[id_].customer}
    asked = sum(p.answers.asked for p in card.practices.values())
    rated = sum(p.answers.rated for p in card.practices.values())
    return RespondentsView(
        eyebrow=eyebrow(reader),
        headline=say(
            "respondents.headline",
            people=say.count("respondents", sum(firm.values())),
            share=numbers.percent(Fraction(rated, asked or 1)),
        ),
        lead=_lead(reader, sum(firm.values())),
        roles=tuple(_role_rows(reader)),
        has_plan=bool(card.assessment.settings.planned_sample),
        coverage=coverage_rows(reader),
        coverage_caption=coverage_caption(reader),
        dont_know=tuple(_unknown(reader)),
        dont_know_none=say("respondents.dont_know_none", share=numbers.percent(scoring.dont_know_finding)),
        not_rated=tuple(_not_rated(reader)),
        told=tuple(_told(reader)),
        told_text=_told_text(reader),
        context=_context(reader),
        quality=tuple(_quality(reader)),
    )


def _lead(reader: Reader, people: int) -> str:
    if people == 1:
        return reader.words("respondents.lead_single")
    if reader.scorecard.is_anonymous:
        return reader.words("respondents.lead_anonymous", k=reader.scorecard.k)
    named = reader.scorecard.are_named
    return reader.words("respondents.lead_attributed" if named else "respondents.lead_attributed_client")


def _role_rows(reader: Reader) -> Iterator[RoleRow]:
    card, say = reader.scorecard, reader.words
    settings = card.assessment.settings
    for role in reader.instrument.roles:
        answered = card.respondents.get(role.id, 0)
        planned = settings.planned_sample.get(role.id)
        if not answered and planned is None:
            continue
        shown = say("respondents.combined")
        if role.id in settings.attributed_roles or not card.is_anonymous:
            shown = say("respondents.attributed")
        elif role.id in card.shown_roles or (role.customer and answered >= card.k):
            shown = say("respondents.alone")
        yield RoleRow(
            role=reader.text(role.name),
            answered=answered,
            planned=str(planned) if planned is not None else "–",
            shown=shown if answered else "–",
        )


def _unknown(reader: Reader) -> Iterator[LinkedLine]:
    limit = reader.instrument.scoring.dont_know_finding
    for practice in reader.instrument.practices:
        scored = reader.scorecard.practices[practice.id]
        if scored.answers.is_unclear(limit):
            name = reader.coded_name(practice.id)
            text = reader.words(
                "respondents.dont_know_row", name=name, share=numbers.percent(scored.answers.dont_know_share)
            )
            yield LinkedLine(text=text, href=reader.href(practice.id))


def _quality(reader: Reader) -> Iterator[str]:
    """Yield the signs that answers may not have been given with care, and how long answering took."""
    quality, say = reader.analysis.quality, reader.words
    if 0 == quality.straight == quality.hasty == quality.unknowing:
        yield say("respondents.quality.none")
    for name in ("straight", "hasty", "unknowing"):
        count = getattr(quality, name)
        people = say("respondents.quality.few", k=reader.scorecard.k)
        if count is None or count:
            people = say.count("respondents", count) if count else people
            yield say(f"respondents.quality.{name}", people=people)
    if not quality.timed:
        yield say("respondents.quality.untimed")
    if quality.median_seconds is not None:
        minutes = numbers.decimal(Fraction(quality.median_seconds, 60), digits=0)
        yield say("respondents.quality.time", minutes=minutes, n=quality.timed)


def _told_text(reader: Reader) -> str:
    """Return what an anonymous report promises, and how it keeps that; empty where all may be named."""
    if not reader.scorecard.is_anonymous:
        return ""
    return reader.words("respondents.told_text", k=reader.scorecard.k)


def _told(reader: Reader) -> Iterator[ToldRow]:
    """Yield every figure that is told as a part of the scale or not at all; never whose answer it was."""
    card, say = reader.scorecard, reader.words
    scored: list[DimensionScore | PracticeScore] = [*card.dimensions.values(), *card.practices.values()]
    for one in scored:
        is_practice = one.id in card.practices
        name, href = reader.coded_name(one.id), reader.href(one.id)
        if one.claimed and one.claimed.within:
            reason = say("respondents.told_practice") if is_practice else say("respondents.told_dimension")
            yield ToldRow(name=name, href=href, told=reader.score(one.claimed.value, one.id), reason=reason)
        elif one.reason == WITHHELD:
            told, reason = say("respondents.told_nothing"), say("respondents.told_too_few")
            yield ToldRow(name=name, href=href, told=told, reason=reason)


def _not_rated(reader: Reader) -> Iterator[LinkedLine]:
    for practice in reader.instrument.practices:
        scored = reader.scorecard.practices[practice.id]
        if scored.reason:
            name = reader.coded_name(practice.id)
            reason = reader.words(f"practice.status.{scored.reason}")
            text = reader.words("respondents.not_rated_row", name=name, reason=reason)
            yield LinkedLine(text=text, href=reader.href(practice.id))


def _context(reader: Reader) -> tuple[tuple[str, str], ...]:
    """Return the facts about the firm; what the consultant wrote stands before what respondents said."""
    given = reader.scorecard.assessment.context
    return tuple(
        (reader.text(question.question), context_answer(reader, question, given[question.id]))
        for question in reader.instrument.context
        if question.id in given
    )


def _sheets(reader: Reader, insight: Insight) -> Iterator[Sheet]:  # noqa: ARG001 - every page is asked alike
    yield Sheet(name="respondents", view=respondents_view(reader))


PAGE = ReportPage(order=120, section="basis", sheets=_sheets)
