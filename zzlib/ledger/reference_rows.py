"""A row of a reference file: its unit, and what is said of a cell that can't be used, or is doubtful."""

from collections.abc import Collection
from functools import partial
from typing import Any

from zzlib.issues import Issue, issue
from zzlib.ledger.excel import identifier
from zzlib.reference_files import UNREADABLE
from zzlib.vocabulary import UNPLACED
from zzlib.workspace import Reference, Workspace


def unit_in(
    reference: Reference, row: dict[str, Any], known: Collection[str], issues: list[Issue], column: str = "unit_id"
) -> str:
    """Give the id of a row's unit, `""` if units.csv has none; what Excel did to it (lost zeros) is put right and said."""
    unit_id = identifier(row[column], known)
    if not unit_id:
        why = "units.csv 里没有这个 unit_id（要填编号，不是名称）"
        issues.append(bad_reference(reference, row["row"], column, row[column], why))
    elif unit_id != row[column]:
        why = f"单位编号是 {unit_id}，像是 Excel 去掉了前面的 0 或改了写法，按 {unit_id} 认"
        issues.append(doubtful_reference(reference, row["row"], column, row[column], why))
    return unit_id


def unit_names(workspace: Workspace) -> dict[str, str]:
    """Give unit id -> short name as units.csv has them."""
    return {row["unit_id"]: row["name"] for row in workspace.reference("units").rows() if row["unit_id"]}


def unit_groups(workspace: Workspace) -> dict[str, str]:
    """Give unit id -> group as units.csv has them, `UNPLACED` where it can't be read."""
    rows = workspace.reference("units").rows()
    return {row["unit_id"]: row["group"].replace(UNREADABLE, UNPLACED) for row in rows if row["unit_id"]}


def reference_issue(code: str, reference: Reference, row: int, column: str, value: str, why: str) -> Issue:
    """Make an issue of a value of a reference file, at its cell."""
    cell = reference.cell(row, column)
    return issue(code, file=reference.file, cell=cell, field=column, value=value, why=why)


bad_reference = partial(reference_issue, "reference_bad_value")
"""Make the issue of a value that can't be used."""

doubtful_reference = partial(reference_issue, "reference_doubtful_value")
"""Make the issue of a value that is used as it is, and may be meant otherwise."""

noted_reference = partial(reference_issue, "reference_noted")
"""Make the issue of a value that is used as it is, and of which something is to be known."""
