"""The pictures of the gap view: the year so far, who holds the gap, what is under way, what if, the split over units."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from zzlib.charts import gap_view as charts
from zzlib.explore.gap_state import GapState
from zzlib.explore.listing import key_of
from zzlib.explore.parts import ViewPart
from zzlib.explore.result import ViewTable, asked_figure, catalogue_figure, fen, money_figure, text_figure
from zzlib.explore.split import read_fixed, split_gap
from zzlib.explore.wording import wording
from zzlib.indicators import Figure
from zzlib.indicators.sums import Sum, Sums
from zzlib.indicators.units import due_by
from zzlib.indicators.what_if import closing
from zzlib.periods import month_of, period_of, year_of
from zzlib.phrasing.amounts import adding_up
from zzlib.report.workbook import SheetColumn
from zzlib.vocabulary import Band, Stage
from zzlib.writing import StoredFigure

_WAN = 10**6
_NAMED = 3
"""How many of the largest gaps the sentence names."""


def year(state: GapState) -> ViewPart:
    """Give the year so far by month, last year's, what was due, and the pace that the gap needs."""
    data, word, measured = state.data, state.word, f"funds_{state.measure}"
    months = [period_of(year_of(data.period), number) for number in range(1, 13)]
    so_far = [fen(state.figures(m)[measured, state.scope]) if m in data.months else None for m in months]
    past = data.past(state.measure, state.filters)
    before = [past.get(period_of(year_of(month) - 1, month_of(month))) for month in months]
    target, needed = (state.figure(name) for name in ("funds_target", "funds_needed_monthly"))
    goal = fen(target)
    due = [None if goal is None else due_by(data.settings, month, goal) for month in months]
    columns = (
        SheetColumn("月份", 9), SheetColumn(f"累计{word}（万元）", 15, "money"), SheetColumn("时序应达（万元）", 15, "money"), SheetColumn("上年同期（万元）", 15, "money"),
    )  # fmt: skip
    rows = [[f"{month_of(m)}月", *amounts] for m, *amounts in zip(months, so_far, due, before, strict=True)]
    title = state.titled(f"{word}资金、缺口和今后所需的进度")
    sentence, figures = _best(state)
    return ViewPart(
        title,
        ViewTable("缺口和进度", columns, rows),
        lambda: charts.year(title, so_far, before, target, needed, data.settings.returns.rhythm.said("每月")),
        sentence,
        figures,
    )


def _best(state: GapState) -> tuple[str, tuple[StoredFigure, ...]]:
    """Say what the best month brought, beside what is needed now: the county's money received only has it."""
    needed = state.figure("funds_needed_monthly").value
    if state.measure != "received" or state.scope != "county" or not needed:
        return "", ()
    best = state.data.best_month(state.figures())
    if best.value is None:
        return "", ()
    return wording().gap.sentences["best"], (catalogue_figure("best", best),)


def units(state: GapState) -> ViewPart:
    """Give each unit's own gap, the largest first, with what it has under way."""
    under_way, names = (
        state.under_way("unit_id"),
        ("funds_target", f"funds_{state.measure}", "funds_gap", "funds_needed_monthly"),
    )
    columns = (
        SheetColumn("单位", 14), SheetColumn("组别", 7), SheetColumn("档次", 10), SheetColumn("年度目标（万元）", 14, "money"), SheetColumn(f"{state.word}资金（万元）", 14, "money"),
        SheetColumn("缺口（万元）", 13, "money"), SheetColumn("今后每月需（万元）", 15, "money"), SheetColumn("在报未获支持（万元）", 17, "money"),
        SheetColumn("已争取未到位（万元）", 17, "money"),
    )  # fmt: skip
    rows, gaps = [], []
    for unit in state.units.to_dict("records"):
        own = [state.figure(name, f"unit:{unit['unit_id']}") for name in names]
        waiting = under_way.get(unit["unit_id"], {})
        coming = [fen(waiting[name]) if name in waiting else None for name in ("funds_pipeline", "funds_awaited")]
        rows.append([unit["unit"], unit["group"], Band(unit["band"]).label, *map(fen, own), *coming])
        gaps.append((str(unit["unit"]), own[2], key_of(unit_id=unit["unit_id"])))
    held = sorted((gap for gap in gaps if gap[1].value and gap[1].value > 0), key=lambda gap: -(gap[1].value or 0))
    title = state.titled("各单位的缺口")
    bars = [charts.PartBar(name, fen(gap) or 0, False, key) for name, gap, key in held]
    largest = "、".join(f"{name}{gap.text}" for name, gap, _ in held[:_NAMED])
    return ViewPart(
        title,
        ViewTable("各单位缺口", columns, sorted(rows, key=lambda row: -(row[5] or 0))),
        lambda: charts.parts(title, bars),
        wording().gap.choice("units", units=len(held)),
        (text_figure("units", str(len(held))), text_figure("largest", largest)),
    )


def under_way(state: GapState) -> ViewPart:
    """Give the projects that have won nothing yet by stage, with what they apply for, and what of it stands still."""
    data, filters = state.data, state.filters
    names = ("pipeline", "applied_pipeline", "stuck", "applied_stuck")
    sums = data.sums(names, filters, ["stage"])
    whole = state.under_way()[""]
    columns = (
        SheetColumn("阶段", 12), SheetColumn("在报项目", 10, "count"), SheetColumn("申报资金（万元）", 16, "money"), SheetColumn("其中没有进展的项目", 14, "count"),
        SheetColumn("没有进展的申报资金（万元）", 18, "money"),
    )  # fmt: skip
    rows: list[list[Any]] = []
    bars = []
    for stage in [*(stage.value for stage in Stage), ""]:
        amounts = [_sum(sums[name], stage) for name in names]
        if amounts[0]:
            label = Stage(stage).label if stage else "阶段不明"
            rows.append([label, *amounts])
            key = key_of(stage=stage, pipeline=1)
            bars.append(charts.StageBar(label, amounts[0], amounts[1], amounts[2], amounts[3], key))
    title = state.titled("在报未获支持的项目走到哪一步")
    stored = {"pipeline": "projects_pipeline", "pipeline_funds": "funds_pipeline", "stuck": "projects_stuck", "not_received": "funds_awaited"}  # fmt: skip
    return ViewPart(
        title,
        ViewTable("在报项目", columns, rows, "没有在报未获支持的项目"),
        lambda: charts.pipeline(title, bars),
        wording().gap.sentences["pipeline"],
        tuple(
            asked_figure(name, whole[figure], filters.catalogued(figure, data.settings.kinds))
            for name, figure in stored.items()
        ),
        (wording().gap.notes["pipeline"].format(months=data.settings.findings.waiting_months),),
    )


def _sum(sums: Sums, stage: str) -> int:
    return int(sums.get((stage,), Sum(0)).value)


def what_if(state: GapState) -> ViewPart:
    """Give what would be left of the gap if what is won came, some of what is applied for, and some new money."""
    parameters, whole = state.parameters, state.under_way()[""]
    missing = fen(state.figure("funds_gap"))
    won, added = Fraction(parameters.won_percent, 100), round(parameters.added_wan * _WAN)
    awarded = fen(whole["funds_awaited"]) if state.measure == "received" else 0
    found = closing(missing or 0, awarded or 0, fen(whole["funds_pipeline"]) or 0, won, added, state.periods_left)
    steps = [
        ("缺口", found.gap), ("已争取未到位的全部到位", -found.awarded), (f"在报未获支持的批下{parameters.won_percent}%", -found.pipeline),
        (state.data.said(f"今后每月另加{parameters.added_wan:g}万元"), -found.added), ("还差" if found.left >= 0 else "超过目标", abs(found.left)),
    ]  # fmt: skip
    title = state.titled("假如钱这样到位，缺口还剩多少")
    parts = {"awarded": found.awarded, "of_pipeline": found.pipeline, "added": found.added, "left": found.left}
    words = [text.removeprefix("-") for text in adding_up(found.gap, list(parts.values()), wording().amounts)]
    named = (
        text_figure("won", f"{parameters.won_percent}%"),
        *(money_figure(name, abs(fen), text) for (name, fen), text in zip(parts.items(), words[1:], strict=True)),
    )
    table = ViewTable(
        "假如", (SheetColumn("假设", 30), SheetColumn("金额（万元）", 16, "money")), [list(step) for step in steps]
    )
    sentence = wording().gap.choice("what_if", left=None if missing is None else found.left)
    return ViewPart(
        title,
        table,
        lambda: charts.closing(title, steps, words),
        sentence,
        named,
        (wording().gap.notes["what_if"],),
    )


def split(state: GapState) -> ViewPart:
    """Give the gap split over the units that have a target, in proportion to something, with what is fixed by hand."""
    parameters, data = state.parameters, state.data
    whole = max(0, fen(state.figure("funds_gap")) or 0)
    units = [unit for unit in state.units.to_dict("records") if not pd.isna(unit["target_fen"])]
    fixed = read_fixed(parameters.fixed, {unit["unit_id"]: unit["unit"] for unit in units} or data.words.units)
    weights = _weights(state, units)
    parts = split_gap(whole, weights, fixed) if units or fixed else {}
    columns = (
        SheetColumn("单位", 14), SheetColumn("档次", 10), SheetColumn("年度目标（万元）", 15, "money"), SheetColumn("自身缺口（万元）", 15, "money"),
        SheetColumn("分担（万元）", 15, "money"), SheetColumn("占缺口", 9, "percent"), SheetColumn("今后每月（万元）", 15, "money"), SheetColumn("说明", 8),
    )  # fmt: skip
    left, rows, bars = state.periods_left, [], []
    for unit in units:
        own, part = fen(state.figure("funds_gap", f"unit:{unit['unit_id']}")), parts[unit["unit_id"]]
        rows.append(
            [unit["unit"], Band(unit["band"]).label, int(unit["target_fen"]), own, part, part / whole if whole else None,
             round(part / left) if left else None, "指定" if unit["unit_id"] in fixed else ""]
        )  # fmt: skip
        bars.append(charts.PartBar(unit["unit"], part, unit["unit_id"] in fixed, key_of(unit_id=unit["unit_id"])))
    by = wording().gap.splits[parameters.by]
    figures = (text_figure("by", by), text_figure("units", str(sum(part > 0 for part in parts.values()))), text_figure("fixed", str(len(fixed))),
               money_figure("fixed_amount", sum(fixed.values())))  # fmt: skip
    title = state.titled(f"缺口分到各单位（{by}）")
    return ViewPart(
        title,
        ViewTable("缺口分解", columns, rows, "没有有目标的单位"),
        lambda: charts.parts(title, bars),
        wording().gap.choice("split", fixed=len(fixed)),
        figures,
    )


def _weights(state: GapState, units: list[dict[Any, Any]]) -> dict[str, int]:
    """Give what each unit's share of the gap is in proportion to, in fen."""
    ids = [unit["unit_id"] for unit in units]
    if state.parameters.by == "pipeline":
        waiting = state.under_way("unit_id")
        return {unit: _positive(waiting.get(unit, {}), "funds_pipeline") for unit in ids}
    name = {"target": "funds_target", "gap": "funds_gap"}[state.parameters.by]
    return {unit: _positive({name: state.figure(name, f"unit:{unit}")}, name) for unit in ids}


def _positive(figures: Mapping[str, Figure], name: str) -> int:
    return max(0, (fen(figures[name]) if name in figures else None) or 0)
