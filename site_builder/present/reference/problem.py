"""One of the five problems: how it shows, why it arises, what it costs, what helps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from site_builder.language.words import Words
from site_builder.model.content import ProblemText
from site_builder.model.instrument import Dimension, Instrument
from site_builder.present.reference.citations import link_sources
from site_builder.present.reference.links import Link
from site_builder.present.reference.sources import Source, sources_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemView:
    """One of the five problems."""

    code: str
    name: str
    problem: str
    intro: str
    practices: tuple[Link, ...]
    questions: tuple[str, ...]
    sources: tuple[Source, ...]
    written: Mapping[str, Any]
    next: Link


def problem_view(
    instrument: Instrument, dimension: Dimension, text: ProblemText, after: Link, say: Words
) -> ProblemView:
    """Return the view of a problem's page.

    Args:
        instrument: where practices, facts and research are known.
        dimension: what the problem is a lack of.
        text: what is written about it in the language.
        after: the page to read next.
        say: the words of the language.

    """
    lang, name = say.language, f"problems/{dimension.id}"
    return ProblemView(
        code=dimension.code,
        name=dimension.name[lang],
        problem=dimension.problem[lang],
        intro=dimension.intro[lang],
        practices=tuple(
            Link(
                text=f"{p.code} {p.name[lang]}",
                href=f"../practices/{p.id}.html",
                note=say("practice.keystone") if p.keystone else "",
            )
            for p in dimension.practices
        ),
        questions=tuple(p.items[0].question[lang] for p in dimension.practices),
        sources=sources_of(instrument, dimension.facts, say),
        written=_written(text, partial(link_sources, name=name, instrument=instrument, language=lang)),
        next=after,
    )


def _written(text: ProblemText, linked: Callable[[str], Markup]) -> dict[str, Any]:
    """Return what is written about a problem; where sources may be cited, they are linked."""
    return {
        "symptoms": text.symptoms,
        "why": linked(text.why),
        "cost": linked(text.cost),
        "measures": tuple((measure.title, linked(measure.text)) for measure in text.measures),
        "together": linked(text.together),
        "case": text.case,
        "first_month": text.first_month,
    }
