"""Ranks (位次) by a column, and subtotals (小计) of rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from zzlib.audit.arithmetic import HOLDS, Printed, Verdict, judge, total_of
from zzlib.audit.claim import NumericClaim
from zzlib.audit.grids import TableColumn, TableGrid
from zzlib.audit.quantities import PERCENT, Quantity, written
from zzlib.audit.tables import cell_claim

_ORDER = re.compile(r"位次|排名|名次|排位")
_SUBTOTAL = re.compile("小计$")
_SLIP = 2  # so far a slip takes a group's last rank past its rows
_ROWS = 4  # an order of fewer rows may be chance


def column_kind_claims(grid: TableGrid, place: int) -> Iterator[NumericClaim]:
    """Give the claims of a table's ranks and subtotals."""
    for column in grid.ranks.values():
        if _ORDER.search(column.heading):
            yield from _ranks(grid, place, column)
    yield from _subtotals(grid, place)


def _is_rate(column: TableColumn) -> bool:
    return "%" in column.heading or any(cell.quantity.dimension == PERCENT for cell in column.cells.values())


def _ranks(grid: TableGrid, place: int, column: TableColumn) -> Iterator[NumericClaim]:
    """Judge ranks by the column that orders nearly all pairs of rows like them, each group of rows that is ranked by itself."""
    ranks = {row: cell.quantity.value for row, cell in column.cells.items() if row != grid.total}
    if sum(rank > len(ranks) for rank in ranks.values()) > 1:
        return  # ranks among more than the rows: of a whole city
    groups = _ranked_together(ranks)
    found = _ordering(grid, groups, _ORDER.sub("", column.heading))
    if found:
        for group in groups:
            yield from _ranks_of(grid, place, column, group, *found)


def _ranked_together(ranks: dict[int, Fraction]) -> list[dict[int, Fraction]]:
    """Part rows where ranks begin anew at 1, as departments and towns do in one table."""
    groups: list[dict[int, Fraction]] = []
    for row, rank in ranks.items():
        apart = not groups or max(groups[-1].values()) > 1 or row - max(groups[-1]) > 1  # equal ranks stand together
        if apart and (not groups or (rank == 1 and 1 in groups[-1].values())):
            groups.append({})
        groups[-1][row] = rank
    return groups if all(max(group.values()) <= len(group) + _SLIP for group in groups) else [ranks]


def _ordering(grid: TableGrid, groups: Sequence[dict[int, Fraction]], name: str) -> tuple[TableColumn, int] | None:
    """Give the one column by which all groups are ranked, of those with the name of the ranks if any has it, and which way (1: the largest first)."""
    named = [c for c in grid.columns.values() if name and c.heading.startswith(name)]
    if max(map(len, groups), default=0) < _ROWS:
        return None
    best: tuple[Fraction, TableColumn, int] | None = None
    for other in named or grid.columns.values():
        if any(row not in other.cells for group in groups for row in group):
            continue
        for sign in (1, -1):
            held = [_in_order(group, other, sign, *pair) for group in groups for pair in combinations(group, 2)]
            share = Fraction(sum(held), len(held))
            if best is None or share > best[0]:
                best = share, other, sign
    return best[1:] if best is not None and best[0] * 5 >= 4 else None


def _ranks_of(
    grid: TableGrid, place: int, column: TableColumn, ranks: dict[int, Fraction], by: TableColumn, sign: int
) -> Iterator[NumericClaim]:
    off = [pair for pair in combinations(ranks, 2) if not _in_order(ranks, by, sign, *pair)]
    if off and not any(all(row in pair for pair in off) for row in ranks):
        return  # more than one slip: ordered by something else
    for row, rank in ranks.items():
        better = [r for r in ranks if sign * (by.cells[r].quantity.value - by.cells[row].quantity.value) > 0]
        equal = sum(by.cells[r].quantity.value == by.cells[row].quantity.value for r in ranks)
        good = len(better) < rank <= len(better) + equal
        used, shown = [by.cells[row].quantity], f"第 {len(better) + 1} 位"
        verdict = Verdict.OK if good else Verdict.WRONG
        claim = cell_claim(grid, place, column.cells[row], "order", used, shown, verdict, column.heading)
        said = (
            f"表中{grid.labels[row]}“{by.heading}”{used[0].text}，应排{shown}，表中写 {column.cells[row].quantity.text}"
        )
        yield claim if good else replace(claim, message=said)


def _in_order(ranks: dict[int, Fraction], by: TableColumn, sign: int, one: int, two: int) -> bool:
    difference = sign * (by.cells[one].quantity.value - by.cells[two].quantity.value)
    return difference == 0 or (difference > 0) == (ranks[one] < ranks[two])


def _subtotals(grid: TableGrid, place: int) -> Iterator[NumericClaim]:
    """Judge 小计 by the rows below it up to the next one, or above it, whichever way some of them close; then the total."""
    marks = [row for row, label in grid.labels.items() if _SUBTOTAL.search(label)]
    rows = [row for row in grid.labels if row != grid.total]
    if not marks:
        return
    leading = rows[0] in marks
    groups = {mark: _members(rows, marks, mark, leading=leading) for mark in marks}
    claims: list[NumericClaim] = []
    for column in grid.columns.values():
        if _is_rate(column):
            continue
        own = [claim for mark, members in groups.items() for claim in _sum(grid, place, column, mark, members)]
        whole = all(claim.verdict != Verdict.WRONG for claim in own)
        claims += [*own, *(_sum(grid, place, column, grid.total, marks) if whole else ())]
    closes = any(claim.verdict in HOLDS for claim in claims)
    yield from (c if closes or c.verdict != Verdict.WRONG else replace(c, verdict=Verdict.DOUBTFUL) for c in claims)


def _members(rows: Sequence[int], marks: Sequence[int], mark: int, *, leading: bool) -> list[int]:
    """Give the rows of a subtotal: those between it and the next (`leading`), or the one before."""
    at = rows.index(mark)
    if leading:
        end = next((n for n in range(at + 1, len(rows)) if rows[n] in marks), len(rows))
        return list(rows[at + 1 : end])
    start = next((n for n in range(at - 1, -1, -1) if rows[n] in marks), -1)
    return list(rows[start + 1 : at])


def _sum(
    grid: TableGrid, place: int, column: TableColumn, mark: int | None, members: list[int]
) -> Iterator[NumericClaim]:
    if any(grid.labels[row].startswith("其中") for row in members):
        return
    if mark not in column.cells or len(members) < 2 or any(row not in column.cells for row in members):
        return
    used: list[Quantity] = [column.cells[row].quantity for row in members]
    printed: list[Printed] = [quantity.printed for quantity in used]
    total = column.cells[mark]
    verdict, exact = judge(total_of(len(used)), printed, total.quantity.printed)
    shown = written(exact, total.quantity) if exact is not None else ""
    yield cell_claim(grid, place, total, "sum", used, shown, verdict, column.heading)
