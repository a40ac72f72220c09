"""The questionnaire of one client, in all of its languages at once."""

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from site_builder.model.assessment import Settings
from site_builder.model.instrument import Instrument
from site_builder.words import words

_CONTEXT_ROLES = ("EX", "KH")
_PICTURES = {".svg": "svg+xml", ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".webp": "webp"}

Texts = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireView:
    """What the page is made of: texts in every language, and what its script has to know."""

    title: str
    languages: tuple[str, ...]
    codes: Texts
    firm: Texts
    name: Texts
    wave: str | None
    logo: str | None
    greeting: Texts | None
    send_to: str | None
    closes: str | None
    instruction: Texts
    instrument: Instrument
    roles: tuple[dict[str, Any], ...]
    dimensions: tuple[dict[str, Any], ...]
    practices: tuple[str, ...]
    context: tuple[Any, ...]
    context_roles: str
    say: dict[str, Texts]
    data: dict[str, Any]


def questionnaire(settings: Settings, instrument: Instrument, folder: Path | None) -> QuestionnaireView:
    """Return the questionnaire of a firm.

    Args:
        settings: whose it is, in which languages, and how to hand it back.
        instrument: what is asked.
        folder: where the logo lies.

    """
    languages = settings.languages
    say = _words(languages)
    invitation = settings.questionnaire
    wanted = invitation.roles or tuple(role.id for role in instrument.roles if not role.customer)
    codes = {language: words(language, "report")("language.code") for language in languages}
    firm = " / ".join(dict.fromkeys(settings.firm.name[language] for language in languages))
    return QuestionnaireView(
        title=f"{firm} · {instrument.name[languages[0]]}",
        languages=languages,
        codes=codes,
        firm=settings.firm.name,
        name=instrument.name,
        wave=settings.wave,
        logo=_logo(settings, folder),
        greeting=invitation.greeting,
        send_to=invitation.send_to,
        closes=invitation.closes.isoformat() if invitation.closes else None,
        instruction=instrument.instructions.respondent,
        instrument=instrument,
        roles=tuple(
            {"id": role.id, "name": role.name, "minutes": _minutes(say, role.minutes)}
            for role in instrument.roles
            if role.id in wanted
        ),
        dimensions=_dimensions(instrument),
        practices=tuple(practice.id for practice in instrument.practices),
        context=instrument.context,
        context_roles=" ".join(_CONTEXT_ROLES),
        say=say,
        data={
            "key": f"kam:{instrument.id}:{firm}:{settings.wave or ''}",
            "instrument": {"id": instrument.id, "version": instrument.version},
            "languages": codes,
            "words": say,
        },
    )


def _words(languages: tuple[str, ...]) -> dict[str, Texts]:
    entries = {language: words(language, "questionnaire").entries for language in languages}
    return {
        key.split(".", 1)[1]: {language: entries[language][key] for language in languages}
        for key in entries[languages[0]]
    }


def _minutes(say: dict[str, Texts], minutes: int) -> Texts:
    return {language: text.format(n=minutes) for language, text in say["minutes"].items()}


def _dimensions(instrument: Instrument) -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "id": dimension.id,
            "name": dimension.name,
            "practices": [
                {
                    "id": item_id,
                    "code": practice.code,
                    "name": practice.name,
                    "question": item.question,
                    "anchors": item.anchors,
                    "not_applicable_when": practice.not_applicable_when,
                    "roles": " ".join(
                        role.id for role in instrument.roles if instrument.asks(role, practice)
                    ),
                }
                for practice in dimension.practices
                for item_id, item in zip(practice.item_ids, practice.items, strict=True)
            ],
        }
        for dimension in instrument.dimensions
    )


def _logo(settings: Settings, folder: Path | None) -> str | None:
    """Return the logo as a data address, so that the page stays one file."""
    if settings.branding.logo is None or folder is None:
        return None
    path = folder / settings.branding.logo
    kind = _PICTURES[path.suffix.lower()]
    return f"data:image/{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"
