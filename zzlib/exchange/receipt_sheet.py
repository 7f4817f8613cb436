"""The sheet 回执, written as a worksheet's part: texts only, with links to the cells that are spoken of."""

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Any

from lxml import etree

from zzlib.exchange.package import Element
from zzlib.exchange.receipt import Receipt, ReceiptBlock, clean
from zzlib.exchange.styles_part import StylesPart
from zzlib.returns.cells.text import address

_WIDTHS = (9, 14, 9, 20, 50, 50)


def receipt_sheet(receipt: Receipt, styles: StylesPart, space: str, sheets: Collection[str]) -> Element:
    """Give the root of the sheet; `sheets` are those of the workbook that links may lead to."""
    return _Writer(styles, space, sheets).write(receipt)


class _Writer:
    def __init__(self, styles: StylesPart, space: str, sheets: Collection[str]) -> None:
        self._styles, self._space, self._sheets = styles, f"{{{space}}}", sheets
        self._root = etree.Element(f"{self._space}worksheet", nsmap={None: space})
        self._links: list[dict[str, str]] = []
        self._merges: list[str] = []
        self._next = 0

    def write(self, receipt: Receipt) -> Element:
        properties = self._child(self._root, "sheetPr")
        self._child(properties, "pageSetUpPr", fitToPage="1")
        views = self._child(self._root, "sheetViews")
        self._child(views, "sheetView", showGridLines="0", tabSelected="1", workbookViewId="0")
        self._child(self._root, "sheetFormatPr", defaultRowHeight="18", customHeight="1")
        columns = self._child(self._root, "cols")
        for number, width in enumerate(_WIDTHS, start=1):
            self._child(columns, "col", min=str(number), max=str(number), width=str(width), customWidth="1")
        data = self._child(self._root, "sheetData")
        self._line(data, receipt.title, "title", 28)
        for fact in receipt.facts:
            self._line(data, fact, "plain")
        for block in receipt.blocks:
            self._block(data, block)
        self._end()
        return self._root

    def _block(self, data: Element, block: ReceiptBlock) -> None:
        self._next += 1
        self._line(data, block.caption, "caption", 24)
        if not block.rows:
            self._line(data, block.otherwise, "plain")
            return
        self._row(data, block, block.header, ["header"] * len(block.header))
        for row in block.rows:
            linked = row.link is not None and row.link[0] in self._sheets
            self._row(data, block, row.texts, [row.look, "text", "link" if linked else "text", "text", "text", "text"])
            if linked and row.link:
                sheet, cell = row.link
                quoted = sheet.replace("'", "''")
                self._links.append(
                    {"ref": address(self._next - 1, 2), "location": f"'{quoted}'!{cell}", "display": cell}
                )

    def _line(self, data: Element, text: str, look: str, height: float = 0) -> None:
        row = self._new_row(data, height or 18 * max(1, -(-_width(text) // sum(_WIDTHS))))
        self._cell(row, 0, text, look)
        self._merges.append(f"{address(self._next - 1, 0)}:{address(self._next - 1, len(_WIDTHS) - 1)}")

    def _row(self, data: Element, block: ReceiptBlock, texts: Sequence[str], looks: Sequence[str]) -> None:
        """Write a row; columns without a heading belong to the one before them."""
        lines = (
            sum(max(1, -(-_width(part) // int(width - 2))) for part in text.split("\n"))
            for text, width in zip(texts, _WIDTHS, strict=True)
        )
        row = self._new_row(data, min(400, 4 + 15 * max(lines)))
        for column, (text, look) in enumerate(zip(texts, looks, strict=True)):
            self._cell(row, column, text, look)
        headed = [column for column, heading in enumerate(block.header) if heading] + [len(block.header)]
        for first, after in pairwise(headed):
            if after > first + 1:
                self._merges.append(f"{address(self._next - 1, first)}:{address(self._next - 1, after - 1)}")

    def _new_row(self, data: Element, height: float) -> Element:
        self._next += 1
        return self._child(data, "row", r=str(self._next), ht=f"{height:g}", customHeight="1")

    def _cell(self, row: Element, column: int, text: str, look: str) -> None:
        cell = self._child(row, "c", r=address(self._next - 1, column), s=str(self._styles.look(look)), t="inlineStr")
        content = self._child(self._child(cell, "is"), "t")
        content.text = clean(text)
        content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def _end(self) -> None:
        """Write what stands after the cells, in the order of the format."""
        merges = self._child(self._root, "mergeCells", count=str(len(self._merges)))
        for reference in self._merges:
            self._child(merges, "mergeCell", ref=reference)
        if self._links:
            links = self._child(self._root, "hyperlinks")
            for link in self._links:
                self._child(links, "hyperlink", **link)
        self._child(
            self._root, "pageMargins", left="0.4", right="0.4", top="0.5", bottom="0.5", header="0.3", footer="0.3"
        )
        self._child(self._root, "pageSetup", paperSize="9", orientation="landscape", fitToHeight="0")

    def _child(self, parent: Element, name: str, **attributes: str) -> Any:
        return etree.SubElement(parent, f"{self._space}{name}", attributes)


def _width(text: str) -> int:
    """Give the columns that a text is wide; Chinese characters are two."""
    return sum(2 if ord(letter) > 255 else 1 for letter in text)
