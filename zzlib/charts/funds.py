"""The chart of the money by category: from last year's same months to this year's."""

from decimal import Decimal
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from zzlib.charts.amounts import BOUND_SIGNS
from zzlib.charts.marks import Words, place_words
from zzlib.charts.theme import ACCENT, DARK, FAINT, INK, Chart, mark, money_axis, theme
from zzlib.charts.units import as_of
from zzlib.indicators.month import BOUND_WORDS, Month
from zzlib.money import FEN_PER_UNIT, round_half_up
from zzlib.periods import year_of

_BEFORE = "#7f9fbf"
_ROW = 0.34


@theme()
def received_by_category(month: Month) -> Chart:
    """Draw money received by category as the way from last year's same months to this year's, the largest increase first.

    Amounts are whole 万元, and a change is the difference of the two that are printed. A category without a figure of last
    year stands after the others and says so; it is not drawn as zero.
    """
    rows = _rows(month)
    chart = Chart(_ROW * max(len(rows), 1) + 1.35)
    year, span = year_of(month.period), month.rhythm.span(month.period)
    note = f"{year}年{span}到位资金（实心）与{year - 1}年同期（空心），单位：万元，按增加多少排列；{as_of(month)}"
    chart.say(categories_message(month), note)
    axes = chart.subplots()
    if rows.empty:
        axes.set_axis_off()
        return chart
    for place, row in enumerate(rows.to_dict("records")):
        _row(axes, place, row, BOUND_SIGNS[_bound(month, row["fund_category"])])
    axes.set_yticks(range(len(rows)), [name or "未写明类别" for name in rows["fund_category"]], fontsize=9)
    axes.set_ylim(len(rows) - 0.4, -0.95)
    amounts = pd.concat([rows["received_fen"], rows["last_year_fen"]]).dropna().astype("int64")
    low, high = min(0, int(amounts.min())), max(1, int(amounts.max()))
    axes.set_xlim(low - 0.03 * (high - low), high + 0.03 * (high - low))
    axes.grid(axis="y", visible=False)
    axes.axvline(0, color=FAINT, linewidth=0.8)
    money_axis(axes.xaxis, FEN_PER_UNIT["万元"])
    axes.tick_params(axis="x", labelsize=8)
    _name_the_ends(axes, rows.iloc[0], year)
    return chart


def _name_the_ends(axes: Axes, row: "pd.Series[Any]", year: int) -> None:
    """Say at the first row which of its ends is which year."""
    ends = ((row["received_fen"], f"{year}年", DARK), (row["last_year_fen"], f"{year - 1}年同期", "#4f6f8f"))
    sides = ((0, 1), (1, 1), (-1, 1), (1, -1), (-1, -1))
    place_words(axes, [Words(text, (int(fen), 0), colour, 8, sides) for fen, text, colour in ends if not pd.isna(fen)])


def categories_message(month: Month) -> str:
    """Say how many categories grew and fell, and which grew most; without last year, which holds most."""
    rows = _rows(month)
    known = rows[rows["change"].notna()]
    if rows.empty:
        return "还没有计入统计的到位资金"
    if known.empty:
        most = rows.sort_values("now", ascending=False, kind="stable").iloc[0]
        bound = BOUND_WORDS[_bound(month, most["fund_category"])]
        return f"{_name(most)}到位最多（{bound}{most['now']}万元），上年同期没有可比的数"
    grown, fallen = int((known["change"] > 0).sum()), int((known["change"] < 0).sum())
    end = known.iloc[0] if grown else known.iloc[-1]
    if not (grown or fallen):
        return f"{len(known)}类资金都与上年同期持平"
    change = f"{_name(end)}{'增加' if grown else '减少'}最多，{'多' if grown else '少'}{abs(end['change'])}万元"
    if len(known) in (grown, fallen):
        return f"{len(known)}类资金都比上年同期{'增加' if grown else '减少'}，{change}" if len(known) > 1 else change
    counted = "、".join(f"{count}类{word}" for count, word in ((grown, "增加"), (fallen, "减少")) if count)
    return f"{len(known)}类资金中{counted}：{change}"


def _rows(month: Month) -> pd.DataFrame:
    """Give the categories with `now`, `before` and `change` in whole 万元 (`None` where one is not known), in the chart's order."""
    table = month.categories.copy()
    for column, name in (("received_fen", "now"), ("last_year_fen", "before")):
        table[name] = pd.Series([_wan(fen) for fen in table[column]], dtype="Int64", index=table.index)
    table["change"] = table["now"] - table["before"]
    return table.sort_values(["change", "now"], ascending=False, kind="stable", na_position="last", ignore_index=True)


def _wan(fen: Any) -> int | None:
    return None if pd.isna(fen) else int(round_half_up(Decimal(int(fen)) / FEN_PER_UNIT["万元"], 0))


def _name(row: "pd.Series[Any]") -> str:
    return str(row["fund_category"] or "未写明类别")


def _bound(month: Month, category: str) -> str:
    figure = month.figures.get("funds_received", f"category:{category}")
    return figure.bound if figure else ""


def _row(axes: Axes, place: int, row: dict[Any, Any], bound: str) -> None:
    scope = f"category:{row['fund_category']}"
    now, before = row["received_fen"], row["last_year_fen"]
    if not pd.isna(now) and not pd.isna(before):
        line = axes.plot([int(before), int(now)], [place, place], color=DARK if now >= before else ACCENT, linewidth=2)[
            0
        ]
        mark(line, "change", scope)
    if not pd.isna(before):
        look: dict[str, Any] = {"markersize": 7, "color": "white", "markeredgecolor": _BEFORE, "markeredgewidth": 1.5}
        mark(axes.plot([int(before)], [place], "o", **look)[0], "last_year", scope)
    if not pd.isna(now):
        mark(axes.plot([int(now)], [place], "o", color=DARK, markersize=8)[0], "funds_received", scope)
    was = "上年同期无数据" if pd.isna(before) else f"{row['before']} →"
    change = "" if pd.isna(row["change"]) else f"{row['change']:+d}".replace("-", "−") if row["change"] else "持平"
    texts = ((was, 62, FAINT), ("无法统计" if pd.isna(now) else f"{bound}{row['now']}", 100, INK), (change, 148, INK))
    for text, end, colour in texts:
        axes.annotate(
            text, (1, place), xytext=(end, 0), xycoords=("axes fraction", "data"), textcoords="offset points", ha="right",
            va="center", fontsize=8.5, color=ACCENT if text.startswith("−") else colour, annotation_clip=False,
        )  # fmt: skip
