"""Find the headers of tables that are no return form: statistics, yearbooks, lists; every table of a sheet has its own."""

from collections.abc import Iterator

from zzlib.returns.cells.amounts import read_amount
from zzlib.returns.cells.text import fold
from zzlib.returns.cells.units import read_unit
from zzlib.returns.cells.words import words
from zzlib.returns.containers.bounds import check_headers
from zzlib.returns.containers.grid import Grid
from zzlib.returns.layout.header import MOST_ROWS, Header, header_columns, is_number_row

_LONGEST = 60
_LOOKED_AT = 50
"""Rows under a header by which its width is judged."""

_YEARS = range(1900, 2101)


def find_any_headers(grid: Grid) -> list[Header]:
    """Find the header blocks of a sheet from the top down.

    The first is the first row of different short texts that is about as wide as what lies under it. A further one
    stands after a blank row or a title, and has numbers under its texts.
    """
    headers: list[Header] = []
    covered = _covered(grid)
    for row in range(len(grid.rows) - 1):
        if headers and row <= headers[-1].last:
            continue
        if (headers and not _after_break(grid, row)) or not _is_header_row(grid, row):
            continue
        header = _block(grid, row)
        below = next((r for r in range(header.last + 1, len(grid.rows)) if grid.filled(r)), None)
        if below is None:
            continue
        if not headers and _begins_below(grid, header, below):
            continue
        wide = len(header.columns) * 2 >= max(len(covered[r]) for r in _until_blank(grid, below))
        numbers = any(_is_number(grid, below, column.column) for column in header.columns)
        if wide and (numbers or not headers):
            headers.append(header)
            check_headers(len(headers))
    return headers


def _covered(grid: Grid) -> list[set[int]]:
    """Give for each row the columns that hold something or are merged with a cell that does."""
    covered = [set(grid.filled(row)) for row in range(len(grid.rows))]
    for (top, left), (bottom, right) in grid.merges:
        if left in covered[top]:
            for row in range(top, bottom + 1):
                covered[row].update(range(left, right + 1))
    return covered


def _until_blank(grid: Grid, row: int) -> Iterator[int]:
    end = min(len(grid.rows), row + _LOOKED_AT)
    while row < end and grid.filled(row):
        yield row
        row += 1


def _is_header_row(grid: Grid, row: int) -> bool:
    """Tell whether a row may be the first of a header: two or more short texts, all different; years may be numbers."""
    cells = [grid.cell(row, column) for column in grid.filled(row)]
    texts = [fold(cell) for cell in cells if isinstance(cell, str)]
    if len(cells) < 2 or not texts or len(set(texts)) < len(texts):
        return False
    years = [cell for cell in cells if not isinstance(cell, str)]
    if any(isinstance(year, bool) or not isinstance(year, int | float) or year not in _YEARS for year in years):
        return False
    return all(not _is_entry(text) and len(text) <= _LONGEST and read_amount(text) is None for text in texts)


def _begins_below(grid: Grid, header: Header, row: int) -> bool:
    """Tell whether a row of texts is a title in several cells: the next one is a header of more columns."""
    return len(grid.filled(row)) > len(header.columns) and _is_header_row(grid, row)


def _is_entry(text: str) -> bool:
    """Tell whether a text with a colon says something of the sheet; 其中：中央 and 金额：万元 are names of columns."""
    label, colon, rest = text.partition(":")
    return bool(colon) and label != words().rows.breakdown and read_unit(rest) is None


def _after_break(grid: Grid, row: int) -> bool:
    """Tell whether a row stands under a blank row or a title, and not in the middle of a table."""
    return len(grid.filled(row - 1)) <= 1


def _block(grid: Grid, first: int) -> Header:
    """Take the rows under the first that go on with the header: texts under captions, then column numbers."""
    last = first
    for start, end in grid.merged_over(first):
        if start[0] == first and grid.cell(*start) != "" and end[0] - first < MOST_ROWS:
            last = max(last, min(end[0], len(grid.rows) - 2))
    while last + 2 < len(grid.rows) and last - first < MOST_ROWS - 1 and _goes_on(grid, first, last + 1):
        last += 1
    columns = header_columns(grid, first, last)
    while last + 1 < len(grid.rows) and is_number_row(grid, last + 1):
        last += 1
    return Header(first, last, columns)


def _goes_on(grid: Grid, first: int, row: int) -> bool:
    """Tell whether a row holds names of parts only: texts under a wider caption or a blank, none in the first column."""
    filled = grid.filled(row)
    texts = [grid.cell(row, column) for column in filled]
    if not filled or filled[0] == grid.filled(first)[0] or is_number_row(grid, row):
        return False
    if not all(isinstance(text, str) and read_amount(text) is None and len(fold(text)) <= _LONGEST for text in texts):
        return False
    return all(grid.cell(row - 1, column) == "" or _has_room(grid, row - 1, column) for column in filled)


def _has_room(grid: Grid, row: int, column: int) -> bool:
    """Tell whether a caption may stand over several columns."""
    return grid.cell(row, column + 1) == ""


def _is_number(grid: Grid, row: int, column: int) -> bool:
    value = grid.cell(row, column)
    return read_amount(value) is not None if isinstance(value, str) else value != ""
