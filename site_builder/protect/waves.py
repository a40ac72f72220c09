"""Which earlier waves may stand beside this one, and how much of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from site_builder.model.missing import Missing
from site_builder.model.scorecard import Scorecard
from site_builder.model.waves import EarlierWave


def waves_told(scorecard: Scorecard) -> tuple[EarlierWave, ...]:
    """Return the earlier waves as far as they may stand beside this one and beside each other.

    Two means of which fewer than k people are not the same tell these people's answers. That is so for every
    pair of waves that are shown, and for every practice. Source: DECISIONS.md, "Earlier waves".
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
    k = scorecard.k

    def is_safe(id_: str) -> bool:
        """Return whether, beside every newer wave, nobody has moved here or at least k people have."""
        return all(moved[id_] == 0 or moved[id_] >= k for moved in newer)

    practices = tuple(
        change if wave.raters[change.id] >= k else replace(change, yardstick=None)
        for change in wave.practices
        if is_safe(change.id)
    )
    if not is_safe("index") or not practices:
        return EarlierWave(wave=wave.wave, reason="too-few-changed")
    # A dimension's mean beside those of all its practices but one would tell that one.
    whole = {d.id for d in scorecard.instrument.dimensions if all(is_safe(p.id) for p in d.practices)}
    everything = len(whole) == len(scorecard.instrument.dimensions)
    dimensions = tuple(
        change if wave.raters[change.id] >= k else replace(change, yardstick=None)
        for change in wave.dimensions
        if change.id in whole
    )
    return replace(
        wave,
        level=wave.level if everything else None,
        missing=tuple(_missing_told(missing) for missing in wave.missing) if everything else (),
        is_level_hidden=not everything,
        index=wave.index if everything else None,
        dimensions=dimensions,
        practices=practices,
    )


def _missing_told(missing: Missing) -> Missing:
    """Return what left a wave without a level; what was answered in place of ratings may be one person's."""
    return replace(missing, reason="not-rated") if missing.kind == "keystone" else missing
