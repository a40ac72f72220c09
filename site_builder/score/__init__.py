"""Turns ratings into scores, exactly; the method page explains the same rules to readers."""

from site_builder.score.scorecard import score

__all__ = ["score"]
