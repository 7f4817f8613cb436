"""Amounts of which a table holds only parts, or several columns that may each be the one: never nothing, and never counted."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from zzlib.returns.amounts import read_amount
from zzlib.returns.columns import FieldColumn, Layout, field_column
from zzlib.returns.extraction import Record, Value
from zzlib.returns.findings import Findings
from zzlib.returns.form import FormField, fields
from zzlib.returns.grid import Grid
from zzlib.returns.guesses import part_columns, parts_in
from zzlib.returns.header import HeaderColumn
from zzlib.returns.labels import AMOUNTS
from zzlib.returns.leftout import lose
from zzlib.returns.rowwords import is_nothing
from zzlib.returns.text import address, plain_text
from zzlib.returns.values import ValueReader


def leave_out_uncertain(
    grid: Grid, layout: Layout, unit: str | None, records: Sequence[Record], values: ValueReader, findings: Findings
) -> dict[str, FieldColumn]:
    """Put such amounts into the records as ones that can't be read, in the cell of the first column that states one.

    Gives the columns, by field; `unit` is the unit of money where their headers state none. That several columns may
    each be a field was said where they were found; that there are only parts is said here.
    """
    found: dict[str, FieldColumn] = {}
    for field in fields().values():
        if field.field_id in layout.fields or field.type not in AMOUNTS:
            continue
        parts = tuple(part_columns(layout, field.field_id)) if _is_of_the_year(field) else ()
        headers = [HeaderColumn(c, layout.paths[c], layout.last) for c in layout.unsettled.get(field.field_id) or parts]
        columns = Layout({str(h.column): field_column(field.field_id, h) for h in headers}, {}).with_money_unit(unit)
        lost = 0
        for record in records:
            if stated := _stated(record, list(columns.fields.values()), grid, values.silent()):
                record.fields[field.field_id] = lose(stated)
                lost += 1
        if lost:
            found[field.field_id] = next(iter(columns.fields.values()))
        if lost and field.field_id not in layout.unsettled:
            _say_parts(field, layout, lost, findings)
    return found


def leave_out_unsummed(grid: Grid, layout: Layout, records: Sequence[Record], findings: Findings) -> None:
    """Take for unreadable a blank amount whose months are filled in."""
    for total, months in ((s.total, s.months) for s in layout.sums):
        field = next((column.field for column in layout.fields.values() if column.column == total), None)
        for record in records:
            own = record.fields.get(field.field_id) if field else None
            if field is None or own is None or own.value is not None or own.unreadable:
                continue
            filled = [cell for month in months if not is_nothing(cell := grid.cell(record.row - 1, month))]
            stated = [amount.value for cell in filled if (amount := read_amount(cell))]
            if len(stated) < len(filled) or sum(stated, Decimal(0)):
                record.fields[field.field_id] = replace(own, unreadable=True)
                place = {"cell": own.cell, "field": field.field_id, "value": plain_text(filled[0]), "row": record.row}
                findings.add("months_without_total", **place, label=field.label)


def _is_of_the_year(field: FormField) -> bool:
    return field.type == "money" and field.basis == "year_to_date"


def _stated(record: Record, columns: Sequence[FieldColumn], grid: Grid, values: ValueReader) -> Value | None:
    """Give what the first of the columns says that says something in the row of a record, nought included."""
    for column in columns:
        place = (record.row - 1, column.column)
        value = values.read(column, grid.cell(*place), grid.faults.get(place), address(*place))
        if value.value is not None or value.unreadable:
            return value
    return None


def _say_parts(field: FormField, layout: Layout, lost: int, findings: Findings) -> None:
    own = parts_in(layout, field.field_id)
    headings = "、".join(f"{part.cell}“{part.heading}”" for part in own.parts)
    place = {"cell": own.parts[0].cell, "field": field.field_id, "value": headings}
    asked = {"asked": field.field_id, "headings": own.offered}
    findings.add("column_is_part", **place, label=field.label, rows=lost, **asked)
