"""Last year's same month, the base of growth: last year's returns where they exist, else the history files."""

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from zzlib.issues import Issue, issue
from zzlib.ledger.counting import read_counting
from zzlib.ledger.projects import WON_FIELDS
from zzlib.ledger.references import known_unit, read_numbers
from zzlib.ledger.registry import doubtful_reference, unit_groups
from zzlib.ledger.tables import UNSTATED_TEXT, frame
from zzlib.money import to_fen, yuan_text
from zzlib.periods import month_of, period_of, year_of
from zzlib.workspace import Reference, Workspace

if TYPE_CHECKING:
    from zzlib.ledger.past import Past

BASE_FUNDS_COLUMNS: dict[str, str] = {
    "period": "str",
    "unit_id": "str",
    "group": "str",
    "kind": "str",
    "fund_category": "str",
    "counts": "bool",
    "applied_fen": "Int64",
    "awarded_fen": "Int64",
    "received_fen": "Int64",
    "applied_unreadable": "bool",
    "awarded_unreadable": "bool",
    "received_unreadable": "bool",
    "source_id": "str",
    "row": "int64",
}
BASE_PROJECTS_COLUMNS: dict[str, str] = {
    "period": "str",
    "unit_id": "str",
    "group": "str",
    "kind": "str",
    "projects": "int64",
    "converted": "int64",
    "land_granted": "float64",
    "projects_unreadable": "bool",
    "converted_unreadable": "bool",
    "land_granted_unreadable": "bool",
    "source_id": "str",
    "row": "int64",
}
"""Rows of last year, all its months up to the same one; `source_id` is a sheet's or `history_funds`, `history_projects`.

`*_unreadable`: the number can't be read, or nobody can say whether it counts; `kind` is `UNREADABLE` where it can't be read.
"""

_MONEY = ("applied", "awarded", "received")
_Tables = dict[str, pd.DataFrame]


def base_tables(workspace: Workspace, period: str, past: "Past | None") -> tuple[_Tables, _Tables, list[Issue]]:
    """Give the base of growth.

    Returns `base_funds` and `base_projects`; the `sources` and `layouts` of last year's returns where these are the
    base (empty otherwise); and issues, among them each unit whose history says otherwise than its returns.
    """
    issues: list[Issue] = []
    funds, projects = _history_funds(workspace, period, issues), _history_projects(workspace, period, issues)
    if past is None:
        return {"base_funds": funds, "base_projects": projects}, {}, issues
    same_month = period_of(year_of(period) - 1, month_of(period))
    read = [month for month in past.months if month <= same_month]
    from_returns = _months(past.funding, read, BASE_FUNDS_COLUMNS)
    counted = _months(_counted(past.projects), read, BASE_PROJECTS_COLUMNS)
    if same_month in read:
        issues += _differences(workspace, same_month, funds, from_returns)
    base = {"base_funds": _overlaid(funds, from_returns, read), "base_projects": _overlaid(projects, counted, read)}
    return base, {"sources": past.sources, "layouts": past.layouts}, issues


def _months(table: pd.DataFrame, periods: list[str], columns: dict[str, str]) -> pd.DataFrame:
    return table.loc[table["period"].isin(periods), list(columns)].astype(columns)


def _counted(projects: pd.DataFrame) -> pd.DataFrame:
    """Count each project; whether one has won can't be told where none of its readable amounts says so."""
    hidden = projects[[f"{field}_unreadable" for field in WON_FIELDS]].any(axis=1)
    return projects.assign(projects=1, projects_unreadable=False, converted_unreadable=hidden & ~projects["converted"])


def _overlaid(history: pd.DataFrame, returns: pd.DataFrame, read: list[str]) -> pd.DataFrame:
    return pd.concat([history[~history["period"].isin(read)], returns], ignore_index=True)


def _history_funds(workspace: Workspace, period: str, issues: list[Issue]) -> pd.DataFrame:
    counting = read_counting(workspace)
    rows = []
    for row, numbers, bad, place in _history_rows(workspace, "history_funds", period, issues):
        category = row["fund_category"] or UNSTATED_TEXT
        amounts: dict[str, Any] = {}
        for field in _MONEY:
            yuan = numbers[f"{field}_yuan"]
            fen = None if yuan is None else to_fen(yuan, "元")[0]
            hidden = counting.hides(category, fen)
            amounts[f"{field}_fen"] = pd.NA if fen is None or hidden else fen
            amounts[f"{field}_unreadable"] = hidden or f"{field}_yuan" in bad
        rows.append({**place, "fund_category": category, "counts": counting.counts(category), **amounts})
    return frame(rows, BASE_FUNDS_COLUMNS)


def _history_projects(workspace: Workspace, period: str, issues: list[Issue]) -> pd.DataFrame:
    rows = []
    for _, numbers, bad, place in _history_rows(workspace, "history_projects", period, issues):
        values = {
            "projects": int(numbers["projects"] or 0),
            "converted": int(numbers["converted"] or 0),
            "land_granted": float(numbers["land_mu"] or 0),
        }
        columns = {"projects": "projects", "converted": "converted", "land_granted": "land_mu"}
        rows.append({**place, **values, **{f"{name}_unreadable": column in bad for name, column in columns.items()}})
    return frame(rows, BASE_PROJECTS_COLUMNS)


_AMOUNTS = {
    "history_funds": ("applied_yuan", "awarded_yuan", "received_yuan"),
    "history_projects": ("projects", "converted", "land_mu"),
}
_HistoryRow = tuple[dict[str, Any], dict[str, Decimal | None], Collection[str], dict[str, Any]]


def _history_rows(workspace: Workspace, name: str, period: str, issues: list[Issue]) -> Iterator[_HistoryRow]:
    """Give last year's rows of a history file: the row, its numbers, the columns that can't be read, its place in the ledger.

    A row whose year or month can't be read may be of any month that these leave open: it stands in each, with no amount.
    """
    reference, groups, year = workspace.reference(name), unit_groups(workspace), year_of(period) - 1
    for row in reference.rows():
        numbers, bad = read_numbers(reference, row, ("year", "month", *_AMOUNTS[name]), issues)
        if not (own := known_unit(reference, row, groups, issues)):
            continue
        if "year" not in bad and numbers["year"] != year:
            continue
        issues += _too_fine(reference, row, numbers)
        dated = not {"year", "month"} & set(bad)
        month = numbers["month"]
        if not dated:
            numbers, bad = dict.fromkeys(numbers), [*_AMOUNTS[name]]
        for number in [int(month)] if month else range(1, 13) if not dated else []:
            place = {"period": period_of(year, number), "source_id": name, "row": row["row"], "kind": row["kind"]}
            yield row, numbers, bad, place | {"unit_id": own["unit_id"], "group": groups[own["unit_id"]]}


def _too_fine(reference: Reference, row: dict[str, Any], numbers: dict[str, Decimal | None]) -> Iterator[Issue]:
    for column, number in numbers.items():
        if column.endswith("_yuan") and number is not None and not to_fen(number, "元")[1]:
            yield doubtful_reference(reference, row["row"], column, row[column], "比一分钱还细，四舍五入到分")


def _differences(workspace: Workspace, period: str, history: pd.DataFrame, returns: pd.DataFrame) -> list[Issue]:
    """Name the units whose history of the month differs from what their returns of that month add up to."""
    names = {row["unit_id"]: row["name"] for row in workspace.reference("units").rows()}
    said, found = (
        table[table["period"] == period].groupby("unit_id")["received_fen"].sum() for table in (history, returns)
    )
    file = workspace.reference("history_funds").file
    return [
        issue(
            "history_differs",
            period=period,
            unit_id=unit_id,
            file=file,
            field="received_yuan",
            value=yuan_text(int(said[unit_id])),
            unit=names[unit_id],
            ledger=yuan_text(int(found.get(unit_id, 0))),
        )
        for unit_id in said.index
        if int(said[unit_id]) != int(found.get(unit_id, 0))
    ]
