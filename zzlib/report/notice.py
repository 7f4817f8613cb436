"""A notice of what is put right in a circular that went out (更正): a table of 原文, 更正为 and 原因, as Word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm

from zzlib.report import layout

_COLUMNS = (("序号", 12), ("原文", 54), ("更正为", 54), ("原因", 36))
"""Headings and widths in millimetres; together the width of the text."""


@dataclass(frozen=True)
class Notice:
    """What a notice says: `rows` are (原文, 更正为, 原因); `addressee` and `issuer` may be blank."""

    title: str
    addressee: str
    lead: str
    rows: Sequence[tuple[str, str, str]]
    issuer: str


def write_notice(notice: Notice, path: Path, date: datetime) -> None:
    """Write a notice as .docx; the same notice and date give the same bytes."""
    document = layout.new_document()
    document.add_paragraph(notice.title, style=layout.TITLE_STYLE)
    document.add_paragraph()
    if notice.addressee:
        layout.add_paragraph(document, notice.addressee, indent=0)
    document.add_paragraph(notice.lead, style=layout.TEXT_STYLE)
    table = document.add_table(rows=0, cols=len(_COLUMNS), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, (_, width) in zip(table.columns, _COLUMNS, strict=True):
        column.width = Mm(width)
    _row(table, [heading for heading, _ in _COLUMNS], layout.HEADING)
    for number, row in enumerate(notice.rows, start=1):
        _row(table, [str(number), *row], layout.BODY)
    if notice.issuer:
        document.add_paragraph()
        layout.right_indent(layout.add_paragraph(document, notice.issuer, indent=0), 2)
    layout.save(document, path, notice.title, notice.issuer, date)


def _row(table: Any, texts: Sequence[str], font: str) -> None:
    """Add a row that stays on one page: its first cell and headings are centred."""
    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for number, (cell, text, (_, width)) in enumerate(zip(row.cells, texts, _COLUMNS, strict=True)):
        cell.width = Mm(width)
        paragraph = layout.single_spaced(cell.paragraphs[0])
        if number == 0 or font == layout.HEADING:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        layout.add_run(paragraph, text, font, layout.SIZE_TABLE)
