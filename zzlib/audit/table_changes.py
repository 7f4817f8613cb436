"""What rows and cells of a table say by themselves: cells that tell a change (下降5.2%, 提高0.04), and 累计 that falls."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from zzlib.audit.arithmetic import DECLINE, DIFFERENCE, GROWTH, HOLDS, ClaimFormula, Printed, Verdict, judge
from zzlib.audit.claim import NumericClaim
from zzlib.audit.grids import TableCell, TableGrid
from zzlib.audit.quantities import PERCENT, Quantity, written
from zzlib.audit.tables import cell_claim

_CHANGE = re.compile(
    r"(?P<way>[↑↓]|上升|增长|提高|提升|增加|扩大|延长|上涨|净增|多|高|升|增|下降|减少|降低|缩短|缩小|回落|下跌|净减|少|低|降|减)了?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>%|[一-龥]{0,4})"
)
_LESS = re.compile("[↓下减降缩回少低]")
_YEAR = re.compile(r"20\d\d年(?:上半年|[前一二三四]+季度|\d+月)?|[本上去今]年|\s")
_MONTH = re.compile(r"(?:^|年|截[至止]|到|[-—至])(1[0-2]|[1-9])月")
_QUARTER = re.compile("第?([一二三四])季度")
_GROWS = re.compile("累计(?!同比|增|完成率|占)")
_NO_TOTAL = re.compile("[率%]|占|比|均|增|降|余额|[未差]")
_TAKEN_BACK = re.compile("[核调]减|剔除|口径|退出|重复|更正")
_ENOUGH = 2


def change_cell_claims(grid: TableGrid, place: int) -> Iterator[NumericClaim]:
    """Judge cells that tell a change by the two numbers before them in their row, where all other such cells hold; else a slip is a doubt."""
    width = len(grid.rows[0])
    for column in range(width):
        told = {row: match for row in grid.labels if (match := _CHANGE.fullmatch(grid.rows[row][column].strip()))}
        if len(told) <= _ENOUGH:
            continue
        claims = [claim for row, match in told.items() for claim in _changed(grid, place, row, column, match)]
        off = [claim for claim in claims if claim.verdict == Verdict.WRONG]
        if sum(claim.verdict in HOLDS for claim in claims) >= _ENOUGH and len(off) <= 1:
            yield from claims


def _changed(grid: TableGrid, place: int, row: int, column: int, match: re.Match[str]) -> Iterator[NumericClaim]:
    before = [c for n, c in sorted(grid.columns.items()) if n < column and row in c.cells]
    if len(before) < _ENOUGH:
        return
    like = [c for c in before[:-1] if _YEAR.sub("", c.heading) == _YEAR.sub("", before[-1].heading)]
    ahead = [c.cells[row] for c in ((like or before[:-1])[-1], before[-1])]
    falls = _LESS.search(match["way"]) is not None
    # 2023年 | 2024年 and 本年 | 上年: whichever way the cell tells, the larger is what it rose to or fell from
    larger, smaller = sorted((cell.quantity for cell in ahead), key=lambda q: q.value, reverse=True)
    now, then = (smaller, larger) if falls else (larger, smaller)
    percent = match["unit"] == "%"
    number = match["number"].replace(",", "")
    step = Fraction(1, 10 ** len(number.partition(".")[2]))
    scale = 1 if percent or "点" in match["unit"] else larger.scale
    shown = Quantity(
        match[0], number, Fraction(number) * scale, step * scale, match["unit"], PERCENT if percent else "bare", 0, 0
    )
    change: ClaimFormula = DECLINE if falls else GROWTH
    ways = [(change, [now.printed, then.printed])] if percent else [(DIFFERENCE, [larger.printed, smaller.printed])]
    yield _judged(grid, place, TableCell(row, column, shown), [now, then], ways[0])


def _judged(
    grid: TableGrid, place: int, cell: TableCell, used: list[Quantity], way: tuple[ClaimFormula, list[Printed]]
) -> NumericClaim:
    verdict, exact = judge(way[0], way[1], cell.quantity.printed)
    shown = written(exact, cell.quantity) if exact is not None else ""
    kind = "growth" if cell.quantity.dimension == PERCENT else "difference"
    return cell_claim(grid, place, cell, kind, used, shown, verdict, grid.rows[0][cell.column])


def falling_total_claims(grid: TableGrid, place: int, around: str) -> Iterator[NumericClaim]:
    """Judge rows of what has come together (累计…) under heads of months in their order: none is less than the one before.

    `around` is what stands about the table: where it tells of something taken back, nothing is said.
    """
    if _TAKEN_BACK.search(around):
        return
    at = {number: time for number, column in grid.columns.items() if (time := _time(column.heading)) is not None}
    order = sorted(at)
    if len(order) < _ENOUGH + 1 or any(at[one] >= at[other] for one, other in pairwise(order)):
        return
    for row, label in grid.labels.items():
        cells = [grid.columns[number].cells[row] for number in order if row in grid.columns[number].cells]
        if not _GROWS.search(label) or _NO_TOTAL.search(label.replace("累计", "")):
            continue
        for before, cell in pairwise(cells):
            if cell.quantity.value < before.quantity.value:
                heading = grid.columns[cell.column].heading
                claim = cell_claim(
                    grid, place, cell, "consistency", [before.quantity], before.quantity.text, Verdict.WRONG, heading
                )
                said = f"表中{label}：累计数不会减少，前一时点是 {before.quantity.text}，“{heading}”反而是 {cell.quantity.text}"
                yield replace(claim, message=said)
                return


def _time(heading: str) -> int | None:
    if month := _MONTH.search(heading):
        return int(month[1])
    quarter = _QUARTER.search(heading)
    return 3 * (1 + "一二三四".index(quarter[1])) if quarter else None
