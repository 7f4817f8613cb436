"""A sheet that holds several tables side by side, or several forms of a project: parted, each with the addresses it had."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from zzlib.returns.cells.text import Cell, fold
from zzlib.returns.containers.bounds import MAX_CARD
from zzlib.returns.containers.grid import Grid
from zzlib.returns.form import fields
from zzlib.returns.layout.header import Header, HeaderColumn, find_headers
from zzlib.returns.layout.labels import AMOUNTS, field_hint

_FEWEST_REPEATED = 2
_FEWEST_FIELDS = 3
_NEEDED = {"project_name", "received"}


@dataclass(frozen=True)
class SplitPart:
    """A part of a sheet with the header blocks of its tables."""

    grid: Grid
    headers: tuple[Header, ...]


def side_by_side(grid: Grid, headers: Sequence[Header]) -> list[SplitPart]:
    """Give the tables that stand beside each other; the sheet itself where there is one.

    A header that begins again (序号 项目名称 到位资金 | 序号 项目名称 到位资金) is one of a further table, as is one that
    begins lower, beside rows of the first.
    """
    header = headers[0]
    if parts := _lower_beside(grid, headers):
        return parts
    labels = {column.column: fold(column.path[-1]) for column in header.columns}
    meant = {column: field_hint(label) or label for column, label in labels.items()}
    names = [column for column, means in meant.items() if means == "project_name"]
    starts = [0]
    for before, name in pairwise(names):
        first = next(meant[column] for column in sorted(meant) if column >= starts[-1])
        begins = [column for column in meant if before < column <= name and meant[column] == first]
        gap = [column for column in range(before + 1, name) if column not in meant]
        starts.append(begins[-1] if begins else gap[-1] + 1 if gap else name)
    ends = [*starts[1:], max(map(len, grid.rows))]
    groups = [{meant[c] for c in meant if begin <= c < end} for begin, end in zip(starts, ends, strict=True)]
    repeated = all(len(group & groups[0]) >= _FEWEST_REPEATED and any(map(_is_amount, group)) for group in groups)
    if len(names) < _FEWEST_REPEATED or not repeated:
        return [SplitPart(grid, tuple(headers))]
    return [_beside(grid, header, begin, end) for begin, end in zip(starts, ends, strict=True)]


def _is_amount(meant: str) -> bool:
    return meant in fields() and fields()[meant].type in AMOUNTS


def _beside(grid: Grid, header: Header, begin: int, end: int) -> SplitPart:
    """Give one of several tables with its own columns of the header that they have in common."""
    part = _columns(grid, header.first, begin, end)
    own = replace(header, columns=tuple(column for column in header.columns if begin <= column.column < end))
    return SplitPart(part, (own, *(below for below in find_headers(part) if below.first > header.last)))


def _lower_beside(grid: Grid, headers: Sequence[Header]) -> list[SplitPart]:
    """Part a sheet whose second header stands to the right of the first one's columns, beside its rows."""
    for lower in headers[1:]:
        first, name = (next((c for c in h.columns if _is_name(c)), None) for h in (headers[0], lower))
        if first is None or name is None or grid.cell(name.row, first.column) in ("", grid.cell(name.row, name.column)):
            continue
        begin = name.column
        while begin > 0 and field_hint(str(grid.cell(name.row, begin - 1))):
            begin -= 1
        if begin > max(column.column for column in headers[0].columns):
            spans = ((0, begin), (begin, max(map(len, grid.rows))))
            parts = [_strip(grid, headers[0].first, *span) for span in spans]
            return [SplitPart(part, tuple(find_headers(part))) for part in parts]
    return []


def _is_name(column: HeaderColumn) -> bool:
    return field_hint(column.path[-1]) == "project_name"


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
    """Give the forms of a project that stand beside and under each other in a sheet; the sheet itself where there is one or none."""
    if len(grid.rows) > MAX_CARD:
        return [grid]
    return [part for strip in _strips(grid) for part in _stacked(strip)]


def _strips(grid: Grid) -> list[Grid]:
    """Give the columns of forms that stand beside each other, each with what stands above them all.

    Each must name a project and say what money came; else they are one form with two names.
    """
    names = {(row, column) for row in range(len(grid.rows)) for column in _names_in(grid, row)}
    columns = sorted({column for _, column in names})
    if len(columns) < _FEWEST_REPEATED:
        return [grid]
    lead = _columns_before(grid, names)
    starts = [column - lead for column in columns]
    spans = list(zip(starts, [*starts[1:], max(map(len, grid.rows))], strict=True))
    if starts[0] < 0 or any(end - begin < _FEWEST_REPEATED for begin, end in spans):
        return [grid]
    top = min(row for row, _ in names)
    while top > 0 and len(hints := _hints(grid, top - 1)) > len(set(hints)):
        top -= 1
    strips = [_strip(grid, top, begin, end) for begin, end in spans]
    said = [{hint for row in range(top, len(grid.rows)) for hint in _hints(strip, row)} for strip in strips]
    return strips if all(len(hints) >= _FEWEST_FIELDS and hints >= _NEEDED for hints in said) else [grid]


def _columns_before(grid: Grid, names: Iterable[tuple[int, int]]) -> int:
    """Give how many columns of labels and values each form has before the label of its project's name."""
    lead = 0
    while True:
        texts = {fold(str(grid.cell(row, column - lead - 2))) if column - lead > 1 else "" for row, column in names}
        if len(texts) != 1 or not field_hint(texts.pop()):
            return lead
        lead += 2


def _strip(grid: Grid, top: int, begin: int, end: int) -> Grid:
    """Give a sheet with some of its columns from a row on, and with all that stands above."""
    rows = [
        row if number < top else [cell if begin <= column < end else "" for column, cell in enumerate(row)]
        for number, row in enumerate(grid.rows)
    ]
    merges = tuple(m for m in grid.merges if m[1][0] < top or begin <= m[0][1] < end)
    faults = {place: fault for place, fault in grid.faults.items() if place[0] < top or begin <= place[1] < end}
    return replace(grid, rows=rows, merges=merges, faults=faults)


def _hints(grid: Grid, row: int) -> list[str]:
    texts = (grid.cell(row, column) for column in grid.filled(row))
    return [hint for text in texts if isinstance(text, str) and (hint := field_hint(text))]


def _stacked(grid: Grid) -> list[Grid]:
    """Give the forms of a project that stand under each other."""
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
    return bool(_names_in(grid, row))


def _names_in(grid: Grid, row: int) -> list[int]:
    """Give the columns of a row that say 项目名称 with a name beside it that is no label itself."""
    filled = grid.filled(row)
    hints = [field_hint(v) if isinstance(v := grid.cell(row, column), str) else None for column in filled]
    pairs = zip(filled, pairwise(hints), strict=False)
    return [column for column, (hint, beside) in pairs if hint == "project_name" and beside is None]


def _fields(grid: Grid, begin: int, end: int) -> int:
    return len({hint for row in range(begin, end) for hint in _hints(grid, row)})


def _rows(grid: Grid, top: int, begin: int, end: int) -> Grid:
    """Give a sheet with some of its rows, and with what stands above the first form."""
    rows = [row if number < top or begin <= number < end else [] for number, row in enumerate(grid.rows)]
    merges = tuple(m for m in grid.merges if m[1][0] < top or begin <= m[0][0] < end)
    faults = {place: fault for place, fault in grid.faults.items() if begin <= place[0] < end}
    return replace(grid, rows=rows, merges=merges, faults=faults)
