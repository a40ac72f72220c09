"""What scoring computes. Every score keeps what it was made of; absence has a status and a reason."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from site_builder.model.assessment import Assessment
from site_builder.model.instrument import Instrument
from site_builder.model.missing import Missing
from site_builder.model.sensitivity import Sensitivity
from site_builder.model.waves import EarlierWave

WITHHELD = "too-few"
"""The reason of a practice that too few people rated to tell anything; or nobody, which is not told apart."""

Status = Literal["rated", "not-rated", "not-applicable"]
Rule = Literal["role-means", "respondents", "weighted-mean", "evidence-cap", "customers"]

HIDDEN = "hidden"
"""The id of the part under which a proof sums up the roles that are not shown on their own."""


INDEX_BAND = 10
"""How wide the bands of the index are, in percent, where the index itself is not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing that a score was made of: its id, its value on the scale, its weight."""

    id: str
    value: Fraction
    weight: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """An exact value on the scale, its level, and its proof: the rule and the parts it was applied to.

    With `within`, (from, to], no more is told than that the value lies in this part of the scale, and `value`
    only stands for it.
    """

    value: Fraction
    level: int
    rule: Rule
    parts: tuple[Part, ...]
    within: tuple[Fraction, Fraction] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCounts:
    """How many of the firm's respondents gave which kind of answer.

    `merged` stands for all without a rating where telling them apart would point at somebody.
    """

    rated: int = 0
    dont_know: int = 0
    not_applicable: int = 0
    unanswered: int = 0
    merged: int = 0

    @property
    def asked(self) -> int:
        """How many of the firm's respondents were asked at all."""
        return self.rated + self.dont_know + self.not_applicable + self.unanswered + self.merged

    @property
    def dont_know_share(self) -> Fraction:
        """The share (0 to 1) of don't-knows among those who answered."""
        answered = self.rated + self.dont_know + self.not_applicable
        return Fraction(self.dont_know, answered) if answered else Fraction(0)

    def is_unclear(self, limit: Fraction) -> bool:
        """Whether so many do not know that it is a finding of its own; one alone is none.

        `limit` is the share (0 to 1) from which on it is one: `Scoring.dont_know_finding`.
        """
        return self.dont_know > 1 and self.dont_know_share >= limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """What one respondent's answer to a practice counts."""

    respondent: str
    value: int | Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleScore:
    """The ratings of one role on one practice, and their mean on the scale.

    Where they are not `is_listed`, every rating stands as the mean.
    """

    role: str
    mean: Fraction
    ratings: tuple[Rating, ...]
    is_listed: bool = True

    @property
    def count(self) -> int:
        """How many of the role rated the practice."""
        return len(self.ratings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far the respondents of one practice agree: rwg (0 to 1) and the average deviation (points)."""

    rwg: float
    ad: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment or a reason, with who gave it as far as that may be told."""

    text: str
    role: str | None
    respondent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeScore:
    """What is known about one practice of the firm.

    `grade` is the evidence grade, `distribution` how often each level was chosen, from level 1 on.
    `hidden_roles` rated it and are not shown on their own; `hidden_count` is how many people they are.
    """

    id: str
    status: Status
    reason: str | None
    claimed: Score | None
    verified: Score | None
    grade: str | None
    answers: AnswerCounts
    roles: tuple[RoleScore, ...]
    hidden_roles: tuple[str, ...] = ()
    hidden_count: int = 0
    customer: Score | None
    agreement: Agreement | None
    distribution: tuple[int, ...] | None
    reasons: tuple[Remark, ...]
    comments: tuple[Remark, ...]
    withheld: int = 0
    """Comments and reasons that are not told, because too few people could have written them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionScore:
    """What the practices of one dimension come to.

    `coverage` is the rated share (0 to 1) of the applicable weight; `best` and `worst` take what is
    applicable and unrated as the top level or as level 1.
    """

    id: str
    status: Status
    reason: str | None
    claimed: Score | None
    verified: Score | None
    coverage: Fraction | None
    best: Fraction | None
    worst: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The weighted mean of the rated dimensions, also in percent (0 to 100), and their geometric mean."""

    claimed: Score
    verified: Score | None
    percent: Fraction
    geometric: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """Something that keeps the firm from the next level; zero shortfall means it has to be exceeded."""

    kind: Literal["dimension", "keystone"]
    id: str
    value: Fraction
    needs_above: Fraction

    @property
    def shortfall(self) -> Fraction:
        """How many points of the scale are missing to what has to be exceeded."""
        return self.needs_above - self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmLevel:
    """The level that the gate allows, what binds it, and what is missing when there is none."""

    level: int | None
    binding: tuple[Constraint, ...] = ()
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """All scores of one firm, with the assessment and the instrument that they come from.

    `verified_level` is None without an evidence register. `targets` are on the scale, by dimension and by
    practice. `enough`: the level that is good enough for this firm, by practice, where one is known to be and
    neither the practice nor its dimension has a target of its own; the target goes no further. `respondents`
    count by role. `k` is the smallest group that is shown on its own; `shown_roles` are those that may be, on
    some practice. `are_named`: whether single ratings stand with their respondents.
    """

    assessment: Assessment
    instrument: Instrument
    practices: Mapping[str, PracticeScore]
    dimensions: Mapping[str, DimensionScore]
    index: Index | None
    level: FirmLevel
    verified_level: FirmLevel | None
    firm_target: Fraction
    targets: Mapping[str, Fraction]
    enough: Mapping[str, int]
    respondents: Mapping[str, int]
    is_anonymous: bool
    k: int
    shown_roles: frozenset[str]
    are_named: bool = True
    sensitivity: Sensitivity | None = None
    earlier: tuple[EarlierWave, ...] = ()

    def levels_ahead(self, practice: str) -> tuple[int, ...]:
        """Return the levels that lie between a practice and its target, the next one first.

        A score that rounds to the level of its target and is still below it has that level to complete.
        """
        claimed, target = self.practices[practice].claimed, self.targets[practice]
        if claimed is None or claimed.value >= target:
            return ()
        goal = math.ceil(target)
        return tuple(range(min(claimed.level + 1, goal), goal + 1))

    def costs_of(self, practice: str, levels: Iterable[int]) -> dict[int, int]:
        """Return what raising a practice to each of some levels costs in all, in points of effort.

        One level up costs the practice's effort, or what the firm says of that step.
        """
        given = {d.to: d.points for d in self.assessment.decisions if d.practice == practice and d.is_plan}
        effort, total, costs = self.instrument.practice_by_id[practice].effort, 0, {}
        for level in levels:
            own = given.get(level)
            total += effort if own is None else own
            costs[level] = total
        return costs

    def needs_of(self, practice: str, level: int) -> dict[str, int]:
        """Return the practices that a step needs, with their levels; those that people put first as well."""
        needs = dict(self.instrument.needs_of(practice, level))
        for decision in self.assessment.decisions:
            if (decision.practice, decision.to) == (practice, level):
                for step in decision.after:
                    needs[step.practice] = max(step.to, needs.get(step.practice, 1))
        return needs

    @property
    def stand_ins(self) -> dict[str, dict[str, str]]:
        """Who stands in, by language, for the posts that this kind of firm does not have, by their ids."""
        known = self.instrument.organisation
        if known is None:
            return {}
        kind = self.assessment.context.get(known.form_question)
        return next((form.stand_ins for form in known.forms if form.type == kind), {})

    @property
    def weights(self) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
        """The weights in use, of dimensions and of practices: the client's, else the instrument's."""
        changed = self.assessment.settings.weights
        return (
            {d.id: changed.dimensions.get(d.id, d.weight) for d in self.instrument.dimensions},
            {p.id: changed.practices.get(p.id, p.weight) for p in self.instrument.practices},
        )
