"""Plans: which steps when, what they would bring, and the cheapest way to the next level."""

from site_builder.plan.roadmap import plan
from site_builder.plan.route import cheapest_route

__all__ = ["cheapest_route", "plan"]
