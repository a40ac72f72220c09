"""What the texts in a column mean: a rating, a role, an option."""

import difflib
import re
from collections.abc import Mapping, Sequence

from site_builder.collect.guess.columns import ALIKE
from site_builder.load.plain_text import folded, letter_in_front
from site_builder.model.instrument import ContextQuestion, Instrument, Item
from site_builder.model.mapping import DONT_KNOW, NOT_APPLICABLE, UNDECIDED, Verdict

_TRAILING_DIGIT = re.compile(r"^(?:A|AO|L|SQ)?0*(\d)$", re.IGNORECASE)
_LEADING_DIGIT = re.compile(r"^(\d)[^\d.,]")
_LETTERS = "ABCDEFG"


def answer_meant(
    text: str, item: Item, top: int, phrases: Mapping[str, Sequence[str]]
) -> tuple[Verdict, bool]:
    """Return what an answer means, and whether that is sure.

    It is told by the anchors, the names of the other answers, numbers, and likeness, in this order.

    Args:
        text: the answer.
        item: the item that it answers.
        top: the highest level of the scale.
        phrases: what "I don't know" (`dk`) and "not applicable" (`na`) are called.

    """
    letter, rest = letter_in_front(text)
    plain = folded(rest or text)
    anchors = {folded(anchor[lang]): n for n, anchor in enumerate(item.anchors, 1) for lang in anchor}
    if plain in anchors:
        return anchors[plain], True
    for verdict in (DONT_KNOW, NOT_APPLICABLE):
        names = [folded(phrase) for phrase in (*phrases[verdict], verdict)]
        if plain and any(plain == name or (len(name) > 2 and plain.startswith(name)) for name in names):  # noqa: PLR2004
            return verdict, True
    return _by_number(letter, rest, top) or _by_likeness(plain, anchors)


def _by_number(letter: str | None, rest: str, top: int) -> tuple[Verdict, bool] | None:
    if letter and not rest:
        places: list[Verdict] = [*range(1, top + 1), DONT_KNOW, NOT_APPLICABLE]
        at = _LETTERS.index(letter) if letter in _LETTERS else len(places)
        return (places[at], at < top) if at < len(places) else None
    found = _TRAILING_DIGIT.match(rest) or _LEADING_DIGIT.match(rest)
    if found and 1 <= int(found[1]) <= top:
        return int(found[1]), rest.isdecimal() or rest.upper().startswith("A")
    return None


def _by_likeness(plain: str, anchors: dict[str, int]) -> tuple[Verdict, bool]:
    near = difflib.get_close_matches(plain, list(anchors), 1, ALIKE)
    return (anchors[near[0]], False) if near else (UNDECIDED, False)


def role_meant(text: str, instrument: Instrument) -> tuple[Verdict, bool]:
    """Return the role that a text names, in any language, and whether that is sure."""
    known: dict[str, str] = {}
    for role in instrument.roles:
        for name in (role.id, *role.name.values(), *role.label.values()):
            known[folded(name)] = role.id
    role_id = known.get(folded(text)) or known.get(folded(letter_in_front(text)[1]))
    near = difflib.get_close_matches(folded(text), list(known), 1, ALIKE)
    return role_id or (known[near[0]] if near else UNDECIDED), role_id is not None


def option_meant(text: str, question: ContextQuestion) -> tuple[Verdict, bool]:
    """Return the option of a question about the firm that a text names, and whether that is sure."""
    options = {
        folded(name): option.id for option in question.options for name in (option.id, *option.name.values())
    }
    found = options.get(folded(text)) or options.get(folded(letter_in_front(text)[1]))
    return found or UNDECIDED, found is not None
