import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.returns.sheets import BLOCK, HEADER, PLAIN, TITLE, codes, received, saved, troubles, workbook
from zzlib.returns import read
from zzlib.synthetic.locked import locked_workbook

ROWS = [*PLAIN, [1, "甲工程", "个性型", 5]]
GOOD = workbook(ROWS)
MANIFEST = "META-INF__manifest_xml"
OLD_EXCEL = (Path(__file__).parents[1] / "files" / "月报.xls").read_bytes()
SIZE_OF_SHEET = bytes.fromhex("0000000007000000000005000000")
"""First and last row and column as an .xls states them; wild ones make the reading library claim all memory."""


def _zip(**members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


def _broken_sheet(data: bytes) -> bytes:
    start = data.index(b"xl/worksheets/sheet1.xml") + 80
    return data[:start] + b"\xff" * 40 + data[start + 40 :]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (GOOD[:2000], "file_damaged"),
        (GOOD[:-30], "file_damaged"),
        (_broken_sheet(GOOD), "file_damaged"),
        (b"\0" * 5000, "file_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "file_damaged"),
        (OLD_EXCEL[:3000], "file_damaged"),
        (OLD_EXCEL.replace(SIZE_OF_SHEET, b"\0\0\xab\0" + SIZE_OF_SHEET[4:]), "file_damaged"),
        (OLD_EXCEL.replace(SIZE_OF_SHEET, SIZE_OF_SHEET[:4] + b"\7\0\0\x69" + SIZE_OF_SHEET[8:]), "file_too_large"),
        (locked_workbook(), "file_locked"),
        (b"%PDF-1.4\n", "file_not_a_table"),
        (b"\x89PNG\r\n\x1a\n", "file_not_a_table"),
        (b"<html><p>1</p></html>", "file_not_a_table"),
        (b"<html><table><tr><td>1</td></tr></table>", "header_not_found"),
        ("县水利局关于争资争项工作的汇报".encode(), "file_not_a_table"),
        (_zip(word__document_xml="<w/>"), "file_not_a_table"),
        (b"<?xml version='1.0'?><note/>", "file_not_a_table"),
        (_zip(a="x"), "file_not_a_table"),
        (_zip(content_xml="<text/>", **{MANIFEST: "opendocument.text"}), "file_not_a_table"),
        (_zip(content_xml="?", **{MANIFEST: "opendocument.spreadsheet <encryption-data>"}), "file_locked"),
        (workbook([]), "workbook_blank"),
        (workbook([["关于本月工作的几点说明"]]), "header_not_found"),
    ],
)
def test_unusable_file_is_one_plain_issue(data: bytes, code: str) -> None:
    extraction = read("报表.xlsx", data=data)
    assert not extraction.readable
    assert codes(extraction) == [code]
    assert extraction.issues[0].file == "报表.xlsx"
    assert extraction.issues[0].message and extraction.issues[0].advice


def test_a_path_that_is_not_there_is_the_callers_mistake(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "没有.xlsx")


def test_a_value_of_the_vocabulary_that_does_not_exist_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="政策性"):
        read("报表.xlsx", data=GOOD, vocabulary={"政策性": "formla"})


def test_the_name_of_the_file_says_nothing_about_its_content(tmp_path: Path) -> None:
    path = tmp_path / "报表.et"
    path.write_bytes(GOOD)
    extraction = read(path, name="资料.zip/报表.et")
    assert received(extraction) == [("甲工程", 5_000_000)]
    assert extraction.file == "资料.zip/报表.et"
    assert len(extraction.sha256) == 64


@pytest.mark.parametrize("file", ["月报.xls", "月报.ods"])
def test_old_excel_and_open_document(file: str) -> None:
    extraction = read(Path(__file__).parents[1] / "files" / file)
    assert received(extraction) == [("甲工程", 1_205_000), ("甲工程", 6_000_000), ("乙工程", 0)]
    assert extraction.records[0].fields["received_on"].value == "2013-05-17"
    assert troubles(extraction) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_table_kept_as_text(encoding: str) -> None:
    text = "\r\n".join(
        ",".join(str(cell or "") for cell in row) for row in [*ROWS, [2, "乙工程", "个性型", '"1,200.5"']]
    )
    extraction = read("报表.csv", data=text.encode(encoding))
    assert received(extraction) == [("甲工程", 5_000_000), ("乙工程", 1_200_500_000)]
    assert troubles(extraction) == []


def test_tab_separated_text_saved_as_xls() -> None:
    text = "\n".join("\t".join(str(cell or "") for cell in row) for row in ROWS)
    assert received(read("报表.xls", data=text.encode("utf-16"))) == [("甲工程", 5_000_000)]


def test_error_cells_and_formulas_without_a_value_are_not_blank() -> None:
    rows = [TITLE, BLOCK, [*HEADER, "支付资金", "备注"]]
    rows += [[1, "甲工程", "个性型", "=1/0", 3, "=A1"], [2, "乙工程", "个性型", "#REF!", 2, None]]
    extraction = read("报表.xlsx", data=workbook(rows))
    found = [(issue.code, issue.cell, issue.value) for issue in extraction.issues]
    assert found == [
        ("formula_without_value", "D4", "=1/0"),
        ("text_unreadable", "F4", "=A1"),
        ("error_cell", "D5", "#REF!"),
    ]
    assert [(v.raw, v.value, v.unreadable) for v in (r.fields["received"] for r in extraction.records)] == [
        ("=1/0", None, True),
        ("#REF!", None, True),
    ]
    assert [r.fields["paid"].fen for r in extraction.records] == [3_000_000, 2_000_000]


@pytest.mark.parametrize(
    ("number", "number_format", "fen"),
    [
        (320.5, '0.00"万元"', 320_500_000),
        (3_205_000, '0!.0000"万元"', 320_500_000),
        (3_205_000, '[Red]0\\.0000"万元";-0\\.0000"万元"', 320_500_000),
        (1.5, '0.00"亿"', 15 * 10**9),
        (5, "#,##0.00", 500),
        (320.5, '0.0,"万"', None),
    ],
)
def test_a_unit_that_only_the_number_format_shows(number: float, number_format: str, fen: int | None) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook([*PLAIN[:1], ["填报单位：县水利局"], [*HEADER[:3], "到位资金（元）"],
                                                       [1, "甲工程", "个性型", number]])))  # fmt: skip
    book.active["D4"].number_format = number_format
    assert received(read("报表.xlsx", data=saved(book))) == [("甲工程", fen)]


@pytest.mark.parametrize("file", ["公式出错.xls", "公式出错.ods"])
def test_error_cells_of_old_excel_and_open_document_are_not_blank(file: str) -> None:
    extraction = read(Path(__file__).parents[1] / "files" / file)
    assert [(i.code, i.cell, i.value) for i in extraction.issues] == [("error_cell", "D4", "#DIV/0!")]
    assert received(extraction) == [("甲工程", None), ("乙工程", 6_000_000)]


def test_hidden_and_other_sheets_are_left_out_and_said() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(workbook(ROWS, [["填表说明"], ["一、按月填报"]], ROWS, names=["月报", "说明", "旧表"]))
    )
    book["旧表"].sheet_state = "hidden"
    extraction = read("报表.xlsx", data=saved(book))
    assert received(extraction) == [("甲工程", 5_000_000)]
    assert [(i.code, i.sheet, i.level) for i in extraction.issues] == [
        ("hidden_sheet", "旧表", "notice"),
        ("sheet_without_table", "说明", "notice"),
    ]


@pytest.mark.parametrize("cell", ["XFD1", "A1048576", "ZZ200000"])
def test_a_cell_far_out_does_not_exhaust_memory(cell: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(ROWS, ROWS, names=["月报", "远"])))
    book["远"][cell] = 1
    extraction = read("报表.xlsx", data=saved(book))
    assert codes(extraction, "error") == ["sheet_too_large"]
    assert received(extraction) == [("甲工程", 5_000_000)]


def test_a_value_repeated_without_end_is_refused() -> None:
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="9000"/>'
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    manifest = "application/vnd.oasis.opendocument.spreadsheet"
    data = _zip(content_xml=f"<office:body><table:table>{row}</table:table></office:body>", **{MANIFEST: manifest})
    assert codes(read("报表.ods", data=data)) == ["file_too_large"]


def test_an_archive_that_unpacks_past_the_bound_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.filelist[0].file_size = 201 * 1024 * 1024
    assert codes(read("报表.xlsx", data=stream.getvalue())) == ["file_too_large"]


def test_a_sheet_past_the_bounds_alone_in_its_file_is_said_once() -> None:
    book = openpyxl.load_workbook(io.BytesIO(GOOD))
    book.active["A300000"] = 1
    assert codes(read("报表.xlsx", data=saved(book))) == ["sheet_too_large"]


def _with_hidden(book: openpyxl.Workbook, rows: range = range(0), columns: str = "") -> bytes:
    for row in rows:
        book.active.row_dimensions[row].hidden = True
    for column in columns:
        book.active.column_dimensions[column].hidden = True
    return saved(book)


def test_hidden_rows_and_columns_are_left_out_and_said_once() -> None:
    rows = [[*row, *[None] * (4 - len(row)), more] for row, more in zip(ROWS, (None, None, "支付资金", 3), strict=True)]
    rows += [[2, "乙工程", "个性型", 6, 4], [3, "丙工程", "个性型", 0, 4], [4, "丁工程", "政策型", 8, 5]]
    book = openpyxl.load_workbook(io.BytesIO(workbook(rows)))
    extraction = read("报表.xlsx", data=_with_hidden(book, range(5, 7), "EZ"))
    assert received(extraction) == [("甲工程", 5_000_000), ("乙工程", None), ("丁工程", 8_000_000)]
    assert [record.fields["paid"].unreadable for record in extraction.records] == [True] * 3
    assert [(i.code, i.level, i.value) for i in extraction.issues] == [
        ("hidden_cells", "notice", "第 6 行"),
        ("row_hidden", "error", "6"),
        ("column_hidden", "error", "支付资金"),
    ]


def test_hidden_rows_and_columns_without_content_are_no_matter() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(ROWS)))
    assert codes(read("报表.xlsx", data=_with_hidden(book, range(20, 40), "GHXYZ"))) == []


def test_a_merged_text_stays_where_only_its_first_row_or_column_is_hidden() -> None:
    rows = [["2013年5月争资争项月报表"], BLOCK, HEADER, [1, "甲工程", "个性型", None], [2, None, "个性型", 6]]
    book = openpyxl.load_workbook(io.BytesIO(workbook(rows, merges=["A1:D1", "B4:B5"])))
    extraction = read("报表.xlsx", data=_with_hidden(book, range(4, 5), "A"))
    assert received(extraction) == [("甲工程", 6_000_000)]
    assert extraction.records[0].fields["project_name"].cell == "B5"
    assert extraction.filing.title_period is not None


def test_hidden_rows_and_columns_of_open_document() -> None:
    data = (Path(__file__).parents[1] / "files" / "月报.ods").read_bytes()
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "content.xml":
                start = content.rindex(b"<table:table-row", 0, content.index("乙工程".encode()))
                content = content[:start] + content[start:].replace(b" ", b' table:visibility="filter" ', 1)
            new.writestr(name, content)
    extraction = read("月报.ods", data=stream.getvalue())
    assert [name for name, _ in received(extraction)] == ["甲工程", "甲工程"]
    assert codes(extraction, "notice") == ["hidden_cells"]


def test_hidden_rows_of_old_excel() -> None:
    header = bytes.fromhex("08021000")
    rows = [place for place in range(len(OLD_EXCEL)) if OLD_EXCEL.startswith(header, place)]
    last = rows[-2] + len(header) + 12
    data = OLD_EXCEL[:last] + bytes([OLD_EXCEL[last] | 0x20]) + OLD_EXCEL[last + 1 :]
    extraction = read("月报.xls", data=data)
    assert codes(extraction, "notice") == ["hidden_cells"]
    assert len(extraction.records) == 2


def test_a_row_of_a_text_table_that_unquoted_commas_part_counts_nothing() -> None:
    head = "填报单位：县水利局,,,单位：万元,\n序号,项目名称,项目类型,争取资金,到位资金\n"
    rows = '1,甲工程,个性型,9,5\n2,乙工程,个性型,1,425,1,250\n3,丙工程,个性型,8,7\n4,丁工程,个性型,"1,425","1,250"\n'
    extraction = read("月报.csv", data=(head + rows).encode())
    assert [fen for _, fen in received(extraction)] == [5_000_000, None, 7_000_000, 1_250_000_000]
    shifted = [(i.code, i.cell) for i in extraction.issues if i.level == "error"]
    assert shifted == [("cells_shifted", "D4"), ("cells_shifted", "E4")]
