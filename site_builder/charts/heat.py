"""Practices by roles as coloured cells, as one drawing that can be copied and printed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from site_builder.charts.svg import picture, tag, text_width, wrap

_WIDTH, _NAME, _SIZE, _ROW, _LINE = 720.0, 250.0, 14.0, 24.0, 17.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """One practice: its score, and what each role says; a row without cells is a heading."""

    name: str
    score: str = ""
    cells: Sequence[tuple[str, int | None]] = ()


def heat(rows: Sequence[HeatRow], columns: Sequence[str], levels: Sequence[str], title: str) -> Markup:
    """Return the cells, and below them what the colours mean.

    Args:
        rows: one to a practice, and the headings between them.
        columns: the names of the score and of each role.
        levels: the names of the levels, from level 1 on.
        title: what a screen reader says.

    """
    wide = (_WIDTH - _NAME) / len(columns)
    heads = [wrap(name, 12, wide - 6) for name in columns]
    y = 8.0 + 14 * max(map(len, heads))
    parts = []
    for n, lines in enumerate(heads):
        x = _NAME + wide * (n + 0.5)
        texts = [tag("tspan", line, x=x, y=12 + 14 * at) for at, line in enumerate(lines)]
        parts.append(tag("text", *texts, class_="tick", text_anchor="middle"))
    for row in rows:
        y += 0 if row.cells else 8
        lines = wrap(row.name, _SIZE, _NAME - 8 if row.cells else _WIDTH)
        high = _ROW + _LINE * (len(lines) - 1)
        texts = [tag("tspan", line, x=0, y=y + 17 + _LINE * n) for n, line in enumerate(lines)]
        parts.append(tag("text", *texts, class_="" if row.cells else "group"))
        parts += _cells(row, y, high, wide)
        y += high
    explained, high = _scale(levels, y + 8)
    return picture(_WIDTH, y + 8 + high, title, *parts, *explained, class_="heat")


def _cells(row: HeatRow, y: float, high: float, wide: float) -> Iterator[Markup]:
    for n, (text, level) in enumerate(((row.score, None), *row.cells) if row.cells else ()):
        x = _NAME + wide * n
        if level is not None:
            cell = {"x": x, "y": y + 1, "width": wide - 2, "height": high - 2}
            yield tag("rect", class_=f"l{level}", rx=1, **cell)
        on = f"on{level}" if level is not None else "num" if n == 0 else ""
        yield tag("text", text, class_=on, x=x + wide / 2 - 1, y=y + high / 2 + 5, text_anchor="middle")


def _scale(levels: Sequence[str], y: float) -> tuple[list[Markup], float]:
    """Return what each colour means, in as many lines as it needs, and how high that is."""
    parts, x, top = [], 0.0, y
    for level, name in enumerate(levels, 1):
        wide = 28 + text_width(name, 12)
        if x and x + wide > _WIDTH:
            x, y = 0.0, y + 22
        parts.append(tag("rect", class_=f"l{level}", x=x, y=y, width=22, height=14, rx=1))
        label = tag("text", str(level), class_=f"on{level}", x=x + 11, y=y + 12, text_anchor="middle")
        parts += [label, tag("text", name, class_="tick", x=x + 28, y=y + 11)]
        x += wide + 18
    return parts, y - top + 24
