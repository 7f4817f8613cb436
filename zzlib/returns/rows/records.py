"""From the rows of a table to records: merged texts filled down, groups handing on their kind, lines of one project."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from zzlib.returns.cells.amounts import read_percent
from zzlib.returns.cells.text import address, plain_text
from zzlib.returns.cells.words import Vocabulary
from zzlib.returns.containers.grid import Grid
from zzlib.returns.extraction import Raw, Record, Value
from zzlib.returns.findings import IssueCollector
from zzlib.returns.form import fields
from zzlib.returns.layout.columns import FieldColumn, Layout, without_header
from zzlib.returns.layout.labels import AMOUNTS, is_ratio
from zzlib.returns.rows.classifying import Row, RowKind
from zzlib.returns.rows.filing import owner_in
from zzlib.returns.rows.totals import Event
from zzlib.returns.rows.values import ValueReader

_INHERITED = ("unit", "project_code", "kind", "origin", "policy_field")
"""What a further fund line of a project takes from the line above where its own cell is blank."""

_OF_A_GROUP = ("unit", "kind", "origin", "policy_field")
"""What a row takes from one that sums it."""


@dataclass
class Sections:
    """The captions of groups that a row stands under, and what they say of kind and origin."""

    vocabulary: Vocabulary
    _open: list[tuple[int, dict[str, Value]]] = field(default_factory=list)

    def enter(self, row: Row) -> None:
        """Take a caption: it ends those of its own depth and below."""
        self._open = [(level, said) for level, said in self._open if level < row.level]
        cell = address(row.number, row.label_column)
        said = {
            name: Value(row.label, cell, value)
            for name in ("kind", "origin")
            if (value := self.vocabulary.mentioned(name, row.label))
        }
        self._open.append((row.level, said))

    def copy(self) -> "Sections":
        """Give the same captions, to go on from by themselves."""
        return Sections(self.vocabulary, list(self._open))

    def says(self, name: str) -> Value | None:
        """Give what the captions say of `kind` or `origin`, the innermost first."""
        return next((said[name] for _, said in reversed(self._open) if name in said), None)


class TableReader:
    """Reads the rows of one table into records and events (records, totals, captions in order, for the totals' check)."""

    def __init__(
        self, grid: Grid, layout: Layout, values: ValueReader, sections: Sections, findings: IssueCollector
    ) -> None:
        self._grid = grid
        self._layout = layout
        self._values = values
        self._sections = sections
        self._findings = findings
        self._others = dict(layout.others)
        self._merged_from = grid.merged_down
        self._read: dict[tuple[int, int], Value] = {}
        self._shared: set[tuple[int, int]] = set()
        self._above: Record | None = None
        self._owner = ""
        self._leads: dict[int, Record] = {}
        self.events: list[Event] = []

    @property
    def records(self) -> list[Record]:
        """The records read so far."""
        return [event.record for event in self.events if event.record]

    def read(self, rows: Sequence[Row]) -> None:
        """Read rows in order."""
        for row in rows:
            if row.kind == RowKind.RECORD:
                self._record(row)
            elif row.kind == RowKind.SECTION:
                self._sections.enter(row)
                self.events.append(Event(row, amounts=self._amounts(row.number)))
            elif row.kind == RowKind.TOTAL:
                self.events.append(Event(row, amounts=self._amounts(row.number)))
            if row.kind in (RowKind.SIGNATURE, RowKind.NOTE, RowKind.SECTION):
                said = owner_in(self._grid, row.number)
                self._owner = self._owner if said is None else said
            if row.kind != RowKind.RECORD:
                self._above = self._lead(row) if row.run and row.run[0] > row.number else None

    def _lead(self, row: Row) -> Record:
        """Take what a row says that sums the rows under it: they hand it on among themselves where they are blank."""
        reader = self._values.silent()
        columns = self._layout.fields.items()
        said = {
            f: reader.read(c, self._grid.cell(row.number, c.column), None, address(row.number, c.column))
            for f, c in columns
        }
        lead = Record(self._grid.name, row.number + 1, said)
        self._leads |= dict.fromkeys(row.run, lead)
        return lead

    def _record(self, row: Row) -> None:
        values = {f: self._value(column, row.number) for f, column in self._layout.fields.items()}
        same_project = self._name(values, row.number)
        if same_project and self._above:
            _take_over(values, self._above, _INHERITED)
        else:
            if lead := self._leads.get(row.number):
                _take_over(values, lead, _OF_A_GROUP)
            self._report_shared_amounts(row.number)
        for name in ("kind", "origin"):
            self._from_section(values, name)
        other = self._other(row.number)
        self._above = Record(self._grid.name, row.number + 1, values, other, owner=self._owner, decided=row.decided)
        self.events.append(Event(row, self._above))

    def _value(self, column: FieldColumn, row: int) -> Value:
        """Read a cell; a blank one inside a cell merged downwards says what that says, unless it is an amount."""
        place = (row, column.column)
        if not self._merged_from:
            return self._at(column, place)
        if column.field.type not in AMOUNTS:
            place = self._merged_from.get(place, place)
        if place not in self._read:
            self._read[place] = self._at(column, place)
        return self._read[place]

    def _at(self, column: FieldColumn, place: tuple[int, int]) -> Value:
        value = self._values.read(column, self._grid.cell(*place), self._grid.faults.get(place), address(*place))
        summed = self._grid.summed.get(place)
        return replace(value, parts=tuple(Raw(raw, address(*cell)) for cell, raw in summed)) if summed else value

    def _name(self, values: dict[str, Value], row: int) -> bool:
        """See to the project's name; tell whether the row is a further fund line of the project above."""
        above = self._above
        if "project_name" not in values:
            return False
        name = values["project_name"]
        if name.value is not None:
            return above is not None and name.cell == above.fields["project_name"].cell
        follows = above is not None and above.row == row and above.fields["project_name"].value is not None
        own = _raw(values, "serial") or _raw(values, "project_code") not in (
            "",
            _raw(above.fields, "project_code") if above else "",
        )
        if follows and above and not own and not name.unreadable and self._has_amount(values):
            values["project_name"] = above.fields["project_name"]
            return True
        self._findings.add("project_name_missing", cell=name.cell, field="project_name", row=row + 1)
        return False

    def _report_shared_amounts(self, row: int) -> None:
        """Say of an amount in a cell merged over several projects that it counts for the first alone."""
        for column in self._layout.amounts:
            start = self._merged_from.get((row, column.column))
            if start and start not in self._shared and column.field.type == "money" and self._grid.cell(*start) != "":
                self._shared.add(start)
                field_id, label = column.field.field_id, column.field.label
                place = {"cell": address(*start), "field": field_id, "value": plain_text(self._grid.cell(*start))}
                self._findings.add("amount_shared", **place, label=label, first=start[0] + 1, row=row + 1)

    def _has_amount(self, values: dict[str, Value]) -> bool:
        return any(values[c.field.field_id].value or values[c.field.field_id].unreadable for c in self._layout.amounts)

    def _from_section(self, values: dict[str, Value], name: str) -> None:
        """Where a row itself says nothing of kind or origin, take what the caption of its group says."""
        own = values.get(name)
        if own is not None and (own.value is not None or own.unreadable):
            return
        said = self._sections.says(name)
        if said is not None:
            values[name] = said
        elif own is not None:
            values[name] = replace(own, value="unstated")
            label = fields()[name].label
            self._findings.add(
                f"{name}_missing",
                cell=own.cell,
                field=name,
                label=label,
                known=self._sections.vocabulary.known_words(name),
            )
        elif name == "kind" and "project_name" in values:
            values[name] = Value("", "", "unstated")

    def _other(self, row: int) -> dict[str, Raw]:
        """Keep what stands in columns that are no field's, by their full header."""
        taken = {column.column for column in self._layout.fields.values()}
        cells = {}
        for column in self._grid.filled(row):
            if column in taken:
                continue
            if column not in self._others:
                self._others[column] = without_header(column)
                self._findings.add("column_without_header", cell=address(row, column))
            fault = self._grid.faults.get((row, column))
            raw = fault.text if fault else plain_text(self._grid.cell(row, column))
            cells[self._others[column]] = Raw(raw, address(row, column))
            if is_ratio(self._others[column]) and (read_percent(raw) or 0) > 1:
                self._findings.add(
                    "ratio_above_whole", cell=address(row, column), value=raw, label=self._others[column]
                )
        return cells

    def _amounts(self, row: int) -> dict[str, Value]:
        """Read the amounts of a row that is no record; what can't be read there is no issue, the row is only a check."""
        reader = self._values.silent()
        return {
            column.field.field_id: reader.read(
                column,
                self._grid.cell(row, column.column),
                self._grid.faults.get((row, column.column)),
                address(row, column.column),
            )
            for column in self._layout.amounts
        }


def _take_over(values: dict[str, Value], source: Record, names: Sequence[str]) -> None:
    for name in names:
        if name in values and not values[name].raw:
            values[name] = source.fields[name]


def _raw(values: Mapping[str, Value], field_id: str) -> str:
    return values[field_id].raw if field_id in values else ""
