"""The page that holds the whole report, for printing, and its cover."""

from collections.abc import Mapping
from pathlib import Path

from site_builder.model.analysis import Audience
from site_builder.model.page import Cover, Page
from site_builder.present.shared.eyebrow import wave_name
from site_builder.present.shared.reader import Reader


def printed(reader: Reader, pages: tuple[Page, ...], cover: Cover, values: Mapping[str, object]) -> Page:
    """Return the page that holds the whole report, for printing.

    Args:
        reader: the language.
        pages: the report's pages in their order; its chapters.
        cover: what stands on the first sheet.
        values: what every template is given besides its view.

    """
    return Page(
        name="print",
        title=reader.words("pages.print"),
        description=reader.words("site.description", firm=reader.firm, page=reader.words("pages.print")),
        template="report/print.html",
        view=cover,
        values={**pages[0].values, **values, "here": "print"},
        section=None if reader.is_public else reader.words("sections.basis"),
        chapters=pages,
    )


def cover_of(reader: Reader, audience: Audience) -> Cover:
    """Return what stands on the first sheet: for whom, from whom, of when."""
    branding, day = reader.scorecard.assessment.settings.branding, reader.scorecard.assessment.day
    return Cover(
        firm=reader.firm,
        title=reader.text(reader.instrument.name),
        wave=wave_name(reader),
        date=day.isoformat() if day else "",
        author=reader.any_text(branding.consultancy) if branding.consultancy else "",
        logo=f"logo{Path(branding.logo).suffix.lower()}" if branding.logo else "",
        audience=reader.words(f"audience.{audience}"),
        notes=tuple(reader.any_text(text) for text in (branding.footer, branding.disclaimer) if text),
    )
