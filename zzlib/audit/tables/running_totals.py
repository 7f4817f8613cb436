"""Columns of which one counts up what the other tells row by row: 当月核发 48、76、54, 年内累计 260、336、390."""

from collections.abc import Iterator
from itertools import pairwise, permutations

from zzlib.audit.documents.grids import TableColumn, TableGrid, is_total_label
from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import RATIOS, written
from zzlib.audit.tables.tables import cell_claim

_FEWEST = 3  # steps, of which all hold but for what one cell breaks


def running_total_claims(grid: TableGrid) -> Iterator[NumericClaim]:
    """Judge the one cell that breaks it, if it is a slip: of the column that counts up it breaks two steps, of the other one."""
    columns = [
        c for c in grid.columns.values() if not any(cell.quantity.dimension in RATIOS for cell in c.cells.values())
    ]
    for each, run in permutations(columns, 2):
        rows = [r for r in sorted(run.cells) if r in each.cells and not is_total_label(grid.labels[r])]
        steps = list(pairwise(rows))
        off = [at for at, (one, other) in enumerate(steps) if _by(run, one, other) != each.cells[other].quantity.value]
        if len(steps) < _FEWEST or not off:
            continue
        broken = steps[off[0]][1]
        before = run.cells[steps[off[0]][0]].quantity
        used = [before, each.cells[broken].quantity]
        if len(off) == len(("in", "out")) and off[1] == off[0] + 1:
            cell, right = run.cells[broken], used[0].value + used[1].value
            holds = run.cells[steps[off[1]][1]].quantity.value - right == each.cells[steps[off[1]][1]].quantity.value
        elif len(off) == 1 and len(steps) > _FEWEST:
            last = off[0] == len(steps) - 1
            cell, right = (
                (run.cells[broken], used[0].value + used[1].value)
                if last
                else (each.cells[broken], _by(run, *steps[off[0]]))
            )
            used, holds = (used, True) if last else ([run.cells[broken].quantity, before], True)
        else:
            continue
        if holds and is_slip(cell.quantity, right, short=True):
            heading = grid.columns[cell.column].heading
            yield cell_claim(grid, cell, "sum", used, written(right, cell.quantity), Verdict.WRONG, heading)
            return


def _by(run: TableColumn, one: int, other: int) -> Fraction:
    return run.cells[other].quantity.value - run.cells[one].quantity.value
