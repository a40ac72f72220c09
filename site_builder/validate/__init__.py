"""Checks what single fields cannot know: references, uniqueness, scales, files."""
