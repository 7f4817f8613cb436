"""The templates that the office starts from: circular and notice by GB/T 9704-2012, with placeholders where the month's text goes."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from zzlib.report import layout

_COLUMNS: list[tuple[str, float]] = [
    ("位次", 9.5), ("单位", 27.5), ("项目目标", 9.5), ("{{ 项目列 }}", 9.5), ("资金目标", 17), ("争取资金", 17.5), ("到位资金", 17.5),
    ("完成率", 14.2), ("还差", 17.3), ("完成档次", 16.5),
]  # fmt: skip
"""Headings and widths in millimetres; together the width of the text, 156. A column holds its longest word or amount, in wide fonts, too."""

_PROBLEMS = [
    ("序号", 8.5),
    ("单位", 22),
    ("项目名称", 37),
    ("金额", 15),
    ("存在的问题", 38.5),
    ("要求", 22.5),
    ("时限", 12.5),
]
_PROBLEM = ["序号", "名称", "项目", "金额", "问题", "要求", "时限"]

_OPENINGS = [
    ("序号", 10),
    ("专项", 34),
    ("级次", 12),
    ("投资方向", 25),
    ("申报起", 18),
    ("申报止", 18),
    ("可申报单位", 39),
]

_RESTATED = [("序号", 12), ("原文", 54), ("更正为", 54), ("原因", 36)]

_SIDES = dict.fromkeys(
    (
        "项目目标",
        "{{ 项目列 }}",
        "项目完成",
        "资金目标",
        "争取资金",
        "到位资金",
        "完成率",
        "还差",
        "金额",
        "年度任务",
        "项目数",
    ),
    WD_ALIGN_PARAGRAPH.RIGHT,
)
_SIDES |= dict.fromkeys(
    ("原文", "更正为", "原因", "项目名称", "存在的问题", "要求", "专项", "可申报单位"), WD_ALIGN_PARAGRAPH.LEFT
)
"""Columns that are not centred: numbers to the right, words to the left."""

_UNIT = ["位次", "名称", "项目目标", "项目数", "目标", "争取", "到位", "完成率", "还差", "档次"]
_TOTAL = [
    "",
    "合计",
    *(f"{{{{ 合计.{name} }}}}" for name in ("项目目标", "项目数", "目标", "争取", "到位", "完成率", "还差")),
    "",
]
_ABOVE_MARK = Mm(35)
"""From the upper edge of the text's area to the issuing office's mark."""

_MADE_ON = datetime(2013, 1, 1)


def write_starter_template(path: Path) -> None:
    """Write the starter template as .docx; always the same."""
    document = layout.new_document()
    add_head(document)
    add_text(document)
    add_signature(document)
    _attachments(document)
    add_imprint(document)
    layout.save(document, path, "", "", _MADE_ON)


def write_notice_template(path: Path) -> None:
    """Write the template of a notice that puts right a circular (更正) as .docx; always the same."""
    document = layout.new_document()
    document.add_paragraph("{{ 标题 }}", style=layout.TITLE_STYLE)
    document.add_paragraph()
    only(document, "if 主送")
    layout.add_paragraph(document, "{{ 主送 }}", indent=0)
    only(document, "endif")
    document.add_paragraph("{{ 导语 }}", style=layout.TEXT_STYLE)
    list_table(document, _RESTATED, [name for name, _ in _RESTATED], "各条", layout.SIZE_TABLE)
    only(document, "if 署名")
    document.add_paragraph()
    signed = layout.add_paragraph(document, "{{ 署名 }}", indent=0)
    signed.paragraph_format.keep_with_next = True
    layout.right_indent(signed, 2)
    layout.right_indent(layout.add_paragraph(document, "{{ 成文日期 }}", indent=0), 2)
    only(document, "endif")
    layout.save(document, path, "", "", _MADE_ON)


def only(document: Any, tag: str) -> None:
    """Add a paragraph that only holds a tag: it is gone from the filled document."""
    layout.add_paragraph(document, f"{{%p {tag} %}}", indent=0)


def add_head(document: Any) -> None:
    """Add what stands before the text: the red head where there is one, number, title, addressee, opening."""
    only(document, "if 红头")
    mark = centred(document, "{{ 发文机关 }}", layout.TITLE, Pt(26))
    mark.runs[0].font.color.rgb = layout.RED
    layout.single_spaced(mark).paragraph_format.space_before = _ABOVE_MARK
    _blank_lines(document, 2)
    layout.red_line(centred(document, "{{ 发文字号 }}"))
    _blank_lines(document, 2)
    only(document, "else")
    only(document, "if 发文字号")
    centred(document, "{{ 发文字号 }}")
    only(document, "endif")
    only(document, "endif")
    document.add_paragraph("{{ 标题 }}", style=layout.TITLE_STYLE)
    document.add_paragraph()
    layout.add_paragraph(document, "{{ 主送 }}", indent=0)
    document.add_paragraph("{{ 导语 }}", style=layout.TEXT_STYLE)
    only(document, "if 数据说明")
    document.add_paragraph(style=layout.TEXT_STYLE).add_run("{{ 数据说明 }}", style=layout.SUBHEADING_STYLE)
    only(document, "endif")


def _blank_lines(document: Any, count: int) -> None:
    for _ in range(count):
        document.add_paragraph()


def add_text(document: Any) -> None:
    """Add the sections with their paragraphs."""
    only(document, "for 节 in 各节")
    document.add_paragraph("{{ 节.标题 }}", style=layout.HEADING_STYLE)
    only(document, "for 段 in 节.各段")
    paragraph = document.add_paragraph(style=layout.TEXT_STYLE)
    paragraph.add_run("{{ 段.标题 }}", style=layout.SUBHEADING_STYLE)
    paragraph.add_run("{{ 段.正文 }}")
    only(document, "endfor")
    only(document, "endfor")


def add_signature(document: Any) -> None:
    """Add the list of attachments, issuer, date, and whom to ask."""
    only(document, "if 附件说明")
    document.add_paragraph().paragraph_format.keep_with_next = True
    note = layout.add_paragraph(document, "{{ 附件说明 }}", indent=0)
    note.paragraph_format.keep_with_next = True
    layout.hanging(note, 5, 3)
    only(document, "endif")
    document.add_paragraph().paragraph_format.keep_with_next = True
    for style, text in ((layout.ISSUER_STYLE, "署名"), (layout.DATE_STYLE, "成文日期")):
        only(document, f"if {text}")
        document.styles.add_style(style, 1).base_style = document.styles["Normal"]
        paragraph = layout.add_paragraph(document, f"{{{{ {text} }}}}", indent=0)
        paragraph.style = style
        paragraph.paragraph_format.keep_with_next = style == layout.ISSUER_STYLE
        layout.right_indent(paragraph, 2)
        only(document, "endif")
    only(document, "if 附注")
    layout.add_paragraph(document, "（{{ 附注 }}）")
    only(document, "endif")


def _attachments(document: Any) -> None:
    """Add the table of units and the pictures, each on a page of its own; both only where units may be named."""
    only(document, "if 附件说明")
    attachment_head(document, "附件1", "{{ 附件表名 }}")
    centred(document, "单位：个、万元", size=layout.SIZE_TABLE).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _table(document)
    _note(document, "{{ 表注 }}")
    only(document, "if 问题项目")
    attachment_head(document, "附件2", "{{ 附件清单名 }}")
    demanded = centred(
        document,
        "请有关单位按时限办理，结果报领导小组办公室。单位：万元",
        size=layout.SIZE_TABLE,
    )
    demanded.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    list_table(document, _PROBLEMS, _PROBLEM, "问题项目")
    only(document, "if 清单注")
    _note(document, "{{ 清单注 }}")
    only(document, "endif")
    only(document, "endif")
    only(document, "if 附件专项名")
    attachment_head(document, "附件{{ 附件专项号 }}", "{{ 附件专项名 }}")
    list_table(document, _OPENINGS, [name for name, _ in _OPENINGS], "可申报专项")
    only(document, "endif")
    attachment_head(document, "附件{{ 附件图号 }}", "{{ 附件图名 }}").paragraph_format.space_after = Pt(6)
    add_picture(document, "全年进度").paragraph_format.space_after = Pt(8)
    only(document, "if 有进资")
    for condition, on_new_page in (("if 版记", True), ("else", False)):  # what stands at the foot needs the second page
        only(document, condition)
        add_picture(document, "各单位完成率").paragraph_format.page_break_before = on_new_page
    only(document, "endif")
    only(document, "endif")
    only(document, "endif")


def add_picture(document: Any, name: str) -> Any:
    """Add a chart as wide as the text: so wide its letters have their own size."""
    return layout.single_spaced(centred(document, f"{{{{ 图('{name}') }}}}"))


def _note(document: Any, text: str) -> None:
    """Add a note under a table; it stands whole with the table's last rows (`layout.keep_last_rows`)."""
    note = layout.small_print(layout.add_paragraph(document, text, size=layout.SIZE_LIST, indent=0), layout.SIZE_LIST)
    note.paragraph_format.keep_together = True


def add_imprint(document: Any) -> None:
    """Add what stands at the foot of the last page (版记): who gets copies, who printed it, when."""
    only(document, "if 版记")
    table = document.add_table(rows=0, cols=2)
    table.autofit = False
    for column, width in zip(table.columns, (94, 62), strict=True):
        column.width = Mm(width)
    layout.at_the_foot(table)
    table.add_row().cells[0].text = "{%tr if 抄送 %}"
    copies = table.add_row()
    table.add_row().cells[0].text = "{%tr endif %}"
    printed = table.add_row()
    texts = (
        (copies.cells[0].merge(copies.cells[1]), "抄送：{{ 抄送 }}", WD_ALIGN_PARAGRAPH.LEFT),
        (printed.cells[0], "{{ 印发机关 }}", WD_ALIGN_PARAGRAPH.LEFT),
        (printed.cells[1], "{{ 印发日期 }}印发", WD_ALIGN_PARAGRAPH.RIGHT),
    )
    for cell, text, side in texts:
        paragraph = cell.paragraphs[0]
        paragraph.alignment = side
        layout.add_run(paragraph, text, size=layout.SIZE_IMPRINT)
    for row, widths in ((copies, (156,)), (printed, (94, 62))):
        for cell, width in zip(dict.fromkeys(row.cells), widths, strict=True):
            cell.width = Mm(width)
    only(document, "endif")


def attachment_head(document: Any, number: str, title: str) -> Any:
    """Begin an attachment on a new page; give its title."""
    layout.add_paragraph(document, number, layout.HEADING, indent=0).paragraph_format.page_break_before = True
    document.add_paragraph()
    return centred(document, title, layout.TITLE, layout.SIZE_TITLE)


def _table(document: Any) -> None:
    table = _new_table(document, _COLUMNS)
    _row(table, _COLUMNS, [name for name, _ in _COLUMNS], is_header=True)
    _merged_row(table, "{%tr for 组 in 各组 %}")
    _merged_row(table, "{{ 组.名称 }}", layout.HEADING)
    _merged_row(table, "{%tr for 单位 in 组.各单位 %}")
    _row(table, _COLUMNS, [f"{{{{ 单位.{field} }}}}" for field in _UNIT])
    _merged_row(table, "{%tr endfor %}")
    _merged_row(table, "{%tr endfor %}")
    _row(table, _COLUMNS, _TOTAL)


def _new_table(document: Any, columns: Sequence[tuple[str, float]]) -> Any:
    table = document.add_table(rows=0, cols=len(columns), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, (_, width) in zip(table.columns, columns, strict=True):
        column.width = Mm(width)
    _narrow_cell_margins(table)
    return table


def list_table(
    document: Any,
    columns: Sequence[tuple[str, float]],
    fields: Sequence[str],
    listed: str,
    size: Any = layout.SIZE_LIST,
) -> None:
    """Add a table with a row for each entry of a list; a blank field leaves its cell empty."""
    table = _new_table(document, columns)
    _row(table, columns, [name for name, _ in columns], is_header=True, size=size)
    _merged_row(table, f"{{%tr for 项 in {listed} %}}")
    _row(table, columns, [f"{{{{ 项.{field} }}}}" if field else "" for field in fields], size=size)
    _merged_row(table, "{%tr endfor %}")


def _narrow_cell_margins(table: Any) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "57")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def _row(
    table: Any,
    columns: Sequence[tuple[str, float]],
    texts: list[str],
    is_header: bool = False,
    size: Any = layout.SIZE_LIST,
) -> Any:
    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    if is_header:
        header = OxmlElement("w:tblHeader")
        header.set(qn("w:val"), "true")
        row._tr.get_or_add_trPr().append(header)
    for cell, text, (name, width) in zip(row.cells, texts, columns, strict=True):
        cell.width = Mm(width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = layout.small_print(cell.paragraphs[0], size)
        side = WD_ALIGN_PARAGRAPH.CENTER if is_header else _SIDES.get(name, WD_ALIGN_PARAGRAPH.CENTER)
        paragraph.alignment = side
        layout.add_run(paragraph, text, layout.HEADING if is_header else layout.BODY, size)
    return row


def _merged_row(table: Any, text: str, font: str = layout.BODY) -> None:
    row = table.add_row()
    paragraph = layout.small_print(row.cells[0].merge(row.cells[-1]).paragraphs[0], layout.SIZE_TABLE)
    paragraph.paragraph_format.keep_with_next = True
    layout.add_run(paragraph, text, font, layout.SIZE_TABLE)


def centred(document: Any, text: str, font: str = layout.BODY, size: Any = layout.SIZE_BODY) -> Any:
    """Add a centred paragraph."""
    paragraph = layout.add_paragraph(document, text, font, size, indent=0)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph
