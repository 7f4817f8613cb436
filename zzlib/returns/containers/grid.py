"""A sheet as a grid of cells with the row and column numbers that people see, whatever file it came from."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from zzlib.returns.cells.text import Cell
from zzlib.returns.containers.bounds import MAX_MERGED, UnusableFileError
from zzlib.returns.containers.sights import Doubt, Sight

Merge = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range, each (row, column) counted from 0."""


@dataclass(frozen=True)
class Fault:
    """A cell that holds an error or a formula without a stored value; `text` is what a person sees in it."""

    code: str
    text: str


@dataclass(frozen=True)
class Grid:
    """A sheet. `rows` are lists of cells (blank is `""`), all from column A on; `faults` are cells that hold no value.

    `hidden_rows` holds the cells of hidden rows that held something and are blank here, `behind` the sheet as it were
    with them, `whole` with the hidden columns that held something, too (`hidden_columns`). `sights` tells of cells that a person sees otherwise, `comments`
    what is written at them, `colours` names their colour where the file speaks of colours; `doubts` are rules of the
    sheet (条件格式) of which it can't be told what a person sees under them. A cell of `summed` was made the sum of those
    cells (each with its text).
    """

    name: str
    rows: list[list[Cell]]
    merges: tuple[Merge, ...] = ()
    faults: dict[tuple[int, int], Fault] = field(default_factory=dict)
    hidden_rows: dict[int, list[Cell]] = field(default_factory=dict)
    behind: "Grid | None" = None
    whole: "Grid | None" = None
    hidden_columns: frozenset[int] = frozenset()
    sights: dict[tuple[int, int], Sight] = field(default_factory=dict)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    boxes: dict[tuple[int, int], str] = field(default_factory=dict)
    colours: dict[tuple[int, int], str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    summed: dict[tuple[int, int], tuple[tuple[tuple[int, int], str], ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Cut merged ranges to the sheet.

        Raises:
            UnusableFileError: they cover more cells than they may.
        """
        if self.merges:
            height, width = len(self.rows), max(map(len, self.rows), default=0)
            cut = dict.fromkeys(
                ((top, left), (min(bottom, height - 1), min(right, width - 1)))
                for (top, left), (bottom, right) in self.merges
                if top < height and left < width
            )
            if sum((b - t + 1) * (r - c + 1) for (t, c), (b, r) in cut) > MAX_MERGED:
                raise UnusableFileError("file_too_large")
            object.__setattr__(self, "merges", tuple(merge for merge in cut if merge[0] != merge[1]))

    @cached_property
    def merged_to(self) -> dict[tuple[int, int], tuple[int, int]]:
        """The last cell of each merged range by its first."""
        return dict(self.merges)

    @cached_property
    def covered(self) -> frozenset[tuple[int, int]]:
        """The cells that hold something under a merged cell, where nobody sees it."""
        return frozenset(
            (row, column)
            for (top, left), (bottom, right) in self.merges
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (row, column) != (top, left) and self.cell(row, column) != ""
        )

    @cached_property
    def merged_down(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For each cell of a first column that is merged downwards, the cell that holds its text."""
        return {(row, start[1]): start for start, end in self.merges for row in range(start[0] + 1, end[0] + 1)}

    @cached_property
    def _by_row(self) -> dict[int, list[Merge]]:
        found: dict[int, list[Merge]] = defaultdict(list)
        for start, end in self.merges:
            for row in range(start[0], end[0] + 1):
                found[row].append((start, end))
        return dict(found)

    def merged_over(self, row: int) -> list[Merge]:
        """Give the merged ranges that a row is part of."""
        return self._by_row.get(row, [])

    def cell(self, row: int, column: int) -> Cell:
        """Give a cell's value; cells beyond the sheet's edge are blank."""
        cells = self.rows[row] if row < len(self.rows) else []
        return cells[column] if column < len(cells) else ""

    def filled(self, row: int) -> list[int]:
        """List the columns of a row that hold something, faults included."""
        columns = [column for column, value in enumerate(self.rows[row]) if value != ""]
        if self.faults:
            columns = sorted({*columns, *(column for r, column in self.faults if r == row)})
        return columns


@dataclass(frozen=True)
class Book:
    """The visible sheets of a file, the names of hidden ones, and those that are too large to read."""

    grids: tuple[Grid, ...]
    hidden: tuple[str, ...] = ()
    too_large: tuple[str, ...] = ()
