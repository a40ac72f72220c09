"""Makes pages of a scorecard: view models whose every text is finished, so that templates only place it."""

from site_builder.present.report import present

__all__ = ["present"]
