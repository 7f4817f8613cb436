"""Every row held against the formulas that its form prints: never corrected, only compared."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from zzlib.money import FEN_PER_UNIT, number_text
from zzlib.returns.cells.amounts import is_blank, read_amount
from zzlib.returns.cells.rounding import agrees
from zzlib.returns.cells.text import address, column_letter, one_line, plain_text
from zzlib.returns.cells.units import OTHER
from zzlib.returns.containers.grid import Grid
from zzlib.returns.extraction import Record
from zzlib.returns.findings import IssueCollector
from zzlib.returns.form import FormField
from zzlib.returns.layout.columns import Layout
from zzlib.returns.layout.header import Header
from zzlib.returns.layout.labels import path_unit
from zzlib.returns.rows.formulas import Formula


class RowArithmetic:
    """Checks the formulas of one table, in the units of its columns; `line_unit` holds where a header states none."""

    def __init__(
        self, grid: Grid, header: Header, layout: Layout, line_unit: str | None, findings: IssueCollector
    ) -> None:
        self._grid = grid
        self._findings = findings
        self._fields = {column.column: column for column in layout.fields.values()}
        self._headers = {column.column: column for column in header.columns}
        self._line_unit = line_unit

    def check(self, formulas: Sequence[Formula], records: Sequence[Record]) -> None:
        """Report each row whose result is not what the formula gives; a difference of rounding is none."""
        for formula in formulas:
            shared = self._shared_rows(formula)
            units = self._units(formula)
            if units is None:
                continue
            whole = any(field.basis == "project" for field in self._form_fields(formula))
            several = _of_several_rows(records) if whole else frozenset[int]()
            for record in records:
                if record.row not in several and record.row - 1 not in shared:
                    self._check_row(formula, record.row - 1, units)

    def _shared_rows(self, formula: Formula) -> set[int]:
        """Give the rows in which an amount stands in a cell merged downwards: it speaks of several rows."""
        merges = [
            (start[0], end[0])
            for start, end in self._grid.merges
            if start[0] < end[0] and any(start[1] <= column <= end[1] for column in formula.columns)
        ]
        return {row for first, last in merges for row in range(first, min(last, len(self._grid.rows) - 1) + 1)}

    def _form_fields(self, formula: Formula) -> Iterator[FormField]:
        return (self._fields[column].field for column in formula.columns if column in self._fields)

    def _units(self, formula: Formula) -> dict[int, str] | None:
        """Give each column's unit of money, `""` for none; `None` if the columns can't be added up."""
        stated = {c: self._fields[c].unit if c in self._fields else self._own_unit(c) for c in formula.columns}
        money = any(field.type == "money" for field in self._form_fields(formula))
        units = {column: unit or (self._line_unit if money else "") or "" for column, unit in stated.items()}
        convertible = set(units.values()) <= {*FEN_PER_UNIT}
        return units if OTHER not in units.values() and (convertible or len(set(units.values())) == 1) else None

    def _own_unit(self, column: int) -> str | None:
        return path_unit(self._headers[column].path) if column in self._headers else None

    def _label(self, column: int) -> str:
        if column in self._fields:
            return self._fields[column].field.label
        header = self._headers.get(column)
        return header.header if header else f"{column_letter(column)}列"

    def _check_row(self, formula: Formula, row: int, units: dict[int, str]) -> None:
        unit = units[formula.result]
        amounts = [self._amount(row, column, units[column], unit) for column in formula.columns]
        known = [amount for amount in amounts if amount is not None]
        stated = amounts[0]
        # A blank result states nothing; of the parts some may be blank, which then are nothing (0).
        if stated is None or len(known) < 2 or any(amount.is_nan() for amount in known):
            return
        signs = [sign for sign, _ in formula.terms]
        parts = [sign * (amount or Decimal(0)) for sign, amount in zip(signs, amounts[1:], strict=True)]
        if not agrees(stated, parts, unit, fewest_places=0):
            self._report(formula, row, stated, parts, unit)

    def _amount(self, row: int, column: int, unit: str, target: str) -> Decimal | None:
        """Read an amount in the target's unit: `None` for a blank cell, NaN for one that can't be compared."""
        content = self._grid.cell(row, column)
        if (row, column) in self._grid.faults or (row, column) in self._grid.sights:
            return Decimal("NaN")
        if content == "" or is_blank(content):
            return None
        amount = read_amount(content)
        if amount is None or amount.hedged:
            return Decimal("NaN")
        own = amount.unit or unit
        if own == target:
            return amount.value
        convertible = own in FEN_PER_UNIT and target in FEN_PER_UNIT
        return amount.value * FEN_PER_UNIT[own] / FEN_PER_UNIT[target] if convertible else Decimal("NaN")

    def _report(self, formula: Formula, row: int, stated: Decimal, parts: Sequence[Decimal], unit: str) -> None:
        computed = sum(parts, Decimal(0))
        column = self._fields.get(formula.result)
        working = "".join(f"{part:+f}" if number else f"{part:f}" for number, part in enumerate(parts))
        self._findings.add(
            formula.code,
            cell=address(row, formula.result),
            field=column.field.field_id if column else "",
            value=one_line(plain_text(self._grid.cell(row, formula.result))),
            label=self._label(formula.result),
            row=row + 1,
            formula=formula.text,
            stated=f"{number_text(stated, 10)}{unit}",
            working=working,
            computed=f"{number_text(computed, 10)}{unit}",
            difference=f"{number_text(abs(stated - computed), 10)}{unit}",
            example=number_text(computed, 10),
        )


def _of_several_rows(records: Sequence[Record]) -> frozenset[int]:
    """Give the rows of projects that have several fund lines: what belongs to the project stands in one of them only."""
    names: dict[str, list[int]] = {}
    for record in records:
        name = record.fields["project_name"].value if "project_name" in record.fields else None
        names.setdefault(name or "", []).append(record.row)
    return frozenset(row for rows in names.values() if len(rows) > 1 for row in rows)
