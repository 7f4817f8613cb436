"""The rows behind a measure: which cells of which files make up its sum over a scope."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from zzlib.indicators.as_issued import RECEIVED, figure_of_base
from zzlib.indicators.catalogue import SCOPE_KEYS, Measure, measures, resolve
from zzlib.indicators.doubts import Scope
from zzlib.indicators.gains import Gain
from zzlib.indicators.scopes import MonthSums
from zzlib.ledger import Ledger
from zzlib.ledger.change_lines import read_changes
from zzlib.ledger.decisions import read_file_decisions
from zzlib.ledger.issued import IssuedMonth
from zzlib.ledger.projects import WON_MONEY, won_land, won_money
from zzlib.reference_files import REFERENCE_COLUMNS

if TYPE_CHECKING:
    import numpy.typing as npt


@dataclass(frozen=True)
class CellPart:
    """One cell's contribution: `value` in fen, a count or mu, signed as it enters its `role`.

    `source_id` is a sheet of the ledger, the name of a reference file or the period of an issued month; `field` the form's field or the column.
    """

    value: Decimal
    source_id: str
    row: int
    field: str
    unit_id: str
    project: str = ""
    correction: str = ""
    role: str = ""
    decision: str = ""


@dataclass(frozen=True)
class Asked:
    """Of how many units the returns (`units`, those with projects) have a column for a field, and which have none (`without`, names)."""

    field: str
    label: str
    units: int
    without: tuple[str, ...]

    @property
    def said(self) -> str:
        """Say of how many returns the column is one, and whose have none."""
        lacking = f"；没有的：{'、'.join(self.without)}" if self.without else ""
        return f"有项目的{self.units}个单位中，{self.units - len(self.without)}个的报表有“{self.label}”这一列{lacking}"

    def to_json(self) -> dict[str, Any]:
        """Give it as `zz explain --json` prints it."""
        return {
            "field": self.field, "label": self.label, "units": self.units, "with_column": self.units - len(self.without),
            "without": list(self.without),
        }  # fmt: skip


_LAND_PLACES = {
    "land_granted": ("land_source_id", "land_row"),
    "land_needed": ("land_needed_source_id", "land_needed_row"),
}
"""The columns of a project that say in which row its land stands."""

Rows = Iterable[Mapping[str, Any]]


class Provenance:
    """Finds the parts of the measures of one month."""

    def __init__(self, ledger: Ledger, sums: MonthSums) -> None:
        """Take the month's ledger and its sums."""
        self.ledger = ledger
        self.sums = sums
        self._measures = measures(ledger.workspace.settings.kinds)
        self._records: dict[str, list[Mapping[str, Any]]] = {}
        projects = ledger.month("projects")
        self._names = dict(zip(projects["project_id"], projects["project_name"], strict=True))
        self._of_sources = dict(zip(ledger.sources["source_id"], ledger.sources["decided"], strict=True))
        units = dict(zip(ledger.units["unit_id"], ledger.units["unit"], strict=True))
        entries = read_file_decisions(ledger.workspace).entries.values()
        changes = read_changes(ledger.workspace)[0]
        self._sizes = {
            (unit_id, e.project, e.field): e.noted(units)
            for e in entries
            if e.question == "size" and e.period <= ledger.period
            for unit_id, _ in changes.successors(e.unit_id, e.period, ledger.period)
        }
        self._registry_rows = {row["unit_id"]: row["row"] for row in ledger.workspace.reference("units").rows()}

    def parts(self, measure_name: str, scope: Scope, role: str, sign: int = 1) -> list[CellPart]:
        """Give the parts of a measure over a scope; their values add up to `sign` times its sum."""
        name = resolve(measure_name, self.ledger.workspace.settings)
        measure = self.sums.catalogue.measures[name]
        if measure.of_last_year and self.sums.issued_base and (figure := figure_of_base(name, self.sums.catalogue)):
            return self.issued(self.sums.issued_base, figure, scope, role, sign)
        trace = {
            "targets": self._target_cells,
            "projects": self._project_cells,
            "units": self._unit_cells,
            "increments": self._increment_cells,
            "fields": self._reference_cells,
            "programmes": self._reference_cells,
            "inspections": self._reference_cells,
        }.get(measure.table, self._amount_cells)
        within = {SCOPE_KEYS[scope.kind]: scope.value} if scope.value else {}
        parts = trace(measure, self._rows(measure, within))
        return [
            CellPart(
                sign * p.value, p.source_id, p.row, p.field, p.unit_id, p.project, p.correction, role, self._decision(p)
            )
            for p in parts
        ]

    def _decision(self, part: CellPart) -> str:
        """Say what people decided of the part's file, project and amount."""
        return "；".join(filter(None, [self._of_sources.get(part.source_id, ""), part.decision]))

    def _noted(self, row: Mapping[str, Any], field: str) -> str:
        size = self._sizes.get((row["unit_id"], row.get("project_id", ""), field), "")
        return "；".join(filter(None, [row.get("decided", ""), size, self._adjusted(row)]))

    def unread(self, measure_name: str, scope: Scope) -> list[CellPart]:
        """Give the cells of a measure over a scope that can't be read: they are in no sum."""
        measure = self.sums.catalogue.measures[resolve(measure_name, self.ledger.workspace.settings)]
        flag = f"{measure.field}_unreadable"
        if measure.table != "funding":
            return []
        own = self._within(measure, {SCOPE_KEYS[scope.kind]: scope.value} if scope.value else {})
        return [
            CellPart(
                Decimal(0), r["source_id"], r["row"], measure.field, r["unit_id"], self._names.get(r["project_id"], "")
            )
            for r in self._dicts_of(measure, own & self.sums.tables[measure.table][flag].to_numpy(dtype="bool"))
        ]

    def asked(self, measure_name: str, scope: Scope) -> Asked | None:
        """Tell whose returns in a scope have a column for a measure; `None` of one that every return is asked for."""
        measure = self.sums.catalogue.measures[resolve(measure_name, self.ledger.workspace.settings)]
        if not measure.asked_by:
            return None
        own = self._within(measure, {SCOPE_KEYS[scope.kind]: scope.value} if scope.value else {})
        rows = self.sums.tables[measure.table][own]
        of_units = (~rows[measure.asked_by]).groupby(rows["unit_id"]).any()
        names = dict(zip(self.sums.units["unit_id"], self.sums.units["unit"], strict=True))
        without = tuple(name for unit_id, name in names.items() if unit_id in of_units and not of_units[unit_id])
        return Asked(measure.field, self.ledger.workspace.form.label(measure.field), len(of_units), without)

    def gain(self, gain: Gain, role: str) -> list[CellPart]:
        """Give the cells of what a month brought: that month's, less the month before's."""
        period, units = gain.period, gain.units
        *earlier, _ = self.ledger.workspace.rhythm.until(period)
        months = [(period, 1), *((month, -1) for month in earlier[-1:])]
        measure = measures()["received"]
        return [
            replace(part, role=role, value=sign * part.value)
            for month, sign in months
            for part in self._amount_cells(measure, self._received_rows(month, units))
        ]

    def received_before(self, scope: Scope, role: str) -> list[CellPart]:
        """Give the cells of what had come by the period before, taken off."""
        rows = self.sums.received_before
        if rows is None:
            return []
        if self.sums.issued_before:
            return self.issued(self.sums.issued_before, RECEIVED, scope, role, -1)
        rows = rows[rows["received_fen"].notna()]
        rows = rows[rows["fund_category"] == scope.value] if scope.kind == "category" else rows
        cells = self._amount_cells(measures()["received"], _dicts(rows))
        return [replace(part, role=role, value=-part.value) for part in cells]

    def issued(
        self, month: IssuedMonth, figure: str, scope: Scope, role: str, sign: int = 1, column: str = "value"
    ) -> list[CellPart]:
        """Give the number of a figure that an issued month printed."""
        number = month.number(figure, str(scope), column)
        if number is None:
            return []
        value = number * 100 if self.sums.catalogue.figures[figure].of_money else number
        unit_id = scope.value if scope.kind == "unit" else ""
        return [CellPart(sign * value, month.period, month.row(figure, str(scope)), column, unit_id, role=role)]

    def _received_rows(self, period: str, units: set[str]) -> Rows:
        table = self.ledger.month("funding", period)
        return _dicts(table[table["counts"] & table["received_fen"].notna() & table["unit_id"].isin(units)])

    def _within(self, measure: Measure, within: Mapping[str, str]) -> "npt.NDArray[np.bool_]":
        """Tell of each row of a measure's table whether it matches."""
        table = self.sums.tables[measure.table]
        own = np.ones(len(table), dtype="bool")
        for column, value in {**within, **measure.where}.items():
            own &= table[column].isin(value if isinstance(value, tuple) else [value]).to_numpy()
        return own

    def _rows(self, measure: Measure, within: Mapping[str, str]) -> Rows:
        """Give the rows of a measure's table that match and whose column holds something."""
        own = self._within(measure, within)
        if measure.column:
            values = self.sums.tables[measure.table][measure.column]
            own &= (values if values.dtype == "bool" else values.notna()).to_numpy()
        return self._dicts_of(measure, own)

    def _dicts_of(self, measure: Measure, own: "npt.NDArray[np.bool_]") -> Rows:
        """Give rows of a measure's table as dictionaries, which are made once for all figures: it has many columns."""
        if measure.table not in self._records:
            self._records[measure.table] = list(_dicts(self.sums.tables[measure.table]))
        return compress(self._records[measure.table], own)

    def _amount_cells(self, measure: Measure, rows: Rows) -> Iterator[CellPart]:
        for row in rows:
            from_history = row["source_id"] in REFERENCE_COLUMNS
            field = measure.column.replace("_fen", "_yuan") if from_history else measure.field
            corrected = [c for c in row.get("corrected", "").split(",") if c.startswith(f"{measure.field}:")]
            yield CellPart(
                Decimal(int(row[measure.column])),
                row["source_id"],
                row["row"],
                field,
                row["unit_id"],
                self._names.get(row.get("project_id", ""), ""),
                ",".join(c.partition(":")[2] for c in corrected),
                decision=self._noted(row, measure.field),
            )

    def _adjusted(self, row: Mapping[str, Any]) -> str:
        """Say which former unit's a row of a reference file is, or what part of it."""
        return f"机构调整：{row['adjusted']}" if row.get("adjusted") else ""

    def _target_cells(self, measure: Measure, rows: Rows) -> Iterator[CellPart]:
        for row in rows:
            about = (Decimal(int(row[measure.column])), "targets", row["row"], measure.field, row["unit_id"])
            yield CellPart(*about, decision=self._adjusted(row))

    def _unit_cells(self, measure: Measure, rows: Rows) -> Iterator[CellPart]:
        """Give each unit's cell in units.csv, or where a unit counts for what it won or gave back, the first cell of that."""
        for row in rows:
            shown = next(self._cells_of_unit(row["unit_id"], measure.field), None)
            yield shown or CellPart(Decimal(1), "units", self._registry_rows[row["unit_id"]], "name", row["unit_id"])

    def _cells_of_unit(self, unit_id: str, field: str) -> Iterator[CellPart]:
        if field == "received":
            funding = self.sums.tables["funding"]
            back = funding[(funding["unit_id"] == unit_id) & (funding["reclaimed_fen"] > 0)]
            yield from (replace(p, value=Decimal(1)) for p in self._amount_cells(measures()["received"], _dicts(back)))
        if field in ("won", "land_granted"):
            projects = self.sums.tables["projects"]
            own = nw.from_native(projects[projects["unit_id"] == unit_id])
            won = own.filter(won_money() if field == "won" else won_land()).to_native()
            yield from self._project_cells(Measure(table="projects", field=field), _dicts(won))

    def _project_cells(self, measure: Measure, rows: Rows) -> Iterator[CellPart]:
        for row in rows:
            field = self._winning_field(row) if measure.field == "won" else measure.field
            counted = not (measure.in_digits or measure.of_money)
            value = Decimal(1) if counted else Decimal(str(row[measure.column]))
            source_id, number = row["source_id"], row["row"]
            if field in _LAND_PLACES:
                source_id, number = (row[name] for name in _LAND_PLACES[field])
            elif f"{field}_source_id" in row:
                source_id, number = row[f"{field}_source_id"], row[f"{field}_row"]
            elif field in self.ledger.workspace.form.line_money:
                source_id, number = self._line_with(row, f"{field}_fen")
            noted = self._noted(row, field)
            yield CellPart(value, source_id, number, field, row["unit_id"], row["project_name"], decision=noted)

    def _reference_cells(self, measure: Measure, rows: Rows) -> Iterator[CellPart]:
        for row in rows:
            value = Decimal(int(row[measure.column])) if measure.column.endswith("_fen") else Decimal(1)
            unit_id, project = row.get("unit_id", ""), row.get("project", "")
            yield CellPart(value, row["source_id"], row["row"], measure.field, unit_id, project)

    def _increment_cells(self, _measure: Measure, rows: Rows) -> Iterator[CellPart]:
        """Give the cells of every unit and category that gained: this year's added, last year's taken off."""
        for gain in rows:
            within = {"unit_id": gain["unit_id"], "fund_category": gain["fund_category"]}
            for name, sign in (("received", 1), ("base_received", -1)) if gain["increase_fen"] else ():
                source = measures()[name]
                for part in self._amount_cells(source, self._rows(source, within)):
                    yield replace(part, value=sign * part.value)

    def _winning_field(self, project: Mapping[str, Any]) -> str:
        """Give the first field by which a project is converted."""
        return next((field for field in WON_MONEY if project[f"{field}_fen"] > 0), "land_granted")

    def _line_with(self, project: Mapping[str, Any], column: str) -> tuple[str, int]:
        """Give the line of a project in which an amount stands first, else the project's own."""
        lines = self._lines_of_projects[project["unit_id"], project["project_id"]]
        first = next((line for line in lines if pd.notna(line[column]) and line[column] > 0), project)
        return str(first["source_id"]), int(first["row"])

    @cached_property
    def _lines_of_projects(self) -> dict[tuple[str, str], list[dict[Any, Any]]]:
        lines: dict[tuple[str, str], list[dict[Any, Any]]] = {}
        for line in self.ledger.month("funding").to_dict("records"):
            lines.setdefault((line["unit_id"], line["project_id"]), []).append(line)
        return lines


def _dicts(table: pd.DataFrame) -> Rows:
    columns = [str(column) for column in table]  # a column as a list each: several times as fast as `to_dict`
    return (dict(zip(columns, row, strict=True)) for row in zip(*(table[c].tolist() for c in table), strict=True))
