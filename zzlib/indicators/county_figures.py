"""Stage 2 at scale: the figures of many counties and months at once, by the formulas that all share (`zzlib.indicators.formulas`): a column each."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from zzlib.indicators.catalogue import Catalogue, Definition, Measure, resolve
from zzlib.indicators.formulas import Basis, compute, rests_on_doubtful_target
from zzlib.indicators.sums import ASKED, LAND_DIGITS, UNASKED
from zzlib.indicators.unit_grain import CARRIED, COMPARED, DOUBT
from zzlib.indicators.units import TOP_UNITS, schedule_fraction
from zzlib.periods import month_of
from zzlib.settings import Settings

Column = pd.Series


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
        """Give a measure's sums, blank where they can't be said: no target is set, no return has a column for it, last year is not known or not split so."""
        name = resolve(name, self.settings)
        if name not in self._values:
            self._values[name] = self._value(name, self.catalogue.measures[name])
        return self._values[name]

    @cached_property
    def _values(self) -> dict[str, Column]:
        return {}

    def _value(self, name: str, measure: Measure) -> Column:
        if name not in self.rows:
            return pd.Series(pd.NA, index=self.rows.index, dtype="Int64")
        raw = self.rows[name]
        found = raw.astype("Float64").round(LAND_DIGITS) if measure.in_digits else raw.astype("Int64")
        said = self._said(name, measure, found)
        return found if said is None else found.where(said)

    def _said(self, name: str, measure: Measure, found: Column) -> Column | None:
        """Tell where a sum can be said; `None` for everywhere."""
        rows = self.rows
        if measure.table == "targets":
            return found != 0
        if measure.table == "increments":
            return (rows["base_lines"] > 0) & (rows["unsplit_category"] == 0)
        if not measure.of_last_year:
            return rows[asked] > 0 if (asked := f"{name}{ASKED}") in rows else None
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
        doubts = (f"{resolve(name, self.settings)}{part}" for part in (DOUBT, UNASKED))
        own = rows.reindex(columns=list(doubts), fill_value=0).gt(0).any(axis=1)
        if not measure.from_returns:
            return own & (not measure.of_last_year)
        if measure.table == "units":
            fields = [rows[f"any_{field}_unreadable"] > 0 for field in measure.uses]
            return np.logical_or.reduce([self._unread, *fields])  # type: ignore[no-any-return]
        return (own & self.value(name).notna()) | self._unread

    @cached_property
    def _unread(self) -> Column:
        """Where whole returns can't be read, or whose they are is not known."""
        waiting = self.rows.get("waiting", pd.Series(0, index=self.rows.index))
        return (self.rows["any_unreadable_return"] > 0) | (waiting > 0)

    def carried(self, name: str) -> Column | None:
        """Give the carried part of a measure's sums, where it is told apart."""
        found = self.rows.get(f"{name}{CARRIED}")
        return None if found is None else found.astype("Int64")

    def compared(self, of: Definition) -> tuple[Column, Column, None]:
        """Give this year's and last year's sums over the units that stand in both."""
        base, rows = COMPARED[of.measure], self.rows
        known = rows[_BASE_ROWS[self.measure(base).table]] > 0
        said = (rows["any_comparable"] > 0) & (rows[f"compared_{base}{DOUBT}"] == 0) & known
        now, before = (rows[f"compared_{name}"].astype("Int64").where(said) for name in (of.measure, base))
        return now, before, None

    def top_gap(self, _: Definition) -> Column:
        """Give what the largest gaps add up to."""
        return self.rows["top_gap"].astype("Int64").where(self.rows["short_units"] >= TOP_UNITS)

    def quotient(self, above: Column, below: Column) -> Column:
        """Divide, as floats."""
        return above.astype("Float64") / self.above_zero(below).astype("Float64")

    def spread(self, amount: Column, parts: Column) -> Column:
        """Divide whole numbers, halves up."""
        return (2 * amount + parts) // (2 * parts)

    def at_least_zero(self, amount: Column) -> Column:
        """Give amounts, zero where they are below."""
        return amount.clip(lower=0)

    def above_zero(self, amount: Column) -> Column:
        """Give amounts above zero."""
        return amount.where((amount > 0).fillna(False))

    @cached_property
    def county(self) -> Basis:
        """A row is a county's."""
        return self

    @cached_property
    def due(self) -> tuple[Column, Column]:
        """The month of twelve, or each month's own share."""
        if self.settings.schedule.by == "month":
            return self._by_period(month_of), self._by_period(lambda _: 12)
        shares = {period: schedule_fraction(self.settings, period) for period in self.rows["period"].unique()}
        return self._by_period(lambda p: shares[p].numerator), self._by_period(lambda p: shares[p].denominator)

    @cached_property
    def left(self) -> Column:
        """The periods that the year has left."""
        return self.above_zero(self._by_period(self.settings.returns.rhythm.left))

    @cached_property
    def top(self) -> tuple[Column, Column, None]:
        """The money of the units with the most."""
        return self.rows["top"], self.rows["amount_sum"], None

    @cached_property
    def unevenness(self) -> tuple[Column, Column]:
        """The sides of the Gini coefficient, from the sum of the amounts, each times its place, the largest first."""
        units, total = (self.rows[name].astype("Int64") for name in ("ranked_units", "positive_sum"))
        return (units + 1) * total - 2 * self.rows["ranks_by_amount"], (units * total).where(units > 1)

    @cached_property
    def waiting(self) -> Column:
        """The files that no unit has claimed, where that is told."""
        return self.rows.get("waiting", pd.Series(pd.NA, index=self.rows.index, dtype="Int64"))

    @cached_property
    def gain(self) -> tuple[Column, Column]:
        """What the month brought."""
        rows = self.rows
        unsure = (rows["silent"] < self._place) | (rows["leap"] != 0)
        return rows["gain"].astype("Int64").where(rows["gain_units"] > 0), unsure

    @cached_property
    def before(self) -> tuple[Column, Column]:
        """What had come by the period before, where a return stood for it."""
        rhythm, rows = self.settings.returns.rhythm, self.rows
        before = rows["period"].map({p: rhythm.before(p) for p in rows["period"].unique()})
        known = rows[["county", "period", "own_returns", f"received{DOUBT}"]].assign(received=self.value("received"))
        last = rows[["county"]].assign(period=before).merge(known, on=["county", "period"], how="left")
        last = last.set_axis(rows.index)
        stood = (last["own_returns"].fillna(0) > 0) & (self._place > 1)
        amount = last["received"].where(stood).mask(self._place == 1, 0)
        return amount, stood & (last[f"received{DOUBT}"].fillna(0) > 0)

    @cached_property
    def best(self) -> tuple[Column, Column]:
        """The best month of each year so far, as `zzlib.indicators.gains.best_month` does of one; arrays hold a year a row."""
        rows = self.rows
        years = pd.Series(list(zip(rows["county"], rows["period"].str[:4].astype(int), strict=True)), index=rows.index)
        numbers, known = pd.factorize(years)
        place = self._place.to_numpy()
        shape = (len(known), 12 // self.settings.returns.rhythm.months + 1)
        gain, units, silent = (np.zeros(shape, dtype="int64") for _ in range(3))
        for table, name in ((gain, "gain"), (units, "gain_units"), (silent, "silent")):
            table[numbers, place] = rows[name].to_numpy()
        best, whole, said = (np.zeros(len(rows), dtype=kind) for kind in ("int64", bool, bool))
        ended = self.leaps.assign(
            number=pd.Index(known).get_indexer(list(zip(self.leaps["county"], self.leaps["year"], strict=True)))
        )
        hidden = np.zeros(shape, dtype="int64")
        for end in range(1, shape[1]):
            for previous in range(end):
                own = ended[(ended["place"] == end) & (ended["previous"] == previous)]
                hidden[own["number"].to_numpy(), previous + 1 : end + 1] += own["leap"].to_numpy()[:, None]
            told = units[:, 1 : end + 1] > 0
            amounts = np.where(told, gain[:, 1 : end + 1], np.iinfo("int64").min)
            most = amounts.max(axis=1)
            sure = (silent[:, end] >= end) & (gain[:, 1 : end + 1] + hidden[:, 1 : end + 1] <= most[:, None]).all(
                axis=1
            )
            own = place == end
            best[own], whole[own] = most[numbers[own]], sure[numbers[own]]
            said[own] = (told.any(axis=1) & (sure | told.all(axis=1)))[numbers[own]]
        found, unsure = pd.Series(best, index=rows.index, dtype="Int64"), pd.Series(~whole & said, index=rows.index)
        return found.where(said), unsure

    def _by_period(self, say: Callable[[str], int]) -> Column:
        periods = self.rows["period"]
        return periods.map({period: say(period) for period in periods.unique()}).astype("Int64")

    @cached_property
    def _place(self) -> Column:
        """The place of each row's period in its year."""
        return self._by_period(lambda period: month_of(period) // self.settings.returns.rhythm.months).astype("int64")


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
        found = compute(definition, sums)
        whole = definition.unit in ("yuan", "count")
        value = found.value.round(LAND_DIGITS) if definition.unit == "mu" else found.value
        columns[column_of(definition)] = value.astype("Int64" if whole else "Float64")
        if definition.compute == "sum" and found.carried is not None and whole:
            columns[f"{definition.id}_carried_fen"] = found.carried
        columns[f"{definition.id}_incomplete"] = found.doubt | rests_on_doubtful_target(definition, sums)
    return pd.DataFrame(columns)


def column_of(definition: Definition) -> str:
    """Give the column of a figure's values."""
    return f"{definition.id}_fen" if definition.unit == "yuan" else definition.id
