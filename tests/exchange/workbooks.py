"""Workbooks with all that an office's workbooks hold, and with what other programs write."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime

import xlsxwriter
from matplotlib.figure import Figure

from tests.exchange.packages import parts_of

TABLE = "月报表"
_STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def rich() -> bytes:
    """Make a return with formulas and their values, formats, comments, a picture, a chart, checks, names, hidden parts."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2013, 6, 1)})
        cover = book.add_worksheet("封面")
        cover.write("A1", "封面")
        sheet = book.add_worksheet(TABLE)
        sheet.activate()
        money = book.add_format({"num_format": '#,##0.00"万元"', "bg_color": "#EEEEEE"})
        sheet.merge_range("A1:E1", "2013年5月争资争项情况月报表", book.add_format({"bold": True}))
        sheet.write_row("A2", ["填报单位：水利局", None, None, "单位：万元"])
        sheet.write_row("A3", ["序号", "项目名称", "项目类型", "争取资金", "到位资金"])
        for number, (name, awarded, received) in enumerate([("甲工程", 500, 320.5), ("乙工程", 60, 20)], start=4):
            sheet.write_row(number - 1, 0, [number - 3, name, "政策型"])
            sheet.write_number(number - 1, 3, awarded, money)
            sheet.write_number(number - 1, 4, received, money)
        sheet.write("B6", "合计")
        sheet.write_formula("D6", "=SUM(D4:D5)", money, 560)
        sheet.write_formula("E6", "=SUM(E4:E5)", money, 340.5)
        sheet.write_comment("D4", "办公室原有的批注", {"author": "责任人甲"})
        sheet.write_rich_string("B8", "注：", book.add_format({"bold": True}), "粗体", "平常")
        sheet.set_column("G:G", 30, None, {"hidden": True})
        sheet.set_row(9, 30, None, {"hidden": True})
        sheet.data_validation("C4:C5", {"validate": "list", "source": ["政策型", "个性型"]})
        sheet.conditional_format("D4:E5", {"type": "cell", "criteria": ">", "value": 400, "format": money})
        sheet.autofilter("A3:E5")
        sheet.freeze_panes(3, 2)
        sheet.repeat_rows(2)
        sheet.print_area("A1:E8")
        sheet.set_landscape()
        sheet.protect("", {"format_cells": True})
        picture = io.BytesIO()
        Figure(figsize=(1, 1)).savefig(picture)
        sheet.insert_image("H2", "章.png", {"image_data": picture})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": f"='{TABLE}'!$E$4:$E$5"})
        sheet.insert_chart("H10", chart)
        secret = book.add_worksheet("隐藏的")
        secret.write("A1", 1)
        secret.hide()
        book.define_name("全表", f"='{TABLE}'!$A$3:$E$6")
        book.define_name("隐藏的!本页", "='隐藏的'!$A$1")
    return buffer.getvalue()


def rewritten(data: bytes, change: Callable[[str, bytes], bytes | None], more: dict[str, bytes] | None = None) -> bytes:
    """Give a workbook with its parts changed: `None` leaves a part out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in (parts_of(data) | (more or {})).items():
            if (changed := change(name, part)) is not None:
                archive.writestr(name, changed)
    return buffer.getvalue()


def prefixed(data: bytes) -> bytes:
    """Write the sheets' elements with a prefix, as some programs do."""

    def change(name: str, part: bytes) -> bytes:
        if not name.startswith("xl/worksheets/sheet"):
            return part
        tagged = re.sub(rb"<(/?)(?=[A-Za-z])(?!\?)", rb"<\1x:", part)
        return tagged.replace(b' xmlns="', b' xmlns:x="')

    return rewritten(data, change)


def strict(data: bytes) -> bytes:
    """Write a workbook in the strict form of the format."""
    return _replaced(data, _STRICT)


def transitional(data: bytes) -> bytes:
    """Write a strict workbook in the common form, which openpyxl can read."""
    return _replaced(data, {other: plain for plain, other in _STRICT.items()})


def _replaced(data: bytes, words: dict[str, str]) -> bytes:
    def change(_name: str, part: bytes) -> bytes:
        for before, after in words.items():
            part = part.replace(before.encode(), after.encode())
        return part

    return rewritten(data, change)


def without_addresses(data: bytes) -> bytes:
    """Leave out the addresses of rows and cells, which then follow one another."""

    def change(name: str, part: bytes) -> bytes:
        if not name.startswith("xl/worksheets/sheet"):
            return part
        return re.sub(rb'(<(?:row|c)\b[^>]*?) r="[A-Z]*\d+"', rb"\1", part)

    return rewritten(data, change)


def plain_rows() -> bytes:
    """Make a return without gaps, formats or comments."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "use_zip64": False}) as book:
        sheet = book.add_worksheet("Sheet1")
        for row in range(6):
            sheet.write_row(row, 0, [f"{row}-{column}" for column in range(5)])
    return buffer.getvalue()


def inline(data: bytes) -> bytes:
    """Put the texts into the cells themselves, and leave out the parts of shared texts and styles."""
    shared = re.findall(rb"<si><t[^>]*>([^<]*)</t></si>", parts_of(data)["xl/sharedStrings.xml"])

    def text(cell: re.Match[bytes]) -> bytes:
        return b'<c%s t="inlineStr"><is><t>%s</t></is></c>' % (cell[1], shared[int(cell[2])])

    def change(name: str, part: bytes) -> bytes | None:
        if name in ("xl/sharedStrings.xml", "xl/styles.xml"):
            return None
        if name.startswith("xl/worksheets/sheet"):
            return re.sub(rb'<c([^>]*) t="s"><v>(\d+)</v></c>', text, part)
        part = re.sub(rb'<Relationship [^>]*(?:sharedStrings|styles)\.xml"/>', b"", part)
        return re.sub(rb'<Override PartName="/xl/(?:sharedStrings|styles)\.xml"[^>]*/>', b"", part)

    return rewritten(data, change)


def threaded(data: bytes) -> bytes:
    """Add a thread of comments to the commented cell of the table."""
    thread = (
        b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        b'<threadedComment ref="D4" id="{1}" personId="{2}"><text>x</text></threadedComment></ThreadedComments>'
    )
    relation = (
        b'<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
        b'Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    )
    override = (
        b'<Override PartName="/xl/threadedComments/threadedComment1.xml" '
        b'ContentType="application/vnd.ms-excel.threadedcomments+xml"/></Types>'
    )

    def change(name: str, part: bytes) -> bytes:
        if name == "xl/worksheets/_rels/sheet2.xml.rels":
            return part.replace(b"</Relationships>", relation)
        return part.replace(b"</Types>", override) if name == "[Content_Types].xml" else part

    return rewritten(data, change, {"xl/threadedComments/threadedComment1.xml": thread})
