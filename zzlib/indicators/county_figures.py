"""Stage 2 at scale: the catalogue's figures of many counties and months at once, from their sums; columns instead of one month's numbers.

Each way of computing says the same as `zzlib.indicators.figures` says of one month, whose rules of what can't be said hold here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from zzlib.indicators.catalogue import Catalogue, Definition, Measure, resolve
from zzlib.indicators.sums import LAND_DIGITS
from zzlib.indicators.unit_grain import CARRIED, COMPARED, DOUBT
from zzlib.indicators.units import TOP_UNITS, schedule_fraction
from zzlib.periods import month_of
from zzlib.settings import Settings

Column = pd.Series
Told = tuple[Column, Column]
"""A figure over all rows: its value (blank where it can't be said), and whether the true one may be another."""


@dataclass(frozen=True)
class CountySums:
    """All measures by county and month, a row each (`county`, `period`): what `zzlib.indicators.scopes.MonthSums` is of one month.

    `leaps` are what came over several months at once (`zzlib.indicators.unit_grain.leaps`).
    """

    rows: pd.DataFrame
    leaps: pd.DataFrame
    settings: Settings
    catalogue: Catalogue

    def measure(self, name: str) -> Measure:
        """Give a measure's definition."""
        return self.catalogue.measures[resolve(name, self.settings)]

    def value(self, name: str) -> Column:
        """Give a measure's sums, blank where they can't be said: no target is set, last year is not known or not split so."""
        name = resolve(name, self.settings)
        measure = self.catalogue.measures[name]
        if name not in self.rows:
            return pd.Series(pd.NA, index=self.rows.index, dtype="Int64")
        found = (
            self.rows[name].astype("Float64").round(LAND_DIGITS)
            if measure.in_digits
            else self.rows[name].astype("Int64")
        )
        return found.where(self._said(name, measure, found))

    def _said(self, name: str, measure: Measure, found: Column) -> Column:
        rows = self.rows
        if measure.table == "targets":
            return found != 0
        if measure.table == "increments":
            return (rows["base_lines"] > 0) & (rows["unsplit_category"] == 0)
        if not measure.of_last_year:
            return pd.Series(True, index=rows.index)
        said = (rows[_BASE_ROWS[measure.table]] > 0) & (rows[f"{name}{DOUBT}"] == 0)
        return (
            said & (rows["unsplit_kind"] == 0) & (rows["base_kind_unreadable"] == 0)
            if "kind" in measure.where
            else said
        )

    def doubt(self, name: str) -> Column:
        """Tell whether the true sums may be others: cells, returns or targets in them can't be read."""
        measure, rows = self.measure(name), self.rows
        if measure.table == "targets":
            return rows["targets_unreadable"] > 0
        own = rows.get(f"{resolve(name, self.settings)}{DOUBT}", pd.Series(0, index=rows.index)) > 0
        if not measure.from_returns:
            return own & (not measure.of_last_year)
        if measure.table == "units":
            fields = [rows[f"any_{field}_unreadable"] > 0 for field in measure.uses]
            return np.logical_or.reduce([rows["any_unreadable_return"] > 0, *fields])  # type: ignore[no-any-return]
        return (own & self.value(name).notna()) | (rows["any_unreadable_return"] > 0)

    def by_period(self, say: Callable[[str], float]) -> Column:
        """Give a number of each row's period."""
        periods = self.rows["period"]
        return periods.map({period: say(period) for period in periods.unique()})


_BASE_ROWS = {"base_funds": "base_lines", "base_projects": "base_rows"}


def county_figures(sums: CountySums) -> pd.DataFrame:
    """Give every figure of the catalogue that a county has, a row a county and month.

    Columns: county, period; of each figure its value (`<figure>_fen` of money, Int64; `<figure>` of counts, Int64, of ratios and
    land, float64; blank where it can't be said), and `<figure>_incomplete` (bool).
    """
    columns: dict[str, Column] = {name: sums.rows[name] for name in ("county", "period")}
    for definition in sums.catalogue.figures.values():
        if "county" not in definition.scopes or definition.compute == "share":
            continue
        value, incomplete = _COMPUTE[definition.compute](sums, definition)
        whole = definition.unit in ("yuan", "count")
        columns[column_of(definition)] = value.astype("Int64" if whole else "Float64")
        if definition.compute == "sum" and f"{definition.measure}{CARRIED}" in sums.rows and whole:
            columns[f"{definition.id}_carried_fen"] = sums.rows[f"{definition.measure}{CARRIED}"].astype("Int64")
        named = [name for name in (definition.measure, definition.over) if name]
        rough = [sums.doubt(name) for name in named if sums.measure(name).table == "targets"]
        columns[f"{definition.id}_incomplete"] = np.logical_or.reduce([incomplete, *rough])
    return pd.DataFrame(columns)


def column_of(definition: Definition) -> str:
    """Give the column of a figure's values."""
    return f"{definition.id}_fen" if definition.unit == "yuan" else definition.id


def _sum(sums: CountySums, of: Definition) -> Told:
    return sums.value(of.measure), sums.doubt(of.measure)


def _ratio(sums: CountySums, of: Definition) -> Told:
    return _over(sums.value(of.measure), sums.value(of.over)), sums.doubt(of.measure) | sums.doubt(of.over)


def _over(above: Column, below: Column) -> Column:
    positive = (below > 0).fillna(False)
    return above.astype("Float64") / below.where(positive).astype("Float64")


def _growth(sums: CountySums, of: Definition) -> Told:
    base = sums.value(of.base)
    return _over(sums.value(of.measure) - base, base), sums.doubt(of.measure)


def _compared(sums: CountySums, of: Definition) -> tuple[Column, Column, Column]:
    """Give what the units that stand in both years have now and had then, and whether that can be said."""
    base_name = COMPARED[of.measure]
    now, base = (sums.rows[f"compared_{name}"].astype("Int64") for name in (of.measure, base_name))
    table = sums.measure(base_name).table
    said = (
        (sums.rows["any_comparable"] > 0)
        & (sums.rows[f"compared_{base_name}{DOUBT}"] == 0)
        & (sums.rows[_BASE_ROWS[table]] > 0)
    )
    return now, base, said


def _comparable_growth(sums: CountySums, of: Definition) -> Told:
    now, base, said = _compared(sums, of)
    return _over(now - base, base).where(said), sums.doubt(of.measure)


def _comparable_rise(sums: CountySums, of: Definition) -> Told:
    now, base, said = _compared(sums, of)
    return (now - base).where(said), sums.doubt(of.measure)


def _difference(sums: CountySums, of: Definition) -> Told:
    value = sums.value(of.measure) - sums.value(of.minus)
    digits = LAND_DIGITS if of.unit == "mu" else 0
    return value.round(digits), sums.doubt(of.measure) | sums.doubt(of.minus)


def _shortfall(sums: CountySums, of: Definition) -> Told:
    share = {period: schedule_fraction(sums.settings, period) for period in sums.rows["period"].unique()}
    above = sums.by_period(lambda period: share[period].numerator)
    below = sums.by_period(lambda period: share[period].denominator)
    short = sums.value(of.measure) * above - sums.value(of.minus) * below
    return _half_up(short.clip(lower=0), below), sums.doubt(of.minus)


def _half_up(above: Column, below: Column) -> Column:
    """Divide whole numbers, halves up."""
    return (2 * above + below) // (2 * below)


def _monthly(sums: CountySums, of: Definition) -> Told:
    gap, incomplete = _difference(sums, of)
    left = sums.by_period(sums.settings.returns.rhythm.left)
    return _half_up(gap.clip(lower=0), left.where(left > 0, 1)).where(left > 0), incomplete


def _schedule(sums: CountySums, _: Definition) -> Told:
    return sums.by_period(lambda period: float(schedule_fraction(sums.settings, period))), _no(sums)


def _no(sums: CountySums) -> Column:
    return pd.Series(False, index=sums.rows.index)


def _top_share(sums: CountySums, _: Definition) -> Told:
    return _over(sums.rows["top"], sums.rows["amount_sum"]), sums.doubt("received")


def _gini(sums: CountySums, _: Definition) -> Told:
    """Give the Gini coefficient from the sum of the amounts, each times its place among the units, the largest first."""
    units, total = sums.rows["ranked_units"], sums.rows["positive_sum"]
    weighted = (units + 1) * total - 2 * sums.rows["ranks_by_amount"]
    return _over(weighted, units * total).where(units > 1), sums.doubt("received")


def _waiting(sums: CountySums, _: Definition) -> Told:
    unknown = pd.Series(pd.NA, index=sums.rows.index, dtype="Int64")
    return sums.rows.get("waiting", unknown), _no(sums)


def _month_gain(sums: CountySums, _: Definition) -> Told:
    rows, place = sums.rows, sums.by_period(_place(sums))
    hidden = (rows["silent"] < place) | (rows["leap"] != 0)
    return rows["gain"].where(rows["gain_units"] > 0), hidden | sums.doubt("received")


def _place(sums: CountySums) -> Callable[[str], int]:
    return lambda period: month_of(period) // sums.settings.returns.rhythm.months


def _rise(sums: CountySums, _: Definition) -> Told:
    rhythm, rows = sums.settings.returns.rhythm, sums.rows
    received, first = sums.value("received"), sums.by_period(_place(sums)) == 1
    known = rows[["county", "period", "own_returns", f"received{DOUBT}"]].assign(before=received)
    wanted = rows[["county"]].assign(period=rows["period"].map({p: rhythm.before(p) for p in rows["period"].unique()}))
    last = wanted.merge(known, on=["county", "period"], how="left").set_axis(rows.index)
    stood = (last["own_returns"].fillna(0) > 0) & ~first
    value = (received - last["before"]).where(stood, received.where(first))
    return value, sums.doubt("received") | (stood & (last[f"received{DOUBT}"].fillna(0) > 0))


def _top_gap_share(sums: CountySums, of: Definition) -> Told:
    gap, incomplete = _difference(sums, of)
    share = _over(sums.rows["top_gap"], gap)
    return share.where(sums.rows["short_units"] >= TOP_UNITS), incomplete


def _best_month(sums: CountySums, _: Definition) -> Told:
    """Give the best month of each year so far, as `zzlib.indicators.gains.best_month` does of one; arrays hold a year a row."""
    rows = sums.rows
    years = pd.Series(list(zip(rows["county"], rows["period"].str[:4].astype(int), strict=True)), index=rows.index)
    numbers, known = pd.factorize(years)
    place = sums.by_period(_place(sums)).to_numpy()
    shape = (len(known), 12 // sums.settings.returns.rhythm.months + 1)
    gain, units, silent = (np.zeros(shape, dtype="int64") for _ in range(3))
    for table, name in ((gain, "gain"), (units, "gain_units"), (silent, "silent")):
        table[numbers, place] = rows[name].to_numpy()
    best, whole, said = (np.zeros(len(rows), dtype=kind) for kind in ("int64", bool, bool))
    ended = sums.leaps.assign(
        number=pd.Index(known).get_indexer(list(zip(sums.leaps["county"], sums.leaps["year"], strict=True)))
    )
    hidden = np.zeros(shape, dtype="int64")
    for end in range(1, shape[1]):
        for previous in range(end):
            own = ended[(ended["place"] == end) & (ended["previous"] == previous)]
            hidden[own["number"].to_numpy(), previous + 1 : end + 1] += own["leap"].to_numpy()[:, None]
        told = units[:, 1 : end + 1] > 0
        amounts = np.where(told, gain[:, 1 : end + 1], np.iinfo("int64").min)
        most = amounts.max(axis=1)
        sure = (silent[:, end] >= end) & (gain[:, 1 : end + 1] + hidden[:, 1 : end + 1] <= most[:, None]).all(axis=1)
        own = place == end
        best[own], whole[own] = most[numbers[own]], sure[numbers[own]]
        said[own] = (told.any(axis=1) & (sure | told.all(axis=1)))[numbers[own]]
    value = pd.Series(best, index=rows.index, dtype="Int64").where(said)
    return value, ~pd.Series(whole, index=rows.index) & pd.Series(said, index=rows.index) | sums.doubt("received")


_COMPUTE: Mapping[str, Callable[[CountySums, Definition], Told]] = {
    "sum": _sum,
    "ratio": _ratio,
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
