"""Amounts of which a table holds only parts, or several columns that may each be the one: never nothing, and never counted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from zzlib.returns.cells.amounts import read_amount
from zzlib.returns.cells.row_words import is_nothing
from zzlib.returns.cells.text import address, plain_text
from zzlib.returns.containers.grid import Grid
from zzlib.returns.extraction import Record, Value
from zzlib.returns.findings import IssueCollector
from zzlib.returns.form import FormField, fields
from zzlib.returns.layout.columns import FieldColumn, Layout, field_column
from zzlib.returns.layout.guesses import Unclaimed, parts_in
from zzlib.returns.layout.header import HeaderColumn
from zzlib.returns.layout.headings import Headings
from zzlib.returns.layout.labels import AMOUNTS
from zzlib.returns.layout.missing import offered
from zzlib.returns.layout.parts import parts_of
from zzlib.returns.rows.left_out import lose
from zzlib.returns.rows.values import ValueReader


@dataclass(frozen=True)
class Uncertain:
    """The columns of a table, or the labels of a form, that no field claims; `unsettled` may each be a field.

    `unit` is the unit of money where they state none, `headings` what was decided of columns.
    """

    unclaimed: Sequence[Unclaimed]
    unsettled: Mapping[str, Collection[HeaderColumn]]
    unit: str | None
    headings: Headings

    def leave_out(
        self, records: Sequence[Record], layout: Layout, values: ValueReader, findings: IssueCollector
    ) -> dict[str, FieldColumn]:
        """Put such amounts into the records as ones that can't be read, in the cell of the first column that states one.

        Gives these columns, by field. That several columns may each be a field was said where they were found; that
        there are only parts is said here.
        """
        found: dict[str, FieldColumn] = {}
        for field in fields().values():
            if field.field_id in layout.fields or field.type not in AMOUNTS:
                continue
            columns = self._columns_of(field)
            lost = 0
            for record in records if columns else ():
                if stated := self._stated(record, field, columns, values.silent(), len(records)):
                    record.fields[field.field_id] = lose(stated)
                    lost += 1
            if lost:
                found[field.field_id] = field_column(field.field_id, columns[0].label)
            if lost and not self.unsettled.get(field.field_id):
                self._say_parts(field, lost, findings)
        return found

    def _columns_of(self, field: FormField) -> list[Unclaimed]:
        own = self.unsettled.get(field.field_id)
        labels = own or [p.column for p in parts_of((u.label for u in self.unclaimed), field.field_id)]
        return [column for column in self.unclaimed if column.label in labels]

    def _stated(
        self, record: Record, field: FormField, columns: Sequence[Unclaimed], values: ValueReader, records: int
    ) -> Value | None:
        """Give what the first of the columns says that says something of a record, nought included."""
        for column in columns:
            alone = records == len(column.places) == 1  # a form has one place, wherever it stands
            place = next((place for place in column.places if alone or place[0] == record.row - 1), None)
            if place is None:
                continue
            layout = Layout({field.field_id: field_column(field.field_id, column.label)}, {}).with_money_unit(self.unit)
            cell, fault = column.grid.cell(*place), column.grid.faults.get(place)
            value = values.read(layout.fields[field.field_id], cell, fault, address(*place))
            if value.value is not None or value.unreadable:
                return value
        return None

    def _say_parts(self, field: FormField, lost: int, findings: IssueCollector) -> None:
        own = parts_in(self.unclaimed, field.field_id, self.headings)
        headings = "、".join(f"{part.cell}“{part.heading}”" for part in own.parts)
        place = {"cell": own.parts[0].cell, "field": field.field_id, "value": headings}
        findings.add("column_is_part", **place, label=field.label, rows=lost, **offered(field.field_id, own))


def leave_out_unsummed(grid: Grid, layout: Layout, records: Sequence[Record], findings: IssueCollector) -> None:
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
