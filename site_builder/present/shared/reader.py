"""One language's way of saying what the scorecard holds: names, labels, figures."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from functools import cached_property

from site_builder.charts.ladder import Marks, ladder
from site_builder.language import numbers
from site_builder.language.words import Words, words
from site_builder.model.analysis import NO_ANALYSIS, Analysis
from site_builder.model.decisions import Decision
from site_builder.model.instrument import Dimension, Practice
from site_builder.model.knowledge import Step
from site_builder.model.scorecard import Constraint, DimensionScore, PracticeScore, Scorecard
from site_builder.present.shared.stand_ins import with_stand_ins

_MOST_NAMES = 3
_INDEX = "index"


class Reader:
    """Reads a scorecard aloud in one language; for the public, it says levels where scores would stand."""

    def __init__(
        self,
        scorecard: Scorecard,
        language: str,
        analysis: Analysis = NO_ANALYSIS,
        *,
        is_public: bool = False,
    ) -> None:
        self.scorecard = scorecard
        self.is_public = is_public
        self.analysis = analysis
        self.instrument = scorecard.instrument
        self.words: Words = words(language, "report")
        self.language = language
        self.binding = {c.id: c for c in scorecard.level.binding}
        self.level_marks = tuple(
            level - self.instrument.scoring.level_step for level in range(2, self.instrument.top + 1)
        )
        self.keystone_marks = tuple(
            level - self.instrument.scoring.keystone_margin for level in range(2, self.instrument.top + 1)
        )

    def text(self, texts: dict[str, str]) -> str:
        """Return this language's text of those that the instrument gives in every language."""
        return texts[self.language]

    def any_text(self, texts: Mapping[str, str]) -> str:
        """Return what the consultant wrote, in this language where there is one, else as it was written."""
        return texts.get(self.language) or next(iter(texts.values()))

    def step(self, practice: str, level: int) -> Step | None:
        """Return the step of a practice to a level, 2 to 5, naming stand-ins; None where none is written."""
        step = self.instrument.practice_by_id[practice].step_to(level)
        if step is None or not self.stand_ins:
            return step
        return with_stand_ins(step, self.instrument, self.stand_ins)

    def step_title(self, practice: str, level: int) -> str:
        """Return what the step of a practice to a level is called; that level where nothing is written."""
        decision = self.decision(practice, level)
        if decision and decision.title:
            return self.any_text(decision.title)
        step = self.step(practice, level)
        return self.text(step.title) if step else self.words("steps.to", level=self.words.ordinal(level))

    def decision(self, practice: str, level: int) -> Decision | None:
        """Return what people want otherwise in the step of a practice to a level."""
        decisions = self.scorecard.assessment.decisions
        return next((d for d in decisions if d.is_plan and (d.practice, d.to) == (practice, level)), None)

    def posts(self, ids: Iterable[str]) -> str:
        """Return the names of posts, of who stands in where the firm has none; each name once."""
        names = [self.stand_ins.get(id_) or self.instrument.post_by_id[id_].name for id_ in ids]
        return self.words.join(list(dict.fromkeys(self.text(name) for name in names)))

    def post(self, who: str) -> str:
        """Return the name of who carries a step: of a post by its id, of a stand-in by its main name."""
        post = self.instrument.post_by_id.get(who)
        if post:
            return self.text(post.name)
        first = self.instrument.languages[0]
        return next((self.text(name) for name in self.stand_ins.values() if name[first] == who), who)

    @cached_property
    def previous(self) -> dict[str, Fraction]:
        """What dimensions and practices scored in the last wave that may be compared, by id."""
        wave = next((wave for wave in self.scorecard.earlier if wave.reason is None), None)
        changes = (*wave.dimensions, *wave.practices) if wave else ()
        return {change.id: change.before for change in changes}

    @property
    def stand_ins(self) -> dict[str, dict[str, str]]:
        """Who stands in for the posts that this kind of firm does not have."""
        return self.scorecard.stand_ins

    def day(self, days: int) -> str:
        """Return a day of the plan as a date, counted from the day of the assessment; else its number."""
        start = self.scorecard.assessment.day
        if start is None:
            return self.words("roadmap.day", n=days)
        return (start + timedelta(days=days)).isoformat()

    @property
    def firm(self) -> str:
        """The firm's name."""
        return self.scorecard.assessment.settings.firm.name[self.language]

    def name(self, id_: str) -> str:
        """Return the name of a practice or dimension."""
        found: Practice | Dimension = (
            self.instrument.practice_by_id.get(id_) or self.instrument.dimension_by_id[id_]
        )
        return self.text(found.name)

    def coded_name(self, id_: str) -> str:
        """Return a practice's code and name; a dimension's name."""
        practice = self.instrument.practice_by_id.get(id_)
        return f"{practice.code} {self.name(id_)}" if practice else self.name(id_)

    def names(self, ids: Sequence[str]) -> str:
        """Return the names of what ties for a place, or how many when they are too many to name."""
        if len(ids) > _MOST_NAMES:
            return self.words("lead.tied", n=len(ids))
        return self.words.join([self.name(id_) for id_ in ids])

    def href(self, id_: str) -> str:
        """Return where a practice or dimension is explained, from any page of the report."""
        if id_ in self.instrument.dimension_by_id:
            return f"{id_}.html"
        return f"{self.instrument.dimension_of[id_].id}.html#{id_}"

    def role(self, id_: str) -> str:
        """Return the short name of a role."""
        return self.text(self.instrument.role_by_id[id_].label)

    def level_name(self, level: int) -> str:
        """Return the name of a level, 1 to 5."""
        return self.text(self.instrument.levels[level - 1].name)

    def level_short(self, level: int) -> str:
        """Return the name of a level where there is little room."""
        return self.text(self.instrument.levels[level - 1].short)

    def level_within_sentence(self, level: int) -> str:
        """Return a level's name as it stands within a sentence."""
        return within(self.level_name(level))

    def score(self, value: Fraction, id_: str | None = None) -> str:
        """Return a score as it is shown; its thresholds and its target are never rounded across."""
        if self.is_public:
            return self.words("levels.band", n=self.band(value))
        within = self._within.get((id_ or _INDEX, value))
        if within:
            return self.span(within)
        practice = self.instrument.practice_by_id.get(id_ or "")
        marks = self.level_marks + (self.keystone_marks if practice and practice.keystone else ())
        reach = [Fraction(self.instrument.top)]
        if id_ is not None:
            reach.append(self.scorecard.targets[id_])
        return numbers.decimal(value, above=marks, reach=reach)

    def span(self, within: tuple[Fraction, Fraction]) -> str:
        """Return a part of the scale, told in place of a score; to one decimal where that says it."""
        low, high = max(within[0], Fraction(1)), within[1]
        digits = 1 if all((end * 10).denominator == 1 for end in (low, high)) else 2
        return self.words(
            "levels.span", low=numbers.decimal(low, digits=digits), high=numbers.decimal(high, digits=digits)
        )

    def percent_of_index(self) -> str:
        """Return the index in percent; without decimals where it is told as a part of the scale."""
        index = self.scorecard.index
        assert index is not None  # noqa: S101 - asked only with an index
        return numbers.percent(index.percent / 100, digits=0 if index.claimed.within else 1)

    @cached_property
    def _within(self) -> dict[tuple[str, Fraction], tuple[Fraction, Fraction]]:
        """The values that only stand for a part of the scale, with it, by what they are of."""
        card = self.scorecard
        scored: list[PracticeScore | DimensionScore] = [*card.practices.values(), *card.dimensions.values()]
        known = [(one.id, score) for one in scored for score in (one.claimed, one.verified)]
        known += [(one.id, one.customer) for one in card.practices.values()]
        known += [(_INDEX, card.index.claimed)] if card.index else []
        return {(id_, score.value): score.within for id_, score in known if score and score.within}

    def target(self, value: Fraction) -> str:
        """Return a target as it is shown."""
        return self.score(value) if self.is_public else numbers.decimal(value)

    def band(self, value: Fraction) -> int:
        """Return the level that a mean lies on."""
        return 1 + sum(value > mark for mark in self.level_marks)

    def constraint(self, constraint: Constraint) -> str:
        """Return a binding constraint with its value and what it needs."""
        if self.is_public:
            return self.words(
                f"overview.binding_{constraint.kind}_public",
                name=self.name(constraint.id),
                level=self.words.ordinal(self.band(constraint.value)),
                next=self.next_level,
            )
        return self.words(
            f"overview.binding_{constraint.kind}",
            name=self.name(constraint.id),
            value=self.score(constraint.value, constraint.id),
            needs=numbers.decimal(constraint.needs_above),
        )

    def shortfall(self, constraint: Constraint) -> str:
        """Return how many points a binding constraint lacks; empty for the public, who know no scores."""
        if self.is_public:
            return ""
        if constraint.shortfall == 0:
            return self.words("overview.shortfall_touch")
        return self.words("overview.shortfall", value=numbers.difference(constraint.shortfall))

    @property
    def next_level(self) -> str:
        """The level above the firm's in words; the first where it has none, the top where it is there."""
        level = self.scorecard.level.level
        return self.words.ordinal(min((level or 0) + 1, self.instrument.top))

    def percent(self, value: Fraction) -> str:
        """Return a share (0..1) in percent; one that misses the least coverage is not rounded up to it."""
        return numbers.percent(value, reach=(self.instrument.scoring.coverage_floor,))

    def people(self, number: int) -> str:
        """Return a number of people with its noun."""
        return self.words.count("people", number)

    def roles(self, ids: Iterable[str]) -> str:
        """Return the names of roles as a list."""
        return self.words.join([self.role(id_) for id_ in ids])

    def ladder(self, scored: PracticeScore | DimensionScore) -> str:
        """Return the picture of a score on its ladder."""
        target = self.scorecard.targets[scored.id]
        binding = self.binding.get(scored.id)
        name = self.name(scored.id)
        customer = scored.customer if isinstance(scored, PracticeScore) else None
        before = self.previous.get(scored.id)
        marks = Marks(
            claimed=float(scored.claimed.value) if scored.claimed else None,
            level=scored.claimed.level if scored.claimed else None,
            target=float(target),
            verified=float(scored.verified.value) if scored.verified else None,
            customer=float(customer.value) if customer else None,
            previous=float(before) if before is not None else None,
            must=float(binding.needs_above) if binding and not self.is_public else None,
        )
        if scored.claimed:
            title = self.words(
                "chart.ladder_title",
                name=name,
                value=self.score(scored.claimed.value, scored.id),
                level_name=self.level_name(scored.claimed.level),
                target=self.target(target),
            )
        else:
            title = self.words("chart.ladder_none", name=name)
        must = ""
        if binding and not self.is_public:
            must = self.words("chart.must", value=numbers.decimal(binding.needs_above))
        return ladder(marks, self.instrument.top, title, must)


def sentence(text: str) -> str:
    """Return a text with a capital first letter, where its script has capitals."""
    return text[:1].upper() + text[1:]


def within(text: str) -> str:
    """Return a name as it stands within a sentence, where its script has capitals."""
    return text[:1].lower() + text[1:]


def wave_text(wave: str, say: Words) -> str:
    """Return a wave as people call it: `2026-h1` is a half year, anything else is itself."""
    year, _, half = wave.partition("-h")
    if year.isdecimal() and half in {"1", "2"}:
        return say("eyebrow.wave", year=year, half=say(f"eyebrow.halves.{half}"))
    return wave
