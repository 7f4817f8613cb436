"""The template that the office starts from: the circular by GB/T 9704-2012, with placeholders where the month's text goes."""

from datetime import datetime
from pathlib import Path
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from zzlib.report import layout

_COLUMNS = [
    ("序号", 11), ("单位", 30), ("年度目标", 20), ("{{ 计量 }}", 28), ("完成率", 21), ("位次", 11), ("完成档次", 18), ("报送", 17),
]  # fmt: skip
"""Headings and widths in millimetres; together the width of the text, 156."""

_NUMBERS = range(2, 5)
"""Columns that are set to the right."""

_UNIT = ["序号", "名称", "目标", "金额", "完成率", "位次", "档次", "报送"]
_TOTAL = ["", "合计", "{{ 合计.目标 }}", "{{ 合计.金额 }}", "{{ 合计.完成率 }}", "", "", ""]
_NOTES = (
    "注：位次按完成率在本组内排。※ 本期报表未报或读不出，以今年最近一次报表代替；“至少”表示有金额读不出，未计入；"
    "“—”表示没有数据。到位资金为零的分四种：未到位（已争取、没有到位）、仅用地（仅争得用地）、被收回（资金被收回）、"
    "到位为零（未争取到资金和用地）。"
)
_PICTURE_WIDTH = 144
"""Millimetres; so wide, both pictures of a county of 60 units stand on one page."""

_MADE_ON = datetime(2013, 1, 1)


def write_starter_template(path: Path) -> None:
    """Write the starter template as .docx; always the same."""
    document = layout.new_document()
    _head(document)
    _text(document)
    _signature(document)
    _attachments(document)
    layout.save(document, path, "", "", _MADE_ON)


def _only(document: Any, tag: str) -> None:
    """Add a paragraph that only holds a tag: it is gone from the filled document."""
    layout.add_paragraph(document, f"{{%p {tag} %}}", indent=0)


def _head(document: Any) -> None:
    _only(document, "if 红头")
    mark = _centred(document, "{{ 发文机关 }}", layout.TITLE, Pt(26))
    mark.runs[0].font.color.rgb = layout.RED
    layout.single_spaced(mark)
    layout.red_line(_centred(document, "{{ 发文字号 }}"))
    document.add_paragraph()
    _only(document, "else")
    _centred(document, "{{ 发文字号 }}")
    _only(document, "endif")
    _centred(document, "{{ 标题 }}", layout.TITLE, layout.SIZE_TITLE).paragraph_format.line_spacing = Pt(33)
    document.add_paragraph()
    layout.add_paragraph(document, "{{ 主送 }}", indent=0)
    layout.add_paragraph(document, "{{ 导语 }}")
    _only(document, "if 数据说明")
    layout.add_paragraph(document, "{{ 数据说明 }}", layout.SUBHEADING)
    _only(document, "endif")


def _text(document: Any) -> None:
    _only(document, "for 节 in 各节")
    heading = layout.add_paragraph(document, "{{ 节.标题 }}", layout.HEADING)
    heading.paragraph_format.keep_with_next = True
    _only(document, "for 段 in 节.各段")
    paragraph = layout.add_paragraph(document, "{{ 段.标题 }}", layout.SUBHEADING)
    layout.add_run(paragraph, "{{ 段.正文 }}")
    _only(document, "endfor")
    _only(document, "endfor")


def _signature(document: Any) -> None:
    _only(document, "if 附件说明")
    document.add_paragraph().paragraph_format.keep_with_next = True
    note = layout.add_paragraph(document, "{{ 附件说明 }}", indent=0)
    note.paragraph_format.keep_with_next = True
    layout.hanging(note, 5, 3)
    _only(document, "endif")
    document.add_paragraph().paragraph_format.keep_with_next = True
    for style, text in ((layout.ISSUER_STYLE, "署名"), (layout.DATE_STYLE, "成文日期")):
        _only(document, f"if {text}")
        document.styles.add_style(style, 1).base_style = document.styles["Normal"]
        paragraph = layout.add_paragraph(document, f"{{{{ {text} }}}}", indent=0)
        paragraph.style = style
        paragraph.paragraph_format.keep_with_next = style == layout.ISSUER_STYLE
        layout.right_indent(paragraph, 2)
        _only(document, "endif")


def _attachments(document: Any) -> None:
    """Add the table of units and the pictures, each on a page of its own; both only where units may be named."""
    _only(document, "if 附件说明")
    _attachment_head(document, "附件1", "{{ 附件表名 }}")
    _centred(document, "单位：万元", size=layout.SIZE_TABLE).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _table(document)
    layout.single_spaced(layout.add_paragraph(document, _NOTES, size=layout.SIZE_TABLE, indent=0))
    _attachment_head(document, "附件2", "{{ 附件图名 }}").paragraph_format.space_after = Pt(12)
    for name in ("全年进度", "完成档次"):
        layout.single_spaced(
            _centred(document, f"{{{{ 图('{name}', {_PICTURE_WIDTH}) }}}}")
        ).paragraph_format.space_after = Pt(8)
    _only(document, "endif")


def _attachment_head(document: Any, number: str, title: str) -> Any:
    layout.add_paragraph(document, number, layout.HEADING, indent=0).paragraph_format.page_break_before = True
    document.add_paragraph()
    return _centred(document, title, layout.TITLE, layout.SIZE_TITLE)


def _table(document: Any) -> None:
    table = document.add_table(rows=0, cols=len(_COLUMNS), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, (_, width) in zip(table.columns, _COLUMNS, strict=True):
        column.width = Mm(width)
    _narrow_cell_margins(table)
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    _row(table, [name for name, _ in _COLUMNS], is_header=True)._tr.get_or_add_trPr().append(header)
    _merged_row(table, "{%tr for 组 in 各组 %}")
    _merged_row(table, "{{ 组.名称 }}", layout.HEADING)
    _merged_row(table, "{%tr for 单位 in 组.各单位 %}")
    _row(table, [f"{{{{ 单位.{field} }}}}" for field in _UNIT])
    _merged_row(table, "{%tr endfor %}")
    _merged_row(table, "{%tr endfor %}")
    _row(table, _TOTAL)


def _narrow_cell_margins(table: Any) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "57")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def _row(table: Any, texts: list[str], is_header: bool = False) -> Any:
    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for position, (cell, text, (_, width)) in enumerate(zip(row.cells, texts, _COLUMNS, strict=True)):
        cell.width = Mm(width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = layout.single_spaced(cell.paragraphs[0])
        to_the_right = position in _NUMBERS and not is_header
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if to_the_right else WD_ALIGN_PARAGRAPH.CENTER
        layout.add_run(paragraph, text, layout.HEADING if is_header else layout.BODY, layout.SIZE_TABLE)
    return row


def _merged_row(table: Any, text: str, font: str = layout.BODY) -> None:
    row = table.add_row()
    paragraph = layout.single_spaced(row.cells[0].merge(row.cells[-1]).paragraphs[0])
    paragraph.paragraph_format.keep_with_next = True
    layout.add_run(paragraph, text, font, layout.SIZE_TABLE)


def _centred(document: Any, text: str, font: str = layout.BODY, size: Any = layout.SIZE_BODY) -> Any:
    paragraph = layout.add_paragraph(document, text, font, size, indent=0)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph
