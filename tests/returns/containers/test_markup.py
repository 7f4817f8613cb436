"""Returns that are no workbooks inside: web pages and XML saved as .xls, tables in Word documents."""

import io
import zipfile
from typing import Any

import docx
import pytest

from tests.returns.sheets import codes, read_sheet, received, troubles
from zzlib.returns import Extraction, read

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="{charset}"><title>不显示</title>
<style>td {{mso-number-format:General}}</style></head><body><p>2013年5月争资争项月报表</p>
<table><col><col span=2><col><tr><td colspan=2>填报单位：县水利局</td><td></td><td>单位：万元</td></tr>
<tr><th rowspan=2>序号</th><th rowspan=2>项目名称</th><th rowspan=2>项目类型</th><th colspan=2>到位资金</th></tr>
<tr><th>当月</th><th>年初<br>累计</th></tr>
<tr><td>1</td><td rowspan=2>甲工
  程</td><td>个性型</td><td x:num="1.25">1.3</td><td x:num>5</td></tr>
<tr><td>2</td><td>个性型</td><td>&nbsp;</td><td>6</td></tr>
<tr{last}><td>3<td>乙工程<td>政策型<td>0<td>1,200.50</tr>
<![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=1></td></tr><![endif]></table>
<script>document.write("<td>不执行</td>")</script></body></html>"""


def _page(charset: str, last: str = "") -> bytes:
    return PAGE.format(charset=charset, last=last).encode(charset)


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "gb2312", "utf-16"])
def test_web_page_saved_as_a_workbook(charset: str) -> None:
    extraction = read("月报.xls", data=_page(charset))
    assert received(extraction) == [("甲工程", 5_000_000), ("甲工程", 6_000_000), ("乙工程", 1_200_500_000)]
    first = extraction.records[0].fields
    assert (first["received_month"].value, first["received_month"].cell) == ("1.25", "D5"), "not the rounded 1.3"
    assert extraction.filing.block_unit is not None and extraction.filing.block_unit.text == "县水利局"
    assert extraction.filing.title_period is not None and extraction.filing.title_period.text == "2013-05"
    assert troubles(extraction) == []


def test_hidden_row_of_a_web_page_is_left_out_and_said() -> None:
    extraction = read("月报.xls", data=_page("utf-8", " style='height:0; display: none'"))
    assert received(extraction)[2:] == [("乙工程", None)]
    assert [(i.code, i.value) for i in extraction.issues] == [("row_hidden", "1,200.50")]


def test_table_inside_a_table_that_only_lays_out_the_page() -> None:
    inner = "<table><tr><td>项目名称<td>到位资金（万元）<td>项目类型<tr><td>甲工程<td>5<td>个性型</table>"
    page = f"<table><tr><td>2013年5月月报<br>填报单位：县水利局 {inner} 注：按文件填</table>"
    extraction = read("月报.xls", data=page.encode())
    assert received(extraction) == [("甲工程", 5_000_000)]
    assert extraction.filing.block_unit is not None


XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
<Styles><Style ss:ID="wan"><NumberFormat ss:Format="0.00&quot;万元&quot;"/></Style></Styles>
<Worksheet ss:Name="月报"><Table ss:ExpandedColumnCount="16384"><Column ss:Index="6" ss:Hidden="1" ss:Span="9"/>
<Row><Cell ss:MergeAcross="4"><Data ss:Type="String">2013年5月争资争项月报表</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="String">填报单位：县水利局</Data></Cell></Row>
<Row><Cell ss:MergeDown="1"><Data ss:Type="String">项目名称</Data></Cell><Cell ss:MergeDown="1"><Data ss:Type="String">项目类型</Data></Cell>
<Cell ss:MergeAcross="1"><Data ss:Type="String">资金（元）</Data></Cell><Cell ss:MergeDown="1"><Data ss:Type="String">批复日期</Data></Cell></Row>
<Row><Cell ss:Index="3"><Data ss:Type="String">申报资金</Data></Cell><Cell><Data ss:Type="String">到位资金</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">甲工程</Data></Cell><Cell><Data ss:Type="String">个性型</Data></Cell>
<Cell ss:StyleID="wan"><Data ss:Type="Number">320.5</Data></Cell><Cell><Data ss:Type="Number">500.25</Data></Cell>
<Cell><Data ss:Type="DateTime">2013-05-17T00:00:00.000</Data></Cell><Cell><Data ss:Type="String">内部</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">乙工程</Data></Cell><Cell><Data ss:Type="String">政策型</Data></Cell>
<Cell ss:Formula="=R[-1]C"/><Cell ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!</Data></Cell></Row>
<Row ss:Hidden="1"><Cell><Data ss:Type="String">丙工程</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="旧表"><Table/><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>
</Workbook>"""


def test_excel_2003_xml() -> None:
    extraction = read("月报.xls", data=XML.encode())
    assert received(extraction) == [("甲工程", 50_025), ("乙工程", None)]
    first = extraction.records[0].fields
    assert (first["applied"].fen, first["applied"].cell, first["awarded_on"].value) == (320_500_000, "C6", "2013-05-17")
    assert [(i.code, i.sheet, i.cell or i.value) for i in extraction.issues] == [
        ("hidden_sheet", "旧表", "旧表"),
        ("hidden_cells", "月报", "第 8 行、F 列"),
        ("formula_without_value", "月报", "C7"),
        ("error_cell", "月报", "D7"),
    ]


def word_return(*, header: bool = True) -> bytes:
    document = docx.Document()
    document.add_paragraph("2013年5月争资争项月报表")
    document.add_paragraph("")
    document.add_paragraph("填报单位：县水利局　　单位：万元")
    if header:
        table = document.add_table(rows=5, cols=5)
        texts = [["项目名称", "项目类型", "资金情况", "", "备注"], ["", "", "申报资金", "到位资金", ""],
                 ["甲工程", "个性型", "8", "5", ""], ["", "个性型", "7", "6", "另一笔"],
                 ["乙工程", "政策型", "1,200.50", "0", ""]]  # fmt: skip
        for row, line in zip(table.rows, texts, strict=True):
            for cell, text in zip(row.cells, line, strict=True):
                cell.text = text
        for first, last in (((0, 2), (0, 3)), ((0, 0), (1, 0)), ((0, 1), (1, 1)), ((2, 0), (3, 0)), ((0, 4), (1, 4))):
            table.cell(*first).merge(table.cell(*last))
    document.add_paragraph("注：以文件为准")
    return _saved(document)


def _saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_table_in_a_word_document() -> None:
    extraction = read("月报.docx", data=word_return())
    assert received(extraction) == [("甲工程", 5_000_000), ("甲工程", 6_000_000), ("乙工程", 0)]
    assert [r.fields["applied"].cell for r in extraction.records] == ["C5", "C6", "C7"]
    assert extraction.filing.block_unit is not None and extraction.filing.block_unit.text == "县水利局"
    assert troubles(extraction) == []


def test_word_document_without_a_table_says_so() -> None:
    extraction = read("月报.xlsx", data=word_return(header=False))
    assert codes(extraction) == ["file_not_a_table"]
    assert "Word" in extraction.issues[0].message


def _word_with(xml: str) -> Extraction:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
    return read("月报.docx", data=stream.getvalue())


BOMB = '<!DOCTYPE r [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


def test_entities_are_refused_whether_bombs_or_references_to_other_files() -> None:
    declared = XML.replace("<Workbook ", BOMB + "<Workbook ").replace("甲工程", "&b;&c;")
    assert codes(read("月报.xls", data=declared.encode())) == ["file_damaged"]
    assert codes(_word_with(f"<?xml version='1.0'?>{BOMB}<r>&b;&c;</r>")) == ["file_damaged"]
    page = read("月报.xls", data=_page("utf-8").replace(b"<html ", BOMB.encode() + b"<html ", 1))
    assert "root:" not in str(page)


@pytest.mark.slow
@pytest.mark.parametrize("depth", [300, 100_000])
def test_elements_nested_without_end_are_refused(depth: int) -> None:
    xml = XML.replace("甲工程", "<B>" * depth + "甲" + "</B>" * depth)
    assert codes(read("月报.xls", data=xml.encode())) == ["file_damaged"]
    assert codes(_word_with("<a>" * depth + "</a>" * depth)) == ["file_damaged"]
    read("月报.xls", data=b"<html>" + b"<table><tr><td>" * depth)


@pytest.mark.parametrize(
    "xml",
    [
        XML.replace('ss:Index="3"', 'ss:Index="1048576"'),
        XML.replace('<Cell ss:Index="3"', '<Cell ss:Index="16384"'),
        XML.replace("<Styles>", "<Styles>" + " " * 31 * 1024 * 1024),
    ],
    ids=["rows", "columns", "bytes"],
)
def test_what_is_past_the_bounds_is_refused(xml: str) -> None:
    assert codes(read("月报.xls", data=xml.encode())) == ["file_too_large"]


def test_cells_outside_of_rows_are_refused() -> None:
    nested = XML.replace("<Row ss:Hidden", '<Row><Worksheet ss:Name="内"><Cell/></Worksheet></Row><Row ss:Hidden')
    assert codes(read("月报.xls", data=nested.encode())) == ["file_damaged"]
    assert codes(_word_with('<w:d xmlns:w="w"><w:tbl><w:tc><w:p/></w:tc></w:tbl></w:d>')) == ["file_damaged"]


def test_spans_without_end_cost_nothing() -> None:
    page = _page("utf-8").replace(b"colspan=2", b"colspan=999999999").replace(b"rowspan=2", b"rowspan=999999999")
    read("月报.xls", data=page)
    assert received(read("月报.xls", data=_page("utf-8").replace(b"<td>1</td>", b"<td colspan=x>1</td>")))


def test_comma_separated_text_reads_as_the_workbook_does() -> None:
    rows = [
        ["2013年5月争资争项月报表", ""],
        ["填报单位：县水利局", "单位：万元"],
        ["项目名称", "到位资金"],
        ["甲工程", "5"],
    ]
    text = "\n".join(",".join(row) for row in rows)
    assert received(read("月报.csv", data=text.encode())) == received(read_sheet(rows))
