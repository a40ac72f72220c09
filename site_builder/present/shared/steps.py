"""What to do to reach the next level: moves, who carries what, proof, indicator, and how it usually fails."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from site_builder.language.words import Words
from site_builder.model.instrument import Instrument, Practice
from site_builder.model.knowledge import Step
from site_builder.present.shared.reader import sentence
from site_builder.present.shared.stand_ins import with_stand_ins

Posts = Mapping[str, Mapping[str, str]]
"""Names in every language by the id of a post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One step in full. `facts` are pairs of what is asked and what the answer is."""

    id: str
    heading: str
    title: str
    moves: tuple[str, ...]
    people: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    sources: str


def step_view(
    instrument: Instrument, practice: Practice, level: int, say: Words, posts: Posts | None = None
) -> StepView | None:
    """Return the step of a practice to a level; None where nothing is written.

    Args:
        instrument: where posts, grades and research are named.
        practice: whose step.
        level: the level that it leads to, 2 to 5.
        say: the words of the language.
        posts: who stands in for a post that the firm does not have.

    """
    step, language = practice.step_to(level), say.language
    if step is None:
        return None
    if posts:
        step = with_stand_ins(step, instrument, posts)
    grade = instrument.grade_by_id[step.grade]
    proof = say("steps.proof_text", proof=step.proof[language], grade=grade.id, name=grade.name[language])
    return StepView(
        id=f"{practice.id}-{level}",
        heading=say("steps.to", level=say.ordinal(level)),
        title=step.title[language],
        moves=tuple(move[language] for move in step.moves),
        people=tuple(_people(instrument, step, say, posts or {})),
        facts=(
            (say("steps.prerequisite"), step.prerequisite[language]),
            (say("steps.size"), size(step, say)),
            (say("steps.proof"), proof),
            (say("steps.indicator"), step.indicator[language]),
            (say("steps.failure"), step.failure[language]),
        ),
        sources=sources(instrument, step.facts, step.literature, say),
    )


def size(step: Step, say: Words) -> str:
    """Return how much effort a step takes, and how long."""
    return say(
        "steps.size_text", size=say(f"steps.sizes.{step.effort}"), weeks=say.count("weeks", step.weeks)
    )


def sources(instrument: Instrument, facts: Iterable[str], literature: Iterable[str], say: Words) -> str:
    """Return the ids of the facts, and what research adds to them.

    Args:
        instrument: where the research is known.
        facts: ids of facts, such as `T1.06`.
        literature: ids of research, such as `L2`.
        say: the words of the language.

    """
    text = say("findings.sources", ids=say.join(list(facts)))
    for id_ in literature:
        entry = instrument.literature[id_]
        text = (
            text.rstrip("。.")
            + say("language.stop")
            + say("language.space")
            + say(f"steps.literature_{entry.status}", id=id_, finding=entry.finding[say.language])
        )
    return text


def _people(instrument: Instrument, step: Step, say: Words, posts: Posts) -> Iterable[tuple[str, str]]:
    """Yield who has which part in a step; nobody is named twice, since the first part is the larger one."""
    told: list[str] = []
    for key, ids in (
        ("responsible", (step.responsible,)),
        ("accountable", (step.accountable,)),
        ("consulted", step.consulted),
        ("informed", step.informed),
    ):
        known = {id_: posts.get(id_) or instrument.post_by_id[id_].name for id_ in ids}
        names = [name for name in dict.fromkeys(known[id_][say.language] for id_ in ids) if name not in told]
        told += names
        if names:
            yield say(f"steps.{key}"), sentence(say.join(names))
