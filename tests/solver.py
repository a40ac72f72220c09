"""An attacker with patience: takes what is published as equations and tries every answer that fits.

It knows the published result, who was asked, and the instrument. It shares no code with what chooses
the forms.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

from site_builder.model.scorecard import PracticeScore, Scorecard

_CLOSE = Fraction(1, 10**9)


def exact(number: float) -> Fraction:
    """Return what a published number stands for."""
    return Fraction(number).limit_denominator(10**6)


@dataclass
class World:
    """What is possible for the roles of one practice: how many rated, the means, and single ratings."""

    means: dict[str, set[Fraction]] = field(default_factory=dict)
    ratings: dict[str, set[int]] = field(default_factory=dict)
    raters: dict[str, set[int]] = field(default_factory=dict)
    scores: set[Fraction] = field(default_factory=set)


@dataclass(frozen=True)
class Shown:
    """A role that is shown: how many rated, their mean, and their ratings where these are listed."""

    people: int
    mean: Fraction
    ratings: tuple[int, ...] | None


@dataclass(frozen=True)
class Clue:
    """Everything published about one practice."""

    asked: Mapping[str, int]
    shown: Mapping[str, Shown]
    low: Fraction
    high: Fraction
    is_exact: bool
    rated: int | None
    unrated: int | None
    spread: tuple[int, ...] | None
    is_pooled: bool

    def fits(self, score: Fraction) -> bool:
        if self.is_exact:
            return abs(score - self.low) <= _CLOSE
        return self.low < score <= self.high


def clue_of(practice: PracticeScore, published: Mapping[str, Any], card: Scorecard) -> Clue | None:
    """Return what is published of a practice; None where nothing is that could tell an answer."""
    asked = {
        role.id: card.respondents[role.id]
        for role in card.instrument.roles
        if not role.customer
        and card.respondents.get(role.id)
        and card.instrument.asks(role, card.instrument.practice_by_id[practice.id])
    }
    if not asked or published.get("reasons", {}).get("claimed") == "nobody-asked":
        return None
    shown = {
        role.role: Shown(
            role.count,
            role.mean,
            tuple(int(rating.value) for rating in role.ratings) if role.is_listed else None,
        )
        for role in practice.roles
    }
    answers = published["answers"]
    unrated = sum(answers.get(kind, 0) for kind in ("dont_know", "not_applicable", "unanswered", "no_rating"))
    within = published.get("within")
    claimed = published["claimed"]
    is_told = claimed is not None or within is not None
    value = exact(claimed) if claimed is not None else Fraction(0)
    low, high = (exact(within[0]), exact(within[1])) if within else (value, value)
    spread = tuple(published["distribution"]) if published.get("distribution") else None
    return Clue(
        asked=asked,
        shown=shown,
        low=low if is_told else Fraction(0),
        high=high if is_told else Fraction(5),
        is_exact=claimed is not None,
        rated=answers["rated"] if is_told else None,
        unrated=unrated if is_told else None,
        spread=spread,
        is_pooled=card.assessment.settings.aggregation == "respondents",
    )


@cache
def groups_of(people: int) -> tuple[tuple[int, ...], ...]:
    """Return every way in which so many people can rate: how many chose each of 1 to 5."""
    return tuple(counts for counts in product(range(people + 1), repeat=5) if sum(counts) == people)


def _assignments(clue: Clue) -> Iterator[dict[str, int]]:
    """Yield how many of every role could have rated."""
    free = [role for role in clue.asked if role not in clue.shown]
    for numbers in product(*(range(clue.asked[role] + 1) for role in free)):
        found = dict(zip(free, numbers, strict=True)) | {role: s.people for role, s in clue.shown.items()}
        if clue.rated is None or sum(found.values()) == clue.rated:
            yield found


def _sums(people: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield every sum of so many ratings, with the lowest and highest rating that can be part of it."""
    for total in range(people, 5 * people + 1):
        yield total, (max(1, total - 5 * (people - 1)), min(5, total - (people - 1)))


def solve(clue: Clue, scores: Iterable[Fraction] | None = None) -> World:
    """Return everything that fits a clue; with `scores`, only what gives one of these."""
    world = World(
        {r: set() for r in clue.asked}, {r: set() for r in clue.asked}, {r: set() for r in clue.asked}
    )
    only = None if scores is None else set(scores)
    for numbers in _assignments(clue):
        roles = [role for role, people in numbers.items() if people]
        if not roles:
            if clue.rated in (None, 0):
                for role in clue.asked:
                    world.raters[role].add(0)
            continue
        for filled in _fillings(clue, roles, numbers):
            weight = sum(numbers.values()) if clue.is_pooled else len(roles)
            score = (
                sum(
                    (Fraction(filled[role][0], 1 if clue.is_pooled else numbers[role]) for role in roles),
                    Fraction(0),
                )
                / weight
            )
            if not clue.fits(score) or (only is not None and score not in only):
                continue
            world.scores.add(score)
            for role in clue.asked:
                people = numbers.get(role, 0)
                world.raters[role].add(people)
                if people:
                    total, possible = filled[role]
                    world.means[role].add(Fraction(total, people))
                    world.ratings[role].update(possible)
    return world


def _fillings(
    clue: Clue, roles: list[str], numbers: dict[str, int]
) -> Iterator[dict[str, tuple[int, set[int]]]]:
    """Yield for every role a sum of its ratings, with the ratings that somebody of it could have given."""
    if clue.spread is not None:
        yield from _spread_fillings(clue, roles, numbers, clue.spread)
        return
    choices: list[list[tuple[int, set[int]]]] = []
    for role in roles:
        known = clue.shown.get(role)
        options = [(total, set(range(low, high + 1))) for total, (low, high) in _sums(numbers[role])]
        if known:
            options = [(total, got) for total, got in options if Fraction(total, numbers[role]) == known.mean]
            if known.ratings is not None:
                options = [(total, set(known.ratings)) for total, _ in options]
        choices.append(options)
    *most, last = range(len(roles))
    by_total = dict(choices[last])
    for picked in product(*(choices[at] for at in most)):
        for total, got in by_total.items():
            yield dict(zip(roles, (*picked, (total, got)), strict=True))


def _spread_fillings(
    clue: Clue, roles: list[str], numbers: dict[str, int], left: tuple[int, ...]
) -> Iterator[dict[str, tuple[int, set[int]]]]:
    if not roles:
        if not any(left):
            yield {}
        return
    role, *others = roles
    known = clue.shown.get(role)
    for counts in groups_of(numbers[role]):
        if any(c > have for c, have in zip(counts, left, strict=True)):
            continue
        total = sum(value * c for value, c in enumerate(counts, 1))
        got = {value for value, c in enumerate(counts, 1) if c}
        if known and Fraction(total, numbers[role]) != known.mean:
            continue
        if (
            known
            and known.ratings is not None
            and Counter(known.ratings) != Counter({value: c for value, c in enumerate(counts, 1) if c})
        ):
            continue
        rest = tuple(have - c for c, have in zip(counts, left, strict=True))
        for more in _spread_fillings(clue, others, numbers, rest):
            yield {role: (total, got), **more}


def faults(world: World, clue: Clue, exempt: Iterable[str] = ()) -> list[str]:
    """Return what follows about somebody who was promised that nothing would."""
    found = []
    for role in clue.asked:
        if role in exempt:
            continue
        if world.raters[role] and max(world.raters[role]) == 0:
            found.append(f"{role} gave no rating")
        elif len(world.ratings[role]) == 1:
            found.append(f"{role} said {world.ratings[role]}")
        elif role not in clue.shown and len(world.means[role]) == 1:
            found.append(f"mean of {role} is {world.means[role]}")
    return found


def leaks(
    card: Scorecard, published: Mapping[str, Any], exempt: Iterable[str] = (), most: int = 13
) -> list[str]:
    """Return everything that follows from a published result, of a practice alone and of sums.

    Practices that more than `most` people were asked are left out: there is too much to try.
    """
    found = []
    for dimension in card.instrument.dimensions:
        clues = {
            p.id: clue
            for p in dimension.practices
            if (clue := clue_of(card.practices[p.id], published["practices"][p.id], card))
            and sum(clue.asked.values()) <= most
        }
        worlds = {id_: solve(clue) for id_, clue in clues.items()}
        for id_, world in worlds.items():
            found += [f"{id_}: {fault}" for fault in faults(world, clues[id_], exempt)]
        found += _from_sum(dimension.id, clues, worlds, published, card, exempt)
    return found


def _from_sum(  # noqa: PLR0913, PLR0917 - everything a reader has
    dimension: str,
    clues: Mapping[str, Clue],
    worlds: Mapping[str, World],
    published: Mapping[str, Any],
    card: Scorecard,
    exempt: Iterable[str],
) -> Iterator[str]:
    """Yield what follows when the dimension's figure is known as well."""
    whole = published["dimensions"][dimension]
    if whole["claimed"] is None and not whole.get("within"):
        return
    told = {id_ for id_ in clues if card.practices[id_].claimed}
    weights = {id_: card.weights[1][id_] for id_ in told}
    total = sum(weights.values())
    value = exact(whole["claimed"]) if whole["claimed"] is not None else None
    low, high = (exact(x) for x in whole["within"]) if value is None else (value, value)
    for id_ in told:
        if clues[id_].is_exact:
            continue
        rest = {Fraction(0)}
        for other in told - {id_}:
            rest = {one + weights[other] * score for one in rest for score in worlds[other].scores}
            if len(rest) > 20_000:
                rest = {min(rest), max(rest)} | set(list(rest)[:20_000])
        fitting = {
            score
            for score in worlds[id_].scores
            for one in rest
            for mean in [(one + weights[id_] * score) / total]
            if (abs(mean - low) <= Fraction(5, 1000) + _CLOSE if value is not None else low < mean <= high)
        }
        world = solve(clues[id_], fitting)
        yield from (f"{id_} through {dimension}: {fault}" for fault in faults(world, clues[id_], exempt))
