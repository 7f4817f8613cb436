"""Stage 2: how each figure follows from sums, written once: for a scope of a county's month, and for many counties and months at once.

A formula asks a `Basis` for numbers and adds, takes off and multiplies them; whether these are single numbers or columns of
them is the basis' own matter, and so is how it divides.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from zzlib.indicators.catalogue import Definition, Measure
from zzlib.settings import Settings

Amount = Any
"""A number in fen, a count or mu, `pandas.NA` where it can't be said; or a column of these."""
Doubt = Any
"""Whether the true number may be another; or a column of that."""


@dataclass(frozen=True)
class Computed:
    """A figure as it was computed: its value, the two sides of a ratio, what of it is carried, whether the true one may be another."""

    value: Amount
    numerator: Amount = None
    denominator: Amount = None
    carried: Amount = None
    doubt: Doubt = False


class Basis(Protocol):
    """What figures are computed of."""

    @property
    def county(self) -> "Basis":
        """The basis of the whole county's figures."""

    @property
    def due(self) -> tuple[Amount, Amount]:
        """The share of the year's target due by the month (时序进度), as two whole numbers."""

    @property
    def left(self) -> Amount:
        """The periods that the year has left, blank in its last."""

    @property
    def top(self) -> tuple[Amount, Amount, Amount]:
        """What the units with the most money have received, what all have, and what of the former is carried."""

    @property
    def unevenness(self) -> tuple[Amount, Amount]:
        """The sides of the Gini coefficient: the units' amounts, each times its place, and the units times the total."""

    @property
    def gain(self) -> tuple[Amount, Doubt]:
        """What the month brought, and whether it may have been more."""

    @property
    def best(self) -> tuple[Amount, Doubt]:
        """What the best month of the year brought, and whether it may have been more."""

    @property
    def before(self) -> tuple[Amount, Doubt]:
        """What had come by the period before, whoever's return stood for it (nothing before January), and whether it may have been more."""

    @property
    def waiting(self) -> Amount:
        """The files that no unit has claimed."""

    @property
    def settings(self) -> Settings:
        """The settings of who adds up."""

    def measure(self, name: str) -> Measure:
        """Give a measure's definition."""

    def value(self, name: str) -> Amount:
        """Give a measure's sum, blank where it can't be said."""

    def carried(self, name: str) -> Amount:
        """Give what of a measure's sum is carried from earlier months."""

    def doubt(self, name: str) -> Doubt:
        """Tell whether a measure's true sum may be another."""

    def compared(self, of: Definition) -> tuple[Amount, Amount, Amount]:
        """Give this year's and last year's sums over the units that stand in both, and what of the former is carried."""

    def top_gap(self, of: Definition) -> Amount:
        """Give what the units with the largest gaps are short of, blank where fewer are short of anything."""

    def quotient(self, above: Amount, below: Amount) -> Amount:
        """Divide; blank where there is nothing above zero to divide by."""

    def spread(self, amount: Amount, parts: Amount) -> Amount:
        """Divide an amount into a whole number of parts: it stays an amount in fen."""

    def at_least_zero(self, amount: Amount) -> Amount:
        """Give an amount, zero where it is below."""

    def above_zero(self, amount: Amount) -> Amount:
        """Give an amount, blank where it is not above zero."""


def compute(of: Definition, at: Basis) -> Computed:
    """Compute a figure."""
    return _FORMULAS[of.compute](at, of)


def rests_on_doubtful_target(of: Definition, at: Basis) -> Doubt:
    """Tell whether a target in a figure can't be read: then it is only about right."""
    doubt: Doubt = False
    for name in filter(None, (of.measure, of.over)):
        doubt = doubt | at.doubt(name) if at.measure(name).table == "targets" else doubt
    return doubt


def _sum(at: Basis, of: Definition) -> Computed:
    return Computed(at.value(of.measure), carried=at.carried(of.measure), doubt=at.doubt(of.measure))


def _ratio(at: Basis, of: Definition) -> Computed:
    return _over(at, at, of)


def _share(at: Basis, of: Definition) -> Computed:
    """Give what a scope has of the county's."""
    return _over(at, at.county, of)


def _over(at: Basis, whole: Basis, of: Definition) -> Computed:
    above, below = at.value(of.measure), whole.value(of.over)
    doubt = at.doubt(of.measure) | whole.doubt(of.over)
    return Computed(at.quotient(above, below), above, below, at.carried(of.measure), doubt)


def _growth(at: Basis, of: Definition) -> Computed:
    before = at.value(of.base)
    more = at.value(of.measure) - before
    return Computed(at.quotient(more, before), more, before, at.carried(of.measure), at.doubt(of.measure))


def _comparable_growth(at: Basis, of: Definition) -> Computed:
    """Give the growth over the units that stand in both years."""
    now, before, carried = at.compared(of)
    return Computed(at.quotient(now - before, before), now - before, before, carried, at.county.doubt(of.measure))


def _comparable_rise(at: Basis, of: Definition) -> Computed:
    """Give what the units that stand in both years have more than last year: the numerator of their growth."""
    growth = _comparable_growth(at, of)
    return Computed(growth.numerator, carried=growth.carried, doubt=growth.doubt)


def _difference(at: Basis, of: Definition) -> Computed:
    doubt = at.doubt(of.measure) | at.doubt(of.minus)
    return Computed(at.value(of.measure) - at.value(of.minus), carried=at.carried(of.minus), doubt=doubt)


def _monthly(at: Basis, of: Definition) -> Computed:
    """Give what is needed in each period that the year has left."""
    gap, left = _difference(at, of), at.left
    return Computed(at.spread(at.at_least_zero(gap.value), left), gap.value, left, gap.carried, gap.doubt)


def _shortfall(at: Basis, of: Definition) -> Computed:
    """Give what is missing to the schedule: the due part of the target less what came, zero when nothing is missing."""
    due, whole = at.due
    short = at.value(of.measure) * due - at.value(of.minus) * whole
    value = at.spread(at.at_least_zero(short), whole)
    return Computed(value, carried=at.carried(of.minus), doubt=at.doubt(of.minus))


def _schedule(at: Basis, _: Definition) -> Computed:
    sides = at.due if at.settings.schedule.by == "month" else ()
    return Computed(at.quotient(*at.due), *sides)


def _top_share(at: Basis, _: Definition) -> Computed:
    top, total, carried = at.top
    return Computed(at.quotient(top, total), top, total, carried, at.doubt("received"))


def _gini(at: Basis, _: Definition) -> Computed:
    return Computed(at.quotient(*at.unevenness), doubt=at.doubt("received"))


def _waiting(at: Basis, _: Definition) -> Computed:
    return Computed(at.waiting)


def _best_month(at: Basis, _: Definition) -> Computed:
    """Give the largest amount by which the money received grew in a month of the year so far."""
    best, unsure = at.best
    return Computed(best, doubt=unsure | at.doubt("received"))


def _month_gain(at: Basis, _: Definition) -> Computed:
    """Give the amount by which the money received grew in the month."""
    gain, unsure = at.gain
    return Computed(gain, doubt=unsure | at.doubt("received"))


def _rise(at: Basis, of: Definition) -> Computed:
    """Give by how much more has come than was known a period before."""
    before, hidden = at.before
    return Computed(at.value(of.measure) - before, doubt=hidden | at.doubt(of.measure))


def _top_gap_share(at: Basis, of: Definition) -> Computed:
    """Give what the units with the largest gaps have of the county's."""
    gap, top = _difference(at, of), at.top_gap(of)
    whole = at.above_zero(gap.value)
    return Computed(at.quotient(top, whole), top, whole, gap.carried, gap.doubt)


_FORMULAS: Mapping[str, Callable[[Basis, Definition], Computed]] = {
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
