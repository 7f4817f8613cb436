"""Documents in any form that an office passes around -> paragraphs and tables, in order, with where they stand."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from zzlib.audit.documents.blocks import (
    DocumentBlock,
    UnreadableDocumentError,
    is_figure,
    with_items,
    with_tables_of_tabs,
)
from zzlib.audit.documents.broken_lines import with_whole_lines
from zzlib.audit.documents.encodings import decoded
from zzlib.audit.documents.grids import RANK, is_total_label
from zzlib.audit.documents.line_tables import with_tables_of_lines
from zzlib.audit.documents.web_page import page_blocks
from zzlib.audit.documents.word import open_word, word_blocks
from zzlib.audit.numbers.patterns import regex
from zzlib.returns.cells.text import Cell, plain_text
from zzlib.returns.containers.bounds import UnusableFileError

BOOKS = (".xlsx", ".xls", ".et", ".ods", ".csv")
SUFFIXES = (".docx", ".txt", ".md", ".markdown", ".html", ".htm", "", *BOOKS)
_DAMAGED = "不是完好的表格文件，请用 Excel 或 WPS 打开，另存为 .xlsx 再核对"
_NOT_OPENED = {
    "file_locked": "设有打开密码，请去掉密码另存一份再核对",
    "file_too_large": "太大，请只留要核对的工作表另存一份",
    "file_empty": "文件是空的",
}
_FURTHER = 50  # lines that are looked at for the next row of a table
_SHORT_ROW = 40
_SPACED = re.compile(r"(?m)^([ \t\u3000|]*[合总小共])[ \u3000]+计(?=[ \t\u3000|])")  # 合　计
_UNIT_ABOVE = re.compile(
    r"(（(?:单位：)?[千万亿]?[一-龥]{1,3}）[：:])[ \t]*\n(?=[^\n|]*\d[^\n|]*[；;])"
)  # 各乡旱地（亩）：, and the list in the next line
_RULE = re.compile(r"\|?[\s:|-]+\|[\s:|-]*")


def read_document(path: Path) -> list[DocumentBlock]:
    """Read a .docx, .txt, .md or .html file, or a workbook, whose visible sheets are tables.

    Raises:
        UnreadableDocumentError: it is missing, damaged, locked or of another kind.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise UnreadableDocumentError(
            f"{path.name} 不是能核对的文件：请用 .docx、.txt、.md、.html 或 .xlsx（.doc 请先另存为 .docx）"
        )
    if path.name.startswith("~$"):
        raise UnreadableDocumentError(f"{path.name} 是文稿打开时留下的临时文件，不是文稿，请核对文稿本身")
    try:
        if path.suffix.lower() == ".docx":
            return word_blocks(open_word(path))
        if path.suffix.lower() in BOOKS:
            return list(_sheets(path))
        return decoded_blocks(path.read_bytes(), path.name, page=path.suffix.lower() in (".html", ".htm"))
    except OSError as error:
        barred = isinstance(error, PermissionError)
        why = "没有读取的权限" if barred else "文件或磁盘有故障，请换一份再试"
        raise UnreadableDocumentError(f"{path.name} 读不出：{why}") from error


def decoded_blocks(raw: bytes, name: str, *, page: bool = False) -> list[DocumentBlock]:
    """Give the blocks of the bytes of a text or a web page; what is damaged in them is named as left out.

    Raises:
        UnreadableDocumentError: they are no text; `name` is what the message calls them.
    """
    found = decoded(raw, name)
    blocks = list(with_items(page_blocks(found.text, name))) if page else text_blocks(found.text)
    damaged = [DocumentBlock(where=f"损坏的字 {found.damaged} 处（请核对原文）")] if found.damaged else []
    return blocks + damaged


def _sheets(path: Path) -> Iterator[DocumentBlock]:
    """Give the sheets of a workbook as tables, each cell as a person sees it; then name what in it can't be seen."""
    from zzlib.returns.containers.book import open_book  # what opens workbooks: most documents need none of it

    try:
        book = open_book(path.read_bytes())
    except UnusableFileError as error:
        raise UnreadableDocumentError(f"{path.name} 打不开：{_NOT_OPENED.get(error.code, _DAMAGED)}") from error
    left = [f"隐藏的工作表“{name}”" for name in book.hidden] + [f"太大的工作表“{name}”" for name in book.too_large]
    for grid in book.grids:
        seen = {place: sight.shown for place, sight in grid.sights.items()}
        rows = (
            tuple(seen.get((row, column)) or _cell_text(value) for column, value in enumerate(cells))
            for row, cells in enumerate(grid.rows)
        )
        if grid.rows:
            yield DocumentBlock(rows=tuple(rows), where=f"工作表“{grid.name}”")
        uncounted = sum(fault.code == "formula_without_value" for fault in grid.faults.values())
        left += [f"工作表“{grid.name}”里没有存下结果的公式 {uncounted} 格（用 Excel 打开再保存）"] if uncounted else []
    if left:
        yield DocumentBlock(where="、".join(left))


def _cell_text(value: Cell) -> str:
    return f"{value:.10g}" if isinstance(value, float) else plain_text(value)


def text_blocks(text: str) -> list[DocumentBlock]:
    """Give the paragraphs of plain text or Markdown; lines with bars, or tabs in most of their lines, are tables."""
    blocks: list[DocumentBlock] = []
    rows: list[tuple[str, ...]] = []
    whole = with_whole_lines(_UNIT_ABOVE.sub(r"\1", _SPACED.sub(r"\1计", text)).splitlines())
    lines = [*whole, ""]
    for place, line in enumerate(lines):
        cells = _barred(line)
        if not line.strip() and rows and _goes_on(rows, lines[place + 1 : place + _FURTHER]):
            continue
        if cells is not None:
            rows += [cells] if not _RULE.fullmatch(line.strip()) else []
            continue
        if rows:
            blocks.append(DocumentBlock(rows=tuple(_aligned(rows))))
            rows = []
        plain = regex(r"^\s*(#{1,6}\s|[-*+]\s|>\s?)|\*\*|__").sub("", line)
        if plain.strip():
            mark = regex(r"\s*(?:(#{1,6})|[-*+])\s").match(line)  # of Markdown, for a heading or an item of a list
            kind = "" if mark is None else "heading" if mark[1] else "item"
            blocks.append(DocumentBlock(text=plain.strip(), kind=kind))
    return list(with_items(with_tables_of_lines(with_tables_of_tabs(blocks))))


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Give the rows with the total under its columns, where its label stands over the number and the name of other rows."""
    for row in rows:
        short = len(row) == len(rows[0]) - 1 and RANK.search(rows[0][0]) and is_total_label(row[0].strip())
        yield ("", *row) if short else row


def _goes_on(rows: list[tuple[str, ...]], below: list[str]) -> bool:
    """Say whether the next line that isn't blank is a further row of a table: as many cells, with numbers."""
    following = _barred(next((line for line in below if line.strip()), ""))
    return following is not None and len(following) == len(rows[0]) and any(map(is_figure, following))


def _barred(line: str) -> tuple[str, ...] | None:
    stripped = line.strip()
    if stripped.count("|") >= 2 or (" | " in stripped and len(stripped) < _SHORT_ROW):
        framed = stripped.startswith("|") and stripped.endswith("|") and not line.strip(" ").startswith("\u3000")
        inner = stripped[1:-1] if framed else line.strip(" \t\r")  # else an empty first or last cell is a cell
        return tuple(cell.strip() for cell in inner.split("|"))
    if line.count("\t") >= 2:
        return tuple(cell.strip() for cell in line.split("\t"))
    return None
