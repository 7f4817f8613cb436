"""A look into an OpenDocument sheet (.ods) for error cells, and for values repeated without end."""

import re

from zzlib.returns.grid import Fault
from zzlib.returns.inside import SheetLook, past_bounds

_TABLE = re.compile(r"<table:table\b.*?</table:table>", re.DOTALL)
_ROW = re.compile(r"<table:table-row\b([^>]*)>(.*?)</table:table-row>", re.DOTALL)
_CELL = re.compile(r"<table:(?:covered-)?table-cell\b([^>]*)>(?:<text:p>([^<]*))?")
_REPEATED = re.compile(r'number-(?:rows|columns)-repeated="(\d+)"')


def look_into_document(xml: str) -> list[SheetLook]:
    """Look into the sheets of a `content.xml`, in their order; a cell or row may stand for many of the same."""
    return [_look(table) for table in _TABLE.findall(xml)]


def _look(table: str) -> SheetLook:
    below = rows = columns = 0
    faults = {}
    for attributes, content in _ROW.findall(table):
        row, below = below, below + _times(attributes)
        column = 0
        for cell, text in _CELL.findall(content):
            right = column + _times(cell)
            if "office:value-type" in cell:
                rows, columns = below, max(columns, right)
            if 'calcext:value-type="error"' in cell:
                faults[row, column] = Fault("error_cell", text)
            column = right
    return SheetLook(faults, too_large=past_bounds(rows, columns))


def _times(attributes: str) -> int:
    times = _REPEATED.search(attributes)
    return int(times[1]) if times else 1
