"""Charts of the gap view: forecasts of the year's end, the pipeline, back-tests, the split over units."""

from collections.abc import Sequence
from dataclasses import dataclass

from zzlib.charts.conversion_view import BLUES, HEIGHT
from zzlib.charts.theme import ACCENT, BACKED, DARK, FAINT, LIGHT, Chart, legend_above, money_axis
from zzlib.money import display_money


@dataclass(frozen=True)
class End:
    """A forecast of the year's end in fen, with its interval and its name."""

    label: str
    value: float
    low: float
    high: float


def forecast(
    title: str, received: Sequence[int | None], past: Sequence[int | None], target: int | None, ends: Sequence[End]
) -> Chart:
    """Draw the year so far, last year, the target, and where each forecast expects the end, with its interval."""
    chart = Chart(HEIGHT)
    axes = chart.subplots()
    known = [(n, fen) for n, fen in enumerate(received, start=1) if fen is not None]
    before = [(n, fen) for n, fen in enumerate(past, start=1) if fen is not None]
    if before:
        axes.plot(*zip(*before, strict=True), color="#7f9fbf", linestyle=":", marker="^", markersize=4, label="上年")
    if known:
        axes.plot(*zip(*known, strict=True), color=DARK, linewidth=2.2, marker="o", label="本年")
    largest = max([fen for _, fen in known + before] + [target or 0, 1] + [int(end.high) for end in ends])
    for number, (end, marker, colour) in enumerate(zip(ends, ("D", "s"), (DARK, ACCENT), strict=False)):
        place = 12.25 + 0.75 * number
        if known:
            axes.plot(
                [known[-1][0], place], [known[-1][1], end.value], color=colour, linewidth=1, linestyle=(0, (1, 2.5))
            )
        axes.errorbar(
            [place], [end.value], yerr=[[max(0.0, end.value - end.low)], [max(0.0, end.high - end.value)]], fmt=marker,
            color=colour, capsize=4, markersize=7, label=f"{end.label} {display_money(round(end.value))}",
        )  # fmt: skip
    if target:
        axes.axhline(target, color=FAINT, linewidth=1)
        axes.annotate(
            f"目标 {display_money(target)}",
            (1, target),
            xytext=(0, 4),
            textcoords="offset points",
            fontsize=9,
            color=FAINT,
            bbox=BACKED,
        )
    axes.set_ylim(min([0, *(fen for _, fen in known)]), largest * 1.12)
    axes.set_xlim(0.5, 13.6)
    axes.set_xticks([*range(1, 13), 12.6], [*(f"{n}月" for n in range(1, 12)), "", "年底"])
    axes.set_ylabel(f"累计（{money_axis(axes.yaxis, int(largest))}）")
    chart.suptitle(title, x=0.01, ha="left", fontsize=13)
    legend_above(axes)
    return chart


def pipeline(title: str, rows: Sequence[tuple[str, int, int, float | None]]) -> Chart:
    """Draw what is under way by step: how much it may bring, in how many projects, and how much by the year's end."""
    chart = Chart(HEIGHT)
    axes = chart.subplots()
    places = range(len(rows))
    axes.barh(
        places, [fen for _, _, fen, _ in rows], 0.6, color=LIGHT, edgecolor="#444444", linewidth=0.5, label="在途"
    )
    expected = [fen * (share or 0) for _, _, fen, share in rows]
    axes.barh(
        places, expected, 0.6, color=BLUES(0.85), edgecolor="#444444", linewidth=0.5, hatch="//", label="年底前预计到位"
    )
    for place, (_, projects, fen, share) in enumerate(rows):
        words = f"{display_money(fen)}，{projects} 个" + ("" if share is None else f"，年底前预计 {share:.0%}")
        axes.annotate(words, (fen, place), xytext=(4, 0), textcoords="offset points", va="center", fontsize=9)
    axes.set_yticks(places, [name for name, *_ in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    largest = max([fen for _, _, fen, _ in rows] + [1])
    axes.set_xlim(0, largest * 1.6)
    axes.set_xlabel(money_axis(axes.xaxis, largest))
    chart.suptitle(title, x=0.01, ha="left", fontsize=13)
    legend_above(axes)
    return chart


def back_test(title: str, actual: int, rows: Sequence[tuple[str, End | None, End | None]]) -> Chart:
    """Draw what was forecast for the month from each earlier one, with intervals, beside what came."""
    chart = Chart(HEIGHT)
    axes = chart.subplots()
    for side, (marker, colour, label) in enumerate((("D", DARK, "按上年进度"), ("s", ACCENT, "按在途项目"))):
        made = [(number, (shape, pipeline)[side]) for number, (_, shape, pipeline) in enumerate(rows)]
        ends = [(number + (side - 0.5) * 0.2, end) for number, end in made if end is not None]
        if ends:
            low = [max(0.0, end.value - end.low) for _, end in ends]
            high = [max(0.0, end.high - end.value) for _, end in ends]
            axes.errorbar(
                [x for x, _ in ends], [end.value for _, end in ends], yerr=[low, high], fmt=marker, color=colour, capsize=4,
                markersize=7, linestyle="none", label=label,
            )  # fmt: skip
    axes.axhline(actual, color=FAINT, linestyle="--", label=f"实际 {display_money(actual)}")
    axes.set_xticks(range(len(rows)), [f"站在{name}底" for name, *_ in rows])
    axes.set_xlim(-0.6, max(0.6, len(rows) - 0.4))
    tops = [actual, 1] + [int(end.high) for _, *ends in rows for end in ends if end is not None]
    axes.set_ylim(0, min(max(tops), max(actual, 1) * 3) * 1.1)
    axes.set_ylabel(money_axis(axes.yaxis, int(min(max(tops), max(actual, 1) * 3))))
    chart.suptitle(title, x=0.01, ha="left", fontsize=13)
    legend_above(axes)
    return chart


def split(title: str, rows: Sequence[tuple[str, int, bool]]) -> Chart:
    """Draw each unit's part of the gap, the largest first; hatched where an analyst fixed it; at most thirty."""
    chosen = sorted(rows, key=lambda row: -row[1])[:30]
    chart = Chart(max(HEIGHT, 0.165 * len(chosen) + 1.1))
    axes = chart.subplots()
    bars = axes.barh(
        range(len(chosen)), [fen for _, fen, _ in chosen], 0.7, color="#4292c6", edgecolor="#444444", linewidth=0.5
    )
    for place, (bar, (_, fen, fixed)) in enumerate(zip(bars, chosen, strict=True)):
        bar.set_hatch("////" if fixed else "")
        bar.set_facecolor(LIGHT if fixed else "#4292c6")
        words = display_money(fen) + ("（指定）" if fixed else "")
        axes.annotate(words, (fen, place), xytext=(4, 0), textcoords="offset points", va="center", fontsize=8)
    axes.set_yticks(range(len(chosen)), [name for name, _, _ in chosen], fontsize=8)
    axes.set_ylim(max(len(chosen), 1) - 0.4, -0.6)
    largest = max([fen for _, fen, _ in chosen] + [1])
    axes.set_xlim(0, largest * 1.25)
    left = len(rows) - len(chosen)
    axes.set_xlabel(money_axis(axes.xaxis, largest) + (f"（另有 {left} 个单位见表）" if left else ""))
    chart.suptitle(title, x=0.01, ha="left", fontsize=13)
    return chart
