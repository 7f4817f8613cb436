"""Stage 2: the figures of a month from its sums: ratios, growth, gaps, concentration; exact, then written once."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from zzlib.indicators.as_issued import RECEIVED, issued_sum
from zzlib.indicators.catalogue import SCOPE_KINDS, Definition, ScopeKind, resolve
from zzlib.indicators.gains import best_month
from zzlib.indicators.month import BOUND_WORDS, Figure, Figures
from zzlib.indicators.scopes import COUNTY, MonthSums, Scope
from zzlib.indicators.sums import LAND_DIGITS
from zzlib.indicators.units import TOP_UNITS, schedule_fraction
from zzlib.money import display_money, display_percent, number_text, round_half_up
from zzlib.periods import month_of
from zzlib.settings import Settings
from zzlib.vocabulary import Band

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
    result = _COMPUTE[definition.compute](definition, sums, scope, period)
    rough = _rests_on_doubtful_target(definition, sums, scope)
    return _written(definition, scope, result, sums.settings, rough)


def _rests_on_doubtful_target(definition: Definition, sums: MonthSums, scope: Scope) -> bool:
    names = [name for name in (definition.measure, definition.over) if name]
    of_targets = [name for name in names if sums.catalogue.measures[resolve(name, sums.settings)].table == "targets"]
    return any(sums.incomplete(name, scope) for name in of_targets)


def _sum(definition: Definition, sums: MonthSums, scope: Scope, _period: str) -> FigureResult:
    found = sums.get(definition.measure, scope)
    if found is None:
        return FigureResult(None, incomplete=sums.incomplete(definition.measure, scope))
    incomplete = sums.incomplete(definition.measure, scope)
    return FigureResult(Fraction(str(found.value)), carried=Fraction(str(found.carried)), incomplete=incomplete)


def _ratio(
    definition: Definition, sums: MonthSums, scope: Scope, _period: str, whole: Scope | None = None
) -> FigureResult:
    """Give one sum over another of the same scope, or of `whole`."""
    above, below = sums.get(definition.measure, scope), sums.get(definition.over, whole or scope)
    incomplete = sums.incomplete(definition.measure, scope) or sums.incomplete(definition.over, whole or scope)
    if above is None or below is None:
        return FigureResult(None, incomplete=incomplete)
    numerator, denominator = Fraction(above.value), Fraction(below.value)
    value = numerator / denominator if denominator > 0 else None
    return FigureResult(value, numerator, denominator, Fraction(above.carried), incomplete)


def _share(definition: Definition, sums: MonthSums, scope: Scope, period: str) -> FigureResult:
    """Give what a scope has of the county's."""
    return _ratio(definition, sums, scope, period, COUNTY)


def _growth(definition: Definition, sums: MonthSums, scope: Scope, _period: str) -> FigureResult:
    now, base = sums.get(definition.measure, scope), sums.get(definition.base, scope)
    incomplete = sums.incomplete(definition.measure, scope)
    if now is None or base is None:
        return FigureResult(None, incomplete=incomplete)
    more, before = Fraction(now.value - base.value), Fraction(base.value)
    return FigureResult(more / before if before > 0 else None, more, before, Fraction(now.carried), incomplete)


def _comparable_growth(definition: Definition, sums: MonthSums, _scope: Scope, _period: str) -> FigureResult:
    """Give the growth over the units that stand in both years."""
    incomplete = sums.incomplete(definition.measure, COUNTY)
    pairs = [(sums.get(definition.measure, own), sums.get(definition.base, own)) for own in comparable_units(sums)]
    known = [(now, base) for now, base in pairs if now is not None and base is not None]
    if not pairs or len(known) < len(pairs):
        return FigureResult(None, incomplete=incomplete)
    before = Fraction(sum(base.value for _, base in known))
    more = Fraction(sum(now.value for now, _ in known)) - before
    carried = Fraction(sum(now.carried for now, _ in known))
    return FigureResult(more / before if before > 0 else None, more, before, carried, incomplete)


def _comparable_rise(definition: Definition, sums: MonthSums, scope: Scope, period: str) -> FigureResult:
    """Give what the units that stand in both years have more than last year: the numerator of their growth."""
    growth = _comparable_growth(definition, sums, scope, period)
    return FigureResult(growth.numerator, carried=growth.carried, incomplete=growth.incomplete)


def comparable_units(sums: MonthSums) -> list[Scope]:
    """Give the units for which a return stands and of which last year has a row."""
    return [Scope("unit", unit_id) for unit_id in sums.units.loc[sums.units["comparable"], "unit_id"]]


def _difference(definition: Definition, sums: MonthSums, scope: Scope, _period: str) -> FigureResult:
    target, won = sums.get(definition.measure, scope), sums.get(definition.minus, scope)
    incomplete = sums.incomplete(definition.measure, scope) or sums.incomplete(definition.minus, scope)
    if target is None or won is None:
        return FigureResult(None, incomplete=incomplete)
    difference = Fraction(str(target.value)) - Fraction(str(won.value))
    return FigureResult(difference, carried=Fraction(str(won.carried)), incomplete=incomplete)


def _shortfall(definition: Definition, sums: MonthSums, scope: Scope, period: str) -> FigureResult:
    """Give what is missing to the schedule: the due part of the target less what came, zero when nothing is missing."""
    target, won = sums.get(definition.measure, scope), sums.get(definition.minus, scope)
    incomplete = sums.incomplete(definition.minus, scope)
    if target is None or won is None:
        return FigureResult(None, incomplete=incomplete)
    due = Fraction(target.value) * schedule_fraction(sums.settings, period)
    return FigureResult(
        max(Fraction(0), due - Fraction(won.value)), carried=Fraction(won.carried), incomplete=incomplete
    )


def _best_month(_definition: Definition, sums: MonthSums, scope: Scope, _period: str) -> FigureResult:
    """Give the largest amount by which the money received grew in a month of the year so far."""
    best = best_month(sums.monthly_gains)
    if best is None:
        return FigureResult(None, incomplete=sums.incomplete("received", scope))
    return FigureResult(Fraction(best.gain.fen), incomplete=not best.whole or sums.incomplete("received", scope))


def _month_gain(_definition: Definition, sums: MonthSums, scope: Scope, _period: str) -> FigureResult:
    """Give the amount by which the money received grew in the month."""
    gain = sums.monthly_gains[-1]
    doubtful = gain.hidden != 0 or sums.incomplete("received", scope)
    return FigureResult(Fraction(gain.fen) if gain.units else None, incomplete=doubtful)


def _rise(definition: Definition, sums: MonthSums, scope: Scope, _period: str) -> FigureResult:
    """Give by how much more has come than was known a period before, whoever's return stands for either; nothing came before January."""
    now, before = sums.get(definition.measure, scope), sums.received_before
    incomplete = sums.incomplete(definition.measure, scope)
    if now is None or before is None:
        return FigureResult(None, incomplete=incomplete)
    if sums.issued_before:
        issued = issued_sum(sums.issued_before, RECEIVED, str(scope), sums.catalogue.figures)
        return FigureResult(Fraction(now.value - issued.value) if issued else None, incomplete=incomplete)
    own = before[before["fund_category"] == scope.value] if scope.kind == "category" else before
    incomplete = incomplete or bool(own["received_unreadable"].any())
    return FigureResult(Fraction(now.value) - int(own["received_fen"].sum()), incomplete=incomplete)


def _top_gap_share(definition: Definition, sums: MonthSums, scope: Scope, period: str) -> FigureResult:
    """Give what the units with the largest gaps have of the county's."""
    whole, incomplete = _difference(definition, sums, scope, period), sums.incomplete(definition.minus, scope)
    units = gap_units(definition, sums)
    if whole.value is None or whole.value <= 0 or len(units) < TOP_UNITS:
        return FigureResult(None, incomplete=incomplete)
    top = Fraction(sum(gap for _, gap in units[:TOP_UNITS]))
    return FigureResult(top / whole.value, top, whole.value, whole.carried, incomplete or whole.incomplete)


def gap_units(definition: Definition, sums: MonthSums) -> list[tuple[str, Fraction]]:
    """Give units with what each is short of its target, the largest first; those with a target of which nothing is known are not among them."""
    gaps = []
    for unit_id in sums.units["unit_id"]:
        gap = _difference(definition, sums, Scope("unit", unit_id), "")
        if gap.value is not None and gap.value > 0:
            gaps.append((unit_id, gap.value))
    return sorted(gaps, key=lambda entry: -entry[1])


def _monthly(definition: Definition, sums: MonthSums, scope: Scope, period: str) -> FigureResult:
    gap = _difference(definition, sums, scope, period)
    left = sums.settings.returns.rhythm.left(period)
    if gap.value is None or left == 0:
        return FigureResult(None, incomplete=gap.incomplete)
    needed = max(Fraction(0), gap.value) / left
    return FigureResult(needed, gap.value, Fraction(left), gap.carried, gap.incomplete)


def _schedule(_definition: Definition, sums: MonthSums, _scope: Scope, period: str) -> FigureResult:
    due = schedule_fraction(sums.settings, period)
    if sums.settings.schedule.by == "month":
        return FigureResult(due, Fraction(month_of(period)), Fraction(12))
    return FigureResult(due)


def _top_share(_definition: Definition, sums: MonthSums, scope: Scope, _period: str) -> FigureResult:
    units = ranked_units(sums.units)
    total, top = int(units["received_fen"].sum()), units.head(TOP_UNITS)
    amount, carried = (int(rows["received_fen"].sum()) for rows in (top, top[top["carried"]]))
    value = Fraction(amount, total) if total > 0 else None
    return FigureResult(value, Fraction(amount), Fraction(total), Fraction(carried), sums.incomplete("received", scope))


def _gini(_definition: Definition, sums: MonthSums, scope: Scope, _period: str) -> FigureResult:
    amounts = sorted(max(0, int(amount)) for amount in ranked_units(sums.units)["received_fen"])
    count, total = len(amounts), sum(amounts)
    incomplete = sums.incomplete("received", scope)
    if total <= 0 or count < 2:
        return FigureResult(None, incomplete=incomplete)
    weighted = sum((2 * rank - count - 1) * amount for rank, amount in enumerate(amounts, start=1))
    return FigureResult(Fraction(weighted, count * total), incomplete=incomplete)


def _waiting(_definition: Definition, sums: MonthSums, _scope: Scope, _period: str) -> FigureResult:
    return FigureResult(Fraction(len(sums.waiting_files)))


def ranked_units(units: pd.DataFrame) -> pd.DataFrame:
    """Give the units over which concentration is measured, most money first."""
    counted = units[~units["band"].isin([Band.UNFILED, Band.UNKNOWN])]
    return counted.sort_values("received_fen", ascending=False, kind="stable")


_COMPUTE: dict[str, Callable[[Definition, MonthSums, Scope, str], FigureResult]] = {
    "sum": _sum,
    "ratio": _ratio,
    "share": _share,
    "growth": _growth,
    "difference": _difference,
    "change": _difference,
    "monthly": _monthly,
    "schedule": _schedule,
    "top_share": _top_share,
    "gini": _gini,
    "waiting": _waiting,
    "shortfall": _shortfall,
    "best_month": _best_month,
    "month_gain": _month_gain,
    "rise": _rise,
    "top_gap_share": _top_gap_share,
    "comparable_growth": _comparable_growth,
    "comparable_rise": _comparable_rise,
}


def _written(definition: Definition, scope: Scope, result: FigureResult, settings: Settings, rough: bool) -> Figure:
    """Round once, to what figures.csv holds, and say it as a document does; `rough`: a target in it can't be read."""
    money = definition.of_money
    value = _rounded(result.value, definition.unit)
    digits = settings.document.rounding_digits
    bound, size = figure_words(definition, value, result.incomplete or rough, digits, rough=rough)
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
    definition: Definition, value: Decimal | None, incomplete: bool, digits: int = 2, *, rough: bool = False
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
        return bound, f"{round_half_up(value, 3):f}" if definition.compute == "gini" else display_percent(value)
    return bound, number_text(value, LAND_DIGITS)


def figure_text(definition: Definition, value: Decimal | None, incomplete: bool) -> str:
    """Write a value under a figure's name as a document prints it, with what bounds it."""
    bound, size = figure_words(definition, value, incomplete)
    return BOUND_WORDS[bound] + size
