"""Columns that were decided to be one amount together: their sum stands where the first of them stood."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from zzlib.returns.cells.amounts import is_blank, read_amount
from zzlib.returns.cells.text import Cell, plain_text
from zzlib.returns.containers.grid import Grid
from zzlib.returns.layout.header import Header, HeaderColumn
from zzlib.returns.layout.headings import AND, Headings, heading_key
from zzlib.returns.layout.parts import left_out

Place = tuple[int, int]


def chosen_sums(columns: Sequence[HeaderColumn], headings: Headings) -> list[tuple[HeaderColumn, ...]]:
    """Give the columns whose sum was decided to be a field; a sum that leaves a further part out was not decided for these."""
    found = []
    for keys, field_id in headings.sums:
        parts = tuple(c for c in columns if heading_key(c.header) in keys)
        if len(parts) == len(keys) and not left_out(parts, columns, field_id, headings):
            found.append(parts)
    return found


def as_one(parts: Sequence[HeaderColumn]) -> HeaderColumn:
    """Give the column that stands for several: where the first is, under all their headings."""
    return HeaderColumn(parts[0].column, (AND.join(part.header for part in parts),), parts[0].row)


def with_sums(grid: Grid, headers: Sequence[Header], headings: Headings) -> tuple[Grid, list[Header]]:
    """Put the sums of columns that were decided to be one field into the first of them, under all their headings.

    What stands in one of them and is no amount is kept beside the others (`30+待定`): it can't be read.
    """
    headers = list(headers)
    for number, header in enumerate(headers) if headings.sums else ():
        end = headers[number + 1].first if number + 1 < len(headers) else len(grid.rows)
        for parts in chosen_sums(header.columns, headings):
            rows = range(header.last + 1, end)
            grid = summed(grid, [[(row, part.column) for part in parts] for row in rows])
            columns = tuple(as_one(parts) if column is parts[0] else column for column in header.columns)
            headers[number] = header = replace(header, columns=columns)
    return grid, headers


def summed(grid: Grid, sums: Iterable[Sequence[Place]]) -> Grid:
    """Give a sheet with the sum of some cells in the first of them, for each of `sums`."""
    rows, faults, sights, doubts = list(grid.rows), dict(grid.faults), dict(grid.sights), grid.doubts
    made = dict(grid.summed)
    for places in sums:
        (number, column), cells = places[0], [grid.cell(*place) for place in places]
        broken = [fault for place in places if (fault := faults.get(place))]
        if broken:
            faults[places[0]] = broken[0]
        seen = [sight for place in places if (sight := sights.get(place))]
        if seen:  # what a person sees otherwise in a part is so in the sum
            sights[places[0]] = seen[0]
        doubts = tuple(d.over(places) for d in doubts)
        if all(cell == "" for cell in cells) and not broken:
            continue
        stated = ((place, cell) for place, cell in zip(places, cells, strict=True) if cell != "")
        made[places[0]] = tuple((place, plain_text(cell)) for place, cell in stated)
        rows[number] = _with(rows[number], column, _sum([cell for cell in cells if cell != ""]))
    return replace(grid, rows=rows, faults=faults, sights=sights, doubts=doubts, summed=made)


def with_cell(grid: Grid, place: Place, value: Cell) -> Grid:
    """Give a sheet with another value in a cell."""
    rows = list(grid.rows)
    rows[place[0]] = _with(rows[place[0]], place[1], value)
    return replace(grid, rows=rows)


def _with(row: list[Cell], column: int, value: Cell) -> list[Cell]:
    changed = [*row, *[""] * (column + 1 - len(row))]
    changed[column] = value
    return changed


def _sum(cells: list[Cell]) -> Cell:
    amounts = [read_amount(cell) for cell in cells if not is_blank(cell)]
    known = [amount for amount in amounts if amount]
    units = {amount.unit for amount in known}
    if len(known) < len(amounts) or len(units) > 1 or any(amount.hedged for amount in known):
        return AND.join(map(plain_text, cells))
    if not known:
        return cells[0] if cells else ""
    return f"{sum(amount.value for amount in known):f}{units.pop() or ''}"
