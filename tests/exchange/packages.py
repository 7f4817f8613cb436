"""What Excel demands of the parts of an .xlsx, and what may differ between a workbook and its receipt."""

import io
import posixpath
import re
import zipfile
from typing import Any

import openpyxl
from lxml import etree
from python_calamine import CalamineWorkbook, SheetTypeEnum

ORDER = [
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts",
    "extLst",
]  # fmt: skip
"""The children of a worksheet in the order of CT_Worksheet."""


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names))
        return {name: archive.read(name) for name in names}


def local(element: Any) -> str:
    return etree.QName(element).localname


def faults_of(data: bytes) -> list[str]:
    """List what is against the rules of the format: types, relations, ids, order, styles, comments and their shapes."""
    parts = parts_of(data)
    types = etree.fromstring(parts["[Content_Types].xml"])
    by_name = [e.get("PartName") for e in types if local(e) == "Override"]
    by_extension = [e.get("Extension").lower() for e in types if local(e) == "Default"]
    faults = [f"type twice: {n}" for n in {*by_name, *by_extension} if (by_name + by_extension).count(n) > 1]
    faults += [f"type of no part: {n}" for n in by_name if n.lstrip("/") not in parts]
    for name in parts:
        if (
            name != "[Content_Types].xml"
            and f"/{name}" not in by_name
            and name.rpartition(".")[2].lower() not in by_extension
        ):
            faults.append(f"no type: {name}")
        if name.endswith(".rels"):
            faults += _relation_faults(name, parts)
        if re.match(r"xl/worksheets/[^/]+\.xml", name):
            faults += _sheet_faults(name, parts)
    return faults + _workbook_faults(parts) + _drawing_faults(parts)


def _relations(part: str, parts: dict[str, bytes]) -> list[tuple[str, str, str]]:
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in parts:
        return []
    entries = [e for e in etree.fromstring(parts[rels]) if e.get("TargetMode") != "External"]
    return [
        (e.get("Id"), e.get("Type").rpartition("/")[2], posixpath.normpath(posixpath.join("/", folder, e.get("Target"))).lstrip("/"))
        for e in entries
    ]  # fmt: skip


def _relation_faults(name: str, parts: dict[str, bytes]) -> list[str]:
    owner = name.replace("_rels/", "").removesuffix(".rels")
    ids = [e.get("Id") for e in etree.fromstring(parts[name])]
    faults = [f"relation id twice: {name} {i}" for i in set(ids) if ids.count(i) > 1]
    return faults + [f"{name} leads nowhere: {t}" for _, _, t in _relations(owner, parts) if t not in parts]


def _sheet_faults(name: str, parts: dict[str, bytes]) -> list[str]:
    root = etree.fromstring(parts[name])
    children = [local(c) for c in root if isinstance(c.tag, str) and local(c) in ORDER]
    faults = [] if children == sorted(children, key=ORDER.index) else [f"order: {name} {children}"]
    formats = len(etree.fromstring(parts["xl/styles.xml"]).find("{*}cellXfs"))
    rows: list[int] = []
    for row in root.iter("{*}row"):
        rows.append(int(row.get("r") or (rows[-1] + 1 if rows else 1)))
        columns = [_column(c.get("r")) for c in row if c.get("r")]
        if columns != sorted(set(columns)):
            faults.append(f"cells out of order: {name} row {rows[-1]}")
    if rows != sorted(set(rows)):
        faults.append(f"rows out of order: {name}")
    faults += [f"no such style: {name} {c.get('r')}" for c in root.iter("{*}c") if int(c.get("s", 0)) >= formats]
    comments = [t for _, kind, t in _relations(name, parts) if kind == "comments"]
    if comments:
        refs = [c.get("ref") for c in etree.fromstring(parts[comments[0]]).iter("{*}comment")]
        faults += [f"two comments: {name} {r}" for r in set(refs) if refs.count(r) > 1]
        drawings = [t for _, kind, t in _relations(name, parts) if kind == "vmlDrawing"]
        if len(drawings) != 1 or root.find("{*}legacyDrawing") is None:
            return [*faults, f"comments without shapes: {name}"]
        places = re.findall(
            r"<\w+:Row>\s*(\d+)\s*</\w+:Row>\s*<\w+:Column>\s*(\d+)\s*</\w+:Column>", parts[drawings[0]].decode()
        )
        shown = sorted((int(r), int(c)) for r, c in places)
        wanted = sorted((int(re.sub(r"\D", "", ref)) - 1, _column(ref) - 1) for ref in refs)
        faults += [] if shown == wanted else [f"shapes differ from comments: {name}"]
    return faults


def _column(cell: str) -> int:
    column = 0
    for letter in re.sub(r"\d", "", cell):
        column = column * 26 + ord(letter) - 64
    return column


def _workbook_faults(parts: dict[str, bytes]) -> list[str]:
    root = etree.fromstring(parts["xl/workbook.xml"])
    sheets = list(root.find("{*}sheets"))
    faults = []
    for attribute in ("name", "sheetId"):
        values = [s.get(attribute).lower() for s in sheets]
        faults += [f"sheet {attribute} twice: {v}" for v in set(values) if values.count(v) > 1]
    for name in root.iter("{*}definedName"):
        if name.get("localSheetId") and int(name.get("localSheetId")) >= len(sheets):
            faults.append(f"name of no sheet: {name.get('name')}")
    selected = [n for n, xml in parts.items() if n.startswith("xl/worksheets/") and b'tabSelected="1"' in xml]
    styles = etree.fromstring(parts["xl/styles.xml"])
    for group in styles:
        if group.get("count") and int(group.get("count")) != len([c for c in group if isinstance(c.tag, str)]):
            faults.append(f"count of {local(group)}")
    return faults + ([f"several sheets selected: {selected}"] if len(selected) > 1 else [])


def _drawing_faults(parts: dict[str, bytes]) -> list[str]:
    ids: list[str] = []
    blocks: list[str] = []
    for name, data in parts.items():
        if name.endswith(".vml"):
            etree.fromstring(data)
            own = re.findall(r'id="_x0000_s(\d+)"', data.decode())
            said = ",".join(re.findall(r'idmap[^>]*data="([\d,]+)"', data.decode())).split(",")
            blocks += said
            ids += own
            outside = [i for i in own if str(int(i) // 1024) not in said]
            if outside:
                return [f"shapes outside their block: {name} {outside[:3]}"]
    return [f"shape twice: {i}" for i in set(ids) if ids.count(i) > 1] + [
        f"block twice: {b}" for b in set(blocks) if blocks.count(b) > 1
    ]


def differences(before: bytes, after: bytes, marked: set[tuple[str, str]]) -> list[str]:
    """List what a receipt changed of a workbook besides the fill and the comment of marked cells and its first sheet."""
    found = _part_differences(before, after, {sheet for sheet, _ in marked})
    if (values := _values(after)[1:]) != _values(before):
        found.append(f"values: {len(values)}")
    for data_only in (False, True):
        old, new = (openpyxl.load_workbook(io.BytesIO(data), data_only=data_only) for data in (before, after))
        for sheet in old.worksheets:
            found += _sheet_differences(sheet, new[sheet.title], marked)
        names = [sorted(str(n) for n in book.defined_names) for book in (old, new)]
        found += [] if names[0] == names[1] else ["names"]
    return found


def _part_differences(before: bytes, after: bytes, annotated: set[str]) -> list[str]:
    old, new = parts_of(before), parts_of(after)
    free = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
    sheets = {e.get("name"): e for e in etree.fromstring(old["xl/workbook.xml"]).iter("{*}sheet")}
    targets = {i: t for i, _, t in _relations("xl/workbook.xml", old)}
    for name in annotated:
        part = next(targets[v] for k, v in sheets[name].attrib.items() if k.endswith("}id"))
        free |= {part, part.replace("worksheets/", "worksheets/_rels/") + ".rels"}
        free |= {t for _, kind, t in _relations(part, old) if kind in ("comments", "vmlDrawing")}
    selected = re.compile(rb' tabSelected="1"')
    return [f"part: {n}" for n, data in old.items() if n not in free and new.get(n) != data and new.get(n) != selected.sub(b"", data)]  # fmt: skip


def _values(data: bytes) -> list[Any]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found = []
    for sheet in book.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet:
            grid = book.get_sheet_by_name(sheet.name)
            rows = [[repr(v) for v in row] for row in grid.to_python(skip_empty_area=True)]
            found.append((sheet.name, str(sheet.visible), rows, grid.merged_cell_ranges))
    return found


def _sheet_differences(old: Any, new: Any, marked: set[tuple[str, str]]) -> list[str]:
    cells = {c.coordinate: c for row in new.iter_rows() for c in row}
    found = []
    for cell in (cell for row in old.iter_rows() for cell in row):
        is_marked = (old.title, cell.coordinate) in marked
        names = _cell_differences(cell, cells[cell.coordinate], is_marked)
        found += [f"{name} of {old.title}!{cell.coordinate}" for name in names]
    for dimensions, size in (("row_dimensions", "height"), ("column_dimensions", "width")):
        for key, dimension in getattr(old, dimensions).items():
            twin = getattr(new, dimensions)[key]
            if (dimension.hidden, getattr(dimension, size)) != (twin.hidden, getattr(twin, size)):
                found.append(f"{dimensions} {key}")
    return found + [name for name in _OF_A_SHEET if _described(old, name) != _described(new, name)]


_OF_A_SHEET = (
    "sheet_state", "freeze_panes", "print_area", "print_title_rows", "merged_cells", "data_validations", "protection",
    "page_setup",
)  # fmt: skip
_OF_A_CELL = ("value", "number_format", "alignment", "font", "border", "protection", "hyperlink", "data_type")


def _cell_differences(cell: Any, other: Any, is_marked: bool) -> list[str]:
    found = [name for name in _OF_A_CELL if _plain(getattr(cell, name)) != _plain(getattr(other, name))]
    comments = [c.comment.text if c.comment else "" for c in (cell, other)]
    if is_marked:
        return found if comments[1].startswith(comments[0]) else [*found, "comment lost"]
    if _plain(cell.fill) != _plain(other.fill):
        found.append("fill")
    return found if comments[0] == comments[1] else [*found, "comment"]


def _described(sheet: Any, name: str) -> str:
    return repr(getattr(sheet, name))


def _plain(value: Any) -> Any:
    """Give what stands behind a style of openpyxl, which compares only by itself."""
    return getattr(value, "_StyleProxy__target", value)
