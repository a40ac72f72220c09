"""The steps that a firm has ahead: what each costs, how long it takes, what it waits for, who does it."""

from dataclasses import dataclass
from functools import cached_property

from site_builder.model.assessment import Decision
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

    `waits` are the steps that have to end first, each with the days that have to pass after its end. `post`
    does it: the name of whoever stands in where the firm lacks a post, else the post's id; empty where
    nobody has written the step.
    """

    key: Key
    points: int
    days: int
    release: int
    waits: tuple[tuple[Key, int], ...]
    post: str


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

    @cached_property
    def _stand_ins(self) -> dict[str, str]:
        """Who stands in for the posts that this kind of firm does not have."""
        known = self.card.instrument.organisation
        if known is None:
            return {}
        kind = self.card.assessment.context.get(known.form_question)
        form = next((form for form in known.forms if form.type == kind), None)
        first = self.card.instrument.languages[0]
        return {post: name[first] for post, name in form.stand_ins.items()} if form else {}

    def step(self, practice: str, level: int) -> StepAhead:
        """Return the step of a rated practice to a level.

        It waits for the practice's own step before it, and for its prerequisites to be on the level below.
        What has become a rule runs a quarter before the next level builds on it. Source: the method page,
        "Priorities, roadmap and the cheapest way".
        """
        key = practice, level
        if key not in self._steps:
            authored = self.card.instrument.practice_by_id[practice]
            written = authored.step_to(level)
            post = written.responsible if written else ""
            before = (
                (((practice, level - 1), _QUARTER if level > _SETTLED else 0),)
                if level - 1 > self.levels[practice]
                else ()
            )
            self._steps[key] = StepAhead(
                key=key,
                points=authored.effort,
                days=(written.weeks if written else _UNWRITTEN_WEEKS) * _WEEK,
                release=self._deferred(key),
                waits=before + tuple((other, 0) for other in self.needs(practice, level)),
                post=self._stand_ins.get(post, post),
            )
        return self._steps[key]

    def needs(self, practice: str, level: int) -> tuple[Key, ...]:
        """Return the steps of prerequisites that a step needs and that the firm has not taken."""
        required = self.card.instrument.practice_by_id[practice].requires
        return tuple(
            (other, level - 1) for other in required if self.levels.get(other, level - 1) < level - 1
        )

    def chain(self, practice: str, level: int) -> list[StepAhead]:
        """Return the steps that take a practice from today's level to another, the first one first."""
        return [self.step(practice, to) for to in range(self.levels[practice] + 1, level + 1)]

    def earliest_end(self, practice: str, level: int) -> int:
        """Return the first day on which a step can have ended, were there capacity without bounds."""
        key = practice, level
        if key not in self._ends:
            step = self.step(practice, level)
            ready = [self.earliest_end(*other) + pause for other, pause in step.waits]
            self._ends[key] = max([step.release, *ready]) + step.days
        return self._ends[key]

    def _deferred(self, key: Key) -> int:
        """Return the day until which a step is deferred; a day that has passed defers nothing."""
        found, today = self.decisions.get(key), self.card.assessment.day
        if found is None or found.until is None or today is None:
            return 0
        return max(0, (found.until - today).days)
