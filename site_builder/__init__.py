"""Scores the maturity of key-account management and builds the report site."""

__version__ = "1.0.0"
