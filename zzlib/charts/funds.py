"""The chart of the money by category, against last year."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from zzlib.charts.theme import DARK, FAINT, INK, LIGHT, Chart, legend_above, money_axis
from zzlib.indicators.month import Month
from zzlib.money import display_money
from zzlib.periods import year_of


def received_by_category(month: Month) -> Chart:
    """Draw money received by category, this year above last year's same months, largest first.

    A category without a figure of last year says so; it is not drawn as zero.
    """
    categories = month.categories
    chart = Chart(0.56 * len(categories) + 1.3)
    axes = chart.subplots()
    year = year_of(month.period)
    _bars(axes, categories["received_fen"], -0.19, DARK, f"{year}年", "本年无法统计")
    _bars(axes, categories["last_year_fen"], 0.19, LIGHT, f"{year - 1}年同期", "上年同期无数据")
    axes.set_yticks(range(len(categories)), [name or "未写明类别" for name in categories["fund_category"]], fontsize=9)
    axes.set_ylim(max(len(categories), 1) - 0.5, -0.5)
    amounts = categories[["received_fen", "last_year_fen"]].fillna(0).astype("int64")
    largest = int(amounts.to_numpy().max(initial=1))
    axes.set_xlim(int(amounts.to_numpy().min(initial=0)) * 1.15, largest * 1.16)
    axes.grid(axis="y", visible=False)
    axes.set_title(f"{_span(month)}到位资金：各资金类别与上年同期比")
    axes.set_xlabel(f"到位资金（{money_axis(axes.xaxis, largest)}）")
    legend_above(axes)
    return chart


def _bars(axes: Axes, amounts: "pd.Series[Any]", offset: float, colour: str, label: str, when_blank: str) -> None:
    places = [place + offset for place in range(len(amounts))]
    axes.barh(places, amounts.fillna(0).astype("int64"), 0.36, color=colour, label=label)
    for place, fen in zip(places, amounts, strict=True):
        blank = pd.isna(fen)
        axes.annotate(
            when_blank if blank else display_money(int(fen)),
            (0 if blank else max(int(fen), 0), place),
            xytext=(4, 0), textcoords="offset points", va="center", fontsize=8, color=FAINT if blank else INK,
        )  # fmt: skip


def _span(month: Month) -> str:
    return f"{year_of(month.period)}年{month.rhythm.span(month.period)}"
