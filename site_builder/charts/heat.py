"""Practices by roles as coloured cells, as one drawing that can be copied and printed."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from site_builder.charts.svg import picture, tag, wrap

_WIDTH, _NAME, _SIZE, _ROW = 720.0, 250.0, 14.0, 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """One practice: its score, and what each role says; a row without cells is a heading."""

    name: str
    score: str = ""
    cells: Sequence[tuple[str, int | None]] = ()


def heat(rows: Sequence[HeatRow], columns: Sequence[str], title: str) -> Markup:
    """Return the cells; `columns` name the score and each role."""
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
        class_ = "" if row.cells else "group"
        parts.append(tag("text", wrap(row.name, _SIZE, _NAME - 8)[0], class_=class_, x=0, y=y + 17))
        for n, (text, level) in enumerate(((row.score, None), *row.cells) if row.cells else ()):
            x = _NAME + wide * n
            if level is not None:
                cell = {"x": x, "y": y + 1, "width": wide - 2, "height": _ROW - 2}
                parts.append(tag("rect", class_=f"l{level}", rx=1, **cell))
            on = f"on{level}" if level is not None else "num" if n == 0 else ""
            parts.append(tag("text", text, class_=on, x=x + wide / 2 - 1, y=y + 17, text_anchor="middle"))
        y += _ROW
    return picture(_WIDTH, y + 4, title, *parts, class_="heat")
