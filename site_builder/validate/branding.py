"""Checks under whose name and in whose colours a report is to go out."""

import os
from collections.abc import Iterator
from pathlib import Path

from site_builder.model.assessment import Settings
from site_builder.model.problems import Problem, shorten
from site_builder.model.source import Read
from site_builder.validate.pictures import KINDS, check_picture


def check_branding(read: Read[Settings], folder: Path) -> Iterator[Problem]:
    """Yield what is wrong with logos, colour and texts; `folder` is where the pictures lie."""
    settings = read.value
    yield from _check_logo(read, folder, "logo")
    yield from _check_logo(read, folder, "logo_dark")
    yield from _check_accent(read)
    for key in ("consultancy", "consultant", "footer", "disclaimer"):
        text = getattr(settings.branding, key) or {"": ""}
        for language in settings.languages if "" not in text else ():
            if language not in text:
                yield read.document.problem("language-missing", ("branding", key), language=language)


def _check_logo(read: Read[Settings], folder: Path, key: str) -> Iterator[Problem]:
    logo = getattr(read.value.branding, key)
    if logo is None:
        return
    where = ("branding", key)
    try:
        path, is_there = (folder / logo).resolve(), (folder / logo).is_file()
    except (OSError, RuntimeError, ValueError):  # a name that no disk takes, or a link to itself
        yield read.document.problem("logo-missing", where, found=shorten(logo))
        return
    if not path.is_relative_to(folder.resolve()):
        yield read.document.problem("logo-outside", where, found=logo)
    elif not is_there or not os.access(path, os.R_OK):
        yield read.document.problem("logo-missing", where, found=logo)
    elif path.suffix.lower() not in KINDS or path.suffix.lower() != Path(logo).suffix.lower():
        yield read.document.problem("logo-kind", where, found=logo, known=", ".join(KINDS))
    else:
        yield from check_picture(path, f"{read.document.shown.removesuffix('assessment.yml')}{logo}")


def _check_accent(read: Read[Settings]) -> Iterator[Problem]:
    """Refuse a colour in which nothing can be read on white paper, and name the nearest that can be."""
    accent = read.value.branding.accent
    if accent is None:
        return
    from site_builder.theme import contrast, design  # noqa: PLC0415 - most reports have no colour of their own

    light = design.colours("light")
    grounds, where = (light["page"], light["tint"]), ("branding", "accent")
    best = contrast.nearest_readable(accent, grounds)
    if best != accent:
        ratio = min(contrast.contrast(accent, ground) for ground in grounds)
        values = {"found": accent, "ratio": f"{ratio:.2f}", "best": best}
        yield read.document.problem("accent-pale", where, **values)
    elif contrast.difference(accent, light["warn"]) < contrast.APART:
        best = contrast.nearest_apart(accent, light["warn"], grounds)
        values = {"found": accent, "warn": light["warn"], "best": best}
        yield read.document.problem("accent-like-warning", where, **values)
