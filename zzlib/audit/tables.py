"""Claims of tables: a rate column against its columns, growth columns, and totals rows, in the table's own arithmetic."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from zzlib.audit.arithmetic import (
    DIFFERENCE,
    HOLDS,
    ClaimFormula,
    Printed,
    Verdict,
    judge,
    total_of,
)
from zzlib.audit.claim import NumericClaim, Operand
from zzlib.audit.grids import TableCell, TableColumn, TableGrid
from zzlib.audit.quantities import PERCENT, Quantity, written
from zzlib.audit.slips import one_slip

_RATE_ROW = re.compile("[%％]|增[幅速长]|占比|比重")  # 增减%: rates of columns don't add up
_ALL_OF = Fraction(100)
_ENOUGH = 40
_NOTHING = ("", "-", "—", "/", "0")
_NOT_ADDED = re.compile(r"进度|均|[单亩]产|每|价|率|占|比|倍|年份|[%％]|增|同期|标准")


def table_claims(grid: TableGrid, place: int) -> Iterator[NumericClaim]:
    """Give the claims of a table's rates, growth, averages and totals."""
    yield from _totals(grid, place)


def pair_of(
    grid: TableGrid, result: TableColumn, formula: ClaimFormula, named: tuple[TableColumn, TableColumn] | None
) -> tuple[TableColumn, TableColumn] | None:
    """Give the two columns that a result column is made of: the only ones for which most rows hold, or that `named` gives."""
    best: tuple[Fraction, tuple[TableColumn, TableColumn] | None] | None = None
    rows = [row for row, cell in result.cells.items() if cell.quantity.value][:_ENOUGH]  # nought is nought of anything
    for one in grid.columns.values():
        for other in grid.columns.values():
            if one is other or result in (one, other):
                continue
            held = [_held(result, row, one, other, formula) for row in rows]
            tried = [verdict in HOLDS for verdict in held if verdict != Verdict.UNVERIFIABLE]
            exact = sum(verdict == Verdict.OK for verdict in held)  # of small numbers nearly any share is reachable
            if not _convincing(tried, named=named == (one, other)) or (named != (one, other) and exact < 2):
                continue
            share = Fraction(sum(tried), len(tried))
            if best is None or share > best[0]:
                best = share, (one, other)
            elif share == best[0] < 1 and named != best[1]:
                best = share, named if named == (one, other) else None  # of two pairs that hold as often, either may be
    return best[1] if best else None


def _convincing(held: Sequence[bool], *, named: bool) -> bool:
    """Say whether rows show how a column is made: half of them where the headings name it, else two of three."""
    if named:
        return len(held) > 1 and 2 * sum(held) >= len(held)
    return sum(held) > 1 and 3 * sum(held) >= 2 * len(held)


def _held(result: TableColumn, row: int, one: TableColumn, other: TableColumn, formula: ClaimFormula) -> Verdict:
    if row not in one.cells or row not in other.cells:
        return Verdict.UNVERIFIABLE
    return judge(formula, _operands(one, other, row), _result(result, row).printed)[0]


def _operands(one: TableColumn, other: TableColumn, row: int) -> list[Printed]:
    return [one.cells[row].quantity.printed, other.cells[row].quantity.printed]


def _result(column: TableColumn, row: int) -> Quantity:
    return column.cells[row].quantity


def column_claims(
    grid: TableGrid,
    place: int,
    result: TableColumn,
    pair: tuple[TableColumn, TableColumn],
    formula: ClaimFormula,
    kind: str,
) -> Iterator[NumericClaim]:
    """Judge each cell of a result column by the two columns that it is made of."""
    for row, cell in result.cells.items():
        one, other = pair
        told_in_rates = kind in ("sum", "difference") and _RATE_ROW.search(grid.labels[row])
        if row not in one.cells or row not in other.cells or told_in_rates:
            continue
        verdict, exact = judge(formula, _operands(one, other, row), cell.quantity.printed)
        if verdict == Verdict.UNVERIFIABLE or exact is None:
            continue
        used = [one.cells[row].quantity, other.cells[row].quantity]
        yield cell_claim(grid, place, cell, kind, used, written(exact, cell.quantity), verdict, result.heading)


def _totals(grid: TableGrid, place: int) -> Iterator[NumericClaim]:
    """Judge the totals row, column by column.

    A total is wrong only where another column shows that the rows are all the parts, or where it is off by little.
    """
    if grid.total is None or not grid.plain:
        return
    found = [judged for column in grid.columns.values() if (judged := _total(grid, place, column)) is not None]
    closes = any(claim.verdict in HOLDS for claim, _, _ in found)
    for claim, off, slipped in found:
        likely = closes or slipped or (len(found) == 1 and off < Fraction(1, 10))
        if claim.verdict != Verdict.WRONG or likely:
            yield claim
        else:
            yield replace(claim, verdict=Verdict.UNVERIFIABLE, message=f"{claim.message}；各行未必是全部")


def _total(grid: TableGrid, place: int, column: TableColumn) -> tuple[NumericClaim, Fraction, bool] | None:
    """Judge one column's total; also give by what share of it the rows are off, and whether one slip is. `None` if it is no sum."""
    total = column.cells.get(grid.total if grid.total is not None else -1)
    cells = [cell for row, cell in column.cells.items() if row != grid.total]
    if total is None or len(cells) < 2 or _NOT_ADDED.search(column.heading) or total.quantity.dimension == PERCENT:
        return None
    missing = [row for row in grid.labels if row not in column.cells]
    if any(grid.rows[row][total.column].strip() not in _NOTHING for row in missing):
        return None
    used = [cell.quantity for cell in cells]
    verdict, exact = judge(total_of(len(used)), [q.printed for q in used], total.quantity.printed)
    is_rate = total.quantity.value <= _ALL_OF and any(
        q.value >= total.quantity.value for q in used
    )  # 构成 of each row, and of all
    if exact is None or not total.quantity.value or (is_rate and all(q.value > 0 for q in used)):
        return None
    left_out = total.quantity.value - exact
    if (
        missing
        and verdict == Verdict.WRONG
        and (_is_difference(grid, total) or _is_left_out(grid, column, missing, left_out))
    ):
        return None
    claim = cell_claim(grid, place, total, "sum", used, written(exact, total.quantity), verdict, column.heading)
    slipped = len(used) > 2 and one_slip(exact - total.quantity.value, [total.quantity, *used])
    return claim, abs(exact / total.quantity.value - 1), slipped


def _is_difference(grid: TableGrid, total: TableCell) -> bool:
    """Tell whether a total is what two other totals leave: then it needs no rows, and some have nothing in this column."""
    others = [c.cells[total.row].quantity.value for c in grid.columns.values() if total.row in c.cells]
    return any(one - other == total.quantity.value for one in others for other in others if other)


def _is_left_out(grid: TableGrid, column: TableColumn, rows: Sequence[int], amount: Fraction) -> bool:
    """Tell whether an amount is what rows with nothing in a column have in the two that it is the difference of, or may be.

    The total of 还差 is less than its rows by what has come to those without a target, who owe nothing.
    """
    pair = pair_of(grid, column, DIFFERENCE, None)
    if pair is None:
        return False
    one, other = pair
    hidden = [c for c in pair for row in rows if row not in c.cells and _text(grid, c, row) not in _NOTHING]
    taken = (sum(c.cells[row].quantity.value for row in rows if row in c.cells) for c in (one, other))
    return bool(hidden) or next(taken) - next(taken) == amount


def _text(grid: TableGrid, column: TableColumn, row: int) -> str:
    return grid.rows[row][next(iter(column.cells.values())).column].strip()


def cell_claim(
    grid: TableGrid,
    place: int,
    at: TableCell,
    kind: str,
    used: list[Quantity],
    shown: str,
    verdict: Verdict,
    heading: str,
) -> NumericClaim:
    """Give the claim of a cell: what it was computed from (`used`), and what that gives (`shown`)."""
    row, result = at.row, at.quantity
    where = f"{grid.labels[row]}“{heading}”"
    listed = "、".join(q.text for q in used[:6]) + (f" 等 {len(used)} 个数" if len(used) > 6 else "")
    said = {
        Verdict.OK: f"表中{where}：由 {listed} 算得 {shown}，相符",
        Verdict.WRONG: f"表中{where}：由 {listed} 算，应为 {shown}，表中写 {result.text}",
        Verdict.TRUNCATED: f"表中{where}：由 {listed} 算得 {shown}，表中写 {result.text}，是截尾",
    }.get(verdict, f"表中{where}：由 {listed} 算得 {shown}，四舍五入前的数可以得到 {result.text}")
    return NumericClaim(
        file="",
        sentence=" | ".join(cell for cell in grid.rows[row] if cell),
        kind=kind,
        subject=f"{grid.labels[row]} {heading}",
        operands=tuple(Operand(q.text, q.number, q.unit) for q in used),
        stated=result.text,
        unit=result.unit,
        recomputed=shown,
        verdict=verdict,
        message=said,
        place=place,
        cell=(at.row, at.column),
    )
