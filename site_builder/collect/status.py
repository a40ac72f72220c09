"""Where the collecting of a wave stands: who has answered, who is missing, what has too few answers."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from site_builder.model.assessment import Response, Settings
from site_builder.model.instrument import Instrument
from site_builder.model.status import PracticeStatus, RoleStatus, Status

STATUS_FORMAT = "kam-status/1"


def status_of(wave: str, responses: Iterable[Response], settings: Settings, instrument: Instrument) -> Status:
    """Return the state of a wave from the answers that are there.

    Args:
        wave: its name, empty where answers lie in the folder itself.
        responses: its answers.
        settings: those of the assessment, for the planned sample and confidentiality.
        instrument: what is asked.

    """
    responses = tuple(responses)
    k = settings.anonymity_k or instrument.scoring.anonymity_k
    several = sum(not instrument.role_by_id[r.respondent.role].customer for r in responses) > 1
    is_anonymous = (settings.confidentiality or ("anonymous" if several else "attributed")) == "anonymous"
    least = k if is_anonymous else 1
    rated: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for response in responses:
        if instrument.role_by_id[response.respondent.role].customer:
            continue
        for item, answer in response.answers.items():
            (rated if answer.rating else unknown if answer.dont_know else Counter[str]())[item] += 1
    practices = (
        PracticeStatus(
            practice=p.id,
            code=p.code,
            rated=min(rated[item] for item in p.item_ids),
            dont_know=max(unknown[item] for item in p.item_ids),
        )
        for p in instrument.practices
    )
    days = [r.submitted for r in responses if r.submitted]
    return Status(
        wave=wave,
        respondents=len(responses),
        k=least,
        roles=tuple(_roles(responses, settings, instrument)),
        few=tuple(practice for practice in practices if practice.rated < least),
        last=max(days).isoformat() if days else None,
    )


def _roles(
    responses: tuple[Response, ...], settings: Settings, instrument: Instrument
) -> Iterable[RoleStatus]:
    for role in instrument.roles:
        own = [r for r in responses if r.respondent.role == role.id]
        planned = settings.planned_sample.get(role.id)
        if not own and planned is None:
            continue
        asked = {item for p in instrument.practices if instrument.asks(role, p) for item in p.item_ids}
        yield RoleStatus(
            role=role.id,
            answered=len(own),
            planned=planned,
            missing=max((planned or 0) - len(own), 0),
            complete=sum(asked <= set(r.answers) for r in own),
        )


def status_data(status: Status) -> dict[str, Any]:
    """Return the state of a wave as plain data."""
    return {"format": STATUS_FORMAT, **asdict(status)}
