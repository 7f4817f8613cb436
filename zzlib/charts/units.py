"""The chart of the units: each in its group against the schedule, with what it still owes. Missing is never drawn as zero."""

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from zzlib.charts.amounts import BOUND_SIGNS, UNIT, in_words
from zzlib.charts.marks import horizontal_bars
from zzlib.charts.theme import (
    ACCENT,
    DARK,
    FAINT,
    INK,
    PAPER_WIDTH,
    Chart,
    mark,
    percent_axis,
    theme,
    visual_width,
)
from zzlib.indicators.month import Figure, Month
from zzlib.money import FEN_PER_UNIT, number_text, round_half_up
from zzlib.paper import SMALLEST
from zzlib.periods import chinese
from zzlib.phrasing.bands import BAND_WORDS, MEASURED, edge_names
from zzlib.phrasing.month_words import whole_year
from zzlib.vocabulary import Band, ZeroKind

_DRAWN = (Band.HIGH, Band.MIDDLE, Band.LOW)
"""Bands that a bar can show."""

_LONGEST_BAR = 2.0
"""A bar beyond this completion ends there, with its true value beside."""

_BEHIND = "#92c0df"
_UNKNOWN = "—"
_LACKING = "没有本期数据"
_ROW, _LEAST_ROW, _BESIDE, _HIGHEST, _ONE_COLUMN, _HEAD = 0.15, 0.109, 3.5, 7.2, 18, 0.9
"""Inches of a row, and at least: lower ones would cut each other's letters; of all rows on a page with the year's path, and on one of their own;
the most rows that stand in one column; inches of head and axis."""

_NAMES_APART = 0.46
"""Of the axis, from the schedule's line to the target's, where the target's name has room; where it has none the axis says 100%."""

_TOO_SMALL, _NAME_LETTERS = 5.4, 10
"""How many characters of a name have the size of the others, and the points below which a longer one goes into two lines."""

_ENDS = {2: (32, 82), 3: (36, 148, 206)}
"""Points right of the axes at which the columns end, by their number."""


def as_of(month: Month) -> str:
    """Say until when a chart's data reach, and whether older returns stand in: 数据截至2013年5月底，3个单位用以前月份代替."""
    carried = int(month.units["carried"].sum())
    stands_in = month.rhythm.said(f"，其中{carried}个{month.members}（※）用以前月份代替") if carried else ""
    return f"数据截至{chinese(month.period)}底{stands_in}"


def points_between(share: Decimal, other: Decimal) -> Decimal:
    """Give by how many 百分点 a share is above another: the difference of the two as they are printed, so that it adds up."""
    return round_half_up(share * 100, 1) - round_half_up(other * 100, 1)


@theme()
def completion_by_unit(month: Month) -> Chart:
    """Draw every unit's completion against the schedule line, in its group, highest first, with what it still owes.

    Many units stand in two columns. A unit at zero, without a target, unknown or unfiled has words instead of a bar, so
    that none is drawn as a zero it did not report; ≥ marks an amount that can't be read in full.
    """
    rows = _rows(month)
    columns = _columns(rows)
    most = max(len(column) for column in columns)
    chart = Chart(_height_of(most + 1) + _HEAD, PAPER_WIDTH)
    measured = MEASURED[month.settings.bands.measure]
    note = f"{measured}占年度目标的比例；{_legend(rows, month)}{as_of(month)}"
    chart.say(completion_message(month), note)
    due = float(month.figures["schedule_progress"].value or 0)
    drawn = [min(row.unit["completion"], _LONGEST_BAR) for row in rows if row.unit and row.has_bar]
    longest = max([0.6, due, *drawn]) * 1.04
    for axes, column in zip(chart.subplots(1, len(columns), squeeze=False)[0], columns, strict=True):
        axes.set_xlim(0, longest)
        axes.set_ylim(most - 0.4, -1.5)
        _draw(axes, column, month, due, wide=len(columns) == 1)
    return chart


def _height_of(rows: int) -> float:
    """Give the inches of so many rows: on the page with the year's path where they have room there, else on one of their own."""
    beside = _LEAST_ROW * rows <= _BESIDE
    return min(_ROW * rows, _BESIDE if beside else max(_HIGHEST, _LEAST_ROW * rows))


def _legend(rows: list["_Row"], month: Month) -> str:
    """Say what the colours and hatches mean that occur."""
    units = [row.unit for row in rows if row.unit]
    drawn = [unit for unit in units if unit["band"] in _DRAWN]
    reached = "完成年度任务" if not month.rhythm.left(month.period) else "达到时序进度"
    said = f"深色{reached}，浅色没有；" if drawn and _has_targets(month) else ""
    hatched = ["斜线"] if any(_is_bound(unit, month) for unit in drawn) else []
    signs = [sign for sign in "≥≤" if any(sign in text for unit in units for text in _texts(unit, month, wide=False))]
    doubt = [*hatched, *(["".join(signs)] if signs else [])]
    return said + (f"{'和'.join(doubt)}的有金额待核定；" if doubt else "")


def _is_bound(unit: dict[Any, Any], month: Month) -> bool:
    """Tell whether what a unit is measured by holds an amount that can't be read; another of its amounts says nothing of its bar."""
    figure = month.figures.get(f"funds_{month.settings.bands.measure}", f"unit:{unit['unit_id']}")
    return figure is not None and figure.incomplete


def completion_message(month: Month) -> str:
    """Say how many units are behind the schedule and how many at zero, or how far they have come where there are no targets."""
    figures, total = month.figures, month.figures.text("units_total")
    if not _has_targets(month):
        return f"{total}个{month.members}没有年度目标，{figures.text('units_with_funds')}个有资金到位"
    behind, zero = figures["units_behind_schedule"], figures["units_zero"]
    late = "没有完成年度任务" if not month.rhythm.left(month.period) else "落后于时序进度"
    if not behind.value:
        return f"{total}个{month.members}没有{late}的" if zero.value is None else f"有目标的{month.members}都没有{late}"
    judged, at_zero = (figures.get(name) for name in ("units_judged", "units_zero_behind"))
    if judged is None or at_zero is None or not judged.value:
        return f"{total}个{month.members}中，{behind.text}个{late}，{_best(month)}"
    less = "或为负" if figures["units_zero_reclaimed"].value else ""
    besides = f"（含到位为零{less}的{at_zero.text}个）" if at_zero.value else f"，{_best(month)}"
    return f"{judged.text}个有目标的已报{month.members}中，{behind.text}个{late}{besides}"


def _best(month: Month) -> str:
    """Say how many units have come furthest: at the year's end those that have done their task."""
    done, high = month.figures["units_done"], month.figures["units_band_high"]
    if not month.rhythm.left(month.period) and done.value:
        return f"{done.text}个完成了任务"
    edge = edge_names(month)[0]
    return f"{high.text}个完成了{edge}以上" if high.value else f"尚无{month.members}完成{edge}"


def _has_targets(month: Month) -> bool:
    return bool(month.units["target_fen"].notna().any())


@dataclass(frozen=True)
class _Row:
    """A line of the chart: a group's name, or a unit of it."""

    group: str
    unit: dict[Any, Any] | None = None

    @property
    def has_bar(self) -> bool:
        return self.unit is not None and self.unit["band"] in _DRAWN


def _rows(month: Month) -> list[_Row]:
    """Give every unit under its group: those with a bar from the highest down, then the others by their state."""
    states = {
        band: place for place, band in enumerate((*_DRAWN, Band.NO_TARGET, Band.ZERO, Band.UNKNOWN, Band.UNFILED))
    }
    units = month.units.assign(state=month.units["band"].map(lambda band: max(2, states[band])))
    units = units.sort_values(["state", "completion"], ascending=[True, False], kind="stable")
    known = [scope.partition(":")[2] for scope in month.figures.scopes("group")]
    rows = []
    for group in dict.fromkeys([*known, *month.units["group"]]):
        own = units[units["group"] == group].to_dict("records")
        rows += [_Row(group)] * bool(own and group) + [_Row(group, unit) for unit in own]
    return rows


def _columns(rows: list[_Row]) -> list[list[_Row]]:
    """Part many rows into two columns; a group that goes on in the second has its name there again."""
    if len(rows) <= _ONE_COLUMN:
        return [rows]
    half = math.ceil(len(rows) / 2)
    half -= rows[half - 1].unit is None
    again = [_Row(f"{rows[half].group}（续）")] if rows[half].unit else []
    return [rows[:half], [*again, *rows[half:]]]


def _draw(axes: Axes, rows: list[_Row], month: Month, due: float, *, wide: bool) -> None:
    drawn = [(place, row.unit) for place, row in enumerate(rows) if row.unit and row.has_bar]
    lengths = [min(unit["completion"], _LONGEST_BAR) for _, unit in drawn]
    colours = [DARK if unit["completion"] >= due else _BEHIND for _, unit in drawn]
    for bar, (_, unit) in zip(
        horizontal_bars(axes, [place for place, _ in drawn], lengths, colours), drawn, strict=True
    ):
        mark(bar, "funds_completion", f"unit:{unit['unit_id']}")
        bar.set_hatch("////" if _is_bound(unit, month) else "")
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    percent_axis(axes.xaxis)
    axes.tick_params(labelsize=SMALLEST)
    axes.grid(axis="y", visible=False)
    if _has_targets(month):
        _schedule_line(axes, month, due, rows)
    _beside(axes, -1, ["完成率", *(["到位／目标（万元）"] if wide else []), "还差（万元）"], FAINT)
    for place, row in enumerate(rows):
        if row.unit is None:
            axes.annotate(
                row.group, (0, place), xytext=(-_names_points(rows), 0), textcoords="offset points", va="center", ha="left",
                fontsize=8, color=ACCENT, annotation_clip=False,
            )  # fmt: skip
            continue
        _name(axes, place, row.unit)
        _beside(axes, place, _texts(row.unit, month, wide=wide))
        if not row.has_bar:
            look: dict[str, Any] = {"fontsize": SMALLEST, "va": "center", "color": FAINT, "zorder": 4}
            axes.annotate(_state(row.unit, month), (0, place), xytext=(4, 0), textcoords="offset points", **look)


def _names_points(rows: list[_Row]) -> float:
    """Give the points from a group's name, which begins where the longest name does, to the axes."""
    names = (_fitted(row.unit["unit"]) for row in rows if row.unit)
    return 8 + max([6 * SMALLEST, *(size * max(map(visual_width, name.split("\n"))) for name, size in names)])


def _fitted(name: str) -> tuple[str, float]:
    """Give a name as it is written, a very long one in two lines, and the points of its letters."""
    fitting = SMALLEST * _NAME_LETTERS / max(visual_width(name), _NAME_LETTERS)
    half = math.ceil(len(name) / 2)
    return (name, fitting) if fitting >= _TOO_SMALL else (f"{name[:half]}\n{name[half:]}", _TOO_SMALL)


def _name(axes: Axes, place: float, unit: dict[Any, Any]) -> None:
    name, fitting = _fitted(unit["unit"] + ("※" if unit["carried"] else ""))
    axes.annotate(
        name, (0, place), xytext=(-4, 0), textcoords="offset points", va="center", ha="right", fontsize=fitting,
        linespacing=0.95, annotation_clip=False,
    )  # fmt: skip


def _state(unit: dict[Any, Any], month: Month) -> str:
    """Say what stands instead of a bar; of a county of which a city has nothing, that."""
    if unit.get("is_missing"):
        return _LACKING
    if unit["band"] == Band.ZERO:
        kind = ZeroKind(unit["zero_kind"]).label if unit["zero_kind"] else Band.ZERO.label
        return f"{kind}（待核）" if unit["incomplete"] else kind
    fen = unit[f"{month.settings.bands.measure}_fen"]
    if unit["band"] == Band.NO_TARGET and not pd.isna(fen):
        return f"无目标，{MEASURED[month.settings.bands.measure].removesuffix('资金')}{in_words(int(fen))}"
    return whole_year(BAND_WORDS[unit["band"]], month)


def _texts(unit: dict[Any, Any], month: Month, *, wide: bool) -> list[str]:
    """Give the texts beside a unit: completion, in a wide chart the amounts that make it, and what is left."""
    scope = f"unit:{unit['unit_id']}"
    completion, gap = (month.figures.get(name, scope) for name in ("funds_completion", "funds_gap"))
    amount, target = unit[f"{month.settings.bands.measure}_fen"], unit["target_fen"]
    if gap is not None and gap.value is None and unit["band"] == Band.UNFILED:
        gap = month.figures.get("funds_target", scope)
    both = [_UNKNOWN if pd.isna(fen) else _in_wan(int(fen)) for fen in (amount, target)]
    beyond = "→" if unit["completion"] > _LONGEST_BAR else ""
    done = _UNKNOWN if unit["zero_kind"] == ZeroKind.RECLAIMED else beyond + _short(completion)
    return [done, *(["／".join(both)] if wide else []), _short(gap)]


def _short(figure: Figure | None) -> str:
    """Print a figure with a sign for the word that bounds it, an amount in 万元 as the column's head says."""
    if figure is None or figure.value is None:
        return _UNKNOWN
    size = _in_wan(int(figure.value * 100)) if figure.unit == "yuan" else figure.size
    return BOUND_SIGNS[figure.bound] + size


def _in_wan(fen: int) -> str:
    return number_text(Decimal(fen) / FEN_PER_UNIT[UNIT], 2)


def _beside(axes: Axes, height: float, texts: list[str], colour: str = INK) -> None:
    """Write columns on the right of the axes, where neither bars nor lines run; the last is set to the right."""
    for text, end in zip(texts, _ENDS[len(texts)], strict=True):
        axes.annotate(
            text, (1, height), xytext=(end, 0), xycoords=("axes fraction", "data"), textcoords="offset points", ha="right",
            va="center", fontsize=SMALLEST, color=colour, annotation_clip=False,
        )  # fmt: skip


def _schedule_line(axes: Axes, month: Month, due: float, rows: list[_Row]) -> None:
    """Draw the line of the schedule, and of the whole target where the axis reaches it; each with its name.

    They run past bars, not through the words that stand instead of one.
    """
    barred = [-1.0, *(place for place, row in enumerate(rows) if row.has_bar)]
    heights = [height for place in barred for height in (place - 0.5, place + 0.5, math.nan)]
    schedule = month.figures["schedule_progress"]
    lines = [(due, f"时序进度 {schedule.text}", ACCENT, "--")] if schedule.value is not None and due < 1 else []
    lines += [(1.0, "年度目标", FAINT, "-")] if axes.get_xlim()[1] >= 1 else []
    longest = axes.get_xlim()[1]
    apart = len(lines) < 2 or (1 - due) / longest > _NAMES_APART
    for place, text, colour, line in lines:
        look = {"color": colour, "linewidth": 1.2, "linestyle": line, "zorder": 3}
        shown = axes.plot([place] * len(heights), heights, **look)[0]  # type: ignore[arg-type]
        if place == due and axes is axes.figure.axes[0]:
            mark(shown, "schedule_progress", "county")
        near = place == due or place > longest * 0.6  # left of the schedule's line no words stand, not even of names
        axes.annotate(
            text if apart or place == due else "", (place, -1), xytext=(-3 if near else 3, 0), textcoords="offset points", color=colour, fontsize=8,
            va="center", ha="right" if near else "left",
        )  # fmt: skip
