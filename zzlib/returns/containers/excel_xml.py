"""Read an Excel 2003 XML workbook (SpreadsheetML, as Excel and many reporting systems save it under the name .xls)."""

import math
from datetime import datetime

from zzlib.returns.cells.text import Cell
from zzlib.returns.containers.bounds import MAX_COLUMNS
from zzlib.returns.containers.canvas import Canvas, count
from zzlib.returns.containers.colours import BLACK, UNKNOWN, WHITE
from zzlib.returns.containers.grid import Fault
from zzlib.returns.containers.markup import Attributes, parse_xml
from zzlib.returns.containers.sights import Look
from zzlib.returns.containers.styles import Style

_DEFAULT = "Default"
_NAMED = {"Percent": "0.00%", "Euro Currency": "[$€-2]0.00"}
"""Formats that have a name instead of a code, of those that change what a person reads."""

_ALL_NAMED = (
    "General", "General Number", "Currency", "Fixed", "Standard", "Scientific", "Yes/No", "True/False", "On/Off",
)  # fmt: skip


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
        self._styles: dict[str, Attributes] = {}
        self._looks: dict[str, Look] = {}
        self._row_style = _DEFAULT
        self._row = self._column = self._columns_named = -1
        self._cell: Attributes | None = None
        self._type: str | None = None
        self._said: list[str] | None = None
        self._left: list[str] = []
        self._struck = 0
        self._value: Cell = ""

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Worksheet":
            self.is_one = True
            self._sheet, self._canvas = attributes.get("Name", f"Sheet{len(self.sheets) + 1}"), Canvas()
            self._row = self._columns_named = -1
            self.sheets[self._sheet] = (self._canvas, True)
        elif name == "Style":
            self._style = attributes.get("ID", "")
            self._styles[self._style] = dict(self._styles.get(attributes.get("Parent", _DEFAULT), {}))
        elif name in ("NumberFormat", "Font", "Interior"):
            said = {f"{name}{attribute}": value for attribute, value in attributes.items()}
            self._styles.setdefault(self._style, {}).update(said)
            self._looks.clear()
        elif name == "Column":
            self._name_columns(attributes)
        elif name == "Row":
            self._new_row(attributes)
        elif name == "Cell":
            self._cell, self._value, self._type = attributes, "", None
            column = count(attributes["Index"]) - 1 if "Index" in attributes else self._column + 1
            self._column = self._canvas.free_column(self._row, column)
        elif name in ("Data", "Visible"):
            self._said, self._left, self._struck = [], [], 0
            self._type = attributes.get("Type") if self._cell is not None else None
        elif name == "S":
            self._struck += 1

    def end(self, name: str) -> None:
        said = "".join(self._said or ())
        if name == "Data" and self._cell is not None:
            self._value, self._said = _value(said, self._type), None
            if self._row >= 0:
                self._canvas.draw(self._row, self._column, said, "".join(self._left))
        elif name == "S":
            self._struck -= 1
        elif name == "Visible" and said in ("SheetHidden", "SheetVeryHidden"):
            self.sheets[self._sheet] = (self._canvas, False)
        elif name == "Cell" and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None

    def text(self, text: str) -> None:
        if self._said is not None:
            self._said.append(text)
            if self._struck <= 0:
                self._left.append(text)

    def _end_cell(self, cell: Attributes) -> None:
        across, down = _more(cell.get("MergeAcross")), _more(cell.get("MergeDown"))
        if self._type == "Error":
            self._canvas.faults[self._row, self._column] = Fault("error_cell", str(self._value))
            self._value = ""
        elif self._type is None and "Formula" in cell:
            self._canvas.faults[self._row, self._column] = Fault("formula_without_value", cell["Formula"])
        self._canvas.put(self._row, self._column, self._value, across, down)
        if not (look := self._look(cell.get("StyleID", self._row_style))).is_plain:
            self._canvas.looks[self._row, self._column] = look
        self._column += across - 1

    def _look(self, name: str) -> Look:
        if name not in self._looks:
            self._looks[name] = _drawn(self._styles.get(name, {})).look(coloured=True)
        return self._looks[name]

    def _new_row(self, attributes: Attributes) -> None:
        self._row_style = attributes.get("StyleID", _DEFAULT)
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


def _drawn(style: Attributes) -> Style:
    code, size = style.get("NumberFormatFormat", ""), style.get("FontSize", "")
    solid = style.get("InteriorPattern", "Solid") in ("Solid", "None")
    return Style(
        style.get("FontStrikeThrough") == "1",
        style.get("FontColor", BLACK).lower(),
        style.get("InteriorColor", WHITE).lower() if solid else UNKNOWN,
        float(size) if size.replace(".", "", 1).isdecimal() else 10,
        _NAMED.get(code, "" if code in _ALL_NAMED else code),
    )


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
