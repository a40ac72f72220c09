"""The figures that a drawing stands for, as its table has them."""

from collections.abc import Sequence

from site_builder.model.page import DataTable
from site_builder.model.scorecard import DimensionScore, PracticeScore
from site_builder.present.shared.reader import Reader

NONE = "–"
"""What stands in a cell where there is no figure."""


def shown_score(reader: Reader, scored: PracticeScore) -> str:
    """Return a practice's score, or why there is none."""
    if scored.claimed:
        return reader.score(scored.claimed.value, scored.id)
    missing = "not_applicable" if scored.status == "not-applicable" else "not_rated"
    return reader.words(f"chart.{missing}")


def level_names(reader: Reader) -> tuple[str, ...]:
    """Return the short names of the levels from 1 up, as an axis has them."""
    return tuple(reader.level_short(n) for n in range(1, reader.instrument.top + 1))


def score_columns(reader: Reader) -> tuple[str, ...]:
    """Return the headings over what `score_cells` gives."""
    say = reader.words
    names = ["claimed", "level", "verified", "customer", "target"]
    columns = [say(f"chart.{name}") for name in names]
    return (*columns, say("chart.previous")) if reader.previous else tuple(columns)


def score_cells(reader: Reader, scored: PracticeScore | DimensionScore) -> tuple[str, ...]:
    """Return a score as cells: claimed, level, verified, customers', target, last wave's if there is one."""
    customer = scored.customer if isinstance(scored, PracticeScore) else None
    before = reader.previous.get(scored.id)
    cells = [
        reader.score(scored.claimed.value, scored.id) if scored.claimed else NONE,
        reader.level_name(scored.claimed.level) if scored.claimed else NONE,
        reader.score(scored.verified.value, scored.id) if scored.verified else NONE,
        reader.score(customer.value) if customer else NONE,
        reader.target(reader.scorecard.targets[scored.id]),
    ]
    if reader.previous:
        cells.append(reader.score(before) if before is not None else NONE)
    return tuple(cells)


def figures_table(id_: str, header: Sequence[str], rows: Sequence[tuple[str, ...]]) -> DataTable:
    """Return a table without the columns in which nothing stands.

    Args:
        id_: what its file is called.
        header: the heading of every column; the first column always stays.
        rows: as many cells each as the header has.

    """
    kept = [n for n in range(len(header)) if n == 0 or any(row[n] != NONE for row in rows)]
    return DataTable(
        id=id_,
        header=tuple(header[n] for n in kept),
        rows=tuple(tuple(row[n] for n in kept) for row in rows),
    )
