"""A sheet that holds several tables side by side, or several forms of a project: parted, each with the addresses it had."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from zzlib.returns.bounds import MAX_CARD
from zzlib.returns.grid import Grid
from zzlib.returns.header import Header
from zzlib.returns.labels import field_hint
from zzlib.returns.text import Cell, fold

_FEWEST_REPEATED = 2
_FEWEST_FIELDS = 3


def side_by_side(grid: Grid, header: Header) -> list[Grid]:
    """Give the tables that stand beside each other under one header block; the sheet itself where there is one.

    A header that begins again (序号 项目名称 到位资金 | 序号 项目名称 到位资金) is one of a further table.
    """
    labels = {column.column: fold(column.path[-1]) for column in header.columns}
    names = [column for column, label in labels.items() if field_hint(label) == "project_name"]
    if len(names) < _FEWEST_REPEATED:
        return [grid]
    starts = [0]
    for before, name in pairwise(names):
        first = next(labels[column] for column in sorted(labels) if column >= starts[-1])
        begins = [column for column in labels if before < column <= name and labels[column] == first]
        gap = [column for column in range(before + 1, name) if column not in labels]
        starts.append(begins[-1] if begins else gap[-1] + 1 if gap else name)
    ends = [*starts[1:], max(map(len, grid.rows))]
    groups = [{labels[c] for c in labels if begin <= c < end} for begin, end in zip(starts, ends, strict=True)]
    if any(len(group & groups[0]) < _FEWEST_REPEATED for group in groups):
        return [grid]
    return [_columns(grid, header.first, begin, end) for begin, end in zip(starts, ends, strict=True)]


def _columns(grid: Grid, below: int, begin: int, end: int) -> Grid:
    """Give a sheet with what stands in some columns; above the header also what stands over none of them."""

    def part(number: int, row: list[Cell]) -> list[Cell]:
        own = [cell if begin <= column < end else "" for column, cell in enumerate(row)]
        return row if number < below and not any(cell != "" for cell in own) else own

    rows = [part(number, row) for number, row in enumerate(grid.rows)]
    merges = tuple(m for m in grid.merges if m[0][0] < below or begin <= m[0][1] < end)
    faults = {place: fault for place, fault in grid.faults.items() if begin <= place[1] < end}
    hidden = {number: part(below, row) for number, row in grid.hidden_rows.items()}
    return replace(grid, rows=rows, merges=merges, faults=faults, hidden_rows=hidden)


def blocks(grid: Grid) -> list[Grid]:
    """Give the forms of a project that stand under each other in a sheet; the sheet itself where there is one or none."""
    if len(grid.rows) > MAX_CARD:
        return [grid]
    names = [row for row in range(len(grid.rows)) if _labels_a_project(grid, row)]
    if len(names) < _FEWEST_REPEATED or any(_fields(grid, *pair) < _FEWEST_FIELDS for pair in _spans(grid, names)):
        return [grid]
    lead = _lead(grid, names)
    starts = [row - lead for row in names]
    return [_rows(grid, starts[0], begin, end) for begin, end in _spans(grid, starts)]


def _spans(grid: Grid, starts: Sequence[int]) -> list[tuple[int, int]]:
    return list(zip(starts, [*starts[1:], len(grid.rows)], strict=True))


def _lead(grid: Grid, names: Sequence[int]) -> int:
    """Give how many rows of labels each form has above the one that names its project."""
    lead = 0
    while names[0] > lead and names[0] - lead - 1 >= 0:
        texts = {fold(str(grid.cell(row - lead - 1, grid.filled(row)[0]))) for row in names}
        if len(texts) > 1 or not field_hint(texts.pop()):
            break
        lead += 1
    return lead


def _labels_a_project(grid: Grid, row: int) -> bool:
    """Tell whether a row says 项目名称 with a name beside it that is no label itself."""
    filled = grid.filled(row)
    hints = [field_hint(v) if isinstance(v := grid.cell(row, column), str) else None for column in filled]
    at = hints.index("project_name") if "project_name" in hints else len(hints)
    return at + 1 < len(hints) and hints[at + 1] is None


def _fields(grid: Grid, begin: int, end: int) -> int:
    texts = (grid.cell(row, column) for row in range(begin, end) for column in grid.filled(row))
    return len({hint for text in texts if isinstance(text, str) and (hint := field_hint(text))})


def _rows(grid: Grid, top: int, begin: int, end: int) -> Grid:
    """Give a sheet with some of its rows, and with what stands above the first form."""
    rows = [row if number < top or begin <= number < end else [] for number, row in enumerate(grid.rows)]
    merges = tuple(m for m in grid.merges if m[1][0] < top or begin <= m[0][0] < end)
    faults = {place: fault for place, fault in grid.faults.items() if begin <= place[0] < end}
    return replace(grid, rows=rows, merges=merges, faults=faults)
