"""How to run the programme: its quick wins, its own risks, and the meetings that steer it."""

from site_builder.advise.known import ScoredFacts, condition_names
from site_builder.model.conditions import read_condition
from site_builder.model.programme import Meeting, Programme, QuickWins, Risk
from site_builder.model.roadmap import Planned, Roadmap
from site_builder.model.scorecard import Scorecard

_WEEK, _MOST = 7, 3


def steer(card: Scorecard, roadmap: Roadmap) -> Programme:
    """Return what of the instrument's `programme.yml` fits this firm and its plan.

    Risks are told whose condition holds. Of meetings with one id, the first that fits is held.

    Args:
        card: the scores, with what the firm says about itself.
        roadmap: the plan.

    """
    known = card.instrument.programme
    if known is None:
        return Programme(quick_wins=(), smallest=(), risks=(), meetings=())
    facts, names = ScoredFacts(card), condition_names(card.instrument)

    def _codes(entry: Risk | Meeting) -> tuple[str, ...] | None:
        """Return the codes that a condition asks about; None where it does not hold."""
        if entry.when is None:
            return ()
        condition = read_condition(entry.when, names)
        return tuple(condition.codes) if condition.holds(facts) else None

    meetings: dict[str, Meeting] = {}
    for meeting in known.meetings:
        if meeting.id not in meetings and _codes(meeting) is not None:
            meetings[meeting.id] = meeting
    risks = [(risk, _codes(risk)) for risk in known.risks]
    quick = tuple(step for step in roadmap.steps if _is_quick(step, known.quick_wins))
    return Programme(
        quick_wins=quick,
        smallest=() if quick else tuple(_smallest(roadmap, known.quick_wins)),
        risks=tuple((risk, codes) for risk, codes in risks if codes is not None),
        meetings=tuple(meetings.values()),
    )


def _is_quick(step: Planned, limits: QuickWins) -> bool:
    """Return whether a step is short, small, and done early enough to be shown as a quick win."""
    is_small = step.end - step.start <= limits.weeks * _WEEK and step.points <= limits.points
    return is_small and step.end <= limits.days


def _smallest(roadmap: Roadmap, limits: QuickWins) -> list[Planned]:
    """Return the shortest steps that start early enough; of equals, those that start first."""
    early = [step for step in roadmap.steps if step.start < limits.days]
    return sorted(early, key=lambda step: (step.end - step.start, step.points, step.start))[:_MOST]
