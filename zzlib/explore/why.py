"""Why a rate of conversion differs: the effects of mix and of rates by group, and the sentence that names causes."""

from decimal import Decimal

from zzlib.charts import conversion_view as charts
from zzlib.explore.data import ViewData
from zzlib.explore.decomposition import Decomposition, decompose
from zzlib.explore.dimensions import DIMENSIONS
from zzlib.explore.funnel import Rate, counts, rates
from zzlib.explore.listing import key_of
from zzlib.explore.parts import ConversionParameters, ViewPart, other_side, title_of
from zzlib.explore.result import ViewTable, points, text_figure
from zzlib.explore.wording import wording
from zzlib.money import round_half_up
from zzlib.report.workbook import SheetColumn
from zzlib.writing import StoredFigure

_DECIMALS = (1, 2, 3)


def why(data: ViewData, parameters: ConversionParameters, whole: Rate) -> ViewPart:
    """Split the difference from the other side of the comparison into effects of mix and of rates, by group."""
    by, words = parameters.by, wording().conversion
    side = other_side(data, parameters)
    other, notes = side.called, side.notes
    found = decompose(counts(side.rates), counts(rates(data, parameters.filters, by))) if side.rates else None
    title = title_of(data, parameters, f"转化率变化的构成影响和转化率影响（按{DIMENSIONS[by]}）")
    columns = (
        SheetColumn(DIMENSIONS[by], 18), SheetColumn(f"{other}转化", 11, "count"), SheetColumn(f"{other}项目", 11, "count"),
        SheetColumn("本期转化", 10, "count"), SheetColumn("本期项目", 10, "count"), SheetColumn("构成影响", 12), SheetColumn("转化率影响", 12),
        SheetColumn("区间", 24), SheetColumn("判断", 12),
    )  # fmt: skip
    label = {e.group: data.words.label(by, e.group) for e in found.effects} if found else {}
    rows = [
        [label[e.group], *e.before, *e.now, points(e.mix), points(e.rate), f"{points(e.low)}—{points(e.high)}", "超出偶然" if e.significant else "可能偶然"]
        for e in (found.effects if found else ())
    ]  # fmt: skip
    bars = [
        charts.EffectBar(label[e.group], e.mix, e.rate, (e.low, e.high), e.significant, key_of(**{by: e.group}))
        for e in (found.effects if found else ())
    ]
    sentence, figures = why_sentence(found, label, other, DIMENSIONS[by])
    if parameters.compare == "last_month" and found:
        notes = (*notes, words.notes["paired"])
    table = ViewTable("为什么", columns, rows, words.choice("why", groups=0))
    return ViewPart(
        title,
        table,
        lambda: charts.why(title, bars, found.mix if found else 0.0, found.rate if found else 0.0),
        sentence,
        figures,
        notes,
    )


def why_sentence(
    found: Decomposition | None, label: dict[str, str], other: str, by: str
) -> tuple[str, tuple[StoredFigure, ...]]:
    """Say what a difference comes from; nothing is named that chance alone may bring."""
    if found is None:
        return wording().conversion.choice("why", groups=0), ()
    numbers = {"causes": len(found.rate_causes()), "mix": int(found.mix_is_a_cause())}
    return wording().conversion.choice("why", groups=len(found.effects), **numbers), why_figures(
        found, label, other, by
    )


def why_figures(found: Decomposition, label: dict[str, str], other: str, by: str) -> tuple[StoredFigure, ...]:
    """Give what the sentence on a difference prints: the change, its two effects, and the groups that it lies on."""
    causes, mix = found.rate_causes(), found.mix_is_a_cause()
    moved = "下降" if sum(e.rate for e in causes) < 0 else "上升"
    digits = _digits(found)
    values = {
        "other": other,
        "by": by,
        "change": f"变化{points(found.change, digits)}",
        "mix": points(found.mix, digits),
        "within": points(found.rate, digits),
    }
    if causes:
        named = "、".join(f"{label[e.group]}（{e.before[0]}/{e.before[1]}→{e.now[0]}/{e.now[1]}）" for e in causes)
        values |= {"groups": named, "moved": moved}
    elif mix:
        largest = sorted(found.effects, key=lambda e: -abs(e.mix))[:2]
        values |= {"groups": "、".join(label[e.group] for e in largest)}
    return tuple(text_figure(key, value) for key, value in values.items())


def _digits(found: Decomposition) -> int:
    """Give the fewest decimals at which the printed effects give the printed change, and this is that of the printed rates."""
    for digits in _DECIMALS:
        change, mix, rate, before, now = (
            round_half_up(Decimal(str(share)) * 100, digits)
            for share in (found.change, found.mix, found.rate, found.before, found.now)
        )
        if change == mix + rate == now - before:
            return digits
    return _DECIMALS[-1]
