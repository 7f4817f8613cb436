"""The scopes of a month and the measures summed over each of them."""

import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import duckdb
import pandas as pd

from zzlib.indicators.as_issued import figure_of_base, issued_sum
from zzlib.indicators.catalogue import (
    SCOPE_KEYS,
    UNSTATED,
    Catalogue,
    Definition,
    Measure,
    ScopeKind,
    package_catalogue,
    resolve,
)
from zzlib.indicators.doubts import COUNTY, Scope, doubtful_targets, doubts_of
from zzlib.indicators.earlier import months_with_returns
from zzlib.indicators.flags import Flagged, flag_months
from zzlib.indicators.gains import Gain, monthly_gains, received_before
from zzlib.indicators.own_figures import catalogue_of
from zzlib.indicators.policy_fields import field_table, programme_table
from zzlib.indicators.sums import Sum, SummedRows, Sums, calculation, sum_by_each
from zzlib.indicators.units import base_of, counted, increments, unit_table
from zzlib.indicators.unsplit import unsplit
from zzlib.kinds import FORMULA, Kinds
from zzlib.ledger import Ledger
from zzlib.ledger.issued import IssuedMonth, compared_periods
from zzlib.ledger.references import inspection_table
from zzlib.reference_files import UNREADABLE
from zzlib.vocabulary import GROUPS, UNPLACED
from zzlib.workspace import Workspace

LEADING = 3
"""Projects that are told by name: those won by application that have been awarded most."""


@dataclass(frozen=True)
class MonthTables:
    """What the sums of a month are made of: the tables that measures are summed over, what each month brought, what had come before it."""

    period: str
    tables: dict[str, pd.DataFrame]
    gains: list[Gain]
    received_before: pd.DataFrame | None
    waiting_files: tuple[str, ...]

    @classmethod
    def of(cls, connection: duckdb.DuckDBPyConnection, ledger: Ledger, flagged: Flagged) -> Self:
        """Put those of a ledger's month together."""
        tables = month_tables(connection, ledger, unit_table(connection, ledger), flagged)
        return cls(
            ledger.period, tables, monthly_gains(ledger), received_before(ledger), ledger.waiting_by(ledger.period)
        )


class MonthSums:
    """Every measure of a month over every scope; `units` is the table of `zzlib.indicators.units.unit_table`.

    With `lacking` there are counties of a city whose month is not in the sums.
    """

    catalogue: Catalogue = package_catalogue()
    lacking = False

    def __init__(self, workspace: Workspace, issued: Mapping[str, IssuedMonth], of: MonthTables) -> None:
        """Take what a month's sums are made of; a table is summed when something of it is asked for first."""
        self.settings, self.catalogue = workspace.settings, catalogue_of(workspace)
        self.tables, self.units, self.waiting_files = of.tables, of.tables["units"], of.waiting_files
        self.scopes = _scopes(workspace, of.tables)
        self.monthly_gains, self.received_before = of.gains, of.received_before
        before, year_ago = (issued.get(period) for period in compared_periods(workspace, of.period))
        self.issued_before, self.issued_base = before, year_ago
        self._has_base = {name: len(self.tables[name]) > 0 for name in ("base_funds", "base_projects")}
        now = {"base_funds": counted(self.tables["funding"]), "base_projects": self.tables["projects"]}
        self._unsplit = {
            (name, key): unsplit(self.tables[name], table, key)
            for name, table in now.items()
            for key in ("kind", "fund_category")
        }
        self._stated = dict(zip(self.units["unit_id"], self.units["stated"], strict=True))
        self._doubts = doubts_of(self.units, self.waiting_files)
        self._doubtful_targets = doubtful_targets(self.tables["targets"])
        self._sums: dict[tuple[str, str], Sums] = {}
        self._rows: dict[tuple[str, str], SummedRows] = {}
        self.beside: Sequence[MonthSums] = (self,)

    def get(self, measure_name: str, scope: Scope) -> Sum | None:
        """Give a measure's sum over a scope; `None` where it can't be said.

        That is: the base of a month without history, with one that can't be read, or with one that is stated whole where
        parts are asked for; an amount that none of the returns has a column for; a target that nobody set, or what a unit that has no return standing for the month won (nothing filed is not zero).
        """
        name = resolve(measure_name, self.settings)
        measure = self.catalogue.measures[name]
        if measure.of_last_year and self.issued_base and (figure := figure_of_base(name, self.catalogue)):
            return issued_sum(self.issued_base, figure, str(scope), self.catalogue.figures)
        if (name, scope.kind) not in self._sums:
            if (measure.table, scope.kind) not in self._rows:
                _sum_table(self.beside, measure.table)
            self._sums[name, scope.kind] = self._rows[measure.table, scope.kind].of(name)
        found = self._sums[name, scope.kind].get((scope.value,) if scope.value else ())
        if not self._defined(measure) or (measure.of_last_year and self._base_in_doubt(measure, scope, found)):
            return None
        if measure.table == "increments" and self._unsplit_within(scope):
            return None
        if not self._asked(measure, found):
            return None
        if measure.table == "targets":
            return found if found and found.value else None
        if scope.kind == "unit" and measure.table in ("funding", "projects", "increments"):
            return (found or Sum(0)) if self._stated[scope.value] else None
        return found or Sum(0)

    def unknown(self, measure_name: str, scope: Scope) -> bool:
        """Tell whether of a unit no amount of a measure can be read, or of nothing but zero: what it has is not zero, but not known."""
        of_lines = self.catalogue.measures[resolve(measure_name, self.settings)].table == "funding"
        found = self.get(measure_name, scope) if of_lines and self._is_unit(scope) else None
        return found is not None and found.unreadable > 0 and not found.value

    def _is_unit(self, scope: Scope) -> bool:
        return scope.kind == "unit"

    def incomplete(self, measure_name: str, scope: Scope) -> bool:
        """Tell whether the true sum may be another.

        That is: cells in it, a return or a target can't be read, rows don't state whether they belong to it, or a county lacks in it.
        """
        return self.lacks(scope) or self._in_doubt(measure_name, scope)

    def lacks(self, scope: Scope) -> bool:
        """Tell whether a county whose month is not there may belong to a scope."""
        return self.lacking and scope.kind != "unit"

    def bounded(self, definition: Definition, scope: Scope) -> Definition:
        """Give a figure's definition with its bound in these sums.

        Where a county lacks, a sum may be more, all else may lie on either side; so does all money of which an amount that is
        left out may be below zero.
        """
        if definition.of_money and self._may_fall(definition, scope):
            return definition.model_copy(update={"bound": "rough"})
        if not self.lacks(scope):
            return definition
        bound = (definition.bound or "lower") if definition.compute == "sum" else "rough"
        return definition.model_copy(update={"bound": bound})

    def _may_fall(self, definition: Definition, scope: Scope) -> bool:
        """Tell whether an amount below zero may be among those that are left out of a figure over a scope."""
        rows = self._below
        if rows.empty:
            return False
        key = SCOPE_KEYS.get(scope.kind, "")
        if key in rows and scope.value:
            rows = rows[rows[key].isin([scope.value, UNSTATED])]
        names = filter(None, (definition.measure, definition.over, definition.minus, definition.base))
        used = {field for name in names for field in self.catalogue.measures[resolve(name, self.settings)].uses}
        return any(not used or used & set(fields.split(",")) for fields in rows["below"])

    @cached_property
    def _below(self) -> pd.DataFrame:
        """The fund lines of which an amount that is left out may be below zero."""
        lines = self.tables.get("funding")
        if not isinstance(lines, pd.DataFrame) or "below" not in lines:
            return pd.DataFrame()
        return lines[lines["below"] != ""]

    def _in_doubt(self, measure_name: str, scope: Scope) -> bool:
        measure = self.catalogue.measures[resolve(measure_name, self.settings)]
        if scope.kind == "group" and self._unplaced:
            return True
        if measure.table == "targets":
            return scope in self._doubtful_targets
        if not measure.from_returns:
            found = None if measure.of_last_year else self.get(measure_name, scope)
            return found is not None and found.unreadable > 0
        # Leading projects are of units of which all can be read.
        doubts: set[str] = set() if scope.kind == "project" else self._doubts.get(scope, self._doubts[COUNTY])
        if "unreadable_return" in doubts:
            return True
        if measure.table == "units":
            return any(f"{field}_unreadable" in doubts for field in measure.uses)
        found = self.get(measure_name, scope)
        if scope.kind == "kind" and scope.value != UNSTATED:
            unstated = self.get(measure_name, Scope("kind", UNSTATED))
            return bool(found and (found.in_doubt or (unstated and (unstated.value or unstated.in_doubt))))
        return found is not None and found.in_doubt

    def _asked(self, measure: Measure, found: Sum | None) -> bool:
        """Tell whether a return in a sum has a column for it; where nothing is in it, whether one of the county's has."""
        if not measure.asked_by:
            return True
        if found and (found.asked or found.unasked):
            return found.asked > 0
        return not self._asked_of_nobody(measure)

    def _asked_of_nobody(self, measure: Measure) -> bool:
        """Tell whether no return of the month has a column for a measure."""
        return bool(self.tables[measure.table][measure.asked_by].all())

    @cached_property
    def _unplaced(self) -> bool:
        """Tell whether some unit may belong to any group: what groups add up to is then a part."""
        return bool((self.units["group"] == UNPLACED).any())

    def _base_in_doubt(self, measure: Measure, scope: Scope, found: Sum | None) -> bool:
        """Tell whether last year's sum can't be said: a number in it, or whether a row belongs to it, can't be read."""
        if (found and found.unreadable) or (scope.kind == "group" and self._unplaced):
            return True
        parted = {SCOPE_KEYS.get(scope.kind), *measure.where} & {"kind", "fund_category"}
        if any(self._unsplit[measure.table, key] for key in parted if key):
            return True
        if scope.kind != "kind" and "kind" not in measure.where:
            return False
        rows = self.tables[measure.table]
        rows = rows[rows["kind"] == UNREADABLE]
        key = SCOPE_KEYS.get(scope.kind, "kind")
        return bool(len(rows) if key == "kind" else (rows[key] == scope.value).any())

    def _unsplit_within(self, scope: Scope) -> bool:
        """Tell whether last year's money of a unit within a scope is stated without fund categories."""
        units = self._unsplit["base_funds", "fund_category"]
        if scope.kind == "unit":
            return scope.value in units
        if scope.kind == "group":
            return bool(set(self.units.loc[self.units["group"] == scope.value, "unit_id"]) & units)
        return bool(units)

    def _defined(self, measure: Measure) -> bool:
        base = "base_funds" if measure.table == "increments" else measure.table
        return self._has_base.get(base, True)


_MONTH = "zz_month"


def _sum_table(months: Sequence[MonthSums], table: str) -> None:
    """Sum all measures over a table of several months at once, over each of their scopes."""
    first = months[0]
    own = {name: measure for name, measure in first.catalogue.measures.items() if measure.table == table}
    frames = [month.tables[table].assign(**{_MONTH: str(n)}) for n, month in enumerate(months)]
    frame = pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)
    keys = [key for key in SCOPE_KEYS.values() if key in frame.columns]
    with calculation(first.settings.engine) as connection:
        found = sum_by_each(connection, frame, own, _MONTH, keys)
    for n, month in enumerate(months):
        for kind in month.scopes:
            key = SCOPE_KEYS.get(kind, "")
            if not key or key in keys:
                month._rows[table, kind] = found.get((str(n), key), SummedRows([]))


def month_sums(ledger: Ledger, period: str = "") -> MonthSums:
    """Give the sums of the ledger's month, or of an earlier one of its year by what is known now and with its targets.

    Each is made once as long as this ledger is held, that of the month before together with the month's own.
    """
    made, period = _made(ledger), period or ledger.period
    if period not in made.months:
        before = month_before(ledger) if period == ledger.period else ""
        wanted = [p for p in (period, before) if p and p not in made.months]
        with calculation(ledger.workspace.settings.engine) as connection:
            tables = [MonthTables.of(connection, replace(ledger, period=p), made.flagged) for p in wanted]
        new = {of.period: MonthSums(ledger.workspace, ledger.issued, of) for of in tables}
        for sums in new.values():
            sums.beside = tuple(new.values())
        made.months.update(new)
    return made.months[period]


TwoMonths = tuple[MonthSums, MonthSums | None]
"""A month's sums, and those of the month before where that stands."""


def both_months(ledger: Ledger) -> TwoMonths:
    """Give the sums of the ledger's month and of the month before."""
    before = month_before(ledger)
    return month_sums(ledger), month_sums(ledger, before) if before else None


def flagged_rows(ledger: Ledger) -> Flagged:
    """Give the flagged rows of all the ledger's months, flagged once as long as this ledger is held."""
    return _made(ledger).flagged


def _made(ledger: Ledger) -> "_Made":
    key = id(ledger)
    if key not in _MADE:
        with calculation(ledger.workspace.settings.engine) as connection:
            _MADE[key] = _Made(flag_months(connection, ledger), {})
        weakref.finalize(ledger, _MADE.pop, key, None)
    return _MADE[key]


def month_before(ledger: Ledger) -> str:
    """Give the period before, `""` in the year's first and where no return stands for it by itself."""
    before = ledger.workspace.rhythm.before(ledger.period)
    return before if before in months_with_returns(ledger) else ""


@dataclass(frozen=True)
class _Made:
    flagged: Flagged
    months: dict[str, MonthSums]


_MADE: dict[int, _Made] = {}


def month_tables(
    connection: duckdb.DuckDBPyConnection, ledger: Ledger, units: pd.DataFrame, flagged: Flagged
) -> dict[str, pd.DataFrame]:
    """Give the tables that measures are summed over, each with the month's (or last year's same month's) rows."""
    projects, funding = flagged.month(ledger.period)
    return {
        "funding": _with_leading_projects(funding, units, ledger.workspace.settings.kinds),
        "projects": projects,
        "units": units,
        "targets": ledger.targets.merge(units[["unit_id", "band"]], on="unit_id", how="left"),
        "base_funds": base_of(ledger, "base_funds"),
        "base_projects": base_of(ledger, "base_projects"),
        "increments": increments(connection, ledger),
        "fields": field_table(ledger.workspace, projects),
        "programmes": programme_table(ledger.workspace, ledger.period, projects),
        "inspections": inspection_table(ledger.workspace, ledger.period)[0],
    }


def _with_leading_projects(funding: pd.DataFrame, units: pd.DataFrame, kinds: Kinds) -> pd.DataFrame:
    """Add `leading_project`: the project that a line is of, where that is one of the county's largest, else `""`.

    Where something of a unit can't be read, it can't be said what its largest project is.
    """
    sound = funding["unit_id"].isin(set(units.loc[~units["incomplete"], "unit_id"]))
    lines = funding[sound & funding["counts"] & ~funding["kind"].isin(kinds.ways[FORMULA])]
    awarded = lines.groupby("project_id", sort=False)["awarded_fen"].sum()
    leading = awarded[awarded > 0].sort_values(ascending=False, kind="stable").head(LEADING).index
    return funding.assign(leading_project=funding["project_id"].where(funding["project_id"].isin(leading), ""))


def _scopes(workspace: Workspace, tables: dict[str, pd.DataFrame]) -> dict[ScopeKind, list[Scope]]:
    """List the scopes by kind, each in the office's order: precedence, the county's lists, then as they appear."""
    categories = [row["category"] for row in workspace.reference("fund_categories").rows()]
    fields = [row["field"] for row in workspace.reference("policy_fields").rows()]
    funding, base, projects = (tables[name] for name in ("funding", "base_funds", "projects"))
    leading = funding[funding["leading_project"] != ""].groupby("leading_project", sort=False)["awarded_fen"].sum()
    groups = set(tables["units"]["group"])
    return {
        "county": [COUNTY],
        "unit": [Scope("unit", unit_id) for unit_id in tables["units"]["unit_id"]],
        "kind": [Scope("kind", value) for value in _kinds(workspace.settings.kinds, projects["kind"], base["kind"])],
        "category": [
            Scope("category", value) for value in _present(categories, funding["fund_category"], base["fund_category"])
        ],
        "group": [Scope("group", value) for value in GROUPS if value in groups],
        "field": [Scope("field", value) for value in _present(fields, projects["policy_field"])],
        "project": [Scope("project", value) for value in leading.sort_values(ascending=False, kind="stable").index],
    }


def _kinds(kinds: Kinds, *columns: pd.Series) -> list[str]:
    """Give the kinds that are there; all that the county names where texts speak of each by its scope."""
    named = () if kinds.each_is_a_way else (pd.Series(kinds.ids),)
    return _present(list(kinds.labels), *named, *columns)


def _present(order: list[str], *columns: pd.Series) -> list[str]:
    found = dict.fromkeys(str(value) for column in columns for value in column if value != UNREADABLE)
    return [*(str(value) for value in order if value in found), *(value for value in found if value not in order)]
