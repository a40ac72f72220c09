"""What respondents answered and wrote to a practice, as far as it may be told."""

from dataclasses import dataclass

from site_builder.language import numbers
from site_builder.model.scorecard import PracticeScore, Remark
from site_builder.present.shared.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of equal answers in the distribution."""

    level: int
    count: int
    label: str


def segments(reader: Reader, scored: PracticeScore) -> tuple[Segment, ...]:
    """Return the distribution of answers without its empty levels; nothing when it may not be told."""
    return tuple(
        Segment(level=level, count=count, label=reader.level_short(level))
        for level, count in enumerate(scored.distribution or (), 1)
        if count
    )


def remark_with_role(reader: Reader, remark: Remark) -> str:
    """Return a remark with the role that made it, as far as that may be told."""
    return f"{remark.text}{reader.words.bracket(reader.role(remark.role))}" if remark.role else remark.text


def distribution_label(reader: Reader, scored: PracticeScore) -> str:
    """Return in words how many chose each level, for those who do not see the strip."""
    return reader.words.join(
        [
            reader.words("why.level_count", level=s.label, people=reader.people(s.count), n=s.count)
            for s in segments(reader, scored)
        ]
    )


def answer_notes(reader: Reader, scored: PracticeScore) -> list[str]:
    """Return how many rated, did not know or found it not applicable, and what is not shown because of it."""
    say, counts = reader.words, scored.answers
    notes = [
        say(f"practice.{key}", people=reader.people(number))
        for key, number in (
            ("raters", counts.rated),
            ("dont_know", counts.dont_know),
            ("not_applicable", counts.not_applicable),
            ("unanswered", counts.unanswered),
            ("merged", counts.merged),
        )
        if number
    ]
    hidden = scored.distribution is None and reader.scorecard.is_anonymous
    if scored.status == "rated" and hidden and not scored.roles:
        notes.append(say("practice.too_few", k=reader.scorecard.k))
    if counts.is_unclear(reader.instrument.scoring.dont_know_finding):
        notes.append(say("practice.many_dont_know", share=numbers.percent(counts.dont_know_share)))
    return notes


def hidden_roles_note(reader: Reader, scored: PracticeScore) -> str:
    """Return which roles are too small to stand on their own; empty where all are shown."""
    if not scored.hidden_count:
        return ""
    if not scored.roles:
        return reader.words("practice.hidden_all")
    return reader.words("practice.hidden", roles=reader.roles(scored.hidden_roles))
