"""Guesses the mapping of a table from its header and its texts, for a person to check."""
