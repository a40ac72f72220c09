"""The plan's effort by post, month and period, in points, working days and money."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from site_builder.model.money import Factor, Figure, Load, Range
from site_builder.model.roadmap import Planned, Roadmap
from site_builder.model.scorecard import Scorecard

_YEAR, _MONTHS = 365, 12


class Effort:
    """The plan's points of effort by post, month and period, as working days and money where known."""

    def __init__(self, card: Scorecard, roadmap: Roadmap, factors: Mapping[str, Factor]) -> None:
        self.roadmap = roadmap
        self.posts = {step: _post(card, step) for step in roadmap.steps}
        self.capacity = card.assessment.settings.capacity
        self.per_point = self.capacity.person_days_per_point
        rates = {
            post: self.capacity.day_rates.get(post, self.capacity.day_rate) for post in self.posts.values()
        }
        self.rates = {post: rate for post, rate in rates.items() if rate is not None}
        self.missing = () if self.per_point is not None else ("person_days_per_point",)
        self.no_rate = () if len(self.rates) == len(rates) else ("day_rate",)
        used = [f"day_rates.{post}" for post in self.rates if f"day_rates.{post}" in factors]
        self.priced = ("programme_days", *(["day_rate"] if "day_rate" in factors else []), *used)

    def by_post(self) -> Iterator[Load]:
        """Yield the load of each post, the heaviest first; a step counts for who is responsible for it."""
        points: Counter[str] = Counter()
        for step, post in self.posts.items():
            points[post] += step.points
        for post, number in sorted(points.items(), key=lambda pair: (-pair[1], pair[0])):
            yield self._load(post, [(post, Fraction(number))])

    def by_month(self) -> Iterator[Load]:
        """Yield the load of each twelfth of a year; a step's points are spread evenly over its days."""
        last = max((step.end for step in self.posts), default=0)
        for month in range(max(_MONTHS, math.ceil(Fraction(last * _MONTHS, _YEAR))) if last else 0):
            start, end = Fraction(_YEAR * month, _MONTHS), Fraction(_YEAR * (month + 1), _MONTHS)
            parts = [(post, step.points * _overlap(step, start, end)) for step, post in self.posts.items()]
            yield self._load(str(month + 1), parts, math.floor(end))

    def by_period(self) -> Iterator[Load]:
        """Yield the load of each period of the plan: the steps that start in it."""
        for number, wave in enumerate(self.roadmap.waves):
            parts = [(post, Fraction(s.points)) for s, post in self.posts.items() if s.wave == number]
            yield self._load(str(number + 1), parts, wave.end)

    def points_figure(self) -> Figure:
        """Return the points of the whole plan."""
        value = Range.exact(sum(step.points for step in self.posts))
        return Figure(id="programme_points", value=value, unit="points", factors=())

    def days_figure(self) -> Figure:
        """Return the working days of the whole plan."""
        days = self._whole().days
        factors = ("programme_points", "person_days_per_point")
        value = None if days is None else Range.exact(days)
        return Figure(id="programme_days", value=value, unit="days", factors=factors, missing=self.missing)

    def cost_figure(self) -> Figure:
        """Return the cost of the whole plan."""
        cost, missing = self._whole().cost, (*self.missing, *self.no_rate)
        value = None if cost is None else Range.exact(cost)
        return Figure(id="programme_cost", value=value, unit="money", factors=self.priced, missing=missing)

    def _whole(self) -> Load:
        return self._load("", [(post, Fraction(step.points)) for step, post in self.posts.items()])

    def _load(self, id_: str, parts: Iterable[tuple[str, Fraction]], end: int = 0) -> Load:
        """Return a load; without a rate for everyone, or without days, there is no cost."""
        pairs = [(post, points) for post, points in parts if points]
        points = sum((points for _, points in pairs), Fraction(0))
        if self.per_point is None:
            return Load(id=id_, points=points, days=None, cost=None, end=end)
        cost = None
        if all(post in self.rates for post, _ in pairs):
            cost = sum((n * self.per_point * self.rates[post] for post, n in pairs), Fraction(0))
        return Load(id=id_, points=points, days=points * self.per_point, cost=cost, end=end)


def _post(card: Scorecard, planned: Planned) -> str:
    """Return the post that is responsible for a step; empty where nothing is written."""
    step = card.instrument.practice_by_id[planned.practice].step_to(planned.to)
    return step.responsible if step else ""


def _overlap(step: Planned, start: Fraction, end: Fraction) -> Fraction:
    """Return the share of a step that lies between two days."""
    if step.end == step.start:
        return Fraction(start <= step.start < end)
    first, last = max(start, Fraction(step.start)), min(end, Fraction(step.end))
    return max(Fraction(0), last - first) / (step.end - step.start)
