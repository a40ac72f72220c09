"""Checks that what the consultant wrote is in a language of the report and speaks of scores that there are.

Whether a page, a section or a sentence exists is known only when the report's pages are made: `present` and
`deliver` tell it.
"""

from collections.abc import Iterator, Sequence

from site_builder.model.commentary import Commentary, Remark, Rewrite
from site_builder.model.instrument import Instrument
from site_builder.model.problems import Problem, hint

WHOLE = ("index", "level")
"""Figures of the whole firm."""


def check_commentary(
    commentary: Commentary, languages: Sequence[str], instrument: Instrument
) -> Iterator[Problem]:
    """Yield what is wrong with remarks and sentences, apart from where they belong.

    Args:
        commentary: what the consultant wrote.
        languages: those of the report.
        instrument: the scores that may be spoken of, and their scale.

    """
    known = [*instrument.dimension_by_id, *instrument.practice_by_id, *WHOLE]
    entries: list[Remark | Rewrite] = [*commentary.remarks, *commentary.rewrites]
    for entry in entries:
        if entry.language not in languages:
            values = {"id": entry.language, "known": ", ".join(languages), "hint": ""}
            yield Problem(code="unknown-language", file=entry.file, values=values)
        for mentioned in entry.mentioned:
            if mentioned.id not in known:
                values = {
                    "id": mentioned.id,
                    "known": ", ".join((*WHOLE, *instrument.dimension_by_id)),
                    "hint": hint(mentioned.id, known),
                }
                yield Problem(code="unknown-score", file=entry.file, line=mentioned.line, values=values)
            elif not 1 <= mentioned.value <= instrument.top:
                scale = {"found": f"{float(mentioned.value):g}", "top": instrument.top}
                yield Problem(code="off-the-scale", file=entry.file, line=mentioned.line, values=scale)
