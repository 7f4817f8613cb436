"""What cells say in files that keep numbers and texts, and in files that keep texts only."""

from datetime import date

from zzlib.synthetic.grid import Content, WrittenGrid, stored


def written(content: Content) -> str:
    """Give what a cell says as text, as Excel exports it."""
    value = stored(content)
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    return value.isoformat() if isinstance(value, date) else str(value)


def rows_of(grid: WrittenGrid) -> list[list[Content]]:
    """Give all cells row by row, as wide as the widest row; of a merged range all but the first are `None`."""
    width = max((column for _, column in grid.cells), default=-1) + 1
    return [[grid.value((row, column)) for column in range(width)] for row in range(grid.height)]


def spans(grid: WrittenGrid) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """Give for each merged range, by its first cell, how many rows and columns it has, and all the cells it covers."""
    sizes, covered = {}, set()
    for top, left, bottom, right in grid.merges:
        sizes[top, left] = (bottom - top + 1, right - left + 1)
        covered |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)} - {(top, left)}
    return sizes, covered
