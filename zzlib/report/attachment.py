"""The table of units that goes with the circular, in Word."""

from decimal import Decimal
from itertools import count
from typing import Any

import pandas as pd
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from zzlib.indicators.month import Month
from zzlib.money import FEN_PER_UNIT, number_text
from zzlib.report import layout
from zzlib.report.phrases import by_group
from zzlib.vocabulary import Band, Filing

_COLUMNS = [("序号", 12), ("单位", 33), ("年度目标", 21), ("", 27), ("完成率", 24), ("完成档次", 20), ("报送", 19)]
"""Headings and widths in millimetres; together the width of the text, 156. The blank one is the amount measured."""

MEASURED = {"received": "到位资金", "awarded": "争取资金"}
"""What completion is measured by (settings, `bands.measure`)."""

_NUMBERS = range(2, 5)
"""Columns that are set to the right."""


def add_attachment(document: Any, title: str, month: Month) -> None:
    """Add the attachment on a page of its own: every unit under its group, in order of precedence, and the total."""
    layout.add_paragraph(document, "附件", layout.HEADING, indent=0).paragraph_format.page_break_before = True
    document.add_paragraph()
    heading = layout.add_paragraph(document, title, layout.TITLE, layout.SIZE_TITLE, indent=0)
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    unit_line = layout.add_paragraph(document, "单位：万元", size=layout.SIZE_TABLE, indent=0)
    unit_line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    table = document.add_table(rows=0, cols=len(_COLUMNS), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, (_, width) in zip(table.columns, _COLUMNS, strict=True):
        column.width = Mm(width)
    _row(table, [name or MEASURED[month.settings.bands.measure] for name, _ in _COLUMNS], is_header=True)
    _repeat_as_header(table.rows[0])
    number = count(1)
    for group, units in by_group(month.units):
        _group_row(table, group)
        for unit in units.to_dict("records"):
            _row(table, [str(next(number)), *_unit_cells(unit, month)])
    _row(table, _total_cells(month))
    notes = "注：※ 本月报表未报或读不出，以今年最近一次报表代替；“至少”表示有金额读不出，未计入；“—”表示没有数据。"
    note = layout.add_paragraph(document, notes, size=layout.SIZE_TABLE, indent=0)
    note.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE


def _unit_cells(unit: dict[Any, Any], month: Month) -> list[str]:
    scope, measure = f"unit:{unit['unit_id']}", month.settings.bands.measure
    least = "至少" if month.figures[f"funds_{measure}", scope].incomplete else ""
    return [
        unit["unit"] + ("※" if unit["carried"] else ""),
        _wan(unit["target_fen"]),
        _wan(unit[f"{measure}_fen"], least),
        month.figures.text("funds_completion", scope),
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
