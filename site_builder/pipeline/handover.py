"""What is handed over of a report: the packed site, PDFs, and how their files are called."""

from pathlib import Path

from site_builder import __version__
from site_builder.deliver.pdf import Kind, Typeset, typeset
from site_builder.model.analysis import Audience
from site_builder.model.scorecard import Scorecard
from site_builder.pipeline.report import (
    anonymous,
    epoch_of,
    site_of,
)
from site_builder.protect.public import mentions_firm
from site_builder.publish.bundle import bundle, file_stem

_LONGEST = 40
"""How much of a firm's name a file's name holds, so that the rest of it is not cut off."""


def telling_branding(card: Scorecard) -> list[str]:
    """Return the keys of the branding that a public edition leaves out because they name the firm."""
    settings = card.assessment.settings
    branding = settings.branding
    texts = {
        "consultancy": branding.consultancy,
        "disclaimer": branding.disclaimer,
        "fonts": {name: name for name in branding.fonts},
    }
    return [key for key, text in texts.items() if mentions_firm(text, settings.firm.name.values())]


def pack(card: Scorecard, site: Path, audience: Audience) -> Path:
    """Pack the report that lies at `site` for handing over; the file's name says the firm and the date."""
    card = anonymous(card) if audience == "public" else card
    settings, day = card.assessment.settings, card.assessment.day
    about = {
        "firm": dict(settings.firm.name),
        "wave": card.assessment.wave,
        "date": day.isoformat() if day else None,
        "audience": audience,
        "instrument": {"id": card.instrument.id, "version": card.instrument.version},
        "builder": __version__,
    }
    if audience == "public":  # named after its place: a name that says nothing would be another firm's, too
        return bundle(site, f"{site.name}-public", about)
    return bundle(site, _name(card, "" if audience == "client" else audience), about)


def pdf_name(card: Scorecard, language: str, audience: Audience, *, board: bool) -> str:
    """Return the name of a PDF: the firm, the date, what it is.

    Args:
        card: the scores, which know the firm and the date.
        language: the code of the PDF's language.
        audience: whom it is for; strangers are not told the firm.
        board: whether it is the one page for the board.

    """
    card = anonymous(card) if audience == "public" else card
    parts = ("board" if board else "", "" if audience == "client" else audience, language)
    return f"{file_stem(_name(card, *parts, language=language))}.pdf"


def _name(card: Scorecard, *parts: str, language: str | None = None) -> str:
    settings, day = card.assessment.settings, card.assessment.day
    firm = settings.firm.name[language or settings.languages[0]][:_LONGEST]
    when = day.isoformat() if day else card.assessment.wave or ""
    return "-".join(part for part in (firm, when, *parts) if part)


def typeset_report(card: Scorecard, language: str, kind: Kind, shown: str, audience: Audience) -> Typeset:
    """Return one language of a report as PDF.

    Args:
        card: the scores that this audience may be told.
        language: the code of the language.
        kind: the whole report, or one page for the board.
        shown: what messages call the file that is made.
        audience: whom it is for.

    Raises:
        InputProblems: Typst is missing, no font holds the language, or the consultant's words have no place.

    """
    return typeset(site_of(card, audience), language, kind, shown, epoch_of(card))
