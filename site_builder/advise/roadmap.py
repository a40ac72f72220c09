"""The roadmap: first what the aim needs, as early as it can be; then what else is worth doing."""

from collections import deque
from collections.abc import Iterator, Mapping
from fractions import Fraction

from site_builder.advise.aim import aim_at
from site_builder.advise.gate import is_left_out
from site_builder.advise.people import Load, limits_of
from site_builder.advise.reserved import awaited, own_steps, unreserved
from site_builder.advise.schedule import PERIODS, YEAR, Calendar
from site_builder.advise.steps_ahead import Key, StepAhead, StepsAhead
from site_builder.model.advice import Advice
from site_builder.model.roadmap import Decided, Planned, PlanWave, Rise, Roadmap, Waiting, WaitReason
from site_builder.model.scorecard import Scorecard
from site_builder.score import project


def plan(card: Scorecard, advice: Advice) -> Roadmap:
    """Return the roadmap: which step is taken when, and what is left out of it.

    First come the steps with which the firm reaches its target level earliest. What capacity they leave goes
    to the others in the order of the advice, those that the firm dated first; one that does not fit leaves
    its place to the next. A step to level n waits until its prerequisites are on level n - 1, and where the
    aim does not need it, for their planned steps up to n as well. What has become a rule runs a quarter
    before the next level builds on it. Nobody does more steps at once than the firm says. Everything ends
    within the year. Days count from that of the assessment. Source: the method page, "Priorities, roadmap and
    the cheapest way"; DECISIONS.md, "A plan that aims".

    Args:
        card: today's scores, with the firm's capacity (points of effort per period) and its decisions.
        advice: the practices below their targets, in their order.

    """
    return _Planner(card, advice).plan()


class _Planner:
    """Fills the periods one after the other; `pending` holds the levels of each practice not yet planned."""

    def __init__(self, card: Scorecard, advice: Advice) -> None:
        self.card = card
        self.steps_ahead = StepsAhead(card)
        self.capacities = card.assessment.settings.capacity.points
        whole = Calendar(PERIODS, self.capacities)
        self.own = own_steps(card, whole)
        self.fixed = self.steps_ahead.fixed()
        self.room = unreserved(whole, self.fixed, self.own)
        self.calendar = Calendar(PERIODS, tuple(max(0, room) for room in self.room))
        self.aimed = aim_at(card, self.steps_ahead, self.calendar)
        self.load = Load(limits_of(card))
        self.ends: dict[Key, int] = {}
        self.steps: list[Planned] = []
        for own in self.own:
            self.load.add(own.decision.owner_name, own.start, own.end - own.start)
        self._take_aimed()
        self.wanted = awaited(self.steps_ahead, self.fixed, self.ends)
        self.pending = self._pending(advice)

    def _pending(self, advice: Advice) -> dict[str, deque[int]]:
        """Return the levels of each practice that are to be planned beside the aim, the lowest first."""
        levels: dict[str, set[int]] = {advised.practice: set(advised.levels) for advised in advice.ranked}
        for practice, to in (*self.wanted, *(step.key for step in self.fixed)):
            levels.setdefault(practice, set()).add(to)
        return {
            practice: deque(
                level
                for level in sorted(found)
                if not self.steps_ahead.is_done((practice, level))
                and (practice, level) not in self.aimed.schedule.starts
            )
            for practice, found in levels.items()
        }

    def _take_aimed(self) -> None:
        """Plan what the aim needs, as far as it ends within the year."""
        for key, start in self.aimed.schedule.starts.items():
            step = self.steps_ahead.step(*key)
            if start + step.days <= YEAR:
                self._take(step, self.calendar.period(start), start, is_aimed=True)

    def _take(self, step: StepAhead, period: int, start: int, *, is_aimed: bool = False) -> None:
        practice, to = step.key
        decision = self.steps_ahead.decisions.get(step.key)
        after = dict.fromkeys(other for (other, _), _ in step.waits if other != practice)
        if not is_aimed:
            after |= dict.fromkeys(self._before(step))
        self.steps.append(
            Planned(
                practice=practice,
                to=to,
                wave=period,
                start=start,
                end=start + step.days,
                points=step.points,
                after=tuple(after),
                is_aimed=is_aimed,
                decision=decision if decision and decision.is_plan else None,
                waits=tuple((*key, pause) for key, pause in step.waits),
            )
        )
        self.ends[step.key] = start + step.days
        self.room[period] -= step.room
        self.load.add(step.post, start, step.days)

    def plan(self) -> Roadmap:
        """Return the roadmap; to be asked once, since planning uses up what is pending."""
        for period in range(len(self.capacities)):
            self._fill(period)
        waves = tuple(
            PlanWave(
                start=PERIODS[period],
                end=PERIODS[period + 1],
                capacity=capacity,
                used=capacity - self.room[period],
                projection=project(self.card, self._values(PERIODS[period + 1])),
            )
            for period, capacity in enumerate(self.capacities)
        )
        return Roadmap(
            steps=tuple(sorted(self.steps, key=lambda step: (step.start, self.steps.index(step)))),
            waves=waves,
            waiting=tuple(self._waiting()),
            decided=tuple(self._decided()),
            rise=self._rise(),
            aim=self.aimed.aim,
            own=self.own,
        )

    def _rise(self) -> Rise | None:
        """Return the first day on which the plan has the firm on a higher level."""
        today = self.card.level.level
        for day in sorted({0, *self.ends.values()}):
            level = project(self.card, self._values(day)).level
            if today is not None and level is not None and level > today:
                return Rise(day=day, level=level)
        return None

    def _fill(self, period: int) -> None:
        """Fill what is left of a period."""
        while placed := self._next(period):
            step, start = placed
            self._take(step, period, start)
            self.pending[step.key[0]].popleft()

    def _next(self, period: int) -> tuple[StepAhead, int] | None:
        """Return the first step, in the order of the advice, that can start within a period, and when.

        Starts are spread over the period as its capacity is used up; a step that would then end too late
        starts earlier.
        """
        begin, end = PERIODS[period], PERIODS[period + 1]
        capacity, room = self.capacities[period], self.room[period]
        paced = begin + (capacity - room) * (end - begin) // capacity if capacity else begin
        for practice, levels in sorted(self.pending.items(), key=lambda item: self._turn(*item)):
            if not levels or self._blockers((practice, levels[0])):
                continue
            step = self.steps_ahead.step(practice, levels[0])
            start = max(
                self._ready(step), begin, 0 if step.key in self.wanted else min(paced, YEAR - step.days)
            )
            start = self.load.free_from(step.post, start, step.days)
            if step.fixed is not None:
                if self._ready(step) > step.fixed:
                    continue
                start = step.fixed
            if begin <= start < end and step.room <= max(room, 0) and start + step.days <= YEAR:
                return step, start
        return None

    def _turn(self, practice: str, levels: deque[int]) -> int:
        """Return whose turn it is: a fixed day, what that waits for, a first day, the rest."""
        if not levels:
            return 3
        key = practice, levels[0]
        if self.steps_ahead.step(*key).fixed is not None:
            return 0
        found = self.steps_ahead.decisions.get(key)
        return 1 if key in self.wanted else 2 if found and found.until else 3

    def _blockers(self, key: Key) -> tuple[str, ...]:
        """Return what keeps a step out of the plan; the practice itself where the firm decided so."""
        decision = self.steps_ahead.decisions.get(key)
        if decision and is_left_out(decision):
            return (key[0],)
        step = self.steps_ahead.step(*key)
        return tuple(dict.fromkeys(other for (other, to), _ in step.waits if (other, to) not in self.ends))

    def _ready(self, step: StepAhead) -> int:
        """Return the first day on which a step can start; a fixed one waits for what it needs only."""
        ready = step.ready(self.ends)
        return ready if step.fixed is not None else max([ready, *self._before(step).values()])

    def _before(self, step: StepAhead) -> dict[str, int]:
        """Return the days on which prerequisites end their planned steps to the same level or below."""
        practice, level = step.key
        required = self.card.instrument.needs_of(practice, level)
        ends: dict[str, int] = {}
        for (other, to), end in self.ends.items():
            if other in required and to <= level:
                ends[other] = max(end, ends.get(other, 0))
        return ends

    def _values(self, day: int) -> Mapping[str, Fraction]:
        """Return the level of every practice that the plan, or a step that is done, has raised by a day."""
        values: dict[str, Fraction] = {}
        for id_, level in self.steps_ahead.levels.items():
            planned = [to for (practice, to), end in self.ends.items() if practice == id_ and end <= day]
            best, claimed = max([level, *planned]), self.card.practices[id_].claimed
            if claimed and (best > claimed.level or planned):
                values[id_] = max(Fraction(best), claimed.value)
        return values

    def _waiting(self) -> Iterator[Waiting]:
        """Yield the next step of every practice that has one left, with the reason why it is not planned."""
        later: dict[str, int] = {}
        for raised in self.aimed.aim.raises:
            steps = range(raised.before + 1, raised.to + 1)
            left = [to for to in steps if (raised.practice, to) not in self.ends]
            if left:
                later[raised.practice] = left[0]
        for practice, to in later.items():
            too_long = self.steps_ahead.earliest_end(practice, to) > YEAR
            busy = {carried.post for carried in self.aimed.aim.carried}
            is_busy = self.steps_ahead.step(practice, to).post in busy
            reason: WaitReason = "time" if too_long else "people" if is_busy else "capacity"
            yield Waiting(practice=practice, to=to, reason=reason, is_aimed=True)
        for practice, levels in self.pending.items():
            if levels and practice not in later:
                yield self._reason((practice, levels[0]))

    def _reason(self, key: Key) -> Waiting:
        """Return why a step has no place in the year."""
        practice, to = key
        decision, blockers = self.steps_ahead.decisions.get(key), self._blockers(key)
        if decision and is_left_out(decision):
            reason: WaitReason = "declined" if decision.decision == "declined" else "deferred"
            return Waiting(practice=practice, to=to, reason=reason)
        if blockers:
            return Waiting(practice=practice, to=to, reason="prerequisite", names=blockers)
        step = self.steps_ahead.step(*key)
        ready = self._ready(step)
        if ready + step.days > YEAR:
            waits = (other for (other, _), _ in step.waits if other != practice)
            names = tuple(dict.fromkeys((*waits, *self._before(step))))
            return Waiting(practice=practice, to=to, reason="time", names=names)
        last = max(ready, PERIODS[-2])
        is_free = self.load.free_from(step.post, last, step.days) + step.days <= YEAR
        has_room = any(
            step.points <= self.room[period] for period in range(self.calendar.period(ready), len(self.room))
        )
        reason = "people" if has_room and not is_free else "capacity"
        return Waiting(practice=practice, to=to, reason=reason)

    def _decided(self) -> Iterator[Decided]:
        for decision in self.card.assessment.decisions:
            if decision.is_plan:
                continue  # the plan shows it where the step stands
            claimed = self.card.practices[decision.practice].claimed
            reached = claimed is not None and claimed.level >= decision.to
            yield Decided(decision=decision, is_confirmed=reached)
