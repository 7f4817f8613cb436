"""The clerk's month on one page: from the first file to the issued circular, by the functions that `zz` calls.

`month("2013-05")` shows the page in a notebook or as `zz serve --office` serves it. What a step is about stands in
`steps.py`, each step's panel in a file of its own; they compute nothing and write only what somebody asks for by a click.
"""

from zzlib.explore.telling import reason
from zzlib.office.desk import MonthDesk, month_desk
from zzlib.report.display import Prose
from zzlib.told import ToldError

__all__ = ["MonthDesk", "month"]


def month(period: str = "") -> MonthDesk | Prose:
    """Show the page of a month; the latest with returns when `""`, and of a county that has none the one that is due."""
    try:
        return month_desk(period)
    except ToldError as error:
        return Prose(reason(error))
