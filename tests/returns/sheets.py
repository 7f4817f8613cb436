"""Workbooks for tests, written as the rows that a person sees."""

import io
from collections.abc import Sequence
from typing import Any

import openpyxl

from zzlib.returns import Extraction, read

TITLE = ["2013年5月争资争项月报表"]
BLOCK = ["填报单位：县水利局", None, None, "单位：万元"]
HEADER = ["序号", "项目名称", "项目类型", "到位资金"]
PLAIN = [TITLE, BLOCK, HEADER]
"""Three rows above the first record, which then stands in row 4: 序号 A, 项目名称 B, 项目类型 C, 到位资金 D."""


def workbook(*sheets: Sequence[Sequence[Any]], merges: Sequence[str] = (), names: Sequence[str] = ()) -> bytes:
    """Write sheets as an .xlsx; `merges` are ranges of the first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(names[number] if names else f"Sheet{number + 1}")
        for row in rows:
            sheet.append(list(row))
    for place in merges:
        book.worksheets[0].merge_cells(place)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read_sheet(rows: Sequence[Sequence[Any]], merges: Sequence[str] = (), **options: Any) -> Extraction:
    """Read a workbook of one sheet."""
    return read("报表.xlsx", data=workbook(rows, merges=merges), **options)


def received(extraction: Extraction) -> list[tuple[str | None, int | None]]:
    """Give the project name and the received fen of every record.

    Raises:
        AssertionError: the program itself stumbled over the file, with what it stumbled over.
    """
    stumbled = [issue.message for issue in extraction.issues if issue.code == "file_failed"]
    assert not stumbled, stumbled
    return [(r.fields["project_name"].value, r.fields["received"].fen) for r in extraction.records]


def codes(extraction: Extraction, *levels: str) -> list[str]:
    """Give the codes of issues, of some levels only if any are named."""
    return [i.code for i in extraction.issues if not levels or i.level in levels]


def troubles(extraction: Extraction) -> list[str]:
    """Give the codes of errors and warnings: a clean, correct return has none."""
    return codes(extraction, "error", "warning")
