"""A receipt changes nothing of a unit's workbook but the colour and the comment of cells that are spoken of."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from tests.exchange.packages import differences, faults_of, parts_of
from tests.exchange.workbooks import (
    TABLE,
    inline,
    plain_rows,
    prefixed,
    rewritten,
    rich,
    strict,
    threaded,
    transitional,
    without_addresses,
)  # fmt: skip
from zzlib.exchange.annotate import alone, annotated
from zzlib.exchange.comments_part import AUTHOR
from zzlib.exchange.package import UnmarkableError
from zzlib.exchange.receipt import Receipt, ReceiptBlock, ReceiptMark, ReceiptRow
from zzlib.returns import read
from zzlib.vocabulary import Level

RED, YELLOW, BLUE = "FFFFC7CE", "FFFFEB9C", "FFDDEBF7"
HEADER = ("等级", "工作表", "单元格", "原值", "问题", "怎样改")


def receipt(sheet: str, *cells: str, levels: tuple[Level, ...] = tuple(Level)) -> Receipt:
    row = ReceiptRow(("错误", sheet, cells[0], "约500", "“到位资金”填的是“约500”", "请改"), (sheet, cells[0]), "error")
    marks = {(sheet, c): ReceiptMark(levels[n % len(levels)], f"【{n}】请改 {c}") for n, c in enumerate(cells)}
    return Receipt(
        "a.xlsx",
        "回执（本页由程序写出，报送时不用删）",
        ("水利局",),
        (ReceiptBlock("问题清单", HEADER, (row,)),),
        marks,
    )


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def colour(data: bytes, sheet: str, cell: str) -> str:
    return str(opened(data)[sheet][cell].fill.fgColor.rgb)


def test_everything_but_the_marked_cells_stays_as_it_was() -> None:
    marks = receipt(TABLE, "E4", "D4", "F20", "B6")
    made = annotated(rich(), marks)
    assert faults_of(made) == []
    assert differences(rich(), made, set(marks.marks)) == []
    kept = [n for n in parts_of(rich()) if n.startswith(("xl/media", "xl/charts", "xl/drawings/drawing", "docProps"))]
    assert len(kept) >= 5
    assert all(parts_of(made)[name] == parts_of(rich())[name] for name in kept)


def test_the_comparison_would_show_a_change() -> None:
    book = opened(rich())
    book[TABLE]["E5"] = 21
    buffer = io.BytesIO()
    book.save(buffer)
    assert {"value of 月报表!E5", "part: xl/charts/chart1.xml"} <= set(differences(rich(), annotated(buffer.getvalue(), receipt(TABLE, "E4")), set()))  # fmt: skip


def test_cells_are_coloured_by_the_gravest_level_and_keep_their_number_format() -> None:
    made = annotated(rich(), receipt(TABLE, "E4", "D4", "F20"))
    assert [colour(made, TABLE, c) for c in ("E4", "D4", "F20", "E5")] == [RED, YELLOW, BLUE, "FFEEEEEE"]
    assert opened(made)[TABLE]["E4"].number_format == '#,##0.00"万元"'


def test_comments_are_ours_and_one_that_was_there_is_gone_on_with() -> None:
    sheet = opened(annotated(rich(), receipt(TABLE, "E4", "D4")))[TABLE]
    assert (sheet["E4"].comment.text, sheet["E4"].comment.author) == ("【0】请改 E4", AUTHOR)
    assert sheet["D4"].comment.text == "办公室原有的批注\n\n【1】请改 D4"
    assert sheet["D4"].comment.author == "责任人甲"


def test_the_receipt_is_the_first_sheet_with_a_link_to_the_cell() -> None:
    book = opened(annotated(rich(), receipt(TABLE, "E4")))
    assert book.sheetnames == ["回执", "封面", TABLE, "隐藏的"]
    assert book.active.title == "回执"
    assert book["回执"].sheet_view.tabSelected and not book[TABLE].sheet_view.tabSelected
    assert book["回执"]["C6"].hyperlink.location == f"'{TABLE}'!E4"
    assert book["隐藏的"].defined_names["本页"].attr_text == "'隐藏的'!$A$1"
    assert book[TABLE].print_area == f"'{TABLE}'!$A$1:$E$8"


def test_a_receipt_that_is_sent_back_is_read_like_the_workbook_itself() -> None:
    before, after = (read("a.xlsx", data=data) for data in (rich(), annotated(rich(), receipt(TABLE, "E4"))))
    assert before.records and after.records == before.records
    assert [i.code for i in after.issues] == [i.code for i in before.issues]
    again = annotated(annotated(rich(), receipt(TABLE, "E4")), receipt(TABLE, "E4"))
    assert opened(again).sheetnames[:2] == ["回执2", "回执"]
    assert faults_of(again) == []


@pytest.mark.parametrize("form", [prefixed, strict, without_addresses, inline, threaded], ids=lambda f: f.__name__)
def test_what_other_programs_write_is_annotated_too(form: Callable[[bytes], bytes]) -> None:
    data = form(rich() if form in (prefixed, threaded) else plain_rows())
    sheet = TABLE if form in (prefixed, threaded) else "Sheet1"
    marks = receipt(sheet, "B2", "C4", "H9", levels=(Level.ERROR,))
    made = annotated(data, marks)
    if form is strict:
        assert b"purl.oclc.org" in parts_of(made)["xl/comments1.xml"]
        data, made = transitional(data), transitional(made)
    if form is not inline:  # the rules speak of the part of styles, which it had not
        assert differences(data, made, set(marks.marks)) == []
    assert faults_of(made) == []
    book = opened(made)
    for cell in ("B2", "C4", "H9"):
        assert colour(made, sheet, cell) == RED
        assert book[sheet][cell].comment.text.endswith(cell)
    assert [c.value for c in book[sheet][4]][:3] == [c.value for c in opened(data)[sheet][4]][:3]


def test_a_thread_of_comments_is_left_alone_but_its_cell_is_coloured() -> None:
    data = threaded(rich())
    made = annotated(data, receipt(TABLE, "D4", "E4", levels=(Level.WARNING,)))
    assert parts_of(made)["xl/threadedComments/threadedComment1.xml"] == parts_of(data)["xl/threadedComments/threadedComment1.xml"]  # fmt: skip
    assert opened(made)[TABLE]["D4"].comment.text == "办公室原有的批注"
    assert colour(made, TABLE, "D4") == YELLOW
    assert opened(made)[TABLE]["E4"].comment.text.startswith("【1】")


def test_a_mark_inside_a_merged_cell_shows_at_its_first_cell() -> None:
    made = annotated(rich(), receipt(TABLE, "C1", levels=(Level.ERROR,)))
    assert colour(made, TABLE, "A1") == RED
    assert opened(made)[TABLE]["A1"].comment.text == "【0】请改 C1"


def test_many_comments_get_shapes_of_their_own_numbers() -> None:
    cells = [f"{letter}{row}" for row in range(1, 401) for letter in "JKL"]
    made = annotated(rich(), receipt(TABLE, *cells))
    assert faults_of(made) == []
    assert sum(c.comment is not None for row in opened(made)[TABLE].iter_rows() for c in row) == len(cells) + 1


def test_the_same_workbook_gives_the_same_bytes() -> None:
    data = rich()
    assert annotated(data, receipt(TABLE, "E4")) == annotated(data, receipt(TABLE, "E4"))


def test_texts_that_no_xml_can_hold_are_cleaned() -> None:
    odd = ReceiptRow(("错误", "", "", "\x0b坏\ud800", "", ""), None, "error")
    made = alone(Receipt("a.xls", "回执", (), (ReceiptBlock("问题清单", HEADER, (odd,)),), {}))
    assert opened(made)["回执"]["D5"].value == "坏"


def test_the_receipt_alone_is_a_whole_workbook() -> None:
    made = alone(receipt("Sheet1", "E4"))
    assert faults_of(made) == []
    book = opened(made)
    assert book.sheetnames == ["回执"]
    assert book["回执"]["C6"].hyperlink is None


def test_what_can_not_be_annotated_says_why() -> None:
    signed = rewritten(rich(), lambda _name, part: part, {"_xmlsignatures/origin.sigs": b""})
    cut = rich()[:4000]
    bad = rewritten(rich(), lambda name, part: part[:200] if name.startswith("xl/worksheets/sheet2") else part)
    turned = rewritten(
        rich(), lambda name, part: part.replace(b'r="4"', b'r="9"') if name.endswith("sheet2.xml") else part
    )
    with pytest.raises(UnmarkableError, match="次序不规范"):
        annotated(turned, receipt(TABLE, "E4"))
    with pytest.raises(UnmarkableError, match="数字签名"):
        annotated(signed, receipt(TABLE, "E4"))
    with pytest.raises(UnmarkableError, match="不完整"):
        annotated(cut, receipt(TABLE, "E4"))
    with pytest.raises(UnmarkableError, match="不规范"):
        annotated(bad, receipt(TABLE, "E4"))


def test_a_form_control_keeps_its_drawing() -> None:
    """A drawing that holds other shapes than comments is added to, not replaced."""
    button = b'<v:shape id="_x0000_s2050" type="#_x0000_t201"><x:ClientData ObjectType="Button"/></v:shape></xml>'

    def change(name: str, part: bytes) -> bytes:
        return part.replace(b"</xml>", button) if name.endswith(".vml") else part

    data = rewritten(rich(), change)
    made = annotated(data, receipt(TABLE, "E4"))
    drawing = next(part for name, part in parts_of(made).items() if name.endswith(".vml"))
    assert button.removesuffix(b"</xml>") in drawing
    assert len(re.findall(rb'ObjectType="Note"', drawing)) == 2
    etree.fromstring(drawing)


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_a_receipt_with_its_comments_values_and_colours(tmp_path: Path) -> None:
    """Strict and prefixed forms are opened with it too."""
    forms = {"rich": rich(), "prefixed": prefixed(rich()), "strict": strict(plain_rows())}
    for name, data in forms.items():
        sheet = "Sheet1" if name == "strict" else TABLE
        (tmp_path / f"{name}.xlsx").write_bytes(annotated(data, receipt(sheet, "E4", levels=(Level.ERROR,))))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    kind = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "saved")]
    files = [str(tmp_path / f"{name}.xlsx") for name in forms]
    subprocess.run(["soffice", profile, "--headless", *kind, *files], check=True, capture_output=True, timeout=120)
    for name in forms:
        book = openpyxl.load_workbook(tmp_path / "saved" / f"{name}.xlsx", data_only=True)
        sheet = book["Sheet1" if name == "strict" else TABLE]
        assert book.sheetnames[0] == "回执", name
        assert "【0】请改 E4" in sheet["E4"].comment.text, name
        assert sheet["E4"].fill.fgColor.rgb == RED, name
    assert openpyxl.load_workbook(tmp_path / "saved" / "rich.xlsx", data_only=True)[TABLE]["E6"].value == 340.5
