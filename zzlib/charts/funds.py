"""Charts of the money: by category against last year, and through the year towards the target."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from zzlib.charts.theme import ACCENT, BACKED, DARK, FAINT, INK, LIGHT, Chart, legend_above, money_axis
from zzlib.indicators.month import Month
from zzlib.money import display_money
from zzlib.periods import month_of, year_of

_FEN = 100


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


def path_to_target(month: Month) -> Chart:
    """Draw measured money month by month against the schedule and last year, and the way that is left to the target.

    Last year is drawn where received money is measured: of awarded money the trend has no last year.
    """
    measure = month.settings.bands.measure
    word = {"received": "到位", "awarded": "争取"}[measure]
    lines: list[tuple[str, str, dict[str, Any]]] = [
        ("schedule_fen", f"时序进度应{word}", {"color": ACCENT, "linestyle": "--", "marker": "s", "markersize": 4}),
        ("last_year_fen", f"上年同期{word}", {"color": "#7f9fbf", "linestyle": ":", "marker": "^", "markersize": 5}),
        (f"{measure}_fen", f"本年{word}", {"color": DARK, "linewidth": 2.4, "marker": "o", "markersize": 6}),
    ]
    if measure == "awarded":
        del lines[1]
    chart = Chart(4.6)
    axes = chart.subplots()
    amounts = month.trend[[column for column, _, _ in lines]].astype("Float64").to_numpy(float, na_value=float("nan"))
    months = [month_of(period) for period in month.trend["period"]]
    for (_, label, look), line in zip(lines, amounts.T, strict=True):
        if not np.isnan(line).all():
            axes.plot(months, line, label=label, **look)
    target = float(month.figures["funds_target"].value or 0) * _FEN
    largest = max(np.nanmax(amounts, initial=1.0), target)
    axes.set_ylim(np.nanmin(amounts, initial=0.0) * 1.1, largest * 1.12)
    axes.set_xlim(0.6, 12.6)
    axes.set_xticks(range(1, 13), [f"{number}月" for number in range(1, 13)])
    axes.set_ylabel(f"累计{word}资金（{money_axis(axes.yaxis, int(largest))}）")
    axes.set_title(f"{year_of(month.period)}年{word}资金与全年目标")
    _target_and_gap(axes, month, target)
    legend_above(axes)
    return chart


def _target_and_gap(axes: Axes, month: Month, target: float) -> None:
    now, figures = month_of(month.period), month.figures
    measured = figures[f"funds_{month.settings.bands.measure}"]
    if measured.value is None:
        return
    height = float(measured.value) * _FEN
    here = measured.text
    if target > 0:
        axes.axhline(target, color=FAINT, linewidth=1)
        _words(axes, f"全年目标 {figures.text('funds_target')}", (0.7, target), (0, 4), FAINT)
        here += f"，完成 {figures.text('funds_completion')}"
    # Beside the line: below it on its right where there is room, else above it.
    below = now <= 8 and height > target / 10
    _words(
        axes, here, (now, height), (8 if now <= 8 else -8, -12 if below else 10), DARK, "left" if now <= 8 else "right"
    )
    if target > height and now < 12:
        axes.plot([now, 12], [height, target], color=DARK, linewidth=1.2, linestyle=(0, (1, 2.5)))
        left = f"缺口 {figures.text('funds_gap')}\n平均每月需 {figures.text('funds_needed_monthly')}"
        _words(axes, left, ((now + 12) / 2, (height + target) / 2), (12, -30), ACCENT)


def _words(
    axes: Axes, text: str, place: tuple[float, float], offset: tuple[float, float], colour: str, side: str = "left"
) -> None:
    look: dict[str, Any] = {"textcoords": "offset points", "fontsize": 9, "color": colour, "bbox": BACKED, "ha": side}
    axes.annotate(text, place, xytext=offset, **look)


def _span(month: Month) -> str:
    return f"{year_of(month.period)}年" + ("1月" if month_of(month.period) == 1 else f"1—{month_of(month.period)}月")
