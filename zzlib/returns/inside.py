"""A look into the parts of an .xlsx for what the reading library hides: error cells and formulas without a value."""

import html
import re
import zipfile
from dataclasses import dataclass, field

from zzlib.returns.grid import Fault
from zzlib.returns.text import row_and_column

MAX_ROWS = 200_000
MAX_COLUMNS = 1_000

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/>]|)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_ATTRIBUTE = re.compile(rb'\b(r|t)="([^"]*)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*)<)")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)\b[^>]*>([^<]+)<")
_FAR_COLUMN = re.compile(rb'\br="([A-Z]{3,}\d+)"(?:[^>]*[^/>])?>')
_ROW_NUMBER = re.compile(rb'\br="[A-Z]*(\d+)"')
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")


@dataclass(frozen=True)
class SheetLook:
    """What stands in a sheet's part: cells without a readable value, and whether the sheet is past the bounds."""

    faults: dict[tuple[int, int], Fault] = field(default_factory=dict)
    too_large: bool = False


def look_inside(archive: zipfile.ZipFile) -> dict[str, SheetLook]:
    """Look into all sheets of an .xlsx; give what was found by sheet name, leaving out sheets without anything."""
    parts = {}
    for name in archive.namelist():
        if name.lower().startswith("xl/worksheets/") and name.lower().endswith(".xml"):
            look = _look(archive.read(name))
            if look.too_large or look.faults:
                parts[name] = look
    return {sheet: parts[part] for sheet, part in _sheet_parts(archive).items() if part in parts} if parts else {}


def _look(xml: bytes) -> SheetLook:
    if _past_bounds(xml):
        return SheetLook(too_large=True)
    if b't="e"' not in xml and b"<f" not in xml and b":f" not in xml:
        return SheetLook()
    return SheetLook(dict(fault for cell in _CELL.finditer(xml) if (fault := _fault(cell[1], cell[2]))))


def _past_bounds(xml: bytes) -> bool:
    """Tell whether a value stands far out: a grid is as large as its farthest cell, so one cell may exhaust memory."""
    last = max(xml.rfind(b"<v>"), xml.rfind(b"<is>"), xml.rfind(b":v>"), xml.rfind(b":is>"))
    start = xml.rfind(b' r="', 0, last)
    row = _ROW_NUMBER.match(xml, start + 1) if start >= 0 else None
    far = any(row_and_column(c[1].decode())[1] >= MAX_COLUMNS for c in _FAR_COLUMN.finditer(xml))
    return far or (row is not None and int(row[1]) > MAX_ROWS)


def _fault(attributes: bytes, content: bytes) -> tuple[tuple[int, int], Fault] | None:
    """Judge a cell: an error, a formula without a stored value, or nothing to say."""
    named = dict(_ATTRIBUTE.findall(attributes))
    if b"r" not in named:
        return None
    value = _VALUE.search(content)
    formula = _FORMULA.search(content)
    if named.get(b"t") == b"e":
        fault = Fault("error_cell", value[1].decode() if value else "#N/A")
    elif formula and not value and named.get(b"t") != b"str":
        fault = Fault("formula_without_value", "=" + html.unescape((formula[1] or b"").decode()))
    else:
        return None
    return row_and_column(named[b"r"].decode()), fault


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Give sheet name -> part, by the workbook and its relations."""
    relations = {}
    for tag in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels").decode("utf-8")):
        target = _get(tag, "Target")
        relations[_get(tag, "Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    tags = _SHEET.findall(archive.read("xl/workbook.xml").decode("utf-8"))
    return {html.unescape(_get(tag, "name")): relations.get(_get(tag, "id"), "") for tag in tags}


def _get(tag: str, attribute: str) -> str:
    found = re.search(rf'[\s:]{attribute}="([^"]*)"', tag)
    return found[1] if found else ""
