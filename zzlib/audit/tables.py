"""The totals row of a table by its rows, and how a claim about a cell is told."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from zzlib.audit.arithmetic import (
    Verdict,
    judge,
    total_of,
)
from zzlib.audit.claim import NumericClaim, Operand
from zzlib.audit.grids import TableCell, TableColumn, TableGrid
from zzlib.audit.quantities import PERCENT, Quantity, written
from zzlib.audit.slips import is_slip, one_slip

_ALL_OF = Fraction(100)
_LONG = 1000
_SLIPS = 2
_NOTHING = ("", "-", "—", "/", "0")
_NOT_ADDED = re.compile(r"进度|均|[单亩]产|每|价|率|占|比|倍|年份|[%％]|增|同期|标准")


def table_claims(grid: TableGrid, place: int) -> Iterator[NumericClaim]:
    """Judge the totals row, column by column.

    A total is wrong only where another column shows that the rows are all the parts, or where it is off by little.
    """
    if grid.total is None or not grid.plain:
        return
    found = [judged for column in grid.columns.values() if (judged := _total(grid, place, column)) is not None]
    off_or_exact = [claim.verdict for claim, _ in found if claim.verdict in (Verdict.OK, Verdict.WRONG)]
    closes = 2 * off_or_exact.count(Verdict.OK) >= len(off_or_exact) > 0
    some_left_out = not closes and len(found) > _SLIPS  # no one slips in every column
    for claim, slipped in found:
        likely = closes or (slipped and not some_left_out)
        if claim.verdict != Verdict.WRONG or likely:
            yield claim
        else:
            yield replace(claim, verdict=Verdict.UNVERIFIABLE, message=f"{claim.message}；各行未必是全部")


def _total(grid: TableGrid, place: int, column: TableColumn) -> tuple[NumericClaim, bool] | None:
    """Judge one column's total; also give whether one slip explains it. `None` if it is no sum."""
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
    long = total.quantity.value >= _LONG * total.quantity.step  # of few digits any sum is a slip away
    slipped = len(used) > 2 and long and one_slip(exact - total.quantity.value, [total.quantity, *used])
    if missing and verdict == Verdict.WRONG and not is_slip(total.quantity, exact):
        return None  # 还差: rows without a target owe nothing, and their part is not told
    return cell_claim(grid, place, total, "sum", used, written(exact, total.quantity), verdict, column.heading), slipped


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
