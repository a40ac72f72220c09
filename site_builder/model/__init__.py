"""The nouns: what people author (pydantic) and what the stages compute (dataclasses)."""
