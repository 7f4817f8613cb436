"""The chart of what is left: which units owe it, the largest first, and how few of them owe half of it."""

from decimal import Decimal

import pandas as pd

from zzlib.charts.amounts import in_words
from zzlib.charts.marks import horizontal_bars
from zzlib.charts.theme import DARK, FAINT, INK, Chart, mark, theme
from zzlib.charts.units import as_of
from zzlib.indicators.month import Month
from zzlib.money import display_percent
from zzlib.vocabulary import Band

_MOST = 20
"""Units that stand for themselves; what the others owe is one bar."""

_ROW = 0.2
_OTHERS = "#92c0df"


@theme()
def gap_by_unit(month: Month) -> Chart:
    """Draw what each unit still owes of its target, the largest first, with the share that it and those above it owe together.

    Units that owe nothing, or of which nothing is known, are left out; one that never filed owes all of its target.
    """
    owed = units_owing(month)
    half = _half(owed)
    shown, others = owed.head(_MOST), owed.iloc[_MOST:]
    rows = len(shown) + bool(len(others))
    chart = Chart(_ROW * max(rows, 1) + 0.95)
    note = f"还没有完成的年度目标，超额的和没有目标的{month.members}不抵；百分数是到这一个{month.members}为止合起来的比例；{as_of(month)}"
    chart.say(gap_message(month), note)
    axes = chart.subplots()
    if not rows:
        axes.set_axis_off()
        return chart
    amounts = [*map(int, shown["gap_fen"]), *([int(others["gap_fen"].sum())] if len(others) else [])]
    colours = [DARK if place < half else _OTHERS for place in range(len(shown))] + ["#d9d9d9"] * bool(len(others))
    bars = horizontal_bars(axes, range(rows), amounts, colours, 0.7)
    for bar, unit_id in zip(bars, shown["unit_id"], strict=False):
        mark(bar, "funds_gap", f"unit:{unit_id}")
    total, so_far = sum(amounts), 0
    for place, fen in enumerate(amounts):
        so_far += fen
        words = f"{in_words(fen)}，累计 {display_percent(Decimal(so_far) / total)}"
        colour = INK if place < half else FAINT
        axes.annotate(
            words, (fen, place), xytext=(4, 0), textcoords="offset points", va="center", fontsize=8, color=colour
        )
    names = [*shown["unit"], *([f"其余 {len(others)} 个{month.members}"] if len(others) else [])]
    axes.set_yticks(range(rows), names, fontsize=8)
    axes.set_ylim(rows - 0.4, -0.6)
    axes.set_xlim(0, max(amounts) * 1.42)
    axes.set_xticks([])
    axes.grid(visible=False)
    axes.spines["bottom"].set_visible(False)
    return chart


def gap_message(month: Month) -> str:
    """Say how few units owe half of what is left."""
    owed = units_owing(month)
    if owed.empty:
        has_targets = bool(month.units["target_fen"].notna().any())
        return f"有目标的{month.members}都完成了年度目标" if has_targets else "没有年度目标，看不出还差多少"
    half, total = _half(owed), int(owed["gap_fen"].sum())
    part = display_percent(Decimal(int(owed["gap_fen"].head(half).sum())) / total)
    if half == len(owed):
        return f"{len(owed)}个{month.members}共还差{in_words(total)}"
    return f"{len(owed)}个{month.members}共还差{in_words(total)}，其中{half}个占{part}"


def units_owing(month: Month) -> pd.DataFrame:
    """Give the units that have not done their target, the largest gap first: unit_id, unit, gap_fen (int64)."""
    rows = []
    for unit in month.units.to_dict("records"):
        scope = f"unit:{unit['unit_id']}"
        figure = month.figures.get("funds_target" if unit["band"] == Band.UNFILED else "funds_gap", scope)
        if figure is not None and figure.value is not None and figure.value > 0:
            rows.append((unit["unit_id"], unit["unit"], int(figure.value * 100)))
    table = pd.DataFrame(rows, columns=["unit_id", "unit", "gap_fen"]).astype({"gap_fen": "int64"})
    return table.sort_values("gap_fen", ascending=False, kind="stable", ignore_index=True)


def _half(owed: pd.DataFrame) -> int:
    """Give how many units, the largest first, owe at least half together."""
    return int((owed["gap_fen"].cumsum() * 2 < owed["gap_fen"].sum()).sum()) + 1 if len(owed) else 0
