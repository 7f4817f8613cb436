"""Targets and the county's other reference tables, typed; what can't be used is an issue at its cell and left out."""

import re
import unicodedata
from collections.abc import Collection
from decimal import Decimal
from typing import Any

import pandas as pd

from zzlib.issues import Issue, issue
from zzlib.ledger.registry import bad_reference, unit_groups, unit_in
from zzlib.ledger.tables import frame
from zzlib.money import FEN_PER_UNIT, number_text, to_fen
from zzlib.periods import month_of, period_of, year_of
from zzlib.reference_files import REFERENCE_COLUMNS, reference_file
from zzlib.returns.amounts import LARGEST
from zzlib.workspace import Reference, Workspace

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


def target_table(workspace: Workspace, period: str) -> tuple[pd.DataFrame, list[Issue]]:
    """Give the targets of a period (`TARGET_COLUMNS`): of each unit the row with the latest from_month not after it."""
    reference = workspace.reference("targets")
    groups = unit_groups(workspace)
    issues: list[Issue] = []
    seen: set[tuple[object, ...]] = set()
    holding: dict[str, tuple[int, dict[str, Any]]] = {}
    later = 0
    county: list[tuple[dict[str, Any], dict[str, Decimal | None]]] = []
    for row in reference.rows():
        numbers, bad = read_numbers(reference, row, ("year", "from_month", *_TARGETS), issues)
        if row["unit_id"] in COUNTY:
            county += [] if bad else [(row, numbers)]
            continue
        if not (own := known_unit(reference, row, groups, issues)):
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
        if from_month > month_of(period):
            later = min(later or from_month, from_month)
            continue
        before, standing = holding.get(own["unit_id"], (0, {}))
        if bad and (before <= from_month or {"year", "from_month"} & set(bad)):
            blank = standing or _target_row(own, dict.fromkeys(_TARGETS), groups)
            cell = reference.cell(row["row"], bad[0])
            holding[own["unit_id"]] = (max(before, from_month), blank | {"unreadable": cell})
        elif not bad and from_month >= before:
            holding[own["unit_id"]] = (from_month, _target_row(own, numbers, groups))
    if not holding:
        late = f" 里最早的从{later}月起" if later else ""
        code = "targets_none" if reference.frame.empty else "targets_absent"
        issues.append(issue(code, file=reference.file, value=year_of(period), late=late))
    targets = frame((row for _, row in holding.values()), TARGET_COLUMNS)
    return targets, issues + _against_county(reference, period, targets, county)


def target_amounts(targets: pd.DataFrame) -> dict[str, int]:
    """Give unit -> its target of funds in fen, for the units that have one that can be read."""
    stated = targets.dropna(subset="funds_fen")
    return dict(zip(stated["unit_id"], stated["funds_fen"].tolist(), strict=True))


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
        numbers, bad = read_numbers(reference, row, ("year", "month", "amount_yuan"), issues)
        if not (known := known_unit(reference, row, groups, issues)) or {"year", "month"} & set(bad):
            continue
        month, amount = int(numbers["month"] or 0), numbers["amount_yuan"]
        if numbers["year"] == year_of(period) and 1 <= month <= month_of(period):
            own = {
                "period": period_of(year_of(period), month),
                "group": groups[known["unit_id"]],
                "amount_fen": pd.NA if amount is None else to_fen(amount, "元")[0],
                "amount_unreadable": "amount_yuan" in bad,
                "source_id": "inspections",
            }
            rows.append({**known, **own})
    return frame(rows, INSPECTION_COLUMNS), issues


def reference_issues(workspace: Workspace) -> list[Issue]:
    """Give what is wrong with the columns of any reference file, and with the rows of inspections.csv."""
    columns = [issue for name in REFERENCE_COLUMNS for issue in workspace.reference(name).issues]
    return columns + inspection_table(workspace, "0001-01")[1]
