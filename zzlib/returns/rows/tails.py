"""What stands under a table and is none of its rows: loose numbers below the total, a heading and rows of something else."""

from collections.abc import Sequence
from dataclasses import replace

from zzlib.returns.cells.amounts import is_blank, read_amount
from zzlib.returns.cells.dates import is_whole_date, read_period
from zzlib.returns.cells.row_words import is_serial
from zzlib.returns.cells.text import address, fold, plain_text
from zzlib.returns.containers.grid import Grid
from zzlib.returns.findings import IssueCollector
from zzlib.returns.layout.columns import Layout
from zzlib.returns.layout.labels import field_hint
from zzlib.returns.rows.classifying import Row, RowKind
from zzlib.returns.rows.sum_signs import Signs

_FEWEST_LABELS = 2


def cut_tail(grid: Grid, layout: Layout, rows: Sequence[Row], findings: IssueCollector) -> list[Row]:
    """Give the rows of a table with those that are no part of it told from projects; each that holds amounts is said."""
    return _Tail(grid, layout, findings).cut(list(rows))


class _Tail:
    def __init__(self, grid: Grid, layout: Layout, findings: IssueCollector) -> None:
        self._grid = grid
        self._layout = layout
        self._findings = findings
        self._amounts = [column.column for column in layout.amounts]
        self._serial = layout.column("serial")
        self._name = layout.column("project_name")

    def cut(self, rows: list[Row]) -> list[Row]:
        end = next((at for at, row in enumerate(rows) if row.kind == RowKind.RECORD and self._is_heading(row)), None)
        if end is not None:
            self._say_table(rows[end:])
            rows = [*rows[:end], *(replace(row, kind=RowKind.OTHER_TABLE) for row in rows[end:])]
        signs = Signs(self._grid, self._layout, [row.number for row in rows])
        loose = {at for at, row in enumerate(rows) if row.kind == RowKind.RECORD and self._is_dated(row, signs, at)}
        loose |= self._below_total(rows, signs) | self._apart(rows, signs)
        for at in sorted(loose):
            self._say_row(rows[at])
        return [replace(row, kind=RowKind.LOOSE) if at in loose else row for at, row in enumerate(rows)]

    def _below_total(self, rows: list[Row], signs: Signs) -> set[int]:
        """Give the rows below the last total if none of them is plainly a project, and the rows above it are."""
        total = next((at for at in range(len(rows) - 1, -1, -1) if rows[at].kind == RowKind.TOTAL), None)
        above = [at for at, row in enumerate(rows[:total]) if row.kind == RowKind.RECORD] if total is not None else []
        plain = [at for at in above if self._is_plain(rows[at], signs, at)]
        tail = [at for at in range((total or 0) + 1, len(rows)) if rows[at].kind in (RowKind.RECORD, RowKind.SECTION)]
        if total is None or not above or any(self._is_plain(rows[at], signs, at) for at in tail):
            return set()
        named = len(plain) * 2 > len(above)
        return {at for at in tail if self._has_amounts(rows[at]) and (named or not signs.name(at))}

    def _apart(self, rows: list[Row], signs: Signs) -> set[int]:
        """Give the rows at the end, parted from all others by a blank row, that hold amounts and nothing else."""
        plain = [at for at, row in enumerate(rows) if row.kind == RowKind.RECORD and self._is_plain(row, signs, at)]
        below = range(plain[-1] + 1, len(rows)) if plain else range(0)
        tail = [at for at in below if rows[at].kind == RowKind.RECORD]
        if not tail or rows[tail[0]].number == rows[tail[0] - 1].number + 1:
            return set()
        return {at for at in tail if not signs.name(at)} if not any(map(signs.name, tail)) else set()

    def _is_plain(self, row: Row, signs: Signs, at: int) -> bool:
        """Tell whether a row has a number or says more of a project than its name."""
        return self._is_numbered(row) or signs.describes(at)

    def _is_numbered(self, row: Row) -> bool:
        return self._serial is not None and is_serial(self._grid.cell(row.number, self._serial))

    def _is_dated(self, row: Row, signs: Signs, at: int) -> bool:
        """Tell whether a row bears a date in the place of a name."""
        name = signs.name(at)
        dated = bool(name) and (
            is_whole_date(fold(name)) or (len(name) <= _LONGEST_DATE and bool(read_period(name, None)))
        )
        return dated and not self._is_plain(row, signs, at)

    def _is_heading(self, row: Row) -> bool:
        """Tell whether a row holds labels, also where amounts should stand."""
        texts = {c: v for c in self._grid.filled(row.number) if isinstance(v := self._grid.cell(row.number, c), str)}
        named = [text for text in texts.values() if field_hint(text)]
        numbers = field_hint(texts.get(self._serial or 0, "")) == "serial"
        beside = [c for c in self._amounts if c in texts and not is_blank(texts[c]) and read_amount(texts[c]) is None]
        labels = numbers or (len(named) >= _FEWEST_LABELS and not self._is_numbered(row))
        return bool(beside) and labels and not self._has_amounts(row)

    def _has_amounts(self, row: Row) -> bool:
        cells = [self._grid.cell(row.number, column) for column in self._amounts]
        return any(cell != "" and read_amount(cell) is not None for cell in cells)

    def _say_row(self, row: Row) -> None:
        column = next((c for c in self._amounts if self._grid.cell(row.number, c) != ""), self._amounts[0])
        label = next(c.field.label for c in self._layout.amounts if c.column == column)
        texts = [
            plain_text(self._grid.cell(row.number, c)) for c in self._grid.filled(row.number) if c not in self._amounts
        ]
        self._findings.add(
            "row_left_out",
            cell=address(row.number, column),
            field=next(c.field.field_id for c in self._layout.amounts if c.column == column),
            value=plain_text(self._grid.cell(row.number, column)),
            label=label,
            row=row.number + 1,
            text="、".join(texts) or "没有文字",
        )

    def _say_table(self, rows: Sequence[Row]) -> None:
        first, last = rows[0].number, rows[-1].number
        columns = self._grid.filled(first)
        self._findings.add(
            "table_not_understood",
            cell=address(first, columns[0]),
            value="、".join(plain_text(self._grid.cell(first, column)) for column in columns),
            place=f"{address(first, columns[0])}:{address(last, columns[-1])}",
        )


_LONGEST_DATE = 16
