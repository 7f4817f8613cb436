"""Read an old .xls with another library, where the first one garbles its text or can't open it."""

import io
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import xlrd
from xlrd.biffh import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_NUMBER, XL_CELL_TEXT
from xlrd.xldate import xldate_as_datetime

from zzlib.returns.cells.text import Cell
from zzlib.returns.containers.bounds import UnusableFileError, past_bounds
from zzlib.returns.containers.grid import Book, Grid
from zzlib.returns.containers.inside import SheetLook
from zzlib.returns.containers.legible import is_garbled
from zzlib.returns.containers.plain_text import cleaned
from zzlib.returns.containers.seen import seen

# The library states no types.
_OPEN: Callable[..., Any] = xlrd.open_workbook
_AS_DATE: Callable[[float, int], datetime] = xldate_as_datetime

_ENCODINGS = ("utf_16_le", "gb18030")
"""What the strings of an .xls are in when the encoding it declares is none: those of BIFF8, and of Chinese BIFF5."""


def read_again(data: bytes, looks: Mapping[int, SheetLook]) -> Book:
    """Read an .xls under the encoding it declares, else under those it may have; the first that is legible counts.

    Raises:
        UnusableFileError: its text is garbled whatever is tried.
    """
    for encoding in (None, *_ENCODINGS):
        book = _read(data, looks, encoding)
        if book is not None and not is_garbled(book.grids):
            return book
    raise UnusableFileError("file_garbled")


def _read(data: bytes, looks: Mapping[int, SheetLook], encoding: str | None) -> Book | None:
    try:
        book = _OPEN(
            file_contents=data,
            logfile=io.StringIO(),
            encoding_override=encoding,
            formatting_info=True,
            ragged_rows=True,
        )
        sheets = book.sheets()
        # Charts have no place among its sheets, but are counted in the file.
        numbers = [number for number, place in enumerate(book._all_sheets_map) if place >= 0]
        numbered = zip(numbers, sheets, strict=True)
        grids = tuple(_grid(s, book.datemode, looks.get(n, SheetLook())) for n, s in numbered if not s.visibility)
    except (MemoryError, UnusableFileError):
        raise
    except Exception:
        # The library fails in many ways on damaged content (indexes, encodings, assertions).
        return None
    return Book(grids, tuple(sheet.name for sheet in sheets if sheet.visibility))


def _grid(sheet: Any, datemode: int, look: SheetLook) -> Grid:
    if past_bounds(sheet.nrows, sheet.ncols):
        raise UnusableFileError("file_too_large")
    rows = cleaned([[_value(cell, datemode) for cell in sheet.row(row)] for row in range(sheet.nrows)])
    merges = tuple(((top, left), (bottom - 1, right - 1)) for top, bottom, left, right in sheet.merged_cells)
    return seen(Grid(sheet.name, rows, merges, look.faults), look)


def _value(cell: Any, datemode: int) -> Cell:
    if cell.ctype == XL_CELL_DATE:
        try:
            return _AS_DATE(cell.value, datemode)
        except (ValueError, OverflowError):
            return float(cell.value)
    if cell.ctype == XL_CELL_BOOLEAN:
        return bool(cell.value)
    value: Cell = cell.value if cell.ctype in (XL_CELL_TEXT, XL_CELL_NUMBER) else ""
    return value
