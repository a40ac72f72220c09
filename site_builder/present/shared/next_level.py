"""What comes next: which practices first, which of their levels, and what that level asks."""

from collections.abc import Sequence

from site_builder.model.instrument import Practice
from site_builder.model.scorecard import PracticeScore
from site_builder.present.shared.reader import Reader

_FIRST = 5


def first_practices(reader: Reader) -> tuple[Practice, ...]:
    """Return the practices to look at first.

    Keystones that bind come first, then the practices of dimensions that bind, then the widest gaps; five
    at most, none that has reached its target.
    """
    card, dimension_of = reader.scorecard, reader.instrument.dimension_of

    def _gap(scored: PracticeScore) -> float:
        return float(card.targets[scored.id] - scored.claimed.value) if scored.claimed else 0.0

    open_ = [p for p in card.practices.values() if _gap(p) > 0]
    order = {constraint.id: place for place, constraint in enumerate(card.level.binding)}
    last = len(order)
    open_.sort(key=lambda p: (order.get(p.id, last), order.get(dimension_of[p.id].id, last), -_gap(p)))
    return tuple(reader.instrument.practice_by_id[p.id] for p in open_[:_FIRST])


def next_step(reader: Reader, practice: Practice) -> tuple[str, str]:
    """Return the heading and text of what the next level worth aiming at asks; empty if it does not apply."""
    if reader.scorecard.practices[practice.id].status == "not-applicable":
        return "", ""
    ahead = steps_ahead(reader, practice)
    if not ahead:
        key = "enough_held" if practice.id in reader.scorecard.enough else "top"
        return reader.words(f"practice.{key}"), reader.words("practice.top_text")
    level = worth_aiming_at(reader, practice, ahead)
    return what_a_level_asks(reader, practice, level)


def worth_aiming_at(reader: Reader, practice: Practice, ahead: Sequence[int]) -> int:
    """Return the level to show: a stage on the way is passed over, unless the target itself is one.

    Args:
        reader: whose targets count.
        practice: the practice.
        ahead: the levels to reach, the lowest first; at least one.

    """
    aim = reader.instrument.scoring.aim_from
    return ahead[0] if reader.scorecard.targets[practice.id] < aim and len(ahead) == 1 else max(ahead[0], aim)


def step_heading(reader: Reader, practice: Practice, level: int) -> str:
    """Return where a step leads; to the level that the score rounds to, it makes that level complete.

    Args:
        reader: the language.
        practice: the practice.
        level: the level that the step leads to, 1 to 5.

    """
    claimed = reader.scorecard.practices[practice.id].claimed
    key = "steps.complete" if claimed and claimed.level >= level else "steps.to"
    return reader.words(key, level=reader.words.ordinal(level))


def steps_ahead(reader: Reader, practice: Practice) -> tuple[int, ...]:
    """Return the levels to reach: those up to the target, else the one above today's.

    None at the top, and none where what the firm has is good enough for it.
    """
    claimed, aim = reader.scorecard.practices[practice.id].claimed, reader.instrument.scoring.aim_from
    ahead = reader.scorecard.levels_ahead(practice.id)
    if ahead:
        return ahead
    most = reader.scorecard.enough.get(practice.id, reader.instrument.top)
    level = claimed.level + 1 if claimed else min(aim, most)
    return (level,) if level <= most else ()


def what_a_level_asks(reader: Reader, practice: Practice, level: int) -> tuple[str, str]:
    """Return the heading and text of what a level of a practice asks: its anchors.

    Args:
        reader: the language.
        practice: the practice.
        level: the level, 1 to 5.

    """
    heading = reader.words("practice.asks", level=reader.words.ordinal(level))
    return heading, reader.words("language.space").join(
        reader.text(item.anchors[level - 1]) for item in practice.items
    )
