"""What to do first, and why: every rank with the factors that it comes from."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Advised:
    """One practice below its target.

    `gap` is what is missing to the target, in points of the scale; `unlock` the share (0 to 1) of the other
    practices with a gap that need it; `weight` the product of its own and its dimension's weight, each
    normalised to mean 1; `effort` the points that one level up costs. `priority` comes of these.
    `waits_for` are the practices that have to come first and are below their own targets; `levels` those that
    are still to reach.
    """

    practice: str
    gap: Fraction
    weight: Fraction
    unlock: Fraction
    effort: int
    priority: Fraction
    waits_for: tuple[str, ...]
    levels: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The practices below their targets in the order in which to take them.

    `shifting` are the weights (practice or dimension) of which a quarter more or less changes the first five;
    `tried` is how many such changes were tried.
    """

    ranked: tuple[Advised, ...]
    shifting: tuple[str, ...]
    tried: int
