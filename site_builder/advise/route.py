"""The cheapest way to a firm level, found exactly."""

from fractions import Fraction

from site_builder.advise.gate import ceilings, gate_search, hopeless, raises_of, with_what_is_done
from site_builder.model.roadmap import Route
from site_builder.model.scorecard import Scorecard
from site_builder.score import project


def cheapest_route(card: Scorecard, level: int | None = None) -> Route:
    """Return the cheapest set of raised practices with which the gate of a level holds; cost is in points.

    Every raised practice needs its prerequisites on the level below, at least; cost is effort times levels
    raised. Among equally cheap ways it is the one that raises most what is asked first. A level that the
    firm declined a step to is not used; one whose step is done counts as reached. Source: the method page,
    "Priorities, roadmap and the cheapest way"; DECISIONS.md, "Plans".

    Args:
        card: today's scores.
        level: the level to reach; the one above the firm's without it.

    """
    card = with_what_is_done(card)
    held = card.level.level
    if held is None:
        return Route(level=None, reason="not-rated", blocking=tuple(m.id for m in card.level.missing))
    level = held + 1 if level is None else level
    if level > card.instrument.top:
        return Route(level=None, reason="top")
    search = gate_search(card, level, ceilings(card))
    ways = search.ways()
    first = next(ways, None)
    if first is None:
        return Route(level=level, reason="declined", blocking=tuple(hopeless(card, level, ceilings(card))))
    points, levels = first
    search.most = points
    raises = raises_of(card, levels, search.variables)
    return Route(
        level=level,
        raises=raises,
        points=points,
        projection=project(card, {r.practice: Fraction(r.to) for r in raises}),
        is_only=next(ways, None) is None,
    )
