"""The pictures: one theme, one function a chart, each from a `Month` to a matplotlib figure that nothing shows by itself."""

from zzlib.charts.funds import received_by_category
from zzlib.charts.gap import gap_by_unit
from zzlib.charts.monthly import gained_by_month
from zzlib.charts.one_page import one_page
from zzlib.charts.path import path_to_target
from zzlib.charts.projects import conversion
from zzlib.charts.reporting import who_reported
from zzlib.charts.steps import steps_of_money
from zzlib.charts.theme import Chart, theme
from zzlib.charts.units import completion_by_unit

__all__ = [
    "Chart",
    "completion_by_unit",
    "conversion",
    "gained_by_month",
    "gap_by_unit",
    "one_page",
    "path_to_target",
    "received_by_category",
    "steps_of_money",
    "theme",
    "who_reported",
]
