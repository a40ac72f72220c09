"""The words of each language, and how numbers are shown."""
