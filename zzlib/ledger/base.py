"""Last year's same month, the base of growth: last year's returns where they exist, else the history files.

It is told of the units that there are now. What stands in a history file under a unit that has been split since is divided
by the shares, each row's numbers for themselves and to the fen; of returns, each project goes to the unit that has it.
"""

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from zzlib.issues import Issue, issue
from zzlib.ledger.adjusting import Adjusting, Whose
from zzlib.ledger.change_lines import group_at, name_at
from zzlib.ledger.counting import read_counting
from zzlib.ledger.homes import Homes
from zzlib.ledger.lines import UNSTATED_TEXT
from zzlib.ledger.projects import WON_FIELDS
from zzlib.ledger.reference_rows import doubtful_reference, noted_reference
from zzlib.ledger.references import known_unit, read_numbers
from zzlib.ledger.tables import frame
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
    "adjusted": "str",
    "by_share": "bool",
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
    "adjusted": "str",
    "by_share": "bool",
}
"""Rows of last year, all its months up to the same one; `source_id` is a sheet's or `history_funds`, `history_projects`.

`*_unreadable`: the number can't be read, or nobody can say whether it counts; `kind` is `UNREADABLE` where it can't be read.
`adjusted` says which former unit's a row of a history file is, and `by_share` that it is a part of it (教科体局的60%).
"""

_MONEY = ("applied", "awarded", "received")
_Tables = dict[str, pd.DataFrame]


def base_tables(
    workspace: Workspace, period: str, past: "Past | None", homes: Homes
) -> tuple[_Tables, _Tables, list[Issue]]:
    """Give the base of growth; `homes` tells whose the projects of a unit that was split are by this year's returns.

    Returns `base_funds` and `base_projects`; the `sources` and `layouts` of last year's returns where these are the
    base (empty otherwise); and issues, among them each unit whose history says otherwise than its returns.
    """
    issues: list[Issue] = []
    funds, projects = _history_funds(workspace, period, issues), _history_projects(workspace, period, issues)
    if past is None:
        return {"base_funds": funds, "base_projects": projects}, {}, issues
    same_month = period_of(year_of(period) - 1, month_of(period))
    read = [month for month in past.months if month <= same_month]
    lines, counted = _of_units_now(workspace, past, homes, period)
    from_returns = _months(lines, read, BASE_FUNDS_COLUMNS)
    counted = _months(_counted(counted), read, BASE_PROJECTS_COLUMNS)
    if same_month in read:
        issues += _differences(workspace, period, same_month, funds, from_returns)
    base = {"base_funds": _overlaid(funds, from_returns, read), "base_projects": _overlaid(projects, counted, read)}
    return base, {"sources": past.sources, "layouts": past.layouts}, issues


def _months(table: pd.DataFrame, periods: list[str], columns: dict[str, str]) -> pd.DataFrame:
    own = table[table["period"].isin(periods)].assign(adjusted="", by_share=False)
    return own[list(columns)].astype(columns)


def _of_units_now(workspace: Workspace, past: "Past", homes: Homes, period: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give last year's fund lines and projects under the units that have them in a period; its tables are of its last month's."""
    groups = group_at(workspace, period)
    last = past.projects.drop_duplicates(["unit_id", "project_id"], keep="last")
    home = {
        (unit_id, project_id): heir
        for unit_id, own in last.groupby("unit_id", sort=False)
        for project_id, heir in homes.of_earlier(
            str(unit_id), past.period, period, dict(zip(own["project_id"], own["received_fen"].tolist(), strict=True))
        ).items()
    }
    moved = []
    for table in (past.funding, past.projects):
        keys = zip(table["unit_id"], table["project_id"], strict=True)
        units = pd.Series([home.get(key, "") for key in keys], index=table.index, dtype="str")
        there = table.assign(unit_id=units, group=units.map(groups).fillna("").astype("str"))
        moved.append(there[units != ""])
    return moved[0], moved[1]


def _counted(projects: pd.DataFrame) -> pd.DataFrame:
    """Count each project; whether one has won can't be told where none of its readable amounts says so."""
    hidden = projects[[f"{field}_unreadable" for field in WON_FIELDS]].any(axis=1)
    return projects.assign(projects=1, projects_unreadable=False, converted_unreadable=hidden & ~projects["converted"])


def _overlaid(history: pd.DataFrame, returns: pd.DataFrame, read: list[str]) -> pd.DataFrame:
    return pd.concat([history[~history["period"].isin(read)], returns], ignore_index=True)


def _history_funds(workspace: Workspace, period: str, issues: list[Issue]) -> pd.DataFrame:
    counting = read_counting(workspace)
    rows = []
    for row, numbers, bad, place, whose in _history_rows(workspace, "history_funds", period, issues):
        category = row["fund_category"] or UNSTATED_TEXT
        common = {**place, "fund_category": category, "counts": counting.counts(category)}
        parts: list[dict[str, Any]] = [{} for _ in whose.parts]
        for field in _MONEY:
            yuan = numbers[f"{field}_yuan"]
            fen = None if yuan is None else to_fen(yuan, "元")[0]
            hidden = counting.hides(category, fen)
            for part, own in zip(parts, whose.divided(fen), strict=True):
                part[f"{field}_fen"] = pd.NA if own is None or hidden else own
                part[f"{field}_unreadable"] = hidden or f"{field}_yuan" in bad
        rows += [{**common, **unit, **part} for unit, part in zip(whose.rows(), parts, strict=True)]
    return frame(rows, BASE_FUNDS_COLUMNS)


def _history_projects(workspace: Workspace, period: str, issues: list[Issue]) -> pd.DataFrame:
    rows = []
    for _, numbers, bad, place, whose in _history_rows(workspace, "history_projects", period, issues):
        columns = {"projects": "projects", "converted": "converted", "land_granted": "land_mu"}
        common = {**place, **{f"{name}_unreadable": column in bad for name, column in columns.items()}}
        counts = (whose.divided(int(numbers[column] or 0)) for column in ("projects", "converted"))
        for unit, projects, won, land in zip(
            whose.rows(), *counts, whose.divided_land(numbers["land_mu"] or Decimal(0)), strict=True
        ):
            rows.append({**common, **unit, "projects": projects, "converted": won, "land_granted": land})
    return frame(rows, BASE_PROJECTS_COLUMNS)


_AMOUNTS = {
    "history_funds": ("applied_yuan", "awarded_yuan", "received_yuan"),
    "history_projects": ("projects", "converted", "land_mu"),
}
_HistoryRow = tuple[dict[str, Any], dict[str, Decimal | None], Collection[str], dict[str, Any], Whose]


def _history_rows(workspace: Workspace, name: str, period: str, issues: list[Issue]) -> Iterator[_HistoryRow]:
    """Give last year's rows of a history file: row, numbers, columns that can't be read, place in the ledger, whose it is.

    A row whose year or month can't be read may be of any month that these leave open: it stands in each, with no amount.
    """
    reference, year = workspace.reference(name), year_of(period) - 1
    adjusting = Adjusting(workspace, period)
    told: set[str] = set()
    for row in reference.rows():
        numbers, bad = read_numbers(reference, row, ("year", "month", *_AMOUNTS[name]), issues)
        if not (own := known_unit(reference, row, adjusting.groups, issues)):
            continue
        if "year" not in bad and numbers["year"] != year:
            continue
        issues += _too_fine(reference, row, numbers)
        dated = not {"year", "month"} & set(bad)
        stated = numbers["month"]
        if not dated:
            numbers, bad = dict.fromkeys(numbers), [*_AMOUNTS[name]]
        for number in [int(stated)] if stated else range(1, 13) if not dated else []:
            month = period_of(year, number)
            place = {"period": month, "source_id": name, "row": row["row"], "kind": row["kind"]}
            whose = adjusting.whose(own["unit_id"], month)
            if whose.parts:
                yield row, numbers, bad, place, whose
            elif own["unit_id"] not in told:
                told.add(own["unit_id"])
                issues.append(noted_reference(reference, row["row"], "unit_id", row["unit_id"], _LEFT_BEHIND))


_LEFT_BEHIND = "这个单位已经撤销，没有接续的单位，上年同期不含它的数"


def _too_fine(reference: Reference, row: dict[str, Any], numbers: dict[str, Decimal | None]) -> Iterator[Issue]:
    for column, number in numbers.items():
        if column.endswith("_yuan") and number is not None and not to_fen(number, "元")[1]:
            yield doubtful_reference(reference, row["row"], column, row[column], "比一分钱还细，四舍五入到分")


def _differences(
    workspace: Workspace, now: str, period: str, history: pd.DataFrame, returns: pd.DataFrame
) -> list[Issue]:
    """Name the units whose history of the month differs from what their returns of that month add up to.

    What is divided by shares is no history of theirs.
    """
    names = name_at(workspace, now)
    said, found = (
        table[table["period"] == period].groupby("unit_id")["received_fen"].sum() for table in (history, returns)
    )
    said = said[~said.index.isin(history.loc[(history["period"] == period) & history["by_share"], "unit_id"])]
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
