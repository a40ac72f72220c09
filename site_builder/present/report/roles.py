"""Who sees it differently: practices by role, the widest gaps, and a workshop's agenda."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from site_builder.language import numbers
from site_builder.model.analysis import RoleGap, Topic
from site_builder.model.findings import Insight
from site_builder.model.instrument import Practice
from site_builder.model.page import Chart, Sentence
from site_builder.present.shared.drawings.figures import level_names
from site_builder.present.shared.drawings.roles import heat_chart
from site_builder.present.shared.eyebrow import eyebrow
from site_builder.present.shared.reader import Reader, sentence
from site_builder.present.shared.report_page import ReportPage, Sheet

_SMALL, _MEDIUM, _LARGE = 0.147, 0.33, 0.474
_MINUTES = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """One role's mean on one practice; `level` colours it, 0 where there is none."""

    text: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """One practice: its score, and the means of the roles that are shown."""

    code: str
    name: str
    href: str
    score: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatGroup:
    """The practices of one dimension, and how far all respondents agree on it."""

    name: str
    href: str
    consensus: str
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    """One item of the agenda."""

    name: str
    href: str
    seen: tuple[str, ...]
    question: str
    ask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """One gap between two roles."""

    name: str
    href: str
    high: str
    low: str
    gap: str
    effect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesView:
    """The view of the page."""

    eyebrow: str
    headline: Sentence
    lead: Sentence
    roles: tuple[str, ...]
    chart: Chart
    groups: tuple[HeatGroup, ...]
    levels: tuple[str, ...]
    topics: tuple[TopicView, ...]
    topics_lead: str
    gaps: tuple[GapRow, ...]


def roles_view(reader: Reader) -> RolesView:
    """Return the view of the page on roles and disagreement."""
    analysis, say = reader.analysis, reader.words
    shown = _shown(reader)
    minutes = _MINUTES * len(analysis.topics)
    return RolesView(
        eyebrow=eyebrow(reader),
        headline=sentence(_headline(reader)),
        lead=_lead(reader, shown),
        roles=tuple(reader.role(role) for role in shown),
        chart=heat_chart(reader, shown),
        groups=tuple(_groups(reader, shown)),
        levels=level_names(reader),
        topics=tuple(_topic(reader, topic) for topic in analysis.topics),
        topics_lead=say("roles.topics_lead", minutes=minutes)
        if analysis.topics
        else say("roles.topics_none"),
        gaps=tuple(_gap_row(reader, gap) for gap in analysis.gaps),
    )


def _shown(reader: Reader) -> list[str]:
    """Return the roles that stand on their own in at least one practice, in the order of the instrument."""
    found = {role.role for p in reader.scorecard.practices.values() for role in p.roles}
    return [role.id for role in reader.instrument.roles if role.id in found]


def _headline(reader: Reader) -> str:
    analysis, say = reader.analysis, reader.words
    if analysis.gaps:
        gap = analysis.gaps[0]
        values = {
            "high": reader.role(gap.high),
            "low": reader.role(gap.low),
            "name": reader.name(gap.practice),
        }
        return say("roles.headline_gap", **values, gap=numbers.decimal(gap.gap))
    if analysis.topics:
        return say("roles.headline_topics", n=len(analysis.topics))
    if any(p.agreement for p in reader.scorecard.practices.values()):
        return say("roles.headline_agreed")
    return say("roles.headline_few")


def _lead(reader: Reader, shown: list[str]) -> str:
    say = reader.words
    if len(shown) > 1:
        return say("roles.lead", roles=reader.roles(shown))
    return (
        say("roles.lead_few", k=reader.scorecard.k)
        if reader.scorecard.is_anonymous
        else say("roles.lead_one")
    )


def _groups(reader: Reader, shown: list[str]) -> Iterator[HeatGroup]:
    for dimension in reader.instrument.dimensions:
        consensus = reader.analysis.consensus.get(dimension.id)
        yield HeatGroup(
            name=reader.text(dimension.name),
            href=reader.href(dimension.id),
            consensus=reader.words("roles.consensus", value=f"{consensus:.2f}")
            if consensus is not None
            else "",
            rows=tuple(_row(reader, practice, shown) for practice in dimension.practices),
        )


def _row(reader: Reader, practice: Practice, shown: list[str]) -> HeatRow:
    scored = reader.scorecard.practices[practice.id]
    means = {role.role: role.mean for role in scored.roles}
    return HeatRow(
        code=practice.code,
        name=reader.text(practice.name),
        href=reader.href(practice.id),
        score=reader.score(scored.claimed.value, practice.id) if scored.claimed else "–",
        cells=tuple(_cell(reader, means.get(role)) for role in shown),
    )


def _cell(reader: Reader, mean: Fraction | None) -> HeatCell:
    if mean is None:
        return HeatCell(text="–", level=0)
    return HeatCell(text=reader.score(mean), level=reader.band(mean))


def _topic(reader: Reader, topic: Topic) -> TopicView:
    say, practice = reader.words, reader.instrument.practice_by_id[topic.practice]
    seen = []
    if topic.gap:
        seen.append(_seen_gap(reader, topic.gap))
    if topic.rwg is not None:
        seen.append(say("roles.seen_rwg", rwg=f"{topic.rwg:.2f}"))
    if topic.gap:
        ask = say("roles.ask_gap", high=reader.role(topic.gap.high), low=reader.role(topic.gap.low))
    else:
        ask = say("roles.ask")
    return TopicView(
        name=reader.coded_name(practice.id),
        href=reader.href(practice.id),
        seen=tuple(seen),
        question=reader.text(practice.items[0].question),
        ask=ask,
    )


def _seen_gap(reader: Reader, gap: RoleGap) -> str:
    return reader.words(
        "roles.seen_gap",
        high=reader.role(gap.high),
        high_mean=reader.score(gap.high_mean),
        low=reader.role(gap.low),
        low_mean=reader.score(gap.low_mean),
        gap=numbers.decimal(gap.gap),
    )


def _gap_row(reader: Reader, gap: RoleGap) -> GapRow:
    practice = reader.instrument.practice_by_id[gap.practice]
    return GapRow(
        name=reader.coded_name(practice.id),
        href=reader.href(practice.id),
        high=f"{reader.role(gap.high)} {reader.score(gap.high_mean)}",
        low=f"{reader.role(gap.low)} {reader.score(gap.low_mean)}",
        gap=numbers.decimal(gap.gap),
        effect=_effect(reader, gap),
    )


def _effect(reader: Reader, gap: RoleGap) -> str:
    """Return how large an effect a gap is; of few people on a side, how many they are."""
    if gap.delta is None:
        return reader.words("roles.effects.few", high=gap.high_count, low=gap.low_count)
    size = abs(gap.delta)
    grade = (
        "large" if size >= _LARGE else "medium" if size >= _MEDIUM else "small" if size >= _SMALL else "none"
    )
    return reader.words(f"roles.effects.{grade}", delta=f"{gap.delta:.2f}")


def _sheets(reader: Reader, insight: Insight) -> Iterator[Sheet]:  # noqa: ARG001 - every page is asked alike
    if sum(reader.scorecard.respondents.values()) > 1:
        yield Sheet(name="roles", view=roles_view(reader))


PAGE = ReportPage(order=40, section="diagnosis", sheets=_sheets)
