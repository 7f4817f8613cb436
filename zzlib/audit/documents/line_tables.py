"""Small tables that are typed as lines, their cells apart by tabs or blanks: rows of a name and numbers, with or without units, under a head of words or a title."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from zzlib.audit.documents.blocks import NUMBERED, DocumentBlock
from zzlib.audit.numbers.words import any_of, words

_CELL = re.compile(
    r"(?P<ahead>(?![第约近])[一-龥]{0,6}|[↑↓+])(?P<figure>-?\d[\d,]*(?:\.\d+)?(?:%|‰|[万亿]?(?![年月日号时点])[一-龥]{1,4})?)"
)
_DASH = re.compile("[-—–/]+")
_SENTENCE = re.compile("[。；;，！？：:|]")
_TITLE = re.compile("[。；，！？|]")
_WIDEST, _LONGEST, _FEWEST, _WHOLE_ROW = 9, 24, 2, 4
_ORDINAL, _YEAR = re.compile(r"\d{1,3}"), re.compile(r"(?:19|20)\d\d")
_PLACE = re.compile(r"第\d{1,2}名|第[一二三四五六七八九十]{1,2}名")
_GLUED = re.compile(r"(?<=[合总共小]计)(?=\d)")
_COLON = re.compile("[：:](?=[^：:（）()]+$)")  # 甲村：35户, but no 收支表（单位：元）
_Line = tuple[str, ...]


def with_tables_of_lines(blocks: Iterable[DocumentBlock]) -> list[DocumentBlock]:
    """Give blocks with a table in place of the lines that are one; a title above them that is its head stays a paragraph, too."""
    found: list[DocumentBlock] = []
    lines = [(block, _cells(block)) for block in blocks]
    for (size, names, _), group in groupby(lines, key=lambda line: (len(line[1]), _names(line[1]), line[0].where)):
        run = list(group)
        cells = [row for _, row in run]
        above = found[-1] if found and not found[-1].rows and found[-1].where == run[0][0].where else None
        head = _cells(above) if above else ()
        headed = len(head) == size >= _WHOLE_ROW and not _names(head)
        few = len(run) < _FEWEST + (size == names + 1) and not headed
        if not names or few or not _is_table(cells, names):
            found += [block for block, _ in run]
            continue
        sources = [block.source for block, _ in run]
        if above and len(head) == size and not _names(head):
            found.pop()
            rows, sources = [head, *cells], [above.source, *sources]
        else:
            rows, sources = list(_headed(cells, names, above.text if above else "")), [sources[0], *sources]
        found.append(
            DocumentBlock(rows=tuple(rows), source=tuple(sources) if all(sources) else None, where=run[0][0].where)
        )
    return found


def _cells(block: DocumentBlock) -> _Line:
    text = _GLUED.sub(" ", _COLON.sub(" ", block.text.strip()))
    if block.rows or _SENTENCE.search(text) or NUMBERED.match(text):
        return ()
    cells = tuple(cell.strip() for cell in text.split("\t")) if "\t" in text else tuple(text.split())
    return cells if 1 < len(cells) <= _WIDEST and all(len(cell) <= _LONGEST for cell in cells) else ()


def _names(cells: _Line) -> int:
    """Give how many cells of a row stand before its numbers, one or two; 0 of a line that is no row."""
    if cells and _YEAR.fullmatch(cells[0]):
        cells = ("年", *cells[1:])
    figures = [_CELL.fullmatch(cell) is not None or _DASH.fullmatch(cell) is not None for cell in cells]
    ordinal = len(cells) > _FEWEST and bool(_ORDINAL.fullmatch(cells[0])) and not figures[1]
    named = 2 if ordinal else next((n for n, figure in enumerate(figures) if figure), 0)
    return named if named in (1, 2) and all(figures[named:]) and any(map(_CELL.fullmatch, cells[named:])) else 0


def _is_table(rows: Sequence[_Line], names: int) -> bool:
    """Say whether the words ahead of the numbers of each column are the same in all rows, or tell which way something changed."""
    return all(len(set(ahead)) == 1 or _tell_changes(ahead) for ahead in _words_ahead(rows, names))


def _tell_changes(ahead: Iterable[str]) -> bool:
    changes = re.compile(any_of((*words().cells.up, *words().cells.down)))
    return all(not word or changes.fullmatch(word) for word in ahead)


def _words_ahead(rows: Sequence[_Line], names: int) -> list[list[str]]:
    columns = list(zip(*rows, strict=True))[names:]
    return [[match["ahead"] for cell in column if (match := _CELL.fullmatch(cell))] for column in columns]


def _headed(rows: Sequence[_Line], names: int, title: str) -> Iterator[_Line]:
    """Give rows under the words that all cells of a column have ahead of their numbers, or between them and the names; under the title where there are none."""
    between = {row[1] for row in rows} if names == _FEWEST else set[str]()
    shared = between.pop() if len(between) == 1 else ""
    ahead = [found[0] if len(set(found)) == 1 else "" for found in _words_ahead(rows, names)]
    if len(ahead) == 1 and not ahead[0]:
        named = "" if _TITLE.search(title) else title.rstrip("：:")
        ahead = [shared or named[-_LONGEST:] or "数量"]
    kept = 1 if shared else names
    told = [head if not _tell_changes([head]) else "" for head in ahead]
    heads = [head or f"第 {n} 列" for n, head in enumerate(told, start=1)]
    ranked = kept == _FEWEST and all(_PLACE.fullmatch(row[0]) for row in rows)
    yield (*(["名次", ""] if ranked else [""] * kept), *heads)
    for row in rows:
        yield (*row[:kept], *(cell.removeprefix(head) for cell, head in zip(row[names:], told, strict=True)))
