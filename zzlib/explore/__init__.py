"""Views for an analyst: why so few projects convert, who is ahead and behind, what would close the gap.

A view is a model (pure: parameters to tables, figures, sentence, chart) and a thin widget over it. In a notebook:
`conversion("2013-05")`; with `interactive=False` the same without widgets, for papermill and HTML. A state is written as
the view shows it: `conversion("2013-05", by="unit", policy_field=["水利"])`, by the names of its controls.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from zzlib.explore.conversion_view import conversion_page, conversion_view
from zzlib.explore.data import ViewError
from zzlib.explore.gap_view import gap_page, gap_view
from zzlib.explore.items_view import items_page, items_view
from zzlib.explore.kernel import keep_messages
from zzlib.explore.panel import Panel
from zzlib.explore.progress_view import progress_page, progress_view
from zzlib.explore.state import asked_state
from zzlib.explore.static import StaticPage
from zzlib.explore.telling import reason
from zzlib.report.display import Prose
from zzlib.told import ToldError
from zzlib.workspace import NoReturnsError

_Shown = TypeVar("_Shown")

__all__ = ["Panel", "StaticPage", "conversion", "gap", "items", "progress"]

keep_messages()


def conversion(period: str = "", interactive: bool = True, **state: Any) -> Panel | StaticPage | Prose:
    """Show the conversion of projects into money (转化), in a state; the latest period when `""`.

    Raises:
        ViewError: the view has no such control, or it can't be set so; as in the other views.
    """
    return _view(conversion_view, conversion_page, period, interactive, state)


def progress(period: str = "", interactive: bool = True, **state: Any) -> Panel | StaticPage | Prose:
    """Show every unit's progress against its target (进度), in a state; the latest period when `""`."""
    return _view(progress_view, progress_page, period, interactive, state)


def gap(period: str = "", interactive: bool = True, **state: Any) -> Panel | StaticPage | Prose:
    """Show the gap to the target, who holds it, and what may close it (缺口), in a state; the latest period when `""`."""
    return _view(gap_view, gap_page, period, interactive, state)


def items(period: str = "", interactive: bool = True, **state: Any) -> Panel | StaticPage | Prose:
    """Show what was asked of whom and what became of it over the months (督办), in a state; the latest period when `""`."""
    return _view(items_view, items_page, period, interactive, state)


def _view(
    panel: Callable[[str], Panel],
    page: Callable[[str], StaticPage],
    period: str,
    interactive: bool,
    state: dict[str, Any],
) -> Panel | StaticPage | Prose:
    if not interactive and not state:
        return _shown(page, period)

    made = _shown(panel, period)
    if not isinstance(made, Panel):
        return made
    asked = asked_state() if state else {}
    try:
        if state:
            made.restore(state | asked)
    except ViewError as error:
        if not asked:  # the call is wrong, not a link
            raise
        return NothingShown(reason(error))
    return made if interactive else StaticPage([made.shown()])


class NothingShown(Prose):
    """Why a view can't be made: read where the view would stand, and said to whoever asks the view for something."""

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(self.text)


def _shown(make: Callable[[str], _Shown], period: str) -> _Shown | Prose:
    """Make a view; where it can't be made, say so in its place instead of in a traceback."""
    try:
        return make(period)
    except NoReturnsError as nothing_yet:
        return NothingShown(str(nothing_yet))
    except ToldError as error:
        return NothingShown(reason(error))
