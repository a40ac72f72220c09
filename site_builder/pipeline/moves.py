"""Holds steps that people moved against what these need, once the scores are known."""

from datetime import timedelta

from site_builder.advise.reserved import too_early
from site_builder.advise.steps_ahead import StepsAhead
from site_builder.language.words import words
from site_builder.model.problems import InputProblems, Problem
from site_builder.model.scorecard import Scorecard


def check_moves(card: Scorecard, shown: str) -> None:
    """Refuse steps that people moved before what they need can be there.

    Raises:
        InputProblems: with every such step.

    """
    ahead, day = StepsAhead(card), card.assessment.day
    problems = []
    for step, ready in too_early(ahead):
        practice, level = step.key
        names = {
            language: words(language, "report").join(
                [card.instrument.practice_by_id[other].name[language] for (other, _), _ in step.waits]
            )
            for language in card.instrument.languages
        }
        values = {
            "id": practice,
            "level": level,
            "start": (day + timedelta(days=step.fixed or 0)).isoformat() if day else "",
            "ready": (day + timedelta(days=ready)).isoformat() if day else "",
            "names": names,
        }
        place = f"decisions.{practice}.{level}"
        line = card.assessment.lines.get(place)
        file = f"{shown}/decisions.yml"
        problems.append(Problem(code="decision-too-early", file=file, line=line, values=values))
    if problems:
        raise InputProblems(problems)
