"""Drawings with the longest names: nothing collides, nothing runs out."""

import pytest
from browsing import OVERLAPS, Visit
from playwright.sync_api import Browser

from site_builder.charts.frame import framed
from site_builder.charts.heat import HeatRow, heat
from site_builder.charts.legend import Key
from site_builder.charts.lines import Line, line_plots
from site_builder.charts.plot import PlotRow, level_ticks, plot
from site_builder.charts.radar import Axis, radar
from site_builder.charts.svg import tag
from site_builder.theme import design


@pytest.mark.parametrize("language", ["zh", "en"])
def test_long_names_neither_collide_nor_run_out_of_a_drawing(browser: Browser, language: str) -> None:
    name = {
        "zh": "面向全球重点客户的信息与系统管理及其数据治理",
        "en": "Information and management systems for global accounts",
    }
    long, levels = name[language], [f"{name[language][:14]} {n}" for n in range(1, 6)]
    axes = [Axis(name=long, label="2.23", claimed=4.6, verified=2, target=5) for _ in range(5)]
    rows = [PlotRow(name=long)]
    bare = tag("g", "")
    rows += [PlotRow(name=f"I{n} {long}", value="2.23", drawing=bare, is_strong=n == 1) for n in range(3)]
    cells = [("2.23", 2), ("4.00", 4), ("–", None), ("1.00", 1)]
    drawings = {
        "radar": radar(axes, 5, "x", [Key(mark="line-target", label=long[:20])] * 4),
        "plot": plot(rows, level_ticks(levels), "x", [Key(mark="score", label=long)] * 3, "2.23"),
        "heat": heat(
            [HeatRow(name=long), HeatRow(name=long, score="2.23", cells=cells)], [long[:22]] * 5, levels, "x"
        ),
    }
    for waves in (3, 9):
        values = (*(1 + n * 4 / waves for n in range(waves - 1)), None, 5)[-waves:]
        labels = tuple("–" if value is None else f"{value:.2f}" for value in values)
        line = Line(name=long, note=long, values=values, labels=labels, level=5)
        wave_names = [f"{long[:20]} {n}" for n in range(waves)]
        drawings[f"lines {waves}"] = line_plots([line] * 6, wave_names, 5, "x", [])
    visit = Visit(browser, viewport={"width": 1000, "height": 900})
    for kind, drawing in drawings.items():
        picture = design.standalone_drawing(framed(drawing, long, long), language)
        visit.page.set_content(f'<body style="margin:0"><div class="kam">{picture}</div>')
        assert visit.page.evaluate(OVERLAPS) == [], kind
        out = visit.page.evaluate(
            "() => { const s = document.querySelector('svg').getBoundingClientRect();"
            "return [...document.querySelectorAll('text')].filter(t => { const b = t.getBoundingClientRect();"
            "return b.left < s.left - 1 || b.right > s.right + 1 || b.bottom > s.bottom + 1; })"
            ".map(t => t.textContent); }"
        )
        assert out == [], kind
    visit.context.close()
