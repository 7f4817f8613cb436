"""Amounts that a person sees otherwise than they are stored are left out, as if they could not be read, and said."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import repeat

from zzlib.returns.cells.row_words import is_nothing, patterns
from zzlib.returns.cells.text import Cell, fold, one_line, row_and_column
from zzlib.returns.cells.words import words
from zzlib.returns.containers.grid import Grid
from zzlib.returns.containers.sights import OTHERWISE, PARTLY, STRUCK, UNSEEN, Sight
from zzlib.returns.extraction import Record, Value
from zzlib.returns.findings import IssueCollector
from zzlib.returns.form import fields, form
from zzlib.returns.layout.columns import Layout
from zzlib.returns.layout.labels import AMOUNTS
from zzlib.returns.rows.classifying import Row, RowKind, classify
from zzlib.returns.rows.records import Sections, TableReader
from zzlib.returns.rows.values import ValueReader

_CODES = {
    STRUCK: "amount_struck",
    PARTLY: "amount_part_struck",
    UNSEEN: "amount_unseen",
    OTHERWISE: "amount_shown_otherwise",
}
_FIRST = "received"
"""The amount at which a row is spoken of, where it has one."""
_SAID_BESIDE = ("remark", "problems")
"""Texts in which words may be struck out without a change of what the row counts for."""


def leave_out(records: Iterable[Record], grid: Grid, findings: IssueCollector) -> None:
    """Leave out the amounts of records that are struck out, not seen, or shown as others; a struck name takes all of its row."""
    for record in records if grid.sights or grid.covered else ():
        seen = {name: sight for name, value in record.fields.items() if (sight := _sight(value, grid))}
        name = seen.pop("project_name", None)
        amounts = _amounts(record)
        if name and name.how == STRUCK and amounts:
            _leave_out_row("row_struck", record, amounts, findings)
            continue
        if name:
            seen["project_name"] = name
        for field_id, sight in seen.items():
            if fields()[field_id].type not in AMOUNTS:
                if sight.how in (STRUCK, PARTLY) and field_id not in _SAID_BESIDE:
                    _say("text_struck", record, field_id, findings)
            elif field_id in amounts and not record.fields[field_id].unreadable:
                _say(_CODES[sight.how], record, field_id, findings, shown=sight.shown)
                _lose(record, field_id)


def report_doubts(records: Sequence[Record], grid: Grid, findings: IssueCollector) -> None:
    """Warn of the rules of a sheet of which it can't be told whether people see amounts or names of records otherwise."""
    for doubt in grid.doubts:
        places = [
            (record, field_id)
            for record in records
            for field_id in _told(record)
            if (cell := record.fields[field_id].cell) and row_and_column(cell) in doubt.places
            if not record.fields[field_id].unreadable
        ]
        if places:
            record, field_id = places[0]
            _say("rule_unsure", record, field_id, findings, rule=doubt.rule, span=doubt.span, count=str(len(places)))


def leave_out_disclaimed(records: Sequence[Record], rows: Sequence[Row], grid: Grid, findings: IssueCollector) -> None:
    """Leave out the amounts of the rows under a note that they don't count, up to the next caption or total.

    Under a caption of what is planned, or where rows say so themselves (全年计划 beside 实际), these are the amounts that would
    have been won.
    """
    note, under = "", {}
    for row in rows:
        texts = [text for text in map(grid.cell, repeat(row.number), grid.filled(row.number)) if isinstance(text, str)]
        if row.kind != RowKind.RECORD:
            said = next((one_line(text) for text in texts if patterns()["disclaiming"].search(fold(text))), "")
            note = said or ("" if row.kind in (RowKind.SECTION, RowKind.TOTAL) else note)
        elif note:
            under[row.number] = note
    own = _planned(records)
    for record in records if under or own else ():
        note = under.get(record.row - 1, "") or own.get(record.row, "")
        planned = not re.search(words().hints.disclaiming, fold(note))
        if note and (amounts := [name for name in _amounts(record) if not planned or name in form().won_or_spent]):
            _leave_out_row("row_disclaimed", record, amounts, findings, note=note)


def _planned(records: Sequence[Record]) -> dict[int, str]:
    """Give the rows (their number) of which a column says that they are what was planned, and of others what was done."""
    columns: dict[str, dict[int, str]] = {}
    for record in records:
        for header, raw in record.other.items():
            columns.setdefault(header, {})[record.row] = one_line(raw.raw)
    found: dict[int, str] = {}
    for texts in columns.values():
        if any(patterns()["done"].fullmatch(fold(text)) for text in texts.values()):
            found |= {row: text for row, text in texts.items() if patterns()["plan"].fullmatch(fold(text))}
    return found


def concealed(
    grid: Grid,
    layout: Layout,
    numbers: Sequence[int],
    values: ValueReader,
    sections: Sections,
    findings: IssueCollector,
) -> list[Record]:
    """Read the hidden rows of a table that hold amounts, in their places among the others; none of the amounts counts."""
    columns = [column.column for column in layout.amounts]
    hidden = {n for n in numbers if n in grid.hidden_rows and any(not is_nothing(_at(grid, n, c)) for c in columns)}
    if not hidden or grid.behind is None:
        return []
    reader = TableReader(grid.behind, layout, values.silent(), sections, findings.on(""))
    reader.read(classify(grid.behind, layout, numbers, sections.vocabulary))
    found = [record for record in reader.records if record.row - 1 in hidden and _amounts(record)]
    for record in found:
        _leave_out_row("row_hidden", record, _amounts(record), findings)
    return found


def _at(grid: Grid, row: int, column: int) -> Cell:
    cells = grid.hidden_rows[row]
    return cells[column] if column < len(cells) else ""


def _sight(value: Value, grid: Grid) -> Sight | None:
    if not value.cell:
        return None
    place = row_and_column(value.cell)
    return Sight(UNSEEN) if place in grid.covered else grid.sights.get(place)


def _amounts(record: Record) -> list[str]:
    """Give the fields of a record that state an amount other than nothing."""
    return [name for name, value in record.fields.items() if fields()[name].type in AMOUNTS and states_amount(value)]


def _told(record: Record) -> list[str]:
    """Give the fields by which a record counts: its amounts, and the name that they stand beside."""
    amounts = _amounts(record)
    return [*amounts, "project_name"] if amounts and "project_name" in record.fields else amounts


def states_amount(value: Value) -> bool:
    """Tell whether a value says an amount other than nothing, or something with digits that can't be read."""
    return (
        bool(Decimal(value.value)) if value.value is not None else value.unreadable and any(map(str.isdigit, value.raw))
    )


def _leave_out_row(code: str, record: Record, amounts: list[str], findings: IssueCollector, **slots: str) -> None:
    said = {"amounts": "、".join(_stated(record, amounts)), "fields": ",".join(amounts), **slots}
    _say(code, record, _FIRST if _FIRST in amounts else amounts[0], findings, **said)
    for field_id in amounts:
        _lose(record, field_id)


def _stated(record: Record, amounts: list[str]) -> Iterator[str]:
    for field_id in amounts:
        value = record.fields[field_id]
        yield f"{fields()[field_id].label} {value.raw}{value.unit or '' if value.value else ''}"


def _say(code: str, record: Record, field_id: str, findings: IssueCollector, **slots: str) -> None:
    value, name = record.fields[field_id], record.fields.get("project_name")
    place = {"cell": value.cell, "field": field_id, "value": value.raw, "row": record.row}
    project = (name.value or name.raw) if name else ""
    findings.add(code, **place, label=fields()[field_id].label, project=project, unit=value.unit or "", **slots)


def lose(value: Value) -> Value:
    """Give an amount as one that can't be counted: its text and unit stay, for a person to decide by."""
    return replace(value, value=None, fen=None, unreadable=True)


def _lose(record: Record, field_id: str) -> None:
    record.fields[field_id] = lose(record.fields[field_id])
