"""The template of a letter (督办函) that the office starts from, with the form on which the unit replies (回执)."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH

from zzlib.dispatch.replies import HEADINGS
from zzlib.report import layout
from zzlib.report.starter import centred, list_table, only

_ITEMS = [("序号", 9), ("项目名称", 38), ("金额", 16), ("存在的问题", 42), ("要求", 32), ("时限", 19)]
_FIELDS = ["序号", "项目", "金额", "问题", "要求", "时限"]
_REPLY = list(zip(HEADINGS, (8, 31, 33, 36, 17, 16, 15), strict=True))
_MADE_ON = datetime(2013, 1, 1)


def write_letter_template(path: Path) -> None:
    """Write the template as .docx; always the same."""
    document = layout.new_document()
    _letter(document)
    _reply(document)
    layout.save(document, path, "", "", _MADE_ON)


def _letter(document: Any) -> None:
    document.add_paragraph("{{ 县名 }}争资争项督办函", style=layout.TITLE_STYLE)
    centred(document, "{{ 文号 }}")
    document.add_paragraph()
    layout.add_paragraph(document, "{{ 单位全称 }}：", indent=0)
    text = (
        "{% if 依据文件 %}根据{{ 依据文件 }}，{% endif %}现就截至{{ 截至 }}你单位的争资争项事项予以督办："
        "涉及项目{{ 项目数 }}个、事项{{ 件数 }}件，{% if 金额 %}涉及资金{{ 金额 }}，{% endif %}具体如下（单位：万元）。"
    )
    document.add_paragraph(text, style=layout.TEXT_STYLE)
    list_table(document, _ITEMS, _FIELDS, "各事项")
    asked = (
        "请逐项明确整改措施、完成时间和责任人，按时限办结；并于{{ 回复期限 }}前{% if 责任领导 %}经{{ 责任领导 }}审签，{% endif %}"
        "将回执书面报{{ 署名 }}。办结以下月报表和佐证材料为准；情况与事实不符的，请在回执里说明并附依据。"
    )
    last = document.add_paragraph(asked, style=layout.TEXT_STYLE).paragraph_format
    last.keep_with_next = last.keep_together = True  # the signature does not stand alone on a page
    document.add_paragraph().paragraph_format.keep_with_next = True
    for line in ("{{ 署名 }}", "{{ 成文日期 }}"):
        paragraph = layout.add_paragraph(document, line, indent=0)
        paragraph.paragraph_format.keep_with_next = line == "{{ 署名 }}"
        layout.right_indent(paragraph, 2)
    only(document, "if 附注")
    layout.add_paragraph(document, "（{{ 附注 }}）")
    only(document, "endif")


def _reply(document: Any) -> None:
    head = centred(document, "督办函回执", layout.TITLE, layout.SIZE_TITLE)
    head.paragraph_format.page_break_before = True
    centred(document, "（{{ 文号 }}）")
    layout.add_paragraph(document, "回复单位（盖章）：{{ 单位全称 }}", indent=0)
    blank: Sequence[str] = ["序号", "项目", "问题", "", "", "责任领导", "责任人"]
    list_table(document, _REPLY, blank, "各事项")
    for line in ("主要负责人（签字）：", "填表人：　　　　　　联系电话：　　　　　　回复日期："):
        paragraph = layout.add_paragraph(document, line, size=layout.SIZE_IMPRINT, indent=0)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
