"""What a planned sample will not let a report tell, known before anybody has answered."""

from collections.abc import Iterator

from site_builder.model.assessment import Settings
from site_builder.model.instrument import Instrument, Role


def planned_alone(settings: Settings, instrument: Instrument) -> tuple[str, ...]:
    """Return the roles of the firm of which one person is planned, who is promised not to be named.

    Args:
        settings: the planned sample, and who agreed to be named.
        instrument: the roles.

    """
    return tuple(role.id for role in _unnamed(settings, instrument) if settings.planned_sample[role.id] == 1)


def planned_few(settings: Settings, instrument: Instrument) -> tuple[str, ...]:
    """Return the codes of the practices that fewer than k people are planned for, of those who are not named.

    Args:
        settings: the planned sample, who agreed to be named, and the smallest group that is shown.
        instrument: who is asked what.

    """
    unnamed, k = list(_unnamed(settings, instrument)), settings.anonymity_k or instrument.scoring.anonymity_k
    return tuple(
        practice.code
        for practice in instrument.practices
        if 0 < sum(settings.planned_sample[r.id] for r in unnamed if instrument.asks(r, practice)) < k
    )


def _unnamed(settings: Settings, instrument: Instrument) -> Iterator[Role]:
    """Yield the roles of the firm that are planned for and did not agree to be named."""
    if settings.confidentiality == "attributed" or sum(settings.planned_sample.values()) == 1:
        return
    for role in instrument.roles:
        is_planned = settings.planned_sample.get(role.id, 0) > 0
        if is_planned and not role.customer and role.id not in settings.attributed_roles:
            yield role
