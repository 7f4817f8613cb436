"""What stands in columns of months: whether they add up to another, whether they ever fall, what they are together."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from zzlib.money import FEN_PER_UNIT, number_text
from zzlib.returns.cells.amounts import is_blank, read_amount
from zzlib.returns.cells.rounding import agrees
from zzlib.returns.cells.row_words import patterns
from zzlib.returns.cells.text import fold, plain_text
from zzlib.returns.containers.grid import Grid
from zzlib.returns.layout.header import HeaderColumn
from zzlib.returns.layout.labels import path_unit

_NOTHING = Decimal(0)


class MonthAmounts:
    """The amounts of a table's columns; `month` is the return's month, 0 if unknown. Totals of the table are left aside."""

    def __init__(self, grid: Grid, rows: Iterable[int], month: int) -> None:
        """Take the rows under a header."""
        self.month = month
        self._grid = grid
        self._all = rows

    @cached_property
    def _rows(self) -> list[int]:
        return [row for row in self._all if not self._is_total(row)]

    def _is_total(self, row: int) -> bool:
        texts = (value for column in self._grid.filled(row) if isinstance(value := self._grid.cell(row, column), str))
        return any(patterns()["total"].fullmatch(fold(text)) for text in texts)

    def fill(self, column: int) -> bool:
        """Tell whether a column holds nothing but amounts, for the most part."""
        cells = [cell for row in self._rows if not is_blank(cell := self._grid.cell(row, column))]
        return sum(read_amount(cell) is not None for cell in cells) * 2 >= len(cells)

    def last_of(self, columns: Sequence[tuple[int, int]]) -> int:
        """Give the month up to which columns (each with its last month) count: the return's, else the last that is filled."""
        ends = {last for _, last in columns}
        filled = [last for column, last in columns if self.first_of(column) is not None]
        return self.month if self.month in ends else max(filled, default=max(ends))

    def first_of(self, column: int) -> int | None:
        """Give the first row in which a column states an amount other than nothing."""
        return next((row for row in self._rows if self._value(row, column)), None)

    def is_filled(self, column: int) -> bool:
        """Tell whether anything stands in a column, nought included."""
        return any(not is_blank(self._grid.cell(row, column)) for row in self._rows)

    def text(self, row: int, column: int) -> str:
        """Give what stands in a cell."""
        return plain_text(self._grid.cell(row, column))

    def add_up(self, total: HeaderColumn, parts: Sequence[HeaderColumn]) -> bool:
        """Tell whether a column is, in most rows whose parts are filled in, the sum of others, and in none only by being nothing."""
        units = [path_unit(header.path) or "" for header in (total, *parts)]
        if len(set(units)) > 1 and not set(units) <= {*FEN_PER_UNIT}:
            return False
        scales = [Decimal(FEN_PER_UNIT.get(unit, 1)) / FEN_PER_UNIT.get(units[0], 1) for unit in units]
        equal = unequal = 0
        for row in self._rows:
            values = [self._value(row, header.column) for header in (total, *parts)]
            stated = [scale * value for scale, value in zip(scales, values, strict=True) if value is not None]
            untold = all(is_blank(self._grid.cell(row, part.column)) for part in parts)
            if len(stated) < len(values) or not any(stated) or untold:
                continue
            if agrees(stated[0], stated[1:], units[0]):
                equal += 1
            else:
                unequal += 1
        return equal > unequal or not (equal or unequal)

    def never_fall(self, columns: Sequence[int]) -> bool:
        """Tell whether in every row each column holds as much as the one before it, and in some row more than one holds any."""
        rows = [[self._value(row, column) or _NOTHING for column in columns] for row in self._rows]
        rise = all(later >= earlier for row in rows for earlier, later in pairwise(row))
        return rise and any(sum(map(bool, row)) > 1 for row in rows)

    def sum_of(self, columns: Sequence[int]) -> str:
        """Give what columns hold together, as a number in their own unit."""
        values = (self._value(row, column) or _NOTHING for row in self._rows for column in columns)
        return number_text(sum(values, _NOTHING), 10)

    def _value(self, row: int, column: int) -> Decimal | None:
        """Read a cell: blank is nothing, `None` what can't be compared."""
        content = self._grid.cell(row, column)
        if (row, column) in self._grid.faults or (row, column) in self._grid.sights:
            return None
        if is_blank(content):
            return _NOTHING
        amount = read_amount(content)
        return amount.value if amount and amount.unit is None and not amount.hedged else None
