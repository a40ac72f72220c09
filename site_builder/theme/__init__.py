"""Colours, sizes and distances of `tokens.yml`, their contrast, and compiled templates."""
