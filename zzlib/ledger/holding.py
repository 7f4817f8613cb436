"""Which rows of targets.csv hold in a month, and for whom, as units change."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from zzlib.ledger.changes import Changes
from zzlib.periods import months_until


@dataclass(frozen=True)
class TargetRow:
    """A row of targets.csv, from the month `period` on.

    `cell` is one that can't be read; `undated` tells that it is one of those which say when the row holds.
    """

    unit_id: str
    period: str
    row: int
    numbers: dict[str, Decimal | None]
    cell: str
    undated: bool


@dataclass(frozen=True)
class HeldRow:
    """A row that holds for a unit, which has a `share` of it; `cell` is one of a row that can't be read and may say otherwise."""

    row: TargetRow
    share: Fraction = Fraction(1)
    cell: str = ""


Holding = dict[str, list[HeldRow]]
"""Unit -> the rows that hold for it."""


def holding_targets(
    rows: list[TargetRow], changes: Changes, period: str, units_of: str
) -> list[tuple[TargetRow, dict[str, HeldRow]]]:
    """Give the rows that hold at the end of a period, in the order of the file, each with the units that have it.

    A unit's row holds from its month on (of a unit that begins later, from then on) until a later one of it. In a month of
    changes what holds passes on first. A row of a unit that has ended is of those that came after it, unless they have their
    own. The units are those of the period, or of a later one (`units_of`).
    """
    holding: Holding = {}
    for month in months_until(period):
        holding = _passed_on(holding, changes, month)
        for row in rows:
            begins = changes.begins(row.unit_id, row.period)
            if not row.undated and month == max(row.period, begins):
                _take(holding, row, rows, changes, month)
    for row in rows:
        if row.undated and all(held.row.row < row.row for held in holding.get(row.unit_id, ())):
            _take(holding, row, rows, changes, period)
    for month in changes.months:
        if period < month <= units_of:
            holding = _passed_on(holding, changes, month)
    found: dict[int, dict[str, HeldRow]] = {}
    for unit_id, own in holding.items():
        for held in own:
            found.setdefault(held.row.row, {})[unit_id] = held
    first = {row.unit_id: row.row for row in reversed(rows)}
    held_rows = sorted((row for row in rows if row.row in found), key=lambda row: (first[row.unit_id], row.row))
    return [(row, found[row.row]) for row in held_rows]


def _passed_on(holding: Holding, changes: Changes, month: str) -> Holding:
    if not changes.of_month(month):
        return holding
    after: dict[str, dict[int, HeldRow]] = {}
    for unit_id, own in holding.items():
        for to_unit, part in changes.passed_on(unit_id, month):
            rows = after.setdefault(to_unit, {})
            for held in own:
                had = rows[held.row.row].share if held.row.row in rows else Fraction(0)
                rows[held.row.row] = replace(held, share=had + held.share * part)
    return {unit_id: list(rows.values()) for unit_id, rows in after.items()}


def _take(holding: Holding, row: TargetRow, rows: list[TargetRow], changes: Changes, month: str) -> None:
    if changes.ended(row.unit_id, month):
        named = {other.unit_id for other in rows}
        for heir, share in changes.successors(row.unit_id, month, month):
            if heir not in named:
                holding.setdefault(heir, []).append(HeldRow(row, share, row.cell))
    elif not row.cell:
        holding[row.unit_id] = [HeldRow(row)]
    elif own := holding.get(row.unit_id):
        holding[row.unit_id] = [replace(own[0], cell=row.cell), *own[1:]]
    else:
        holding[row.unit_id] = [HeldRow(row, cell=row.cell)]
