"""Turns ratings into scores, exactly; the method page explains the same rules to readers."""

from site_builder.score.levels import level_of, needed_above
from site_builder.score.practices import verified_score
from site_builder.score.scorecard import project, rescore, score
from site_builder.score.sensitivity import sensitivity
from site_builder.score.targets import targets_of
from site_builder.score.waves import compare_waves

__all__ = [
    "compare_waves",
    "level_of",
    "needed_above",
    "project",
    "rescore",
    "score",
    "sensitivity",
    "targets_of",
    "verified_score",
]
