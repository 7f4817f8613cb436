"""Sheets with typed columns, written so that they print readably, headings repeated, with totals that go on computing."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_range

from zzlib.files import replace_file
from zzlib.indicators.figures import RATIO_DIGITS
from zzlib.money import FEN_PER_UNIT, highest_below, just_below
from zzlib.paper import row_height, set_page, stretched

Kind = Literal["text", "long", "money", "percent", "count", "number"]

_NUMBER_FORMATS = {"money": "#,##0.00", "percent": "0.0%", "count": "#,##0", "number": "#,##0.00"}
_HEADER_ROW = 2
_SIZE = 10.5
"""Points of the print in cells."""
_TITLE_HEIGHT, _HIGHEST_ROW = 22.0, 409.0
"""Points; a row is no higher in Excel."""


@dataclass(frozen=True)
class SheetColumn:
    """A column: its heading, its width in characters, and what its cells hold.

    `money` takes fen and shows 万元; `number` shows two digits, or none for a whole number; `percent` takes fractions; `text` never becomes a formula, a number or a link.
    A cell that holds text in a column of numbers stays text. `total` is the formula of the last row, with `{range}`
    for the column's cells, `{first}` and `{last}` for their rows, and `{row}` for the last row itself. `[heading]` in it is
    the letter of another column. A `hidden` column (codes) is there for programs and whoever shows it, and does not print.
    A percentage just below one of the `edges` is not printed as one that has reached it (`zzlib.money.display_percent`).
    A column with `choices` or `filled` is for people to fill in; a sheet with such a column is locked in all others.
    """

    heading: str
    width: int
    kind: Kind = "text"
    total: str = ""
    hidden: bool = False
    filled: bool = False
    choices: tuple[str, ...] = ()
    edges: tuple[Decimal, ...] = ()


@dataclass(frozen=True)
class WorkbookSheet:
    """A sheet: name, the line over the table, columns, rows of values, and the last row's values, if it has one."""

    name: str
    caption: str
    columns: tuple[SheetColumn, ...]
    rows: Sequence[Sequence[Any]]
    totals: Sequence[Any] = ()


def write_workbook(path: Path, title: str, author: str, date: datetime, sheets: Sequence[WorkbookSheet]) -> None:
    """Write sheets as .xlsx, whole or not at all; the same sheets and date give the same bytes."""
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": "宋体", "font_size": _SIZE},
    }
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties({"title": title, "author": author, "created": date})
        formats = _Formats(book)
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name), sheet, formats)
    replace_file(path, made.getvalue())


class _Formats:
    def __init__(self, book: Any) -> None:
        self._book, self._below = book, dict[tuple[Decimal, bool], Any]()
        cell = {"border": 1, "border_color": "#999999", "valign": "vcenter"}
        self.title = book.add_format({"font_name": "黑体", "font_size": 14})
        self.caption = book.add_format({"text_wrap": True, "valign": "vcenter"})
        self.header = book.add_format(
            {**cell, "font_name": "黑体", "align": "center", "text_wrap": True, "bg_color": "#E8EEF4"}
        )
        self._cell = cell
        self._filled = {
            kind: book.add_format({**cell, **self._look(kind), "locked": False, "bg_color": "#FFFBE6"})
            for kind in (*_NUMBER_FORMATS, "text", "long")
        }
        self._plain = {
            kind: book.add_format({**cell, **self._look(kind)}) for kind in (*_NUMBER_FORMATS, "text", "long")
        }
        self._bold = {
            kind: book.add_format({**cell, **self._look(kind), "bold": True, "top": 2}) for kind in self._plain
        }

    def _look(self, kind: Any) -> dict[str, Any]:
        if kind in _NUMBER_FORMATS:
            return {"num_format": _NUMBER_FORMATS[kind], "align": "right"}
        return {"text_wrap": kind == "long", "align": "left", "indent": 1}

    def of(self, kind: Kind, value: Any, edges: Sequence[Decimal] = (), *, total: bool = False) -> Any:
        if edges and kind == "percent" and not pd.isna(value):
            edge = just_below(Decimal(str(_number(kind, value))), edges)
            if edge is not None:
                return self._of_just_below(edge, total)
        whole = kind == "number" and isinstance(value, float) and value.is_integer()
        return (self._bold if total else self._plain)["count" if whole else kind]

    def _of_just_below(self, edge: Decimal, total: bool) -> Any:
        """Give the look of a percentage just below an edge, which stays right when the cell is computed anew."""
        if (edge, total) not in self._below:
            highest = highest_below(edge)
            shown = f'[>={edge}]0.0%;[<={highest}]0.00%;"{highest * 100:.2f}%"'
            bold = {"bold": True, "top": 2} if total else {}
            self._below[edge, total] = self._book.add_format(
                {**self._cell, "align": "right", "num_format": shown, **bold}
            )
        return self._below[edge, total]

    def of_column(self, column: SheetColumn, value: Any) -> Any:
        """Give the look of a cell of the body."""
        return (
            self._filled[column.kind] if column.filled or column.choices else self.of(column.kind, value, column.edges)
        )


def _write_sheet(page: Any, sheet: WorkbookSheet, formats: _Formats) -> None:
    shown = [column.width for column in sheet.columns if not column.hidden]
    paper = set_page(page, shown, _SIZE, _HEADER_ROW)
    _set_heights(page, sheet, shown, paper.room[1] / paper.scale(shown))
    page.freeze_panes(_HEADER_ROW + 1, min(2, len(sheet.columns) - 1))
    page.write_string(0, 0, sheet.name, formats.title)
    if len(shown) > 1:
        page.merge_range(1, 0, 1, len(sheet.columns) - 1, "", formats.caption)
    page.write_string(1, 0, sheet.caption, formats.caption)
    for position, column in enumerate(sheet.columns):
        page.set_column(position, position, column.width, None, {"hidden": column.hidden})
        page.write_string(_HEADER_ROW, position, column.heading, formats.header)
    for number, row in enumerate(sheet.rows, start=_HEADER_ROW + 1):
        for position, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _write_cell(page, number, position, column.kind, value, formats.of_column(column, value))
    if any(column.filled or column.choices for column in sheet.columns):
        _let_fill(page, sheet)
    if sheet.rows:
        page.autofilter(_HEADER_ROW, 0, _HEADER_ROW + len(sheet.rows), len(sheet.columns) - 1)
    if sheet.totals:
        _write_totals(page, sheet, formats)


def _let_fill(page: Any, sheet: WorkbookSheet) -> None:
    """Lock what is not for people to fill in, and offer the choices; columns can be widened, rows filtered."""
    allowed = {
        "format_columns": True,
        "format_rows": True,
        "autofilter": True,
        "sort": True,
        "select_locked_cells": True,
    }
    page.protect("", allowed)
    last = _HEADER_ROW + max(len(sheet.rows), 1)
    for position, column in enumerate(sheet.columns):
        if column.choices:
            rule = {
                "validate": "list",
                "source": list(column.choices),
                "error_title": column.heading,
                "error_message": "请从名单里选",
            }
            page.data_validation(_HEADER_ROW + 1, position, last, position, rule)


def _set_heights(page: Any, sheet: WorkbookSheet, shown: Sequence[float], room: float) -> None:
    """Set the heights of all rows, so that it can be told where pages end: no row is left alone on the last one."""
    caption, header = (
        row_height([(sheet.caption, sum(shown))]),
        row_height([(c.heading, c.width) for c in sheet.columns]),
    )
    rows = [
        row_height(
            [(v, c.width) for c, v in zip(sheet.columns, row, strict=True) if c.kind == "long" and isinstance(v, str)]
        )
        for row in [*sheet.rows, *([sheet.totals] if sheet.totals else [])]
    ]
    heights = [_TITLE_HEIGHT, caption, header, *stretched(rows, _TITLE_HEIGHT + caption, header, room)]
    for number, height in enumerate(heights):
        page.set_row(number, min(height, _HIGHEST_ROW))


def _write_totals(page: Any, sheet: WorkbookSheet, formats: _Formats) -> None:
    """Write the last row with live formulas; each carries its value, for readers that don't compute."""
    first = _HEADER_ROW + 1
    last = first + max(len(sheet.rows), 1)
    for position, (column, value) in enumerate(zip(sheet.columns, sheet.totals, strict=True)):
        look = formats.of(column.kind, value, column.edges, total=True)
        if not column.total:
            _write_cell(page, last, position, column.kind, value, look)
            continue
        cells = xl_range(first, position, last - 1, position)
        formula = column.total.format(range=cells, first=first + 1, last=last, row=last + 1)
        for place, other in enumerate(sheet.columns):
            formula = formula.replace(f"[{other.heading}]", xl_col_to_name(place))
        page.write_formula(last, position, formula, look, _number(column.kind, value))


def _write_cell(page: Any, row: int, position: int, kind: Kind, value: Any, look: Any) -> None:
    if isinstance(value, str):
        page.write_string(row, position, value, look)
    elif pd.isna(value):
        page.write_blank(row, position, None, look)
    else:
        page.write_number(row, position, _number(kind, value), look)


def _number(kind: Kind, value: Any) -> Any:
    if pd.isna(value):
        return ""
    if kind == "percent":
        return round(float(value), RATIO_DIGITS)
    return float(Decimal(int(value)) / FEN_PER_UNIT["万元"]) if kind == "money" else float(value)
