"""A sheet drawn cell by cell with spans, as web pages, Word tables and XML tables state them."""

from zzlib.returns.cells.text import Cell
from zzlib.returns.containers.bounds import MAX_COLUMNS, MAX_ROWS, UnusableFileError, past_bounds
from zzlib.returns.containers.grid import Fault, Grid
from zzlib.returns.containers.sights import PARTLY, STRUCK, Look, Sight


class Canvas:
    """Collects cells, merged ranges and hidden rows and columns; rows and columns count from 0."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], Cell] = {}
        self.faults: dict[tuple[int, int], Fault] = {}
        self.looks: dict[tuple[int, int], Look] = {}
        self.sights: dict[tuple[int, int], Sight] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._ends: dict[tuple[int, int], tuple[int, int]] = {}
        self._free_from: dict[int, int] = {}

    def free_column(self, row: int, column: int) -> int:
        """Give the first column from `column` on that no cell above reaches into."""
        while self._free_from.get(column, row) > row:
            column += 1
        return column

    def put(self, row: int, column: int, value: Cell, across: int = 1, down: int = 1) -> None:
        """Put a value into a cell that spans so many columns and rows.

        Raises:
            UnusableFileError: the cell lies out of bounds, or in no row.
        """
        if row < 0:
            raise UnusableFileError("file_damaged")
        if past_bounds(row + 1, column + 1):
            raise UnusableFileError("file_too_large")
        across, down = min(across, MAX_COLUMNS - column), min(down, MAX_ROWS - row)
        if value != "":
            self.cells[row, column] = value
        if across > 1 or down > 1:
            self._ends[row, column] = (row + down - 1, column + across - 1)
            for reached in range(column, column + across):
                self._free_from[reached] = row + down

    def draw(self, row: int, column: int, text: str, left: str) -> None:
        """Note of a cell with a text what is left of it without the parts that are struck out."""
        if left.strip() != text.strip():
            self.sights[row, column] = Sight(PARTLY, left.strip()) if left.strip() else Sight(STRUCK)

    def extend(self, start: tuple[int, int], row: int, across: int) -> None:
        """Let the cell at `start`, so many columns wide, reach down to `row`."""
        self._ends[start] = (row, start[1] + across - 1)

    def grid(self, name: str) -> Grid:
        """Give the sheet.

        Raises:
            UnusableFileError: it is out of bounds as a whole.
        """
        places = [*self.cells, *self.faults]
        height = max((row for row, _ in places), default=-1) + 1
        width = max((column for _, column in places), default=-1) + 1
        if past_bounds(height, width):
            raise UnusableFileError("file_too_large")
        rows: list[list[Cell]] = [[""] * width for _ in range(height)]
        for (row, column), value in self.cells.items():
            rows[row][column] = value
        merges = tuple((start, end) for start, end in self._ends.items() if start != end)
        return Grid(name, rows, merges, self.faults)


def count(text: str | None) -> int:
    """Read a number that a file states for a span or place; what is none counts as 1."""
    return max(1, int(text)) if text and text.isascii() and text.isdigit() and len(text) < 10 else 1
