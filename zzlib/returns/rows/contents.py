"""From a page to what its tables hold: records, checked totals, and the summary of the sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from zzlib.returns.cells.text import address, column_letter
from zzlib.returns.cells.units import OTHER
from zzlib.returns.cells.words import Vocabulary
from zzlib.returns.extraction import Column, ExtractedSheet, Record, Skipped, Total
from zzlib.returns.findings import IssueCollector
from zzlib.returns.form import fields
from zzlib.returns.layout.columns import Layout
from zzlib.returns.layout.guesses import Unclaimed, guess, unclaimed_columns
from zzlib.returns.layout.labels import header_unit
from zzlib.returns.layout.missing import report_missing
from zzlib.returns.rows.arithmetic import RowArithmetic
from zzlib.returns.rows.card import Card, read_card
from zzlib.returns.rows.classifying import Row, RowKind
from zzlib.returns.rows.formulas import printed_formulas
from zzlib.returns.rows.hidden_columns import leave_out_columns
from zzlib.returns.rows.hints import report_hints
from zzlib.returns.rows.left_out import concealed, leave_out, leave_out_disclaimed, report_doubts
from zzlib.returns.rows.pages import Page, PageTable, missing_in
from zzlib.returns.rows.plain_totals import plain_totals
from zzlib.returns.rows.records import Sections, TableReader
from zzlib.returns.rows.row_months import of_latest_month
from zzlib.returns.rows.sum_rows import settle_sums
from zzlib.returns.rows.tails import cut_tail
from zzlib.returns.rows.totals import check_totals, hidden_amounts, may_be_checked
from zzlib.returns.rows.uncertain import Uncertain, leave_out_unsummed
from zzlib.returns.rows.values import ValueReader


def read_contents(
    page: Page,
    tables: Sequence[PageTable],
    file_unit: str | None,
    year: int | None,
    vocabulary: Vocabulary,
    first: int = 0,
) -> tuple[ExtractedSheet, list[Record]]:
    """Read the values of tables of a page; they are numbered from `first`.

    `file_unit` is the unit of money where neither header nor sheet states one, `year` the year of dates without one.
    """
    sections = Sections(vocabulary)
    for caption in page.captions:
        sections.enter(caption)
    sheet = ExtractedSheet(page.grid.name)
    records: list[Record] = []
    for number, table in enumerate(tables, first):
        line_unit = page.unit_of(table)
        layout = table.layout.with_money_unit(line_unit or file_unit)
        values = ValueReader(page.findings, vocabulary, year)
        reader = TableReader(page.grid, layout, values, sections, page.findings)
        before = sections.copy()
        rows = list(table.rows)
        if not table.missing:
            rows = cut_tail(page.grid, layout, rows, page.findings)
            rows = settle_sums(page.grid, layout, rows, page.findings, page.rulings)
        reader.read(rows)
        unseen = _left_out(page, table, layout, reader, values, before)
        RowArithmetic(page.grid, table.headers[0], layout, line_unit or file_unit, page.findings).check(
            printed_formulas(page.grid, table.headers[0], layout, table.rows), reader.records
        )
        span = range(table.headers[0].last + 1, max((row.number for row in table.rows), default=0) + 1)
        hidden = hidden_amounts(page.grid, layout, span, values)
        totals = check_totals(reader.events, layout, vocabulary, page.findings, hidden)
        _report_unchecked(reader, page.findings)
        _report_units(layout, values, page.findings)
        if table.missing:
            totals += plain_totals(page.grid, reader.events, layout, vocabulary)
        else:
            rows_of = [row.number for row in table.rows if row.kind == RowKind.RECORD]
            unclaimed = unclaimed_columns(page.grid, layout, rows_of, line_unit or file_unit)
            _report_kind(page, layout, reader.records, unclaimed, vocabulary)
        found = of_latest_month(sorted([*reader.records, *unseen], key=lambda record: record.row), page.findings)
        layout = _with_hidden_columns(page, table, layout, line_unit or file_unit, found, values)
        if not table.missing:
            leave_out_unsummed(page.grid, layout, found, page.findings)
            unsettled = {
                f: {u.label for u in unclaimed if u.label.column in own} for f, own in layout.unsettled.items()
            }
            uncertain = Uncertain(unclaimed, unsettled, line_unit or file_unit, page.headings)
            layout = replace(
                layout, fields={**layout.fields, **uncertain.leave_out(found, layout, values, page.findings)}
            )
        records += (replace(record, table=number) if number else record for record in found)
        sheet = _with_table(sheet, replace(table, rows=tuple(rows)), layout, number, found, totals, line_unit)
    return sheet, records


def _left_out(
    page: Page, table: PageTable, layout: Layout, reader: TableReader, values: ValueReader, sections: Sections
) -> list[Record]:
    """Leave out what a person sees otherwise in a table of a return; give the hidden rows that hold amounts."""
    if table.missing:
        return []
    report_hints(reader.records, page.grid, page.findings)
    leave_out(reader.records, page.grid, page.findings)
    report_doubts(reader.records, page.grid, page.findings)
    leave_out_disclaimed(reader.records, table.rows, page.grid, page.findings)
    return concealed(page.grid, layout, table.numbers, values, sections, page.findings)


def _with_hidden_columns(
    page: Page, table: PageTable, layout: Layout, unit: str | None, records: list[Record], values: ValueReader
) -> Layout:
    """Leave out what only hidden columns of a return hold; give the layout with these columns."""
    if table.missing or page.grid.whole is None:
        return layout
    hidden = Layout(layout.hidden_amounts, {}).with_money_unit(unit).fields
    columns = leave_out_columns(records, page.grid, hidden, values, page.findings)
    return replace(layout, fields={**layout.fields, **columns})


def read_form(
    page: Page, card: Card, file_unit: str | None, year: int | None, vocabulary: Vocabulary, number: int = 0
) -> tuple[ExtractedSheet, list[Record]]:
    """Read the record of a form of one project a sheet; the rest as for `read_contents`."""
    line_unit = page.unit_of(None)
    layout = card.layout.with_money_unit(line_unit or file_unit)
    values = ValueReader(page.findings, vocabulary, year)
    record = read_card(page.grid, card, layout, values)
    report_hints([record], page.grid, page.findings)
    leave_out([record], page.grid, page.findings)
    report_doubts([record], page.grid, page.findings)
    for name in ("kind", "origin"):
        own = record.fields.get(name)
        if own and own.cell and own.value is None and not own.unreadable:
            record.fields[name] = replace(own, value="unstated")
            label, known = fields()[name].label, vocabulary.known_words(name)
            page.findings.add(f"{name}_missing", cell=own.cell, field=name, label=label, known=known)
    _report_units(layout, values, page.findings)
    unclaimed = card.unclaimed(line_unit or file_unit)
    _report_kind(page, layout, [record], unclaimed, vocabulary)
    if not missing_in(layout):
        uncertain = Uncertain(unclaimed, card.unsettled, line_unit or file_unit, page.headings)
        layout = replace(
            layout, fields={**layout.fields, **uncertain.leave_out([record], layout, values, page.findings)}
        )
    columns = tuple(
        replace(column, letter=record.fields[column.field_id].cell, table=number) for column in _columns(layout)
    )
    sheet = replace(ExtractedSheet(page.grid.name), records=1, money_unit=_stated(line_unit), columns=columns)
    return sheet, [replace(record, table=number)]


def _columns(layout: Layout) -> tuple[Column, ...]:
    return tuple(
        Column(field_id, column_letter(column.column), column.header, _stated(column.unit))
        for field_id, column in layout.fields.items()
    )


def skipped_rows(rows: Iterable[Row]) -> tuple[Skipped, ...]:
    """Give the rows that hold no record, neighbours of a kind together, and why."""
    reasons = [(row.number + 1, row.kind.value) for row in rows if row.kind != RowKind.RECORD]
    found = []
    for (why, _), group in groupby(enumerate(reasons), key=lambda item: (item[1][1], item[1][0] - item[0])):
        numbers = [number for _, (number, _) in group]
        found.append(Skipped(str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}", why))
    return tuple(found)


def _with_table(
    sheet: ExtractedSheet,
    table: PageTable,
    layout: Layout,
    number: int,
    records: list[Record],
    totals: tuple[Total, ...],
    line_unit: str | None,
) -> ExtractedSheet:
    header_rows = (row + 1 for header in table.headers for row in range(header.first, header.last + 1))
    columns = tuple(replace(column, table=number) for column in _columns(layout))
    units = {column.money_unit for column in columns if fields()[column.field_id].type == "money"}
    units = units or {unit for header in layout.others.values() if (unit := header_unit(header))}
    return replace(
        sheet,
        header_rows=(*sheet.header_rows, *header_rows),
        records=sheet.records + len(records),
        money_unit=sheet.money_unit or _stated(line_unit) or (units.pop() if len(units) == 1 else None),
        columns=(*sheet.columns, *columns),
        totals=(*sheet.totals, *totals),
        skipped=(*sheet.skipped, *skipped_rows(table.rows)),
    )


def _stated(unit: str | None) -> str | None:
    return None if unit == OTHER else unit


def _report_units(layout: Layout, values: ValueReader, findings: IssueCollector) -> None:
    """Say once a column that its amounts have no unit that they could be converted by."""
    for field_id, cells in values.unitless.items():
        column = layout.fields[field_id]
        findings.add(
            "money_unit_unknown" if column.unit == OTHER else "money_unit_unstated",
            cell=column.cell,
            field=field_id,
            value=column.header,
            label=column.field.label,
            count=len(cells),
            first=cells[0],
        )


def _report_unchecked(reader: TableReader, findings: IssueCollector) -> None:
    """Say of a table too long for it that its totals were not held against its rows."""
    total = next((event.row for event in reader.events if event.row.kind == RowKind.TOTAL), None)
    if total and not may_be_checked(reader.events):
        cell = address(total.number, total.label_column)
        findings.add("totals_unchecked", cell=cell, value=total.label, count=len(reader.events))


def _report_kind(
    page: Page, layout: Layout, records: list[Record], unclaimed: Sequence[Unclaimed], vocabulary: Vocabulary
) -> None:
    """Say that a table has no column for the kind and no captions that say it for all its rows."""
    untold = [record for record in records if record.fields["kind"].value == "unstated"]
    if "kind" not in layout.fields and untold:
        guesses = [guess(unclaimed, "kind", vocabulary, page.headings)]
        report_missing(layout, ["kind"], page.findings, rows=len(untold), guesses=guesses)
