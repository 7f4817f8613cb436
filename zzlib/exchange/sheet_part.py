"""A worksheet's part: finding and making cells where the file has none, and putting elements where they belong."""

from bisect import bisect_left
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from lxml import etree

from zzlib.exchange.package import Element, UnmarkableError
from zzlib.returns.cells.text import address, row_and_column

_UP_TO_LEGACY_DRAWING = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing",
)  # fmt: skip
"""The children of a worksheet that stand before `legacyDrawing`, in the order that the format demands."""


class SheetPart:
    """A worksheet whose cells are given other styles; rows and columns are counted from 0."""

    def __init__(self, root: Element) -> None:
        """Take a worksheet's root; index its rows and merged cells."""
        self.root = root
        self._space = f"{{{etree.QName(root).namespace}}}"
        data = root.find(f"{self._space}sheetData")
        self._data = data if data is not None else _made(root, f"{self._space}sheetData")
        self._rows: list[Any] = list(self._data.iterchildren(f"{self._space}row"))
        self._numbers = _numbered([row.get("r") for row in self._rows])
        self._merged = [_range(m.get("ref", "")) for m in root.iter(f"{self._space}mergeCell")]

    def anchor(self, place: tuple[int, int]) -> tuple[int, int]:
        """Give the cell that shows what stands at a place: the first of a merged range, else the place itself."""
        row, column = place
        covers = (
            (top, left) for top, left, bottom, right in self._merged if top <= row <= bottom and left <= column <= right
        )
        return next(covers, place)

    def restyle(self, place: tuple[int, int], style: Callable[[int], int]) -> None:
        """Give a cell the style that `style` makes of its own (of its row's or column's, where there is no cell)."""
        row = self._row(place[0])
        cells = list(row.iterchildren(f"{self._space}c"))
        columns = _numbered([cell.get("r") and str(row_and_column(cell.get("r"))[1] + 1) for cell in cells])
        position = bisect_left(columns, place[1])
        if position < len(cells) and columns[position] == place[1]:
            cell = cells[position]
        else:
            # Cells may leave out their address while they follow one another: a new one between would shift them.
            for other, column in zip(cells, columns, strict=True):
                other.set("r", address(place[0], column))
            cell = row.makeelement(f"{self._space}c", r=address(*place), s=str(self._ground(row, place[1])))
            row.insert(row.index(cells[position]) if position < len(cells) else len(cells), cell)
            self._widen(row, place[1])
        cell.set("s", str(style(int(cell.get("s", "0")))))

    def _row(self, number: int) -> Element:
        position = bisect_left(self._numbers, number)
        if position < len(self._rows) and self._numbers[position] == number:
            return self._rows[position]
        for other, own in zip(self._rows, self._numbers, strict=True):
            if other.get("r") is None:
                other.set("r", str(own + 1))
        row = self._data.makeelement(f"{self._space}row", r=str(number + 1))
        self._data.insert(position, row)
        self._rows.insert(position, row)
        self._numbers.insert(position, number)
        return row

    def _ground(self, row: Element, column: int) -> int:
        """Give the style that a blank cell shows: its row's, else its column's."""
        if row.get("customFormat") in ("1", "true"):
            return int(row.get("s", "0"))
        for col in self.root.iter(f"{self._space}col"):
            if int(col.get("min", "0")) <= column + 1 <= int(col.get("max", "0")):
                return int(col.get("style", "0"))
        return 0

    def _widen(self, row: Element, column: int) -> None:
        """Have the row's hint of the columns it spans take in a new cell."""
        first, _, last = row.get("spans", "").partition(":")
        if first.isdigit() and last.isdigit():
            row.set("spans", f"{min(int(first), column + 1)}:{max(int(last), column + 1)}")

    def set_legacy_drawing(self, relation_id: str, relations_space: str) -> None:
        """Name the drawing of the comments, at its place among the children."""
        element = self.root.makeelement(f"{self._space}legacyDrawing", nsmap={"r": relations_space})
        element.set(f"{{{relations_space}}}id", relation_id)
        before = [child for child in self.root.iterchildren() if _local(child) in _UP_TO_LEGACY_DRAWING]
        self.root.insert(self.root.index(before[-1]) + 1, element)

    def legacy_drawing(self, relations_space: str) -> str:
        """Give the relation id of the sheet's drawing of comments, `""` if it has none."""
        element = self.root.find(f"{self._space}legacyDrawing")
        return "" if element is None else str(element.get(f"{{{relations_space}}}id", ""))


def _numbered(stated: list[str | None]) -> list[int]:
    """Give numbers from 0 of elements of which each may leave out its own when it follows the one before.

    Raises:
        UnmarkableError: they do not rise, so that there is no telling where another one belongs.
    """
    numbers: list[int] = []
    for text in stated:
        numbers.append(int(text) - 1 if text else numbers[-1] + 1 if numbers else 0)
    if any(after <= before for before, after in pairwise(numbers)):
        raise UnmarkableError("行或单元格的次序不规范")
    return numbers


def _range(reference: str) -> tuple[int, int, int, int]:
    first, _, last = reference.partition(":")
    return (*row_and_column(first), *row_and_column(last or first))


def _local(element: Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _made(root: Element, tag: str) -> Element:
    element = root.makeelement(tag)
    root.insert(0, element)
    return element
