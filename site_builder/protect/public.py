"""Makes a scorecard fit for strangers: no name, levels in place of figures, nobody's words.

It is applied once, before anything is presented: no exact figure is left for a page or a chart to tell.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from site_builder.model.assessment import Assessment, Firm, Settings
from site_builder.model.commentary import Commentary
from site_builder.model.scorecard import (
    INDEX_BAND,
    AnswerCounts,
    Constraint,
    DimensionScore,
    FirmLevel,
    Index,
    PracticeScore,
    Score,
    Scorecard,
)
from site_builder.score import targets_of

_HAN = re.compile("[\u4e00-\u9fff]{2}")
_LONG = 4


def public_edition(card: Scorecard, names: Mapping[str, str]) -> Scorecard:
    """Return a scorecard with levels in place of scores, and no word that is the firm's own.

    Source: DECISIONS.md, "The public edition is a function of levels alone".

    Args:
        card: the scores, already protected.
        names: what the firm is called in place of its name, per language.

    """
    practices = {id_: _practice(practice) for id_, practice in card.practices.items()}
    dimensions = {id_: _dimension(dimension) for id_, dimension in card.dimensions.items()}
    found: list[PracticeScore | DimensionScore] = [*practices.values(), *dimensions.values()]
    targets = targets_of(card.assessment, card.instrument, card.firm_target, enough={})
    levels = {scored.id: Fraction(scored.claimed.level) for scored in found if scored.claimed}
    return replace(
        card,
        assessment=_assessment(card.assessment, names),
        practices=practices,
        dimensions=dimensions,
        index=_index(card.index) if card.index else None,
        level=_level(card.level, levels, list(levels)),
        verified_level=_level(card.verified_level, {}, []) if card.verified_level else None,
        firm_target=Fraction(math.ceil(card.firm_target)),
        targets={id_: Fraction(math.ceil(target)) for id_, target in targets.items()},
        enough={},  # it follows from facts about the firm
        respondents={},
        shown_roles=frozenset(),
        is_anonymous=False,
        are_named=False,
        sensitivity=None,
        earlier=(),
    )


def _assessment(assessment: Assessment, names: Mapping[str, str]) -> Assessment:
    """Return an assessment without anything that the firm or its people gave."""
    bare: dict[str, object] = {
        "settings": _settings(assessment.settings, names),
        "wave": None,
        "responses": (),
        "evidence": None,
        "decisions": (),
        "own_steps": (),
        "progress": None,
        "earlier": (),
        "commentary": Commentary(),
        "lines": {},
    }
    return assessment.model_copy(update=bare)


def _settings(settings: Settings, names: Mapping[str, str]) -> Settings:
    """Return settings that say who made the report and nothing about the firm."""
    branding, firm = settings.branding, settings.firm.name.values()
    kept = branding.model_copy(
        update={
            **dict.fromkeys(("logo", "logo_dark", "consultant", "footer")),
            "consultancy": None if mentions_firm(branding.consultancy, firm) else branding.consultancy,
            "fonts": () if mentions_firm({name: name for name in branding.fonts}, firm) else branding.fonts,
            "disclaimer": None if mentions_firm(branding.disclaimer, firm) else branding.disclaimer,
        }
    )
    return Settings(
        firm=Firm(name={language: names[language] for language in settings.languages}),
        languages=settings.languages,
        branding=kept,
    )


def mentions_firm(texts: Mapping[str, str] | None, firm: Iterable[str]) -> bool:
    """Return whether a text could give a firm away: by its name, or by the first part of it.

    Args:
        texts: the text, per language; None where there is none.
        firm: all names of the firm.

    """
    parts = [part for name in firm for part in (name, _first_part(name)) if part]
    return any(part.casefold() in text.casefold() for text in (texts or {}).values() for part in parts)


def _first_part(name: str) -> str:
    """Return what people call a firm for short: the first two Han characters, or the first longer word."""
    if _HAN.match(name):
        return name[:2]
    first = name.split(maxsplit=1)[0] if name.split() else ""
    return first if len(first) >= _LONG else ""


def _score(score: Score | None) -> Score | None:
    """Return a score with its level in place of its value, and without its proof."""
    return replace(score, value=Fraction(score.level), parts=(), within=None) if score else None


def _practice(practice: PracticeScore) -> PracticeScore:
    return replace(
        practice,
        claimed=_score(practice.claimed),
        verified=_score(practice.verified),
        grade=None,
        answers=AnswerCounts(),
        roles=(),
        hidden_roles=(),
        hidden_count=0,
        customer=None,
        agreement=None,
        distribution=None,
        reasons=(),
        comments=(),
        withheld=0,
    )


def _dimension(dimension: DimensionScore) -> DimensionScore:
    return replace(
        dimension,
        claimed=_score(dimension.claimed),
        verified=_score(dimension.verified),
        coverage=None,
        best=None,
        worst=None,
    )


def _index(index: Index) -> Index:
    """Return the index as its level and as the lower end of its band of ten percent; the last holds 100."""
    band = Fraction(min(int(index.percent // INDEX_BAND), 100 // INDEX_BAND - 1) * INDEX_BAND)
    claimed = _score(index.claimed)
    assert claimed is not None, index  # noqa: S101 - an index has a value
    return replace(
        index,
        claimed=claimed,
        verified=_score(index.verified),
        percent=band,
        geometric=float(claimed.value),
    )


def _level(level: FirmLevel, levels: Mapping[str, Fraction], order: Sequence[str]) -> FirmLevel:
    """Return the firm level with what binds it on whole levels, in a given order; an empty one is left."""
    binding = tuple(
        Constraint(kind=c.kind, id=c.id, value=levels.get(c.id, Fraction(1)), needs_above=c.needs_above)
        for c in level.binding
    )
    if order:  # by shortfall, it would tell which is further off
        binding = tuple(sorted(binding, key=lambda constraint: order.index(constraint.id)))
    return replace(level, binding=binding)
