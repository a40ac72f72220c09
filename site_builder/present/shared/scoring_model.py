"""The scoring rules as the scripts of pages compute with them."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from site_builder.model.instrument import Instrument
from site_builder.model.scorecard import Scorecard


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


def firm_model(card: Scorecard) -> dict[str, Any]:
    """Return the rules with a firm's weights (`model`), and answers that score what it scores (`answers`)."""
    by_dimension, by_practice = card.weights
    model = scoring_model(card.instrument)
    for dimension in model["dimensions"]:
        dimension["weight"] = str(by_dimension[dimension["id"]])
        for practice in dimension["practices"]:
            practice["weight"] = str(by_practice[practice["id"]])
    answers = {item: answer for id_ in card.practices for item, answer in _answers(card, id_)}
    return {"model": model, "answers": answers}


def _answers(card: Scorecard, id_: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield one answer that scores what the firm scores; a raised practice gets another."""
    scored, item = card.practices[id_], card.instrument.practice_by_id[id_].item_ids[0]
    if scored.claimed:
        yield item, {"rating": str(scored.claimed.value)}
    elif scored.status == "not-applicable":
        yield item, {"not_applicable": "-"}


def as_script_data(data: Mapping[str, Any]) -> Markup:
    """Return data as JSON that a page may hold in a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup(text)  # noqa: S704 - JSON without an opening bracket ends no script
