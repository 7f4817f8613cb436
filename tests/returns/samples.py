"""Valid returns of every format, to be damaged."""

import io
from pathlib import Path

import openpyxl

from tests.returns.sheets import BLOCK, PLAIN, TITLE, saved, workbook
from tests.returns.test_markup import PAGE, XML, word_return

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
    return found


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
