"""The chart of the months: what each brought, beside what each that is left must bring."""

from decimal import Decimal
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from zzlib.charts.amounts import UNIT, in_words, told
from zzlib.charts.theme import ACCENT, DARK, INK, Chart, mark, money_axis, theme
from zzlib.charts.units import as_of
from zzlib.indicators.month import BOUND_WORDS, Month
from zzlib.money import FEN_PER_UNIT, display_percent, number_text
from zzlib.periods import month_of, period_of, year_of
from zzlib.phrasing.bands import MEASURED

_FEN = 100
_PAST = "#7f9fbf"


@theme()
def gained_by_month(month: Month) -> Chart:
    """Draw what each month brought, and as empty bars what each month that is left must bring to reach the target.

    A month's amount is what the sum grew by; it is drawn where the month and the one before are known. Short lines show last
    year's same months, where received money is measured.
    """
    measure = month.settings.bands.measure
    word = MEASURED[measure].removesuffix("资金")
    chart = Chart(3.5)
    past = "，短横线是上年同月" if measure == "received" else ""
    note = month.rhythm.said(f"当月{word}：累计数比上月增加的部分，未报单位的当月数不明{past}；{as_of(month)}")
    chart.say(gained_message(month), note)
    axes = chart.subplots()
    gains = _gains(month, f"{measure}_fen")
    width = 0.62 * month.rhythm.months
    last = _gains(month, "last_year_fen") if measure == "received" else {}
    heights = [0, *gains.values(), *last.values(), int((month.figures["funds_needed_monthly"].value or 0) * _FEN)]
    axes.set_ylim(min(heights) * 1.15, max(1, *heights) * 1.2)
    money_axis(axes.yaxis, max(heights), UNIT)
    for period, fen in gains.items():
        bar = _bar(axes, period, fen, width, last.get(period))
        mark(bar, f"funds_{measure}", f"month:{period}")
    for period, fen in last.items():
        place = month_of(period)
        look = {"color": _PAST, "linewidth": 2.2}
        line = axes.plot([place - width / 2 - 0.08, place + width / 2 + 0.08], [fen, fen], **look)[0]  # type: ignore[arg-type]
        mark(line, "funds_received", f"month:{period_of(year_of(month.period) - 1, place)}")
    _needed(axes, month, width)
    axes.set_xlim(0.3, 12.7)
    axes.set_xticks(range(1, 13), [f"{number}月" for number in range(1, 13)])
    axes.set_ylabel(f"{month.rhythm.said('当月')}{word}（{UNIT}）", fontsize=9)
    axes.grid(axis="x", visible=False)
    axes.axhline(0, color=INK, linewidth=0.8)
    return chart


def gained_message(month: Month) -> str:
    """Say what the month brought, and how that stands to what each month that is left must bring."""
    measure = month.settings.bands.measure
    word = MEASURED[measure].removesuffix("资金")
    gain = _gains(month, f"{measure}_fen").get(month.period)
    name, said = month.rhythm.short(month.period), month.rhythm.said
    if gain is None:
        return (
            f"{name}{word}多少说不清：本月或上月没有能统计的数"
            if month.rhythm.months == 1
            else f"{name}{word}多少说不清"
        )
    needed, gap = month.figures["funds_needed_monthly"], month.figures["funds_gap"]
    rise = month.figures["funds_rise" if measure == "received" else f"funds_{measure}"]
    rough = BOUND_WORDS["rough"] if rise.incomplete else ""
    came = f"{name}{word}{rough}{in_words(gain)}"
    if gap.value is not None and gap.value <= 0:
        return f"{came}，全年任务已经完成"
    if not needed.value:
        return came
    share = gain / (needed.value * _FEN)
    each = said("今后平均每月")
    if share >= 1:
        return f"{came}，够得上{each}所需的{told(needed)}"
    return (
        f"{came}，只有{each}所需{told(needed)}的{display_percent(share)}"
        if gain > 0
        else f"{came}，{each}需{told(needed)}"
    )


def _gains(month: Month, column: str) -> dict[str, int]:
    """Give by how much a column of the trend grew in each month of which it and the month before are known, in fen."""
    before, found = 0, {}
    for period, fen in zip(month.trend["period"], month.trend[column], strict=True):
        if not pd.isna(fen) and not pd.isna(before):
            found[period] = int(fen) - before
        before = fen if pd.isna(fen) else int(fen)
    return found


def _bar(axes: Axes, period: str, fen: int, width: float, last: int | None) -> Rectangle:
    """Draw a month's bar, its amount above it in the axis' unit, also above last year's line where that runs there."""
    look: dict[str, Any] = {"facecolor": DARK, "edgecolor": "#444444", "linewidth": 0.4}
    bar = Rectangle((month_of(period) - width / 2, min(fen, 0)), width, abs(fen), **look)
    axes.add_patch(bar)
    low, high = axes.get_ylim()
    top = max(fen, 0)
    if last is not None and -0.02 < (last - top) / (high - low) < 0.07:
        top = last
    words = number_text(Decimal(fen) / FEN_PER_UNIT[UNIT], 0)
    axes.annotate(
        words, (month_of(period), top), xytext=(0, 3), textcoords="offset points", ha="center", fontsize=8, color=DARK
    )
    return bar


def _needed(axes: Axes, month: Month, width: float) -> None:
    needed = month.figures["funds_needed_monthly"]
    left = [p for p in month.rhythm.until(period_of(year_of(month.period), 12)) if p > month.period]
    if not needed.value or not left:
        return
    height = int(needed.value * _FEN)
    for period in left:
        look = {"facecolor": "none", "edgecolor": ACCENT, "linewidth": 1, "linestyle": (0, (3, 2))}
        bar = Rectangle((month_of(period) - width / 2, 0), width, height, **look)  # type: ignore[arg-type]
        axes.add_patch(bar)
        mark(bar, "funds_needed_monthly", f"month:{period}")
    middle = (month_of(left[0]) + month_of(left[-1])) / 2
    words = f"{month.rhythm.said('今后平均每月需')} {told(needed)}"
    side = "center" if len(left) > 2 else "right"
    end = middle if side == "center" else month_of(left[-1]) + width / 2
    axes.annotate(words, (end, height), xytext=(0, 4), textcoords="offset points", ha=side, fontsize=8.5, color=ACCENT)
