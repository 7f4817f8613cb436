"""Amounts in hidden columns of a return: the amount of the month that only such a column holds is left out, and said."""

import re
from collections.abc import Mapping, Sequence

from zzlib.returns.cells.text import address, column_letter
from zzlib.returns.cells.words import Vocabulary
from zzlib.returns.containers.grid import Grid
from zzlib.returns.extraction import Record, Value
from zzlib.returns.findings import IssueCollector
from zzlib.returns.layout.columns import FieldColumn, Layout, lay_out
from zzlib.returns.layout.header import Header, find_headers
from zzlib.returns.layout.headings import Headings
from zzlib.returns.layout.labels import AMOUNTS
from zzlib.returns.rows.left_out import lose, states_amount
from zzlib.returns.rows.values import ValueReader

_DIGIT = re.compile("[1-9]")


def hidden_fields(
    grid: Grid, header: Header, rows: Sequence[int], year: int | None, vocabulary: Vocabulary, shown: Layout,
    headings: Headings,
) -> dict[str, FieldColumn]:  # fmt: skip
    """Give the columns of fields that a sheet hides and that a table lacks otherwise, amounts where they hold any.

    `shown` is what the table shows.
    """
    headers = find_headers(grid.whole) if grid.whole else []
    same = next((h for h in headers if h.first <= header.last and h.last >= header.first), None)
    if grid.whole is None or same is None:
        return {}
    found = lay_out(grid.whole, same, rows, year, vocabulary, IssueCollector(""), headings).fields
    own = {f: c for f, c in found.items() if f not in shown.fields and c.column in grid.hidden_columns}
    texts = {f: "".join(str(grid.whole.cell(row, c.column)) for row in rows) for f, c in own.items()}
    return {f: c for f, c in own.items() if c.field.type not in AMOUNTS or _DIGIT.search(texts[f])}


def leave_out_columns(
    records: Sequence[Record],
    grid: Grid,
    hidden: Mapping[str, FieldColumn],
    values: ValueReader,
    findings: IssueCollector,
) -> dict[str, FieldColumn]:
    """Put what hidden columns hold into records as amounts that can't be counted; give the columns that hold any."""
    found = {}
    for field_id, column in hidden.items() if grid.whole else ():
        amounts = [_read(record.row - 1, column, grid.whole or grid, values.silent()) for record in records]
        stated = [(r, value) for r, value in zip(records, amounts, strict=True) if states_amount(value)]
        for record, value in stated:
            record.fields[field_id] = lose(value)
        if stated:
            found[field_id] = column
            said = {"label": column.field.label, "letter": column_letter(column.column), "count": len(stated)}
            findings.add("column_hidden", cell=column.cell, field=field_id, value=column.header, **said)
    return found


def _read(row: int, column: FieldColumn, grid: Grid, values: ValueReader) -> Value:
    place = (row, column.column)
    return values.read(column, grid.cell(*place), grid.faults.get(place), address(*place))
