"""From the pages of a file to one return: which sheets count, what they hold together, and who filed it for when."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from zzlib.issues import Issue
from zzlib.periods import chinese
from zzlib.returns.cells.dates import read_period
from zzlib.returns.cells.organisations import named_units
from zzlib.returns.cells.text import address, fold, plain_text
from zzlib.returns.cells.units import OTHER
from zzlib.returns.cells.words import Vocabulary
from zzlib.returns.extraction import ExtractedSheet, Extraction, Record, Skipped, Stated, StatedFiling
from zzlib.returns.findings import IssueCollector
from zzlib.returns.form import fields
from zzlib.returns.layout.columns import Layout
from zzlib.returns.layout.guesses import Guesses, guess, unclaimed_columns
from zzlib.returns.layout.missing import report_missing
from zzlib.returns.rows.card import Card
from zzlib.returns.rows.classifying import RowKind
from zzlib.returns.rows.contents import read_contents, read_form
from zzlib.returns.rows.filing import Around, file_period
from zzlib.returns.rows.pages import Page, going_on, missing_in, only_unit
from zzlib.returns.rows.summaries import detail_tables, summary_sheets
from zzlib.returns.rows.unfilled import is_unfilled, report_unfilled


def assemble(
    pages: Sequence[Page], vocabulary: Vocabulary, default_unit: str | None, findings: IssueCollector
) -> Extraction:
    """Read the tables that make the return; if no table has all that it needs, read all there are, as no return."""
    usable = any(page.usable for page in pages)
    listed = any(page.complete for page in pages)
    stated = only_unit(unit for page in pages for unit in page.unit_lines.values())
    file_unit = stated if stated and stated != OTHER else default_unit
    year = next((page.around.year for page in pages if page.around.year), None)
    months = _months(pages)
    tables_of: Counter[str] = Counter()
    sheets: list[ExtractedSheet] = []
    records: list[Record] = []
    used: list[Page] = []
    for page in sorted(pages, key=lambda page: page.card is not None):
        tables = page.complete if usable else page.tables
        if page.card and listed:
            sheets.append(_set_aside(page, _why_left_out(page, page.card, records)))
            continue
        if not tables and not (page.card and (page.usable or not usable)):
            sheets.append(_without_return(page, used, vocabulary))
            continue
        if id(page) in months:
            sheets.append(_of_other_month(page, pages, months[id(page)]))
            continue
        number = tables_of[page.grid.name]
        dated = page.around.year or year
        if page.card:
            sheet, found = read_form(page, page.card, file_unit, dated, vocabulary, number)
        else:
            sheet, found = read_contents(page, tables, file_unit, dated, vocabulary, number)
        if _repeats(found, records):
            sheets.append(_set_aside(page, "sheet_repeated"))
            continue
        if page.turn:
            sheet, found = page.turn.sheet(sheet), list(map(page.turn.record, found))
        tables_of[page.grid.name] += max(1, len(tables))
        sheets.append(sheet)
        records += found
        used.append(page)
    for name, sure in summary_sheets(records).items():
        page = next(page for page in used if page.grid.name == name)
        if sure:
            used = [other for other in used if other.grid.name != name]
            records = [record for record in records if record.sheet != name]
            sheets = [_set_aside(page, "sheet_is_summary") if sheet.name == name else sheet for sheet in sheets]
        else:
            page.findings.add("sheet_may_be_summary", value=name)
    for own, whole in detail_tables(records, sheets):
        _say_detail(next(page for page in used if page.grid.name == own[0].sheet), own, whole)
        records = [record for record in records if all(record is not part for part in own)]
    _report_tables(used, usable, file_unit, vocabulary)
    required = [field_id for field_id, field in fields().items() if field.required]
    carried = {field_id for page in used for layout in page.layouts for field_id in layout.fields}
    if unfilled := is_unfilled(records):
        report_unfilled(records, findings)
    return Extraction(
        findings.file,
        "",
        usable and not unfilled,
        _joined(sheets),
        tuple(records),
        filing_of(
            [*used, *sorted((p for p in pages if p not in used), key=lambda p: id(p) in months)], records, findings.file
        ),
        tuple(field_id for field_id in required if field_id not in carried),
        (*findings.issues, *(issue for page in pages for issue in _issues(page))),
    )


def filing_of(pages: Sequence[Page], records: Sequence[Record], file: str) -> StatedFiling:
    """Gather who filed and for which month; what the first page does not say, the others may.

    Units that other sheets name stand with those of the unit column, so that a clash with the block shows.
    """
    around = Around()
    for page in pages:
        around = around.or_else(page.around)
    units = [
        Stated(unit, record.sheet, value.cell)
        for record in records
        if (value := record.fields.get("unit")) and value.value
        for unit in named_units(value.raw)
    ]
    units += [p.around.unit for p in pages if p.around.unit and around.unit and p.around.unit.text != around.unit.text]
    distinct: dict[str, Stated] = {}
    for unit in units:
        distinct.setdefault(fold(unit.text), unit)
    return StatedFiling(
        around.unit,
        around.period,
        tuple(distinct.values()),
        around.title,
        around.title_period,
        file_period(file, around.year),
    )


def _issues(page: Page) -> list[Issue]:
    return list(map(page.turn.issue, page.findings.issues)) if page.turn else page.findings.issues


def _joined(sheets: Sequence[ExtractedSheet]) -> tuple[ExtractedSheet, ...]:
    """Put the pages of a sheet into one: tables side by side, forms under each other."""
    found: dict[str, ExtractedSheet] = {}
    for sheet in sheets:
        if same := found.get(sheet.name):
            sheet = replace(
                same,
                header_rows=tuple(dict.fromkeys((*same.header_rows, *sheet.header_rows))),
                records=same.records + sheet.records,
                money_unit=same.money_unit or sheet.money_unit,
                columns=(*same.columns, *sheet.columns),
                totals=(*same.totals, *sheet.totals),
                skipped=(*same.skipped, *sheet.skipped),
            )
        found[sheet.name] = sheet
    return tuple(found.values())


def _months(pages: Sequence[Page]) -> dict[int, dict[str, str]]:
    """Find the pages of other months in a file with one a month, by `id`: their amounts are in the last one's already.

    The last one has projects, or says that there is nothing to report; sheets that stand ready for later months do not.
    """
    periods, filled = {}, []
    for page in pages:
        has_records = any(table.has_records for table in page.complete)
        stated = page.around.period or page.around.title_period
        period = read_period(page.grid.name, page.around.year) or (stated.text if stated else None)
        if period and (has_records or page.nothing_to_report or page.complete):
            periods[id(page)] = period
            filled += [period] if has_records or page.nothing_to_report else []
    latest = max(filled, default="")
    return {
        page: {"month": chinese(period), "latest": chinese(latest), "kept": chinese(latest)}
        for page, period in periods.items()
        if latest and period != latest
    }


def _of_other_month(page: Page, pages: Sequence[Page], months: Mapping[str, str]) -> ExtractedSheet:
    """Leave out a sheet of another month, or of a sheet that holds tables side by side the one that is."""
    if not any(other is not page and other.grid.name == page.grid.name for other in pages):
        return _set_aside(page, "sheet_of_other_month", **months)
    columns = [column.column for table in page.tables for column in table.headers[0].columns]
    rows = [row.number for table in page.tables for row in table.rows]
    first = address(page.tables[0].headers[0].first, min(columns))
    place = {"cell": first, "value": f"{first}:{address(max(rows), max(columns))}"}
    return _set_aside(page, "table_of_other_month", **months, **place)


def _why_left_out(page: Page, card: Card, records: Sequence[Record]) -> str:
    """Tell a form of a project that the file's table lists from one of a project that stands nowhere else."""
    listed = {fold(name.value or "") for record in records if (name := record.fields.get("project_name"))}
    entry = card.entry(card.layout.fields["project_name"])
    own = entry.within or plain_text(page.grid.cell(*entry.place))
    return "card_repeated" if fold(own) in listed else "card_left_out"


def _repeats(found: Sequence[Record], records: Sequence[Record]) -> bool:
    """Tell whether all records of a sheet stand in the sheets before it with the same names and amounts.

    Amounts are those that both state, the money received among them; what tells two fund lines of a project apart counts
    where all records state it. Rows that name no project are held against each other whole.
    """
    if not any("project_name" in record.fields for record in found):
        return bool(found) and Counter(map(_content, found)) <= Counter(map(_content, records))
    parts = [name for name in _PARTS if all(name in record.fields for record in (*found, *records))]
    both = _stated_amounts(found) & _stated_amounts(records)
    if "received" not in both:
        both = _stated_amounts(found) | _stated_amounts(records)
    return bool(found) and Counter(_key(r, parts, both) for r in found) <= Counter(
        _key(r, parts, both) for r in records
    )


_PARTS = ("fund_category", "source_level", "document_number")


def _stated_amounts(records: Sequence[Record]) -> set[str]:
    return {name for record in records for name, value in record.fields.items() if value.fen is not None}


def _key(record: Record, parts: Sequence[str], counted: set[str]) -> tuple[object, ...]:
    texts = [fold(record.fields[f].raw) if f in record.fields else "" for f in ("project_name", *parts)]
    amounts = ((f, v.fen) for f, v in record.fields.items() if f in counted and v.fen is not None)
    return (*texts, *sorted(amounts))


def _content(record: Record) -> tuple[object, ...]:
    raws = {name: value.raw for name, value in record.fields.items()} | {
        h: cell.raw for h, cell in record.other.items()
    }
    return tuple(sorted((name, fold(raw)) for name, raw in raws.items() if raw))


def _say_detail(page: Page, own: Sequence[Record], whole: Record) -> None:
    """Say of a table that it parts a project of another one."""
    project, cells = whole.fields.get("project_name"), [record.fields.get("project_name") for record in own]
    page.findings.add(
        "table_is_detail",
        cell=next((cell.cell for cell in cells if cell and cell.cell), f"A{own[0].row}"),
        value=f"{own[0].row}-{own[-1].row}",
        rows=f"第 {own[0].row}—{own[-1].row} 行",
        project=project.raw if project else f"第 {whole.row} 行",
    )


def _without_return(page: Page, used: Sequence[Page], vocabulary: Vocabulary) -> ExtractedSheet:
    """Leave out a sheet with no table, or with none that has what a return needs."""
    if not page.layouts:
        rows = going_on(page.grid, used[-1].complete[-1].layout, vocabulary) if used and used[-1].complete else []
        if rows:
            about = {"cell": f"A{rows[0] + 1}", "count": str(len(rows)), "before": used[-1].grid.name}
            return _set_aside(page, "sheet_goes_on", **about)
        return _set_aside(page, "sheet_without_table")
    if page.card:
        entries = sorted(page.card.entries, key=lambda entry: entry.label.row)
        first, last = entries[0].label, entries[-1]
        place = f"{address(first.row, first.column)}:{address(*last.place)}"
        said = {"label": _named(missing_in(page.card.layout)), "place": place, "cell": address(first.row, first.column)}
        return _set_aside(page, "card_not_understood", **said)
    return _set_aside(page, "table_left_out", label=_named(missing_in(page.layouts[0])))


def _named(field_ids: Sequence[str]) -> str:
    return "”“".join(fields()[field_id].label for field_id in field_ids)


def _set_aside(page: Page, code: str, **slots: str) -> ExtractedSheet:
    """Leave a sheet out, or one of its tables, and say so instead of what was found in it."""
    page.findings.issues.clear()
    page.findings.add(code, **{"value": page.grid.name, **slots})
    return ExtractedSheet(
        page.grid.name, skipped=(Skipped(f"1-{len(page.grid.rows)}", page.findings.issues[0].message),)
    )


def _guesses(
    page: Page, layout: Layout, missing: Sequence[str], file_unit: str | None, vocabulary: Vocabulary
) -> list[Guesses]:
    """Give what may be meant by each field that a table, or a form of one project, lacks."""
    table = next((table for table in page.tables if table.layout is layout), None)
    unit = page.unit_of(table) or file_unit
    if page.card:
        columns = page.card.unclaimed(unit)
    else:
        rows = [row.number for row in table.rows if row.kind == RowKind.RECORD] if table else []
        columns = unclaimed_columns(page.grid, layout, rows, unit)
    return [guess(columns, field_id, vocabulary, page.headings) for field_id in missing]


_UNSETTLED = ("column_ambiguous", "months_unclear")


def _report_tables(used: Sequence[Page], usable: bool, file_unit: str | None, vocabulary: Vocabulary) -> None:
    """Say which tables can't be part of a return, and what they lack."""
    for page in used:
        unsettled = {issue.field for issue in page.findings.issues if issue.code in _UNSETTLED}
        layouts = [page.card.layout] if page.card else [] if usable else [table.layout for table in page.tables]
        for layout in layouts:
            if missing := [field_id for field_id in missing_in(layout) if field_id not in unsettled]:
                guesses = _guesses(page, layout, missing, file_unit, vocabulary)
                report_missing(layout, missing, page.findings, guesses=guesses)
        for table in page.tables if usable else ():
            if table.missing:
                label = _named(table.missing)
                cell = f"A{table.headers[0].first + 1}"
                page.findings.add("table_left_out", cell=cell, field=table.missing[0], label=label)
