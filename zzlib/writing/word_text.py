"""What a Word document says as its reader means it: tracked changes accepted, each paragraph and each row of a table a line."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn

_GONE = [qn(name) for name in ("w:del", "w:moveFrom", "w:pPr", "w:txbxContent", "w:delText")]
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNREAD = frozenset([*_GONE, _FALLBACK])
"""What holds no letters of its paragraph, changes being accepted: what was struck out or moved away, settings, boxes."""
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


@dataclass(frozen=True)
class WordText:
    """The paragraphs that say something, without those in tables, and the tables' rows, their cells apart by ｜."""

    paragraphs: tuple[str, ...]
    rows: tuple[str, ...]


def word_text(document: Path) -> WordText:
    """Read a document's body.

    Raises:
        Exception: it is no Word document; a file of any kind may be given.
    """
    body = Document(str(document)).element.body
    lines, begun = [], ""
    for paragraph in _outside(body, qn("w:p"), qn("w:tbl")):
        begun += _letters(paragraph)
        if not _goes_on(paragraph):
            lines.append(begun.strip())
            begun = ""
    rows = ("｜".join(map(_cell, _outside(row, qn("w:tc")))) for row in body.iter(qn("w:tr")) if not _is_struck(row))
    return WordText(tuple(filter(None, [*lines, begun.strip()])), tuple(row for row in rows if row.strip("｜")))


def _outside(parent: Any, wanted: str, *barred: str) -> Iterator[Any]:
    """Give the elements of a kind within a parent, without what stands in those, in barred ones and in what isn't read."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _UNREAD and child.tag not in barred:
            yield from _outside(child, wanted, *barred)


def _letters(element: Any) -> str:
    if element.tag in _UNREAD:
        return ""
    if element.tag == qn("w:t"):
        return element.text or ""
    if element.tag in _BREAKS:
        return _BREAKS[element.tag] if element.get(qn("w:type")) in (None, "textWrapping") else ""
    return "".join(_letters(child) for child in element if isinstance(child.tag, str))


def _goes_on(paragraph: Any) -> bool:
    """Tell whether the end of a paragraph was deleted or moved away, so that the next one reads on."""
    return any(
        paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn(mark)}") is not None for mark in ("w:del", "w:moveFrom")
    )


def _is_struck(row: Any) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _cell(cell: Any) -> str:
    return "".join(_letters(paragraph) for paragraph in cell.iter(qn("w:p"))).strip()
