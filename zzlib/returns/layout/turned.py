"""A table that is turned: labels down a column, a project a column. It is read upright, and every address is turned back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from zzlib.issues import Issue, issue
from zzlib.returns.cells.text import address, column_letter, row_and_column
from zzlib.returns.containers.bounds import MAX_CARD
from zzlib.returns.containers.grid import Grid
from zzlib.returns.containers.hidden import without
from zzlib.returns.extraction import Column, ExtractedSheet, Raw, Record, Skipped, Total, Value
from zzlib.returns.layout.labels import field_hint

Known = TypeVar("Known")

FEWEST_PROJECTS = 2
_FEWEST_LABELS = 3
_NEEDED = {"project_name", "received"}
_ROWS = ("row", "first", "last")
"""Parts of an issue that are numbers of rows, or cells."""
_LETTER = "letter"
"""The part of an issue that is the letter of a column."""
_CELL = re.compile(r"[A-Z]{1,3}[1-9]\d{0,5}")
_ADDRESS = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,3}[1-9]\d{0,5}(?=“|:[A-Z])|(?<=:)[A-Z]{1,3}[1-9]\d{0,5}(?![A-Za-z0-9])")
"""Cells named in an issue's words: before what stands in them, or as a range."""


@dataclass(frozen=True)
class Turn:
    """Where the turned table stands: its rows from `top` up to `end`, over `width` columns; rows and columns from 0."""

    top: int
    end: int
    width: int

    def upright(self, grid: Grid) -> Grid:
        """Give the sheet with the table upright: what stands above and below keeps its columns.

        What is hidden of the table changes about, too: a hidden column is a hidden row of the upright table.
        """
        behind = without(grid.whole, grid.hidden_rows, ()) if grid.whole else None
        columns = [column for column in sorted(grid.hidden_columns) if column < self.width]
        turned = self._table(behind) if behind and columns else None
        return replace(
            self._table(grid),
            hidden_rows={self.top + column: turned.rows[self.top + column] for column in columns} if turned else {},
            behind=turned,
            whole=self._table(grid.behind) if grid.behind else None,
            hidden_columns=frozenset(row - self.top for row in grid.hidden_rows if self._inside((row, 0))),
        )

    def _table(self, grid: Grid) -> Grid:
        """Turn the table of a sheet, and what is known of its cells."""
        height = self.end - self.top
        table = [[grid.cell(self.top + place, column) for place in range(height)] for column in range(self.width)]
        merges = [merge for merge in grid.merges if merge[1][0] < self.top]
        merges += [
            (self._turned(*start), self._turned(*end))
            for start, end in grid.merges
            if self.top <= start[0] and end[0] < self.end
        ]
        return Grid(
            grid.name,
            [*grid.rows[: self.top], *table, *grid.rows[self.end :]],
            tuple(merges),
            self._moved(grid.faults),
            sights=self._moved(grid.sights),
            comments=self._moved(grid.comments),
            colours=self._moved(grid.colours),
            doubts=tuple(replace(d, places=frozenset(map(self._place, d.places))) for d in grid.doubts),
        )

    def _moved(self, cells: dict[tuple[int, int], Known]) -> dict[tuple[int, int], Known]:
        return {self._place(place): known for place, known in cells.items()}

    def _place(self, place: tuple[int, int]) -> tuple[int, int]:
        """Give where a cell of the sheet stands in the upright one."""
        if self._inside(place):
            return self._turned(*place)
        return (place[0] + self.width - (self.end - self.top), place[1]) if place[0] >= self.end else place

    def original(self, cell: str) -> str:
        """Give the address in the file of a cell of the upright sheet."""
        if not cell:
            return cell
        row, column = row_and_column(cell)
        if row < self.top:
            return cell
        if row < self.top + self.width:
            return address(self.top + column, row - self.top)
        return address(row - self.width + self.end - self.top, column)

    def _inside(self, place: tuple[int, int]) -> bool:
        return self.top <= place[0] < self.end

    def _turned(self, row: int, column: int) -> tuple[int, int]:
        return self.top + column, row - self.top

    def issue(self, said: Issue) -> Issue:
        """Give an issue at its place in the file, in words that speak of its columns."""
        place = {**said.place, "cell": self.original(said.cell), "value": self._restated(said.value)}
        return issue(said.code, **place, **{n: self._restated(p, n) for n, p in said.details.items()}, turned=True)

    def _restated(self, part: Any, name: str = "") -> Any:
        """Give a part of an issue with the numbers of the file's columns for those of rows, its rows, and its addresses."""
        if name in _ROWS and isinstance(part, int):
            return part - self.top if self.top < part <= self.top + self.width else part
        if not isinstance(part, str):
            return part
        if name == _LETTER:
            return str(self.top + row_and_column(f"{part}1")[1] + 1)
        if name in _ROWS and _CELL.fullmatch(part):
            return self.original(part)
        return _ADDRESS.sub(lambda found: self.original(found[0]), part)

    def record(self, record: Record) -> Record:
        """Give a record with the places of the file; its `row` is the number of its column there."""
        fields = {name: self._value(value) for name, value in record.fields.items()}
        other = {name: self._raw(raw) for name, raw in record.other.items()}
        return replace(record, row=record.row - self.top, fields=fields, other=other, turned=True)

    def _value(self, value: Value) -> Value:
        return replace(value, cell=self.original(value.cell), parts=tuple(map(self._raw, value.parts)))

    def _raw(self, raw: Raw) -> Raw:
        return replace(raw, cell=self.original(raw.cell))

    def sheet(self, sheet: ExtractedSheet) -> ExtractedSheet:
        """Give a sheet's summary with the places of the file: a field's column is the number of its row there."""
        return replace(
            sheet,
            header_rows=(),
            columns=tuple(self._column(column) for column in sheet.columns),
            totals=tuple(self._total(total) for total in sheet.totals),
            skipped=tuple(self._skipped(skipped) for skipped in sheet.skipped),
        )

    def _column(self, column: Column) -> Column:
        return replace(column, letter=str(self.top + row_and_column(f"{column.letter}1")[1] + 1))

    def _total(self, total: Total) -> Total:
        return replace(total, cell=self.original(total.cell))

    def _skipped(self, skipped: Skipped) -> Skipped:
        first, *last = (column_letter(int(row) - 1 - self.top) for row in skipped.rows.split("-"))
        return replace(skipped, rows="-".join((first, *last)))


def find_turn(grid: Grid) -> Turn | None:
    """Find a turned table in a sheet that has no header: the labels of a return under each other, two projects or more beside."""
    if len(grid.rows) > MAX_CARD:
        return None
    for row in range(len(grid.rows)):
        for column in grid.filled(row):
            if _hint(grid, row, column) == "project_name":
                return _turn(grid, row, column)
    return None


def _turn(grid: Grid, name_row: int, column: int) -> Turn | None:
    """Give the table around the cell that says 项目名称; `None` if what stands beside or under it makes another form."""
    projects = [c for c in grid.filled(name_row) if c > column]
    if len(projects) < FEWEST_PROJECTS or any(_hint(grid, name_row, c) for c in projects):
        return None
    labels = range(column, projects[0])
    first = last = name_row
    hidden = grid.hidden_rows
    while first > 0 and (first - 1 in hidden or _hints(grid, first - 1, labels)):
        first -= 1
    while below := next((row for row in _below(grid, last, labels) if row in hidden or _goes_on(grid, row, labels)), 0):
        last = below
    labelled = [row for row in range(first, last + 1) if _hints(grid, row, labels)]
    hints = {hint for row in labelled for hint in _hints(grid, row, labels)}
    if len(hints) < _FEWEST_LABELS or not hints >= _NEEDED or any(_labels_beside(grid, labelled, c) for c in projects):
        return None
    described = [c for c in projects if sum(grid.cell(row, c) != "" for row in labelled) * 2 > len(labelled)]
    width = max(len(grid.rows[row]) for row in range(first, last + 1))
    return Turn(first, last + 1, width) if len(described) >= FEWEST_PROJECTS else None


def _labels_beside(grid: Grid, rows: list[int], column: int) -> bool:
    """Tell whether a column holds labels rather than values; some values are like labels (项目阶段 / 到位)."""
    return sum(_hint(grid, row, column) is not None for row in rows) * 2 >= len(rows)


def _goes_on(grid: Grid, row: int, labels: range) -> bool:
    """Tell whether a row is one more of the table: a label, and something beside it in several columns."""
    filled = grid.filled(row)
    labelled = any(isinstance(grid.cell(row, c), str) for c in filled if c in labels)
    beside = [c for c in filled if c >= labels.stop]
    return labelled and (len(beside) >= FEWEST_PROJECTS or bool(_hints(grid, row, labels)))


def _below(grid: Grid, row: int, labels: range) -> Iterator[int]:
    """Give where a table may go on: at the next row with values, below some of which only the label is filled in; else at the next."""
    for below in range(row + 1, len(grid.rows)):
        filled = grid.filled(below)
        if not filled or filled[0] not in labels:
            break
        if any(column >= labels.stop for column in filled):
            yield below
            break
    if row + 1 < len(grid.rows):
        yield row + 1


def _hints(grid: Grid, row: int, labels: range) -> list[str]:
    return [hint for column in labels if (hint := _hint(grid, row, column))]


def _hint(grid: Grid, row: int, column: int) -> str | None:
    value = grid.cell(row, column)
    return field_hint(value) if isinstance(value, str) and value else None
