"""Totals of tables that are no return form: each held against its rows, for the summary alone."""

from collections.abc import Sequence

from zzlib.returns.cells.amounts import read_amount
from zzlib.returns.cells.text import address, plain_text
from zzlib.returns.cells.words import Vocabulary
from zzlib.returns.containers.grid import Grid
from zzlib.returns.extraction import Record, Total, Value
from zzlib.returns.findings import IssueCollector
from zzlib.returns.form import FormField
from zzlib.returns.layout.columns import FieldColumn, Layout
from zzlib.returns.layout.labels import is_amount_header
from zzlib.returns.rows.totals import Event, check_totals


def plain_totals(grid: Grid, events: Sequence[Event], layout: Layout, vocabulary: Vocabulary) -> tuple[Total, ...]:
    """Compare the totals in the columns that are no field's with their rows; parts of a whole and growth don't sum.

    A difference is no issue: the program does not know what such a table means.
    """
    columns = [
        FieldColumn(FormField(field_id=str(column), label=header, type="number"), column, header, "")
        for column, header in layout.others.items()
        if is_amount_header(header)
    ]

    def values(row: int) -> dict[str, Value]:
        return {c.field.field_id: _value(grid, row, c.column) for c in columns}

    plain = [
        Event(e.row, Record(grid.name, e.row.number + 1, values(e.row.number)))
        if e.record
        else Event(e.row, amounts=values(e.row.number))
        for e in events
    ]
    return check_totals(plain, Layout({c.field.field_id: c for c in columns}, {}), vocabulary, IssueCollector(""))


def _value(grid: Grid, row: int, column: int) -> Value:
    content, cell = grid.cell(row, column), address(row, column)
    amount = read_amount(content) if content != "" else None
    return Value(plain_text(content), cell, f"{amount.value:f}" if amount else None)
