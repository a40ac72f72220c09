"""Links between the pages of the reference."""

import posixpath
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link with a short text beside it."""

    text: str
    href: str
    note: str = ""


def relative_path(name: str, other: str) -> str:
    """Return the way from one page to another, without suffix; both are named from the site's root."""
    return posixpath.relpath(other, posixpath.dirname(name) or ".")
