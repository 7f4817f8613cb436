"""Leave out what a sheet hides: rows and columns that hold something are blanked, and named where nothing else is said."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace

from zzlib.issues import Issue
from zzlib.returns.cells.text import Cell, column_letter, fold, row_and_column
from zzlib.returns.containers.grid import Grid, Merge
from zzlib.returns.form import labels

_SAID = ("row_hidden", "column_hidden")
"""What is said of hidden rows and columns one by one."""

_HIDDEN_ON_PURPOSE = "project_key"
"""The field whose column the program's own forms hide: it is read as if it were shown."""


def shown(grid: Grid, hidden_rows: Collection[int], hidden_columns: Collection[int]) -> Grid:
    """Give a sheet as people see it; a merged text shows in what is visible of its cell."""
    hidden_columns = [column for column in hidden_columns if not _holds_keys(grid, column, hidden_rows)]
    if not hidden_rows and not hidden_columns:
        return grid
    filled = [grid.filled(row) for row in range(len(grid.rows))]
    blanked_rows = {row for row in hidden_rows if row < len(grid.rows) and filled[row]}
    blanked_columns = {c for row, columns in enumerate(filled) if row not in hidden_rows for c in columns}
    blanked_columns &= set(hidden_columns)
    behind = without(grid, (), hidden_columns) if hidden_columns and blanked_rows else grid
    return replace(
        without(grid, hidden_rows, hidden_columns),
        hidden_rows={row: grid.rows[row] for row in blanked_rows},
        behind=behind if blanked_rows else None,
        whole=grid if blanked_columns else None,
        hidden_columns=frozenset(blanked_columns),
    )


def left_out(grid: Grid, issues: Iterable[Issue]) -> str:
    """Name the hidden rows and columns of a sheet that held something and of which no issue speaks; `""` for none."""
    said = [row_and_column(i.cell) for i in issues if i.code in _SAID and i.sheet == grid.name]
    rows = set(grid.hidden_rows) - {row for row, _ in said}
    columns = set(grid.hidden_columns) - {column for _, column in said}
    named = [f"第 {ends} 行" for ends in _ranges(rows, lambda row: str(row + 1))]
    return "、".join([*named, *(f"{ends} 列" for ends in _ranges(columns, column_letter))])


def without(grid: Grid, hidden_rows: Collection[int], hidden_columns: Collection[int]) -> Grid:
    """Give a sheet with rows and columns blanked."""
    rows = [list(row) for row in grid.rows]
    merges = [part for m in grid.merges if (part := _visible_part(rows, m, hidden_rows, hidden_columns))]
    for number, row in enumerate(rows):
        if number in hidden_rows:
            rows[number] = []
        elif hidden_columns:
            rows[number] = ["" if column in hidden_columns else value for column, value in enumerate(row)]
    faults = {p: f for p, f in grid.faults.items() if p[0] not in hidden_rows and p[1] not in hidden_columns}
    return replace(grid, rows=rows, merges=tuple(merges), faults=faults)


def _holds_keys(grid: Grid, column: int, hidden_rows: Collection[int]) -> bool:
    """Tell whether a column is headed as that of the keys in our own forms."""
    texts = (grid.cell(row, column) for row in range(len(grid.rows)) if row not in hidden_rows)
    found = (labels().get(fold(text)) for text in texts if isinstance(text, str) and text)
    return any(label is not None and label.field_id == _HIDDEN_ON_PURPOSE for label in found)


def _visible_part(
    rows: list[list[Cell]], merge: Merge, hidden_rows: Collection[int], hidden_columns: Collection[int]
) -> Merge | None:
    """Give what is visible of a merged cell, its text moved there; `None` if nothing is."""
    (top, left), (bottom, right) = merge
    if top not in hidden_rows and left not in hidden_columns:
        return merge
    row = next((r for r in range(top, min(bottom + 1, len(rows))) if r not in hidden_rows), None)
    column = next((c for c in range(left, right + 1) if c not in hidden_columns), None)
    if row is None or column is None or top >= len(rows) or left >= len(rows[top]) or column >= len(rows[row]):
        return None
    rows[row][column] = rows[top][left]
    return (row, column), (bottom, right)


def _ranges(numbers: Collection[int], name: Callable[[int], str]) -> Iterator[str]:
    """Name runs of neighbouring numbers: 5-7, 9."""
    first: int | None = None
    for number in sorted(numbers):
        first = number if first is None else first
        if number + 1 not in numbers:
            yield name(first) if first == number else f"{name(first)}-{name(number)}"
            first = None
