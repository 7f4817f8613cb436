"""The control chart of the conversion view: each unit's rate by its number of projects, and which lie beyond chance."""

from zzlib.charts import conversion_view as charts
from zzlib.explore.contrast import Contrast
from zzlib.explore.data import ViewData
from zzlib.explore.funnel import Rate, rates
from zzlib.explore.judging import judged_parts
from zzlib.explore.listing import key_of
from zzlib.explore.parts import ConversionParameters, ViewPart, title_of
from zzlib.explore.result import ViewTable, text_figure
from zzlib.explore.statistics import CONFIDENCE, binomial_limits
from zzlib.explore.wording import wording
from zzlib.report.workbook import SheetColumn

_COLUMNS = (
    SheetColumn("单位", 16), SheetColumn("转化", 8, "count"), SheetColumn("项目", 8, "count"), SheetColumn("转化率", 10, "percent"),
    SheetColumn("95%下限", 10, "percent"), SheetColumn("95%上限", 10, "percent"), SheetColumn("照平均应转化", 14, "number"),
    SheetColumn("偏差", 8, "number"), SheetColumn("判断", 16),
)  # fmt: skip
_POINTS = 64
"""Of the drawn limits."""


def control(data: ViewData, parameters: ConversionParameters, whole: Rate) -> ViewPart:
    """Give each unit's rate beside the limits of its number of projects; named are those low beyond chance, as 低在哪里 judges."""
    overall, words = whole.rate or 0.0, wording().conversion
    judged = judged_parts(data, parameters.filters)
    known = judged.of("unit_id")
    units = [group for group in rates(data, parameters.filters, "unit_id").values() if group.projects]
    rows, dots = [], []
    for unit in units:
        limits = binomial_limits(unit.projects, overall, CONFIDENCE)
        rate, name, found = unit.rate or 0.0, data.words.label("unit_id", unit.group), known.get(unit.group)
        judgement = _judgement(rate, limits, found, judged.least)
        against = (round(found.expected, 1), round(found.deviation, 2)) if found else (None, None)
        rows.append([name, unit.converted, unit.projects, rate, *limits, *against, judgement])
        dots.append(charts.ControlDot(name, unit.projects, rate, judgement, key_of(unit_id=unit.group)))
    low = [dot.label for dot in dots if dot.judgement == "明显偏低"]
    title = title_of(data, parameters, "各单位转化率与控制限")
    most = max((unit.projects for unit in units), default=1)
    steps = sorted({max(1, round(most * part / (_POINTS - 4))) for part in range(1, _POINTS)})
    curve = [(number, *binomial_limits(number, overall, CONFIDENCE)) for number in steps]
    return ViewPart(
        title,
        ViewTable("控制图", _COLUMNS, rows),
        lambda: charts.control(title, dots, whole.conversion, curve),
        words.choice("control", low=len(low)),
        (text_figure("units", "、".join(low)),),
        (words.notes["causes"].format(parts=len(judged.contrasts), limit=f"{judged.least:.2f}"),),
    )


def _judgement(rate: float, limits: tuple[float, float], found: Contrast | None, least: float) -> str:
    """Judge a unit: 明显 beyond chance among those of its kind, 可能 beyond the limits of its number of projects alone."""
    deviation = found.deviation if found else 0.0
    if abs(deviation) > -least:
        return "明显偏低" if deviation < 0 else "明显偏高"
    if limits[0] <= rate <= limits[1]:
        return "正常范围"
    return "可能偏低" if rate < limits[0] else "可能偏高"
