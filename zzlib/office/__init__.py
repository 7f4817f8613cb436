"""The clerk's month on one page: from the first file to the issued circular, by the functions that `zz` calls.

`month("2013-05")` shows the page in a notebook or as `zz serve --office` serves it. What a step is about stands in
`steps.py`, each step's panel in a file of its own; they compute nothing and write only what somebody asks for by a click.
"""

from collections.abc import Callable
from typing import TypeVar

from zzlib.explore.telling import reason
from zzlib.office.desk import MonthDesk, month_desk
from zzlib.office.index_page import MonthPage, index_page
from zzlib.report.display import Prose
from zzlib.told import ToldError
from zzlib.workspace import Workspace

_Page = TypeVar("_Page")

__all__ = ["MonthDesk", "MonthPage", "month", "month_page"]

OF_COUNTIES = (
    "市里的工作区没有自己的报表：从收报表到印发的一页，在各县自己的工作区里打开；"
    "看全市，用 city_analysis.ipynb 和探索的笔记本（zz lab 或 zz serve）"
)


def month(period: str = "") -> MonthDesk | Prose:
    """Show the page of a month; the latest with returns when `""`, and of a county that has none the one that is due."""
    return _shown(month_desk, period)


def month_page(period: str = "") -> MonthPage | Prose:
    """List the steps of a month, of the same one, where each stands, and every notebook with what it is for."""
    return _shown(index_page, period)


def _shown(make: Callable[[str], _Page], period: str) -> _Page | Prose:
    try:
        return Prose(OF_COUNTIES) if Workspace.find().is_city else make(period)
    except ToldError as error:
        return Prose(reason(error))
