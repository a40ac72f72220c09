"""The line above a headline: whose report, of which wave, from how many."""

from site_builder.present.shared.reader import Reader, wave_text


def eyebrow(reader: Reader) -> str:
    """Return the line above a headline: firm, wave, sample."""
    say, roles = reader.words, reader.instrument.role_by_id
    customers = sum(n for role, n in reader.scorecard.respondents.items() if roles[role].customer)
    people = "" if reader.is_public else say.count("respondents", sum(firm_people(reader)))
    if customers:
        people = say.join([people, say.count("customers", customers)])
    day = reader.scorecard.assessment.day
    parts = [reader.firm, wave_name(reader) or (day.isoformat() if day else ""), people]
    return " · ".join(part for part in parts if part)


def wave_name(reader: Reader) -> str:
    """Return a wave as people call it: `2026-h1` is a half year, anything else is itself."""
    return wave_text(reader.scorecard.assessment.wave or "", reader.words)


def firm_people(reader: Reader) -> list[int]:
    """Return how many people of the firm answered, by role in the order of the roles; customers left out."""
    roles = reader.instrument.role_by_id
    return [n for role, n in reader.scorecard.respondents.items() if not roles[role].customer]
