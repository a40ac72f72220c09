"""Written prose as data, so that a page and a PDF can both set it and neither can be broken by it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Text of one kind."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of prose. `kind` says which of the others it uses.

    `paragraph`, `heading`: runs. `list`, `numbers`: items, each of blocks. `quote`: one item. `table`:
    rows of cells of runs, the first row its head.
    """

    kind: str
    runs: tuple[Run, ...] = ()
    items: tuple[tuple["Block", ...], ...] = ()
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()
