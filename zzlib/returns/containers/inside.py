"""A look into the parts of an .xlsx for what the reading library hides: errors, formulas without a value, looks of cells."""

import html
import re
import zipfile
from dataclasses import dataclass, field, replace

from zzlib.returns.cells.text import row_and_column
from zzlib.returns.containers.bounds import MAX_CELLS, MAX_COLUMNS, check_looks, past_bounds
from zzlib.returns.containers.comments import boxes_of, comments_of
from zzlib.returns.containers.conditions import rules_of
from zzlib.returns.containers.grid import Fault, Merge
from zzlib.returns.containers.looks import Stylesheet, speaks_of_colours, struck_strings, text_left
from zzlib.returns.containers.ruled import Ruled
from zzlib.returns.containers.sights import PARTLY, Look, Sight

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/>]|)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_ATTRIBUTE = re.compile(rb"""\b(r|s|t)=["']([^"']*)["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*)<)")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)\b[^>]*>([^<]+)<")
_VALUED = r"""([A-Za-z]*)(\d+)["'](?:[^>]*[^/>])?>"""
_FAR = re.compile(rf"""\br\s*=\s*["'](?=[A-Za-z]{{3}}|[A-Za-z]*\d{{5}}){_VALUED}""".encode())
_ANY = re.compile(rf"""\br\s*=\s*["'](?=[A-Za-z]){_VALUED}""".encode())
_WITHOUT_PLACE = re.compile(rb"<(?:\w+:)?c\b(?![^>]*\br\s*=)")
_HIDDEN = re.compile(
    rb'<(?:\w+:)?(row|col)\b([^>]*\b(?:hidden="(?:1|true)"|ht="[01](?:\.\d+)?"|width="0(?:\.[0-4]\d*)?")[^>]*)>'
)
_MAY_HIDE = (b'hidden="', b'ht="0', b'ht="1"', b'ht="1.', b'width="0')
_PLACE = re.compile(rb'\b(r|min|max)="(\d{1,7})"')
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_MARKS = (b't="e"', b"<f", b":f", b"strike")
"""What a sheet has where a cell may be no plain value."""

_FEW_STYLES = 100
_STRINGS = "xl/sharedStrings.xml"
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")


@dataclass(frozen=True)
class SheetLook:
    """What stands in a sheet's part that the grid does not show, by row and column, and whether it is past the bounds.

    `faults` are cells without a readable value; `looks` says of cells how they are drawn, where that changes what a
    person reads, `sights` what a person reads where the file says that itself, `ruled` the rules that may change it,
    `comments` what is written at cells, `boxes` what is drawn over them;
    `hidden_rows` and `hidden_columns` what the sheet hides, filled or not;
    `cells` how many it has, where the library loads all sheets at once; `merges` where it gives none.
    """

    faults: dict[tuple[int, int], Fault] = field(default_factory=dict)
    looks: dict[tuple[int, int], Look] = field(default_factory=dict)
    too_large: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    cells: int = 0
    merges: tuple[Merge, ...] = ()
    sights: dict[tuple[int, int], Sight] = field(default_factory=dict)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    boxes: dict[tuple[int, int], str] = field(default_factory=dict)
    ruled: Ruled | None = None


def look_inside(archive: zipfile.ZipFile) -> dict[int, SheetLook]:
    """Look into all sheets of an .xlsx; give what was found by their number, leaving out those without anything."""
    sheets = [n for n in archive.namelist() if n.lower().startswith("xl/worksheets/") and n.lower().endswith(".xml")]
    strings = archive.read(_STRINGS) if _STRINGS in archive.namelist() else b""
    # Without a table of texts these stand in the sheets.
    coloured = speaks_of_colours(strings) if strings else any(speaks_of_colours(archive.read(n)) for n in sheets)
    stylesheet, struck = Stylesheet(archive), struck_strings(strings)
    looks = stylesheet.looks(coloured)
    commented = any("comments" in name.lower() for name in archive.namelist())
    drawn = any("drawings/drawing" in name.lower() for name in archive.namelist())
    parts = {}
    for name in sheets:
        xml = archive.read(name)
        rules = rules_of(xml, stylesheet) if b"conditionalFormatting" in xml else ()
        look = _look(xml, looks, struck, Ruled(rules, tuple(stylesheet.styles)) if rules else None)
        if commented:
            look = replace(look, comments=comments_of(archive, name))
        if drawn:
            look = replace(look, boxes=boxes_of(archive, name))
        if look != SheetLook():
            parts[name] = look
    return {number: parts[part] for number, part in enumerate(_sheet_parts(archive)) if part in parts} if parts else {}


def _look(xml: bytes, styles: dict[int, Look], struck: dict[int, str], ruled: Ruled | None) -> SheetLook:
    if _past_bounds(xml):
        return SheetLook(too_large=True)
    rows, columns = _hidden(xml) if any(mark in xml for mark in _MAY_HIDE) else (frozenset[int](), frozenset[int]())
    found = SheetLook(hidden_rows=rows, hidden_columns=columns, ruled=ruled)
    if not ruled and not struck and not _has_style(xml, styles) and not any(mark in xml for mark in _MARKS):
        return found
    for cell in _CELL.finditer(xml):
        attributes = {name.decode(): value.decode() for name, value in _ATTRIBUTE.findall(cell[1])}
        if "r" in attributes:
            _note(found, row_and_column(attributes["r"]), attributes, cell[2], styles, struck)
    return found


def _has_style(xml: bytes, styles: dict[int, Look]) -> bool:
    """Tell whether a sheet has cells of any of some styles; those that name none have the first."""
    if 0 in styles or len(styles) > _FEW_STYLES:
        return bool(styles)
    numbers = "|".join(map(str, styles))
    return bool(styles) and re.search(rf"""\bs\s*=\s*["'](?:{numbers})["']""".encode(), xml) is not None


def _note(
    found: SheetLook,
    place: tuple[int, int],
    attributes: dict[str, str],
    content: bytes,
    styles: dict[int, Look],
    struck: dict[int, str],
) -> None:
    """Note what is to be said of a cell."""
    kind = attributes.get("t")
    if fault := _fault(kind, content):
        found.faults[place] = fault
        return
    style = int(attributes.get("s", 0))
    if look := styles.get(style):
        found.looks[place] = look
        check_looks(len(found.looks))
    if found.ruled and style:
        found.ruled.numbers[place] = style
        check_looks(len(found.ruled.numbers))
    if kind == "s" and struck and (number := _VALUE.search(content)):
        left = struck.get(int(number[1]))
    else:
        left = text_left(content.decode("utf-8", "replace")) if b"strike" in content else None
    if left is not None:
        found.sights[place] = Sight(PARTLY, left)


def _hidden(xml: bytes) -> tuple[frozenset[int], frozenset[int]]:
    """Give the rows and the columns that a sheet hides; a row too low or a column too narrow to be seen is hidden."""
    rows: set[int] = set()
    columns: set[int] = set()
    for kind, attributes in _HIDDEN.findall(xml):
        said = {name: int(number) for name, number in _PLACE.findall(attributes)}
        if kind == b"row" and b"r" in said:
            rows.add(said[b"r"] - 1)
        elif kind == b"col" and {b"min", b"max"} <= said.keys():
            columns.update(range(said[b"min"] - 1, min(said[b"max"], MAX_COLUMNS)))
    return frozenset(rows), frozenset(columns)


def _past_bounds(xml: bytes) -> bool:
    """Tell whether a value stands far out: a grid is as large as its farthest cell, so one cell may exhaust memory.

    Only places of three letters or five digits can matter; the few sheets of so many rows are looked at in full.
    """
    far = set(_FAR.findall(xml))
    if not far:
        return False
    unplaced = _WITHOUT_PLACE.search(xml) is not None
    rows = max((int(row) for column, row in far if column or unplaced), default=0)
    places = far if rows * MAX_COLUMNS < MAX_CELLS else _ANY.findall(xml)
    columns = max(
        (row_and_column(f"{name.decode().upper()}1")[1] + 1 for name in {n for n, _ in places if n}), default=0
    )
    return past_bounds(rows, columns)


def _fault(cell_type: str | None, content: bytes) -> Fault | None:
    """Judge a cell: an error, a formula without a stored value, or nothing to say."""
    value, formula = _VALUE.search(content), _FORMULA.search(content)
    if cell_type == "e":
        return Fault("error_cell", value[1].decode() if value else "#N/A")
    if formula and not value and cell_type != "str":
        return Fault("formula_without_value", "=" + html.unescape((formula[1] or b"").decode()))
    return None


def _sheet_parts(archive: zipfile.ZipFile) -> list[str]:
    """Give the parts of the sheets in the workbook's order, by its relations."""
    relations = {}
    for tag in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels").decode("utf-8")):
        target = _get(tag, "Target")
        relations[_get(tag, "Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    tags = _SHEET.findall(archive.read("xl/workbook.xml").decode("utf-8"))
    return [relations.get(_get(tag, "id"), "") for tag in tags]


def _get(tag: str, attribute: str) -> str:
    found = re.search(rf'[\s:]{attribute}="([^"]*)"', tag)
    return found[1] if found else ""
