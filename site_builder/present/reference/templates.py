"""The documents to download."""

from collections.abc import Iterator

from site_builder.model.content import Edition
from site_builder.model.instrument import Instrument
from site_builder.present.reference.links import Link


def templates_view(
    instrument: Instrument, written: Edition, language: str
) -> tuple[tuple[str, str, str, tuple[Link, ...]], ...]:
    """Return title, Word file and Markdown file of every document, and the practices that it helps with.

    Args:
        instrument: where the practices are named.
        written: what is written in the language.
        language: its code.

    """
    return tuple(
        (
            text.partition("\n")[0].removeprefix("# "),
            f"../downloads/{name}.{language}.docx",
            f"../downloads/{name}.{language}.md",
            tuple(_uses(instrument, written, name, language)),
        )
        for name, text in written.templates.items()
    )


def _uses(instrument: Instrument, written: Edition, name: str, language: str) -> Iterator[Link]:
    for id_, text in written.practices.items():
        if text.template == name:
            practice = instrument.practice_by_id[id_]
            yield Link(text=f"{practice.code} {practice.name[language]}", href=f"practices/{id_}.html")
