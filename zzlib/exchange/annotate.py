"""A unit's own workbook back: issues as comments and colours at their cells, a first sheet 回执; nothing else is changed."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from zzlib.exchange.comments_part import SheetComments
from zzlib.exchange.package import NOT_XLSX, Element, Package, UnmarkableError, blank_package
from zzlib.exchange.receipt import Receipt, ReceiptMark, clean
from zzlib.exchange.receipt_sheet import receipt_sheet
from zzlib.exchange.sheet_part import SheetPart
from zzlib.exchange.styles_part import StylesPart
from zzlib.returns.cells.text import row_and_column

SHEET_NAME = "回执"
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_SELECTED = re.compile(rb'(<(?:\w+:)?sheetView\b[^>]*?)\s+tabSelected="(?:1|true)"')


def annotated(data: bytes, receipt: Receipt) -> bytes:
    """Give a workbook with the receipt in front and its marks at the cells.

    Raises:
        UnmarkableError: it is no .xlsx, or one whose parts are not as they should be.
    """
    book = _Workbook(Package(data))
    book.mark(receipt)
    book.put_in_front(receipt)
    return book.finish()


def alone(receipt: Receipt) -> bytes:
    """Give a workbook that holds nothing but the receipt."""
    book = _Workbook(Package(blank_package()))
    book.put_in_front(receipt)
    return book.finish()


@dataclass(frozen=True)
class _Sheet:
    """A sheet's name, number and part."""

    name: str
    number: int
    part: str


class _Workbook:
    """A package seen as a workbook, while it is changed."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._part = package.related("", "officeDocument")
        if not self._part.lower().endswith(".xml"):
            raise UnmarkableError(NOT_XLSX)
        self._root = package.parse(self._part)
        if etree.QName(self._root).localname != "workbook":
            raise UnmarkableError(NOT_XLSX)
        self._space = str(etree.QName(self._root).namespace)
        strict = any(r.type.startswith(_STRICT) for r in package.relations(""))
        self._office = _STRICT if strict else _TRANSITIONAL
        self._list = self._child("sheets")
        targets = {r.id: r.target for r in package.relations(self._part)}
        self._sheets = [
            _Sheet(str(s.get("name")), int(s.get("sheetId")), targets.get(s.get(f"{{{self._office}}}id"), ""))
            for s in self._list
            if isinstance(s.tag, str)
        ]
        self._styles = StylesPart(package, self._part, self._space, f"{self._office}/styles")

    def mark(self, receipt: Receipt) -> None:
        """Colour the cells and comment on them."""
        by_sheet: dict[str, dict[tuple[int, int], ReceiptMark]] = defaultdict(dict)
        for (name, cell), mark in receipt.marks.items():
            by_sheet[name][row_and_column(cell)] = mark
        for sheet in self._sheets:
            if sheet.name in by_sheet:
                self._mark_sheet(sheet, by_sheet[sheet.name])

    def _mark_sheet(self, sheet: _Sheet, marks: dict[tuple[int, int], ReceiptMark]) -> None:
        page = SheetPart(self._package.parse(sheet.part))
        texts: dict[tuple[int, int], list[str]] = defaultdict(list)
        for place, mark in marks.items():
            anchor = page.anchor(place)
            page.restyle(anchor, lambda style, level=mark.level: self._styles.with_fill(style, level))  # type: ignore[misc]
            texts[anchor].append(clean(mark.text))
        comments = SheetComments(self._package, sheet.part, page, self._office)
        comments.add({place: "\n\n".join(said) for place, said in texts.items()})
        self._package.write(sheet.part, page.root)

    def put_in_front(self, receipt: Receipt) -> None:
        """Put the sheet 回执 before the others and let the workbook open on it."""
        names = [sheet.name for sheet in self._sheets]
        page = receipt_sheet(receipt, self._styles, self._space, names)
        for sheet in self._sheets:
            if sheet.part in self._package:
                xml = self._package.read(sheet.part)
                if (unselected := _SELECTED.sub(rb"\1", xml)) != xml:
                    self._package.write(sheet.part, unselected)
        part = self._package.unused("xl/worksheets/receipt{}.xml")
        self._package.add(part, page, _WORKSHEET_TYPE)
        relation = self._package.relate(self._part, f"{self._office}/worksheet", part)
        entry = self._list.makeelement(f"{{{self._space}}}sheet", nsmap={"r": self._office})
        entry.set("name", _free_name(names))
        entry.set("sheetId", str(max((sheet.number for sheet in self._sheets), default=0) + 1))
        entry.set(f"{{{self._office}}}id", relation)
        self._list.insert(0, entry)
        self._shift()

    def _shift(self) -> None:
        """Move what counts sheets by their position."""
        for name in self._root.iter(f"{{{self._space}}}definedName"):
            if name.get("localSheetId") is not None:
                name.set("localSheetId", str(int(name.get("localSheetId")) + 1))
        for view in self._root.iter(f"{{{self._space}}}workbookView"):
            for attribute in ("activeTab", "firstSheet"):
                view.attrib.pop(attribute, None)

    def finish(self) -> bytes:
        self._styles.save()
        self._package.write(self._part, self._root)
        return self._package.to_bytes()

    def _child(self, name: str) -> Element:
        child = self._root.find(f"{{{self._space}}}{name}")
        if child is None:
            raise UnmarkableError("文件结构不规范")
        return child


def _free_name(names: Iterable[str]) -> str:
    taken = {name.lower() for name in names}
    number = 1
    while (name := SHEET_NAME if number == 1 else f"{SHEET_NAME}{number}") in taken:
        number += 1
    return name
