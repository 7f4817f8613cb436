"""Two tables of a document that tell a figure of the same row under the same head, of the same time, otherwise."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, product

from zzlib.audit.documents.grids import TableCell, TableColumn, TableGrid, is_total_label
from zzlib.audit.documents.places import CHART, is_heading, row_within
from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.judging.relations import FigureRelation, bare_number, tied_cell
from zzlib.audit.numbers.arithmetic import SAME, Verdict, told_alike
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import written
from zzlib.audit.reading.facts import pattern
from zzlib.audit.reading.reading import Reading
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.spans import phrases
from zzlib.audit.tables.tables import cell_claim

_REMARKS = re.compile("备注|说明|原因|情况|问题|时限|措施|责任")
_NOTE = re.compile("[（(][^（）()]*[)）]|\\s")
_TIMES = ("month", "prior", "year_before", "planned", "target")
_ABOVE = 2
_SURE = 2  # other rows that two tables tell alike: they tell the same figure


@dataclass(frozen=True)
class _Table:
    """A table: its rows by what they are of, its columns by their heads, and of what time its title says it is."""

    grid: TableGrid
    rows: dict[str, int]
    columns: dict[str, TableColumn]
    items: dict[str, dict[int, str]]
    """What its rows say beside their names under heads that aren't of remarks: 项目 of each."""
    times: frozenset[object]
    is_chart: bool


def twin_cell_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge each cell by that of an earlier table with the same head and row, where the other rows show that both tell one figure: one row that differs of three is wrong, of two is asked about."""
    tables = list(_tables(register.reading))
    for (one, other), stand in ((pair, register.reading.stand) for pair in combinations(tables, 2)):
        if one.times and other.times and one.times != other.times:
            continue
        for head, columns in _columns_alike(one, other):
            pairs = list(_pairs(one, other, columns))
            off = [pair for pair in pairs if not _alike(*pair)]
            agree = [first for first, second in pairs if _alike(first, second) and first.quantity.digits > 1]
            if len(off) == 1 and agree:
                verdict = Verdict.WRONG if len(agree) >= _SURE else Verdict.DOUBTFUL
                yield _claim((one, other), head, off[0], verdict, stand)


def _tables(reading: Reading) -> Iterator[_Table]:
    for grid in reading.grids:
        above = [b.text for b in reading.blocks[max(0, grid.place - _ABOVE) : grid.place] if b.text and is_heading(b)]
        over = [cell for row in grid.rows[: min(grid.labels)] for cell in {*row} if sum(map(bool, row)) == 1]
        title = "，".join([grid.caption, *above, *over])
        spans = {(span.year, span.first, span.last) for _, _, span in phrases(title) if span.first}
        times = frozenset([*{last for _, _, last in spans}, *regex(r"20\d\d").findall(title)])
        times |= {which for which in _TIMES if pattern(which).search(title)}
        heads = [_NOTE.sub("", column.heading) for column in grid.columns.values()]
        columns = {h: c for h, c in zip(heads, grid.columns.values(), strict=True) if h and heads.count(h) == 1}
        names = {row: _NOTE.sub("", label) for row, label in grid.labels.items()}
        rows = {name: row for row, name in names.items() if name and [*names.values()].count(name) == 1}
        yield _Table(grid, rows, columns, _items(grid), times, grid.caption.startswith(CHART))


def _items(grid: TableGrid) -> dict[str, dict[int, str]]:
    columns = {n: column.heading for n, column in grid.columns.items() if not column.cells}
    return {
        head: {row: grid.rows[row][n] for row in grid.labels if grid.rows[row][n]}
        for n, head in columns.items()
        if head and not _REMARKS.search(head)
    }


def _columns_alike(one: _Table, other: _Table) -> Iterator[tuple[str, tuple[TableColumn, TableColumn]]]:
    """Give the columns of one head; of a chart and a table without such, whose numbers the rows tell to be of one thing, all."""
    heads = one.columns.keys() & other.columns.keys()
    yield from ((head, (one.columns[head], other.columns[head])) for head in sorted(heads))
    if not heads and one.is_chart != other.is_chart:
        for (head, first), (name, second) in product(one.columns.items(), other.columns.items()):
            agree = sum(_alike(*pair) for pair in _pairs(one, other, (first, second)))
            if agree > _SURE:
                yield head if other.is_chart else name, (first, second)


def _pairs(
    one: _Table, other: _Table, columns: tuple[TableColumn, TableColumn]
) -> Iterator[tuple[TableCell, TableCell]]:
    """Give the cells of rows of one name, totals where both tables have the same rows."""
    first, second = (column.cells for column in columns)
    for name in one.rows.keys() & other.rows.keys():
        whole = not regex("[合总小]计|其中|其他|其它").search(name) and not is_total_label(name)
        here, there = first.get(one.rows[name]), second.get(other.rows[name])
        if (
            here
            and there
            and not _are_of_other_items(one, other, name)
            and (whole or one.rows.keys() == other.rows.keys())
            and (here.quantity.dimension == there.quantity.dimension or one.is_chart or other.is_chart)
        ):
            yield here, there


def _are_of_other_items(one: _Table, other: _Table, name: str) -> bool:
    """Say whether two rows of one name tell different things beside it: 民政局 敬老院项目, 民政局 物资库项目."""
    told = (
        [table.items[head].get(table.rows[name]) for table in (one, other)]
        for head in one.items.keys() & other.items.keys()
    )
    return any(here and there and here != there for here, there in told)


def _alike(one: TableCell, other: TableCell) -> bool:
    numbers = [cell.quantity for cell in (one, other)]
    if numbers[0].dimension != numbers[1].dimension:  # a chart tells no unit
        numbers = [bare_number(quantity) for quantity in numbers]
    return told_alike(*(quantity.printed for quantity in numbers)) != Verdict.WRONG


def _claim(
    tables: tuple[_Table, _Table], head: str, cells: tuple[TableCell, TableCell], verdict: Verdict, stand: list[str]
) -> NumericClaim:
    (one, other), (first, second) = tables, cells
    where = row_within(stand[one.grid.place], first.row)
    right = written(first.quantity.value, second.quantity)
    claim = cell_claim(other.grid, second, "consistency", [first.quantity], right, verdict, head)
    message = f"表中{other.grid.labels[second.row]}“{head}”写 {second.quantity.text}，{where}写的是 {first.quantity.text}，别的行两处相同；"
    message += "两处有一处写错" if verdict == Verdict.WRONG else "请核是不是同一个数"
    if first.quantity.scale != second.quantity.scale:
        return replace(claim, message=message)
    tied = [tied_cell((t.grid.place, c.row, c.column), c.quantity) for t, c in zip(tables, cells, strict=True)]
    return replace(claim, message=message, relation=FigureRelation(SAME, tied[1], (tied[0],), again=True))
