"""Tables of another month in a sheet: last month's below this month's, under a title of its own. They are kept out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zzlib.returns.cells.amounts import read_amount
from zzlib.returns.cells.dates import read_period
from zzlib.returns.cells.row_words import patterns
from zzlib.returns.cells.text import fold, plain_text, row_and_column
from zzlib.returns.cells.units import unit_line
from zzlib.returns.cells.words import words
from zzlib.returns.containers.grid import Grid
from zzlib.returns.layout.header import Header
from zzlib.returns.rows.filing import Around, period_alone, read_block, starts_with_label

_MOST_LEADING = 6
"""Rows above a header in which it may be said whose and for which month its table is."""
_MOST_ENTRIES = 4
"""Filled cells of such a row that says a month."""


@dataclass(frozen=True)
class Apart:
    """What of a sheet is another month's: the rows of each such table, and its month (`2013-04`)."""

    rows: range
    month: str


@dataclass(frozen=True)
class Parted:
    """The headers that count, what stands around the first of them and in which rows, the month kept, and what is kept out."""

    headers: list[Header]
    around: Around
    top: range
    month: str
    apart: tuple[Apart, ...] = ()


def part_months(grid: Grid, headers: Sequence[Header], around: Around, month: str) -> Parted:
    """Keep the tables of one month: of `month` if one is, else of the latest; a header without a month goes on with the one above.

    A title in the middle of a table that names another month begins a table of that month.
    """
    leads = [_lead(grid, headers, number) for number in range(len(headers))]
    blocks = [around, *(read_block(grid, lead, around.year) for lead in leads[1:])]
    leads = [_from_title(lead, block) for lead, block in zip(leads, blocks, strict=True)]
    months: list[str] = []
    for block in blocks:
        months.append(_stated(block) or (months[-1] if months else month))
    known = set(filter(None, months))
    kept = month if month in known else max(known, default="")
    ends = [*(lead.start for lead in leads[1:]), len(grid.rows)]
    apart = [
        Apart(_filled(grid, range(0 if number == 0 else leads[number].start, end)), own)
        for number, (own, end) in enumerate(zip(months, ends, strict=True))
        if own and own != kept
    ]
    counted = [number for number, own in enumerate(months) if not own or own == kept]
    for number in counted:
        apart += _titled(grid, range(headers[number].last + 1, ends[number]), kept, around.year)
    first = counted[0]
    said = blocks[first] if first == 0 else blocks[first].or_else(replace(around, period=None, title_period=None))
    top = range(leads[first].start if first else 0, headers[first].first)
    return Parted([headers[number] for number in counted], said, top, kept, tuple(apart))


def _stated(block: Around) -> str:
    stated = block.period or block.title_period
    return stated.text if stated and len(stated.text) == 7 else ""


def _lead(grid: Grid, headers: Sequence[Header], number: int) -> range:
    """Give the rows right above a header that belong to it: its title, filing block and unit of money."""
    end = headers[number].first
    least = headers[number - 1].last + 1 if number else 0
    start = end
    while start > max(least, end - _MOST_LEADING) and _leads(grid, start - 1):
        start -= 1
    return range(start, end)


def _from_title(lead: range, block: Around) -> range:
    """Let the rows above a header begin with what says its month: a footer of the table above is that one's."""
    said = [row_and_column(stated.cell)[0] for stated in (block.title, block.period, block.title_period) if stated]
    own = [row for row in said if row in lead]
    return range(min(own), lead.stop) if own else lead


def _leads(grid: Grid, row: int) -> bool:
    cells = [grid.cell(row, column) for column in grid.filled(row)]
    if not all(isinstance(cell, str) for cell in cells):
        return False
    texts = [str(cell) for cell in cells]
    dated = len(texts) <= _MOST_ENTRIES and any(read_period(t, 2000) for t in texts)  # a project's row has dates, too
    return len(texts) <= 1 or dated or any(starts_with_label(t) or unit_line(t) for t in texts)


def _titled(grid: Grid, rows: range, kept: str, year: int | None) -> Iterator[Apart]:
    """Find the rows under a title in the middle of a table that speaks of another month than the one that counts."""
    start, month = 0, ""
    for row in rows:
        own = _month_of_title(grid, row, year) if kept else ""
        again = own and (_is_titled(grid, row) or _repeats(grid, rows, row))
        if not own or not again:
            continue
        if month and month != kept:
            yield Apart(_filled(grid, range(start, row)), month)
        start, month = row, own
    if month and month != kept and _has_amounts(grid, range(start + 1, rows.stop)):
        yield Apart(_filled(grid, range(start, rows.stop)), month)


def _month_of_title(grid: Grid, row: int, year: int | None) -> str:
    """Give the month of a text alone in its row that is a title, or nothing but a month; `""` of any other row."""
    filled = grid.filled(row)
    text = plain_text(grid.cell(row, filled[0])) if len(filled) == 1 else ""
    if not text or starts_with_label(text) or patterns()["note"].match(fold(text)) or fold(text).endswith("。"):
        return ""
    alone = period_alone(grid, row, filled[0], text, year)
    period = alone.text if alone else read_period(text, year) if _is_titled(grid, row) else None
    return period if period and len(period) == 7 else ""


def _is_titled(grid: Grid, row: int) -> bool:
    text = fold(plain_text(grid.cell(row, grid.filled(row)[0])))
    return words().filing.table_title.search(text) is not None


def _repeats(grid: Grid, rows: range, row: int) -> bool:
    """Tell whether the rows under a month alone name again what stands above it: 4月 over projects of the year does not."""
    above, below = (_long_texts(grid, part) for part in (range(rows.start, row), range(row + 1, rows.stop)))
    return bool(below & above)


def _long_texts(grid: Grid, rows: range) -> set[str]:
    """Give the texts of some length in the rows with an amount: among them the projects' names, no words of the form."""
    cells = ((row, grid.cell(row, column)) for row in rows for column in grid.filled(row))
    return {
        fold(cell)
        for row, cell in cells
        if isinstance(cell, str) and len(cell) >= _NAME and _has_amounts(grid, range(row, row + 1))
    }


_NAME = 6
"""Letters from which a text is taken for a name."""


def _filled(grid: Grid, rows: range) -> range:
    """Give rows without the blank ones at their end."""
    last = next((row for row in reversed(rows) if grid.filled(row)), rows.start)
    return range(rows.start, last + 1)


def _has_amounts(grid: Grid, rows: range) -> bool:
    return any(read_amount(grid.cell(row, column)) for row in rows for column in grid.filled(row))
