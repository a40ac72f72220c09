"""The scoring rules as the scripts of pages compute with them."""

from typing import Any

from site_builder.model.instrument import Instrument


def scoring_model(instrument: Instrument) -> dict[str, Any]:
    """Return what the scoring script needs to know: weights and thresholds as exact text, such as `3/2`."""
    scoring = instrument.scoring
    return {
        "top": instrument.top,
        "step": str(scoring.level_step),
        "margin": str(scoring.keystone_margin),
        "floor": str(scoring.coverage_floor),
        "not_applicable_share": str(scoring.not_applicable_share),
        "default_target": str(scoring.default_target),
        "aim_from": scoring.aim_from,
        "dimensions": [
            {
                "id": dimension.id,
                "weight": str(dimension.weight),
                "practices": [
                    {
                        "id": practice.id,
                        "items": list(practice.item_ids),
                        "weight": str(practice.weight),
                        "keystone": practice.keystone,
                        "requires": list(practice.requires),
                    }
                    for practice in dimension.practices
                ],
            }
            for dimension in instrument.dimensions
        ],
    }
