"""Targets and the county's other reference tables, typed; what can't be used is an issue at its cell and left out."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any

import pandas as pd

from zzlib.issues import Issue, issue
from zzlib.ledger.adjusting import Adjusting
from zzlib.ledger.change_lines import group_at, read_changes
from zzlib.ledger.holding import HeldRow, TargetRow, holding_targets
from zzlib.ledger.reference_rows import bad_reference, doubtful_reference, unit_in
from zzlib.ledger.tables import frame
from zzlib.money import FEN_PER_UNIT, number_text, to_fen
from zzlib.periods import month_of, period_of, year_of
from zzlib.reference_files import REFERENCE_COLUMNS, reference_file
from zzlib.returns.cells.amounts import LARGEST
from zzlib.workspace import Reference, Workspace

TARGET_COLUMNS: dict[str, str] = {
    "unit_id": "str",
    "group": "str",
    "projects": "Int64",
    "funds_fen": "Int64",
    "land_mu": "float64",
    "row": "int64",
    "unreadable": "str",
    "adjusted": "str",
    "by_share": "bool",
}
"""The targets that hold in a period: a row for each row of targets.csv that does; blank where it says nothing.

A unit has one, or several where targets of units that came to it in the year stand: they add up. `adjusted` then says which
unit's a row is, and `by_share` that it is a part of it. `unreadable` is the cell of a later (or the only) row of the unit
that can't be used: what stands here may not hold.
"""

_TARGETS = ("projects", "funds_wan", "land_mu")

COUNTY = ("county", "全县", "合计", "全县合计")
"""What may stand for a unit_id in targets.csv to give the county's own target: it is only held against the units'."""


def target_table(workspace: Workspace, period: str, units_of: str = "") -> tuple[pd.DataFrame, list[Issue]]:
    """Give the targets of a period (`TARGET_COLUMNS`): of each unit the row with the latest from_month not after it.

    What a unit has goes with it where it is renamed, merged or split (by shares, to the fen), until a row of the unit that
    it went to, from that month or a later one, stands for all of that. The units are those of `units_of`, the period's own
    unless a later one is said.
    """
    reference = workspace.reference("targets")
    adjusting = Adjusting(workspace, units_of or period)
    issues: list[Issue] = []
    rows: list[TargetRow] = []
    seen: set[tuple[object, ...]] = set()
    later = 0
    county: list[tuple[dict[str, Any], dict[str, Decimal | None]]] = []
    for row in reference.rows():
        numbers, bad = read_numbers(reference, row, ("year", "from_month", *_TARGETS), issues)
        if row["unit_id"] in COUNTY:
            county += [] if bad else [(row, numbers)]
            continue
        if not (own := known_unit(reference, row, adjusting.groups, issues)):
            continue
        from_month = int(numbers["from_month"] or 1)
        if not bad and (key := (numbers["year"], own["unit_id"], from_month)) in seen:
            why = "这个单位同一年、同一月起的目标前面已经有了"
            issues.append(bad_reference(reference, row["row"], "unit_id", row["unit_id"], why))
            continue
        if not bad:
            seen.add(key)
        if "year" not in bad and numbers["year"] != year_of(period):
            continue
        if from_month > month_of(period) and not bad:
            later = min(later or from_month, from_month)
        month = period_of(year_of(period), from_month)
        cell = reference.cell(row["row"], bad[0]) if bad else ""
        rows.append(
            TargetRow(own["unit_id"], month, row["row"], numbers, cell, bool({"year", "from_month"} & set(bad)))
        )
    holding = holding_targets(rows, adjusting.changes, period, units_of or period)
    made = (one for row, held in holding for one in _target_rows(row, held, adjusting))
    targets = frame(made, TARGET_COLUMNS)
    if targets.empty:
        late = f" 里最早的从{later}月起" if later else ""
        code = "targets_none" if reference.frame.empty else "targets_absent"
        issues.append(issue(code, file=reference.file, value=year_of(period), late=late))
    return targets, issues + _against_county(reference, period, targets, county)


def target_amounts(targets: pd.DataFrame) -> dict[str, int]:
    """Give unit -> its target of funds in fen, for the units that have one that can be read."""
    sums = targets.dropna(subset="funds_fen").groupby("unit_id", sort=False)["funds_fen"].sum()
    return {str(unit_id): int(fen) for unit_id, fen in sums.items()}


def _against_county(
    reference: Reference,
    period: str,
    targets: pd.DataFrame,
    county: list[tuple[dict[str, Any], dict[str, Decimal | None]]],
) -> list[Issue]:
    """Hold the units' targets of a period against the county's own, where targets.csv has a row for it."""
    holding = [
        (int(numbers["from_month"] or 1), row, numbers)
        for row, numbers in county
        if numbers["year"] == year_of(period) and (numbers["from_month"] or 1) <= month_of(period)
    ]
    if not holding:
        return []
    _, row, numbers = max(holding, key=lambda entry: entry[0])
    sums = {
        "projects": Decimal(int(targets["projects"].sum())),
        "funds_wan": Decimal(int(targets["funds_fen"].sum())) / FEN_PER_UNIT["万元"],
        "land_mu": Decimal(str(targets["land_mu"].sum())),
    }
    return [
        issue(
            "targets_sum_differs",
            file=reference.file,
            cell=reference.cell(row["row"], column),
            field=column,
            value=row[column],
            total=number_text(total, 6),
        )
        for column, total in sums.items()
        if (stated := numbers[column]) is not None and stated != total
    ]


def _target_rows(row: TargetRow, held: dict[str, HeldRow], adjusting: Adjusting) -> Iterator[dict[str, Any]]:
    """Give the rows of a target: one, or one for each unit that has a part of it now."""
    whose = adjusting.shared(row.unit_id, tuple((unit_id, one.share) for unit_id, one in held.items()))
    numbers = dict.fromkeys(_TARGETS) if row.cell else row.numbers
    projects, funds = numbers["projects"], numbers["funds_wan"]
    counts = whose.divided(None if projects is None else int(projects))
    amounts = whose.divided(None if funds is None else to_fen(funds, "万元")[0])
    lands = whose.divided_land(numbers["land_mu"])
    for unit, count, fen, land, one in zip(whose.rows(), counts, amounts, lands, held.values(), strict=True):
        yield {
            **unit,
            "projects": pd.NA if count is None else count,
            "funds_fen": pd.NA if fen is None else fen,
            "land_mu": land,
            "row": row.row,
            "unreadable": one.cell,
        }


_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_BOUNDS: dict[str, tuple[int, Decimal, bool, str]] = {
    "year": (1900, Decimal(2100), True, "应是四位的年份"),
    "month": (1, Decimal(12), True, "应是 1 到 12 的月份"),
    "count": (0, Decimal(10**7), True, "应是不小于 0 的整数"),
    "wan": (0, LARGEST / FEN_PER_UNIT["万元"] * FEN_PER_UNIT["元"], False, "应是不小于 0 的数字（不带单位）"),
    "mu": (0, Decimal(10**8), False, "应是不小于 0 的数字（不带单位）"),
    "yuan": (-int(LARGEST), LARGEST, False, "应是数字（不带单位）"),
}
"""Of each kind of number (`reference_files.toml`): the least, the largest, whether it is whole, and what it should be."""


def read_numbers(
    reference: Reference, row: dict[str, Any], columns: Collection[str], issues: list[Issue]
) -> tuple[dict[str, Decimal | None], list[str]]:
    """Read number columns of a row, blank as `None`.

    Returns the numbers, and the columns that hold something else (each an issue, and `None` among the numbers).
    """
    numbers: dict[str, Decimal | None] = {}
    bad = []
    known = reference_file(reference.name)
    for column in columns:
        kind = known.columns[column]
        least, largest, whole, why = _BOUNDS[kind]
        text = unicodedata.normalize("NFKC", row[column]).replace(",", "").replace(" ", "")
        marked = any(unicodedata.category(letter) == "No" for letter in row[column])  # ① would be folded to a digit
        number = Decimal(text) if _NUMBER.fullmatch(text) and not marked else None
        if number is not None and not (least <= number <= largest and (not whole or number == int(number))):
            number = None
        if number is None and (text or (kind in ("year", "month") and column in known.needed)):
            bad.append(column)
            issues.append(bad_reference(reference, row["row"], column, row[column], why))
        numbers[column] = number
    return numbers, bad


def known_unit(
    reference: Reference, row: dict[str, Any], groups: dict[str, str], issues: list[Issue]
) -> dict[str, Any] | None:
    """Give a row with its unit's id as units.csv has it; `None` if it has none, and that is an issue."""
    unit_id = unit_in(reference, row, groups, issues)
    return row | {"unit_id": unit_id} if unit_id else None


INSPECTION_COLUMNS: dict[str, str] = {
    "period": "str",
    "unit_id": "str",
    "group": "str",
    "project": "str",
    "finding": "str",
    "amount_fen": "Int64",
    "amount_unreadable": "bool",
    "returned_fen": "Int64",
    "correcting_fen": "Int64",
    "papers": "str",
    "document": "str",
    "source_id": "str",
    "row": "int64",
}
"""What inspectors found in the year up to a period: a row an entry of inspections.csv, amounts blank where none is stated.

`amount_fen` is what was found: what was returned and what is being put right add up to it, where they are stated."""


def inspection_table(workspace: Workspace, period: str) -> tuple[pd.DataFrame, list[Issue]]:
    """Give the inspectors' findings of the year up to a period (`INSPECTION_COLUMNS`), and what can't be used.

    They go with a unit that was renamed or merged; of one that was split they stay its own.
    """
    reference = workspace.reference("inspections")
    changes, groups = read_changes(workspace)[0], group_at(workspace, period)
    issues: list[Issue] = []
    rows = []
    for row in reference.rows():
        numbers, bad = read_numbers(reference, row, ("year", "month", *_FOUND), issues)
        if not (known := known_unit(reference, row, groups, issues)) or {"year", "month"} & set(bad):
            continue
        issues += _not_closing(reference, row, numbers)
        month = int(numbers["month"] or 0)
        if numbers["year"] == year_of(period) and 1 <= month <= month_of(period):
            after = changes.successors(known["unit_id"], period_of(year_of(period), month), period)
            unit_id = after[0][0] if len(after) == 1 else known["unit_id"]
            own = {
                "period": period_of(year_of(period), month),
                "unit_id": unit_id,
                "group": groups[unit_id],
                **{column.replace("_yuan", "_fen"): _fen_or_blank(numbers[column]) for column in _FOUND},
                "amount_unreadable": "amount_yuan" in bad,
                "source_id": "inspections",
            }
            rows.append({**known, **own})
    return frame(rows, INSPECTION_COLUMNS), issues


_FOUND = ("amount_yuan", "returned_yuan", "correcting_yuan")
"""What was found, and the two parts of it."""


def _fen_or_blank(amount: Decimal | None) -> Any:
    return pd.NA if amount is None else to_fen(amount, "元")[0]


def _not_closing(reference: Reference, row: dict[str, Any], numbers: dict[str, Decimal | None]) -> list[Issue]:
    """Say where what was returned and what is being put right, where one is stated, are not what was found."""
    found, *parts = (numbers[column] for column in _FOUND)
    stated = [part for part in parts if part is not None]
    if found is None or not stated or sum(stated) == found:
        return []
    why = f"已归还和正在整改的合计是 {number_text(sum(stated, Decimal(0)), 2)} 元，应等于查出的金额"
    return [doubtful_reference(reference, row["row"], "amount_yuan", row["amount_yuan"], why)]


def reference_issues(workspace: Workspace) -> list[Issue]:
    """Give what is wrong with the columns of any reference file, and with the rows of inspections.csv."""
    columns = [issue for name in REFERENCE_COLUMNS for issue in workspace.reference(name).issues]
    return columns + inspection_table(workspace, "0001-01")[1]
