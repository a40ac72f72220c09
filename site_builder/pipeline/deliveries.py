"""The ledger of what was handed over, and the check of every product against it.

Two reports of one wave are two equations: what one person more, or one corrected answer, changes is that
person's answer. A report is therefore refused where fewer than k people answer a practice otherwise than in
one that was made before, wherever that one went.
"""

import json
import secrets
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from site_builder.collect.store import write_whole
from site_builder.model.analysis import Audience
from site_builder.model.deliveries import Deliveries, Delivery
from site_builder.model.problems import InputProblems, Problem
from site_builder.model.resources import find
from site_builder.model.scorecard import Scorecard
from site_builder.protect.deliveries import Answers, few_moved, recognisable

LEDGER = "deliveries.json"

_MOST = 8
"""How many practices a message names."""


def hand_over(card: Scorecard, path: Path, shown: str, audience: Audience, *, is_first: bool = False) -> None:
    """Check a report against all that were handed over, and note it among them, before it is written.

    Nothing is noted of what stays in the house, of a single answers file, of answers that may be named, and
    of the shipped examples.

    Args:
        card: the scores of the report.
        path: the assessment folder.
        shown: what messages call it.
        audience: whom the report is for.
        is_first: no report of this wave has left the house: forget those that were noted.

    Raises:
        InputProblems: together with an earlier delivery the report would tell somebody's answer, or the
            ledger cannot be read.

    """
    is_example = path.resolve().is_relative_to(find("assessment", "examples").resolve())
    if not card.is_anonymous or audience == "internal" or not path.is_dir() or is_example:
        return
    ledger = _read(path / LEDGER, f"{shown}/{LEDGER}")
    kept = tuple(d for d in ledger.deliveries if not (is_first and d.wave == card.assessment.wave))
    answers = recognisable(card, ledger.key)
    for delivery in kept:
        _check(delivery, answers, card, f"{shown}/{LEDGER}")
    made = Delivery(
        day=datetime.now(UTC).date(), wave=card.assessment.wave, audience=audience, answers=answers
    )
    is_known = any((d.wave, d.audience, d.answers) == (made.wave, made.audience, answers) for d in kept)
    if is_known and len(kept) == len(ledger.deliveries):
        return
    ledger = Deliveries(key=ledger.key, deliveries=kept if is_known else (*kept, made))
    write_whole(path / LEDGER, (ledger.model_dump_json(indent=1) + "\n").encode())


def _read(file: Path, shown: str) -> Deliveries:
    """Return the ledger of a folder, a new one where there is none."""
    try:
        return Deliveries.model_validate(json.loads(file.read_text("utf-8")))
    except FileNotFoundError:
        return Deliveries(key=secrets.token_hex(16))
    except (OSError, ValueError, ValidationError) as error:
        raise InputProblems([Problem(code="deliveries-unreadable", file=shown)]) from error


def _check(delivery: Delivery, now: Answers, card: Scorecard, shown: str) -> None:
    """Refuse a report that, beside an earlier one, tells what fewer than k people answered."""
    few = few_moved(delivery, now, card)
    if few:
        values = {
            "day": delivery.day.isoformat(),
            "before": len(delivery.answers),
            "after": len(now),
            "practices": ", ".join(few[:_MOST]) + ("…" if len(few) > _MOST else ""),
            "k": card.k,
        }
        raise InputProblems([Problem(code="delivered-before", file=shown, values=values)])
