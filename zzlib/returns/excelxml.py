"""Read an Excel 2003 XML workbook (SpreadsheetML, as Excel and many reporting systems save it under the name .xls)."""

import math
from datetime import datetime

from zzlib.returns.bounds import MAX_COLUMNS
from zzlib.returns.canvas import Canvas, count
from zzlib.returns.formats import unit_shown, with_unit
from zzlib.returns.grid import Fault
from zzlib.returns.markup import Attributes, parse_xml
from zzlib.returns.text import Cell


def read_excel_xml(data: bytes) -> dict[str, tuple[Canvas, bool]] | None:
    """Read the sheets by their name, and whether each is visible; `None` if it is XML of another kind.

    Raises:
        UnusableFileError: it is out of bounds or damaged.
    """
    workbook = _Workbook()
    parse_xml(data, workbook)
    return workbook.sheets if workbook.is_one else None


class _Workbook:
    def __init__(self) -> None:
        self.sheets: dict[str, tuple[Canvas, bool]] = {}
        self.is_one = False
        self._canvas = Canvas()
        self._sheet = self._style = ""
        self._units: dict[str, str] = {}
        self._row = self._column = self._columns_named = -1
        self._cell: Attributes | None = None
        self._type: str | None = None
        self._said: list[str] | None = None
        self._value: Cell = ""

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Worksheet":
            self.is_one = True
            self._sheet, self._canvas = attributes.get("Name", f"Sheet{len(self.sheets) + 1}"), Canvas()
            self._row = self._columns_named = -1
            self.sheets[self._sheet] = (self._canvas, True)
        elif name == "Style":
            self._style = attributes.get("ID", "")
        elif name == "NumberFormat" and (unit := unit_shown(attributes.get("Format", ""))) is not None:
            self._units[self._style] = unit
        elif name == "Column":
            self._name_columns(attributes)
        elif name == "Row":
            self._new_row(attributes)
        elif name == "Cell":
            self._cell, self._value, self._type = attributes, "", None
            column = count(attributes["Index"]) - 1 if "Index" in attributes else self._column + 1
            self._column = self._canvas.free_column(self._row, column)
        elif name in ("Data", "Visible"):
            self._said, self._type = [], attributes.get("Type") if self._cell is not None else None

    def end(self, name: str) -> None:
        said = "".join(self._said or ())
        if name == "Data" and self._cell is not None:
            self._value, self._said = _value(said, self._type), None
        elif name == "Visible" and said in ("SheetHidden", "SheetVeryHidden"):
            self.sheets[self._sheet] = (self._canvas, False)
        elif name == "Cell" and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None

    def text(self, text: str) -> None:
        if self._said is not None:
            self._said.append(text)

    def _end_cell(self, cell: Attributes) -> None:
        across, down = _more(cell.get("MergeAcross")), _more(cell.get("MergeDown"))
        if self._type == "Error":
            self._canvas.faults[self._row, self._column] = Fault("error_cell", str(self._value))
            self._value = ""
        elif self._type is None and "Formula" in cell:
            self._canvas.faults[self._row, self._column] = Fault("formula_without_value", cell["Formula"])
        unit = self._units.get(cell.get("StyleID", ""))
        value = self._value if unit is None else with_unit(self._value, unit)
        self._canvas.put(self._row, self._column, value, across, down)
        self._column += across - 1

    def _new_row(self, attributes: Attributes) -> None:
        self._row = count(attributes["Index"]) - 1 if "Index" in attributes else self._row + 1
        self._column = -1
        if attributes.get("Hidden") == "1":
            self._canvas.hidden_rows.add(self._row)
        self._row += _more(attributes.get("Span")) - 1

    def _name_columns(self, attributes: Attributes) -> None:
        first = count(attributes["Index"]) - 1 if "Index" in attributes else self._columns_named + 1
        self._columns_named = first + _more(attributes.get("Span")) - 1
        if attributes.get("Hidden") == "1":
            self._canvas.hidden_columns.update(range(first, min(self._columns_named, MAX_COLUMNS) + 1))


def _more(text: str | None) -> int:
    """Give how many rows or columns there are if so many follow the first."""
    return count(text) + 1 if text and text != "0" else 1


def _value(text: str, kind: str | None) -> Cell:
    """Read a value by its stated type; one that contradicts its type stays text."""
    try:
        if kind == "Number" and math.isfinite(number := float(text)):
            return number
        if kind == "DateTime":
            return datetime.fromisoformat(text)
    except ValueError:
        return text
    return text == "1" if kind == "Boolean" else text
