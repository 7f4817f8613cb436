"""Views for an analyst: why so few projects convert, who is ahead and behind, what would close the gap.

A view is a model (pure: parameters to tables, figures, sentence, chart) and a thin widget over it. In a notebook:
`conversion("2013-05")`; with `interactive=False` the same without widgets, for papermill and HTML.
"""

from collections.abc import Callable
from typing import TypeVar

from zzlib.explore.conversion_view import conversion_page, conversion_view
from zzlib.explore.gap_view import gap_page, gap_view
from zzlib.explore.month_page import MonthPage
from zzlib.explore.month_page import month_page as _month_page
from zzlib.explore.panel import Panel
from zzlib.explore.progress_view import progress_page, progress_view
from zzlib.explore.static import StaticPage
from zzlib.explore.telling import reason
from zzlib.report.display import Prose
from zzlib.told import ToldError
from zzlib.workspace import NoReturnsError

_Shown = TypeVar("_Shown")

__all__ = ["Panel", "StaticPage", "conversion", "gap", "month_page", "progress"]


def conversion(period: str = "", interactive: bool = True) -> Panel | StaticPage | Prose:
    """Show the conversion of projects into money (转化); the latest period when `""`."""
    return _shown(conversion_view if interactive else conversion_page, period)


def progress(period: str = "", interactive: bool = True) -> Panel | StaticPage | Prose:
    """Show every unit's progress against its target (进度); the latest period when `""`."""
    return _shown(progress_view if interactive else progress_page, period)


def gap(period: str = "", interactive: bool = True) -> Panel | StaticPage | Prose:
    """Show the gap to the year's target, who holds it, and what may close it (缺口); the latest period when `""`."""
    return _shown(gap_view if interactive else gap_page, period)


def month_page(period: str = "") -> MonthPage | Prose:
    """Show what to do in a month; the latest when `""`."""
    return _shown(_month_page, period)


def _shown(make: Callable[[str], _Shown], period: str) -> _Shown | Prose:
    """Make a view; where it can't be made, say so in its place instead of in a traceback."""
    try:
        return make(period)
    except NoReturnsError as nothing_yet:
        return Prose(str(nothing_yet))
    except ToldError as error:
        return Prose(reason(error))
