"""One practice as the reference explains it: its levels, its evidence, and the steps from one to the next."""

from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.language.words import Words
from site_builder.model.content import PracticeText
from site_builder.model.instrument import Instrument, Practice
from site_builder.present.reference.links import Link
from site_builder.present.reference.sources import Source, sources_of
from site_builder.present.shared.enough import EnoughView, enough_view
from site_builder.present.shared.steps import StepView, step_view


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencePracticeView:
    """One practice as the reference explains it."""

    code: str
    name: str
    is_keystone: bool
    problem: Link
    question: str
    why: str
    rungs: tuple[tuple[str, str], ...]
    enough: tuple[EnoughView, ...]
    enough_note: str
    direct: str
    indirect: str
    roles: str
    effort: str
    requires: tuple[Link, ...]
    needed_by: tuple[Link, ...]
    note: str
    not_applicable_when: str
    sources: tuple[Source, ...]
    steps: tuple[StepView, ...]
    written: PracticeText
    template: Link | None
    next: Link


def reference_practice_view(
    instrument: Instrument, practice: Practice, text: PracticeText, after: Link, say: Words
) -> ReferencePracticeView:
    """Return the view of a practice's page.

    Args:
        instrument: where posts, facts, research and the other practices are known.
        practice: the practice.
        text: what is written about it in the language.
        after: the page to read next.
        say: the words of the language.

    """
    lang, dimension = say.language, instrument.dimension_of[practice.id]
    return ReferencePracticeView(
        code=practice.code,
        name=practice.name[lang],
        is_keystone=practice.keystone,
        problem=Link(text=dimension.problem[lang], href=f"../problems/{dimension.id}.html"),
        question=practice.items[0].question[lang],
        why=practice.why[lang],
        rungs=_rungs(instrument, practice, lang),
        enough=tuple(enough_view(instrument, entry, say) for entry in practice.enough),
        enough_note=_enough_note(practice, say),
        direct=practice.evidence.direct[lang],
        indirect=practice.evidence.indirect[lang],
        roles=say.join([instrument.role_by_id[role].label[lang] for role in practice.roles]),
        effort=say("reference.effort_points", n=practice.effort),
        requires=tuple(_link(instrument.practice_by_id[id_], lang) for id_ in practice.requires),
        needed_by=tuple(_link(p, lang) for p in instrument.practices if practice.id in p.requires),
        note=practice.note[lang] if practice.note else "",
        not_applicable_when=practice.not_applicable_when[lang] if practice.not_applicable_when else "",
        sources=sources_of(instrument, practice.facts, say),
        steps=tuple(_steps(instrument, practice, say)),
        written=text,
        template=Link(text="Word", href=f"../../downloads/{text.template}.{lang}.docx")
        if text.template
        else None,
        next=after,
    )


def _link(practice: Practice, language: str) -> Link:
    return Link(text=f"{practice.code} {practice.name[language]}", href=f"{practice.id}.html")


def _rungs(instrument: Instrument, practice: Practice, language: str) -> tuple[tuple[str, str], ...]:
    """Return every level's name with the anchors of the practice's items for it."""
    return tuple(
        (level.name[language], " ".join(item.anchors[n][language] for item in practice.items))
        for n, level in enumerate(instrument.levels)
    )


def _enough_note(practice: Practice, say: Words) -> str:
    """Return whose judgement it is, and whether a report comes to it by itself."""
    kind = "applied" if any(entry.when for entry in practice.enough) else "told"
    return say(f"reference.enough_{kind}")


def _steps(instrument: Instrument, practice: Practice, say: Words) -> Iterator[StepView]:
    for level in range(2, instrument.top + 1):
        if view := step_view(instrument, practice, level, say):
            yield view
