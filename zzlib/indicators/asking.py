"""The catalogue asked over a part of a month: the projects and fund lines that pass a filter, by the values of a column."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import duckdb
import pandas as pd

from zzlib.indicators.catalogue import UNSTATED, Measure, catalogue, measures
from zzlib.indicators.doubts import COUNTY, Scope, doubts_of
from zzlib.indicators.figures import compute_figure
from zzlib.indicators.month import Figure
from zzlib.indicators.scopes import MonthSums
from zzlib.indicators.sums import Sum, Sums, columns_read, sum_measures
from zzlib.reference_files import UNREADABLE
from zzlib.settings import Settings

Table = pd.DataFrame | duckdb.DuckDBPyRelation
ASKED_BY = frozenset(filter(None, (measure.asked_by for measure in measures().values())))
"""The columns that tell of a fund line whether anybody was asked for an amount (`zzlib.indicators.unasked`)."""


@dataclass(frozen=True)
class AskedPart:
    """A part of a month: by the measures' table the rows that belong to it, of whatever kind of project.

    `kind` narrows every measure to a kind of project, or several: rows that don't state theirs may belong to it, and make it
    incomplete. `unit_id` and `group` tell to which unit or group the rows are narrowed: an unreadable return of another
    one hides nothing of them. `unasked` are the columns of `Measure.asked_by` that are true of all the month's rows, `waiting` the counties in which files wait to be claimed (`Ledger.waiting_in`). `units` are the month's (`zzlib.indicators.units.unit_table`). With `lacking` a county that is not
    in the rows may have some that belong to it.
    """

    tables: Mapping[str, Table]
    units: pd.DataFrame
    settings: Settings
    kind: str | tuple[str, ...] = ""
    unit_id: str = ""
    group: str = ""
    lacking: bool = False
    unasked: Collection[str] = ()
    waiting: Collection[str] = ()

    def narrowed(self, measure: Measure) -> Measure:
        """Give a measure over the part's kind of project."""
        return measure.model_copy(update={"where": {**measure.where, "kind": self.kind}}) if self.kind else measure


def measures_of(figures: Collection[str]) -> list[str]:
    """Name the measures that figures are made of."""
    definitions = [catalogue()[name] for name in figures]
    return list(dict.fromkeys(name for d in definitions for name in (d.measure, d.over, d.minus, d.base) if name))


def tables_of(names: Collection[str]) -> set[str]:
    """Name the tables that measures are sums over."""
    return {measures()[name].table for name in names}


def columns_of(table: str, names: Collection[str] = ()) -> set[str]:
    """Name the columns that the measures over a table (all, or those named) need, besides keys."""
    return columns_read(m for name, m in measures().items() if m.table == table and (not names or name in names))


def sum_part(
    connection: duckdb.DuckDBPyConnection, part: AskedPart, names: Collection[str], by: Collection[str] = ()
) -> dict[str, Sums]:
    """Sum measures of the catalogue over a part by keys: measure -> key values -> `Sum`."""
    wanted = {name: part.narrowed(measures(part.settings.kinds)[name]) for name in names}
    found: dict[str, Sums] = {}
    for table, rows in part.tables.items():
        own = {name: measure for name, measure in wanted.items() if measure.table == table}
        found |= sum_measures(connection, rows, own, by) if own else {}
    return found


def ask(
    connection: duckdb.DuckDBPyConnection,
    part: AskedPart,
    figures: Collection[str],
    by: str = "",
    known: dict[str, Sums] | None = None,
) -> dict[str, dict[str, Figure]]:
    """Give figures of the catalogue over a part by the values of a column, or under `""` as a whole: value -> id -> figure.

    Their `scope` is `""`: the catalogue has none for a part. Values of which nothing stands are left out. `known` are the sums
    of their measures (`sum_part`), where they have been made.
    """
    sums = _PartSums(part, known or sum_part(connection, part, measures_of(figures), [by] if by else []), by)
    return {
        value: {
            name: replace(
                compute_figure(catalogue(part.settings.kinds)[name], sums, Scope("county", value), ""), scope=""
            )
            for name in figures
        }
        for value in sums.values
    }


def share(above: Figure | None, below: Figure | None) -> float | None:
    """Give one figure as a share of another, `None` where there is nothing to share."""
    if above is None or below is None or above.value is None or not below.value or below.value < 0:
        return None
    return float(Fraction(above.value) / Fraction(below.value))


class _PartSums(MonthSums):
    """The sums over a part; `Scope("county", value)` stands for a value of the column asked by."""

    def __init__(self, part: AskedPart, sums: dict[str, Sums], by: str) -> None:
        self.settings, self.units, self.part, self.by, self._part_sums = part.settings, part.units, part, by, sums
        self.tables = dict(part.tables)  # type: ignore[arg-type]
        self.lacking, self._doubts = part.lacking, doubts_of(part.units, part.waiting)
        if by == "county":  # an unreadable return of one hides nothing of another
            own = part.units.groupby("county")
            self._doubts |= {
                Scope("county", str(county)): doubts_of(units, {str(county)} & {*part.waiting})[COUNTY]
                for county, units in own
            }
        self._base_unreadable = self._is_base_unreadable()

    @property
    def values(self) -> list[str]:
        """The values of which something stands, `""` for the whole."""
        if not self.by:
            return [""]
        held = (key for sums in self._part_sums.values() for (key,), found in sums.items() if found.value)
        return list(dict.fromkeys(held))

    def get(self, measure_name: str, scope: Scope) -> Sum | None:
        """Give a measure's sum at a value; `None` where last year's can't be said, or no return in it has a column for it."""
        measure = measures()[measure_name]
        if measure.of_last_year and self._base_unreadable:
            return None
        found = self._part_sums[measure_name].get((scope.value,) if self.by else (), Sum(0))
        return found if self._asked(measure, found) else None

    def _asked_of_nobody(self, measure: Measure) -> bool:
        return measure.asked_by in self.part.unasked

    def lacks(self, scope: Scope) -> bool:
        """Tell whether a county that is not in the rows may have some at a value."""
        return super().lacks(self._place(scope.value)) and not (self.by == "county" and scope.value)

    def _in_doubt(self, measure_name: str, scope: Scope) -> bool:
        found = self.get(measure_name, scope)
        if found is None or measures()[measure_name].of_last_year:
            return False
        place = self._place(scope.value)
        if (place.kind == "group" and self._unplaced) or found.in_doubt:
            return True
        if "unreadable_return" in self._doubts.get(place, self._doubts[COUNTY]):
            return True
        unstated = self._part_sums[measure_name].get((UNSTATED,), Sum(0))
        return self.by == "kind" and scope.value != UNSTATED and bool(unstated.value or unstated.unreadable)

    def _is_unit(self, scope: Scope) -> bool:
        return self._place(scope.value).kind == "unit"

    def _place(self, value: str) -> Scope:
        """Give the unit, group or county whose returns the rows at a value come from."""
        if self.by == "county":
            return Scope("county", value)
        unit, group = (value if self.by == column else getattr(self.part, column) for column in ("unit_id", "group"))
        return Scope("unit", unit) if unit else Scope("group", group) if group else COUNTY

    def _is_base_unreadable(self) -> bool:
        """Tell whether a number of last year's rows, or whether a row belongs to them, can't be read: no part is compared."""
        rows = self.part.tables.get("base_projects")
        if not isinstance(rows, pd.DataFrame):
            return False
        by_kind = self.by == "kind" or bool(self.part.kind)
        unread = any(
            found.unreadable
            for name, sums in self._part_sums.items()
            if measures()[name].of_last_year
            for found in sums.values()
        )
        return rows.empty or unread or (by_kind and bool((rows["kind"] == UNREADABLE).any()))
