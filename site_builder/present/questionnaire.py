"""The questionnaire in all of its languages at once: for one client, or for assessing oneself."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import Markup

from site_builder.charts.radar import Axis, radar
from site_builder.language.words import words
from site_builder.model.assessment import Settings
from site_builder.model.instrument import CONTEXT_ROLES, Instrument, Role
from site_builder.present.shared.reader import wave_text
from site_builder.present.shared.scoring_model import scoring_model

_PICTURES = {".svg": "svg+xml", ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".webp": "webp"}
_RESULT_WORDS = (
    "language.",
    "levels.",
    "headline.",
    "lead.",
    "overview.",
    "chart.",
    "practice.keystone",
    "practice.asks",
)
"""The report's words that the instant result is made of."""

Texts = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireView:
    """What the page is made of: texts in every language, and what its script has to know.

    `result` holds the radar per language that the script fills in; None where no score is shown.
    """

    languages: tuple[str, ...]
    codes: Texts
    titles: Texts
    description: str
    home: str | None
    firm: Texts
    name: Texts
    wave: Texts | None
    logo: str | None
    accent: str | None
    fonts: tuple[str, ...]
    greeting: Texts | None
    send_to: str | None
    closes: Texts | None
    promise: Texts | None
    instruction: Texts
    instrument: Instrument
    roles: tuple[dict[str, Any], ...]
    dimensions: tuple[dict[str, Any], ...]
    practices: tuple[str, ...]
    context: tuple[Any, ...]
    context_roles: str
    say: dict[str, Texts]
    result: dict[str, Markup] | None
    data: dict[str, Any]


def questionnaire(
    settings: Settings, instrument: Instrument, folder: Path | None, wave: str | None
) -> QuestionnaireView:
    """Return the questionnaire of a firm; whoever fills it in sees no score.

    Args:
        settings: whose it is, in which languages, and how to hand it back.
        instrument: what is asked.
        folder: where the logo lies.
        wave: the wave that is asked.

    """
    languages = settings.languages
    say = _words(languages)
    invitation = settings.questionnaire
    wanted = invitation.roles or tuple(role.id for role in instrument.roles if not role.customer)
    name = " / ".join(dict.fromkeys(settings.firm.name[language] for language in languages))
    return _view(
        instrument,
        languages,
        wanted,
        key=f"kam:{instrument.id}:{name}:{wave or ''}",
        firm={language: settings.firm.name[language] for language in languages},
        description="",
        home=None,
        wave={language: wave_text(wave, words(language, "report")) for language in languages}
        if wave
        else None,
        logo=_logo(settings, folder),
        accent=settings.branding.accent,
        fonts=settings.branding.fonts,
        greeting=invitation.greeting,
        send_to=invitation.send_to,
        closes={lang: text.format(date=_day(invitation.closes, lang)) for lang, text in say["closes"].items()}
        if invitation.closes
        else None,
        promise=_promise(settings, instrument, say),
        result=None,
    )


def self_assessment(instrument: Instrument, language: str) -> QuestionnaireView:
    """Return the page on which anyone scores a firm at once, opening in one language."""
    languages = (language, *(other for other in instrument.languages if other != language))
    say = _words(languages)
    return _view(
        instrument,
        languages,
        tuple(role.id for role in instrument.roles if not role.customer),
        key=f"kam:{instrument.id}:self",
        firm=say["self_firm"],
        description=say["self_description"][language],
        home="../index.html",
        wave=None,
        logo=None,
        accent=None,
        fonts=(),
        greeting=None,
        send_to=None,
        closes=None,
        promise=None,
        result={language: _empty_radar(instrument, language) for language in languages},
    )


def _view(
    instrument: Instrument,
    languages: tuple[str, ...],
    roles: tuple[str, ...],
    *,
    key: str,
    firm: Texts,
    **values: Any,
) -> QuestionnaireView:
    say = _words(languages)
    codes = {language: words(language, "report")("language.code") for language in languages}
    titles = {language: f"{firm[language]} · {instrument.name[language]}" for language in languages}
    data: dict[str, Any] = {
        "key": key,
        "language": languages[0],
        "instrument": {"id": instrument.id, "version": instrument.version},
        "languages": codes,
        "titles": titles,
        "words": say,
    }
    if values["result"]:
        data["result"] = _result_data(instrument, languages)
    return QuestionnaireView(
        languages=languages,
        codes=codes,
        titles=titles,
        firm=firm,
        name=instrument.name,
        instruction=instrument.instructions.respondent,
        instrument=instrument,
        roles=tuple(_role(role, say) for role in instrument.roles if role.id in roles),
        dimensions=_dimensions(instrument),
        practices=tuple(practice.id for practice in instrument.practices),
        context=instrument.context,
        context_roles=" ".join(CONTEXT_ROLES),
        say=say,
        data=data,
        **values,
    )


def _promise(settings: Settings, instrument: Instrument, say: dict[str, Texts]) -> Texts:
    """Return what a respondent is told about being named."""
    if settings.confidentiality == "attributed":
        return say["attributed"]
    k = settings.anonymity_k or instrument.scoring.anonymity_k
    return {language: text.format(k=k) for language, text in say["anonymous"].items()}


def _day(day: date, language: str) -> str:
    """Return a day as people of a language write it."""
    return words(language, "report")(
        "language.day", year=day.year, month=day.month, day=day.day, name=f"{day:%B}"
    )


def _result_data(instrument: Instrument, languages: tuple[str, ...]) -> dict[str, Any]:
    say = {language: words(language, "report", "questionnaire").entries for language in languages}
    wanted = [key for key in say[languages[0]] if key.startswith(_RESULT_WORDS)]
    wanted.append("questionnaire.result_now")
    return {
        "model": scoring_model(instrument),
        "words": {key: {language: say[language][key] for language in languages} for key in wanted},
        "names": {d.id: d.name for d in instrument.dimensions} | {p.id: p.name for p in instrument.practices},
        "levels": [level.model_dump(include={"name", "meaning", "stuck"}) for level in instrument.levels],
        "practices": {
            practice.id: {
                "held": practice.held,
                "missing": practice.missing,
                "anchors": [list(item.anchors) for item in practice.items],
            }
            for practice in instrument.practices
        },
    }


def _empty_radar(instrument: Instrument, language: str) -> Markup:
    """Return the radar with every point at the end of its axis: the script moves them to their values."""
    top = float(instrument.top)
    axes = [
        Axis(name=dimension.name[language], label="–", claimed=top, verified=None, target=top)
        for dimension in instrument.dimensions
    ]
    return radar(axes, instrument.top, words(language, "report")("chart.radar_title"))


def _words(languages: Iterable[str]) -> dict[str, Texts]:
    entries = {language: words(language, "questionnaire").entries for language in languages}
    return {
        key.split(".", 1)[1]: {language: entries[language][key] for language in entries}
        for key in next(iter(entries.values()))
    }


def _role(role: Role, say: dict[str, Texts]) -> dict[str, Any]:
    return {"id": role.id, "name": role.name, "note": role.note, "minutes": _minutes(say, role.minutes)}


def _minutes(say: dict[str, Texts], minutes: int) -> Texts:
    return {language: text.format(n=minutes) for language, text in say["minutes"].items()}


def _dimensions(instrument: Instrument) -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "id": dimension.id,
            "name": dimension.name,
            "problem": dimension.problem,
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
