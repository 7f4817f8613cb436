"""The gap view's widgets; what it shows is computed by `zzlib.explore.gap`."""

import ipywidgets as widgets

from zzlib.explore.data import ViewData, known_period, load_data
from zzlib.explore.gap import view_of
from zzlib.explore.gap_state import GapParameters
from zzlib.explore.panel import ALL, Options, Panel, Values, choice
from zzlib.explore.result import ViewResult
from zzlib.explore.static import StaticPage
from zzlib.explore.widgets import FixedAmounts
from zzlib.explore.wording import wording
from zzlib.workspace import Workspace

_NARROW = {"style": {"description_width": "initial"}}


def gap_view(period: str = "", workspace: Workspace | None = None) -> Panel:
    """Give the view to work with; `period` `""` is the latest.

    Raises:
        ViewError: there are no returns for the period, or none at all.
    """
    workspace = workspace or Workspace.find()
    words = wording().gap
    first = {
        "period": choice("月份", [(p, p) for p in workspace.periods()], known_period(workspace, period), 140),
        "picture": choice("看", [(w, v) for v, w in words.pictures.items()], "year"),
        "group": choice("组别", [(ALL, "")], "", 140),
        "unit": choice("单位", [(ALL, "")], "", 200),
    }
    changes = {
        "won_percent": widgets.IntSlider(
            value=0,
            min=0,
            max=100,
            step=5,
            description="在报的批下（%）",
            continuous_update=False,
            layout={"width": "270px"},
            **_NARROW,
        ),
        "added_wan": widgets.IntSlider(
            value=0,
            min=0,
            max=10000,
            step=100,
            description=workspace.rhythm.said("今后每月另加（万元）"),
            continuous_update=False,
            layout={"width": "300px"},
            **_NARROW,
        ),
        "by": choice("缺口", [(w, v) for v, w in words.splits.items()], "target", 190),
        "fixed": FixedAmounts(description="指定（万元）"),
    }

    def show(data: ViewData, values: Values) -> ViewResult:
        return view_of(data, GapParameters(**values))

    def options(data: ViewData, values: Values) -> Options:
        own, _ = data.within(values["group"])
        units = [(own.words.label("unit_id", unit), unit) for unit in own.values("unit_id")]
        return {"group": [(ALL, ""), *((g, g) for g in data.groups)], "unit": [(ALL, ""), *units], "fixed": units}

    return Panel(workspace, "gap", {"看什么": first, "算账": changes}, show, options, words.uses)


def gap_page(period: str = "", workspace: Workspace | None = None) -> StaticPage:
    """Give every picture of the view without widgets."""
    data = load_data(period, workspace)
    return StaticPage([view_of(data, GapParameters(data.period, picture)) for picture in wording().gap.pictures])
