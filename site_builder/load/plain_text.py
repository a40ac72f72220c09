"""Brings texts of forms into one shape, so that what means the same compares as the same."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Any

from site_builder.model.tracking import unmarked

ENCODINGS = (("utf-8-sig", b""), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"), ("gb18030", b""))
"""What people's programs save texts in, in the order to try them, each with the bytes it begins with."""

_NUMBER = re.compile(r"^(?:Q|题|第)?\s*\d{1,3}\s*(?:题)?\s*[.、,:)\]\uff0e]\s*", re.IGNORECASE)
_LETTER = re.compile(r"^([A-H])(?:\s*[.、:)]\s*|$)")
_MARKS = re.compile(r"[\s。，、；：？！“”‘’\"'.,;:?!()（）\[\]【】*…]+")
_OPENING, _CLOSING = ("〖", "[", "【"), ("〗", "]", "】")
_DAY = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_DAY_FIRST = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{2,4})\b")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_SECONDS = re.compile(r"^(\d{1,9}(?:\.\d{1,9})?)\s*(?:s|sec|秒)?$")
_MINUTES = re.compile(r"^(?:(\d{1,7})\s*(?:分钟?|min|m)\s*)(?:(\d{1,7})\s*(?:秒|s|sec))?$")
_DAYS = re.compile(r"^\d{5}(?:\.\d{1,20})?$")
_EXCEL_FIRST_DAY, _EXCEL_DAYS = date(1899, 12, 30), range(30_000, 80_000)
_MONTHS, _NOON, _TWO_DIGITS = 12, 12, 100


def folded(text: str) -> str:
    """Return a text without what people and programs vary: width of characters, case, spaces, punctuation."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def without_number(text: str) -> str:
    """Return a question without its number in front: `3、哪些客户` is `哪些客户`."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return _NUMBER.sub("", plain)


def letter_in_front(text: str) -> tuple[str | None, str]:
    """Return an option's letter and what follows it: `B.由领导点名` is B and `由领导点名`."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _LETTER.match(plain)
    return (found[1], plain[found.end() :]) if found else (None, plain)


def filled_in(text: str) -> tuple[str, str]:
    """Return an option without what a respondent wrote into it, and that: `不适用〖没有〗`."""
    plain = text.rstrip()
    begin = min((at for mark in _OPENING if (at := plain.find(mark)) >= 0), default=-1)
    if begin < 0 or not plain.endswith(_CLOSING):
        return text.strip(), ""
    return plain[:begin].strip(), plain[begin + 1 : -1].strip()


def cell_text(cell: Any) -> str:
    """Return what stands in a cell: whole numbers without a decimal point, days as 2026-06-30."""
    match cell:
        case None:
            text = ""
        case str():
            text = unmarked(cell.strip())  # what we hand back so that no spreadsheet takes it for a formula
        case float() if cell.is_integer():
            text = str(int(cell))
        case datetime() if cell.time() != time():
            text = cell.isoformat(" ")
        case datetime():
            text = cell.date().isoformat()
        case timedelta():
            text = str(int(cell.total_seconds()))
        case _:  # a day, a number, a truth value
            text = str(cell)
    return text


def moment_of(found: str) -> datetime | None:
    """Return the moment that a cell names, as form services and spreadsheets write it; None for no moment."""
    plain = unicodedata.normalize("NFKC", found).strip()
    try:
        return datetime.fromisoformat(plain).replace(tzinfo=None)
    except ValueError:
        pass
    try:
        day, rest = _day(plain)
        if day is None:
            return None
        hours, minutes, seconds = _time(rest)
        return datetime(day.year, day.month, day.day, hours, minutes, seconds)  # noqa: DTZ001 - as the form says
    except (ValueError, OverflowError):
        return None


def _day(plain: str) -> tuple[date | None, str]:
    if found := _DAY.match(plain):
        return date(int(found[1]), int(found[2]), int(found[3])), plain[found.end() :]
    if found := _DAY_FIRST.match(plain):
        first, second, year = int(found[1]), int(found[2]), int(found[3])
        year += 2000 if year < _TWO_DIGITS else 0
        # These services write the month first; a first number above twelve cannot be one.
        day = date(year, second, first) if first > _MONTHS else date(year, first, second)
        return day, plain[found.end() :]
    if _DAYS.match(plain) and int(float(plain)) in _EXCEL_DAYS:
        return _EXCEL_FIRST_DAY + timedelta(days=int(float(plain))), ""
    return None, ""


def _time(rest: str) -> tuple[int, int, int]:
    clock = _CLOCK.search(rest)
    if clock is None:
        return 0, 0, 0
    hours, minutes, seconds = (int(part or 0) for part in clock.groups())
    if re.search(r"\bPM\b|下午", rest, re.IGNORECASE) and hours < _NOON:
        hours += 12
    return hours, minutes, seconds


def seconds_of(found: str) -> int | None:
    """Return a span of time in seconds: `312`, `312秒`, `5分12秒`; None for what is none."""
    plain = unicodedata.normalize("NFKC", found).strip()
    if match := _SECONDS.match(plain):
        return round(float(match[1]))
    if match := _MINUTES.match(plain):
        return int(match[1]) * 60 + int(match[2] or 0)
    return None
