"""Charts of the units: each against the schedule, and all of them by band. Missing and unknown are never drawn as zero."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from zzlib.charts.theme import (
    ACCENT,
    BAND_COLOURS,
    FAINT,
    INK,
    Chart,
    bare,
    percent_axis,
    visual_width,
    wrapped,
)
from zzlib.indicators.month import Figure, Month
from zzlib.money import display_money
from zzlib.periods import chinese
from zzlib.phrasing.bands import MEASURED, band_names
from zzlib.vocabulary import Band, ZeroKind

_LONGEST_BAR = 2.0
_SHARE_POINTS = 46
_LIST_WIDTH = 50
_TILES_A_ROW = 7


def zero_kinds(month: Month) -> str:
    """Say how many units at zero are of each kind: 其中已争取未到位 3 个、仅争得用地 1 个."""
    return "其中" + "、".join(f"{kind.label} {figure.text} 个" for kind, figure in month.zero_kinds())


def completion_by_unit(month: Month) -> Chart:
    """Draw each unit's completion against the schedule line, highest first.

    Units with a target and money are bars (hatched where an amount is incomplete); units at zero, without a target,
    unknown or unfiled are named in lists below, so that none is drawn as a zero it did not report.
    """
    drawn = month.units[month.units["band"].isin([Band.HIGH, Band.MIDDLE, Band.LOW])]
    drawn = drawn.sort_values("completion", ascending=False, kind="stable")
    paragraphs = _named_lists(month)
    heights = [0.27 * len(drawn) + 0.9, 0.205 * sum(len(lines) + 1.5 for _, lines in paragraphs) + 0.1]
    chart = Chart(sum(heights))
    upper, lower = chart.subplots(2, 1, height_ratios=heights)
    _bars(upper, drawn, month)
    _lists(lower, paragraphs)
    return chart


def _bars(axes: Axes, drawn: pd.DataFrame, month: Month) -> None:
    shown = drawn["completion"].clip(upper=_LONGEST_BAR)
    completions = [month.figures["funds_completion", f"unit:{unit_id}"] for unit_id in drawn["unit_id"]]
    positions = range(len(drawn))
    colours = [BAND_COLOURS[band][0] for band in drawn["band"]]
    bars = axes.barh(positions, shown, color=colours, edgecolor="#444444", linewidth=0.4, height=0.72)
    for bar, unit, completion in zip(bars, drawn.to_dict("records"), completions, strict=True):
        bar.set_hatch("////" if completion.incomplete else "")
        _beside(axes, bar.get_y() + bar.get_height() / 2, *_bar_words(unit, completion, month))
    names = [unit + ("※" if carried else "") for unit, carried in zip(drawn["unit"], drawn["carried"], strict=True)]
    axes.set_yticks(positions, names, fontsize=9)
    axes.set_ylim(len(drawn) - 0.4, -1.4)
    longest = float(shown.max()) if len(shown) else 0.0
    axes.set_xlim(0, max(0.6, longest, float(month.figures["schedule_progress"].value or 0)) * 1.03)
    _beside(axes, -0.95, "完成率", f"{MEASURED[month.settings.bands.measure]}／年度目标", FAINT)
    percent_axis(axes.xaxis)
    axes.grid(axis="y", visible=False)
    _schedule_line(axes, month)
    axes.set_title(f"截至{chinese(month.period)}底各单位完成年度目标情况")
    notes = ["完成率"]
    notes += [month.rhythm.said("※ 本月以最近一次报表代替")] * bool(drawn["carried"].any())
    notes += ["斜线：有金额读不出，为至少数"] * any(completion.incomplete for completion in completions)
    axes.set_xlabel("；".join(notes), fontsize=8.5)


def _bar_words(unit: dict[Any, Any], completion: Figure, month: Month) -> tuple[str, str]:
    amount = int(unit[f"{month.settings.bands.measure}_fen"])
    beyond = "▸ " if unit["completion"] > _LONGEST_BAR else ""
    return beyond + completion.text, f"{display_money(amount)}／{display_money(int(unit['target_fen']))}"


def _beside(axes: Axes, height: float, share: str, amounts: str, colour: str = INK) -> None:
    """Write two columns on the right of the axes, where neither bars nor lines run."""
    look: dict[str, Any] = {
        "xycoords": ("axes fraction", "data"), "textcoords": "offset points", "va": "center", "fontsize": 8,
        "color": colour, "annotation_clip": False,
    }  # fmt: skip
    axes.annotate(share, (1, height), xytext=(_SHARE_POINTS, 0), ha="right", **look)
    axes.annotate(amounts, (1, height), xytext=(_SHARE_POINTS + 10, 0), ha="left", **look)


def _schedule_line(axes: Axes, month: Month) -> None:
    schedule = month.figures["schedule_progress"]
    if schedule.value is None:
        return
    axes.axvline(float(schedule.value), color=ACCENT, linewidth=1.4, linestyle="--", zorder=3)
    late = float(schedule.value) > axes.get_xlim()[1] * 0.7
    axes.annotate(
        f"时序进度 {schedule.text}", (float(schedule.value), -0.95), xytext=(-4 if late else 4, 0),
        textcoords="offset points", color=ACCENT, fontsize=9, va="center", ha="right" if late else "left",
    )  # fmt: skip


def _named_lists(month: Month) -> list[tuple[str, list[str]]]:
    """Give a heading and wrapped names for each band that is not drawn and has units, the zeros by kind.

    A zero that may not be one, because a return or an amount can't be read, stands apart from the zeros.
    """
    names, zeros = band_names(month), month.units_in(Band.ZERO)
    sure = zeros[~zeros["incomplete"]]
    groups = [
        *((f"{Band.ZERO.label}：{kind.label}", sure[sure["zero_kind"] == kind]) for kind in ZeroKind),
        (f"{Band.ZERO.label}待核（有金额或报表读不出）", zeros[zeros["incomplete"]]),
        *((names[band], month.units_in(band)) for band in (Band.NO_TARGET, Band.UNKNOWN, Band.UNFILED)),
    ]
    return [
        (
            f"{heading}：{len(units)} 个",
            wrapped([_name_with_amount(unit, month) for unit in units.to_dict("records")], _LIST_WIDTH),
        )
        for heading, units in groups
        if len(units)
    ]


def _name_with_amount(unit: dict[Any, Any], month: Month) -> str:
    """Add the amount where one was reported that the list's heading does not tell: taken back, or without a target."""
    fen = unit["received_fen" if unit["band"] == Band.ZERO else f"{month.settings.bands.measure}_fen"]
    if unit["band"] in (Band.UNKNOWN, Band.UNFILED) or pd.isna(fen) or int(fen) == 0:
        return str(unit["unit"])
    return f"{unit['unit']}（{display_money(int(fen))}）"


def _lists(axes: Axes, paragraphs: list[tuple[str, list[str]]]) -> None:
    bare(axes)
    total = sum(len(lines) + 1.5 for _, lines in paragraphs)
    axes.set_ylim(max(total, 1), 0)
    line = 0.0
    for heading, lines in paragraphs:
        axes.text(0, line, heading, va="top", fontsize=9.5, color=ACCENT).set_in_layout(False)
        axes.text(0, line + 1, "\n".join(lines), va="top", fontsize=9, linespacing=1.35).set_in_layout(False)
        line += len(lines) + 1.5


def bands(month: Month) -> Chart:
    """Draw every unit as a tile under its band, best band first, within it in order of precedence."""
    blocks = [(band, name, month.units_in(band)) for band, name in band_names(month).items()]
    blocks = [block for block in blocks if len(block[2])]
    rows = sum(-(-len(units) // _TILES_A_ROW) + 0.85 for _, _, units in blocks)
    chart = Chart(max(1.5, 0.36 * rows + 0.5))
    axes = chart.subplots()
    bare(axes)
    axes.set_ylim(max(rows, 1), 0)
    note = "（＊ 有金额或报表读不出）" if month.units["incomplete"].any() else ""
    axes.set_title(f"截至{chinese(month.period)}底 {len(month.units)} 个单位的完成档次{note}")
    top = 0.0
    for band, name, units in blocks:
        kinds = f"，{zero_kinds(month)}" if band == Band.ZERO else ""
        axes.text(0.002, top + 0.5, f"{name}：{len(units)} 个{kinds}", va="center", fontsize=10)
        _tiles(axes, units, band, top + 0.8)
        top += -(-len(units) // _TILES_A_ROW) + 0.85
    return chart


def _tiles(axes: Axes, units: pd.DataFrame, band: str, top: float) -> None:
    fill, ink = BAND_COLOURS[band]
    width = 1 / _TILES_A_ROW
    for number, unit in enumerate(units.to_dict("records")):
        row, column = divmod(number, _TILES_A_ROW)
        place = (column * width + 0.003, top + row + 0.08)
        edge: dict[str, Any] = {
            "edgecolor": FAINT,
            "linewidth": 0.7,
            "linestyle": "--" if band == Band.UNFILED else "-",
        }
        axes.add_patch(Rectangle(place, width - 0.006, 0.84, facecolor=fill, **edge))
        name = unit["unit"] + ("＊" if unit["incomplete"] else "")
        size = min(9.0, 9.0 * 8 / visual_width(name))
        axes.text((column + 0.5) * width, top + row + 0.5, name, ha="center", va="center", color=ink, fontsize=size)
