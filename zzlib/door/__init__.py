"""What `import zzlib as zz` shows: a county's months as pandas frames, its units, its figures.

`months` is a period (`"2013-05"`), a year (`2013`), a list of them, or `None` for the latest. Of several months each is as
its own edition has it: the same rows as if it were asked for alone. `money` is `yuan` (float64, each amount the float
nearest to its fen; sums of a column are made in whole fen), `wan` (万元), `yi` (亿元) or `fen` (Int64). `root` is another
workspace than the one that the environment's `ZZ_ROOT` names, or in which one stands.

What is given may be changed at will: it is a copy.
"""

import os
from datetime import date
from pathlib import Path
from typing import Literal

import pandas as pd

from zzlib.data import nearest_key
from zzlib.door.columns import PACKAGE_COLUMNS, DoorColumns, TableName, about, told
from zzlib.door.editions import Months, edition, periods_of
from zzlib.door.frames import Described, MonthsFrame
from zzlib.door.making import known_frame, made_frame, only
from zzlib.door.missing import DoorError, NoColumnError
from zzlib.door.naming import DoorUnit, unit
from zzlib.indicators import Month
from zzlib.workspace import Workspace, WorkspaceError

__all__ = [
    "DoorError",
    "DoorUnit",
    "Money",
    "MonthsFrame",
    "NoColumnError",
    "describe",
    "figures",
    "funding",
    "month",
    "projects",
    "unit",
    "units",
    "use",
]

Money = Literal["yuan", "wan", "yi", "fen"]


def use(root: Path | str | None) -> None:
    """Let all that follows in this program speak of a workspace; nothing changes where none is named (`""`, `None`).

    Raises:
        WorkspaceError: there is none.
    """
    if root:
        os.environ["ZZ_ROOT"] = str(Workspace.find(root).root)


def projects(months: Months = None, money: Money | str = "yuan", *, root: Path | str | None = None) -> MonthsFrame:
    """Give a row a project and month, in order of month, unit and return (columns: `zz.describe("projects")`).

    `received` and its like are cumulative from January and hold what counts, so that over one month
    `zz.projects("2013-05")["received"].sum()` is the figure `funds_received`; what bonds and the like brought stands in
    `received_uncounted`. Over several months `received_in_month` adds up; a sum of `received` is refused. Blank: not filled in;
    `received_unreadable`: can't be read.

    Raises:
        DoorError: there are no returns of a month, or `money` is unknown; the message names the nearest.
        NoReturnsError: the workspace has no returns.
    """
    return _frame("projects", months, money, root)


def funding(months: Months = None, money: Money | str = "yuan", *, root: Path | str | None = None) -> MonthsFrame:
    """Give a row a fund line and month (columns: `zz.describe("funding")`); see `projects`."""
    return _frame("funding", months, money, root)


def units(months: Months = None, money: Money | str = "yuan", *, root: Path | str | None = None) -> MonthsFrame:
    """Give a row a unit and month, in order of precedence (columns: `zz.describe("units")`); see `projects`.

    A unit of which no return stands for the month has blank amounts, not 0.
    """
    return _frame("units", months, money, root)


def figures(
    months: Months = None,
    money: Money | str = "yuan",
    *,
    figure: str = "",
    scope: str = "",
    as_of: date | str | None = None,
    root: Path | str | None = None,
) -> MonthsFrame:
    """Give a row a figure, scope and month (columns: `zz.describe("figures")`): all, or of a figure and of a scope.

    `figure` is an id or a Chinese name (已到位资金, or 到位资金 as returns call it); `scope` `county`, a kind of scope (`unit`), or one
    (`unit:水利局`). Values of several months add up only of figures that tell what each brought (`funds_this_month`). With `as_of` (a date, or
    `"2013-06-10"`) each month is told as it was known at the end of that day: as the last version issued by then states it, else as the returns
    received and the decisions taken by then give it.

    Raises:
        DoorError: as of `projects`; there is no such figure, scope or day.
        PublicationError: nothing was issued and nothing had been received by that day.
    """
    workspace = Workspace.find(root)
    if as_of:
        frame = known_frame(periods_of(months, workspace) if months else [""], workspace, money, as_of)
    else:
        frame = made_frame("figures", periods_of(months, workspace), workspace, money)
    return only(frame, workspace, figure, scope)


def month(period: Months = None, *, root: Path | str | None = None) -> Month:
    """Give a month with its figures, units, issues (`zzlib.indicators.Month`): `zz.month("2013-05").figures["funds_received"].text`.

    Raises:
        DoorError: there are no returns of it, or several months are asked for.
        NoReturnsError: the workspace has no returns.
    """
    workspace = Workspace.find(root)
    periods = periods_of(period, workspace)
    if len(periods) > 1:
        raise DoorError(f"zz.month 一次给一个月，不是 {len(periods)} 个；写成 zz.month('{periods[-1]}')")
    return edition(workspace, periods[0]).month


def describe(table: TableName | str = "", *, root: Path | str | None = None) -> pd.DataFrame:
    """Tell the columns of a table (列, 名称, 类型, 单位, 来源), with the county's own where one stands in a workspace; `""`: the tables.

    Raises:
        DoorError: there is no such table; the message names the nearest.
    """
    columns = _columns(root)
    if not table:
        rows = [(name, about(name), len(columns.tables[name])) for name in columns.tables]
        return Described(pd.DataFrame(rows, columns=["表", "说明", "列数"]))
    if table not in columns.tables:
        raise DoorError(f"没有“{table}”这张表，{nearest_key(str(table), columns.tables)}")
    return Described(told(columns.tables[table]))


def _columns(root: Path | str | None) -> DoorColumns:
    try:
        return DoorColumns(Workspace.find(root).form)
    except WorkspaceError:
        if root is not None:
            raise
        return PACKAGE_COLUMNS


def _frame(table: TableName, months: Months, money: str, root: Path | str | None) -> MonthsFrame:
    workspace = Workspace.find(root)
    return made_frame(table, periods_of(months, workspace), workspace, money)
