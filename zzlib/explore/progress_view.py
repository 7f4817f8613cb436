"""The progress view's widgets; what it shows is computed by `zzlib.explore.progress`."""

import ipywidgets as widgets

from zzlib.explore.data import ViewData, known_period, load_data
from zzlib.explore.panel import ALL, Options, Panel, Values, choice
from zzlib.explore.progress import view_of
from zzlib.explore.result import ViewResult
from zzlib.explore.rules import ProgressParameters
from zzlib.explore.static import StaticPage
from zzlib.explore.widgets import Choices
from zzlib.explore.wording import wording
from zzlib.workspace import Workspace


def progress_view(period: str = "", workspace: Workspace | None = None) -> Panel:
    """Give the view to work with; `period` `""` is the latest.

    Raises:
        ViewError: there are no returns for the period, or none at all.
    """
    workspace = workspace or Workspace.find()
    words, settings, said = wording().progress, workspace.settings, workspace.rhythm.said
    first = {
        "period": choice("月份", [(p, p) for p in workspace.periods()], known_period(workspace, period), 140),
        "picture": choice("看", [(said(w), v) for v, w in words.pictures.items()], "schedule"),
        "compare": choice("对比", [(said(w), v) for v, w in words.compare.items()], "last_month", 160),
        "group": choice("组别", [(ALL, "")], "", 140),
        "unit": choice("单位", [("最落后的", "")], "", 170),
    }
    what_if = {
        "measure": choice("按", [("到位资金", "received"), ("争取资金", "awarded")], settings.bands.measure, 150),
        "schedule": choice("时序", [(said(w), v) for v, w in words.schedules.items()], "settings", 180),
        "high": _edge("高档线", settings.bands.edges[0]),
        "middle": _edge("中档线", settings.bands.edges[1]),
        "left_out": Choices("不计的单位", "没有"),
    }

    def show(data: ViewData, values: Values) -> ViewResult:
        return view_of(data, ProgressParameters(**values))

    def options(data: ViewData, values: Values) -> Options:
        own, _ = data.within(values["group"])
        units = [(own.words.label("unit_id", unit), unit) for unit in own.values("unit_id")]
        return {
            "group": [(ALL, ""), *((g, g) for g in data.groups)],
            "unit": [("最落后的", ""), *units],
            "left_out": units,
        }

    return Panel(workspace, "progress", {"看什么": first, "换个规则": what_if}, show, options, words.uses)


def _edge(label: str, value: float) -> widgets.FloatSlider:
    """Make a slider that speaks when it is let go, not on the way."""
    look = {"layout": {"width": "185px"}, "style": {"description_width": "initial"}, "readout_format": ".0%"}
    return widgets.FloatSlider(
        value=value, min=0.05, max=1.2, step=0.05, description=label, continuous_update=False, **look
    )


def progress_page(period: str = "", workspace: Workspace | None = None) -> StaticPage:
    """Give every picture of the view without widgets."""
    data = load_data(period, workspace)
    return StaticPage(
        [view_of(data, ProgressParameters(data.period, picture)) for picture in wording().progress.pictures]
    )
