"""Which roles are too small to be shown on their own."""

from collections.abc import Mapping


def hidden_roles(counts: Mapping[str, int], exempt: frozenset[str], k: int) -> frozenset[str]:
    """Return the roles that are not shown on their own.

    Roles with fewer than k people are hidden. So that no one can be worked out from the total, the hidden
    ones together have to number k: until they do, the next smallest role is hidden too, and when they never
    do nothing is shown by role. Exempt roles are shown otherwise, and never count as hidden.
    Source: the method page, "Confidentiality"; DECISIONS.md, "Hidden roles".

    Args:
        counts: how many people of each role rated, by role.
        exempt: the roles that agreed to be named.
        k: the smallest group that is shown on its own.

    """
    candidates = sorted((n, role) for role, n in counts.items() if n and role not in exempt)
    hidden = [(n, role) for n, role in candidates if n < k]
    rest = candidates[len(hidden) :]
    while hidden and rest and sum(n for n, _ in hidden) < k:
        hidden.append(rest.pop(0))
    if hidden and sum(n for n, _ in hidden) < k:
        return frozenset(counts)
    return frozenset(role for _, role in hidden)
