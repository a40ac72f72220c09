"""Guesses the mapping of a table from its header and its texts, for a person to check."""

import difflib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from site_builder.language.words import Words
from site_builder.load.plain_text import (
    cell_text,
    filled_in,
    folded,
    letter_in_front,
    moment_of,
    without_number,
)
from site_builder.model.instrument import ContextQuestion, Instrument, Item
from site_builder.model.mapping import DONT_KNOW, NOT_APPLICABLE, UNDECIDED, Verdict
from site_builder.model.table import Table, letter_of

_ALIKE = 0.78
_MOST_TEXTS = 60
_TITLES = {
    "id": (
        "序号",
        "编号",
        "答卷编号",
        "id",
        "responseid",
        "response id",
        "token",
        "_id",
        "_uuid",
        "respondent",
    ),
    "submitted": (
        "提交答卷时间",
        "提交时间",
        "完成时间",
        "completion time",
        "timestamp",
        "时间戳记",
        "submitdate",
        "date submitted",
        "end",
        "_submission_time",
    ),
    "started": ("开始时间", "start time", "startdate", "date started", "start"),
    "seconds": ("所用时间", "填写时长", "interviewtime", "total time", "duration"),
}
_CODE = re.compile(r"([A-Za-z]\d{1,2})(?:\b|_|\[)")
_TRAILING_DIGIT = re.compile(r"^(?:A|AO|L|SQ)?0*(\d)$", re.IGNORECASE)
_LEADING_DIGIT = re.compile(r"^(\d)[^\d.,]")
_LETTERS = "ABCDEFG"


@dataclass(slots=True)
class Guess:
    """A mapping as text, and how many places in it a person has to look at or to decide."""

    text: str = ""
    found: int = 0
    unsure: int = 0
    open: int = 0
    missing: list[str] = field(default_factory=list)


def guess_mapping(table: Table, instrument: Instrument, say: Words, phrases: dict[str, list[str]]) -> Guess:
    """Return the mapping of a table as far as it can be told.

    Args:
        table: what was exported.
        instrument: what was asked.
        say: the words of the comments.
        phrases: what "I don't know" (`dk`) and "not applicable" (`na`) are called, in every language.

    """
    return _Guesser(table, instrument, say, phrases).guess()


class _Guesser:
    def __init__(
        self, table: Table, instrument: Instrument, say: Words, phrases: dict[str, list[str]]
    ) -> None:
        self.table, self.instrument, self.say, self.phrases = table, instrument, say, phrases
        self.result = Guess()
        self.lines: list[str] = []
        self.free = set(range(len(table.header)))

    def guess(self) -> Guess:
        items = list(self.items())
        columns = {item_id: self.column_of(item_id, code, item) for item_id, code, item in items}
        facts = {question.id: self.fact_column(question) for question in self.instrument.context}
        self.add_head()
        self.add_role()
        self.add("answers:")
        for item_id, code, item in items:
            place, is_sure = columns[item_id]
            if place is None:
                self.result.missing.append(code)
                continue
            self.result.found += 1
            self.add_answer(item_id, item, place, is_sure=is_sure)
        if any(place is not None for place in facts.values()):
            self.add("context:")
            for question in self.instrument.context:
                place = facts[question.id]
                if place is not None:
                    self.add_fact(question, place)
        if self.result.missing:
            self.add(f"# {self.say('cli.guess.missing', codes=self.say.join(self.result.missing))}")
        self.result.text = "\n".join(self.lines) + "\n"
        return self.result

    def add_head(self) -> None:
        self.lines = [f"# {line}" for line in self.say("template.mapping").strip().splitlines()]
        self.add("format: kam-mapping/1")
        if self.table.header_row > 1:
            self.add(f"header: {self.table.header_row}")
        if self.table.sheet:
            self.add(f"sheet: {_quoted(self.table.sheet)}")
        prefix = re.sub(r"\W+", "-", self.table.shown.rsplit("/", 1)[-1].rsplit(".", 1)[0]).strip("-")
        self.add(f"id_prefix: {_quoted(f'{prefix}-')}")
        for key, titles in _TITLES.items():
            place = self.titled(titles)
            if place is not None:
                self.free.discard(place)
                self.add(f"{key}: {self.name(place)}")

    def items(self) -> Iterator[tuple[str, str, Item]]:
        for practice in self.instrument.practices:
            for item_id, item in zip(practice.item_ids, practice.items, strict=True):
                yield item_id, practice.code, item

    def add(self, line: str, *, check: bool = False) -> None:
        if check:
            self.result.unsure += 1
            line = f"{line}  # {self.say('cli.guess.check')}"
        self.lines.append(line)

    def name(self, place: int) -> str:
        """Return how a column is named in the mapping: by its title, or by its letter if that is shared."""
        title = self.table.header[place]
        return _quoted(title) if self.table.header.count(title) == 1 else _quoted(f"#{letter_of(place)}")

    def titled(self, titles: Iterable[str]) -> int | None:
        known = {folded(title): place for place, title in reversed(list(enumerate(self.table.header)))}
        return next((known[folded(title)] for title in titles if folded(title) in known), None)

    def column_of(self, item_id: str, code: str, item: Item) -> tuple[int | None, bool]:
        """Return the column of an item, and whether that is sure."""
        names = {folded(item_id), folded(item_id.replace("-", "_"))}
        questions = [folded(text) for text in item.question.values()]
        alike: list[tuple[float, int]] = []
        for place in sorted(self.free):
            title = self.table.header[place]
            plain = folded(without_number(title))
            last = folded(re.split(r"[/.]", title)[-1])
            if plain in names or last in names or any(question in plain for question in questions):
                self.free.discard(place)
                return place, True
            found = _CODE.match(title)
            if found and found[1].upper() == code and "[" not in title and "_" not in title:
                self.free.discard(place)
                return place, True
            best = max(difflib.SequenceMatcher(None, plain, question).ratio() for question in questions)
            alike.append((best, -place))
        if alike and max(alike)[0] >= _ALIKE:
            place = -max(alike)[1]
            self.free.discard(place)
            return place, False
        return None, False

    def texts(self, place: int) -> list[str]:
        """Return the different texts of a column in the order of their first use."""
        found: dict[str, None] = {}
        for _, row in self.table.rows:
            text = filled_in(_text(row, place))[0]
            if text:
                found.setdefault(text, None)
        return list(found)[:_MOST_TEXTS]

    def add_role(self) -> None:
        place = next(
            (
                n
                for n in sorted(self.free)
                if re.search(r"角色|\brole\b", self.table.header[n], re.IGNORECASE)
            ),
            None,
        )
        self.add("role:")
        if place is None:
            self.result.open += 1
            self.add(f"  all: {_quoted(UNDECIDED)}  # {self.say('cli.guess.no_role')}")
            return
        self.free.discard(place)
        self.add(f"  column: {self.name(place)}")
        self.add("  values:")
        known: dict[str, str] = {}
        for role in self.instrument.roles:
            for text in (role.id, *role.name.values(), *role.label.values()):
                known[folded(text)] = role.id
        for text in self.texts(place):
            role_id = known.get(folded(text)) or known.get(folded(letter_in_front(text)[1]))
            near = difflib.get_close_matches(folded(text), list(known), 1, _ALIKE)
            verdict = role_id or (known[near[0]] if near else UNDECIDED)
            self.verdict("    ", text, verdict, is_sure=role_id is not None)

    def add_answer(self, item_id: str, item: Item, place: int, *, is_sure: bool) -> None:
        self.add(f"  {item_id}:")
        self.add(f"    column: {self.name(place)}", check=not is_sure)
        for kind, marks in (
            ("reason", ("reason", "原因")),
            ("comment", ("comment", "remark", "other", "补充")),
        ):
            beside = self.beside(item_id, place, marks)
            if beside is not None:
                self.free.discard(beside)
                self.add(f"    {kind}: {self.name(beside)}")
        texts = self.texts(place)
        if texts:
            self.add("    values:")
        for text in texts:
            verdict, certain = self.meaning(text, item)
            self.verdict("      ", text, verdict, is_sure=certain)

    def beside(self, item_id: str, place: int, marks: tuple[str, ...]) -> int | None:
        """Return the column with the reason or remark of an item: named after it, or next to it."""
        title = self.table.header[place]
        for other in sorted(self.free):
            name = self.table.header[other]
            if not any(mark in name.lower() for mark in marks):
                continue
            stem = re.split(r"[/.]", name)[-1]
            own = (title, item_id, item_id.replace("-", "_"))
            if other == place + 1 or any(stem.startswith(f"{start}{end}") for start in own for end in "_[-"):
                return other
        return None

    def verdict(self, indent: str, text: str, verdict: Verdict, *, is_sure: bool) -> None:
        if verdict == UNDECIDED:
            self.result.open += 1
            self.add(f'{indent}{_quoted(text)}: "?"  # {self.say("cli.guess.decide")}')
        else:
            self.add(f"{indent}{_quoted(text)}: {verdict}", check=not is_sure)

    def meaning(self, text: str, item: Item) -> tuple[Verdict, bool]:
        """Return what a text means: by the anchors, the names of the other answers, numbers, likeness."""
        letter, rest = letter_in_front(text)
        plain = folded(rest or text)
        anchors = {folded(anchor[lang]): n for n, anchor in enumerate(item.anchors, 1) for lang in anchor}
        if plain in anchors:
            return anchors[plain], True
        for verdict in (DONT_KNOW, NOT_APPLICABLE):
            names = [folded(phrase) for phrase in (*self.phrases[verdict], verdict)]
            if plain and any(plain == name or (len(name) > 2 and plain.startswith(name)) for name in names):  # noqa: PLR2004
                return verdict, True
        return self.by_number(letter, rest) or self.by_likeness(plain, anchors)

    def by_number(self, letter: str | None, rest: str) -> tuple[Verdict, bool] | None:
        top = self.instrument.top
        if letter and not rest:
            places: list[Verdict] = [*range(1, top + 1), DONT_KNOW, NOT_APPLICABLE]
            at = _LETTERS.index(letter) if letter in _LETTERS else len(places)
            return (places[at], at < top) if at < len(places) else None
        found = _TRAILING_DIGIT.match(rest) or _LEADING_DIGIT.match(rest)
        if found and 1 <= int(found[1]) <= top:
            return int(found[1]), rest.isdigit() or rest.upper().startswith("A")
        return None

    def by_likeness(self, plain: str, anchors: dict[str, int]) -> tuple[Verdict, bool]:
        near = difflib.get_close_matches(plain, list(anchors), 1, _ALIKE)
        return (anchors[near[0]], False) if near else (UNDECIDED, False)

    def fact_column(self, question: ContextQuestion) -> int | None:
        if question.kind == "counts":
            return None
        names = {folded(question.id), folded(question.id.replace("-", "_"))}
        questions = {folded(text) for text in question.question.values()}
        for place in sorted(self.free):
            title = self.table.header[place]
            plain, last = folded(without_number(title)), folded(re.split(r"[/.]", title)[-1])
            if plain in questions or last in names:
                self.free.discard(place)
                return place
        return None

    def add_fact(self, question: ContextQuestion, place: int) -> None:
        self.add(f"  {question.id}:")
        self.add(f"    column: {self.name(place)}")
        options = {
            folded(text): option.id
            for option in question.options
            for text in (option.id, *option.name.values())
        }
        texts = [t for t in self.texts(place) if question.options and moment_of(t) is None]
        if texts:
            self.add("    values:")
        for text in texts:
            found = options.get(folded(text)) or options.get(folded(letter_in_front(text)[1]))
            self.verdict("      ", text, found or UNDECIDED, is_sure=found is not None)


def _text(row: object, place: int) -> str:
    cells = row if isinstance(row, list | tuple) else ()
    return cell_text(cells[place]) if place < len(cells) else ""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
