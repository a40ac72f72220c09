"""What leaves a firm without a level."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A dimension or keystone that is not rated, so that there is no firm level."""

    kind: Literal["dimension", "keystone"]
    id: str
    reason: str | None
