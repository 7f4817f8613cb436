"""Last year's same month, the base of growth: last year's returns where they exist, else the history files."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from zzlib.issues import Issue, issue
from zzlib.ledger.references import known_unit, read_numbers, unit_groups
from zzlib.ledger.tables import UNSTATED_TEXT, frame, ledger_tables
from zzlib.ledger.year import Year
from zzlib.money import fen_of, yuan_text
from zzlib.periods import period_of, year_of
from zzlib.workspace import Workspace

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
    "source_id": "str",
    "row": "int64",
}
"""Rows of last year, all its months up to the same one; `source_id` is a sheet's or `history_funds`, `history_projects`."""

_MONEY = ("applied", "awarded", "received")
_Tables = dict[str, pd.DataFrame]


def base_tables(workspace: Workspace, period: str, last_year: Year | None) -> tuple[_Tables, _Tables, list[Issue]]:
    """Give the base of growth.

    Returns `base_funds` and `base_projects`; the `sources` and `layouts` of last year's returns where these are the
    base (empty otherwise); and issues, among them each unit whose history says otherwise than its returns.
    """
    issues: list[Issue] = []
    funds, projects = _history_funds(workspace, period, issues), _history_projects(workspace, period, issues)
    if last_year is None:
        return {"base_funds": funds, "base_projects": projects}, {}, issues
    tables = ledger_tables(workspace, last_year)
    read = [month for month, claims in last_year.claims.items() if claims]
    from_returns = _months(tables["funding"], read, BASE_FUNDS_COLUMNS)
    counted = _months(tables["projects"].assign(projects=1), read, BASE_PROJECTS_COLUMNS)
    issues += _differences(workspace, last_year.period, funds, from_returns)
    base = {"base_funds": _overlaid(funds, from_returns, read), "base_projects": _overlaid(projects, counted, read)}
    return base, {name: tables[name] for name in ("sources", "layouts")}, issues


def _months(table: pd.DataFrame, periods: list[str], columns: dict[str, str]) -> pd.DataFrame:
    return table.loc[table["period"].isin(periods), list(columns)].astype(columns)


def _overlaid(history: pd.DataFrame, returns: pd.DataFrame, read: list[str]) -> pd.DataFrame:
    return pd.concat([history[~history["period"].isin(read)], returns], ignore_index=True)


def _history_funds(workspace: Workspace, period: str, issues: list[Issue]) -> pd.DataFrame:
    uncounted = {r["category"] for r in workspace.reference("fund_categories").rows() if r["counts"].lower() == "no"}
    rows = []
    for row, place in _history_rows(workspace, "history_funds", period, issues):
        category = row["fund_category"] or UNSTATED_TEXT
        amounts = {f"{f}_fen": fen_of(row[f"{f}_yuan"]) if row[f"{f}_yuan"] else pd.NA for f in _MONEY}
        rows.append({**place, "fund_category": category, "counts": category not in uncounted, **amounts})
    return frame(rows, BASE_FUNDS_COLUMNS)


def _history_projects(workspace: Workspace, period: str, issues: list[Issue]) -> pd.DataFrame:
    rows = []
    for row, place in _history_rows(workspace, "history_projects", period, issues):
        counts = {name: int(row[name] or 0) for name in ("projects", "converted")}
        rows.append({**place, **counts, "land_granted": float(row["land_mu"] or 0)})
    return frame(rows, BASE_PROJECTS_COLUMNS)


_NUMBERS = {
    "history_funds": ("year", "month", "applied_yuan", "awarded_yuan", "received_yuan"),
    "history_projects": ("year", "month", "projects", "converted", "land_mu"),
}


def _history_rows(
    workspace: Workspace, name: str, period: str, issues: list[Issue]
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Give last year's rows of a history file that can be used, each with its place in the ledger."""
    reference, groups = workspace.reference(name), unit_groups(workspace)
    for row in reference.rows():
        numbers = read_numbers(reference, row, _NUMBERS[name], issues)
        if numbers is None or not (own := known_unit(reference, row, groups, issues)):
            continue
        month = int(numbers["month"] or 0)
        if numbers["year"] == year_of(period) - 1 and 1 <= month <= 12:
            place = {"period": period_of(year_of(period) - 1, month), "source_id": name, "row": row["row"]}
            unit = {"unit_id": own["unit_id"], "group": groups[own["unit_id"]], "kind": row["kind"] or "unstated"}
            yield row, place | unit


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
