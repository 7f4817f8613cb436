"""Charts of the gap view: the year so far and the pace it needs, what is under way, what would close the gap, its parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from zzlib.charts.conversion_view import HEIGHT
from zzlib.charts.lettering import Lettering
from zzlib.charts.once import ViewChart
from zzlib.charts.spots import Spot
from zzlib.charts.theme import ACCENT, BACKED, DARK, FAINT, LIGHT, Chart, legend_above, money_axis, theme
from zzlib.indicators.month import Figure
from zzlib.money import display_money

_LINE: dict[str, Any] = {"edgecolor": "#444444", "linewidth": 0.5}


@dataclass(frozen=True)
class StageBar:
    """The projects that wait in a stage: how many, what they apply for (fen), and what of both stands still."""

    stage: str
    projects: int
    applied: int
    stuck: int
    applied_stuck: int
    key: str = ""


@dataclass(frozen=True)
class PartBar:
    """A unit's gap, or its part of one, in fen; `fixed` where an analyst set it."""

    label: str
    fen: int
    fixed: bool = False
    key: str = ""


@theme()
def year(
    title: str,
    received: Sequence[int | None],
    past: Sequence[int | None],
    target: Figure,
    needed: Figure,
    each: str,
) -> Chart:
    """Draw the year so far, last year, the target, and the way from here to it at the same pace each month (`each`: 每月)."""
    chart = ViewChart(HEIGHT)
    axes = chart.subplots()
    known = [(n, fen) for n, fen in enumerate(received, start=1) if fen is not None]
    before = [(n, fen) for n, fen in enumerate(past, start=1) if fen is not None]
    if before:
        axes.plot(*zip(*before, strict=True), color="#7f9fbf", linestyle=":", marker="^", markersize=4, label="上年")
    if known:
        axes.plot(*zip(*known, strict=True), color=DARK, linewidth=2.2, marker="o", label="本年")
    goal = int((target.value or 0) * 100)
    if known and goal and needed.value:
        words = f"达到目标{each}需 {needed.text}"
        axes.plot([known[-1][0], 12], [known[-1][1], goal], color=ACCENT, linestyle="--", label=words)
    largest = max([fen for _, fen in known + before] + [goal, 1])
    if goal:
        axes.axhline(goal, color=FAINT, linewidth=1)
        words = f"目标 {target.text}"
        axes.annotate(words, (1, goal), xytext=(0, 4), textcoords="offset points", fontsize=9, color=FAINT, bbox=BACKED)
    axes.set_ylim(min([0, *(fen for _, fen in known)]), largest * 1.12)
    axes.set_xlim(0.5, 12.5)
    axes.set_xticks(range(1, 13), [f"{n}月" for n in range(1, 13)])
    axes.set_ylabel(f"累计（{money_axis(axes.yaxis, int(largest))}）")
    chart.suptitle(title, x=0.01, ha="left", fontsize=13)
    legend_above(axes)
    said = {number: [f"本年{display_money(fen)}"] for number, fen in known}
    for number, fen in before:
        said.setdefault(number, []).append(f"上年{display_money(fen)}")
    chart.spots += [
        Spot(axes, f"{number}月", "，".join(said[number]), across=(number - 0.4, number + 0.4))
        for number in sorted(said)
    ]
    return chart


@theme()
def pipeline(title: str, rows: Sequence[StageBar]) -> Chart:
    """Draw what is applied for by stage, and what of it stands still (hatched), each with its number of projects."""
    chart = ViewChart(HEIGHT)
    axes = chart.subplots()
    places = range(len(rows))
    axes.barh(places, [row.applied for row in rows], 0.6, color=LIGHT, label="申报资金", **_LINE)
    still = [row.applied_stuck for row in rows]
    axes.barh(places, still, 0.6, color="white", hatch="////", label="其中没有进展的", **_LINE)
    letters = Lettering(axes)
    for place, row in enumerate(rows):
        words = f"{display_money(row.applied)}，{row.projects} 个" + (f"，{row.stuck} 个没有进展" if row.stuck else "")
        letters.write(words, max(row.applied, row.applied_stuck), place, right=4)
        chart.spots.append(Spot(axes, row.stage, words, row.key, up=(place - 0.5, place + 0.5)))
    letters.names([row.stage for row in rows])
    axes.set_ylim(max(len(rows), 1) - 0.4, -0.6)
    largest = max([row.applied for row in rows] + [1])
    axes.set_xlim(0, largest * 1.6)
    axes.set_xlabel(money_axis(axes.xaxis, largest))
    chart.suptitle(title, x=0.01, ha="left", fontsize=13)
    legend_above(axes)
    return chart


@theme()
def closing(title: str, steps: Sequence[tuple[str, int]], words: Sequence[str]) -> Chart:
    """Draw a gap, what would be taken off it step by step (fen below zero), and what would be left, which is the last step.

    `words` are the steps' amounts as the view's sentence prints them.
    """
    chart = ViewChart(HEIGHT)
    axes = chart.subplots()
    ends = [steps[0][1]]
    for _, fen in steps[1:-1]:
        ends.append(ends[-1] + fen)
    starts = [0, *ends[:-1]]
    for place, (start, end) in enumerate(zip(starts, ends, strict=True)):
        axes.barh(place, end - start, 0.6, left=start, color=LIGHT if place else DARK, **_LINE)
    axes.barh(len(ends), ends[-1], 0.6, color=ACCENT, hatch="////", **_LINE)
    edges, letters = [0, *ends], Lettering(axes)
    labels = [f"−{text}" if fen < 0 else text for (_, fen), text in zip(steps, words, strict=True)]
    for place, (label, edge) in enumerate(zip(labels, [*map(max, starts, ends), max(ends[-1], 0)], strict=True)):
        letters.write(label, edge, place, right=4)
        chart.spots.append(Spot(axes, steps[place][0], label, up=(place - 0.5, place + 0.5)))
    letters.names([name for name, _ in steps])
    axes.set_ylim(len(steps) - 0.4, -0.6)
    width = max(max(edges) - min(edges), 1)
    axes.set_xlim(min(edges) - 0.02 * width, max(edges) + 0.25 * width)
    axes.axvline(0, color=FAINT, linewidth=0.8)
    axes.set_xlabel(money_axis(axes.xaxis, width))
    chart.suptitle(title, x=0.01, ha="left", fontsize=13)
    return chart


@theme()
def parts(title: str, rows: Sequence[PartBar]) -> Chart:
    """Draw each unit's gap, or its part of one, the largest first; hatched where an analyst fixed it; at most thirty."""
    chosen = sorted(rows, key=lambda row: -row.fen)[:30]
    chart = ViewChart(max(HEIGHT, 0.152 * len(chosen) + 0.9))
    axes = chart.subplots()
    lengths, letters = [row.fen for row in chosen], Lettering(axes)
    bars = axes.barh(range(len(chosen)), lengths, 0.7, color="#4292c6", edgecolor="#444444", linewidth=0.5)
    for place, (bar, row) in enumerate(zip(bars, chosen, strict=True)):
        bar.set_hatch("////" if row.fixed else "")
        bar.set_facecolor(LIGHT if row.fixed else "#4292c6")
        words = display_money(row.fen) + ("（指定）" if row.fixed else "")
        letters.write(words, row.fen, place, 8, right=4)
        chart.spots.append(Spot(axes, row.label, words, row.key, up=(place - 0.5, place + 0.5)))
    letters.names([row.label for row in chosen], 8)
    axes.set_ylim(max(len(chosen), 1) - 0.4, -0.6)
    largest = max([*lengths, 1])
    axes.set_xlim(0, largest * 1.25)
    left = len(rows) - len(chosen)
    axes.set_xlabel(money_axis(axes.xaxis, largest) + (f"（另有 {left} 个单位见表）" if left else ""))
    chart.suptitle(title, x=0.01, ha="left", fontsize=13)
    return chart
