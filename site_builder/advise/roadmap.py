"""The roadmap: steps in the order of the advice, within capacity, none before its prerequisites."""

from collections import deque
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from site_builder.model.advice import Advice
from site_builder.model.assessment import Decision
from site_builder.model.roadmap import Decided, Planned, PlanWave, Rise, Roadmap, Waiting, WaitReason
from site_builder.model.scorecard import Scorecard
from site_builder.score import project

PERIODS = (0, 30, 90, 365)
_WEEK = 7
_SETTLED, _QUARTER = 3, 90
_UNWRITTEN_WEEKS = 4
"""How long a step takes that nobody has written."""


def plan(card: Scorecard, advice: Advice) -> Roadmap:
    """Return the roadmap: which step is taken when, and what is left out of it.

    A period's capacity goes to the steps in the order of the advice, those that the firm dated before the
    others; one that does not fit leaves its place to the next. A step to level n waits until its
    prerequisites have taken the steps up to n that lie ahead of them; where these are not planned, until
    they are on level n - 1. What has become a rule runs a quarter before the next level builds on it.
    Everything ends within the year. Days count from that of the assessment. Source: the method page,
    "Priorities, roadmap and the cheapest way"; DECISIONS.md, "Plans".

    Args:
        card: today's scores, with the firm's capacity (points of effort per period) and its decisions.
        advice: the practices below their targets, in their order.

    """
    return _Planner(card, advice).plan()


class _Planner:
    """Fills the periods one after the other; `pending` holds the levels of each practice not yet planned."""

    def __init__(self, card: Scorecard, advice: Advice) -> None:
        self.card = card
        self.decisions = {(d.practice, d.to): d for d in card.assessment.decisions}
        self.levels = {id_: self._level(id_) for id_ in card.practices}
        self.pending = {
            advised.practice: deque(
                level for level in advised.levels if not self._is_done(advised.practice, level)
            )
            for advised in advice.ranked
        }
        self.ahead = {practice: tuple(levels) for practice, levels in self.pending.items()}
        self.ends: dict[tuple[str, int], int] = {}
        self.steps: list[Planned] = []

    def plan(self) -> Roadmap:
        """Return the roadmap; to be asked once, since planning uses up what is pending."""
        settings = self.card.assessment.settings.capacity
        capacities = (settings.days_30, settings.days_90, settings.days_365)
        used = [
            self._fill(wave, start, end, capacity)
            for wave, (start, end, capacity) in enumerate(zip(PERIODS, PERIODS[1:], capacities, strict=False))
        ]
        waves = tuple(
            PlanWave(
                start=PERIODS[wave],
                end=PERIODS[wave + 1],
                capacity=capacities[wave],
                used=points,
                projection=project(self.card, self._values(PERIODS[wave + 1])),
            )
            for wave, points in enumerate(used)
        )
        return Roadmap(
            steps=tuple(sorted(self.steps, key=lambda step: (step.start, self.steps.index(step)))),
            waves=waves,
            waiting=tuple(self._waiting()),
            decided=tuple(self._decided()),
            rise=self._rise(),
        )

    def _rise(self) -> Rise | None:
        """Return the first day on which the plan has the firm on a higher level."""
        today = self.card.level.level
        for day in sorted({0, *self.ends.values()}):
            level = project(self.card, self._values(day)).level
            if today is not None and level is not None and level > today:
                return Rise(day=day, level=level)
        return None

    def _level(self, id_: str) -> int | None:
        """Return the level that counts for what builds on a practice; None when it has no score."""
        claimed = self.card.practices[id_].claimed
        done = [d.to for d in self.decisions.values() if d.practice == id_ and d.decision == "done"]
        return max([claimed.level, *done]) if claimed else None

    def _is_done(self, practice: str, level: int) -> bool:
        found = self.decisions.get((practice, level))
        return found is not None and found.decision == "done"

    def _fill(self, wave: int, start: int, end: int, capacity: int) -> int:
        """Fill one period; return the points that it takes."""
        room = capacity
        while planned := self._next(wave, start, end, (capacity, room)):
            self.steps.append(planned)
            self.ends[planned.practice, planned.to] = planned.end
            self.pending[planned.practice].popleft()
            room -= planned.points
        return capacity - room

    def _next(self, wave: int, start: int, end: int, effort: tuple[int, int]) -> Planned | None:
        """Return the first step, in the order of the advice, that can start within a period.

        Starts are spread over the period as its capacity is used up; a step that would then end too late
        starts earlier.
        """
        capacity, room = effort
        paced = start + (capacity - room) * (end - start) // capacity if capacity else start
        for practice, levels in sorted(self.pending.items(), key=lambda item: not self._is_dated(*item)):
            if not levels or self._blockers(practice, levels[0]):
                continue
            ready, after = self._ready(practice, levels[0])
            points, days = (
                self.card.instrument.practice_by_id[practice].effort,
                self._days(practice, levels[0]),
            )
            begin = max(ready, start, min(paced, PERIODS[-1] - days))
            finish = begin + days
            if begin < end and points <= room and finish <= PERIODS[-1]:
                return Planned(
                    practice=practice,
                    to=levels[0],
                    wave=wave,
                    start=begin,
                    end=finish,
                    points=points,
                    after=after,
                )
        return None

    def _days(self, practice: str, level: int) -> int:
        step = self.card.instrument.practice_by_id[practice].step_to(level)
        return (step.weeks if step else _UNWRITTEN_WEEKS) * _WEEK

    def _is_dated(self, practice: str, levels: deque[int]) -> bool:
        """Whether the firm has named the day from which it takes the next step."""
        found = self.decisions.get((practice, levels[0])) if levels else None
        return found is not None and found.until is not None

    def _needed(self, practice: str, level: int) -> Iterator[tuple[str, int]]:
        """Yield each prerequisite with the level that it has to reach first.

        That is the last step up to `level` that lies ahead of it and is not left out, and the level below
        otherwise. One without a score is not waited for.
        """
        for other in self.card.instrument.practice_by_id[practice].requires:
            today = self.levels[other]
            if today is None:
                continue
            ahead = [to for to in self.ahead.get(other, ()) if to <= level]
            if ahead and not any(self._decision(other, to) for to in ahead):
                yield other, ahead[-1]
            elif today < level - 1:
                yield other, level - 1

    def _reached(self, practice: str, level: int) -> int | None:
        """Return the day on which the plan has a practice on a level."""
        days = [end for (id_, to), end in self.ends.items() if id_ == practice and to >= level]
        return min(days, default=None)

    def _blockers(self, practice: str, level: int) -> tuple[str, ...]:
        """Return what keeps a step out of the plan; the practice itself where the firm decided so."""
        decision = self._decision(practice, level)
        if decision:
            return (practice,)
        return tuple(o for o, least in self._needed(practice, level) if self._reached(o, least) is None)

    def _decision(self, practice: str, level: int) -> Decision | None:
        """Return the decision that keeps a step out of the plan for good."""
        found = self.decisions.get((practice, level))
        if found is None or found.decision == "done":
            return None
        return None if found.decision == "deferred" and found.until else found

    def _ready(self, practice: str, level: int) -> tuple[int, tuple[str, ...]]:
        """Return the first day on which a step can start, and the practices it waits for."""
        waits = {other: self._reached(other, least) or 0 for other, least in self._needed(practice, level)}
        before = self._reached(practice, level - 1)
        own = (before + (_QUARTER if level > _SETTLED else 0)) if before is not None else 0
        return max([own, self._deferred(practice, level), *waits.values()]), tuple(waits)

    def _deferred(self, practice: str, level: int) -> int:
        """Return the day until which a step is deferred; a day that has passed defers nothing."""
        found = self.decisions.get((practice, level))
        if found is None or found.until is None:
            return 0
        today = self.card.assessment.day
        if today is None:
            return 0
        return _days_between(today, found.until)

    def _values(self, day: int) -> Mapping[str, Fraction]:
        """Return the level of every practice that the plan, or a step that is done, has raised by a day."""
        values: dict[str, Fraction] = {}
        for id_, level in self.levels.items():
            planned = [to for (practice, to), end in self.ends.items() if practice == id_ and end <= day]
            best = max([level, *planned]) if level is not None else None
            claimed = self.card.practices[id_].claimed
            if claimed and best is not None and (best > claimed.level or planned):
                values[id_] = max(Fraction(best), claimed.value)
        return values

    def _waiting(self) -> Iterator[Waiting]:
        """Yield the next step of every practice that has one left, with the reason why it is not planned."""
        for practice, levels in self.pending.items():
            if not levels:
                continue
            level = levels[0]
            decision, blockers = self._decision(practice, level), self._blockers(practice, level)
            if decision and decision.decision != "done":
                yield Waiting(practice=practice, to=level, reason=decision.decision)
            elif blockers:
                yield Waiting(practice=practice, to=level, reason="prerequisite", names=blockers)
            else:
                ready, _ = self._ready(practice, level)
                late = max(ready, 0) + self._days(practice, level) > PERIODS[-1]
                names = tuple(other for other, _ in self._needed(practice, level)) if late else ()
                reason: WaitReason = "time" if late else "capacity"
                yield Waiting(practice=practice, to=level, reason=reason, names=names)

    def _decided(self) -> Iterator[Decided]:
        for decision in self.card.assessment.decisions:
            claimed = self.card.practices[decision.practice].claimed
            reached = claimed is not None and claimed.level >= decision.to
            yield Decided(decision=decision, is_confirmed=reached)


def _days_between(start: date, end: date) -> int:
    return max(0, (end - start).days)
