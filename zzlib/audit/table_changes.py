"""What rows of a table say by themselves: 累计 that falls."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from zzlib.audit.arithmetic import Verdict
from zzlib.audit.claim import NumericClaim
from zzlib.audit.grids import TableGrid
from zzlib.audit.tables import cell_claim

_MONTH = re.compile(r"(?:^|年|截[至止]|到|[-—至])(1[0-2]|[1-9])月")
_QUARTER = re.compile("第?([一二三四])季度")
_GROWS = re.compile("累计(?!同比|增|完成率|占)")
_NO_TOTAL = re.compile("[率%]|占|比|均|增|降|余额|[未差]")
_TAKEN_BACK = re.compile("[核调]减|剔除|口径|退出|重复|更正")
_ENOUGH = 2


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
