"""Documents in any form that an office passes around -> paragraphs and tables, in order, with where they stand."""

import re
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any

from zzlib.audit.blocks import DocumentBlock, UnreadableDocumentError
from zzlib.audit.word import open_word, word_blocks
from zzlib.returns.cells.text import Cell, plain_text
from zzlib.returns.containers.bounds import UnusableFileError

BOOKS = (".xlsx", ".xls", ".et", ".ods", ".csv")
SUFFIXES = (".docx", ".txt", ".md", ".markdown", ".html", ".htm", "", *BOOKS)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "header",
        "footer",
        "blockquote",
        "dd",
        "dt",
        "figcaption",
        "caption",
        "pre",
        "body",
        "center",
    ]
)
_UNSEEN = frozenset(["script", "style", "noscript", "template", "head", "select", "textarea", "nav"])
_SHORT_ROW = 40
_COLUMNS = 3
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
    try:
        if path.suffix.lower() == ".docx":
            return list(word_blocks(open_word(path)))
        if path.suffix.lower() in BOOKS:
            return list(_sheets(path))
        text = decoded(path.read_bytes())
    except OSError as error:
        raise UnreadableDocumentError(f"{path.name} 读不出：{_why(error)}") from error
    if "\0" in text:
        raise UnreadableDocumentError(f"{path.name} 不是文字文件，里面是二进制内容")
    return page_blocks(text) if path.suffix.lower() in (".html", ".htm") else text_blocks(text)


def _sheets(path: Path) -> Iterator[DocumentBlock]:
    """Give the sheets of a workbook as tables, each cell as a person sees it."""
    from zzlib.returns.containers.book import open_book  # what opens workbooks: most documents need none of it

    try:
        book = open_book(path.read_bytes())
    except UnusableFileError as error:
        raise UnreadableDocumentError(f"{path.name} 打不开：不是完好的表格文件，或设有打开密码") from error
    for grid in book.grids:
        seen = {place: sight.shown for place, sight in grid.sights.items()}
        rows = (
            tuple(seen.get((row, column)) or _cell_text(value) for column, value in enumerate(cells))
            for row, cells in enumerate(grid.rows)
        )
        yield DocumentBlock(rows=tuple(rows), where=f"工作表“{grid.name}”")


def _cell_text(value: Cell) -> str:
    return f"{value:.10g}" if isinstance(value, float) else plain_text(value)


def text_blocks(text: str) -> list[DocumentBlock]:
    """Give the paragraphs of plain text or Markdown; lines with bars, or tabs in most of their lines, are tables."""
    blocks: list[DocumentBlock] = []
    rows: list[tuple[str, ...]] = []
    lines = [*_with_bars(text.splitlines()), ""]
    for place, line in enumerate(lines):
        cells = _barred(line)
        if not line.strip() and rows and _goes_on(rows, lines[place + 1 :]):
            continue
        if cells is not None:
            rows += [cells] if not _RULE.fullmatch(line.strip()) else []
            continue
        if rows:
            blocks.append(DocumentBlock(rows=tuple(rows)))
            rows = []
        plain = re.sub(r"^\s*(#{1,6}\s|[-*+]\s|>\s?)|\*\*|__", "", line)
        if plain.strip():
            blocks.append(DocumentBlock(text=plain.strip()))
    return blocks


def _goes_on(rows: list[tuple[str, ...]], below: list[str]) -> bool:
    """Say whether the next line that isn't blank is a further row of a table: as many cells, with numbers."""
    following = _barred(next((line for line in below if line.strip()), ""))
    return following is not None and len(following) == len(rows[0]) and any(map(_is_figure, following))


def _with_bars(lines: list[str]) -> list[str]:
    """Put bars into tables whose cells stand apart by blanks: a head, then rows of a name and nothing but numbers."""
    split = [line.split() for line in lines]
    told = [place for place, cells in enumerate(split) if cells]
    found = list(lines)
    for n, place in enumerate(told):
        size = len(split[place])
        if size < _COLUMNS or any(map(_is_figure, split[place])) or "|" in lines[place] or "\t" in lines[place]:
            continue
        rows = takewhile(_is_row, ((at, split[at]) for at in told[n + 1 :]))
        below = [at for at, cells in rows if len(cells) == size]
        if len(below) > 1:
            for at in (place, *below):
                found[at] = " | ".join(split[at])
    return found


def _is_row(line: tuple[int, list[str]]) -> bool:
    _, cells = line
    return not _is_figure(cells[0]) and len(cells) > 1 and all(map(_is_figure, cells[1:]))


def _is_figure(cell: str) -> bool:
    return re.fullmatch(r"-?\d[\d,.]*%?", cell.strip()) is not None


def page_blocks(text: str) -> list[DocumentBlock]:
    """Give the paragraphs and tables of a web page."""
    from lxml import etree

    if not text.strip():
        return []
    tree = etree.fromstring(text.encode("utf-8"), parser=etree.HTMLParser(encoding="utf-8"))
    if tree is None:
        return []
    page = _Page()
    page.walk(tree)
    page.close()
    return page.blocks


class _Page:
    """Gathers the text between block elements."""

    def __init__(self) -> None:
        self.blocks: list[DocumentBlock] = []
        self._said: list[str] = []

    def walk(self, element: Any) -> None:
        if not isinstance(element.tag, str) or element.tag in _UNSEEN:
            pass
        elif element.tag == "table" and element.xpath("count(.//table)") == 0 and len(element.xpath(".//tr")) > 1:
            self.close()
            self.blocks.append(DocumentBlock(rows=tuple(_html_rows(element))))
        else:
            parts = element.tag in _BLOCKS or element.tag in ("td", "tr", "br")
            if parts:
                self.close()
            self._said.append(element.text or "")
            for child in element:
                self.walk(child)
            if parts:
                self.close()
        self._said.append(element.tail or "")

    def close(self) -> None:
        said, self._said = re.sub(r"\s+", " ", "".join(self._said)).strip(), []
        if said:
            self.blocks.append(DocumentBlock(text=said))


def _why(error: OSError) -> str:
    return "没有读取的权限" if isinstance(error, PermissionError) else "文件或磁盘有故障，请换一份再试"


def decoded(raw: bytes) -> str:
    """Decode text as UTF-8 or UTF-16 with their marks, or as GB18030."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


def _barred(line: str) -> tuple[str, ...] | None:
    stripped = line.strip()
    if stripped.count("|") >= 2 or (" | " in stripped and len(stripped) < _SHORT_ROW):
        framed = stripped.startswith("|") and stripped.endswith("|") and not line.strip(" ").startswith("\u3000")
        inner = stripped[1:-1] if framed else line.strip(" \t\r")  # else an empty first or last cell is a cell
        return tuple(cell.strip() for cell in inner.split("|"))
    if line.count("\t") >= 2:
        return tuple(cell.strip() for cell in line.split("\t"))
    return None


def _html_rows(table: Any) -> Iterator[tuple[str, ...]]:
    for row in table.xpath(".//tr"):
        cells: list[str] = []
        for cell in row.xpath("./td|./th"):
            cells.append(re.sub(r"\s+", " ", "".join(cell.itertext())).strip())
            cells += [""] * (
                min(50, int(cell.get("colspan", "1") or 1) if cell.get("colspan", "1").isdigit() else 1) - 1
            )
        yield tuple(cells)
