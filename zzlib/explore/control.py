"""The control chart of the conversion view: which units' rates lie beyond what chance brings."""

from zzlib.charts import conversion_view as charts
from zzlib.explore.data import ViewData
from zzlib.explore.funnel import Rate, rates
from zzlib.explore.listing import key_of
from zzlib.explore.parts import ConversionParameters, ViewPart, title_of
from zzlib.explore.result import ViewTable, asked_figure, text_figure
from zzlib.explore.statistics import binomial_limits
from zzlib.explore.wording import wording
from zzlib.report.workbook import SheetColumn

LIMITS = (0.95, 0.998)
"""Confidence of the control limits: a warning and an alarm (Spiegelhalter 2005)."""


def control(data: ViewData, parameters: ConversionParameters, whole: Rate) -> ViewPart:
    """Give each unit's rate between the control limits of its number of projects; only the clearly low are named."""
    overall = whole.rate or 0.0
    units = [group for group in rates(data, parameters.filters, "unit_id").values() if group.projects]
    columns = (
        SheetColumn("单位", 16), SheetColumn("转化", 8, "count"), SheetColumn("项目", 8, "count"), SheetColumn("转化率", 10, "percent"),
        SheetColumn("95%下限", 10, "percent"), SheetColumn("95%上限", 10, "percent"), SheetColumn("99.8%下限", 10, "percent"),
        SheetColumn("99.8%上限", 10, "percent"), SheetColumn("判断", 16),
    )  # fmt: skip
    rows, dots = [], []
    for unit in units:
        inner, outer = (binomial_limits(unit.projects, overall, level) for level in LIMITS)
        rate, name = unit.rate or 0.0, data.words.label("unit_id", unit.group)
        judgement = _judgement(rate, inner, outer)
        rows.append([name, unit.converted, unit.projects, rate, *inner, *outer, judgement])
        dots.append(charts.ControlDot(name, unit.projects, rate, judgement, key_of(unit_id=unit.group)))
    low = [dot.label for dot in dots if dot.judgement == "明显偏低"]
    title = title_of(data, parameters, "各单位转化率与控制限")
    most = max((unit.projects for unit in units), default=1)
    steps = sorted({max(1, round(most * part / 60)) for part in range(1, 64)})
    curves = {level: [(n, *binomial_limits(n, overall, level)) for n in steps] for level in LIMITS}
    known = parameters.filters.catalogued("conversion", data.settings.kinds)
    figures = (asked_figure("overall", whole.figures["conversion"], known), text_figure("units", "、".join(low)))
    return ViewPart(
        title,
        ViewTable("控制图", columns, rows),
        lambda: charts.control(title, dots, overall, curves),
        wording().conversion.sentences["control_low" if low else "control_none"],
        figures,
    )


def _judgement(rate: float, inner: tuple[float, float], outer: tuple[float, float]) -> str:
    for words, (low, high) in (("明显", outer), ("可能", inner)):
        if rate < low:
            return f"{words}偏低"
        if rate > high:
            return f"{words}偏高"
    return "正常范围"
