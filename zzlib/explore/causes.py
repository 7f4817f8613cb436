"""Where conversion is low: the parts of the projects against the others of their kind, and the words that name the cause.

Where no part is low beyond chance, a change of the mix against the other side of the comparison is looked for; where there
is none, nothing is named.
"""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from zzlib.charts import conversion_view as charts
from zzlib.explore.contrast import Contrast
from zzlib.explore.data import ViewData
from zzlib.explore.decomposition import decompose
from zzlib.explore.dimensions import DIMENSIONS
from zzlib.explore.funnel import Rate, counts, rates
from zzlib.explore.judging import Part, judged_parts
from zzlib.explore.listing import key_of
from zzlib.explore.parts import ConversionParameters, Head, ViewPart, other_side, title_of
from zzlib.explore.result import ViewTable, counted_figure, percent, text_figure
from zzlib.explore.why import why_figures
from zzlib.explore.wording import wording
from zzlib.money import number_text, round_half_up
from zzlib.report.workbook import SheetColumn
from zzlib.vocabulary import Stage
from zzlib.writing import StoredFigure

_DRAWN, _NAMED_UNITS = 12, 6
_COLUMNS = (
    SheetColumn("哪一部分", 34), SheetColumn("转化", 8, "count"), SheetColumn("项目", 8, "count"), SheetColumn("转化率", 10, "percent"),
    SheetColumn("照平均应转化", 14, "number"), SheetColumn("少", 8, "number"), SheetColumn("偏差", 8, "number"), SheetColumn("判断", 11),
)  # fmt: skip
_Named = tuple[dict[str, int], tuple[StoredFigure, ...]]
"""What the wording's conditions ask, and the figures of what it says."""


def causes(data: ViewData, parameters: ConversionParameters, whole: Rate) -> ViewPart:
    """Give the parts in which fewer projects converted than in others of their kind, and name the one that stands out."""
    words, judged = wording().conversion, judged_parts(data, parameters.filters)
    label = {contrast.part: _called(data, judged.parts[contrast.part]) for contrast in judged.contrasts}
    rows = [_row(label[contrast.part], contrast, judged.least) for contrast in judged.contrasts]
    bars = [
        charts.LackBar(label[c.part], c.lacking, _values(c), c.deviation < judged.least, _key(data, judged.parts[c.part]))
        for c in judged.contrasts[:_DRAWN]
    ]  # fmt: skip
    named, figures = _cause(data, parameters)
    waits, waiting = _waiting(data, parameters)
    sentence = words.choice("causes", **named) + words.choice("waiting", **waits)
    title = title_of(data, parameters, "转化率低在哪里")
    note = words.notes["causes"].format(parts=len(rows), limit=f"{judged.least:.2f}")
    table, below = ViewTable("低在哪里", _COLUMNS, rows), "比同类型项目的平均少转化的个数（■ 超出偶然；浅色：可能偶然）"
    return ViewPart(title, table, lambda: charts.causes(title, bars, below), sentence, (*figures, *waiting), (note,))


def headline(data: ViewData, parameters: ConversionParameters) -> Head:
    """Give the short sentence that names the cause, or says that there is none, for a picture that shows something else."""
    named, figures = _cause(data, parameters)
    return wording().conversion.choice("headline", **named), figures


def _cause(data: ViewData, parameters: ConversionParameters) -> _Named:
    """Name the part that stands out, with the numbers that show it; else a shift of the mix, if there is one."""
    judged = judged_parts(data, parameters.filters)
    if (found := judged.lowest) is None:
        mix = _mix(data, parameters)
        return {"mix": int(bool(mix))}, mix
    return {"part": 1}, (
        text_figure("part", _called(data, judged.parts[found.part])),
        counted_figure("projects_in", found.projects),
        counted_figure("converted_in", found.converted),
        text_figure("rate_in", percent(found.converted / found.projects)),
        text_figure("expected", number_text(_tenths(found.expected), 1)),
        text_figure("lacking", number_text(_tenths(found.expected) - found.converted, 1)),
    )


def _mix(data: ViewData, parameters: ConversionParameters) -> tuple[StoredFigure, ...]:
    """Give the figures of a shift of the kinds of projects against the other side of the comparison, where it costs conversion."""
    side = other_side(data, replace(parameters, by="kind"))
    found = decompose(counts(side.rates), counts(rates(data, parameters.filters, "kind"))) if side.rates else None
    if found is None or found.rate_causes() or not found.mix_is_a_cause() or found.mix > 0:
        return ()
    label = {effect.group: data.words.label("kind", effect.group) for effect in found.effects}
    return why_figures(found, label, side.called, DIMENSIONS["kind"])


def _waiting(data: ViewData, parameters: ConversionParameters) -> _Named:
    """Give what the unconverted projects of the part that stands out wait for: land, or the stage that most of them state."""
    judged = judged_parts(data, parameters.filters)
    if (found := judged.lowest) is None:
        return {}, ()
    part = judged.parts[found.part]
    sums = data.sums(("unconverted", "lacking_land_unconverted"), parameters.filters, ["stage", part.column])
    own = [{stage: int(s.value) for (stage, value), s in one.items() if value == part.value} for one in sums.values()]
    if part.column == "needs_land":
        land = sum(own[1].values())
        return {"land": land}, (counted_figure("lack_land", land),)
    stage, number = max(((one, n) for one, n in own[0].items() if one), key=lambda one: one[1], default=("", 0))
    if not number:
        return {}, ()
    return {"stage": number}, (text_figure("stage", Stage(stage).label), counted_figure("at_stage", number))


def _called(data: ViewData, part: Part) -> str:
    words = wording().conversion.parts
    if part.column == "leader":
        masked = data.settings.privacy.mask_names
        names = [data.words.label("unit_id", unit) for unit in part.units]
        units = "、".join(names[:_NAMED_UNITS]) + (f"等{len(names)}个单位" if len(names) > _NAMED_UNITS else "")
        return words["leader_masked" if masked else "leader"].format(value=part.value, units=units)
    value = "" if part.column == "needs_land" else data.words.label(part.column, part.value)
    return words[part.column].format(value=value)


def _key(data: ViewData, part: Part) -> str:
    """Give what lists a part's projects: those of a leader who is not named are not."""
    if part.column == "leader" and data.settings.privacy.mask_names:
        return ""
    return key_of(**{part.column: 1 if part.column == "needs_land" else part.value})


def _row(label: str, found: Contrast, least: float) -> list[Any]:
    judged = "超出偶然" if found.deviation < least else "可能偶然"
    return [label, found.converted, found.projects, found.converted / found.projects, round(found.expected, 1), round(found.lacking, 1), round(found.deviation, 2), judged]  # fmt: skip


def _values(found: Contrast) -> str:
    rate = percent(found.converted / found.projects)
    return f"{rate}（{found.converted}/{found.projects}），照同类型项目的平均应有{found.expected:.1f}个"


def _tenths(number: float) -> Decimal:
    return round_half_up(Decimal(str(number)), 1)
