"""The template of a city's circular that the office starts from: laid out as a county's, with the table and pictures of counties."""

from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from zzlib.report import layout, starter

TEMPLATE_FILE = "市通报.docx"
"""A city's own template lies under this name in its folder of templates (`data/templates`)."""

RANKING = (
    ("位次", 9.5), ("县（市、区）", 22), ("年度任务", 18.5), ("到位资金", 21.5), ("完成率", 14.5), ("还差", 21.5), ("争取资金", 21.5), ("项目数", 12), ("数据", 15),
)  # fmt: skip
"""Headings and widths in millimetres of the table that goes with the circular; together the width of the text, 156.

A column holds its longest word or amount (9999999.99), in wide fonts, too."""

FIELDS = ("位次", "名称", "年度任务", "到位资金", "完成率", "还差", "争取资金", "项目数", "数据")
"""What stands under these headings, by the names of the placeholders of `各县`."""

PICTURES = ("全年进度", "各单位完成率", "资金去向")
"""Pictures of the second attachment."""

_MADE_ON = datetime(2013, 1, 1)


@cache
def default_city_template() -> bytes:
    """Give the package's template, the one that the office starts from; always the same."""
    document = layout.new_document()
    starter.add_head(document)
    starter.add_text(document)
    starter.add_signature(document)
    _ranking(document)
    _pictures(document)
    starter.add_imprint(document)
    with TemporaryDirectory() as folder:
        path = Path(folder) / TEMPLATE_FILE
        layout.save(document, path, "", "", _MADE_ON)
        return path.read_bytes()


def _ranking(document: Any) -> None:
    starter.attachment_head(document, "附件1", "{{ 附件表名 }}")
    unit = starter.centred(document, "单位：个、万元", size=layout.SIZE_TABLE)
    unit.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    starter.list_table(document, RANKING, FIELDS, "各县")
    starter.only(document, "if 表注")
    layout.single_spaced(layout.add_paragraph(document, "{{ 表注 }}", size=layout.SIZE_TABLE, indent=0))
    starter.only(document, "endif")


def _pictures(document: Any) -> None:
    starter.attachment_head(document, "附件2", "{{ 附件图名 }}").paragraph_format.space_after = Pt(12)
    for name in PICTURES:
        starter.add_picture(document, name).paragraph_format.space_after = Pt(8)
