"""Find the headers of a sheet: blocks of one to five rows, merged both ways, with a full path for every column."""

import re
from dataclasses import dataclass
from itertools import pairwise

from zzlib.returns.cells.amounts import read_amount
from zzlib.returns.cells.dates import read_period
from zzlib.returns.cells.text import fold, one_line
from zzlib.returns.cells.units import unit_line
from zzlib.returns.cells.words import words
from zzlib.returns.containers.bounds import check_headers
from zzlib.returns.containers.grid import Grid
from zzlib.returns.form import form, labels
from zzlib.returns.layout.labels import field_hint, meaning, names_caption, split_title

MOST_ROWS = 5


@dataclass(frozen=True)
class HeaderColumn:
    """A column with its header texts as written, from the top caption down, and the cell of the lowest (row from 0)."""

    column: int
    path: tuple[str, ...]
    row: int

    @property
    def header(self) -> str:
        """The full name: parents joined by `/`."""
        return "/".join(self.path)


@dataclass(frozen=True)
class Header:
    """A header block: its first and last row (from 0, column-number rows included) and its columns."""

    first: int
    last: int
    columns: tuple[HeaderColumn, ...]


def find_headers(grid: Grid) -> list[Header]:
    """Find all header blocks that name a project column, from the top down."""
    headers: list[Header] = []
    for row in range(len(grid.rows)):
        if (not headers or row > headers[-1].last) and _names_projects(grid, row):
            headers.append(_header(grid, row))
            check_headers(len(headers))
    return headers


def _is_name_label(text: str) -> bool:
    folded = fold(text)
    return len(folded) <= 20 and not form().words_of_names.isdisjoint((folded, folded.partition("(")[0]))


def _names_projects(grid: Grid, row: int) -> bool:
    """Tell whether a row holds the labels of a table of projects."""
    texts = [value for value in grid.rows[row] if isinstance(value, str) and value]
    if len(texts) < 2 or not any(map(_is_name_label, texts)):
        return False
    hints = {hint for text in texts if (hint := field_hint(text))}
    return "project_name" in hints and (len(hints) >= min(3, len(texts)) or "received" in hints)


def _header(grid: Grid, anchor: int) -> Header:
    """Take the block around the row with the labels: captions above, children and column numbers below."""
    first = anchor
    while first > 0 and anchor - first < MOST_ROWS - 1 and _is_caption_row(grid, first - 1, anchor):
        first -= 1
    last = min(_last_of_names(grid, anchor), first + MOST_ROWS - 1)
    while last - first < MOST_ROWS - 1 and last + 1 < len(grid.rows) and _is_child_row(grid, last + 1, anchor):
        last += 1
    columns = header_columns(grid, first, last)
    while (below := _next_filled(grid, last)) and is_number_row(grid, below):
        last = below
    return Header(first, last, columns)


def _next_filled(grid: Grid, row: int) -> int:
    """Give the next row that holds anything, if it is near; 0 if none is."""
    near = range(row + 1, min(row + MOST_ROWS, len(grid.rows)))
    return next((below for below in near if grid.filled(below)), 0)


def _last_of_names(grid: Grid, anchor: int) -> int:
    """Give the last row of the merged cell that names the projects (else of the first label)."""
    filled = grid.filled(anchor)
    column = next((c for c in filled if _is_name_label(str(grid.cell(anchor, c)))), filled[0])
    return grid.merged_to.get((anchor, column), (anchor, column))[0]


def _is_caption_row(grid: Grid, row: int, anchor: int) -> bool:
    """Tell whether a row holds captions over groups of columns, and not the title, the filing block or a unit line."""
    filled = grid.filled(row)
    texts = [grid.cell(row, column) for column in filled]
    merges = [(start, end) for start, end in grid.merged_over(row) if start[0] == row and start[1] in filled]
    if any(end[0] >= anchor for _, end in merges):
        return True
    if not filled or not all(isinstance(text, str) and _may_be_caption(text) for text in texts):
        return False
    known = sum(names_caption(str(text)) or field_hint(str(text)) is not None for text in texts)
    if len(filled) == 1:
        # One text alone is a caption only inside the table; over its first column it is a title.
        return known == 1 and filled[0] > grid.filled(anchor)[0]
    merged = any(start[1] < end[1] for start, end in merges)
    return known == len(texts) or (merged and known > 0 and (known * 2 > len(texts) or len(texts) > 2))


def _may_be_caption(text: str) -> bool:
    """Tell whether a text is none of what stands above a table: an entry of the filing block, a unit, a month."""
    bare = re.sub(r"\([^()]*\)", "", fold(text))
    stated = not bare or ":" in bare or bare in words().filing.all_labels()
    return not stated and not unit_line(bare) and read_period(bare, None) is None


def _is_child_row(grid: Grid, row: int, anchor: int) -> bool:
    """Tell whether a row goes on with the header: texts only, under captions, and nothing under the project's name."""
    texts = {column: grid.cell(row, column) for column in grid.filled(row)}
    if not texts or not all(isinstance(text, str) and read_amount(text) is None for text in texts.values()):
        return False
    if is_number_row(grid, row) or not all(_under_caption(grid, row, column) for column in texts):
        return False
    for column in texts:
        over = _text_over(grid, anchor, column)
        if field_hint(over) in ("project_name", "serial") and not _spans(grid, anchor, column):
            return False
    return any(_is_header_word(str(text)) for text in texts.values())


def _text_over(grid: Grid, row: int, column: int) -> str:
    """Give the text of a cell, or of the merged cell that covers it."""
    covers = (start for start, end in grid.merged_over(row) if start[1] <= column <= end[1])
    return str(grid.cell(*next(covers, (row, column))))


def _spans(grid: Grid, row: int, column: int) -> bool:
    """Tell whether a cell is merged over several columns."""
    return any(start[1] <= column <= end[1] and start[1] < end[1] for start, end in grid.merged_over(row))


def _under_caption(grid: Grid, row: int, column: int) -> bool:
    """Tell whether the cell above belongs to a caption over several columns (merged, or blank beside its text).

    Over a single column it is one if both texts together name a field: 到位资金 / 年初至本月末累计.
    """
    above = row - 1
    if _spans(grid, above, column) or grid.cell(above, column + 1) == "" or grid.cell(above, column) == "":
        return True
    return meaning((_text_over(grid, above, column), str(grid.cell(row, column))), None) is not None


def _is_header_word(text: str) -> bool:
    title = split_title(text)
    return not title.main or names_caption(text) or field_hint(text) is not None or title.main in labels()


_LEADING_NUMBER = re.compile(r"^\D{0,2}(\d{1,2})")


def is_number_row(grid: Grid, row: int) -> bool:
    """Tell whether a row numbers the columns: (1)(2), 甲 乙, 1=3-5.

    Numbers that do not run on, and go beyond the column that they stand in, are amounts (1, 甲, 10).
    """
    filled = grid.filled(row)
    texts = [fold(str(_whole(grid.cell(row, column)))) for column in filled]
    numbering = [text for text in texts if words().rows.column_number.fullmatch(text)]
    if len(filled) < 3 or len(numbering) < len(filled) or len(set(texts)) < len(texts):
        return False
    leading = [(_LEADING_NUMBER.match(text), column) for text, column in zip(texts, filled, strict=True)]
    numbers = [(int(found[1]), column) for found, column in leading if found]
    runs_on = all(after == before + 1 for (before, _), (after, _) in pairwise(numbers))
    return runs_on or all(number <= column + 1 for number, column in numbers)


def _whole(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def header_columns(grid: Grid, first: int, last: int) -> tuple[HeaderColumn, ...]:
    """Give every column's path: merged texts pushed down and across, captions carried over the blanks beside them."""
    width = max(len(grid.rows[row]) for row in range(first, last + 1))
    merged = _anchors(grid, first, last, width)
    columns = []
    for column in range(width):
        cells: dict[tuple[int, int], int] = {}
        for row in range(first, last + 1):
            place = merged.get((row, column)) or _own_place(grid, merged, row, column, last)
            if place and grid.cell(*place) != "":
                cells[place] = row
        path = tuple(one_line(str(_whole(grid.cell(*place)))) for place in cells)
        if path:
            columns.append(HeaderColumn(column, _distinct(path), max(place[0] for place in cells)))
    return tuple(columns)


def _anchors(grid: Grid, first: int, last: int, width: int) -> dict[tuple[int, int], tuple[int, int]]:
    """Give for each cell of the header that is merged the cell that holds its text."""
    return {
        (row, column): start
        for row in range(first, last + 1)
        for start, end in grid.merged_over(row)
        for column in range(start[1], min(end[1], width - 1) + 1)
    }


def _own_place(
    grid: Grid, merged: dict[tuple[int, int], tuple[int, int]], row: int, column: int, last: int
) -> tuple[int, int] | None:
    """Give the cell itself, or where it is blank the caption to its left that stands over it without being merged."""
    if grid.cell(row, column) != "" or row == last:
        return row, column

    def has_child(column: int) -> bool:
        below = (merged.get((r, column), (r, column)) for r in range(row + 1, last + 1))
        return any(place[0] > row and grid.cell(*place) != "" for place in below)

    if not has_child(column):
        return None
    left = next((c for c in range(column - 1, -1, -1) if grid.cell(row, c) != ""), None)
    return (row, left) if left is not None and (row, left) not in merged and has_child(left) else None


def _distinct(path: tuple[str, ...]) -> tuple[str, ...]:
    """Drop a text that only repeats the one above it."""
    return tuple(text for index, text in enumerate(path) if index == 0 or text != path[index - 1])
