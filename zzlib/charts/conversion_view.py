"""Charts of the conversion view: funnel, rates with intervals, control limits, time in stage, effects of mix and rate."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from zzlib.charts.lettering import Lettering
from zzlib.charts.once import ViewChart
from zzlib.charts.spots import Spot
from zzlib.charts.theme import (
    ACCENT,
    DARK,
    FAINT,
    GRID,
    INK,
    LIGHT,
    Chart,
    legend_above,
    money_axis,
    percent_axis,
    theme,
)
from zzlib.indicators.month import Figure

HEIGHT = 4.3
"""Inches: with the theme's width, a picture that leaves room for controls and a table on a small laptop's screen."""

_MOST_BARS = 30
_ROOM = 6
"""Bars for which there is room at least, so that one alone is no wall."""
BLUES = LinearSegmentedColormap.from_list("blues", ["#ffffff", LIGHT, "#4292c6", DARK])
"""One hue from white to dark: grey print keeps the order."""


@dataclass(frozen=True)
class RateBar:
    """A group's rate with its counts, interval, what it was before (`None`: not known) and the word that bounds it."""

    label: str
    converted: int
    projects: int
    interval: tuple[float, float]
    before: float | None
    bound: str = ""
    key: str = ""


@dataclass(frozen=True)
class ControlDot:
    """A unit in the control chart, with the judgement in words."""

    label: str
    projects: int
    rate: float
    judgement: str
    key: str = ""


@dataclass(frozen=True)
class LackBar:
    """What is lacking in a place (projects, or fen), and whether that is enough to name it."""

    label: str
    lacking: float
    values: str
    beyond: bool
    key: str = ""


@dataclass(frozen=True)
class EffectBar:
    """A group's effects on the difference of two rates, as fractions."""

    label: str
    mix: float
    rate: float
    interval: tuple[float, float]
    significant: bool
    key: str = ""


@theme()
def funnel(
    title: str, projects: Sequence[tuple[str, int, str]], money: Sequence[tuple[str, int, str]], keys: Sequence[str]
) -> Chart:
    """Draw how many projects, and how much money (fen), came how far: bars under each other with these words, each with its share of the first."""
    chart = ViewChart(HEIGHT)
    left, right = chart.subplots(1, 2)
    for axes, rows in ((left, projects), (right, money)):
        words = _steps(axes, rows)
        chart.spots += [
            Spot(axes, name, said, key, up=(place - 0.4, place + 0.4))
            for place, ((name, _, _), said, key) in enumerate(zip(rows, words, keys, strict=True))
        ]
    left.set_title(title)
    left.set_xlabel("项目")
    right.set_xlabel("资金")
    return chart


def _steps(axes: Axes, rows: Sequence[tuple[str, int, str]]) -> list[str]:
    """Draw the bars; give the words beside them."""
    first = rows[0][1]
    places = range(len(rows))
    shades = [BLUES(0.3 + 0.7 * place / max(1, len(rows) - 1)) for place in places]
    axes.barh(places, [value for _, value, _ in rows], 0.66, color=shades, edgecolor="#444444", linewidth=0.5)
    letters = Lettering(axes)
    letters.names([name for name, _, _ in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xticks([])
    axes.grid(visible=False)
    largest = max([value for _, value, _ in rows] + [1])
    axes.set_xlim(0, largest * 1.45)
    beside = []
    for place, (_, value, words) in enumerate(rows):
        beside.append(words + (f"，{value / first:.0%}" if place and first > 0 else ""))
        letters.write(beside[-1], max(value, 0), place, right=4)
    return beside


@theme()
def rates(title: str, bars: Sequence[RateBar], whole: Figure, other: str) -> Chart:
    """Draw each group's rate as a dot with its interval, beside what it was; at most the largest thirty groups."""
    left_out = max(0, len(bars) - _MOST_BARS)
    if left_out:
        most = sorted(bars, key=lambda bar: -bar.projects)[:_MOST_BARS]
        bars = [bar for bar in bars if bar in most]
    chart = ViewChart(max(HEIGHT, 0.16 * len(bars) + 0.9))
    axes = chart.subplots()
    places = list(range(len(bars)))
    shares = [bar.converted / bar.projects for bar in bars]
    low, high = ([bar.interval[side] for bar in bars] for side in (0, 1))
    axes.hlines(places, low, high, color="#7f9fbf", linewidth=3.2, zorder=2)
    axes.plot(shares, places, "o", color=DARK, markersize=6, zorder=4, label="转化率（横线为95%区间）")
    known = [(bar.before, place) for place, bar in zip(places, bars, strict=True) if bar.before is not None]
    if known:
        axes.plot(
            *zip(*known, strict=True), "D", color="white", markeredgecolor=ACCENT, markersize=5, zorder=3, label=other
        )
    if whole.value is not None:
        axes.axvline(float(whole.value), color=FAINT, linestyle="--", linewidth=1, label=f"合计 {whole.text}")
    axes.hlines(places, 0, 1, color=GRID, linewidth=0.8, zorder=0)
    Lettering(axes).names(
        [f"{bar.label}{'＊' if bar.bound else ''} {bar.converted}/{bar.projects}" for bar in bars], 8.5
    )
    axes.set_ylim(len(bars) - 0.4, -0.8)
    axes.set_xlim(-0.01, 1.01)
    percent_axis(axes.xaxis)
    chart.suptitle(title, x=0.01, ha="left", fontsize=13)
    legend_above(axes)
    if left_out:
        axes.set_xlabel(f"另有 {left_out} 组项目较少，没有画出，见表")
    for place, (bar, rate) in enumerate(zip(bars, shares, strict=True)):
        values = f"{bar.bound}{rate:.1%}（{bar.converted}/{bar.projects}），95%区间{bar.interval[0]:.1%}—{bar.interval[1]:.1%}"
        if bar.before is not None:
            values += f"，{other}{bar.before:.1%}"
        chart.spots.append(Spot(axes, bar.label, values, bar.key, up=(place - 0.5, place + 0.5)))
    return chart


@theme()
def control(
    title: str,
    dots: Sequence[ControlDot],
    overall: Figure,
    limits: Sequence[tuple[int, float, float]],
) -> Chart:
    """Draw each unit's rate against its number of projects, with the limits of chance alone (number, low, high); those outside are named."""
    chart = ViewChart(HEIGHT)
    axes = chart.subplots()
    numbers = [point[0] for point in limits]
    for side, label in ((1, "95%控制限"), (2, "_")):
        axes.plot(numbers, [point[side] for point in limits], color=FAINT, linestyle=":", linewidth=1.1, label=label)
    axes.axhline(float(overall.value or 0), color=ACCENT, linestyle="--", linewidth=1.2, label=f"合计 {overall.text}")
    looks = {
        "正常范围": ("o", "#9ecae1"),
        "可能偏低": ("v", "#4292c6"),
        "可能偏高": ("^", "#4292c6"),
        "明显偏低": ("v", DARK),
        "明显偏高": ("^", DARK),
    }
    for judgement, (marker, colour) in looks.items():
        chosen = [dot for dot in dots if dot.judgement == judgement]
        axes.plot(
            [dot.projects for dot in chosen], [dot.rate for dot in chosen], marker, color=colour, markeredgecolor="#333333",
            markeredgewidth=0.6, markersize=7, linestyle="none", zorder=3,
        )  # fmt: skip
    _names(axes, [dot for dot in dots if dot.judgement != "正常范围"])
    axes.set_xlim(0, max((dot.projects for dot in dots), default=1) * 1.12)
    axes.set_ylim(-0.04, 1.06)
    axes.set_xlabel("编报项目数（▲▼ 在控制限外，深色：与同类型项目比，超出偶然）")
    percent_axis(axes.yaxis)
    chart.suptitle(title, x=0.01, ha="left", fontsize=13)
    legend_above(axes)
    chart.spots += [
        Spot(
            axes, dot.label, f"{dot.rate:.1%}，项目{dot.projects}个，{dot.judgement}", dot.key,
            (dot.projects, dot.projects), (dot.rate, dot.rate),
        )
        for dot in sorted(dots, key=lambda dot: (dot.projects, dot.rate))
    ]  # fmt: skip
    return chart


def _names(axes: Axes, dots: Sequence[ControlDot]) -> None:
    """Write names beside dots, those close to each other one above the other."""
    letters = Lettering(axes)
    taken: list[tuple[int, float]] = []
    widest = max((dot.projects for dot in dots), default=1)
    for dot in sorted(dots, key=lambda d: (d.projects, d.rate)):
        height = dot.rate
        while any(abs(dot.projects - x) < 0.16 * widest and abs(height - y) < 0.045 for x, y in taken):
            height += 0.045
        taken.append((dot.projects, height))
        letters.write(dot.label, dot.projects, height, 8.5, right=6)


@theme()
def stuck(title: str, rows: Sequence[tuple[str, Sequence[int], str]], months: int) -> Chart:
    """Draw the number of unconverted projects by stage and month in it; beyond the line `months` are full.

    A row is the stage, its numbers by month, and its key, to which each cell adds its month.
    """
    chart = ViewChart(HEIGHT)
    axes = chart.subplots()
    axes.set_title(title)
    if not rows:
        axes.set_axis_off()
        axes.text(0.5, 0.5, "没有未转化的项目", ha="center", transform=axes.transAxes)
        return chart
    cells = np.array([counts for _, counts, _ in rows])
    axes.imshow(cells, cmap=BLUES, aspect="auto", vmin=0, vmax=max(1, cells.max()))
    longest = cells.shape[1]
    axes.set_xticks(range(longest), [*(f"第{n}个月" for n in range(1, longest)), f"第{longest}个月\n及以上"])
    letters = Lettering(axes)
    letters.names([f"{stage}（{sum(counts)}）" for stage, counts, _ in rows])
    axes.grid(visible=False)
    for (row, column), count in np.ndenumerate(cells):
        ink = "white" if count > cells.max() * 0.6 else INK
        letters.write(str(count) if count else "·", column, row, 10, ink)
        name = f"{rows[row][0]}，第{column + 1}个月{'及以上' if column + 1 == longest else ''}"
        key = f"{rows[row][2]}&months_shown={column + 1}" if count else ""
        chart.spots.append(Spot(axes, name, f"{count}个", key, (column - 0.5, column + 0.5), (row - 0.5, row + 0.5)))
    if months < longest:
        axes.axvline(months - 0.5, color=ACCENT, linestyle="--", linewidth=1.5)
    axes.set_xlabel(f"在现阶段的第几个月（虚线右边：满{months}个月；其中申报及以前、本单位两月都报了的算没有进展）")
    return chart


@theme()
def why(title: str, bars: Sequence[EffectBar], mix: float, rate: float) -> Chart:
    """Draw each group's effects of mix (hatched) and of its own rate (plain; pale where chance may bring it)."""
    bars = sorted(bars, key=lambda bar: -(abs(bar.mix) + abs(bar.rate)))[:14]
    chart = ViewChart(max(HEIGHT - 0.6, 0.29 * len(bars) + 1.2))
    axes = chart.subplots()
    places = range(len(bars))
    colours = [DARK if bar.significant else LIGHT for bar in bars]
    axes.barh(
        [p - 0.19 for p in places], [bar.rate for bar in bars], 0.36, color=colours, edgecolor="#444444", linewidth=0.5
    )
    axes.barh(
        [p + 0.19 for p in places],
        [bar.mix for bar in bars],
        0.36,
        color="white",
        hatch="////",
        edgecolor="#8c510a",
        linewidth=0.5,
    )
    low, high = ([bar.interval[side] for bar in bars] for side in (0, 1))
    axes.hlines([p - 0.19 for p in places], low, high, color=INK, linewidth=0.9)
    axes.axvline(0, color=INK, linewidth=0.8)
    Lettering(axes).names([bar.label for bar in bars])
    axes.set_ylim(max(len(bars), 1) - 0.4, -0.7)
    axes.set_xlabel(
        f"百分点　■ 自身转化率的影响（合计 {rate * 100:+.1f}；浅色：可能偶然；细线：区间）　▨ 构成影响（合计 {mix * 100:+.1f}）"
    )
    axes.xaxis.set_major_formatter(lambda share, _: f"{share * 100:+.1f}")
    chart.suptitle(title, x=0.01, ha="left", fontsize=13)
    for place, bar in enumerate(bars):
        values = (
            f"自身转化率的影响{bar.rate * 100:+.1f}（{'超出偶然' if bar.significant else '可能偶然'}），"
            f"构成影响{bar.mix * 100:+.1f}个百分点"
        )
        chart.spots.append(Spot(axes, bar.label, values, bar.key, up=(place - 0.5, place + 0.5)))
    return chart


@theme()
def causes(title: str, bars: Sequence[LackBar], words: str, *, money: bool = False) -> Chart:
    """Draw what is lacking where, the most striking first; pale what is not enough to be named. `words` stand below."""
    chart = ViewChart(HEIGHT)
    axes = chart.subplots()
    places = range(len(bars))
    colours = [DARK if bar.beyond else LIGHT for bar in bars]
    axes.barh(places, [bar.lacking for bar in bars], 0.66, color=colours, edgecolor="#444444", linewidth=0.5)
    axes.axvline(0, color=INK, linewidth=0.8)
    Lettering(axes).names([bar.label for bar in bars])
    axes.set_ylim(max(len(bars), _ROOM) - 0.4, -0.7)
    unit = f"{money_axis(axes.xaxis, int(max([bar.lacking for bar in bars] + [1])))}　" if money else ""
    axes.set_xlabel(unit + words)
    chart.suptitle(title, x=0.01, ha="left", fontsize=13)
    chart.spots += [
        Spot(axes, bar.label, bar.values, bar.key, up=(place - 0.5, place + 0.5)) for place, bar in enumerate(bars)
    ]
    return chart
