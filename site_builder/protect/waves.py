"""Which earlier waves may stand beside this one, and how much of them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from site_builder.model.missing import Missing
from site_builder.model.scorecard import DimensionScore, Index, PracticeScore, Scorecard
from site_builder.model.waves import Change, EarlierWave
from site_builder.protect.whole import told

_WIDEST = Fraction(1, 10)
"""How wide a part of the scale may be whose middle stands for it in a comparison."""


def waves_told(scorecard: Scorecard) -> tuple[EarlierWave, ...]:
    """Return the earlier waves as far as they may stand beside this one and beside each other.

    Two means of which fewer than k people are not the same tell these people's answers. That is so for every
    pair of waves that are shown, and for every practice. Of either wave, no more is told than of it alone:
    what is a wide part of the scale in one of them is not compared. Source: DECISIONS.md, "Earlier waves".

    Args:
        scorecard: this wave as it may be told, with the earlier ones, of which nothing is hidden.

    """
    shown = [0]  # places among the newer waves, as `moved` counts them: the present one is always shown
    waves, place = [], 0
    for wave in scorecard.earlier:
        if wave.reason is not None:
            waves.append(wave)
            continue
        place += 1
        newer = [wave.moved[at] for at in shown]
        told = _wave_told(wave, newer, scorecard)
        if told.reason is None:
            shown.append(place)
        waves.append(told)
    return tuple(waves)


def _wave_told(wave: EarlierWave, newer: Sequence[Mapping[str, int]], scorecard: Scorecard) -> EarlierWave:
    """Return an earlier wave as far as it may stand beside the `newer` ones, each given as who moved."""
    assert wave.scores is not None  # noqa: S101 - a wave without a reason has scores
    k, then = scorecard.k, told(wave.scores)

    def is_safe(id_: str) -> bool:
        """Return whether, beside every newer wave, nobody has moved here or at least k people have."""
        return all(moved[id_] == 0 or moved[id_] >= k for moved in newer)

    def change_told(change: Change) -> Change | None:
        """Return a change of what is told in both waves, with a yardstick that tells no variance."""
        ends = [_told_of(then, change.id), _told_of(scorecard, change.id)]
        if ends[0] is None or ends[1] is None:
            return None
        yardstick = change.yardstick if wave.raters.get(change.id, 0) >= k else None
        rough = math.ceil(yardstick * 10) / 10 if yardstick is not None else None
        return Change(id=change.id, before=ends[0], after=ends[1], yardstick=rough)

    practices = tuple(c for change in wave.practices if is_safe(change.id) and (c := change_told(change)))
    if not is_safe("index") or not practices:
        return EarlierWave(wave=wave.wave, reason="too-few-changed")
    # A dimension's mean beside those of all its practices but one would tell that one.
    whole = {d.id for d in scorecard.instrument.dimensions if all(is_safe(p.id) for p in d.practices)}
    everything = len(whole) == len(scorecard.instrument.dimensions)
    dimensions = tuple(c for change in wave.dimensions if change.id in whole and (c := change_told(change)))
    return replace(
        wave,
        level=then.level.level if everything else None,
        missing=tuple(_missing_told(missing) for missing in then.level.missing) if everything else (),
        is_level_hidden=not everything,
        index=change_told(wave.index) if everything and wave.index else None,
        dimensions=dimensions,
        practices=practices,
        scores=None,
    )


def _told_of(card: Scorecard, id_: str) -> Fraction | None:
    """Return what is told of a practice, dimension or index; None where it is a wide part of the scale."""
    scored: PracticeScore | DimensionScore | Index | None = (
        card.index if id_ == "index" else card.practices.get(id_) or card.dimensions[id_]
    )
    claimed = scored.claimed if scored else None
    if claimed is None or (claimed.within is not None and claimed.within[1] - claimed.within[0] > _WIDEST):
        return None
    return claimed.value


def _missing_told(missing: Missing) -> Missing:
    """Return what left a wave without a level; what was answered in place of ratings may be one person's."""
    return replace(missing, reason="not-rated") if missing.kind == "keystone" else missing
