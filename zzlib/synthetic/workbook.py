"""Write laid-out sheets as .xlsx bytes that depend on nothing but their content."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from zzlib.synthetic.grid import Content, Drawn, Striking, WrittenFormula, WrittenGrid, WrittenLook, stored

_WRITTEN_ON = datetime(2013, 1, 1)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_BORDER = {"border": 1, "valign": "vcenter", "font_name": "宋体", "font_size": 10}
_DRAWN: dict[str, dict[str, Any]] = {
    "struck": {"font_strikeout": True},
    "pale": {"font_color": "#FFFFFF"},
    "alike": {"font_color": "#FFFF00", "bg_color": "#FFFF00"},
    "tiny": {"font_size": 1},
}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "align": "center", "valign": "vcenter", "font_name": "宋体", "font_size": 16},
    "plain": {"font_name": "宋体", "font_size": 10},
    "right": {"font_name": "宋体", "font_size": 10, "align": "right"},
    "header": _BORDER | {"bold": True, "align": "center", "text_wrap": True},
    "section": _BORDER | {"bold": True},
    "note": {"font_name": "宋体", "font_size": 9},
    "date": _BORDER | {"num_format": "yyyy-mm-dd"},
    "body": _BORDER,
}


def workbook_bytes(sheets: Mapping[str, WrittenGrid], hidden: Iterable[str] = ()) -> bytes:
    """Write sheets by name, in order, as a workbook; some may be hidden."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": _WRITTEN_ON})
    looks = {name: book.add_format(shape) for name, shape in _LOOKS.items()}
    for name, grid in sheets.items():
        sheet = book.add_worksheet(name)
        _write(book, sheet, grid, looks)
        if name in set(hidden):
            sheet.hide()
        elif hidden:
            sheet.activate()
    book.close()
    return _stored(buffer.getvalue())


def _write(book: Any, sheet: Any, grid: WrittenGrid, looks: dict[str, Any]) -> None:
    for column, width in grid.widths.items():
        sheet.set_column(column, column, width)
    for column in sorted(grid.hidden_columns):
        sheet.set_column(column, column, None, None, {"hidden": True})
    for row in sorted(grid.hidden_rows):
        sheet.set_row(row, None, None, {"hidden": True})
    merged = {(top, left): (top, left, bottom, right) for top, left, bottom, right in grid.merges}
    for place, area in merged.items():
        sheet.merge_range(*area, "", looks[grid.cells[place][1]])
    for place, (content, look) in sorted(grid.cells.items()):
        if isinstance(content, Drawn):
            drawn = book.add_format(_LOOKS[look] | _DRAWN[content.how])
            if content.rest:
                sheet.write_rich_string(*place, drawn, str(content.value), content.rest, looks[look])
            else:
                _put(sheet, place, content.value, drawn)
        elif isinstance(content, WrittenLook):
            _put(sheet, place, content.number, book.add_format(_BORDER | {"num_format": content.format}))
        else:
            _put(sheet, place, content, looks[look])
    for rule in grid.rules:
        if (rule.index, "project_name") in grid.places:  # where the rows stand on several sheets, on one of them
            _put_rule(book, sheet, grid, rule)


def _put_rule(book: Any, sheet: Any, grid: WrittenGrid, rule: Striking) -> None:
    """Write a rule of a sheet: over all rows by the name of a project, or over one amount by the day on which it is looked at."""
    name = grid.places[rule.index, "project_name"]
    if rule.field:
        area = (*grid.places[rule.index, rule.field], *grid.places[rule.index, rule.field])
        asked = "=WEEKDAY(TODAY())>1"
    else:
        area = (grid.header[1] + 1, grid.left, max(row for _, row in grid.records()), grid.right)
        first = xl_rowcol_to_cell(area[0], name[1], col_abs=True)
        asked = f'={first}="{stored(grid.value(name))}"'
    shape = {"type": "formula", "criteria": asked, "format": book.add_format({"font_strikeout": True})}
    sheet.conditional_format(*area, shape)


def _put(sheet: Any, place: tuple[int, int], content: Content, form: Any) -> None:
    value = stored(content)
    if isinstance(content, WrittenFormula):
        sheet.write_formula(*place, content.text, form, "" if content.value is None else content.value)
    elif value is None:
        sheet.write_blank(*place, None, form)
    elif isinstance(value, str):
        sheet.write_string(*place, value, form)
    elif isinstance(value, date):
        sheet.write_datetime(*place, datetime(value.year, value.month, value.day), form)
    else:
        sheet.write_number(*place, value, form)


def _stored(data: bytes) -> bytes:
    """Pack the parts anew without compression: compressors differ between machines, stored bytes do not."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for name in sorted(source.namelist(), key=lambda part: (part != "[Content_Types].xml", part)):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.create_system = 0
            packed.writestr(entry, source.read(name))
    return target.getvalue()


def address(place: tuple[int, int]) -> str:
    """Give the A1 address of a row and column counted from 0."""
    return str(xl_rowcol_to_cell(*place))


def cover_sheet() -> WrittenGrid:
    """Give a first sheet that holds no table, as templates often have."""
    grid = WrittenGrid()
    for row, text in enumerate(("填表说明", "请在后面的工作表填报；资金为年初至本月末累计数。")):
        grid.put(row, 0, text, "plain")
    return grid
