"""The tables that units' rows come from, month by month: which field stands in which column under which heading."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from zzlib.checks.lines import Row, records
from zzlib.form import Form
from zzlib.ledger import Ledger
from zzlib.returns.cells.text import row_and_column
from zzlib.returns.layout.headings import heading_key

OF_PROJECT = "total_investment"
"""The amount that belongs to a project as such, and not to its lines."""

Placement = frozenset[tuple[str, str, str]]
_PLACE = ("period", "file", "sheet")
_COLUMN = ("column", "header", "money_unit")


def _number(column: str) -> int | None:
    """Give the number of a column (of a row in a turned table); a form of one project has none."""
    if column.isdigit():
        return int(column)
    return row_and_column(f"{column}1")[1] if column.isalpha() else None


@dataclass(frozen=True)
class LayoutTable:
    """A table that a unit's rows come from: where it stands, and of each field its column, heading and unit of money."""

    source_id: str
    period: str
    file: str
    sheet: str
    columns: dict[str, tuple[str, str, str]]

    @property
    def fingerprint(self) -> Placement:
        """What makes a layout the same wherever its columns stand: the fields under their headings, in their units."""
        return frozenset((field, heading_key(header), unit) for field, (_, header, unit) in self.columns.items())

    @property
    def is_issued_form(self) -> bool:
        """Whether it is the form that the office sends out, which has its own column for the projects' keys."""
        return "project_key" in self.columns

    @property
    def placement(self) -> Placement:
        """Which field stands in which column under which heading."""
        return frozenset((field, column, heading_key(header)) for field, (column, header, _) in self.columns.items())

    def beside_name(self, field: str) -> int | None:
        """Give how far a field's column is from that of the projects' names; `None` where there are no such columns."""
        own, name = (_number(self.columns[f][0]) if f in self.columns else None for f in (field, "project_name"))
        return None if own is None or name is None else own - name


class Layouts:
    """The tables and amounts of each unit in the months of the ledger, looked up where they are asked for."""

    def __init__(self, ledger: Ledger) -> None:
        """Index a ledger."""
        self.ledger = ledger
        self._periods = ledger.workspace.rhythm.until(ledger.period)
        self._rows = ledger.funding.groupby(["period", "unit_id"], sort=False).indices
        self._columns = ledger.layouts.groupby("source_id", sort=False).indices
        self._source_ids = ledger.funding["source_id"].to_numpy(dtype="object")
        self._sources = {row["source_id"]: row for row in records(ledger.sources[["source_id", *_PLACE]])}
        self._places = {name: ledger.layouts[name].to_numpy(dtype="object") for name in ("field_id", *_COLUMN)}
        self._known: dict[str, LayoutTable] = {}

    def period(self, back: int) -> str:
        """Give the period of the year that lies some back, `""` if there is none."""
        return self._periods[-1 - back] if back < len(self._periods) else ""

    def named(self, period: str) -> str:
        """Give a period as people write it."""
        return self.ledger.workspace.rhythm.name(period)

    def lines(self, unit_id: str, back: int = 0) -> list[Row]:
        """Give a unit's fund lines as they stood some months back."""
        return records(self._lines.iloc[self._rows.get((self.period(back), unit_id), [])])

    def projects(self, unit_id: str, back: int = 0) -> list[Row]:
        """Give a unit's projects with what belongs to a project as such."""
        frame, indices = self._projects
        return records(frame.iloc[indices.get((self.period(back), unit_id), [])])

    @property
    def form(self) -> Form:
        """The county's form."""
        return self.ledger.workspace.form

    @cached_property
    def _lines(self) -> pd.DataFrame:
        amounts = (f"{field}_fen" for field in self.form.line_money)
        return self.ledger.funding[["project_id", "source_id", "row", *amounts]]

    @cached_property
    def _projects(self) -> tuple[pd.DataFrame, Any]:
        frame = self.ledger.projects
        indices = frame.groupby(["period", "unit_id"], sort=False).indices
        return frame[["project_id", f"{OF_PROJECT}_fen"]], indices

    def tables(self, unit_id: str, back: int = 0) -> list[LayoutTable]:
        """Give the tables that a unit's rows came from."""
        ids = dict.fromkeys(self._source_ids[self._rows.get((self.period(back), unit_id), [])])
        return [self._table(source_id) for source_id in sorted(ids) if source_id in self._columns]

    def _table(self, source_id: str) -> LayoutTable:
        if source_id not in self._known:
            held = self._columns[source_id]
            places = zip(*(self._places[name][held] for name in _COLUMN), strict=True)
            columns: dict[str, tuple[str, str, str]] = {}
            for field, place in zip(self._places["field_id"][held], places, strict=True):
                columns.setdefault(field, place)
            period, file, sheet = (self._sources[source_id][name] for name in _PLACE)
            self._known[source_id] = LayoutTable(source_id, period, file, sheet, columns)
        return self._known[source_id]

    def alike(self, unit_id: str) -> int:
        """Give how many periods back, two or more, a unit's tables stood as they do now; 0 if never this year."""
        now = placements(self.tables(unit_id))
        earlier = range(2, len(self._periods))
        return next((back for back in earlier if placements(self.tables(unit_id, back)) == now), 0)


def placements(tables: Iterable[LayoutTable]) -> set[Placement]:
    """Give where the fields of some tables stand."""
    return {table.placement for table in tables}
