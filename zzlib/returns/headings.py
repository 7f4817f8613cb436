"""Headings that a person decided: which field of the form a column is, or several columns that together are it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from zzlib.returns.amounts import is_blank, read_amount
from zzlib.returns.grid import Grid
from zzlib.returns.header import Header, HeaderColumn
from zzlib.returns.labels import split_title
from zzlib.returns.text import Cell, plain_text

AND = "+"
"""Stands between the headings of columns whose sum is a field."""


@lru_cache(maxsize=4096)
def heading_key(heading: str) -> str:
    """Give a heading as it is compared: every text of its path without unit, blanks and line breaks; sums in any order."""
    return AND.join(sorted("/".join(map(_text_key, one.split("/"))) for one in heading.split(AND)))


def _text_key(text: str) -> str:
    title = split_title(text)
    return title.main + "".join(f"({qualifier})" for qualifier in title.qualifiers)


@dataclass(frozen=True)
class Headings:
    """What was decided: the field of each heading, or of several joined by `+`, by key; `""` where it is none."""

    fields: dict[str, str] = field(default_factory=dict)

    def field_of(self, heading: str) -> str | None:
        """Give the field that a heading was decided to be, `None` if nothing was."""
        return self.fields.get(heading_key(heading)) if self.fields else None

    @property
    def sums(self) -> list[frozenset[str]]:
        """The headings that are to be added up, by key, those of the most columns first."""
        return sorted(
            (frozenset(key.split(AND)) for key in self.fields if AND in key), key=lambda s: (-len(s), sorted(s))
        )


def with_sums(grid: Grid, headers: Sequence[Header], headings: Headings) -> tuple[Grid, list[Header]]:
    """Put the sums of columns that were decided to be one field into the first of them, under all their headings.

    What stands in one of them and is no amount is kept beside the others (`30+待定`): it can't be read.
    """
    headers = list(headers)
    for number, header in enumerate(headers):
        end = headers[number + 1].first if number + 1 < len(headers) else len(grid.rows)
        for keys in headings.sums:
            parts = [c for c in header.columns if heading_key(c.header) in keys]
            if len(parts) != len(keys):
                continue
            grid = _summed(grid, range(header.last + 1, end), [part.column for part in parts])
            whole = HeaderColumn(parts[0].column, (AND.join(part.header for part in parts),), parts[0].row)
            columns = tuple(whole if column is parts[0] else column for column in header.columns)
            headers[number] = header = replace(header, columns=columns)
    return grid, headers


def _summed(grid: Grid, numbers: Iterable[int], columns: list[int]) -> Grid:
    rows, faults, sights, summed = list(grid.rows), dict(grid.faults), dict(grid.sights), dict(grid.summed)
    for number in numbers:
        cells = [grid.cell(number, column) for column in columns]
        broken = [fault for column in columns if (fault := faults.get((number, column)))]
        if broken:
            faults[number, columns[0]] = broken[0]
        seen = [sight for column in columns if (sight := sights.get((number, column)))]
        if seen:  # what a person sees otherwise in a part is so in the sum
            sights[number, columns[0]] = seen[0]
        if all(cell == "" for cell in cells) and not broken:
            continue
        stated = ((column, cell) for column, cell in zip(columns, cells, strict=True) if cell != "")
        summed[number, columns[0]] = tuple(((number, column), plain_text(cell)) for column, cell in stated)
        row = [*rows[number], *[""] * (columns[0] + 1 - len(rows[number]))]
        row[columns[0]] = _sum([cell for cell in cells if cell != ""])
        rows[number] = row
    return replace(grid, rows=rows, faults=faults, sights=sights, summed=summed)


def _sum(cells: list[Cell]) -> Cell:
    amounts = [read_amount(cell) for cell in cells if not is_blank(cell)]
    known = [amount for amount in amounts if amount]
    units = {amount.unit for amount in known}
    if len(known) < len(amounts) or len(units) > 1 or any(amount.hedged for amount in known):
        return AND.join(map(plain_text, cells))
    return f"{sum(amount.value for amount in known):f}{units.pop() or ''}" if known else cells[0]
