"""The steps that a firm has ahead: what each costs, how long it takes, what it waits for, who does it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from site_builder.model.decisions import Decision
from site_builder.model.scorecard import Scorecard

Key = tuple[str, int]
"""A step: the practice, and the level that it leads to."""

_WEEK = 7
_SETTLED, _QUARTER = 3, 90
_UNWRITTEN_WEEKS = 4
"""How long a step takes that nobody has written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepAhead:
    """One step; `points` of effort, `days` that it takes, `release` the first day on which it may start.

    `fixed` is the day on which people want it to start; its points are reserved then, and `room`, what it
    asks of its period in a search, is nothing. `waits` are the steps that have to end first, each with the
    days that have to pass after its end. `post` does it: who was named, or the name of whoever stands in
    where the firm lacks a post, else the post's id; empty where nobody has written the step.
    """

    key: Key
    points: int
    days: int
    release: int
    waits: tuple[tuple[Key, int], ...]
    post: str
    fixed: int | None = None

    @property
    def room(self) -> int:
        """What it takes from what its period still holds, in points."""
        return 0 if self.fixed is not None else self.points

    def ready(self, ends: Mapping[Key, int]) -> int:
        """Return the first day on which it can start; `ends` is when what it waits for has ended."""
        return max([self.release, *(ends[key] + pause for key, pause in self.waits if key in ends)])


class StepsAhead:
    """The steps of one firm, by practice and level."""

    def __init__(self, card: Scorecard) -> None:
        self.card = card
        self.decisions: dict[Key, Decision] = {(d.practice, d.to): d for d in card.assessment.decisions}
        self._steps: dict[Key, StepAhead] = {}
        self._ends: dict[Key, int] = {}

    @cached_property
    def levels(self) -> dict[str, int]:
        """The level of each rated practice that counts for what builds on it; what is done counts."""
        done = dict.fromkeys(self.card.practices, 0)
        for (practice, to), decision in self.decisions.items():
            if decision.decision == "done":
                done[practice] = max(done[practice], to)
        return {
            id_: max(practice.claimed.level, done[id_])
            for id_, practice in self.card.practices.items()
            if practice.claimed
        }

    def _carrier(self, post: str) -> str:
        """Return who has the work of a post: the main name of whoever stands in, else its id."""
        name = self.card.stand_ins.get(post)
        return name[self.card.instrument.languages[0]] if name else post

    def step(self, practice: str, level: int) -> StepAhead:
        """Return the step of a rated practice to a level.

        It waits for the practice's own step before it, and for its prerequisites to be on the level below.
        What has become a rule runs a quarter before the next level builds on it. Source: the method page,
        "Priorities, roadmap and the cheapest way".
        """
        key = practice, level
        if key not in self._steps:
            self._steps[key] = self._made(key)
        return self._steps[key]

    def _made(self, key: Key) -> StepAhead:
        """Return a step as the instrument has it, with what people want otherwise."""
        practice, level = key
        written = self.card.instrument.practice_by_id[practice].step_to(level)
        post = written.responsible if written else ""
        days = (written.weeks if written else _UNWRITTEN_WEEKS) * _WEEK
        decision = self.decisions.get(key)
        moved = decision if decision and decision.is_plan else None
        start = self._day(moved.start) if moved else None
        end = self._day(moved.end) if moved else None
        if end is not None:
            days = end - start if start is not None else min(days, end)
            start = end - days if start is None else start
        before = (practice, level - 1)
        waits = [(before, _QUARTER if level > _SETTLED else 0)] if level - 1 > self.levels[practice] else []
        waits += [(other, 0) for other in self.needs(practice, level)]
        return StepAhead(
            key=key,
            points=self.card.costs_of(practice, [level])[level],
            days=days,
            release=self._deferred(key),
            waits=tuple(waits),
            post=(moved.owner_name if moved else "") or self._carrier(post),
            fixed=start,
        )

    def needs(self, practice: str, level: int) -> tuple[Key, ...]:
        """Return the steps of prerequisites that a step needs and that the firm has not taken."""
        required = self.card.needs_of(practice, level)
        return tuple((o, least) for o, least in required.items() if self.levels.get(o, least) < least)

    def fixed(self) -> list[StepAhead]:
        """Return the steps for which people named a day, the earliest first."""
        keys = [key for key, d in self.decisions.items() if d.is_plan and self._is_ahead(key)]
        steps = [step for key in keys if (step := self.step(*key)).fixed is not None]
        return sorted(steps, key=lambda step: (step.fixed, step.key))

    def chain(self, practice: str, level: int) -> list[StepAhead]:
        """Return the steps that take a practice from today's level to another, the first one first."""
        return [self.step(practice, to) for to in range(self.levels[practice] + 1, level + 1)]

    def _is_ahead(self, key: Key) -> bool:
        practice, level = key
        if practice not in self.levels:
            return False
        if self.is_done(key):
            return False
        return level > self.levels[practice] or level in self.card.levels_ahead(practice)

    def is_done(self, key: Key) -> bool:
        """Return whether the firm says that a step, or one above it, is done."""
        practice, level = key
        return any(
            decision.decision == "done" and id_ == practice and to >= level
            for (id_, to), decision in self.decisions.items()
        )

    def earliest_end(self, practice: str, level: int) -> int:
        """Return the first day on which a step can have ended, were there capacity without bounds."""
        key = practice, level
        if key not in self._ends:
            step = self.step(practice, level)
            start = step.fixed if step.fixed is not None else self.earliest_start(step)
            self._ends[key] = start + step.days
        return self._ends[key]

    def earliest_start(self, step: StepAhead) -> int:
        """Return the first day on which a step can start, were there capacity without bounds."""
        return step.ready({key: self.earliest_end(*key) for key, _ in step.waits})

    def _day(self, day: date | None) -> int | None:
        """Return a date as a day of the plan; None where either is not known."""
        today = self.card.assessment.day
        return (day - today).days if day and today else None

    def _deferred(self, key: Key) -> int:
        """Return the day until which a step is deferred; a day that has passed defers nothing."""
        found = self.decisions.get(key)
        return max(0, self._day(found.until) or 0) if found else 0
