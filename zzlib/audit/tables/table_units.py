"""The unit of a table against the numbers of the text that print its cells: the same digits in a unit ten thousand times as large."""

from collections.abc import Iterator, Sequence

from zzlib.audit.documents.grids import UNIT_LINE, TableGrid
from zzlib.audit.judging.claim import NumericClaim, operand, statement
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import MONEY
from zzlib.audit.reading.reading import Mention, Reading
from zzlib.audit.tables.told_cells import ToldCell, plain_digits, power

_LEAST = 2  # digits; numbers that a message shows
_WAN = Fraction(10**4)
_APART = (_WAN, _WAN**2, 1 / _WAN, 1 / _WAN**2)
_UNITS = {Fraction(10**8): "亿元", Fraction(10**4): "万元", Fraction(1): "元"}


def table_unit_claims(told: Sequence[tuple[Mention, ToldCell]], reading: Reading) -> Iterator[NumericClaim]:
    """Judge the units of a text and of its tables, of which `told` gives the numbers that print cells: that of a table where all of them say another, else those few."""
    for grid in reading.grids:
        found = [(m, cell) for m, cell in told if cell.place[:1] == (grid.place,) and m.dimension == MONEY]
        scales = [(m, cell, _scale_of(cell, grid), _scale_told(m, cell)) for m, cell in found]
        known = [(m, cell, stated, meant) for m, cell, stated, meant in scales if stated in _UNITS and meant in _UNITS]
        off = [(m, cell, stated, meant) for m, cell, stated, meant in known if stated / meant in _APART]
        if off and len(off) == len(known) and len({(stated, meant) for *_, stated, meant in off}) == 1:
            units = _UNITS[off[0][2]], _UNITS[off[0][3]]
            yield _of_table(grid, units, [m for m, *_ in off])
        elif len(off) * 2 <= len(known):
            for mention, cell, stated, _ in off:
                right = f"{mention.quantity.number}{_UNITS[stated]}"
                message = f"文中写 {mention.quantity.text}，{cell.where}是 {cell.quantity.text}，表的单位是 {_UNITS[stated]}，两处单位不同"
                yield statement("consistency", mention, Verdict.WRONG, message, recomputed=right, named=True, firm=True)


def _scale_of(cell: ToldCell, grid: TableGrid) -> Fraction:
    """Give the size of the unit of money of a cell; 0 where none is told."""
    column = grid.columns.get(cell.place[2])
    shown = column.cells.get(cell.place[1]) if column is not None else None
    return shown.quantity.scale if shown is not None and shown.quantity.dimension == MONEY else Fraction(0)


def _scale_told(mention: Mention, cell: ToldCell) -> Fraction:
    """Give the size of the unit that a cell is in by the number of the text that prints it; 0 where it has too few digits to tell."""
    scale = mention.quantity.scale * Fraction(10) ** power(mention, cell)
    long = len(plain_digits(mention.quantity.number)) >= _LEAST
    return scale if long else Fraction(0)


def _of_table(grid: TableGrid, units: tuple[str, str], told: Sequence[Mention]) -> NumericClaim:
    lines = ((r, c) for r, row in enumerate(grid.rows) for c, text in enumerate(row) if UNIT_LINE.search(text))
    cell = next(lines, None)
    shown = "、".join(m.quantity.text for m in told[:_LEAST]) + f" 等 {len(told)} 个数" * (len(told) > _LEAST)
    return NumericClaim(
        sentence=grid.rows[cell[0]][cell[1]] if cell else grid.caption,
        kind="consistency",
        subject="单位",
        operands=tuple(operand(m.quantity) for m in told),
        stated=units[0],
        recomputed=units[1],
        verdict=Verdict.WRONG,
        message=f"表的单位写作 {units[0]}，正文的 {shown}与表里的数要写作 {units[1]} 才相同；请核是哪一处单位写错",
        place=grid.place if cell else grid.place - 1,
        cell=cell,
    )
