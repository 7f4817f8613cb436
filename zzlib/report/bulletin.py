"""The circular as a Word document: head, text, signature, and the table of units as its attachment."""

from datetime import datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from zzlib.indicators.month import Month
from zzlib.money import FEN_PER_UNIT, number_text
from zzlib.report import layout
from zzlib.report.text import Circular, compose, document_date
from zzlib.vocabulary import GROUPS, Band, Filing

_COLUMNS = [("序号", 12), ("单位", 33), ("年度目标", 21), ("", 27), ("完成率", 24), ("完成档次", 20), ("报送", 19)]
"""Headings and widths in millimetres; together the width of the text, 156. The blank one is the amount measured."""

MEASURED = {"received": "到位资金", "awarded": "争取资金"}
"""What completion is measured by (settings, `bands.measure`)."""

_NUMBERS = range(2, 5)
"""Columns that are set to the right."""

_LINE_POINTS = 400
"""What surely fits into a line of 156 mm, whatever font stands for the named one."""


def write_bulletin(month: Month, path: Path) -> None:
    """Write the circular as .docx; the same month gives the same bytes.

    Raises:
        WordingError: the wording can't be used.
    """
    circular = compose(month)
    document = layout.new_document()
    _head(document, circular, month.settings.document.red_head)
    for section in circular.sections:
        layout.add_paragraph(document, section.heading, layout.HEADING)
        for paragraph in section.paragraphs:
            line = layout.add_paragraph(document, paragraph.title, layout.SUBHEADING)
            layout.add_run(line, paragraph.text)
    _signature(document, circular)
    if circular.attachment:
        _attachment(document, circular, month)
    date = datetime.combine(document_date(month), time())
    layout.save(document, path, circular.title, circular.issuer, date)


def _head(document: Any, circular: Circular, red_head: bool) -> None:
    if red_head and circular.issuer:
        mark = document.add_paragraph()
        mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
        mark.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        size = Pt(min(36, _LINE_POINTS // len(circular.issuer)))
        layout.add_run(mark, circular.issuer, layout.TITLE, size).font.color.rgb = layout.RED
    number = document.add_paragraph()
    if circular.number:
        layout.add_run(number, circular.number)
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if red_head:
        layout.red_line(number)
        document.add_paragraph()
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.line_spacing = Pt(33)
    layout.add_run(title, _broken_title(circular.title), layout.TITLE, layout.SIZE_TITLE)
    document.add_paragraph()
    layout.add_paragraph(document, circular.addressee, indent=0)
    layout.add_paragraph(document, circular.opening)
    if circular.head_note:
        layout.add_paragraph(document, circular.head_note, layout.SUBHEADING)


def _broken_title(title: str) -> str:
    """Break a title that needs two lines where its wording says (`|`)."""
    width = len(title) - sum(character.isdigit() for character in title) / 2
    return title.replace("|", "\n" if width * layout.SIZE_TITLE.pt > _LINE_POINTS else "")


def _signature(document: Any, circular: Circular) -> None:
    """Set issuer and date two characters from the right, the shorter centred over or under the longer."""
    if circular.attachment:
        document.add_paragraph()
        layout.add_paragraph(document, f"附件：{circular.attachment}")
    document.add_paragraph()
    document.add_paragraph()
    date_width = len(circular.date) - sum(character.isdigit() for character in circular.date) / 2
    difference = len(circular.issuer) - date_width
    if circular.issuer:
        layout.right_indent(layout.add_paragraph(document, circular.issuer, indent=0), 2 + max(0, -difference / 2))
    layout.right_indent(layout.add_paragraph(document, circular.date, indent=0), 2 + max(0, difference / 2))


def _attachment(document: Any, circular: Circular, month: Month) -> None:
    layout.add_paragraph(document, "附件", layout.HEADING, indent=0).paragraph_format.page_break_before = True
    document.add_paragraph()
    title = layout.add_paragraph(document, circular.attachment, layout.TITLE, layout.SIZE_TITLE, indent=0)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    unit = layout.add_paragraph(document, "单位：万元", size=layout.SIZE_TABLE, indent=0)
    unit.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    table = document.add_table(rows=0, cols=len(_COLUMNS), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, (_, width) in zip(table.columns, _COLUMNS, strict=True):
        column.width = Mm(width)
    _row(table, [name or MEASURED[month.settings.bands.measure] for name, _ in _COLUMNS], is_header=True)
    _repeat_as_header(table.rows[0])
    number = 0
    for group in GROUPS:
        units = month.units[month.units["group"] == group]
        if units.empty:
            continue
        _group_row(table, group)
        for unit_row in units.to_dict("records"):
            number += 1
            _row(table, [str(number), *_unit_cells(unit_row, month)])
    _row(table, _total_cells(month))
    notes = "注：※ 本月报表未报或读不出，以今年最近一次报表代替；“至少”表示有金额读不出，未计入；“—”表示没有数据。"
    note = layout.add_paragraph(document, notes, size=layout.SIZE_TABLE, indent=0)
    note.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE


def _unit_cells(unit: dict[Any, Any], month: Month) -> list[str]:
    least = "至少" if unit["incomplete"] else ""
    completion = month.figures.text("funds_completion", f"unit:{unit['unit_id']}")
    return [
        unit["unit"] + ("※" if unit["carried"] else ""),
        _wan(unit["target_fen"]),
        _wan(unit[f"{month.settings.bands.measure}_fen"], least),
        completion,
        Band(unit["band"]).label,
        Filing(unit["filing"]).label,
    ]


def _total_cells(month: Month) -> list[str]:
    target, measured = month.figures["funds_target"], month.figures[f"funds_{month.settings.bands.measure}"]
    amounts = [None if figure.value is None else int(figure.value * 100) for figure in (target, measured)]
    least = "至少" if measured.incomplete else ""
    return ["", "合计", _wan(amounts[0]), _wan(amounts[1], least), month.figures.text("funds_completion"), "", ""]


def _wan(fen: Any, least: str = "") -> str:
    return "—" if fen is None or pd.isna(fen) else least + number_text(Decimal(int(fen)) / FEN_PER_UNIT["万元"], 2)


def _row(table: Any, texts: list[str], is_header: bool = False) -> None:
    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for position, (cell, text, (_, width)) in enumerate(zip(row.cells, texts, _COLUMNS, strict=True)):
        cell.width = Mm(width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        to_the_right = position in _NUMBERS and not is_header
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if to_the_right else WD_ALIGN_PARAGRAPH.CENTER
        layout.add_run(paragraph, text, layout.HEADING if is_header else layout.BODY, layout.SIZE_TABLE)


def _group_row(table: Any, group: str) -> None:
    row = table.add_row()
    cell = row.cells[0].merge(row.cells[-1])
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    paragraph.paragraph_format.keep_with_next = True
    layout.add_run(paragraph, group, layout.HEADING, layout.SIZE_TABLE)


def _repeat_as_header(row: Any) -> None:
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(header)
