"""What a person sees otherwise than it is stored is an error at its place, and its amount is left out until decided."""

import io
import re
import struct
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font, PatternFill

from tests.returns.containers.test_hostile import changed
from tests.returns.sheets import BLOCK, HEADER, PLAIN, TITLE, codes, received, saved, troubles, workbook
from zzlib.returns import Extraction, read
from zzlib.synthetic.formats import packed_file
from zzlib.synthetic.grid import Drawn, WrittenGrid, WrittenLook

KINDS = ("", "xls", "ods", "excel_xml")
LEAVES = ("row_hidden", "row_struck", "amount_struck", "amount_part_struck", "amount_unseen", "amount_shown_otherwise")


def laid_out(*rows: Sequence[Any], head: int = 3) -> WrittenGrid:
    """Lay out a sheet with these rows under the first `head` rows of the plain form."""
    grid = WrittenGrid()
    for number, row in enumerate([*PLAIN[:head], *rows]):
        for column, value in enumerate(row):
            if value is not None:
                grid.put(number, column, value)
    return grid


def drawn(*rows: Sequence[Any], kind: str = "", hidden: Sequence[int] = (), head: int = 3) -> Extraction:
    """Read a sheet with these rows from row 4 on, some of them hidden (by the number that people see)."""
    grid = laid_out(*rows, head=head)
    grid.hidden_rows = {row - 1 for row in hidden}
    return read("月报", data=packed_file(kind, {"月报": grid}, "月报"))


def said(extraction: Extraction) -> list[tuple[str, str]]:
    """Give code and cell of the errors that leave an amount out."""
    return [(i.code, i.cell) for i in extraction.issues if i.code in LEAVES]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("content", "code", "shown"),
    [
        (Drawn(8), "amount_struck", "“8”划了删除线"),
        (Drawn("5", rest="8"), "amount_part_struck", "去掉后是“8”"),
        (Drawn(8, "pale"), "amount_unseen", "看不见"),
        (Drawn(8, "alike"), "amount_unseen", "看不见"),
        (Drawn(8, "tiny"), "amount_unseen", "看不见"),
        (WrittenLook(0.85, "0%"), "amount_shown_otherwise", "显示成 85%"),
        (WrittenLook(8000, "0,"), "amount_shown_otherwise", "存的是 8000，表上却显示成 8，"),
    ],
)
def test_an_amount_drawn_otherwise_is_left_out_and_said_at_its_cell(
    kind: str, content: Any, code: str, shown: str
) -> None:
    extraction = drawn([1, "甲工程", "个性型", content], [2, "乙工程", "个性型", 6], kind=kind)
    assert received(extraction) == [("甲工程", None), ("乙工程", 6_000_000)]
    assert extraction.records[0].fields["received"].unreadable
    assert said(extraction) == [(code, "D4")] and troubles(extraction) == [code]
    assert shown in extraction.issues[0].message


@pytest.mark.parametrize("kind", KINDS)
def test_hidden_rows_with_amounts_are_left_out_and_those_without_are_a_notice(kind: str) -> None:
    rows = [[1, "甲工程", "个性型", 5], [2, "乙工程", "个性型", 6], [3, "丙工程", "政策型", 0], ["合计", None, None, 5]]
    extraction = drawn(*rows, kind=kind, hidden=(5, 6, 7))
    assert received(extraction) == [("甲工程", 5_000_000), ("乙工程", None)]
    assert said(extraction) == [("row_hidden", "D5")]
    assert codes(extraction, "notice") == ["hidden_cells"]
    assert "第 5 行“乙工程”是隐藏的（隐藏、筛选掉或折叠），里面有 到位资金 6万元" in extraction.issues[-1].message


def test_a_table_of_which_every_row_is_hidden_is_no_return_without_money() -> None:
    extraction = drawn([1, "甲工程", "个性型", 5], [2, "乙工程", "个性型", 6], hidden=(4, 5))
    assert received(extraction) == [("甲工程", None), ("乙工程", None)]
    assert said(extraction) == [("row_hidden", "D4"), ("row_hidden", "D5")]


def test_a_hidden_line_of_a_project_bears_the_name_of_the_line_above() -> None:
    extraction = drawn([1, "甲工程", "个性型", 5], [None, None, None, 6], hidden=(5,))
    assert received(extraction) == [("甲工程", 5_000_000), ("甲工程", None)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_whose_name_is_struck_out_counts_nothing(kind: str) -> None:
    extraction = drawn([1, Drawn("甲工程"), "个性型", 5], [2, "乙工程", "个性型", 6], kind=kind)
    assert received(extraction) == [("甲工程", None), ("乙工程", 6_000_000)]
    assert said(extraction) == [("row_struck", "D4")]


def test_letters_struck_out_of_a_text_are_a_warning_and_nothing_is_left_out() -> None:
    extraction = drawn([1, Drawn("甲", rest="乙工程"), Drawn("个性型"), 5])
    assert received(extraction) == [("甲乙工程", 5_000_000)]
    assert [(i.code, i.cell) for i in extraction.issues] == [("text_struck", "C4"), ("text_struck", "B4")]


@pytest.mark.parametrize("content", [Drawn(0), Drawn(0, "pale"), WrittenLook(0, "0%"), Drawn("—", "pale"), None])
def test_nothing_drawn_otherwise_is_still_nothing(content: Any) -> None:
    extraction = drawn([1, "甲工程", "个性型", content], [2, "乙工程", "个性型", 6])
    assert troubles(extraction) == []


@pytest.mark.parametrize(
    "code",
    ["0.00", "#,##0.00", "#,##0", '0"元"', "0.00_ ;[Red]-0.00 ", "[$¥-804]#,##0.00", "General;General", "0.00E+00", "0;-0;;@",
     '[=0]"";General', "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ "],
)  # fmt: skip
def test_ordinary_formats_are_no_matter(code: str) -> None:
    assert troubles(drawn([1, "甲工程", "个性型", WrittenLook(8000, code)])) == []


@pytest.mark.parametrize(
    ("code", "shown"),
    [("0,", "8"), ("0,,", "0.008"), ("0.00%", "800000%"), ("0!.0,", "0.8"), ("0!.0000", "0.8"), ("[>=1000]0,;0", "8"),
     ('0"000"', '加了几位的数（格式 0"000"）')],
)  # fmt: skip
def test_formats_that_scale_or_lengthen_a_number_are_said_with_what_they_show(code: str, shown: str) -> None:
    (issue,) = drawn([1, "甲工程", "个性型", WrittenLook(8000, code)]).issues
    assert issue.code == "amount_shown_otherwise"
    assert f"显示成 {shown}，" in issue.message


def test_a_format_that_shows_nothing_hides_the_amount() -> None:
    assert troubles(drawn([1, "甲工程", "个性型", WrittenLook(8, ";;;")])) == ["amount_unseen"]


@pytest.mark.parametrize("kind", ["", "xls", "excel_xml"])
def test_a_unit_that_a_format_shows_is_read_with_the_number_in_old_files_too(kind: str) -> None:
    extraction = drawn([1, "甲工程", "个性型", WrittenLook(80000, '0!.0,"万元"')], kind=kind)
    assert received(extraction) == [("甲工程", 8_000_000)]
    assert troubles(extraction) == []


def _styled(cell: str, font: Font, fill: PatternFill | None = None) -> Extraction:
    book = openpyxl.load_workbook(io.BytesIO(workbook([*PLAIN, [1, "甲工程", "个性型", 5]])))
    book.active[cell].font = font
    if fill:
        book.active[cell].fill = fill
    return read("报表.xlsx", data=saved(book))


BLUE = PatternFill("solid", fgColor="FF0000FF")


def test_white_letters_on_a_coloured_ground_are_seen_and_letters_of_its_colour_are_not() -> None:
    assert troubles(_styled("D4", Font(color="FFFFFFFF"), BLUE)) == []
    assert troubles(_styled("D4", Font(color="FF0000FF"), BLUE)) == ["amount_unseen"]
    assert troubles(_styled("D4", Font(color=openpyxl.styles.colors.Color(theme=0)))) == ["amount_unseen"]
    assert troubles(_styled("D4", Font(color=openpyxl.styles.colors.Color(theme=1)))) == []
    assert troubles(_styled("D4", Font(size=1))) == ["amount_unseen"]
    assert troubles(_styled("D3", Font(color="FFFFFFFF"))) == [], "a header says no amount"


def test_a_hidden_column_that_alone_holds_an_amount_is_said_and_left_out() -> None:
    rows = [
        TITLE,
        BLOCK,
        [*HEADER, "争取资金", "上年到位"],
        [1, "甲工程", "个性型", 5, 6, 7],
        [2, "乙工程", "个性型", 8, 0, 9],
    ]
    book = openpyxl.load_workbook(io.BytesIO(workbook(rows)))
    for column in "EF":
        book.active.column_dimensions[column].hidden = True
    extraction = read("报表.xlsx", data=saved(book))
    assert received(extraction) == [("甲工程", 5_000_000), ("乙工程", 8_000_000)]
    first = extraction.records[0].fields["awarded"]
    assert (first.raw, first.unit, first.fen, first.unreadable) == ("6", "万元", None, True)
    assert "awarded" not in extraction.records[1].fields
    (issue,) = [i for i in extraction.issues if i.level == "error"]
    assert (issue.code, issue.cell) == ("column_hidden", "E3")
    assert "“争取资金”列（E 列）是隐藏的，里面有 1 个金额" in issue.message


def test_an_amount_under_a_merged_cell_is_not_seen() -> None:
    rows = [*PLAIN, [1, "甲工程", "个性型", 5], [2, "乙工程", "个性型", 6]]
    book = openpyxl.load_workbook(io.BytesIO(workbook(rows)))
    book.active.merged_cells.add("D4:D5")
    extraction = read("报表.xlsx", data=saved(book))
    assert received(extraction) == [("甲工程", 5_000_000), ("乙工程", None)]
    assert said(extraction) == [("amount_unseen", "D5")]


def test_a_row_too_low_to_be_seen_is_hidden() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(workbook([*PLAIN, [1, "甲工程", "个性型", 5], [2, "乙工程", "个性型", 6]]))
    )
    book.active.row_dimensions[5].height = 0.75
    book.active.row_dimensions[4].height = 15
    assert said(read("报表.xlsx", data=saved(book))) == [("row_hidden", "D5")]


TURNED = [
    TITLE, BLOCK, ["项目名称", "甲工程", "乙工程", "丙工程"], ["项目类型", "个性型", "政策型", "个性型"],
    ["争取资金", 9, 8, 7], ["到位资金", 5, 6, 7],
]  # fmt: skip


def _turned(change: Callable[[Any], None]) -> Extraction:
    book = openpyxl.load_workbook(io.BytesIO(workbook(TURNED)))
    change(book.active)
    return read("报表.xlsx", data=saved(book))


def _strike(*cells: str) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        for cell in cells:
            sheet[cell].font = Font(strike=True)

    return change


def _hide(column: str = "", row: int = 0) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        if column:
            sheet.column_dimensions[column].hidden = True
        if row:
            sheet.row_dimensions[row].hidden = True

    return change


@pytest.mark.parametrize(
    ("change", "said_at", "message"),
    [
        (_strike("C6"), [("amount_struck", "C6")], "“到位资金”填的“6”划了删除线"),
        (_strike("C3"), [("row_struck", "C6")], "第 3 列（C）“乙工程”的名称划了删除线"),
        (_hide(column="C"), [("row_hidden", "C6")], "第 3 列（C）“乙工程”是隐藏的"),
    ],
)
def test_in_a_turned_table_too(change: Callable[[Any], None], said_at: list[tuple[str, str]], message: str) -> None:
    extraction = _turned(change)
    assert received(extraction) == [("甲工程", 5_000_000), ("乙工程", None), ("丙工程", 7_000_000)]
    assert said(extraction) == said_at
    assert extraction.issues[0].message.startswith(message)


def test_a_hidden_row_of_a_turned_table_is_a_hidden_column_and_what_stands_below_it_is_read() -> None:
    extraction = _turned(_hide(row=5))
    assert received(extraction) == [("甲工程", 5_000_000), ("乙工程", 6_000_000), ("丙工程", 7_000_000)]
    (issue,) = extraction.issues
    assert (issue.code, issue.cell) == ("column_hidden", "A5")
    assert "“争取资金”行（第 5 行）是隐藏的，里面有 3 个金额" in issue.message


def test_what_is_an_error_is_not_named_again_among_what_is_hidden() -> None:
    rows = [
        [1, "甲工程", "个性型", 5],
        [2, "乙工程", "个性型", 6],
        [3, "丙工程", "政策型", 0],
        [4, "丁工程", "个性型", 7],
    ]
    extraction = drawn(*rows, hidden=(5, 6))
    assert [(i.code, i.cell, i.value) for i in extraction.issues] == [
        ("hidden_cells", "", "第 6 行"),
        ("row_hidden", "D5", "6"),
    ]
    assert codes(drawn(*rows, hidden=(5,))) == ["row_hidden"]


def test_a_row_or_column_too_small_to_be_seen_is_hidden_in_old_files_too() -> None:
    grid = laid_out([1, "甲工程", "个性型", 5], [2, "乙工程", "个性型", 6])
    data = packed_file("xls", {"月报": grid}, "月报")
    usual, low = (
        struct.pack("<6HI", 4, 0, 4, 0xFF, 0, 0, 0x100 | 15 << 16),
        struct.pack("<6HI", 4, 0, 4, 20, 0, 0, 0x140 | 15 << 16),
    )
    assert usual in data
    assert said(read("月报.xls", data=data.replace(usual, low))) == [("row_hidden", "D5")]


def test_rows_folded_away_in_an_open_document() -> None:
    data = packed_file("ods", {"月报": laid_out([1, "甲工程", "个性型", 5], [2, "乙工程", "个性型", 6])}, "月报")
    content = zipfile.ZipFile(io.BytesIO(data)).read("content.xml")
    row = content[content.rindex(b"<table:table-row") : content.index(b"</table:table>")]
    folded = b'<table:table-row-group table:display="false">' + row + b"</table:table-row-group>"
    assert said(read("月报.ods", data=changed("content.xml", (re.escape(row), folded), data))) == [("row_hidden", "D5")]


def test_a_percentage_column_that_is_no_amount_is_no_matter() -> None:
    header = ["序号", "项目名称", "项目类型", "到位资金（万元）", "到位率"]
    assert troubles(drawn(header, [1, "甲工程", "个性型", 5, WrittenLook(0.85, "0%")], head=0)) == []


def test_letters_struck_out_and_numbers_rescaled_in_web_pages() -> None:
    head = "<tr><td>项目名称<td>项目类型<td>到位资金（万元）"
    style = "<style>.xl7{mso-pattern:auto;text-decoration:line-through;}</style>"
    rows = "<tr><td>甲<td>个性型<td><s>5</s>8<tr><td>乙<td>个性型<td class=xl7>6<tr><td><del>丙</del><td>个性型<td>7"
    rows += "<tr><td>丁<td>个性型<td x:num=300000>300<tr><td>戊<td>个性型<td sdval=30000>30"
    page = f"<html>{style}<table>{head}{rows}<tr><td>己<td>个性型<td><font color=#FFFFFF>9</font></table>"
    extraction = read("月报.xls", data=page.encode())
    codes_at = [
        ("amount_part_struck", "C2"),
        ("amount_struck", "C3"),
        ("row_struck", "C4"),
        ("amount_shown_otherwise", "C5"),
        ("amount_shown_otherwise", "C6"),
        ("amount_unseen", "C7"),
    ]
    assert said(extraction) == codes_at
    assert [fen for _, fen in received(extraction)] == [None] * 6


ALTERATIONS = ("", "hide", "name", "cell", "part", "pale", "percent", "scale")
AMOUNT = st.integers(0, 900).map(lambda number: number * 10)
ROWS = st.lists(st.tuples(AMOUNT, AMOUNT, st.sampled_from(ALTERATIONS)), min_size=2, max_size=8)


def altered(number: int, received: int, awarded: int, how: str) -> list[Any]:
    """Give a row as it is drawn; what alters a cell alters the received amount."""
    draw: dict[str, Any] = {
        "cell": lambda: Drawn(received),
        "part": lambda: Drawn(str(received), rest="7"),
        "pale": lambda: Drawn(received, "pale"),
        "percent": lambda: WrittenLook(received, "0%"),
        "scale": lambda: WrittenLook(received, "0,"),
    }
    name: Any = f"{number}号工程"
    amount = draw[how]() if how in draw else received
    return [number, Drawn(name) if how == "name" else name, "个性型", amount, awarded]


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, kind=st.sampled_from(KINDS), total=st.booleans())
def test_whatever_is_drawn_otherwise_an_amount_is_true_or_left_out_and_said(
    rows: list[tuple[int, int, str]], kind: str, total: bool
) -> None:
    table = [altered(number, *row) for number, row in enumerate(rows, start=1)]
    sums = [["合计", None, None, sum(r for r, _, _ in rows), sum(a for _, a, _ in rows)]] if total else []
    head = ["序号", "项目名称", "项目类型", "到位资金", "争取资金"]
    hidden = [number + 3 for number, (_, _, how) in enumerate(rows, start=1) if how == "hide"]
    extraction = drawn(head, *table, *sums, kind=kind, hidden=hidden, head=2)
    errors = {int(i.cell[1:]) for i in extraction.issues if i.code in LEAVES}
    found = {record.row: record.fields for record in extraction.records}
    for number, (came, won, how) in enumerate(rows, start=4):
        whole = how in ("hide", "name")
        lost = {"received": bool(how and (came or how == "part")), "awarded": bool(whole and won)}
        assert (number in errors) == any(lost.values())
        for field, amount in (("received", came), ("awarded", won)):
            if lost[field]:
                assert (found[number][field].fen, found[number][field].unreadable) == (None, True)
            elif how != "hide" or any(lost.values()):
                assert found[number][field].fen == amount * 1_000_000
    assert set(troubles(extraction)) <= {*LEAVES, "text_struck"}


@pytest.mark.parametrize("hidden", ["D", "CD"])
def test_what_was_received_in_a_hidden_column_is_hidden_and_not_missing(hidden: str) -> None:
    rows = [
        TITLE,
        ["填报单位：县水利局", "单位：万元"],
        [*HEADER, "争取资金"],
        [1, "甲工程", "个性型", 5, 6],
        [2, "乙工程", "个性型", 0, 7],
        ["合计", None, None, 5, 13],
    ]
    book = openpyxl.load_workbook(io.BytesIO(workbook(rows)))
    for column in hidden:
        book.active.column_dimensions[column].hidden = True
    extraction = read("报表.xlsx", data=saved(book))
    assert extraction.readable
    first, second = extraction.records
    assert [r.fields["awarded"].fen for r in (first, second)] == [6_000_000, 7_000_000]
    assert (first.fields["received"].raw, first.fields["received"].unreadable) == ("5", True)
    codes = [(i.code, i.cell) for i in extraction.issues if i.level == "error"]
    assert ("column_hidden", "D3") in codes
    missing = [i for i in extraction.issues if i.code == "required_column_missing"]
    assert ["C 列）是隐藏的" in i.message + i.advice for i in missing] == [True] * (len(hidden) - 1)


def test_a_hidden_column_of_names_is_said_to_be_hidden_and_one_without_amounts_is_missing() -> None:
    for hidden, said in (("B", "“项目名称”列（B 列）是隐藏的"), ("D", "到位资金")):
        rows = [
            TITLE,
            ["填报单位：县水利局", None, "单位：万元"],
            [*HEADER, "争取资金"],
            [1, "甲工程", "个性型", 0 if hidden == "D" else 5, 6],
        ]
        book = openpyxl.load_workbook(io.BytesIO(workbook(rows)))
        book.active.column_dimensions[hidden].hidden = True
        [issue] = [i for i in read("报表.xlsx", data=saved(book)).issues if i.code == "required_column_missing"]
        assert said in issue.message + issue.advice
