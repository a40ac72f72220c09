"""Charts as SVG text, by pure functions; colours come from the style sheet. One module per chart."""
