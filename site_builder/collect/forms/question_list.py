"""The questions and their options as a list, to be pasted into any form service."""

import csv
import io
from collections.abc import Sequence

from site_builder.language.words import words
from site_builder.model.instrument import Instrument


def questions_csv(instrument: Instrument, languages: Sequence[str], roles: Sequence[str]) -> str:
    """Return the questions and their options as a table, first a language, then the next.

    Args:
        instrument: what is asked.
        languages: the languages of the rows.
        roles: the ids of the roles that are asked.

    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    options = [f"option {n}" for n in range(1, instrument.top + 1)]
    writer.writerow(["language", "code", "id", "roles", "question", *options, "dk", "na"])
    for language in languages:
        say = words(language, "questionnaire")
        known = [instrument.role_by_id[id_] for id_ in roles]
        names = [role.name[language] for role in known]
        writer.writerow([language, "", "role", "", say("questionnaire.role"), *names])
        for practice in instrument.practices:
            asked = " ".join(role.id for role in known if instrument.asks(role, practice))
            for item_id, item in zip(practice.item_ids, practice.items, strict=True):
                row = [language, practice.code, item_id, asked, item.question[language]]
                row += [anchor[language] for anchor in item.anchors]
                row += [say("questionnaire.dont_know"), say("questionnaire.not_applicable")]
                writer.writerow(row)
    return out.getvalue()
