"""The year's way to its target, month by month: as a chart of its own, and as the picture on a leader's page."""

from dataclasses import replace
from typing import Any

from matplotlib.axes import Axes

from zzlib.charts.amounts import UNIT, in_words, told
from zzlib.charts.marks import Words, place_words
from zzlib.charts.theme import ACCENT, DARK, FAINT, PAPER_WIDTH, Chart, mark, money_axis, theme
from zzlib.charts.units import as_of, points_between
from zzlib.indicators.month import BOUND_WORDS, Month
from zzlib.indicators.units import due_by
from zzlib.paper import SMALLEST
from zzlib.periods import month_of, period_of, year_of
from zzlib.phrasing.bands import MEASURED

_FEN = 100
_HEIGHT = 2.95
"""Inches, where the page has room for it."""
_PAST = "#7f9fbf"

_ABOVE = ((-1, 1), (-1, 0), (0, 1), (1, 1))
_LEFT_UP = ((-1, 1), (-1, 0), (0, 1), (-1, -1), (0, -1), (1, -1), (1, 1), (1, 0))
_RIGHT_DOWN = ((1, -1), (1, 0), (0, -1), (-1, -1), (1, 1), (-1, 1), (0, 1), (-1, 0))
_RIGHT = ((1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1), (0, 1), (0, -1))


@theme()
def path_to_target(month: Month, height: float = _HEIGHT) -> Chart:
    """Draw measured money month by month against the schedule and last year, and the way that is left to the target.

    `height` is in inches. The schedule runs to December; what is missing to it and the best month are written beside this month's point, the
    pace that the target needs beside the way. Last year is drawn where received money is measured: of awarded money the trend has no last year.
    """
    chart = Chart(height, PAPER_WIDTH)
    word = MEASURED[month.settings.bands.measure]
    chart.say(path_message(month), f"{year_of(month.period)}年{word}，年初以来累计；{as_of(month)}")
    draw_path(chart.subplots(), month, size=SMALLEST)
    return chart


def path_message(month: Month) -> str:
    """Say how far the year has come: against the schedule, at which pace it must go on, or that it is done."""
    figures, measure = month.figures, month.settings.bands.measure
    done, share, gap = figures[f"funds_{measure}"], figures["funds_completion"], figures["funds_gap"]
    word = MEASURED[measure]
    if done.value is None:
        return f"{year_of(month.period)}年还没有能统计的{word}"
    if share.value is None or gap.value is None:
        return f"已{word.removesuffix('资金')}{told(done)}，没有年度目标可比"
    if gap.value <= 0:
        return f"全年任务已经完成：{word}{told(done)}，{gap.text}"
    if not month.rhythm.left(month.period):
        return f"全年完成年度任务的{share.text}，还差{told(gap)}"
    if done.value <= 0:
        return f"还没有资金{word.removesuffix('资金')}，时序进度是{figures.text('schedule_progress')}，还差{told(gap)}"
    needed = month.rhythm.said(f"今后平均每月需{told(figures['funds_needed_monthly'])}")
    return f"完成全年任务的{share.text}，{_against_schedule(month)}，{needed}"


def _against_schedule(month: Month) -> str:
    share, due = month.figures["funds_completion"], month.figures["schedule_progress"]
    if share.value is None or due.value is None:
        return "没有时序进度可比"
    ahead = points_between(share.value, due.value)
    if not ahead:
        return "与时序进度持平"
    sides = {"lower": "至多" if ahead < 0 else "至少", "upper": "至少" if ahead < 0 else "至多"}
    bound = sides.get(share.bound, BOUND_WORDS[share.bound])
    return f"比时序进度{bound}{'高' if ahead > 0 else '低'}{abs(ahead)}个百分点"


def draw_path(axes: Axes, month: Month, *, every: int = 1, size: float) -> None:
    """Draw the way to the target into axes, with a name for every `every`-th month; words in points of `size`."""
    measure = month.settings.bands.measure
    word = MEASURED[measure]
    figures, now = month.figures, month_of(month.period)
    target = int((figures["funds_target"].value or 0) * _FEN)
    words: list[Words] = []
    sayings: list[str] = []
    lines: dict[str, tuple[str, int, dict[str, Any]]] = {
        f"{measure}_fen": (f"funds_{measure}", 0, {"color": DARK, "linewidth": 2.4})
    }
    if measure == "received":
        lines = {"last_year_fen": ("funds_received", 1, {"color": _PAST, "linestyle": ":"})} | lines
    tops, last = [target, 1], {}
    for column, (figure, ago, look) in lines.items():
        last[column] = _line(axes, month, column, figure, ago, look)
        tops += month.trend[column].dropna().astype("int64").tolist()
    if target > 0:
        words += _schedule(axes, month, target, size)
    axes.set_ylim(min([0, *tops]) * 1.1, max(tops) * 1.14)
    axes.set_xlim(0.6, 12.6)
    axes.set_xticks(range(1, 13), [f"{number}月" if (number - 1) % every == 0 else "" for number in range(1, 13)])
    axes.set_ylabel(f"累计{word}（{money_axis(axes.yaxis, int(max(tops)), UNIT)}）", fontsize=size)
    axes.tick_params(labelsize=size)
    axes.grid(axis="x", visible=False)
    done = figures[f"funds_{measure}"]
    here: tuple[float, float] | None = None
    before = last.get("last_year_fen")
    if done.value is not None:
        here = (now, float(done.value) * _FEN)
        share = f"，完成{figures.text('funds_completion')}" if (figures["funds_completion"].value or 0) > 0 else ""
        sayings = [f"●本年 {told(done)}{share}", *_behind(axes, month, here, target)]
        words += _left(axes, month, here, target, size)
    if before is not None:
        whose = "（全部单位）" if (figures["units_without_history"].value or 0) > 0 else ""
        sayings.append(f"▲上年同期{whose} {in_words(int(before[1]))}")
    if place := here or before:
        # Lines to each of what is said of this month would cross: it stands as one block.
        block = "\n".join([*sayings, *_best(month)])
        words.insert(0, Words(block, place, DARK, size, _RIGHT_DOWN if now <= 8 else _LEFT_UP))
    place_words(axes, words)


def _line(
    axes: Axes, month: Month, column: str, figure: str, ago: int, look: dict[str, Any]
) -> tuple[float, float] | None:
    """Draw a column of the trend, a mark a month, with a gap where a month is unknown; give its last point."""
    known = month.trend[column].astype("Float64").to_numpy(float, na_value=float("nan"))
    months = [month_of(period) for period in month.trend["period"]]
    points = [(number, float(fen)) for number, fen in zip(months, known, strict=True) if fen == fen]
    axes.plot(months, known, **look)
    for number, fen in points:
        shown = axes.plot([number], [fen], "^" if ago else "o", color=look["color"], markersize=4 if ago else 6)[0]
        mark(shown, figure, f"month:{period_of(year_of(month.period) - ago, number)}")
    return points[-1] if points else None


def _schedule(axes: Axes, month: Month, target: int, size: float) -> list[Words]:
    """Draw what is due by the end of each month of the year, and the target; give their names."""
    periods = month.rhythm.until(period_of(year_of(month.period), 12))
    due = [(month_of(period), due_by(month.settings, period, target)) for period in periods]
    axes.plot([0, *(number for number, _ in due)][-len(due) :], [fen for _, fen in due], color=ACCENT, linestyle="--")
    for period, (number, fen) in zip(periods, due, strict=True):
        shown = axes.plot([number], [fen], "s", color=ACCENT, markersize=3)[0]
        mark(shown, "schedule_progress", f"month:{period}")
    line = axes.plot([0.6, 12.6], [target, target], color=FAINT, linewidth=1)[0]
    mark(line, "funds_target", "county")
    place = next((point for point in due if point[0] > month_of(month.period) + 1), due[-1])
    return [
        Words(
            f"全年目标 {told(month.figures['funds_target'])}",
            (0.8, target),
            FAINT,
            size,
            ((1, 1), (1, -1)),
        ),
        Words("时序进度", place, ACCENT, size, _ABOVE),
    ]


def _behind(axes: Axes, month: Month, here: tuple[float, float], target: int) -> list[str]:
    """Draw the bracket of what is missing to the schedule; give what it says."""
    now, height = here
    missing = month.figures.get("funds_behind_schedule")
    due = due_by(month.settings, month.period, target)
    if not (target > 0 and missing and missing.value and due > height):
        return []
    edge = axes.plot([now, now], [height, due], color=ACCENT, linewidth=1.6, marker="_", markersize=9, zorder=4)[0]
    mark(edge, "funds_behind_schedule", "county")
    return [f"{'比时序进度少' if month.rhythm.left(month.period) else '还差'} {told(missing)}"]


def _left(axes: Axes, month: Month, here: tuple[float, float], target: int, size: float) -> list[Words]:
    """Draw the way to the target; give what it says."""
    now, height = here
    words: list[Words] = []
    if target > height and month.rhythm.left(month.period):
        way = axes.plot([now, 12], [height, target], color=DARK, linewidth=1.2, linestyle=(0, (1, 2.5)))[0]
        mark(way, "funds_needed_monthly", "county")
        each = month.rhythm.said("平均每月需")
        left, needed = (told(month.figures[name]) for name in ("funds_gap", "funds_needed_monthly"))
        said = f"还差 {left}\n{each} {needed}"
        words.append(Words(said, (now + (12 - now) * 0.55, height + (target - height) * 0.55), DARK, size, _RIGHT_DOWN))
    return words


def _best(month: Month) -> list[str]:
    """Name the month that brought most, where the line shows the same amount as the figure."""
    best = month.figures.get("funds_best_month")
    if month.settings.bands.measure != "received" or not best or not best.value or best.value <= 0:
        return []
    gains = month.trend["received_fen"].diff().fillna(month.trend["received_fen"].iloc[:1])
    if gains.isna().all() or int(gains.max()) != int(best.value * _FEN):
        return []
    place = int(gains.fillna(gains.min()).to_numpy().argmax())
    period = month.trend["period"].iloc[place]
    # Where what a unit brought in the month alone is not known, the sum's rise is: the line shows it.
    what = "累计数增加最多" if best.bound else f"{month.rhythm.said('单月')}最高"
    return [f"{what}（{month.rhythm.short(period)}）{told(replace(best, bound=''))}"]
