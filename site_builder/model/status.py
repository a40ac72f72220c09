"""What is known of a wave while its answers come in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleStatus:
    """One role: how many have answered, how many were planned (None: no plan), how complete they are."""

    role: str
    answered: int
    planned: int | None
    missing: int
    complete: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeStatus:
    """One practice: how many rated it, and how many did not know."""

    practice: str
    code: str
    rated: int
    dont_know: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The state of a wave; `few` are the practices that fewer than `k` people of the firm have rated."""

    wave: str
    respondents: int
    k: int
    roles: tuple[RoleStatus, ...]
    few: tuple[PracticeStatus, ...]
    last: str | None
