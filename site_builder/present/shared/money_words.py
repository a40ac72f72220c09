"""Figures of money in words: their value, how they were computed, where they come from."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from site_builder.language.amounts import amount, between, quantity, share
from site_builder.model.money import Factor, Figure, Money, Range, Unit
from site_builder.present.shared.reader import Reader, sentence

NONE = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A figure with its value, and how it comes about or what is missing."""

    name: str
    value: str
    how: str
    is_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorRow:
    """A figure that the firm gave, with where it stands; `href` leads there where the report shows it."""

    name: str
    value: str
    source: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BringRow:
    """A figure to bring: where to write it, and what it would allow to say."""

    name: str
    write: str
    allows: str


class MoneyWords:
    """Says the figures of money in one language."""

    def __init__(self, reader: Reader, money: Money) -> None:
        self.reader, self.money, self.say = reader, money, reader.words

    @property
    def is_range(self) -> bool:
        """Whether what rests on key accounts is known as a range only."""
        sales = self.money.figures["key_account_sales"].value
        return sales is not None and not sales.is_exact

    def amount(self, value: Fraction) -> str:
        """Return a sum in the firm's currency."""
        return amount(value, self.money.currency, self.say)

    def value(self, value: Range, unit: Unit) -> str:
        """Return a figure in its unit; a range with both ends."""
        if unit == "money":
            return between(value, self.say, self.amount)
        if unit == "percent":
            return between(value, self.say, share)
        shown = between(value, self.say, quantity)
        return self.say(f"money.units.{unit}", n=shown)

    def name(self, id_: str) -> str:
        """Return what a figure is called, as it stands within a sentence."""
        group, _, post = id_.partition(".")
        if post:
            return self.say("money.names.day_rate_of", post=self.reader.posts([post]))
        return self.say(f"money.names.{group}")

    def row(self, id_: str) -> FigureRow | None:
        """Return a figure as a row; None where there is no such figure."""
        figure = self.money.figures.get(id_)
        if figure is None:
            return None
        if figure.value is None:
            needs = self.say.join([self.name(missing) for missing in figure.missing])
            how = self.say("money.needs", names=needs)
            return FigureRow(name=sentence(self.name(id_)), value=NONE, how=how, is_known=False)
        value = self.value(figure.value, figure.unit)
        return FigureRow(name=sentence(self.name(id_)), value=value, how=self._how(figure), is_known=True)

    def rows(self, ids: Iterable[str]) -> tuple[FigureRow, ...]:
        """Return figures as rows, in a given order, those left out that there are not."""
        return tuple(row for id_ in ids if (row := self.row(id_)))

    def _how(self, figure: Figure) -> str:
        """Return the formula of a figure with the names and the values of what it is made of."""
        if figure.factors == ("given_key_account_sales",):
            return self.say("money.as_given")
        terms = {id_.partition(".")[0]: self._term(id_) for id_ in figure.factors}
        return self.say(f"money.formulas.{figure.id}", **terms)

    def _term(self, id_: str) -> str:
        known: Factor | Figure = self.money.factors.get(id_) or self.money.figures[id_]
        assert known.value is not None, id_  # noqa: S101 - the figure made of it has a value
        return self.say("money.term", name=self.name(id_), value=self.value(known.value, known.unit))

    def factors(self) -> tuple[FactorRow, ...]:
        """Return every figure of the firm that is used, with where it stands."""
        used = {"lost_accounts", *(id_ for figure in self.money.figures.values() for id_ in figure.factors)}
        return tuple(
            FactorRow(
                name=sentence(self.name(factor.id)),
                value=self.value(factor.value, factor.unit),
                source=self._source(factor),
                href="" if factor.place else "respondents.html#context",
            )
            for factor in self.money.factors.values()
            if factor.id in used
        )

    def _source(self, factor: Factor) -> str:
        if not factor.place:
            return self.say("money.source_answer", code=factor.code)
        key = "source_line" if factor.line else "source_file"
        return self.say(f"money.{key}", line=factor.line, place=factor.place)

    def bring(self) -> tuple[BringRow, ...]:
        """Return what the firm would have to give, and what each of it would allow to say."""
        allowed: dict[str, list[str]] = {}
        for figure in self.money.figures.values():
            for missing in figure.missing:
                allowed.setdefault(missing, []).append(self.name(figure.id))
        if self.is_range:
            allowed["sales"] = [self.say("money.exact")]
        return tuple(
            BringRow(
                name=sentence(self.name(id_)),
                write=self.say(f"money.bring.{id_}"),
                allows=sentence(self.say.join(names)),
            )
            for id_, names in allowed.items()
        )

    def kept(self) -> str:
        """Return how many accounts have to be kept to pay the programme; empty where that cannot be said."""
        if self.money.kept_accounts is None:
            return ""
        least, most = self.money.kept_accounts
        if most is None:
            return self.say("money.kept_open", least=self.say.count("accounts", least))
        if least == most:
            return self.say.count("accounts", least)
        return self.say("money.kept_range", least=least, most=self.say.count("accounts", most))
