"""Stage 2: the figures of a month from its sums, by the formulas that all share (`zzlib.indicators.formulas`): exact, then written once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

import pandas as pd

from zzlib.indicators.as_issued import RECEIVED, issued_sum
from zzlib.indicators.catalogue import SCOPE_KINDS, Definition, Measure, ScopeKind, resolve
from zzlib.indicators.doubts import COUNTY, Scope
from zzlib.indicators.formulas import Amount, Basis, Computed, compute, rests_on_doubtful_target
from zzlib.indicators.gains import best_month
from zzlib.indicators.month import BOUND_WORDS, Figure, Figures
from zzlib.indicators.scopes import MonthSums
from zzlib.indicators.sums import LAND_DIGITS
from zzlib.indicators.units import TOP_UNITS, schedule_fraction
from zzlib.money import display_money, display_percent, number_text, round_half_up
from zzlib.periods import month_of
from zzlib.settings import Settings
from zzlib.vocabulary import Band

_PARTING = "funds_completion"
"""The figure by which units are parted into bands, and held against the schedule."""

RATIO_DIGITS = 10
"""Digits of a ratio in figures.csv."""


@dataclass(frozen=True)
class FigureResult:
    """A figure before it is written: exact, in fen, counts or mu; `None` where it can't be said."""

    value: Fraction | None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    carried: Fraction | None = None
    incomplete: bool = False


def compute_figures(
    sums: MonthSums, period: str, only: Collection[str] = (), kinds: tuple[ScopeKind, ...] = SCOPE_KINDS
) -> Figures:
    """Compute every figure of the catalogue (or those of these ids) over each of its scopes (of these kinds)."""
    known = sums.catalogue.figures
    return Figures(
        [
            compute_figure(definition, sums, scope, period)
            for definition in (known.values() if not only else (known[name] for name in only))
            for kind in definition.scopes
            if kind in kinds
            for scope in sums.scopes[kind]
        ]
    )


def compute_figure(definition: Definition, sums: MonthSums, scope: Scope, period: str) -> Figure:
    """Compute one figure over one scope."""
    at = ScopeSums(sums, scope, period)
    rough = rests_on_doubtful_target(definition, at)
    told = _result(compute(definition, at))
    return _written(
        sums.bounded(definition, scope),
        scope,
        told,
        sums.settings,
        rough,
        at.edges if definition.id == _PARTING else (),
    )


def _result(found: Computed) -> FigureResult:
    """Give what was computed as numbers; nothing but the doubt where a side of it can't be said."""
    sides = [found.value] if found.numerator is None else [found.numerator, found.denominator]
    if any(side is pd.NA for side in sides):
        return FigureResult(None, incomplete=found.doubt)
    value = None if found.value is pd.NA else found.value
    return FigureResult(value, found.numerator, found.denominator, found.carried, found.doubt)


class ScopeSums:
    """The sums of one scope of a month, of which its figures are computed (`zzlib.indicators.formulas.Basis`): exact numbers."""

    def __init__(self, sums: MonthSums, scope: Scope, period: str) -> None:
        """Take a month's sums."""
        self.sums, self.scope, self.period = sums, scope, period
        self.settings = sums.settings

    def measure(self, name: str) -> Measure:
        """Give a measure's definition."""
        return self.sums.catalogue.measures[resolve(name, self.settings)]

    def value(self, name: str) -> Amount:
        """Give a measure's sum."""
        found = self.sums.get(name, self.scope)
        return pd.NA if found is None or self.sums.unknown(name, self.scope) else _exact(found.value)

    def carried(self, name: str) -> Amount:
        """Give the carried part of a measure's sum."""
        found = self.sums.get(name, self.scope)
        return pd.NA if found is None else _exact(found.carried)

    def doubt(self, name: str) -> bool:
        """Tell whether a measure's true sum may be another."""
        return self.sums.incomplete(name, self.scope)

    def compared(self, of: Definition) -> tuple[Amount, Amount, Amount]:
        """Add up the units that stand in both years; blank where of one something can't be said."""
        own = comparable_units(self.sums)
        pairs = [(self.sums.get(of.measure, unit), self.sums.get(of.base, unit)) for unit in own]
        known = [(now, base) for now, base in pairs if now is not None and base is not None]
        if not pairs or len(known) < len(pairs):
            return pd.NA, pd.NA, pd.NA
        amounts = ([n.value for n, _ in known], [b.value for _, b in known], [n.carried for n, _ in known])
        now, before, carried = (Fraction(sum(own)) for own in amounts)
        return now, before, carried

    def top_gap(self, of: Definition) -> Amount:
        """Add up the largest gaps."""
        units = gap_units(of, self.sums)[:TOP_UNITS]
        return Fraction(sum(gap for _, gap in units)) if len(units) == TOP_UNITS else pd.NA

    def quotient(self, above: Amount, below: Amount) -> Amount:
        """Divide exactly."""
        return above / below if below is not pd.NA and below > 0 else pd.NA

    spread = quotient

    def at_least_zero(self, amount: Amount) -> Amount:
        """Give an amount, zero where it is below."""
        return amount if amount is pd.NA else max(Fraction(0), amount)

    def above_zero(self, amount: Amount) -> Amount:
        """Give an amount above zero."""
        return pd.NA if amount is pd.NA or amount <= 0 else amount

    @cached_property
    def county(self) -> Basis:
        """The county's sums."""
        return ScopeSums(self.sums, COUNTY, self.period)

    @cached_property
    def due(self) -> tuple[Amount, Amount]:
        """The month of twelve, or the county's own share."""
        if self.settings.schedule.by == "month":
            return Fraction(month_of(self.period)), Fraction(12)
        share = schedule_fraction(self.settings, self.period)
        return Fraction(share.numerator), Fraction(share.denominator)

    @cached_property
    def edges(self) -> tuple[Decimal, ...]:
        """The shares of the target that part units."""
        return parting_shares(self.settings, self.period)

    @cached_property
    def left(self) -> Amount:
        """The periods that the year has left."""
        return Fraction(left) if (left := self.settings.returns.rhythm.left(self.period)) else pd.NA

    @cached_property
    def top(self) -> tuple[Amount, Amount, Amount]:
        """The money of the units with the most."""
        units = ranked_units(self.sums.units)
        first = units.head(TOP_UNITS)
        amounts = (int(rows["received_fen"].sum()) for rows in (first, units, first[first["carried"]]))
        top, total, carried = map(Fraction, amounts)
        return top, total, carried

    @cached_property
    def unevenness(self) -> tuple[Amount, Amount]:
        """The sides of the Gini coefficient; of one unit nothing can be said."""
        amounts = sorted(max(0, int(amount)) for amount in ranked_units(self.sums.units)["received_fen"])
        count = len(amounts)
        if count < 2:
            return pd.NA, pd.NA
        weighted = sum((2 * rank - count - 1) * amount for rank, amount in enumerate(amounts, start=1))
        return Fraction(weighted), Fraction(count * sum(amounts))

    @cached_property
    def waiting(self) -> Amount:
        """The files that no unit has claimed."""
        return Fraction(len(self.sums.waiting_files))

    @cached_property
    def gain(self) -> tuple[Amount, bool]:
        """What the month brought."""
        gain = self.sums.monthly_gains[-1]
        return Fraction(gain.fen) if gain.units else pd.NA, gain.hidden != 0

    @cached_property
    def best(self) -> tuple[Amount, bool]:
        """What the best month brought."""
        best = best_month(self.sums.monthly_gains)
        return (Fraction(best.gain.fen), not best.whole) if best else (pd.NA, False)

    @cached_property
    def before(self) -> tuple[Amount, bool]:
        """What had come by the period before, as issued where the county compares with that."""
        sums = self.sums
        if sums.received_before is None:
            return pd.NA, False
        if sums.issued_before:
            issued = issued_sum(sums.issued_before, RECEIVED, str(self.scope), sums.catalogue.figures)
            return Fraction(issued.value) if issued else pd.NA, False
        own = sums.received_before
        own = own[own["fund_category"] == self.scope.value] if self.scope.kind == "category" else own
        return Fraction(int(own["received_fen"].sum())), bool(own["received_unreadable"].any())


def parting_shares(settings: Settings, period: str) -> tuple[Decimal, ...]:
    """Give the shares of the target that part units: those of the bands, all of it, and what was due (`zzlib.money.display_percent`)."""
    due = round(_decimal(schedule_fraction(settings, period)), RATIO_DIGITS)
    return (*(Decimal(str(edge)) for edge in settings.bands.edges), Decimal(1), due)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _exact(number: float) -> Fraction:
    return Fraction(number) if isinstance(number, int) else Fraction(str(number))


def comparable_units(sums: MonthSums) -> list[Scope]:
    """Give the units for which a return stands and of which last year has a row."""
    return [Scope("unit", unit_id) for unit_id in sums.units.loc[sums.units["comparable"], "unit_id"]]


def gap_units(definition: Definition, sums: MonthSums) -> list[tuple[str, Fraction]]:
    """Give units with what each is short of its target, the largest first; those with a target of which nothing is known are not among them."""
    units = [(unit_id, Scope("unit", unit_id)) for unit_id in sums.units["unit_id"]]
    both = [(u, sums.get(definition.measure, at), sums.get(definition.minus, at)) for u, at in units]
    gaps = [(u, _exact(whole.value) - _exact(part.value)) for u, whole, part in both if whole and part]
    return sorted(((u, gap) for u, gap in gaps if gap > 0), key=lambda entry: -entry[1])


def ranked_units(units: pd.DataFrame) -> pd.DataFrame:
    """Give the units over which concentration is measured, most money first."""
    counted = units[~units["band"].isin([Band.UNFILED, Band.UNKNOWN])]
    return counted.sort_values("received_fen", ascending=False, kind="stable")


def _written(
    definition: Definition,
    scope: Scope,
    result: FigureResult,
    settings: Settings,
    rough: bool,
    edges: Sequence[Decimal],
) -> Figure:
    """Round once, to what figures.csv holds, and say it as a document does; `rough`: a target in it can't be read, `edges`: `ScopeSums.edges`."""
    money = definition.of_money
    value = _rounded(result.value, definition.unit)
    digits = settings.document.rounding_digits
    bound, size = figure_words(definition, value, result.incomplete or rough, digits, rough=rough, edges=edges)
    denominator = _rounded(result.denominator, "count" if definition.compute == "monthly" else _part_unit(money))
    return Figure(
        figure=definition.id,
        scope=str(scope),
        label=settings.returns.rhythm.said(definition.label),
        value=value,
        unit=definition.unit,
        numerator=_rounded(result.numerator, _part_unit(money)),
        denominator=denominator,
        carried_yuan=_rounded(result.carried, "yuan") if money else None,
        incomplete=result.incomplete or rough,
        bound=bound,
        size=size,
    )


def _part_unit(money: bool) -> str:
    return "yuan" if money else "count"


def _rounded(value: Fraction | None, unit: str) -> Decimal | None:
    """Give fen as yuan to the fen, ratios and mu to their digits, counts whole; halves up."""
    if value is None:
        return None
    digits = {"yuan": 0, "count": 0, "ratio": RATIO_DIGITS, "mu": LAND_DIGITS}[unit]
    scaled = value * 10**digits
    whole = (abs(scaled.numerator) * 2 + scaled.denominator) // (2 * scaled.denominator)
    exact = Decimal(whole if value >= 0 else -whole)
    if unit == "mu":
        return Decimal(number_text(exact.scaleb(-digits), digits))
    return exact.scaleb(-2 if unit == "yuan" else -digits)


def figure_words(
    definition: Definition,
    value: Decimal | None,
    incomplete: bool,
    digits: int = 2,
    *,
    rough: bool = False,
    edges: Sequence[Decimal] = (),
) -> tuple[str, str]:
    """Give what bounds a figure (a key of `BOUND_WORDS`), and its value as a document prints it, money with `digits` decimals.

    An incomplete sum is a bound (至少, 至多), an incomplete share is rough (约), and so is what is `rough`: a target is
    missing, and the true value may lie on either side. What is over a gap is said as such, and bounded the other way round.
    """
    if value is None:
        return "", "—"
    unbounded = "rough" if definition.unit == "ratio" else ""
    bound = "rough" if rough else (definition.bound or unbounded) if incomplete else ""
    if definition.unit == "yuan":
        fen = int(value * 100)
        if definition.compute == "difference" and fen < 0:
            return {"upper": "lower", "lower": ""}.get(bound, bound), "超额" + display_money(-fen, digits)
        return bound, display_money(fen, digits)
    if definition.unit == "ratio":
        return bound, f"{round_half_up(value, 3):f}" if definition.compute == "gini" else display_percent(value, edges)
    return bound, number_text(value, LAND_DIGITS)


def figure_text(definition: Definition, value: Decimal | None, incomplete: bool) -> str:
    """Write a value under a figure's name as a document prints it, with what bounds it."""
    bound, size = figure_words(definition, value, incomplete)
    return BOUND_WORDS[bound] + size
