"""The pictures: one theme, one function a chart, each from a `Month` to a matplotlib figure that nothing shows by itself."""

from zzlib.charts.funds import received_by_category
from zzlib.charts.one_page import one_page
from zzlib.charts.path import path_to_target
from zzlib.charts.projects import conversion
from zzlib.charts.reporting import who_reported
from zzlib.charts.theme import Chart, theme
from zzlib.charts.units import bands, completion_by_unit

__all__ = [
    "Chart",
    "bands",
    "completion_by_unit",
    "conversion",
    "one_page",
    "path_to_target",
    "received_by_category",
    "theme",
    "who_reported",
]
