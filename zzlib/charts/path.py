"""The year's way to its target, month by month: as a chart of its own, and as the picture on a leader's page."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from zzlib.charts.theme import ACCENT, BACKED, DARK, FAINT, Chart, legend_above, money_axis
from zzlib.indicators.month import Month
from zzlib.periods import month_of, year_of

_FEN = 100


def path_to_target(month: Month) -> Chart:
    """Draw measured money month by month against the schedule and last year, and the way that is left to the target.

    Last year is drawn where received money is measured: of awarded money the trend has no last year.
    """
    chart = Chart(4.1)
    axes = chart.subplots()
    word = draw_path(axes, month)
    aim = "与全年目标" if month.figures["funds_target"].value else ""
    axes.set_title(f"{year_of(month.period)}年{word}资金{aim}")
    legend_above(axes)
    return chart


def draw_path(axes: Axes, month: Month, *, every: int = 1) -> str:
    """Draw the way to the target into axes, with a name for every `every`-th month; give what is measured: 到位 or 争取."""
    measure = month.settings.bands.measure
    word = {"received": "到位", "awarded": "争取"}[measure]
    lines: list[tuple[str, str, dict[str, Any]]] = [
        ("schedule_fen", f"时序进度应{word}", {"color": ACCENT, "linestyle": "--", "marker": "s", "markersize": 4}),
        ("last_year_fen", f"上年同期{word}", {"color": "#7f9fbf", "linestyle": ":", "marker": "^", "markersize": 5}),
        (f"{measure}_fen", f"本年{word}", {"color": DARK, "linewidth": 2.4, "marker": "o", "markersize": 6}),
    ]
    if measure == "awarded":
        del lines[1]
    amounts = month.trend[[column for column, _, _ in lines]].astype("Float64").to_numpy(float, na_value=float("nan"))
    months = [month_of(period) for period in month.trend["period"]]
    for (_, label, look), line in zip(lines, amounts.T, strict=True):
        if not np.isnan(line).all():
            axes.plot(months, line, label=label, **look)
    target = float(month.figures["funds_target"].value or 0) * _FEN
    largest = max(np.nanmax(amounts, initial=1.0), target)
    axes.set_ylim(np.nanmin(amounts, initial=0.0) * 1.1, largest * 1.12)
    axes.set_xlim(0.6, 12.6)
    axes.set_xticks(range(1, 13), [f"{number}月" if (number - 1) % every == 0 else "" for number in range(1, 13)])
    axes.set_ylabel(f"累计{word}资金（{money_axis(axes.yaxis, int(largest))}）")
    _target_and_gap(axes, month, target)
    return word


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
        # Under the target's name: the lines begin low, so that this corner is empty.
        each = month.rhythm.said("平均每月需")
        left = f"缺口 {figures.text('funds_gap')}\n{each} {figures.text('funds_needed_monthly')}"
        _words(axes, left, (0.7, target), (0, -26), ACCENT)


def _words(
    axes: Axes, text: str, place: tuple[float, float], offset: tuple[float, float], colour: str, side: str = "left"
) -> None:
    look: dict[str, Any] = {"textcoords": "offset points", "fontsize": 9, "color": colour, "bbox": BACKED, "ha": side}
    axes.annotate(text, place, xytext=offset, **look)
