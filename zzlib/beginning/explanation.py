"""The workbook that explains the reference files: each column with its words, and a page a file to fill in with lists to choose from."""

import io
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

import xlsxwriter

from zzlib.data import DataModel, package_toml
from zzlib.kinds import DEFAULT_KINDS, Kinds
from zzlib.paper import set_page
from zzlib.reference_files import REFERENCE_COLUMNS, ReferenceFile, label, listed, reference_file, spellings

_ROWS = 500
"""Rows of a page whose cells are checked."""

_AMOUNTS = ("count", "yuan", "wan", "mu")
_LONGEST_LIST = 255
"""Letters that Excel takes for a list of its own; longer ones are not checked but explained."""

_CHECKS: dict[str, dict[str, Any]] = {
    "year": {"validate": "integer", "criteria": "between", "minimum": 1900, "maximum": 2100},
    "month": {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 12},
    "count": {"validate": "integer", "criteria": ">=", "value": 0},
    "wan": {"validate": "decimal", "criteria": ">=", "value": 0},
    "mu": {"validate": "decimal", "criteria": ">=", "value": 0},
    "yuan": {"validate": "decimal", "criteria": "between", "minimum": -(10**12), "maximum": 10**12},
}
_HEAD = ("文件", "列名", "填什么", "可以填的值", "空着时", "谁来填", "举例")
_WIDTHS = (26, 16, 34, 60, 22, 12, 28)
_INTRODUCTION = (
    "参考文件填写说明（本页不用填写）",
    "参考文件在 data/reference/ 里，都是 CSV，用 Excel 或 WPS 打开来填；第一行的英文列名不要改，列可以多不可以少。",
    "后面每一页是一个参考文件的样子，灰色的行是例子，下拉名单和检查都有。在页上填好后，把各行复制到同名的 CSV 里（不带例子）。",
    "写着 zz decide、zz correct 的由程序记，不必手填。",
)


class FileHelp(DataModel):
    """What people read of a reference file: see `reference_help.toml`."""

    title: str = ""
    purpose: str = ""
    by: str = ""
    columns: dict[str, str] = {}
    examples: tuple[dict[str, str], ...] = ({},)


class ReferenceHelp(DataModel):
    """What people read of all of them; `columns` are those that mean the same in every file, `kinds` what columns hold."""

    kinds: dict[str, str]
    columns: dict[str, str]
    files: dict[str, FileHelp]

    def meaning(self, name: str, column: str) -> str:
        """Say what stands in a column; `""` where nothing says so."""
        return self.file(name).columns.get(column) or self.columns.get(column, "")

    def file(self, name: str) -> FileHelp:
        """Give what people read of a file, which may be nothing."""
        return self.files.get(name, FileHelp())


@cache
def reference_help() -> ReferenceHelp:
    """Give what people read of the reference files."""
    return ReferenceHelp.model_validate(package_toml("zzlib", "reference_help.toml"))


def explanation_bytes(sources: Sequence[tuple[str, str]] = (), kinds: Kinds = DEFAULT_KINDS) -> bytes:
    """Give the workbook; `sources` says which list each file was filled from. The same sources give the same bytes."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_numbers": False}) as book:
        book.set_properties({"created": datetime(2013, 1, 1), "title": "参考文件填写说明"})
        _write_explanation(book, kinds)
        for name in REFERENCE_COLUMNS:
            _write_page(book, name, kinds)
        if sources:
            _write_sources(book, sources)
    return buffer.getvalue()


def allowed(file: ReferenceFile, column: str) -> str:
    """Say what may be written into a column."""
    kinds = file.columns[column].split("|")
    known = reference_help().kinds
    said = [known.get(kind) or listed(kind, file.kinds) for kind in kinds]
    return "；也可填 ".join(said)


def blank(file: ReferenceFile, column: str) -> str:
    """Say what a blank cell of a column means."""
    if column in file.blanks:
        return f"当作{label(file.columns[column], file.blanks[column])}"
    told = column in file.needed and file.columns[column] not in _AMOUNTS  # no amount is an answer, too
    return "不能空" if told or column in file.required else "可以空"


def _write_explanation(book: Any, kinds: Kinds) -> None:
    page, known = book.add_worksheet("说明"), reference_help()
    look = {"font_name": "宋体", "font_size": 11, "valign": "top", "text_wrap": True}
    plain, cell = book.add_format(look | {"text_wrap": False}), book.add_format(look | {"border": 1})
    head = book.add_format(look | {"border": 1, "bold": True, "bg_color": "#E8EEF4"})
    first = book.add_format(look | {"border": 1, "bold": True})
    for row, text in enumerate(_INTRODUCTION):
        page.write_string(row, 0, text, plain)
    row = len(_INTRODUCTION)
    for position, (title, width) in enumerate(zip(_HEAD, _WIDTHS, strict=True)):
        page.set_column(position, position, width)
        page.write_string(row, position, title, head)
    page.freeze_panes(row + 1, 2)
    set_page(page, _WIDTHS, 11, row)
    for name, columns in REFERENCE_COLUMNS.items():
        own, file = known.file(name), reference_file(name, kinds)
        for number, column in enumerate(columns):
            row += 1
            texts = (
                f"{name}.csv {own.title}：{own.purpose}" if number == 0 else "",
                column,
                known.meaning(name, column),
                allowed(file, column),
                blank(file, column),
                own.by,
                own.examples[0].get(column, ""),
            )
            for position, text in enumerate(texts):
                page.write_string(row, position, text, first if position < 2 else cell)


def _write_page(book: Any, name: str, kinds: Kinds) -> None:
    own, file = reference_help().file(name), reference_file(name, kinds)
    page = book.add_worksheet(name)
    look = {"font_name": "宋体", "font_size": 11}
    head = book.add_format(look | {"bold": True, "border": 1, "bg_color": "#E8EEF4"})
    text = book.add_format(look | {"num_format": "@"})
    example = book.add_format(look | {"italic": True, "font_color": "#808080"})
    numbered = {column for column, kind in file.columns.items() if kind in _CHECKS}
    for position, column in enumerate(file.columns):
        page.set_column(position, position, 16, None if column in numbered else text)
        page.write_string(0, position, column, head)
        for row, values in enumerate(own.examples, start=1):
            page.write(
                row,
                position,
                _number(values.get(column, "")) if column in numbered else values.get(column, ""),
                example,
            )
        page.data_validation(1, position, _ROWS, position, _check(name, column, kinds))
    for row in range(1, len(own.examples) + 1):
        page.write_string(row, len(file.columns), "← 例子，不要带走", example)
    page.freeze_panes(1, 0)


def _check(name: str, column: str, kinds: Kinds) -> dict[str, Any]:
    """Give Excel's check of a column: a list of its words, bounds of its numbers, and what is to be written."""
    file, known = reference_file(name, kinds), reference_help()
    kind = file.columns[column]
    check: dict[str, Any] = {"validate": "any"}
    if kind in _CHECKS:
        check |= _CHECKS[kind] | {"error_title": "填得不对", "error_message": f"应是{known.kinds[kind]}"[:255]}
    elif column in file.closed():
        words = [texts[0] for texts in spellings(kind, kinds).values()]
        if sum(map(len, words)) + len(words) <= _LONGEST_LIST:
            check |= {"validate": "list", "source": words, "error_title": "填得不对", "error_message": "请从名单里选"}
    message = f"{known.meaning(name, column)}。{allowed(file, column)}。{blank(file, column)}"
    return check | {"input_title": column[:32], "input_message": message[:255], "ignore_blank": True}


def _write_sources(book: Any, sources: Sequence[tuple[str, str]]) -> None:
    page = book.add_worksheet("来源")
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 90)
    for row, pair in enumerate((("文件", "取自"), *sources)):
        for column, text in enumerate(pair):
            page.write_string(row, column, text)


def _number(text: str) -> float | str:
    return float(text) if text else ""
