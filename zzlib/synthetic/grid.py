"""A sheet to be written: values with their place and look, merged ranges, and where the values of a return stand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from zzlib.synthetic.projects import Cell

Place = tuple[int, int]


@dataclass(frozen=True)
class WrittenFormula:
    """A formula as a cell holds it, with the value stored beside it (`None`: none is stored)."""

    text: str
    value: float | None = None


@dataclass(frozen=True)
class WrittenLook:
    """A number under a number format of its own, such as `0.00"万元"`."""

    number: float
    format: str


@dataclass(frozen=True)
class Drawn:
    """A value with a line through it (`struck`), or in letters that can't be seen; `rest` stands behind it, drawn as ever.

    Such letters are white (`pale`), of the colour of their ground (`alike`), or of one point (`tiny`).
    """

    value: Cell | float
    how: Literal["struck", "pale", "alike", "tiny"] = "struck"
    rest: str = ""


@dataclass(frozen=True)
class Striking:
    """A rule of a sheet (条件格式) that strikes out the row of a project by its name, or some amount of it on some days."""

    index: int
    field: str = ""


Content = Cell | float | WrittenFormula | WrittenLook | Drawn


def stored(content: Content) -> str | float | date | None:
    """Give what a cell stores: a formula its value, a number under a format of its own that number."""
    if isinstance(content, WrittenFormula):
        return content.value
    if isinstance(content, WrittenLook):
        return content.number
    if isinstance(content, Drawn):
        return f"{content.value}{content.rest}" if content.rest else stored(content.value)
    return float(content) if isinstance(content, Decimal) else content


@dataclass
class WrittenGrid:
    """A sheet to be written: values and kinds of format by place (row, column from 0), merged ranges, column widths.

    `places` tells where the values of a return stand: (row index, field), ("unit",), ("total", field), ("repeated",).
    `columns` gives the column of every field, `header` the first and last row of the header, `end` the row after the
    last record.
    """

    cells: dict[Place, tuple[Content, str]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    widths: dict[int, int] = field(default_factory=dict)
    places: dict[tuple[int | str, ...], Place] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    header: tuple[int, int] = (0, 0)
    end: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    rules: list[Striking] = field(default_factory=list)

    def put(self, row: int, column: int, value: Content, look: str = "body") -> None:
        """Set a cell."""
        self.cells[row, column] = (value, look)

    def value(self, place: Place) -> Content:
        """Give what stands in a cell."""
        return self.cells[place][0] if place in self.cells else None

    def change(self, place: Place, value: Content, look: str = "") -> None:
        """Put another value into a cell that is there, keeping its look unless another is given."""
        self.cells[place] = (value, look or self.cells[place][1])

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Merge a range of more than one cell; its value is the top left one."""
        if (top, left) != (bottom, right):
            self.merges.append((top, left, bottom, right))

    @property
    def right(self) -> int:
        """The last column of the table."""
        return max(self.columns.values(), default=0)

    @property
    def left(self) -> int:
        """The first column of the table."""
        return min(self.columns.values(), default=0)

    @property
    def height(self) -> int:
        """The number of rows down to the last that holds something."""
        return max((row for row, _ in self.cells), default=-1) + 1

    def records(self) -> list[tuple[int, int]]:
        """Give index and row of every row of the return, from the top down."""
        found = {place[0]: at[0] for place, at in self.places.items() if isinstance(place[0], int)}
        return sorted(found.items(), key=lambda pair: pair[1])

    def of_look(self, *looks: str) -> list[Place]:
        """Give the cells of some kinds of format that hold something, in order."""
        return sorted(p for p, (value, look) in self.cells.items() if look in looks and value not in (None, ""))

    def insert_rows(self, at: int, count: int = 1) -> None:
        """Make room for rows above row `at`; ranges over it grow."""
        self._move(lambda place: (place[0] + count * (place[0] >= at), place[1]))
        self.hidden_rows = {row + count * (row >= at) for row in self.hidden_rows}
        self.header = _shifted(self.header[0], at, count), _shifted(self.header[1], at, count)
        self.end = _shifted(self.end, at, count)

    def insert_column(self, at: int) -> None:
        """Make room for a column to the left of column `at`; ranges over it grow."""
        self._move(lambda place: (place[0], place[1] + (place[1] >= at)))
        self.hidden_columns = {column + (column >= at) for column in self.hidden_columns}
        self.columns = {name: column + (column >= at) for name, column in self.columns.items()}
        self.widths = {column + (column >= at): width for column, width in self.widths.items()}

    def _move(self, to: Callable[[Place], Place]) -> None:
        self.cells = {to(place): cell for place, cell in self.cells.items()}
        self.places = {name: to(place) for name, place in self.places.items()}
        self.merges = [(*to((top, left)), *to((bottom, right))) for top, left, bottom, right in self.merges]

    def map_texts(self, places: list[Place], change: Callable[[str], str]) -> None:
        """Change the texts of some cells."""
        for place in places:
            if isinstance(value := self.value(place), str):
                self.change(place, change(value))

    def copy(self) -> "WrittenGrid":
        """Give the same sheet, to be changed by itself."""
        return WrittenGrid(
            dict(self.cells), list(self.merges), dict(self.widths), dict(self.places), dict(self.columns), self.header,
            self.end, set(self.hidden_rows), set(self.hidden_columns), list(self.rules),
        )  # fmt: skip


def _shifted(row: int, at: int, count: int) -> int:
    return row + count * (row >= at)
