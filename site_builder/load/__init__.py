"""Reads files into authored types; every problem is collected with its file and line."""
