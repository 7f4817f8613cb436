"""Documents of many pages, fast: paragraphs and tables are put together as text and parsed once; styles carry the look."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal
from xml.sax.saxutils import escape

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from zzlib.report import layout

PART, SMALL_HEADING, SMALL_TEXT, CELL, HEAD_CELL = "分页标题", "小标题", "小正文", "表格文字", "表头文字"
"""Paragraph styles: a part (named by the running head), a heading in it, its text, a table's cells and its head."""

_SIZE_CELL = Pt(9.5)
_LOOKS = {
    PART: (layout.HEADING, Pt(18), 30, WD_ALIGN_PARAGRAPH.CENTER),
    SMALL_HEADING: (layout.HEADING, Pt(12), 22, WD_ALIGN_PARAGRAPH.LEFT),
    SMALL_TEXT: (layout.BODY, Pt(12), 20, WD_ALIGN_PARAGRAPH.JUSTIFY),
    CELL: (layout.BODY, _SIZE_CELL, 12.5, WD_ALIGN_PARAGRAPH.LEFT),
    HEAD_CELL: (layout.HEADING, _SIZE_CELL, 14, WD_ALIGN_PARAGRAPH.CENTER),
}
"""Font, size, points from line to line (0: as the print needs), side."""

_MARGINS = {"left": 22, "right": 22, "top": 25, "bottom": 22}
TEXT_WIDTH = 210 - _MARGINS["left"] - _MARGINS["right"]
"""Millimetres."""
_TWIPS_A_MM = 1440 / 25.4
_GAP = '<w:p><w:pPr><w:spacing w:line="80" w:lineRule="exact"/></w:pPr></w:p>'
"""Between tables, and after the last: hardly seen, and never alone on a page."""
_CELL_MARGINS = "".join(f'<w:{side} w:w="57" w:type="dxa"/>' for side in ("left", "right"))


@dataclass(frozen=True)
class PaperColumn:
    """A column of a table: its heading, its width in millimetres, and where its words stand."""

    heading: str
    width: float
    side: Literal["left", "center", "right"] = "left"


class Blocks:
    """Blocks that are put together in order and saved as a document with a running head."""

    def __init__(self, title: str) -> None:
        """Begin a document; on each page `title` stands at the head, with the part that the page belongs to."""
        self._title, self._xml = title, [_paragraph(layout.TITLE_STYLE, title)]

    def part(self, text: str, *, new_page: bool = True) -> None:
        """Begin a part, each but the first on a new page unless it is short."""
        breaks = new_page and len(self._xml) > 1
        self._xml.append(_paragraph(PART, text, "<w:keepNext/>" + "<w:pageBreakBefore/>" * breaks))

    def heading(self, text: str) -> None:
        """Add a heading that stays with what follows."""
        self._xml.append(_paragraph(SMALL_HEADING, text, "<w:keepNext/>"))

    def text(self, text: str) -> None:
        """Add a paragraph, nothing for a blank one."""
        if text:
            self._xml.append(_paragraph(SMALL_TEXT, text))

    def table(self, columns: Sequence[PaperColumn], rows: Iterable[Sequence[str]]) -> None:
        """Add a table whose head repeats on each page and whose rows are not split."""
        widths = [round(column.width * _TWIPS_A_MM) for column in columns]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        before = [
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>' for width in widths
        ]
        sides = ["" if column.side == "left" else f'<w:jc w:val="{column.side}"/>' for column in columns]
        head = _row(before, [column.heading for column in columns], [""] * len(columns), HEAD_CELL, "<w:tblHeader/>")
        body = "".join(_row(before, row, sides, CELL) for row in rows)
        self._xml += [_GAP] if self._xml[-1].startswith("<w:tbl>") else []
        self._xml.append(
            '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/><w:jc w:val="center"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{_CELL_MARGINS}</w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"
        )

    def save(self, path: Path, author: str, date: datetime) -> None:
        """Write the document; the same blocks give the same bytes."""
        document = _document(self._title)
        body = document.element.body
        made = parse_xml(f"<w:body {nsdecls('w')}>{''.join(self._xml)}{_GAP}</w:body>")
        for place, element in enumerate(list(made)):
            body.insert(place, element)
        layout.save(document, path, self._title, author, date)


def _paragraph(style: str, text: str, properties: str = "") -> str:
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{run}</w:p>'


def _row(before: Sequence[str], texts: Sequence[str], sides: Sequence[str], style: str, properties: str = "") -> str:
    parts = zip(before, texts, sides, strict=True)
    cells = "".join(f"{start}{_paragraph(style, text, side)}</w:tc>" for start, text, side in parts)
    return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{cells}</w:tr>"


def _document(title: str) -> Any:
    document = layout.new_document()
    section = document.sections[0]
    for side, width in _MARGINS.items():
        setattr(section, f"{side}_margin", Mm(width))
    section.header_distance = section.footer_distance = Mm(12)
    for name, (font, size, pitch, alignment) in _LOOKS.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        layout.set_font(style, font)
        style.font.size = size
        spacing = style.paragraph_format
        spacing.alignment = alignment
        spacing.line_spacing_rule = WD_LINE_SPACING.EXACTLY if pitch else WD_LINE_SPACING.SINGLE
        if pitch:
            spacing.line_spacing = Pt(pitch)
        spacing.space_before = Pt(6 if name == SMALL_HEADING else 0)
        layout.off_grid(style.element.get_or_add_pPr())
    layout.running_head(section, title, PART, Mm(TEXT_WIDTH))
    return document
