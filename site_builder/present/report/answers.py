"""All practices in one table, with the answers behind them as far as they may be told."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from site_builder.language import numbers
from site_builder.model.findings import Insight
from site_builder.model.instrument import Practice
from site_builder.model.page import DataTable, Sentence
from site_builder.present.shared.answers import Segment, remark_with_role, segments
from site_builder.present.shared.eyebrow import eyebrow
from site_builder.present.shared.reader import Reader
from site_builder.present.shared.report_page import ReportPage, Sheet

_OTHERS = ("dont_know", "not_applicable", "unanswered")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One practice's figures."""

    code: str
    name: str
    href: str
    claimed: str
    verified: str
    level: str
    target: str
    customer: str
    rated: int
    dont_know: str
    not_applicable: str
    unanswered: str
    segments: tuple[Segment, ...]
    is_keystone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGroup:
    """The practices of one dimension."""

    name: str
    href: str
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarks:
    """What respondents wrote about one practice."""

    name: str
    href: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersView:
    """The view of the page of all answers."""

    eyebrow: str
    headline: Sentence
    lead: Sentence
    groups: tuple[AnswerGroup, ...]
    table: DataTable
    has_verified: bool
    has_customer: bool
    has_distribution: bool
    comments: tuple[Remarks, ...]
    comments_note: str
    reasons: tuple[Remarks, ...]
    respondents: tuple[tuple[str, str], ...]
    ratings: tuple[tuple[str, str, tuple[str, ...]], ...]


def answers_view(reader: Reader) -> AnswersView:
    """Return the view of the page of all answers."""
    card, say = reader.scorecard, reader.words
    rated = [p for p in card.practices.values() if p.claimed]
    groups = tuple(
        AnswerGroup(
            name=reader.text(d.name),
            href=reader.href(d.id),
            rows=tuple(_row(reader, practice) for practice in d.practices),
        )
        for d in reader.instrument.dimensions
    )
    return AnswersView(
        eyebrow=eyebrow(reader),
        headline=say(
            "answers.headline",
            rated=say.count("practices", len(rated)),
            answers=sum(p.answers.rated for p in card.practices.values()),
        ),
        lead=say("answers.lead"),
        groups=groups,
        table=_table(reader, groups),
        has_verified=any(p.verified for p in rated),
        has_customer=any(p.customer for p in card.practices.values()),
        has_distribution=any(p.distribution for p in rated),
        comments=_remarks(reader, "comments"),
        comments_note=_note(reader),
        reasons=_remarks(reader, "reasons"),
        respondents=_respondents(reader),
        ratings=_ratings(reader),
    )


def _table(reader: Reader, groups: Iterable[AnswerGroup]) -> DataTable:
    """Return the page's figures, with how many chose each level where that may be told."""
    say, levels = reader.words, range(1, reader.instrument.top + 1)
    keys = ("claimed", "verified", "level", "target", "customer", "rated", *_OTHERS)
    rows = []
    for row in (row for group in groups for row in group.rows):
        counts = {segment.level: str(segment.count) for segment in row.segments}
        shares = [counts.get(level, "0") if row.segments else "–" for level in levels]
        rows.append((f"{row.code} {row.name}", *(str(getattr(row, key)) for key in keys), *shares))
    names = [say("answers.headers.practice"), *(say(f"answers.headers.{key}") for key in keys)]
    return DataTable(
        id="answers", header=(*names, *(reader.level_name(level) for level in levels)), rows=tuple(rows)
    )


def _note(reader: Reader) -> str:
    """Return what an anonymous assessment does not tell here, and why."""
    card, say = reader.scorecard, reader.words
    if not card.is_anonymous:
        return ""
    notes = [say("answers.comments_hidden")]
    withheld = sum(practice.withheld for practice in card.practices.values())
    if withheld:
        notes.append(say("answers.withheld", n=withheld, k=card.k))
    if any(practice.answers.merged for practice in card.practices.values()):
        notes.append(say("answers.merged"))
    return say("language.space").join(notes)


def _row(reader: Reader, practice: Practice) -> AnswerRow:
    scored = reader.scorecard.practices[practice.id]
    claimed = scored.claimed
    missing = "not_applicable" if scored.status == "not-applicable" else "not_rated"
    return AnswerRow(
        code=practice.code,
        name=reader.text(practice.name),
        href=reader.href(practice.id),
        claimed=reader.score(claimed.value, practice.id) if claimed else reader.words(f"chart.{missing}"),
        verified=reader.score(scored.verified.value, scored.id) if scored.verified else "–",
        level=f"{claimed.level} {reader.level_name(claimed.level)}" if claimed else "–",
        target=numbers.decimal(reader.scorecard.targets[practice.id]),
        customer=reader.score(scored.customer.value) if scored.customer else "–",
        rated=scored.answers.rated,
        dont_know="–" if scored.answers.merged else str(scored.answers.dont_know),
        not_applicable="–" if scored.answers.merged else str(scored.answers.not_applicable),
        unanswered="–" if scored.answers.merged else str(scored.answers.unanswered),
        segments=segments(reader, scored),
        is_keystone=practice.keystone,
    )


def _remarks(reader: Reader, kind: str) -> tuple[Remarks, ...]:
    said = []
    for practice in reader.instrument.practices:
        remarks = getattr(reader.scorecard.practices[practice.id], kind)
        texts = tuple(remark_with_role(reader, remark) for remark in remarks)
        if texts:
            name = reader.coded_name(practice.id)
            said.append(Remarks(name=name, href=reader.href(practice.id), texts=texts))
    return tuple(said)


def _respondents(reader: Reader) -> tuple[tuple[str, str], ...]:
    """Return who answered, by id and role; nobody where single answers are not named."""
    if reader.scorecard.is_anonymous or not reader.scorecard.are_named:
        return ()
    roles = reader.instrument.role_by_id
    return tuple(
        (response.respondent.id, reader.role(response.respondent.role))
        for response in reader.scorecard.assessment.responses
        if not roles[response.respondent.role].customer
    )


def _ratings(reader: Reader) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return every rating by practice and respondent, for an attributed assessment."""
    people = _respondents(reader)
    rows = []
    for practice in reader.instrument.practices if people else ():
        roles = reader.scorecard.practices[practice.id].roles
        given = {r.respondent: numbers.plain(Fraction(r.value)) for role in roles for r in role.ratings}
        cells = tuple(given.get(id_, "–") for id_, _ in people)
        rows.append((practice.code, reader.text(practice.name), cells))
    return tuple(rows)


def _sheets(reader: Reader, insight: Insight) -> Iterator[Sheet]:  # noqa: ARG001 - every page is asked alike
    yield Sheet(name="answers", view=answers_view(reader))


PAGE = ReportPage(order=110, section="basis", sheets=_sheets)
