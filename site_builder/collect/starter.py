"""A new assessment folder, written for the person who fills it in."""

import json
from datetime import date

from site_builder.language.words import Words
from site_builder.model.instrument import Instrument

_HALF = 6


def starter(name: str, instrument: Instrument, say: Words, today: date) -> dict[str, str]:
    """Return the files of a new assessment folder by name.

    Args:
        name: the folder's name, taken as the firm's name until it is changed.
        instrument: what is asked.
        say: the words of the language that the explanations are in.
        today: the day it is made; it gives the wave its name.

    """
    wave = wave_of(today)
    language = say.language
    return {
        "assessment.yml": say(
            "template.settings",
            name=json.dumps("".join(c for c in name if c.isprintable()) or "firm", ensure_ascii=False),
            wave=wave,
            date=today.isoformat(),
            functions=", ".join(f.id for f in instrument.organisation.functions)
            if instrument.organisation
            else "",
            annual=_options(instrument, "sales"),
            industries=_options(instrument, "industry"),
            measures=", ".join(m.id for m in instrument.programme.measures) if instrument.programme else "",
        ),
        "evidence.yml.example": say(
            "template.evidence",
            grades=say.join([f"{grade.id} {grade.name[language]}" for grade in instrument.evidence]),
        ),
        "decisions.yml.example": say("template.decisions", date=today.isoformat()),
        "progress.yml.example": say("template.progress", date=today.isoformat()),
        "commentary/index.zh.md.example": say("template.remark_zh"),
        "commentary/index.en.md.example": say("template.remark_en"),
        "commentary/manager.authority.zh.md.example": say("template.section_zh"),
        "commentary/manager.authority.en.md.example": say("template.section_en"),
        "commentary/sentences.zh.yml.example": say("template.sentences_zh"),
        "commentary/sentences.en.yml.example": say("template.sentences_en"),
        "answers-template.yml": _answers(instrument, say, today),
        f"responses/{wave}/.keep": "",
    }


def _options(instrument: Instrument, key: str) -> str:
    """Return the options of a question that the programme takes a figure from; empty where there is none."""
    asked = getattr(instrument.programme.questions, key) if instrument.programme else ""
    return ", ".join(
        o.id for question in instrument.context if question.id == asked for o in question.options
    )


def wave_of(day: date) -> str:
    """Return the wave that a day belongs to, such as `2026-h1`."""
    return f"{day.year}-h{1 if day.month <= _HALF else 2}"


def _answers(instrument: Instrument, say: Words, today: date) -> str:
    language = say.language
    firm = [role for role in instrument.roles if not role.customer]
    lines = [
        say(
            "template.answers",
            wave=wave_of(today),
            instruction=instrument.instructions.respondent[language],
            id=instrument.id,
            version=instrument.version,
            role=firm[0].id,
            roles=say.join([f"{role.id} {role.name[language]}" for role in instrument.roles]),
            date=today.isoformat(),
        ).rstrip()
    ]
    for dimension in instrument.dimensions:
        lines += ["", f"  # ── {dimension.code} {dimension.name[language]}"]
        for practice in dimension.practices:
            for item, item_id in zip(practice.items, practice.item_ids, strict=True):
                roles = " ".join(role.id for role in instrument.roles if instrument.asks(role, practice))
                lines += ["", f"  # {practice.code} {item.question[language]}   [{roles}]"]
                lines += [f"  #   {n} {anchor[language]}" for n, anchor in enumerate(item.anchors, 1)]
                lines.append(f"  # {item_id}: {{rating: }}")
    return "\n".join(lines) + "\n"
