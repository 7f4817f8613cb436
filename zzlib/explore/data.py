"""The year's ledger held ready for a view: loaded once a period, then only grouped; nothing here computes a figure."""

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from zzlib.explore.dimensions import OF_LINES, Filters, Words
from zzlib.explore.wording import wording
from zzlib.indicators import Month, measure
from zzlib.indicators.catalogue import Measure, measures
from zzlib.indicators.sums import Sums, connect, sum_measures
from zzlib.indicators.what_if import YearOfUnits
from zzlib.ledger import Ledger, open_ledger
from zzlib.ledger.places import Places
from zzlib.periods import month_of, period_of, year_of
from zzlib.reference_files import UNREADABLE
from zzlib.told import ToldError
from zzlib.vocabulary import Filing, Kind, Stage
from zzlib.workspace import Workspace

_WON = ("awarded", "allotted", "received", "land_granted")
CONVERTED = Measure(table="projects", column="converted", uses=_WON, field="won")
"""Projects that won money or land, of whatever kind: the catalogue has it by kind."""

PROJECT_MEASURES = {
    **{name: measures()[name] for name in ("projects", "projects_formula", "projects_competitive")},
    **{name: measures()[name] for name in ("converted_formula", "converted_competitive")},
    "converted": CONVERTED,
}
MONEY_MEASURES = {name: measures()[name] for name in ("applied", "awarded", "allotted", "received", "paid")}
BASE_MEASURES = {
    "projects": measures()["base_projects"],
    "converted": Measure(table="base_projects", column="converted", field="converted"),
}
STEPS = ("编报", "申报", "争取到资金或用地", "下达", "到位")
"""How far a project is by what it has won; each step holds the ones after it."""

_PROJECTS = (
    "period", "unit_id", "group", "project_id", "carried", "source_id", "row", "project_name", "kind", "origin",
    "policy_field", "stage", "total_investment_fen", "land_needed", "land_granted", "person", "problems",
    "awarded_fen", "allotted_fen", "received_fen", "converted", *(f"{field}_unreadable" for field in _WON),
)  # fmt: skip
_LINES = (
    "period", "unit_id", "group", "project_id", "carried", "kind", "origin", "policy_field", "fund_category",
    "source_level", "counts", "document_number", *(f"{name}_{part}" for name in MONEY_MEASURES for part in ("fen", "unreadable")),
)  # fmt: skip


class ViewError(ToldError, ValueError):
    """A view can't be made; the message says in Chinese why and what to choose."""


class ViewData:
    """One period's ledger for the views. Tables `projects` and `lines` stand in an in-memory DuckDB, all months.

    `kept` is for what a view computes and may ask for again.
    """

    def __init__(self, ledger: Ledger) -> None:
        """Load the ledger's frames once."""
        self.ledger = ledger
        self.period = ledger.period
        self.settings = ledger.workspace.settings
        self.words = Words(ledger)
        self.kept: dict[tuple[Any, ...], Any] = {}
        self.connection = connect(self.settings.engine)
        stated = ledger.units.loc[ledger.units["stated"] & ~ledger.units["carried"], "period"]
        self.months: list[str] = sorted(stated.unique())
        self._load()

    def _load(self) -> None:
        """Make the tables, rows of a month together: a view reads one or two months."""
        projects, lines = (self.ledger.projects[list(_PROJECTS)], self.ledger.funding[list(_LINES)])
        self.connection.register("project_frame", projects)
        self.connection.register("line_frame", lines)
        self.connection.execute(
            f"CREATE TABLE projects AS SELECT *, {_size()} AS size, {_step()} AS step FROM project_frame ORDER BY period"
        )
        self.connection.execute(
            "CREATE TABLE lines AS SELECT l.*, p.size FROM line_frame l "
            "LEFT JOIN projects p USING (period, unit_id, project_id) WHERE l.counts ORDER BY l.period"
        )
        self.connection.unregister("project_frame")
        self.connection.unregister("line_frame")

    @cached_property
    def month(self) -> Month:
        """The month with all figures of the catalogue."""
        return measure(self.ledger)

    @cached_property
    def year(self) -> YearOfUnits:
        """The units of every month, under any settings."""
        return YearOfUnits(self.connection, self.ledger, self.connection.sql("SELECT * FROM lines"))

    @cached_property
    def past_by_unit(self) -> dict[tuple[str, str], dict[str, int]]:
        """Last year's cumulative money in fen by (`2012-05`, unit), counted fund categories only; a sum that can't be read is left out."""
        base = self.ledger.base_funds
        wanted = {"received": measures()["base_received"], "awarded": measures()["base_awarded"]}
        sums = self.sums(base[base["counts"]], wanted, ["period", "unit_id"])
        keys = sums["received"]
        return {
            (p, u): {name: int(found[p, u].value) for name, found in sums.items() if not found[p, u].unreadable}
            for p, u in keys
        }

    @cached_property
    def places(self) -> Places:
        """The cells behind rows of the ledger."""
        return Places(self.ledger)

    def month_before(self) -> str:
        """Give the month before the period, `""` in January or where it is not on record."""
        number = month_of(self.period) - 1
        before = period_of(year_of(self.period), number) if number else ""
        return before if before in self.months else ""

    def values(self, dimension: str) -> list[str]:
        """Give the values of a dimension that the period has, in the office's order."""
        if dimension == "unit_id":
            return list(self.words.units)
        table = "lines" if dimension in OF_LINES else "projects"
        found = self.connection.execute(
            f'SELECT DISTINCT "{dimension}" FROM {table} WHERE period = ?', [self.period]
        ).fetchall()
        return self.words.ordered(dimension, sorted(str(value) for (value,) in found))

    def projects(
        self, period: str, filters: Filters, by: Iterable[str] = (), *, or_unstated: bool = False
    ) -> duckdb.DuckDBPyRelation:
        """Give a month's projects that pass the filters; by a dimension of lines, each once in each of its values.

        `or_unstated` gives those without a kind beside a chosen kind: a measure of the kind is incomplete by them.
        """
        return self.connection.sql(self.projects_sql(period, filters, by, or_unstated=or_unstated))

    def projects_sql(self, period: str, filters: Filters, by: Iterable[str] = (), *, or_unstated: bool = False) -> str:
        """Write the choice of `projects` as SQL."""
        chosen = filters.chosen()
        kinds = dict.fromkeys([chosen.pop("kind", ""), *([Kind.UNSTATED] if or_unstated else [])])
        of_lines = {name: chosen.pop(name) for name in OF_LINES if name in chosen}
        keyed = [name for name in by if name in OF_LINES]
        where = f"p.period = {_quoted(period)}" + "".join(f' AND p."{k}" = {_quoted(v)}' for k, v in chosen.items())
        if filters.kind:
            where += f" AND p.kind IN ({', '.join(map(_quoted, kinds))})"
        sql = f"SELECT p.* FROM projects p WHERE {where}"
        if of_lines or keyed:
            within = f"period = {_quoted(period)}" + "".join(f' AND "{k}" = {_quoted(v)}' for k, v in of_lines.items())
            columns = ", ".join(["unit_id", "project_id", *keyed])
            lines = f"SELECT DISTINCT {columns} FROM lines WHERE {within}"
            added = "".join(f", l.{name}" for name in keyed)
            sql = f"SELECT p.*{added} FROM projects p JOIN ({lines}) l USING (unit_id, project_id) WHERE {where}"
        return sql

    def lines(self, period: str, filters: Filters) -> duckdb.DuckDBPyRelation:
        """Give a month's fund lines that count and pass the filters."""
        chosen = filters.chosen()
        where = f"period = {_quoted(period)}" + "".join(f' AND "{k}" = {_quoted(v)}' for k, v in chosen.items())
        return self.connection.sql(f"SELECT * FROM lines WHERE {where}")

    def sums(self, table: Any, wanted: Mapping[str, Measure], by: Iterable[str] = ()) -> dict[str, Sums]:
        """Sum measures over a relation or a frame by keys (`zzlib.indicators.sums.sum_measures`)."""
        return sum_measures(self.connection, table, wanted, by)

    def last_year(self, filters: Filters) -> pd.DataFrame:
        """Give last year's counts of projects of the same month that pass the filters of kind, group and unit.

        There are none where one of them, or its kind, can't be read: no comparison rests on a part.
        """
        rows = self.ledger.base_projects
        rows = rows[rows["period"] == period_of(year_of(self.period) - 1, month_of(self.period))]
        chosen = filters.chosen()
        for name, value in chosen.items():
            rows = rows[rows[name].isin([value, UNREADABLE])] if name == "kind" else rows[rows[name] == value]
        doubtful = rows["projects_unreadable"] | rows["converted_unreadable"] | (rows["kind"] == UNREADABLE)
        return rows.iloc[:0] if doubtful.any() else rows

    def return_unreadable(self, unit_id: str = "", group: str = "") -> bool:
        """Tell whether a return of the month can't be read, among all units, those of a group, or of one unit."""
        units = self._unreadable_returns
        return any(unit_id in ("", unit) and group in ("", its_group) for unit, its_group in units)

    @cached_property
    def _unreadable_returns(self) -> list[tuple[str, str]]:
        units = self.ledger.month("units")
        units = units[units["filing"] == Filing.UNREADABLE]
        return list(zip(units["unit_id"], units["group"], strict=True))

    @cached_property
    def missing_line(self) -> str:
        """Say what missing and unreadable data do to what is shown."""
        words, units = wording().missing, self.ledger.month("units")
        unreadable = units["incomplete"] | (units["filing"] == Filing.UNREADABLE)
        groups = {
            "carried": units[units["carried"]],
            "unfiled": units[~units["filed_this_year"]],
            "unreadable": units[unreadable],
        }
        said = [
            words[name].format(units=len(rows), names=_some(list(rows["unit"])))
            for name, rows in groups.items()
            if len(rows)
        ]
        if self.ledger.waiting_files:
            said.append(words["waiting"].format(files=len(self.ledger.waiting_files)))
        return "".join(said) or words["whole"]


def _some(names: list[str], most: int = 6) -> str:
    return "、".join(names[:most]) + ("等" if len(names) > most else "")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _size() -> str:
    """Write the size of a project as SQL; the edges are data."""
    sizes = wording().sizes
    edges = sorted(sizes.edges_wan.items(), key=lambda edge: -edge[1])
    cases = " ".join(f"WHEN total_investment_fen >= {wan * 10**6} THEN {_quoted(name)}" for name, wan in edges)
    return f"CASE WHEN total_investment_fen IS NULL THEN {_quoted(sizes.unstated)} {cases} ELSE {_quoted(edges[-1][0])} END"


def _step() -> str:
    """Write the step (index into `STEPS`) of a project as SQL; what was won counts, whatever the stage says."""
    later = [s.value for s in Stage if s not in (Stage.IDEA, Stage.RESERVE, Stage.PREPARATION)]
    applied = ", ".join(_quoted(stage) for stage in later if stage not in (Stage.WITHDRAWN, Stage.ADJUSTED))
    return (
        f"CASE WHEN received_fen > 0 THEN 4 WHEN allotted_fen > 0 THEN 3 WHEN converted THEN 2 "
        f"WHEN stage IN ({applied}) THEN 1 ELSE 0 END"
    )


def known_period(workspace: Workspace, period: str) -> str:
    """Give the period (the latest when `""`) if it has returns.

    Raises:
        NoReturnsError: no period has returns.
        ViewError: this one has none; the message lists those that have.
    """
    period = period or workspace.latest_period()
    if period not in workspace.periods():
        raise ViewError(f"没有 {period} 的报表；可以看的月份：{'、'.join(workspace.periods())}")
    return period


def load_data(period: str = "", workspace: Workspace | None = None) -> ViewData:
    """Give a period's data for the views (the latest when `""`), loaded once as long as the process runs.

    Raises:
        PeriodError: there is no folder of returns for the period.
        NoReturnsError: the workspace has no returns.
    """
    workspace = workspace or Workspace.find()
    return _loaded(workspace.root, period or workspace.latest_period())


@lru_cache(maxsize=4)
def _loaded(root: Path, period: str) -> ViewData:
    return ViewData(open_ledger(Workspace(root), period))


def forget() -> None:
    """Load anew at the next call: returns or decisions have changed."""
    _loaded.cache_clear()
