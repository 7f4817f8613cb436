"""What people write beside amounts is shown at the row, and nothing is done about it."""

import io
import struct

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from tests.returns.containers.test_hostile import changed
from tests.returns.containers.test_seen import laid_out
from tests.returns.sheets import BLOCK, HEADER, PLAIN, TITLE, codes, read_sheet, received, saved, troubles, workbook
from zzlib.exchange.comments_part import AUTHOR
from zzlib.returns import Extraction, read
from zzlib.synthetic.formats import packed_file
from zzlib.synthetic.grid import Drawn


@pytest.mark.parametrize("text", ["项目已取消", "资金收回", "停建", "因征地下马，资金已退回财政"])
def test_a_remark_that_a_project_is_given_up_is_shown_and_the_amount_counts(text: str) -> None:
    extraction = read_sheet([TITLE, BLOCK, [*HEADER, "备注", "情况"], [1, "甲工程", "个性型", 5, text, text]])
    assert received(extraction) == [("甲工程", 5_000_000)]
    told = [(i.level, i.cell, i.field, i.value) for i in extraction.issues if i.code == "remark_tells"]
    assert told == [("notice", "E4", "remark", text), ("notice", "F4", "", text)]


@pytest.mark.parametrize("text", ["已开工", "按期", "资金已到位", None])
def test_other_remarks_are_not_repeated(text: str | None) -> None:
    assert codes(read_sheet([TITLE, BLOCK, [*HEADER, "备注"], [1, "甲工程", "个性型", 5, text]])) == []


@pytest.mark.parametrize("text", ["该项金额为万美元", "单位：欧元", "含港币50万元"])
def test_a_remark_that_amounts_are_foreign_money_is_a_warning(text: str) -> None:
    extraction = read_sheet(
        [TITLE, BLOCK, [*HEADER, "备注"], [1, "甲工程", "个性型", 5, text], [2, "乙工程", "个性型", 0, text]]
    )
    assert received(extraction) == [("甲工程", 5_000_000), ("乙工程", 0)]
    assert [(i.code, i.level, i.cell) for i in extraction.issues] == [("remark_foreign", "warning", "E4")]


@pytest.mark.parametrize("text", ["世行贷款50万美元，已折合人民币300万元", "引进美国设备", "单元楼", "到位元月"])
def test_other_remarks_are_no_foreign_money(text: str) -> None:
    assert codes(read_sheet([TITLE, BLOCK, [*HEADER, "备注"], [1, "甲工程", "个性型", 5, text]])) == []


def _commented(author: str, cell: str = "D4") -> Extraction:
    book = openpyxl.load_workbook(io.BytesIO(workbook([*PLAIN, [1, "甲工程", "个性型", 5]])))
    book.active[cell].comment = Comment("其中3万元为垫付\n请核", author)
    return read("报表.xlsx", data=saved(book))


def test_a_comment_is_shown_at_its_cell() -> None:
    (issue,) = _commented("责任人甲").issues
    assert (issue.code, issue.level, issue.cell, issue.value) == ("cell_comment", "notice", "D4", "其中3万元为垫付请核")


def test_a_comment_in_an_open_document_is_no_part_of_the_cell() -> None:
    data = packed_file("ods", {"月报": laid_out([1, "甲工程", "个性型", 5])}, "月报")
    note = "<office:annotation><text:p>已退回</text:p></office:annotation>".encode()
    amount = b"<text:p>5</text:p>"
    extraction = read("月报.ods", data=changed("content.xml", (amount, note + amount), data))
    assert received(extraction) == [("甲工程", 5_000_000)]
    assert [(i.code, i.cell, i.value) for i in extraction.issues] == [("cell_comment", "D4", "已退回")]


def test_comments_of_the_header_and_those_that_the_program_wrote_are_left_alone() -> None:
    assert codes(_commented("责任人甲", "D3")) == []
    assert codes(_commented(AUTHOR)) == []


@pytest.mark.parametrize(
    ("text", "codes_said"),
    [
        ("第4、5项暂不统计", ["text_box"]),
        ("以资金文件或银行到账单为准", []),
        ("云溪县水利局", []),
        ("单位领导签字", []),
    ],
)
def test_a_box_drawn_over_the_table_that_speaks_against_it_is_a_warning(text: str, codes_said: list[str]) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    for number, line in enumerate([*PLAIN, [1, "甲工程", "个性型", 5]]):
        sheet.write_row(number, 0, line)
    sheet.insert_textbox(3, 2, text)
    book.close()
    extraction = read("月报.xlsx", data=stream.getvalue())
    assert received(extraction) == [("甲工程", 5_000_000)]
    assert [(i.code, i.cell) for i in extraction.issues] == [(code, "C4") for code in codes_said]


def _coloured(note: str, colour: str, letters: bool = False) -> Extraction:
    rows = [*PLAIN, [1, "甲工程", "个性型", 5], [2, "乙工程", "个性型", 6], [note]]
    book = openpyxl.load_workbook(io.BytesIO(workbook(rows)))
    for cell in ("B5", "D5"):
        if letters:
            book.active[cell].font = Font(color=colour)
        else:
            book.active[cell].fill = PatternFill("solid", fgColor=colour)
    book.active["A3"].fill = PatternFill("solid", fgColor=colour)
    return read("报表.xlsx", data=saved(book))


@pytest.mark.parametrize(
    ("note", "colour", "letters"),
    [
        ("注：标红的项目已取消", "FFFF0000", False),
        ("注：红色为收回资金的项目", "FFFF9999", False),
        ("注：红字表示停建", "FFC00000", True),
        ("说明：黄色底的待核实", "FFFFFF00", False),
    ],
)
def test_a_row_of_a_colour_that_the_sheet_explains_is_shown_with_the_explanation(
    note: str, colour: str, letters: bool
) -> None:
    extraction = _coloured(note, colour, letters)
    assert received(extraction) == [("甲工程", 5_000_000), ("乙工程", 6_000_000)]
    (issue,) = [i for i in extraction.issues if i.code == "row_coloured"]
    assert (issue.level, issue.cell) == ("notice", "B5")
    assert note in issue.message and troubles(extraction) == []


@pytest.mark.parametrize(("note", "colour"), [("注：标红的项目已取消", "FF00FF00"), ("注：以文件为准", "FFFF0000")])
def test_colours_that_nothing_explains_are_no_matter(note: str, colour: str) -> None:
    assert "row_coloured" not in codes(_coloured(note, colour))


@pytest.mark.parametrize("kind", ["xls", "ods", "excel_xml"])
def test_explained_colours_in_other_kinds_of_file(kind: str) -> None:
    rows = [[1, Drawn("甲工程", "alike"), "个性型", 5], [2, "乙工程", "个性型", 6], ["说明：黄色底的待核实"]]
    data = packed_file(kind, {"月报": laid_out(*rows)}, "月报")
    black = {
        "xls": (struct.pack("<HHHHH", 200, 0, 13, 400, 0), struct.pack("<HHHHH", 200, 0, 8, 400, 0)),
        "excel_xml": (b'<Font ss:Color="#FFFF00"/>', b'<Font ss:Color="#000000"/>'),
    }
    if kind == "ods":
        data = changed("content.xml", (b'fo:color="#ffff00"', b'fo:color="#000000"'), data)
    else:
        data = data.replace(*black[kind])
    extraction = read("月报", data=data)
    assert received(extraction) == [("甲工程", 5_000_000), ("乙工程", 6_000_000)]
    (issue,) = extraction.issues
    assert (issue.code, issue.cell, issue.value) == ("row_coloured", "B4", "甲工程")
    assert "标了黄色，表上写着“说明：黄色底的待核实”" in issue.message
