"""The units of every month of the year under other settings, or without some of them: for trying out, never for documents."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

import duckdb
import pandas as pd

from zzlib.indicators.catalogue import Measure, catalogue, measures
from zzlib.indicators.doubts import COUNTY, Scope, doubtful_targets, doubts_of
from zzlib.indicators.figures import compute_figure
from zzlib.indicators.gains import Gain
from zzlib.indicators.month import Figure
from zzlib.indicators.scopes import MonthSums
from zzlib.indicators.sums import Sums, roll_up, sum_measures
from zzlib.indicators.units import UNIT_MONEY, counted, told_of_units, with_sums
from zzlib.ledger import Ledger
from zzlib.settings import Settings
from zzlib.vocabulary import GROUPS

UNIT_FIGURES = (
    "units_total", "units_with_funds", "units_zero", "units_missing", "units_unknown", "units_no_target",
    "units_band_high", "units_band_middle", "units_band_low", "units_behind_schedule", "funds_target", "funds_awarded",
    "funds_received", "funds_completion", "funds_gap", "funds_needed_monthly", "schedule_progress", "funds_top5_share",
    "funds_gini",
)  # fmt: skip
"""The catalogue's figures that follow from the units' sums and targets alone."""

_NOT_SUMMED = ("projects", "land")


def _wanted(table: str) -> dict[str, Measure]:
    """Give the measures over a table from which `UNIT_FIGURES` are made."""
    definitions = [catalogue()[name] for name in UNIT_FIGURES]
    named = {name for d in definitions for name in (d.measure, d.over, d.minus)}
    return {name: measure for name, measure in measures().items() if name in named and measure.table == table}


class YearOfUnits:
    """Each unit's sums in every month, kept, so that tables and figures under other settings come quickly."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, ledger: Ledger, lines: duckdb.DuckDBPyRelation | None = None,
        *, lacking: bool = False,
    ) -> None:  # fmt: skip
        """Sum once over the year; `lines` is the ledger's funding that counts, where the connection has it already; `lacking` as in `MonthSums`."""
        known = measures()
        self._connection, self._ledger, self._lacking = connection, ledger, lacking
        funding = counted(ledger.funding) if lines is None else lines
        self._money = sum_measures(
            connection, funding, {name: known[name] for name in UNIT_MONEY}, ["period", "unit_id"]
        )
        self._targets = {period: ledger.targets_at(period) for period in ledger.units["period"].unique()}
        targets = pd.concat([rows.assign(period=period) for period, rows in self._targets.items()], ignore_index=True)
        self._target_sums = sum_measures(connection, targets, _wanted("targets"), ["period", "unit_id"])
        self._columns = ledger.units.columns
        sums = {period: self._of(period, self._money) | {n: {} for n in _NOT_SUMMED} for period in self._targets}
        units = ledger.units.groupby("period")
        self._units = pd.concat([with_sums(rows, sums[period], self._targets[period]) for period, rows in units])

    def table(self, settings: Settings | None = None, left_out: Collection[str] = ()) -> pd.DataFrame:
        """Give the units of all months as `zzlib.indicators.units.unit_table` does of one; projects and land are not summed."""
        units = self._units[~self._units["unit_id"].isin(list(left_out))]
        told = told_of_units(units, self._columns, settings or self._ledger.workspace.settings)
        return told.drop(columns=["projects", "land_mu"])

    def numbers(self, table: pd.DataFrame) -> dict[str, Sums]:
        """Count the units of a `table` by month and group, once for the figures of all its months."""
        return sum_measures(self._connection, table, _wanted("units"), ["period", "group"])

    def figures(
        self,
        period: str,
        table: pd.DataFrame,
        numbers: Mapping[str, Sums],
        settings: Settings | None = None,
        left_out: Collection[str] = (),
    ) -> "UnitFigures":
        """Give `UNIT_FIGURES` of a month over the county, its units and groups, from the year's `table` under the same settings and its `numbers`."""
        known = self._of(period, self._money | self._target_sums, left_out)
        units, targets = table[table["period"] == period], self._targets[period]
        targets = targets[targets["unit_id"].isin(units["unit_id"])]
        sums = _UnitSums(self._ledger, period, units, targets, known, self._of(period, numbers), settings)
        sums.lacking = self._lacking
        return UnitFigures(sums, period)

    @staticmethod
    def _of(period: str, sums: Mapping[str, Sums], left_out: Collection[str] = ()) -> dict[str, Sums]:
        return {
            name: {(key,): found for (month, key), found in own.items() if month == period and key not in left_out}
            for name, own in sums.items()
        }


class UnitFigures:
    """`UNIT_FIGURES` of a month by id and scope, each computed when it is first asked for: a picture shows some of them."""

    def __init__(self, sums: "_UnitSums", period: str) -> None:
        """Take the sums that they follow from."""
        self._sums, self._period = sums, period
        self._scopes = {str(scope): scope for scopes in sums.scopes.values() for scope in scopes}
        self._known: dict[tuple[str, str], Figure] = {}

    def __getitem__(self, key: tuple[str, str]) -> Figure:
        """Give `figures["funds_gap", "unit:u08"]`.

        Raises:
            KeyError: no such figure at that scope.
        """
        if key not in self._known:
            name, scope = key[0], self._scopes[key[1]]
            definition = catalogue()[name]
            if name not in UNIT_FIGURES or scope.kind not in definition.scopes:
                raise KeyError(key)
            self._known[key] = compute_figure(definition, self._sums, scope, self._period)
        return self._known[key]

    def best_month(self, gains: list[Gain]) -> Figure:
        """Give the county's `funds_best_month`; `gains` are those of the months up to this one."""
        self._sums.monthly_gains = gains
        return compute_figure(catalogue()["funds_best_month"], self._sums, COUNTY, self._period)


class _UnitSums(MonthSums):
    """The sums of `MonthSums` that follow from the units' own, over the county, units and groups."""

    def __init__(
        self,
        ledger: Ledger,
        period: str,
        units: pd.DataFrame,
        targets: pd.DataFrame,
        known: dict[str, Sums],
        numbers: dict[str, Sums],
        settings: Settings | None,
    ) -> None:
        self.settings = settings or ledger.workspace.settings
        self.units, self.waiting_files, self.tables = units, ledger.waiting_by(period), {}
        groups = set(units["group"])
        self.scopes = {
            "county": [COUNTY],
            "unit": [Scope("unit", unit_id) for unit_id in units["unit_id"]],
            "kind": [],
            "category": [],
            "group": [Scope("group", group) for group in GROUPS if group in groups],
            "field": [],
            "project": [],
        }
        self._has_base = {"base_funds": False, "base_projects": False}
        self._stated = dict(zip(units["unit_id"], units["stated"], strict=True))
        self._doubts = doubts_of(units, self.waiting_files)
        self._doubtful_targets = doubtful_targets(targets)
        self._sums = {}
        group_of = dict(zip(units["unit_id"], units["group"], strict=True))
        finest: dict[str, Sums] = {
            name: {(u, group_of[u]): found for (u,), found in sums.items()} for name, sums in known.items()
        }
        for name, sums in finest.items():
            for kind, positions in (("county", []), ("unit", [0]), ("group", [1])):
                self._sums[name, kind] = roll_up(sums, positions)
        for name, sums in numbers.items():
            self._sums |= {(name, "county"): roll_up(sums, []), (name, "group"): sums}


@dataclass(frozen=True)
class Closing:
    """What would close a gap, in fen: what is won and has not come, a part of what waiting projects apply for, new money.

    `left` is what would still be missing, below zero where the assumptions bring more than the gap.
    """

    gap: int
    awarded: int
    pipeline: int
    added: int

    @property
    def left(self) -> int:
        """What would still be missing."""
        return self.gap - self.awarded - self.pipeline - self.added


def closing(gap: int, not_received: int, pipeline: int, won: Fraction, monthly: int, months: int) -> Closing:
    """Give what would be left of a gap if all that is won came, `won` of the pipeline was won and came, and `monthly` more."""
    return Closing(gap, max(0, not_received), round(pipeline * won), monthly * months)
