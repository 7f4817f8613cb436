"""A look into an OpenDocument sheet (.ods) for error cells, hidden rows and columns, and values repeated without end."""

import re
from collections.abc import Iterator

from zzlib.returns.bounds import MAX_COLUMNS, MAX_ROWS, past_bounds
from zzlib.returns.grid import Fault, Merge
from zzlib.returns.inside import SheetLook

_TABLE = re.compile(r"<table:table\b.*?</table:table>", re.DOTALL)
_ROW = re.compile(r"<table:table-row\b([^>]*)>(.*?)</table:table-row>", re.DOTALL)
_CELL = re.compile(r"<table:(?:covered-)?table-cell\b([^>]*)>(?:<text:p>([^<]*))?")
_SPANNED = re.compile(r'number-(rows|columns)-spanned="(\d{1,7})"')
_REPEATED = re.compile(r'number-(?:rows|columns)-repeated="(\d+)"')


_COLUMN = re.compile(r"<table:table-column\b([^>]*)>")
_HIDDEN = re.compile(r'table:visibility="(?:collapse|filter)"')


def look_into_document(xml: str) -> list[SheetLook]:
    """Look into the sheets of a `content.xml`, in their order; a cell or row may stand for many of the same."""
    return [_look(table) for table in _TABLE.findall(xml)]


def _look(table: str) -> SheetLook:
    below = rows = columns = 0
    faults = {}
    hidden: set[int] = set()
    merges: list[Merge] = []
    for attributes, content in _ROW.findall(table):
        row, below = below, below + _times(attributes)
        if _HIDDEN.search(attributes):
            hidden.update(range(row, min(below, MAX_ROWS)))
        column = 0
        for cell, text in _CELL.findall(content):
            right = column + _times(cell)
            if "office:value-type" in cell:
                rows, columns = below, max(columns, right)
            if 'calcext:value-type="error"' in cell:
                faults[row, column] = Fault("error_cell", text)
            if (end := _last_of(cell, row, column)) != (row, column):
                merges.append(((row, column), end))
            column = right
    too_large = past_bounds(rows, columns)
    return SheetLook(
        faults, {}, too_large, frozenset(hidden), frozenset(_hidden_columns(table)), rows * columns, tuple(merges)
    )


def _last_of(cell: str, row: int, column: int) -> tuple[int, int]:
    """Give the last row and column that a cell reaches over."""
    spans = {name: int(count) for name, count in _SPANNED.findall(cell)}
    last = row + spans.get("rows", 1) - 1, column + spans.get("columns", 1) - 1
    return min(last[0], MAX_ROWS - 1), min(last[1], MAX_COLUMNS - 1)


def _hidden_columns(table: str) -> Iterator[int]:
    column = 0
    for attributes in _COLUMN.findall(table):
        right = column + _times(attributes)
        if _HIDDEN.search(attributes):
            yield from range(column, min(right, MAX_COLUMNS))
        column = right


def _times(attributes: str) -> int:
    times = _REPEATED.search(attributes)
    return int(times[1]) if times else 1
