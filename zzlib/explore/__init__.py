"""Views for an analyst: why so few projects convert, who is ahead and behind, what would close the gap.

A view is a model (pure: parameters to tables, figures, sentence, chart) and a thin widget over it. In a notebook:
`conversion("2013-05")`; with `interactive=False` the same without widgets, for papermill and HTML.
"""

from zzlib.explore.conversion_view import conversion_page, conversion_view
from zzlib.explore.gap_view import gap_page, gap_view
from zzlib.explore.month_page import month_page
from zzlib.explore.panel import Panel
from zzlib.explore.progress_view import progress_page, progress_view
from zzlib.explore.static import Page

__all__ = ["Page", "Panel", "conversion", "gap", "month_page", "progress"]


def conversion(period: str = "", interactive: bool = True) -> Panel | Page:
    """Show the conversion of projects into money (转化); the latest period when `""`."""
    return conversion_view(period) if interactive else conversion_page(period)


def progress(period: str = "", interactive: bool = True) -> Panel | Page:
    """Show every unit's progress against its target (进度); the latest period when `""`."""
    return progress_view(period) if interactive else progress_page(period)


def gap(period: str = "", interactive: bool = True) -> Panel | Page:
    """Show the gap to the year's target, forecasts, and its split over units (缺口); the latest period when `""`."""
    return gap_view(period) if interactive else gap_page(period)
