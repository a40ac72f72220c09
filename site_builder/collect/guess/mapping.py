"""Writes the mapping of a table as far as it can be told; what is not sure or not known is marked in it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from site_builder.collect.guess.columns import Columns
from site_builder.collect.guess.meaning import answer_meant, option_meant, role_meant
from site_builder.language.words import Words
from site_builder.load.plain_text import moment_of
from site_builder.model.instrument import ContextQuestion, Instrument, Item
from site_builder.model.mapping import UNDECIDED, Verdict
from site_builder.model.table import Table, letter_of

_BESIDE = {"reason": ("reason", "原因"), "comment": ("comment", "remark", "other", "补充")}


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
    """Writes a mapping line by line, and counts what a person has to look at."""

    def __init__(
        self, table: Table, instrument: Instrument, say: Words, phrases: dict[str, list[str]]
    ) -> None:
        self.table, self.instrument, self.say, self.phrases = table, instrument, say, phrases
        self.columns = Columns(table)
        self.result = Guess()
        self.lines: list[str] = []

    def guess(self) -> Guess:
        """Return the whole mapping; items and facts choose their columns before anything else does."""
        items = [
            (item_id, practice.code, item)
            for practice in self.instrument.practices
            for item_id, item in zip(practice.item_ids, practice.items, strict=True)
        ]
        columns = {item_id: self.columns.of_item(item_id, code, item) for item_id, code, item in items}
        facts = {question.id: self.columns.of_fact(question) for question in self.instrument.context}
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
        self.add_facts(facts)
        if self.result.missing:
            self.add(f"# {self.say('cli.guess.missing', codes=self.say.join(self.result.missing))}")
        self.result.text = "\n".join(self.lines) + "\n"
        return self.result

    def add(self, line: str, *, check: bool = False) -> None:
        """Add a line, marked where a person should check it."""
        if check:
            self.result.unsure += 1
            line = f"{line}  # {self.say('cli.guess.check')}"
        self.lines.append(line)

    def name(self, place: int) -> str:
        """Return how a column is named in the mapping: by its title, or by its letter if that is shared."""
        title = self.table.header[place]
        return _quoted(title) if self.table.header.count(title) == 1 else _quoted(f"#{letter_of(place)}")

    def add_head(self) -> None:
        """Add the explanation, where the table is, and the columns that form services add."""
        self.lines = [f"# {line}" for line in self.say("template.mapping").strip().splitlines()]
        self.add("format: kam-mapping/1")
        if self.table.header_row > 1:
            self.add(f"header: {self.table.header_row}")
        if self.table.sheet:
            self.add(f"sheet: {_quoted(self.table.sheet)}")
        prefix = re.sub(r"\W+", "-", self.table.shown.rsplit("/", 1)[-1].rsplit(".", 1)[0]).strip("-")
        self.add(f"id_prefix: {_quoted(f'{prefix}-')}")
        for key, place in self.columns.of_service().items():
            self.add(f"{key}: {self.name(place)}")

    def add_role(self) -> None:
        """Add the column of the role and what its texts mean, or the question which role all have."""
        place = self.columns.of_role()
        self.add("role:")
        if place is None:
            self.result.open += 1
            self.add(f"  all: {_quoted(UNDECIDED)}  # {self.say('cli.guess.no_role')}")
            return
        self.add(f"  column: {self.name(place)}")
        self.add("  values:")
        for text in self.columns.texts(place):
            self.add_verdict("    ", text, role_meant(text, self.instrument))

    def add_answer(self, item_id: str, item: Item, place: int, *, is_sure: bool) -> None:
        """Add the column of an item, those with its reason and remark, and what its texts mean."""
        self.add(f"  {item_id}:")
        self.add(f"    column: {self.name(place)}", check=not is_sure)
        for kind, marks in _BESIDE.items():
            beside = self.columns.beside(item_id, place, marks)
            if beside is not None:
                self.add(f"    {kind}: {self.name(beside)}")
        texts = self.columns.texts(place)
        if texts:
            self.add("    values:")
        for text in texts:
            self.add_verdict("      ", text, answer_meant(text, item, self.instrument.top, self.phrases))

    def add_facts(self, places: Mapping[str, int | None]) -> None:
        """Add what is asked about the firm, as far as the table has a column for it."""
        if any(place is not None for place in places.values()):
            self.add("context:")
        for question in self.instrument.context:
            place = places[question.id]
            if place is not None:
                self.add_fact(question, place)

    def add_fact(self, question: ContextQuestion, place: int) -> None:
        """Add the column of a fact about the firm, and which options its texts name."""
        self.add(f"  {question.id}:")
        self.add(f"    column: {self.name(place)}")
        texts = [t for t in self.columns.texts(place) if question.options and moment_of(t) is None]
        if texts:
            self.add("    values:")
        for text in texts:
            self.add_verdict("      ", text, option_meant(text, question))

    def add_verdict(self, indent: str, text: str, meant: tuple[Verdict, bool]) -> None:
        """Add what a text means and whether that is sure, or the question what it means."""
        verdict, is_sure = meant
        if verdict == UNDECIDED:
            self.result.open += 1
            self.add(f'{indent}{_quoted(text)}: "?"  # {self.say("cli.guess.decide")}')
        else:
            self.add(f"{indent}{_quoted(text)}: {verdict}", check=not is_sure)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
