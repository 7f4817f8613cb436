"""Charts of the progress view: units against the schedule, bands by month, unit by month, concentration, a unit's path."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from zzlib.charts.boxes import draw_boxes
from zzlib.charts.conversion_view import BLUES, HEIGHT
from zzlib.charts.lettering import Lettering
from zzlib.charts.once import ViewChart
from zzlib.charts.spots import Spot
from zzlib.charts.theme import (
    ACCENT,
    BAND_COLOURS,
    DARK,
    FAINT,
    INK,
    Chart,
    legend_above,
    money_axis,
    percent_axis,
    theme,
)
from zzlib.money import display_money, display_percent
from zzlib.vocabulary import Band

LONGEST = 1.5
"""A bar or cell beyond this completion is drawn at it, with its true value beside."""

MARKS: dict[str, str] = {
    Band.UNFILED: "今年未报", Band.UNKNOWN: "数据待核", Band.NO_TARGET: "无目标", Band.ZERO: "到位为零",
}  # fmt: skip
"""What stands where no bar is drawn: only a unit that reported and received nothing is at zero."""

_HATCHES: dict[str, str] = {
    Band.HIGH: "",
    Band.MIDDLE: "",
    Band.LOW: "..",
    Band.ZERO: "",
    Band.NO_TARGET: "\\\\\\",
    Band.UNKNOWN: "xx",
    Band.UNFILED: "//",
}


@dataclass(frozen=True)
class UnitState:
    """A unit in a month: `completion` is `None` where it can't be said; `incomplete` marks a lower bound, `edges` part the units."""

    label: str
    band: str
    completion: float | None
    incomplete: bool = False
    carried: bool = False
    key: str = ""
    edges: tuple[Decimal, ...] = ()

    @property
    def share(self) -> str:
        """Its completion as documents print it."""
        return display_percent(Decimal(str(self.completion or 0)), self.edges)

    @property
    def said(self) -> str:
        """Its completion in words, or why there is none."""
        if self.band in MARKS:
            return MARKS[self.band]
        return ("至少" if self.incomplete else "") + self.share + ("（前期数据代替）" if self.carried else "")


@theme()
def schedule(title: str, units: Sequence[UnitState], due: float) -> Chart:
    """Draw every unit's completion against the schedule line, in two columns; who has none stands with words instead."""
    half = -(-len(units) // 2)
    chart = ViewChart(max(HEIGHT, 0.155 * half + 0.95))
    axes = chart.subplots(1, 2)
    longest = min(LONGEST, max([unit.completion or 0 for unit in units] + [due, 0.5]))
    for part, side in zip((units[:half], units[half:]), axes, strict=True):
        _column(side, part, due, longest, half)
        chart.spots += _unit_spots(side, part, due)
    chart.suptitle(title, x=0.01, ha="left", fontsize=13)
    axes[0].legend(loc="lower right", bbox_to_anchor=(1, 1), frameon=False, fontsize=9, borderaxespad=0.1)
    return chart


def _column(axes: Axes, units: Sequence[UnitState], due: float, longest: float, rows: int) -> None:
    drawn = [(place, unit) for place, unit in enumerate(units) if unit.band in (Band.HIGH, Band.MIDDLE, Band.LOW)]
    for incomplete in (False, True):
        own = [(place, unit) for place, unit in drawn if unit.incomplete == incomplete]
        boxes = [(0, min(unit.completion or 0, longest), place - 0.37, place + 0.37) for place, unit in own]
        fills = [BAND_COLOURS[unit.band][0] for _, unit in own]
        draw_boxes(axes, boxes, fills, hatch="////" if incomplete else None)
    letters = Lettering(axes)
    for place, unit in enumerate(units):
        share = min(unit.completion or 0, longest)
        words = MARKS.get(unit.band) or f"{'≥' if unit.incomplete else ''}{unit.share}"
        colour = ACCENT if unit.band in (Band.UNFILED, Band.UNKNOWN) else INK
        hides = unit.band not in MARKS and 0 < due - share < 0.12 * longest
        letters.write(words, 0 if unit.band in MARKS else share, place, 8, colour, right=3, backed=hides)
    axes.axvline(due, color=ACCENT, linestyle="--", linewidth=1.3, label=f"时序进度 {due:.1%}")
    names = [unit.label + ("※" if unit.carried else "") for unit in units]
    letters.names(names, 8)
    axes.set_ylim(rows - 0.4, -0.6)
    axes.set_xlim(0, longest * 1.18)
    axes.grid(axis="y", visible=False)
    percent_axis(axes.xaxis)


def _unit_spots(axes: Axes, units: Sequence[UnitState], due: float) -> list[Spot]:
    return [
        Spot(axes, unit.label, f"{unit.said}，时序进度{due:.1%}", unit.key, up=(place - 0.5, place + 0.5))
        for place, unit in enumerate(units)
    ]


@theme()
def bands(
    title: str,
    months: Sequence[str],
    counts: Mapping[str, Sequence[int]],
    names: Mapping[str, str],
    units: Mapping[tuple[str, int], tuple[str, str]],
) -> Chart:
    """Draw how many units stand in each band in each month, best band at the bottom.

    `units` gives by band and month (from 0) the names of the units that stand there, and the key of their projects.
    """
    chart = ViewChart(HEIGHT)
    axes = chart.subplots()
    letters, floor = Lettering(axes), np.zeros(len(months))
    for band, numbers in counts.items():
        fill, ink = BAND_COLOURS[band]
        boxes = [(n - 0.35, n + 0.35, floor[n], floor[n] + number) for n, number in enumerate(numbers)]
        draw_boxes(axes, boxes, fill, "#555555", label=names[band], hatch=_HATCHES[band] or None)
        for place, number in enumerate(numbers):
            if number:
                who, key = units[band, place]
                chart.spots.append(
                    Spot(
                        axes, f"{months[place]}，{names[band]}：{number}个", who, key,
                        (place - 0.35, place + 0.35), (floor[place], floor[place] + number),
                    )
                )  # fmt: skip
                middle = floor[place] + number / 2
                letters.write(str(number), place, middle, 9, ink, backed=bool(_HATCHES[band]))
        floor += np.array(numbers)
    axes.set_xlim(-0.6, len(months) - 0.4)
    axes.set_ylim(0, max(1.05 * floor.max(initial=0), 1))
    axes.set_xticks(range(len(months)), months)
    axes.set_ylabel("单位数")
    axes.grid(axis="x", visible=False)
    axes.set_title(title)
    handles, labels = axes.get_legend_handles_labels()
    chart.legend(handles[::-1], labels[::-1], loc="outside right center", frameon=False, fontsize=8.5)
    return chart


@theme()
def heat(title: str, months: Sequence[str], units: Sequence[tuple[str, Sequence[UnitState]]]) -> Chart:
    """Draw each unit's completion in each month as shades, in two columns; who has none stands with a sign."""
    half = -(-len(units) // 2)
    chart = ViewChart(max(HEIGHT, 0.165 * half + 1.1))
    axes = chart.subplots(1, 2)
    for part, side in zip((units[:half], units[half:]), axes, strict=True):
        _shades(side, months, part)
        chart.spots += [
            Spot(
                side, f"{name}，{month}月", state.said, state.key,
                (column - 0.5, column + 0.5), (row - 0.5, row + 0.5),
            )
            for row, (name, states) in enumerate(part)
            for column, (month, state) in enumerate(zip(months, states, strict=True))
        ]  # fmt: skip
    chart.suptitle(title + "：越深越高，数字为百分数", x=0.01, ha="left", fontsize=13)
    handles, labels = axes[0].get_legend_handles_labels()
    if len(units) > half:
        more = axes[1].get_legend_handles_labels()
        known = dict(zip(labels + more[1], handles + more[0], strict=True))
        handles, labels = list(known.values()), list(known)
    chart.legend(handles, labels, loc="outside lower center", ncols=4, frameon=False, fontsize=8.5)
    return chart


_SIGNS: dict[str, tuple[str, str]] = {
    Band.ZERO: ("o", "到位资金为零"), Band.UNFILED: ("x", "今年未报"), Band.UNKNOWN: ("$?$", "数据待核"), Band.NO_TARGET: ("_", "无目标"),
}  # fmt: skip
_MOST_NUMBERS = 160
"""Cells that get their number each; of more only the last month's do: letters are slow to draw, and small."""


def _shades(axes: Axes, months: Sequence[str], units: Sequence[tuple[str, Sequence[UnitState]]]) -> None:
    axes.grid(visible=False)
    axes.set_xticks(range(len(months)), months, fontsize=8)
    letters = Lettering(axes)
    letters.names([name for name, _ in units], 8)
    if not units:
        return
    cells = [(row, column, state) for row, (_, states) in enumerate(units) for column, state in enumerate(states)]
    shares = np.full((len(units), len(months)), np.nan)
    for row, column, state in cells:
        if state.band not in _SIGNS:
            shares[row, column] = min(state.completion or 0, 1.0)
    axes.imshow(shares, cmap=BLUES, vmin=0, vmax=1, aspect="auto")
    for band, (marker, label) in _SIGNS.items():
        places = [(column, row) for row, column, state in cells if state.band == band]
        if places:
            look: dict[str, Any] = (
                {"facecolors": "none", "edgecolors": FAINT}
                if marker == "o"
                else {"color": ACCENT if band != Band.NO_TARGET else FAINT}
            )
            across, down = zip(*places, strict=True)
            axes.scatter(across, down, s=16, marker=marker, linewidths=0.8, label=label, **look)
    for row, column, state in cells:
        if state.band not in _SIGNS and (len(cells) <= _MOST_NUMBERS or column == len(months) - 1):
            share = state.completion or 0
            letters.write(f"{share * 100:.0f}", column, row, 7, "white" if share > 0.55 else INK)


@theme()
def lorenz(
    title: str,
    points: Sequence[tuple[float, float]],
    gini: str,
    top: str,
    units: int,
    named: Sequence[tuple[str, int, str]],
) -> Chart:
    """Draw the Lorenz curve of money over units against the line of equal shares.

    `named` gives the units in the order of the curve, the least first: name, fen, and the key of its projects.
    """
    chart = ViewChart(HEIGHT)
    axes = chart.subplots()
    x, y = zip(*points, strict=True)
    axes.plot((0, 1), (0, 1), color=FAINT, linestyle="--", linewidth=1, label="各单位一样多")
    axes.plot(x, y, color=DARK, linewidth=2.2, label="实际")
    axes.fill_between(x, x, y, color="#c6dbef", alpha=0.7)
    if units > 5:
        place = (units - 5) / units
        height = float(np.interp(place, x, y))
        axes.plot([place], [height], "s", color=ACCENT, markersize=7)
        axes.annotate(
            f"前五位占 {top}", (place, height), xytext=(-10, 8), textcoords="offset points", ha="right", color=ACCENT
        )
    axes.text(0.05, 0.86, f"基尼系数 {gini}\n（0 一样多，1 全在一个单位）", fontsize=10.5)
    axes.set_xlabel(f"单位（{units} 个，从少到多）")
    axes.set_ylabel("到位资金")
    percent_axis(axes.xaxis)
    percent_axis(axes.yaxis)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1.02)
    axes.set_title(title)
    legend_above(axes)
    for number, (name, fen, key) in enumerate(named, start=1):
        values = f"{display_money(fen)}，连同以下各单位占{y[number]:.1%}"
        chart.spots.append(Spot(axes, name, values, key, across=((number - 1) / len(named), number / len(named))))
    return chart


@dataclass(frozen=True)
class Path:
    """A unit's way: measured fen by month (`None`: nothing can be said), due by schedule, last year, and the target."""

    measured: Sequence[int | None]
    carried: Sequence[bool]
    due: Sequence[float]
    last_year: Sequence[int | None]
    target: int | None


@theme()
def path(title: str, way: Path, word: str) -> Chart:
    """Draw a unit's money month by month against the schedule and last year, and the pace that leads to its target."""
    chart = ViewChart(HEIGHT)
    axes = chart.subplots()
    known = [(n, fen) for n, fen in enumerate(way.measured, start=1) if fen is not None]
    if way.target:
        axes.plot(range(1, 13), way.due, color=ACCENT, linestyle="--", marker="s", markersize=3.5, label="时序进度")
        axes.axhline(way.target, color=FAINT, linewidth=1)
        axes.annotate(
            "年度目标", (12, way.target), xytext=(0, 4), textcoords="offset points", ha="right", fontsize=9, color=FAINT
        )
    past = [(n, fen) for n, fen in enumerate(way.last_year, start=1) if fen is not None]
    if past:
        axes.plot(*zip(*past, strict=True), color="#7f9fbf", linestyle=":", marker="^", markersize=4, label="上年")
    if known:
        axes.plot(*zip(*known, strict=True), color=DARK, linewidth=2.2, marker="o", markersize=6, label=f"本年{word}")
        stands_in = [(n, fen) for (n, fen) in known if way.carried[n - 1]]
        if stands_in:
            axes.plot(
                *zip(*stands_in, strict=True), "o", color="white", markeredgecolor=DARK, markersize=6, label="前月代替"
            )
        last, height = known[-1]
        if way.target and way.target > height and last < 12:
            axes.plot(
                [last, 12],
                [height, way.target],
                color=DARK,
                linewidth=1.2,
                linestyle=(0, (1, 2.5)),
                label="达到目标要走的路",
            )
    else:
        axes.text(0.5, 0.5, "没有可用的报表（不作零处理）", ha="center", transform=axes.transAxes, color=ACCENT)
    largest = max([fen for _, fen in known + past] + [way.target or 0, 1])
    axes.set_ylim(min([0, *(fen for _, fen in known)]) * 1.1, largest * 1.15)
    axes.set_xticks(range(1, 13), [f"{n}月" for n in range(1, 13)])
    axes.set_ylabel(f"累计{word}资金（{money_axis(axes.yaxis, int(largest))}）")
    chart.suptitle(title, x=0.01, ha="left", fontsize=13)
    legend_above(axes)
    rows = (("本年", way.measured), ("时序应达", way.due if way.target else ()), ("上年", way.last_year))
    for number in range(1, 13):
        values = [
            f"{called}{display_money(round(amounts[number - 1] or 0))}"
            for called, amounts in rows
            if number <= len(amounts) and amounts[number - 1] is not None
        ]
        if values:
            chart.spots.append(Spot(axes, f"{number}月", "，".join(values), across=(number - 0.4, number + 0.4)))
    return chart
