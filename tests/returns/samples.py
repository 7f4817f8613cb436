"""Valid returns of every format, to be damaged."""

import io
from pathlib import Path

import openpyxl

from tests.returns.compoundfile import biff5_return
from tests.returns.containers.test_markup import PAGE, XML, word_return
from tests.returns.sheets import BLOCK, PLAIN, TITLE, saved, workbook
from zzlib.synthetic.formats import packed_file
from zzlib.synthetic.grid import Drawn, WrittenGrid, WrittenLook

FILES = Path(__file__).parent / "files"


def samples() -> dict[str, bytes]:
    """Give files by a name with their usual extension."""
    found = {path.name: path.read_bytes() for path in FILES.iterdir()}
    rows = [[*row, "备注"] if row is PLAIN[2] else row for row in PLAIN]
    rows += [[1, "甲工程", "个性型", 5], [2, None, None, "约6万元"], ["合计", None, None, 11], ["注：以文件为准"]]
    found["一.xlsx"] = workbook(rows, merges=["A1:E1", "B4:B5"])
    found["二.xlsx"] = _rich()
    found["三.docx"] = word_return()
    found["四.xls"] = PAGE.format(charset="utf-8", last="").encode()
    found["五.xls"] = XML.encode()
    found["六.csv"] = "\n".join(",".join(str(cell or "") for cell in row) for row in rows).encode("gb18030")
    found["七.xlsx"] = workbook(
        [
            ["项目卡片"],
            ["项目名称", "甲工程", "项目类型", "个性型"],
            ["总投资（万元）", 9, "到位资金（万元）", 5],
            ["责任人", "责任人甲"],
        ]
    )
    # Text under a wrong declared encoding, tables of no return form, spans, ranges and units side by side.
    found["八.xls"] = biff5_return("gb18030", 1252)
    plain = [
        ["表一（2013年）"],
        ["地区", "收入", None, "占比"],
        [None, "本月", "累计", None],
        ["全县", 3, "1,004", "120%"],
    ]
    plain += [["东镇", 3, 4, "50%"], [], ["表二"], ["年份", 2012, 2013], ["户数", 5, 6]]
    found["九.xlsx"] = workbook(plain, merges=["A2:A3", "B2:C2", "D2:D3"])
    odd = [*PLAIN[:2], [None, "项目名称", None, "到位资金", "已到位资金", "责任单位", "计划开工", "建设年限"]]
    odd += [["1●", "★甲工程", "个性型", "5-6万", 6, "县水利局、县财政局", "2013.3-2013.9", "2010-"]]
    found["十.xlsx"] = workbook([*odd, [2, "<二期>乙工程", "政策型", 5, 5, "县水利局\n县财政局", "5月", "09.10-11.3"]])
    sheets = {"月报": _drawn()}
    found |= {f"画.{kind}": packed_file(kind, sheets, "月报") for kind in ("xls", "ods", "mht")}
    found["画.xlsx"] = packed_file("", sheets, "月报")
    return found


def _drawn() -> WrittenGrid:
    """A sheet with amounts struck out, white and rescaled, and a hidden row."""
    grid = WrittenGrid()
    rows = [[1, "甲工程", "个性型", Drawn("5", rest="8")], [2, Drawn("乙工程"), "个性型", Drawn(6, "pale")]]
    for number, row in enumerate([*PLAIN, *rows, [3, "丙工程", "政策型", WrittenLook(0.85, "0%")]]):
        for column, value in enumerate(row):
            grid.put(number, column, value)
    grid.hidden_rows = {4}
    return grid


def _rich() -> bytes:
    """A workbook with hidden parts, formulas, errors, formats that show units, and several sheets."""
    rows = [
        TITLE,
        BLOCK,
        ["序号", "项目名称", "项目类型", "资金（元）", None],
        [None, None, None, "申报资金", "到位资金"],
    ]
    rows += [["一、政策型项目"], [1, "甲工程", None, "=1/0", 5], [2, "乙工程", None, 7, "#REF!"]]
    book = openpyxl.load_workbook(
        io.BytesIO(workbook(rows, rows, [["说明"]], merges=["A3:A4", "B3:B4", "C3:C4", "D3:E3"]))
    )
    book.active.row_dimensions[6].hidden = True
    book.active.column_dimensions["C"].hidden = True
    book.active["D7"].number_format = '0.00"万元"'
    book.worksheets[1].sheet_state = "hidden"
    return saved(book)
