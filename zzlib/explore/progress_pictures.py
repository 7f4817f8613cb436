"""The pictures of all units in the progress view: against the schedule, by band and month, by month, by concentration."""

from decimal import Decimal
from typing import Any

import pandas as pd

from zzlib.charts import progress_view as charts
from zzlib.explore.listing import key_of
from zzlib.explore.parts import ViewPart
from zzlib.explore.progress_state import (
    State,
    figures_under,
    ordered,
    other_month,
    ranks,
    title_of,
    unit_state,
    who_moved,
)
from zzlib.explore.result import LaterRows, ViewTable, catalogue_figure, counted, fen, text_figure
from zzlib.explore.rules import MEASURED
from zzlib.explore.shortfall import headline
from zzlib.explore.statistics import cumulated_shares, lorenz
from zzlib.explore.wording import wording
from zzlib.indicators.figures import ranked_units
from zzlib.indicators.units import schedule_fraction
from zzlib.money import number_text
from zzlib.periods import month_of
from zzlib.phrasing.bands import BAND_WORDS
from zzlib.report.workbook import SheetColumn
from zzlib.vocabulary import Band

_BAND_FIGURES = {
    Band.HIGH: "units_band_high", Band.MIDDLE: "units_band_middle", Band.LOW: "units_band_low", Band.ZERO: "units_zero",
    Band.NO_TARGET: "units_no_target", Band.UNKNOWN: "units_unknown", Band.UNFILED: "units_missing",
}  # fmt: skip
"""How many units are in each band, the best first."""


def schedule(state: State) -> ViewPart:
    """Give every unit against the schedule line, with its rank and the rank that it had."""
    due = float(schedule_fraction(state.rules.settings, state.data.period))
    edges = state.edges(state.data.period)
    other, called = other_month(state)
    before = ranks(state.table(other)) if other else {}
    now, units = ranks(state.units), ordered(state.units).to_dict("records")
    word = MEASURED[state.rules.settings.bands.measure]
    columns = (
        SheetColumn("单位", 14), SheetColumn("组别", 7), SheetColumn("档次", 10), SheetColumn("名次", 7, "count"), SheetColumn(f"{called}名次", 10, "count"),
        SheetColumn("年度目标（万元）", 14, "money"), SheetColumn(f"{word}资金（万元）", 14, "money"), SheetColumn("完成率", 9, "percent", edges=edges),
        SheetColumn("与时序差", 13), SheetColumn("缺口（万元）", 13, "money"), SheetColumn("每月需（万元）", 13, "money"),
    )  # fmt: skip
    rows = LaterRows(lambda: [_unit_row(state, unit, now, before, due) for unit in units])
    title = title_of(state, f"各单位{word}资金完成率与时序进度")
    bars = [unit_state(unit, edges) for unit in units]
    (cause, evidence), (moved, figures) = headline(state), who_moved(state)
    table = ViewTable("各单位进度", columns, rows)
    return ViewPart(title, table, lambda: charts.schedule(title, bars, due), cause + moved, (*evidence, *figures))


def _unit_row(state: State, unit: dict[Any, Any], now: dict[str, int], before: dict[str, int], due: float) -> list[Any]:
    scope = f"unit:{unit['unit_id']}"
    measure = state.rules.settings.bands.measure
    names = ("funds_target", f"funds_{measure}", "funds_gap", "funds_needed_monthly")
    target, measured, gap, needed = (fen(state.figure(name, scope)) for name in names)
    completion = state.figure("funds_completion", scope)
    known = unit["band"] not in (Band.UNKNOWN, Band.UNFILED)
    ahead = (
        "—"
        if completion.value is None or not known
        else f"{number_text((completion.value - Decimal(str(due))) * 100, 1)}个百分点"
    )
    label = unit["unit"] + ("※" if unit["carried"] else "") + ("＊" if unit["incomplete"] else "")
    return [
        label, unit["group"], Band(unit["band"]).label, now.get(unit["unit_id"]), before.get(unit["unit_id"]), target, measured,
        None if completion.value is None or not known else float(completion.value), ahead, gap, needed,
    ]  # fmt: skip


def bands(state: State) -> ViewPart:
    """Give the number of units by band and month, and each unit's band in every month."""
    tables = {period: state.table(period) for period in state.data.months}
    figures = [figures_under(state.data, period, state.rules) for period in tables]
    counts: dict[str, list[int]] = {
        band: [counted(month[name, state.scope]) for month in figures] for band, name in _BAND_FIGURES.items()
    }
    counts = {band: numbers for band, numbers in counts.items() if any(numbers)}
    high, middle = (f"{edge:.0%}" for edge in state.rules.settings.bands.edges)
    names: dict[str, str] = {band: BAND_WORDS[band].format(high=high, middle=middle) for band in _BAND_FIGURES}
    months = [f"{month_of(period)}月" for period in tables]
    columns = (SheetColumn("单位", 14), *(SheetColumn(month, 9) for month in months))
    by_unit = {period: dict(zip(table["unit_id"], table["band"], strict=True)) for period, table in tables.items()}
    rows = [
        [unit, *(Band(by_unit[period][unit_id]).label for period in tables)]
        for unit_id, unit in zip(state.units["unit_id"], state.units["unit"], strict=True)
    ]
    title = title_of(state, "各档次单位数")
    units: dict[tuple[str, int], tuple[str, str]] = {}
    for number, table in enumerate(tables.values()):
        units |= {(band, number): _of_band(own) for band, own in _by_band(table).items()}
    sentence, named = who_moved(state)
    return ViewPart(
        title,
        ViewTable("档次变化", columns, rows),
        lambda: charts.bands(title, months, counts, names, units),
        sentence,
        named,
    )


def _by_band(units: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Give the units of each band, name by id."""
    found: dict[str, dict[str, str]] = {}
    for band, unit_id, unit in zip(units["band"], units["unit_id"], units["unit"], strict=True):
        found.setdefault(band, {})[unit_id] = unit
    return found


def _of_band(units: dict[str, str]) -> tuple[str, str]:
    """Give the names of units, and the key of their projects."""
    return "、".join(units.values()), key_of(unit_id=list(units))


def heat(state: State) -> ViewPart:
    """Give each unit's completion in every month."""
    tables = [{u["unit_id"]: u for u in state.table(period).to_dict("records")} for period in state.data.months]
    months = [str(month_of(period)) for period in state.data.months]
    edges = [state.edges(period) for period in state.data.months]
    rows, units = [], []
    for unit in ordered(state.units).to_dict("records"):
        states = [unit_state(table[unit["unit_id"]], own) for table, own in zip(tables, edges, strict=True)]
        units.append((unit["unit"], states))
        rows.append([unit["unit"], *(charts.MARKS.get(s.band) or s.completion for s in states)])
    columns = (
        SheetColumn("单位", 14),
        *(SheetColumn(f"{month}月", 9, "percent", edges=own) for month, own in zip(months, edges, strict=True)),
    )
    title = title_of(state, "各单位各月完成率")
    return ViewPart(title, ViewTable("单位与月份", columns, rows), lambda: charts.heat(title, months, units))


def concentration(state: State) -> ViewPart:
    """Give how the money lies among the units: Lorenz curve, Gini, share of the top five."""
    units = ranked_units(state.units)
    amounts = [int(amount) for amount in units["received_fen"]]
    points, shares = lorenz(amounts), cumulated_shares(amounts)
    title = title_of(state, "到位资金集中在多少单位")
    columns = (
        SheetColumn("单位", 14),
        SheetColumn("到位资金（万元）", 15, "money"),
        SheetColumn("占全部", 9, "percent"),
        SheetColumn("累计占", 9, "percent"),
    )
    rows = [[unit, amount, *own] for unit, amount, own in zip(units["unit"], amounts, shares, strict=True)]
    keys = [key_of(unit_id=unit) for unit in units["unit_id"]]
    named = sorted(zip(units["unit"], amounts, keys, strict=True), key=lambda unit: unit[1])
    table = ViewTable("资金集中度", columns, rows, "没有可计的单位")
    if state.parameters.group:
        note = "基尼系数和前五位占比只按全县定义；选了组别时看曲线和表。"
        return ViewPart(title, table, lambda: charts.lorenz(title, points, "—", "—", 0, named), notes=(note,))
    top, gini = state.figure("funds_top5_share"), state.figure("funds_gini")
    own = not state.rules.left_out
    figures = tuple(
        catalogue_figure(n, f) if own else text_figure(n, f.text) for n, f in (("top", top), ("gini", gini))
    )
    return ViewPart(
        title,
        table,
        lambda: charts.lorenz(title, points, gini.text, top.text, len(amounts), named),
        wording().progress.sentences["lorenz"],
        figures,
    )
