"""Targets and the county's other reference tables, typed; what can't be used is an issue at its cell and left out."""

from decimal import Decimal, InvalidOperation
from typing import Any

import pandas as pd

from zzlib.issues import Issue, issue
from zzlib.ledger.registry import bad_reference, unit_in
from zzlib.ledger.tables import frame
from zzlib.money import FEN_PER_UNIT, number_text, to_fen
from zzlib.periods import month_of, period_of, year_of
from zzlib.workspace import REFERENCE_COLUMNS, Reference, Workspace

TARGET_COLUMNS: dict[str, str] = {
    "unit_id": "str",
    "group": "str",
    "projects": "Int64",
    "funds_fen": "Int64",
    "land_mu": "float64",
    "row": "int64",
    "unreadable": "str",
}
"""The targets that hold in a period: at most a row a unit; blank where targets.csv says nothing.

`unreadable` is the cell of a later (or the only) row of the unit that can't be used: what stands here may not hold.
"""

_TARGETS = ("projects", "funds_wan", "land_mu")

COUNTY = ("county", "全县", "合计", "全县合计")
"""What may stand for a unit_id in targets.csv to give the county's own target: it is only held against the units'."""


def unit_groups(workspace: Workspace) -> dict[str, str]:
    """Give unit id -> group as units.csv has them."""
    return {row["unit_id"]: row["group"] for row in workspace.reference("units").rows() if row["unit_id"]}


def target_table(workspace: Workspace, period: str) -> tuple[pd.DataFrame, list[Issue]]:
    """Give the targets of a period (`TARGET_COLUMNS`): of each unit the row with the latest from_month not after it."""
    reference = workspace.reference("targets")
    groups = unit_groups(workspace)
    issues: list[Issue] = []
    seen: set[tuple[object, ...]] = set()
    holding: dict[str, tuple[int, dict[str, Any]]] = {}
    county: list[tuple[dict[str, Any], dict[str, Decimal | None]]] = []
    for row in reference.rows():
        numbers = read_numbers(reference, row, ("year", "from_month", *_TARGETS), issues)
        if numbers is not None and row["unit_id"] in COUNTY:
            county.append((row, numbers))
            continue
        if numbers is None:
            _doubt(reference, row, period, groups, issues[-1], holding)
            continue
        if not (own := known_unit(reference, row, groups, issues)):
            continue
        from_month = int(numbers["from_month"] or 1)
        if why := _unusable(numbers, from_month, key := (numbers["year"], own["unit_id"], from_month), seen):
            issues.append(bad_reference(reference, row["row"], why[0], row[why[0]], why[1]))
            _doubt(reference, row, period, groups, issues[-1], holding)
            continue
        seen.add(key)
        if numbers["year"] != year_of(period) or from_month > month_of(period):
            continue
        if from_month >= holding.get(own["unit_id"], (0, {}))[0]:
            holding[own["unit_id"]] = (from_month, _target_row(own, numbers, groups))
    if not holding:
        issues.append(issue("targets_absent", file=reference.file, value=year_of(period)))
    targets = frame((row for _, row in holding.values()), TARGET_COLUMNS)
    return targets, issues + _against_county(reference, period, targets, county)


def _doubt(
    reference: Reference, row: dict[str, Any], period: str, groups: dict[str, str], why: Issue,
    holding: dict[str, tuple[int, dict[str, Any]]],
) -> None:  # fmt: skip
    """Mark a unit's target of the period where a row that would hold has a target that can't be used."""
    if why.field not in _TARGETS:
        return
    numbers = read_numbers(reference, row, ("year", "from_month"), [])
    own = known_unit(reference, row, groups, [])
    if numbers is None or own is None or numbers["year"] != year_of(period):
        return
    from_month = int(numbers["from_month"] or 1)
    before, standing = holding.get(own["unit_id"], (0, {}))
    if before <= from_month <= month_of(period):
        blank = standing or _target_row(own, dict.fromkeys(_TARGETS), groups)
        holding[own["unit_id"]] = (from_month, blank | {"unreadable": why.cell})


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


def _unusable(
    numbers: dict[str, Decimal | None], from_month: int, key: tuple[object, ...], seen: set[tuple[object, ...]]
) -> tuple[str, str] | None:
    """Give the column of a target that can't be used, and why."""
    if not 1900 <= (numbers["year"] or 0) <= 2100:
        return "year", "应是四位的年份"
    if not 1 <= from_month <= 12:
        return "from_month", "应是 1 到 12 的月份"
    for column in _TARGETS:
        if (numbers[column] or 0) < 0:
            return column, "不应是负数"
    return ("unit_id", "这个单位同一年、同一月起的目标前面已经有了") if key in seen else None


def _target_row(row: dict[str, Any], numbers: dict[str, Decimal | None], groups: dict[str, str]) -> dict[str, Any]:
    projects, funds, land = numbers["projects"], numbers["funds_wan"], numbers["land_mu"]
    return {
        "unit_id": row["unit_id"],
        "group": groups[row["unit_id"]],
        "projects": pd.NA if projects is None else int(projects),
        "funds_fen": pd.NA if funds is None else to_fen(funds, "万元")[0],
        "land_mu": float("nan") if land is None else float(land),
        "row": row["row"],
        "unreadable": "",
    }


def read_numbers(
    reference: Reference, row: dict[str, Any], columns: tuple[str, ...], issues: list[Issue]
) -> dict[str, Decimal | None] | None:
    """Read number columns of a row, blank as `None`; a text among them is an issue and the row gives `None`."""
    numbers: dict[str, Decimal | None] = {}
    for column in columns:
        text = row[column].replace(",", "").replace("，", "")
        try:
            numbers[column] = Decimal(text) if text else None
        except InvalidOperation:
            issues.append(bad_reference(reference, row["row"], column, row[column], "应是数字"))
            return None
    return numbers


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
    "document": "str",
    "source_id": "str",
    "row": "int64",
}
"""What inspectors found in the year up to a period: a row an entry of inspections.csv, amounts blank where none is stated."""


def inspection_table(workspace: Workspace, period: str) -> tuple[pd.DataFrame, list[Issue]]:
    """Give the inspectors' findings of the year up to a period (`INSPECTION_COLUMNS`), and what can't be used."""
    reference = workspace.reference("inspections")
    groups = unit_groups(workspace)
    issues: list[Issue] = []
    rows = []
    for row in reference.rows():
        numbers = read_numbers(reference, row, ("year", "month", "amount_yuan"), issues)
        if numbers is None or not (known := known_unit(reference, row, groups, issues)):
            continue
        month, amount = int(numbers["month"] or 0), numbers["amount_yuan"]
        if numbers["year"] == year_of(period) and 1 <= month <= month_of(period):
            own = {
                "period": period_of(year_of(period), month),
                "group": groups[known["unit_id"]],
                "amount_fen": pd.NA if amount is None else to_fen(amount, "元")[0],
                "source_id": "inspections",
            }
            rows.append({**known, **own})
    return frame(rows, INSPECTION_COLUMNS), issues


def reference_issues(workspace: Workspace) -> list[Issue]:
    """Give what is wrong with the columns of any reference file, and with the rows of inspections.csv."""
    columns = [issue for name in REFERENCE_COLUMNS for issue in workspace.reference(name).issues]
    return columns + inspection_table(workspace, "0001-01")[1]
