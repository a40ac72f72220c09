"""What a scorecard shows beyond its figures, ranked."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from site_builder.model.advice import Advice
from site_builder.model.analysis import Analysis
from site_builder.model.money import Money
from site_builder.model.programme import Programme
from site_builder.model.roadmap import Roadmap, Route

FindingKind = Literal[
    "binding",
    "pattern",
    "compliance",
    "role-gap",
    "agreement",
    "unverified",
    "customer",
    "contradiction",
    "dont-know",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding: `id` is the practice, dimension or pattern; `codes` what it was seen in.

    `value` beside `other` are the two figures that it is about, where there are two: on the scale, but shares
    of don't-knows for `dont-know` and rwg for `agreement`. `roles` are two that it compares.
    """

    kind: FindingKind
    id: str
    codes: tuple[str, ...] = ()
    value: Fraction | None = None
    other: Fraction | None = None
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Insight:
    """All that follows from a scorecard: what to talk about, what to do first, what it costs."""

    analysis: Analysis
    findings: tuple[Finding, ...]
    advice: Advice
    roadmap: Roadmap
    route: Route
    money: Money
    programme: Programme
