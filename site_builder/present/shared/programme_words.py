"""How to run the programme, in words: its risks, and the meetings that steer it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from site_builder.model.findings import Finding
from site_builder.model.programme import Programme
from site_builder.present.shared.findings import Seen, seen_figures
from site_builder.present.shared.reader import Reader, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskView:
    """A risk of the programme: what it was seen in, how one notices it, what to do beforehand."""

    name: str
    seen: tuple[Seen, ...]
    sign: str
    answer: str
    sources: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """A meeting that steers the programme: who meets, how often, what it decides."""

    name: str
    who: str
    rhythm: str
    decides: str
    sources: str


def risk_views(reader: Reader, programme: Programme) -> Iterator[RiskView]:
    """Yield the risks that hold for this firm."""
    for risk, codes in programme.risks:
        found = Finding(kind="pattern", id=risk.id, codes=codes)
        yield RiskView(
            name=reader.text(risk.name),
            seen=seen_figures(reader, found) if risk.when else (),
            sign=reader.text(risk.sign),
            answer=reader.text(risk.answer),
            sources=facts_or_ours(reader, risk.facts),
        )


def meeting_views(reader: Reader, programme: Programme) -> Iterator[MeetingView]:
    """Yield the meetings that fit this firm, with who stands in for the posts that it does not have."""
    for meeting in programme.meetings:
        yield MeetingView(
            name=reader.text(meeting.name),
            who=sentence(reader.posts(meeting.posts)),
            rhythm=reader.text(meeting.rhythm),
            decides=reader.text(meeting.decides),
            sources=facts_or_ours(reader, meeting.facts),
        )


def facts_or_ours(reader: Reader, facts: Sequence[str]) -> str:
    """Return the facts that something rests on; without any it is our judgement."""
    say = reader.words
    return say("findings.sources", ids=say.join(list(facts))) if facts else say("money.ours")
