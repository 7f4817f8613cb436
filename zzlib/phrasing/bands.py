"""How the bands of units and what completion is measured by are called."""

from decimal import Decimal

from zzlib.indicators.month import Month
from zzlib.money import number_text
from zzlib.vocabulary import Band

BAND_WORDS: dict[str, str] = {
    Band.HIGH: "完成 {high} 以上",
    Band.MIDDLE: "完成 {middle} 以上、不足 {high}",
    Band.LOW: "有进资、不足 {middle}",
    Band.ZERO: "到位资金为零（已报送）",
    Band.NO_TARGET: "没有年度目标",
    Band.UNKNOWN: "数据待核",
    Band.UNFILED: "今年未报",
}
"""How the bands are named, best first; the slots are the edges of the settings."""

_NO_ZERO = dict.fromkeys((Band.UNKNOWN, Band.UNFILED), "（不作零处理）")
"""What charts and tables of one month say besides."""

MEASURED = {"received": "到位资金", "awarded": "争取资金"}
"""What completion is measured by (settings, `bands.measure`)."""


def edge_names(month: Month) -> tuple[str, str]:
    """Give the edges of the high and the middle band as percentages: 80%, 25%."""
    high, middle = (number_text(Decimal(str(edge)) * 100, 1) + "%" for edge in month.settings.bands.edges)
    return high, middle


def band_label(band: str, month: Month) -> str:
    """Give a band's name as a narrow column holds it, with the county's edges: 80%以上, 25—80%, 不足25%."""
    high, middle = edge_names(month)
    edges = {Band.HIGH: f"{high}以上", Band.MIDDLE: f"{middle.removesuffix('%')}—{high}", Band.LOW: f"不足{middle}"}
    return edges.get(Band(band), Band(band).label)


def band_names(month: Month) -> dict[str, str]:
    """Give each band's name with the county's edges: 完成 80% 以上 …, best first."""
    high, middle = edge_names(month)
    return {b: words.format(high=high, middle=middle) + _NO_ZERO.get(Band(b), "") for b, words in BAND_WORDS.items()}
