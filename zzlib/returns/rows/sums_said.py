"""The amounts of rows that may be sums, in whole steps, and what is said of such rows: each reading with what it comes to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from zzlib.money import FEN_PER_UNIT, number_text
from zzlib.returns.cells.amounts import is_blank, read_amount
from zzlib.returns.cells.rounding import agrees
from zzlib.returns.cells.text import Cell, address, plain_text
from zzlib.returns.containers.grid import Grid
from zzlib.returns.findings import IssueCollector
from zzlib.returns.layout.columns import FieldColumn
from zzlib.returns.rows.classifying import Row


@dataclass(frozen=True)
class SumVerdict:
    """What a row may be, by its place: the total of a run, or a project that the run are parts of (`over_parts`).

    `sign` says by what, `differing` are the columns in which it is not the sum.
    """

    head: int
    run: tuple[int, ...]
    sign: str = ""
    over_parts: bool = False
    differing: tuple[int, ...] = ()

    @property
    def gone(self) -> tuple[int, ...]:
        """The places that don't count if it is so."""
        return self.run if self.over_parts else (self.head,)


class SumCells:
    """Reads the amounts of the rows of a table, and says what was found of one."""

    def __init__(
        self, grid: Grid, columns: Sequence[FieldColumn], places: Sequence[Row], findings: IssueCollector
    ) -> None:
        """Take the columns of money and the rows that may be projects, in their order."""
        self._grid = grid
        self._columns = columns
        self._places = places
        self._findings = findings

    @cached_property
    def read(self) -> list[list[int | str | None]]:
        """The amounts by place and column; text where a cell holds what is no amount."""
        return [[_steps(self._grid.cell(row.number, c.column), c) for c in self._columns] for row in self._places]

    @cached_property
    def amounts(self) -> list[list[int | None]]:
        """The amounts by place and column; what is no amount is blank."""
        return [[None if isinstance(amount, str) else amount for amount in row] for row in self.read]

    def sums(self, run: Sequence[int]) -> list[int]:
        """Give the sums of a run by column."""
        return [sum(self.amounts[place][c] or 0 for place in run) for c in range(len(self._columns))]

    def agrees(self, column: int, amount: int, parts: Sequence[int]) -> bool:
        """Tell whether an amount is the sum of others but for rounding."""
        scale = Decimal(_scale(self._columns[column]))
        return agrees(amount / scale, [part / scale for part in parts], self._columns[column].unit)

    def labels(self, columns: Collection[int]) -> str:
        """Name columns."""
        return "、".join(self._columns[column].field.label for column in columns)

    def shown(self, amounts: Sequence[int | None], without: Collection[int] = ()) -> str:
        """Write a row's amounts with the names of their columns; blanks and zeros are left out."""
        filled = ((c, amount) for c, amount in enumerate(amounts) if amount and c not in without)
        return "、".join(f"{self._columns[c].field.label}{self._number(c, amount)}" for c, amount in filled)

    def says(self, verdict: SumVerdict) -> tuple[str, str]:
        """Give what a row says in its columns of money, and what the rows come to in these that it may be the sum of."""
        own, sums = self.amounts[verdict.head], self.sums(verdict.run)
        return self.shown(own), self.shown([total if own[c] is not None else None for c, total in enumerate(sums)])

    def say(self, code: str, verdict: SumVerdict, name: str, gone: Collection[int], **more: object) -> None:
        """Say of a row what it may be; `gone` are the places that other rows' verdicts leave out."""
        own, sums = self.amounts[verdict.head], self.sums(verdict.run)
        column = self._spoken_of(own, sums, verdict.differing)
        field, row = self._columns[column], self._places[verdict.head].number
        aside = {*gone, verdict.head, *verdict.run}
        others = sum(amounts[column] or 0 for place, amounts in enumerate(self.amounts) if place not in aside)
        numbers = [self._places[place].number + 1 for place in verdict.run]
        readings = {"sum": sums[column], "parts": own[column] or 0, "project": (own[column] or 0) + sums[column]}
        self._findings.add(
            code,
            cell=address(row, field.column),
            field=field.field.field_id,
            value=plain_text(self._grid.cell(row, field.column)),
            label=field.field.label,
            row=row + 1,
            name=name,
            first=numbers[0] if numbers else row + 1,
            last=numbers[-1] if numbers else row + 1,
            run=numbers,
            rows=len(numbers),
            sign=verdict.sign,
            amounts=self.shown(own, verdict.differing),
            parts=self._number(column, sums[column]),
            own=self.says(verdict)[0],
            sums=self.says(verdict)[1],
            fens=[(c.field.field_id, _fen(own[n] or 0), _fen(sums[n])) for n, c in enumerate(self._columns) if c.unit],
            **{f"as_{reading}": self._number(column, others + amount) for reading, amount in readings.items()},
            **more,
        )

    def _spoken_of(self, own: Sequence[int | None], sums: Sequence[int], differing: Collection[int]) -> int:
        """Give the column by which a row is spoken of: one that differs, what every return needs, what adds up."""
        filled = [c for c, amount in enumerate(own) if amount or c in differing]
        filled = filled or [c for c, amount in enumerate(sums) if amount] or [0]
        known = [column.field for column in self._columns]

        def rank(column: int) -> tuple[bool, ...]:
            of_project = known[column].basis == "project"
            return column not in differing, not known[column].required, not sums[column], of_project

        return min(filled, key=rank)

    def _number(self, column: int, amount: int) -> str:
        found = self._columns[column]
        return f"{number_text(amount / Decimal(_scale(found)), 10)}{found.unit or ''}"


_STEPS_A_FEN = 100


def _fen(amount: int) -> int:
    return round(amount / Fraction(_STEPS_A_FEN))


def _scale(column: FieldColumn) -> int:
    return FEN_PER_UNIT.get(column.unit or "", FEN_PER_UNIT["万元"]) * _STEPS_A_FEN


def _steps(cell: Cell, column: FieldColumn) -> int | str | None:
    """Give an amount as a whole number of small steps of the column's unit, `None` for a blank, text for what is no amount."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return round(cell * _scale(column)) if abs(cell) < _LARGEST else plain_text(cell)
    if cell == "" or is_blank(cell):
        return None
    amount = read_amount(cell)
    if amount is None or amount.unit not in (None, *FEN_PER_UNIT):
        return plain_text(cell)
    unit = column.unit if column.unit in FEN_PER_UNIT else "万元"
    return round(amount.value * FEN_PER_UNIT[amount.unit or unit] * _STEPS_A_FEN)


_LARGEST = 10**12
