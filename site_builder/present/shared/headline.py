"""Headlines and leads that carry the message, built from the practices' clauses and the figures."""

from collections.abc import Sequence
from fractions import Fraction

from site_builder.model.instrument import Dimension, Practice
from site_builder.model.roadmap import Roadmap
from site_builder.model.scorecard import Constraint, PracticeScore
from site_builder.present.shared.reader import Reader, sentence, within
from site_builder.present.shared.story import causes


def standing_headline(reader: Reader) -> str:
    """Return what holds the whole firm back, in one line: what is in place against what is not."""
    level = reader.scorecard.level
    if level.level is None:
        return reader.words("headline.not_rated")
    if not level.binding:
        return reader.words("headline.top")
    worst = _most_telling(level.binding)
    practice = _practice_behind(reader, worst)
    clause = _contrast(reader, practice, list(reader.scorecard.practices.values()))
    return sentence(_blocked(reader, clause, worst, reader.next_level))


def overview_lead(reader: Reader, roadmap: Roadmap) -> str:
    """Return the index, the level and what is missing for the next one, each cause once, in two sentences."""
    say, card = reader.words, reader.scorecard
    index = reader.score(card.index.claimed.value) if card.index else ""
    if card.level.level is None:
        items = say.join([reader.name(missing.id) for missing in card.level.missing])
        return say("lead.not_rated" if card.index else "lead.not_rated_bare", items=items, index=index)
    text = say(
        "lead.level_public" if reader.is_public else "lead.level",
        index=index,
        level=say.ordinal(card.level.level),
        level_name=reader.level_within_sentence(card.level.level),
    )
    if not card.level.binding:
        return text + say("language.space") + say("lead.top")
    found = causes(reader, roadmap)
    items = say.join([reader.name(constraint.id) for constraint in found])
    few = len(found) <= len(card.dimensions) // 2 + 2
    key = "lead.blocked" if few else "lead.blocked_many"
    if len(found) == 1:
        key = "lead.blocked_one"
    values = {"next": reader.next_level, "items": items, "count": len(found)}
    return text + say("language.space") + say(key, **values)


def what_is_missing(reader: Reader, practice: str) -> str:
    """Return in words what a practice lacks."""
    return _lack(reader, reader.scorecard.practices[practice])


def binding_within(reader: Reader, dimension: Dimension) -> list[Constraint]:
    """Return the binding constraints that are a dimension or one of its practices."""
    ids = {dimension.id, *(practice.id for practice in dimension.practices)}
    return [constraint for constraint in reader.scorecard.level.binding if constraint.id in ids]


def dimension_headline(reader: Reader, dimension: Dimension) -> str:
    """Return what holds one dimension back, or what carries it."""
    scored = reader.scorecard.dimensions[dimension.id]
    name = reader.text(dimension.name)
    if scored.claimed is None:
        return reader.words("headline.dimension_not_rated", name=name)
    within = [reader.scorecard.practices[practice.id] for practice in dimension.practices]
    clause = _contrast(reader, _focus(reader, dimension), within)
    binding = binding_within(reader, dimension)
    if binding:
        return sentence(_blocked(reader, clause, _most_telling(binding), reader.next_level))
    target = reader.scorecard.targets[dimension.id]
    if scored.claimed.value >= target and reader.is_public:
        level = reader.words.ordinal(scored.claimed.level)
        return sentence(reader.words("headline.dimension_above_public", clause=clause, level=level))
    if scored.claimed.value >= target:
        values = {
            "value": reader.score(scored.claimed.value, dimension.id),
            "target": reader.target(target),
        }
        return sentence(reader.words("headline.dimension_above", clause=clause, **values))
    behind = _focus(reader, dimension)
    value = reader.score(_value(behind), behind.id)
    return sentence(
        reader.words("headline.behind_target", clause=clause, name=reader.name(behind.id), value=value)
    )


def card_line(reader: Reader, dimension: Dimension) -> str:
    """Return one sentence on a dimension: what it has, and what it lacks."""
    scored = reader.scorecard.dimensions[dimension.id]
    if scored.claimed is None:
        floor = reader.percent(reader.instrument.scoring.coverage_floor)
        coverage = (
            reader.percent(scored.coverage) if scored.coverage is not None else reader.words("chart.none")
        )
        return sentence(reader.words("overview.card_not_rated", coverage=coverage, floor=floor))
    within = [reader.scorecard.practices[practice.id] for practice in dimension.practices]
    low = _focus(reader, dimension)
    held, missing = _strength(reader, low, within), _lack(reader, low)
    if held is None:
        return sentence(reader.words("overview.card_weak", missing=missing))
    return sentence(reader.words("overview.card_both", held=held, missing=missing))


def _most_telling(binding: Sequence[Constraint]) -> Constraint:
    """Return the constraint that a headline names: the largest shortfall, a keystone before a dimension."""
    return min(binding, key=lambda c: (-c.shortfall, c.kind != "keystone"))


def _blocked(reader: Reader, clause: str, constraint: Constraint, level: str) -> str:
    kind = "practice" if constraint.kind == "keystone" else "dimension"
    value = reader.score(constraint.value, constraint.id)
    if reader.is_public:
        kind, value = f"{kind}_public", reader.words.ordinal(reader.band(constraint.value))
    return reader.words(
        f"headline.blocked_by_{kind}",
        clause=clause,
        name=reader.name(constraint.id),
        value=value,
        level=level,
    )


def _practice_behind(reader: Reader, constraint: Constraint) -> PracticeScore:
    """Return the practice that a constraint comes down to: itself, or the lowest of its dimension."""
    if constraint.kind == "keystone":
        return reader.scorecard.practices[constraint.id]
    dimension = reader.instrument.dimension_by_id[constraint.id]
    return _ranked([reader.scorecard.practices[practice.id] for practice in dimension.practices])[0]


def _focus(reader: Reader, dimension: Dimension) -> PracticeScore:
    """Return the practice that a dimension's message is about: what blocks, else what is furthest behind."""
    binding = binding_within(reader, dimension)
    if binding:
        return _practice_behind(reader, _most_telling(binding))
    return _furthest(reader, [reader.scorecard.practices[practice.id] for practice in dimension.practices])


def _contrast(reader: Reader, low: PracticeScore, within: Sequence[PracticeScore]) -> str:
    """Return what is in place against what is not."""
    held, missing = _strength(reader, low, within), _lack(reader, low)
    return missing if held is None else reader.words("headline.split", held=held, missing=missing)


def _strength(reader: Reader, low: PracticeScore, within: Sequence[PracticeScore]) -> str | None:
    """Return the clause of what is in place beside a weak practice.

    A prerequisite that is there while its fruit is missing tells more than the highest score.
    """
    aim, needed = reader.instrument.scoring.aim_from, _authored(reader, low).requires
    held = [p for p in _ranked(within) if _level(p) >= aim and p.id != low.id and _level(p) > _level(low)]
    near = [p for p in held if p.id in needed] or held
    return reader.text(_authored(reader, near[-1]).held) if near else None


def _lack(reader: Reader, scored: PracticeScore) -> str:
    """Return the clause for what is not there: the practice itself, or the step that it stopped at."""
    level = _level(scored)
    practice = _authored(reader, scored)
    if level < reader.instrument.scoring.aim_from:
        return reader.text(practice.missing)
    if _value(scored) < level:  # it rounds to a level that is not whole yet
        values = {"name": within(reader.text(practice.name)), "level": reader.words.ordinal(level)}
        return reader.words("headline.not_whole", **values)
    stuck = reader.text(reader.instrument.levels[level - 1].stuck)
    return reader.words("headline.stuck", name=within(reader.text(practice.name)), stuck=stuck)


def _furthest(reader: Reader, practices: Sequence[PracticeScore]) -> PracticeScore:
    return min(_ranked(practices), key=lambda p: _value(p) - reader.scorecard.targets[p.id])


def _ranked(practices: Sequence[PracticeScore]) -> list[PracticeScore]:
    return sorted((p for p in practices if p.claimed), key=_value)


def _authored(reader: Reader, scored: PracticeScore) -> Practice:
    return reader.instrument.practice_by_id[scored.id]


def _value(scored: PracticeScore) -> Fraction:
    return scored.claimed.value if scored.claimed else Fraction(0)


def _level(scored: PracticeScore) -> int:
    return scored.claimed.level if scored.claimed else 0
