"""What a document is made of, in whatever file it stands: paragraphs and tables."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from zzlib.audit.numbers.normalising import normalised
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import quantities

_FIGURE = re.compile(r"-?\d[\d,.]*%?")
NUMBERED = re.compile(r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.．、](?!\d))")
"""How a heading is numbered: 一、 （一） 1."""
_PROSE = re.compile(r"\d[^\d，。；]*[一-龥%][^，。；、]*[，。；、].*\d", re.DOTALL)
_ROWS = 2  # so many rows of a name and numbers make a table


class UnreadableDocumentError(Exception):
    """A document can't be read; the text says why and what to do, in Chinese."""


@dataclass(frozen=True)
class DocumentBlock:
    """A paragraph (`text`) or a table (`rows`, cells as text).

    `source` is what a comment is hung on in Word, `where` names a place beside the text: 脚注, 文本框, a sheet.
    `kind` is what the file says that a paragraph is: a `heading`, an `item` of a list, an `item below` one, or `body` where the file names
    its headings and this is none; "" if it says nothing. `noted` is the block of the text that a note of Word is of,
    and behind how many of its letters the mark of the note stands.
    """

    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    source: Any = None
    where: str = ""
    kind: str = ""
    noted: tuple[int, int] | None = None


def prose_cells(block: DocumentBlock) -> Iterator[tuple[tuple[int, int], str]]:
    """Give the cells of a table that hold a sentence with numbers, with their row and column."""
    for row, cells in enumerate(block.rows):
        for column, text in enumerate(cells):
            if _PROSE.search(text) and quantities(normalised(text)):
                yield (row, column), text


def is_figure(cell: str) -> bool:
    """Say whether a cell is nothing but a number."""
    return _FIGURE.fullmatch(cell.strip()) is not None


def is_row(cells: tuple[str, ...] | list[str]) -> bool:
    """Say whether cells are those of a row: a name, then nothing but numbers."""
    return not is_figure(cells[0]) and len(cells) > 1 and all(map(is_figure, cells[1:]))


def with_tables_of_tabs(blocks: Iterable[DocumentBlock]) -> Iterator[DocumentBlock]:
    """Give blocks with a table in place of paragraphs whose cells stand apart by tabs: a head, then rows of a name and numbers."""
    for (size, _, _), found in groupby(blocks, key=lambda b: (b.text.count("\t"), b.where, bool(b.rows))):
        run = list(found)
        cells = [tuple(cell.strip() for cell in block.text.split("\t")) for block in run]
        if size and not is_row(cells[0]) and sum(map(is_row, cells[1:])) >= _ROWS:
            sources = tuple(block.source for block in run)
            yield DocumentBlock(rows=tuple(cells), source=sources if all(sources) else None, where=run[0].where)
        else:
            yield from run


def with_items(blocks: Iterable[DocumentBlock]) -> Iterator[DocumentBlock]:
    """Give blocks with the short lines told as items that follow each other behind a colon, unless they are numbered like headings: 分别是：, then one a line."""
    lines: list[DocumentBlock] = []
    listing = False
    for block in blocks:
        if listing and block.text and not regex("[。：]").search(block.text) and not NUMBERED.match(block.text):
            lines.append(block)
            continue
        yield from _as_items(lines)
        lines, listing = [], block.text.rstrip().endswith(("：", ":"))
        yield block
    yield from _as_items(lines)


def _as_items(lines: list[DocumentBlock]) -> Iterator[DocumentBlock]:
    for line in lines:
        yield replace(line, kind="item") if len(lines) > 1 and not line.kind else line
