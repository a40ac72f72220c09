"""Money: what rests on key accounts, what the programme costs, what it takes to pay, how to steer it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from site_builder.language.amounts import quantity
from site_builder.model.findings import Insight
from site_builder.model.money import Load
from site_builder.model.page import Chart, Sentence
from site_builder.present.shared.drawings.effort import effort_chart
from site_builder.present.shared.eyebrow import eyebrow, industry
from site_builder.present.shared.key_figures import KeyFigure
from site_builder.present.shared.money_words import NONE, BringRow, FactorRow, FigureRow, MoneyWords
from site_builder.present.shared.planned_steps import PlannedStep, planned_steps
from site_builder.present.shared.programme_words import (
    MeetingView,
    RiskView,
    facts_or_ours,
    meeting_views,
    risk_views,
)
from site_builder.present.shared.reader import Reader, sentence
from site_builder.present.shared.report_page import ReportPage, Sheet

_STAKES = (
    "key_account_sales",
    "share_of_sales",
    "per_account",
    "per_manager",
    "margin_year",
    "margin_per_account",
)
_COST = ("programme_points", "programme_days", "programme_cost")
_ACTING = ("lost_margin", "lost_margin_per_year", "feared_margin", "break_even_share")
_KEY = ("key_account_sales", "margin_per_account", "programme_cost")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadRow:
    """Effort of a post or a period: points, working days and money."""

    name: str
    points: str
    days: str
    cost: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """A figure to watch: how it is counted, and its value today, empty where it is to be filled in."""

    name: str
    how: str
    today: str
    sources: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyView:
    """The view of the page."""

    eyebrow: str
    headline: Sentence
    lead: Sentence
    facts: tuple[KeyFigure, ...]
    stakes: tuple[FigureRow, ...]
    stakes_note: str
    costs: tuple[FigureRow, ...]
    periods: tuple[LoadRow, ...]
    posts: tuple[LoadRow, ...]
    chart: Chart | None
    acting: tuple[FigureRow, ...]
    acting_text: Sentence
    factors: tuple[FactorRow, ...]
    bring: tuple[BringRow, ...]
    measures: tuple[MeasureRow, ...]
    quick_text: str
    quick: tuple[PlannedStep, ...]
    risks: tuple[RiskView, ...]
    meetings: tuple[MeetingView, ...]


def money_view(reader: Reader, insight: Insight) -> MoneyView:
    """Return the view of the page; what cannot be said names the figure that is missing."""
    return _Page(reader, insight).view()


class _Page:
    """The page in the making: the figures beside the plan."""

    def __init__(self, reader: Reader, insight: Insight) -> None:
        self.reader, self.insight, self.say = reader, insight, reader.words
        self.money = insight.money
        self.words = MoneyWords(reader, insight.money)

    def view(self) -> MoneyView:
        """Return the view of the page."""
        steps = self.insight.programme.quick_wins or self.insight.programme.smallest
        return MoneyView(
            eyebrow=eyebrow(self.reader),
            headline=sentence(self._headline()),
            lead=self._lead(),
            facts=tuple(self._facts()),
            stakes=self.words.rows(_STAKES),
            stakes_note=self.say("money.stakes_range" if self.words.is_range else "money.stakes_note"),
            costs=self.words.rows(_COST),
            periods=tuple(self._periods()),
            posts=tuple(self._posts()),
            chart=effort_chart(self.reader, self.money.by_month, self.money.currency)
            if self.money.by_month
            else None,
            acting=self.words.rows(_ACTING),
            acting_text=self._acting(),
            factors=self.words.factors(),
            bring=self.words.bring(),
            measures=tuple(self._measures()),
            quick_text=self._quick(),
            quick=planned_steps(self.reader, self.insight.roadmap, steps),
            risks=tuple(risk_views(self.reader, self.insight.programme)),
            meetings=tuple(meeting_views(self.reader, self.insight.programme)),
        )

    def _shown(self, id_: str) -> str:
        """Return the value of a figure or of what the firm gave; empty where there is none."""
        known = self.money.factors.get(id_) or self.money.figures.get(id_)
        return self.words.value(known.value, known.unit) if known and known.value is not None else ""

    def _headline(self) -> str:
        accounts, sales = self.money.factors.get("accounts"), self._shown("key_account_sales")
        if self.money.kept_accounts:
            least, most = self.money.kept_accounts
            if accounts and least > accounts.value.low:
                return self.say("money.headline_dear", accounts=quantity(accounts.value.low))
            key = "headline_kept_one" if least == most == 1 else "headline_kept"
            return self.say(f"money.{key}", kept=self.words.kept())
        if sales and accounts:
            return self.say("money.headline_sales", sales=sales, n=quantity(accounts.value.low))
        if sales:
            return self.say("money.headline_sales_only", sales=sales)
        if accounts and self._shown("share"):
            n = quantity(accounts.value.low)
            return self.say("money.headline_share", share=self._shown("share"), n=n)
        return self.say("money.headline_none")

    def _lead(self) -> str:
        name = industry(self.reader)
        parts = [self.say("money.lead")]
        parts += [self.say("money.lead_industry", industry=name)] if name else []
        return self.say("language.space").join(parts)

    def _facts(self) -> Iterator[KeyFigure]:
        """Yield the figures that matter most, as far as they are known."""
        for id_ in _KEY:
            if shown := self._shown(id_):
                yield KeyFigure(value=sentence(shown), label=self.words.name(id_))
        if kept := self.words.kept():
            yield KeyFigure(value=kept, label=self.say("money.kept_label"))

    def _periods(self) -> Iterator[LoadRow]:
        for load, wave in zip(self.money.by_period, self.insight.roadmap.waves, strict=True):
            points = self.say("money.used", used=quantity(load.points), capacity=wave.capacity)
            key = "wave" if wave.start else "wave_first"
            name = self.say(f"roadmap.{key}", start=wave.start, end=wave.end)
            yield replace(self._row(name, [load]), points=points)

    def _posts(self) -> Iterator[LoadRow]:
        """Yield the load of everyone; who stands in for several posts carries what all of these do."""
        loads: dict[str, list[Load]] = {}
        for load in self.money.by_post:
            name = sentence(self.reader.posts([load.id])) if load.id else self.say("money.nobody")
            loads.setdefault(name, []).append(load)
        for name, entries in sorted(loads.items(), key=lambda pair: -sum(load.points for load in pair[1])):
            yield self._row(name, entries)

    def _row(self, name: str, loads: Iterable[Load]) -> LoadRow:
        """Return the sum of some loads; a part that is not known leaves the sum unknown."""
        entries = list(loads)
        days, costs = [load.days for load in entries], [load.cost for load in entries]
        return LoadRow(
            name=name,
            points=quantity(sum((load.points for load in entries), Fraction(0))),
            days=NONE if None in days else quantity(_sum(days)),
            cost=NONE if None in costs else self.words.amount(_sum(costs)),
        )

    def _acting(self) -> str:
        """Return what it takes for the programme to pay, in a sentence or two."""
        kept, lost = self.words.kept(), self.money.factors.get("lost_accounts")
        if not kept:
            return self.say("money.acting_unknown")
        values = {"cost": self._shown("programme_cost"), "worth": self._shown("margin_per_account")}
        parts = [self.say("money.acting", kept=kept, **values)]
        if lost:
            parts.append(self.say("money.acting_lost", lost=self.say.count("accounts", int(lost.value.low))))
        parts.append(self.say("money.acting_caution"))
        return self.say("language.space").join(parts)

    def _measures(self) -> Iterator[MeasureRow]:
        known = self.reader.instrument.programme
        texts = {measure.id: measure for measure in known.measures} if known else {}
        for measure in self.money.measures:
            text, today = texts[measure.id], ""
            if measure.today is not None:
                today = self.say(f"money.measure_units.{text.unit}", n=quantity(measure.today))
            yield MeasureRow(
                name=self.reader.text(text.name),
                how=self.reader.text(text.how),
                today=today,
                sources=facts_or_ours(self.reader, text.facts),
            )

    def _quick(self) -> str:
        known, programme = self.reader.instrument.programme, self.insight.programme
        if known is None or not (programme.quick_wins or programme.smallest):
            return self.say("money.quick_nothing")
        limits = known.quick_wins
        values = {"weeks": limits.weeks, "points": limits.points, "days": limits.days}
        return self.say("money.quick_lead" if programme.quick_wins else "money.quick_none", **values)


def _sum(values: Iterable[Fraction | None]) -> Fraction:
    return sum((value for value in values if value is not None), Fraction(0))


def _sheets(reader: Reader, insight: Insight) -> Iterator[Sheet]:
    yield Sheet(name="money", view=money_view(reader, insight))


PAGE = ReportPage(order=95, section="action", sheets=_sheets)
