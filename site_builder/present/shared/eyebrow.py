"""The line above a headline: whose report, of which wave, from how many."""

from site_builder.present.shared.reader import Reader, wave_text

_OTHER = "other"


def eyebrow(reader: Reader) -> str:
    """Return the line above a headline: firm, industry, wave, sample."""
    say, roles = reader.words, reader.instrument.role_by_id
    customers = sum(n for role, n in reader.scorecard.respondents.items() if roles[role].customer)
    people = "" if reader.is_public else say.count("respondents", sum(firm_people(reader)))
    if customers:
        people = say.join([people, say.count("customers", customers)])
    day = reader.scorecard.assessment.day
    parts = [reader.firm, industry(reader), wave_name(reader) or (day.isoformat() if day else ""), people]
    return " · ".join(part for part in parts if part)


def industry(reader: Reader) -> str:
    """Return the firm's industry; empty where nobody gave it, or gave none of the list."""
    programme, said = reader.instrument.programme, reader.scorecard.assessment.context
    asked = programme.questions.industry if programme else None
    options = [
        option
        for question in reader.instrument.context
        if question.id == asked
        for option in question.options
    ]
    names = [reader.text(option.name) for option in options if option.id == said.get(asked or "")]
    return names[0] if names and said.get(asked or "") != _OTHER else ""


def wave_name(reader: Reader) -> str:
    """Return a wave as people call it: `2026-h1` is a half year, anything else is itself."""
    return wave_text(reader.scorecard.assessment.wave or "", reader.words)


def firm_people(reader: Reader) -> list[int]:
    """Return how many people of the firm answered, by role in the order of the roles; customers left out."""
    roles = reader.instrument.role_by_id
    return [n for role, n in reader.scorecard.respondents.items() if not roles[role].customer]
