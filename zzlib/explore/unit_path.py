"""One unit's way to its target: what it has by month, what the schedule asks, last year, and the pace it needs."""

from typing import Any

import pandas as pd

from zzlib.charts import progress_view as charts
from zzlib.explore.data import ViewError
from zzlib.explore.dimensions import Filters
from zzlib.explore.parts import ViewPart
from zzlib.explore.progress_state import State, units_under
from zzlib.explore.result import ViewTable, catalogue_figure, text_figure
from zzlib.explore.rules import MEASURED
from zzlib.explore.wording import wording
from zzlib.indicators.units import due_by
from zzlib.periods import chinese, month_of, period_of, year_of
from zzlib.report.workbook import SheetColumn
from zzlib.vocabulary import Band
from zzlib.writing import StoredFigure


def unit_shown(state: State) -> str:
    """Give the unit whose path is asked for, else the one furthest behind its schedule."""
    if state.parameters.unit:
        if state.parameters.unit not in set(state.units["unit_id"]):
            raise ViewError(
                f"{state.data.words.label('unit_id', state.parameters.unit)}不在所选的单位里，请换一个单位或改筛选"
            )
        return state.parameters.unit
    behind = state.units[state.units["completion"].notna()].sort_values("completion", kind="stable")
    return str((behind if len(behind) else state.units)["unit_id"].iloc[0])


def path(state: State) -> ViewPart:
    """Give a unit's months, what was due, what it had a year ago, and its way to the target."""
    data, unit_id = state.data, unit_shown(state)
    measure = state.rules.settings.bands.measure
    months = [period_of(year_of(data.period), number) for number in range(1, month_of(data.period) + 1)]
    units = data.ledger.units
    rows_of = {
        p: units_under(data, p, state.rules).set_index("unit_id").loc[unit_id]
        for p in months
        if ((units["period"] == p) & (units["unit_id"] == unit_id)).any()
    }
    unit = rows_of[data.period]
    unknown = {Band.UNKNOWN, Band.UNFILED}
    measured = [
        None
        if p not in rows_of or pd.isna(rows_of[p][f"{measure}_fen"]) or rows_of[p]["band"] in unknown
        else int(rows_of[p][f"{measure}_fen"])
        for p in months
    ]
    target: int | None = None if pd.isna(unit["target_fen"]) else int(unit["target_fen"])
    year = [period_of(year_of(data.period), number) for number in range(1, 13)]
    due = [due_by(state.rules.settings, month, target or 0) for month in year]
    last_year = data.past(measure, Filters(unit_id=unit_id))
    past = [last_year.get(period_of(year_of(month) - 1, month_of(month))) for month in year]
    way = charts.Path(
        measured, [bool(rows_of[p]["carried"]) if p in rows_of else False for p in months], due, past, target
    )
    word, title = MEASURED[measure], f"{chinese(data.period)}底 {unit['unit']}：到年度目标的路"
    columns = (
        SheetColumn("月份", 9), SheetColumn(f"累计{word}（万元）", 15, "money"), SheetColumn("时序应达（万元）", 15, "money"), SheetColumn("上年同期（万元）", 15, "money"),
        SheetColumn("说明", 12),
    )  # fmt: skip
    rows = [
        [f"{n}月", measured[n - 1] if n <= len(measured) else None, due[n - 1] if target else None, past[n - 1],
         data.said("前月代替") if n <= len(measured) and way.carried[n - 1] else ""]
        for n in range(1, 13)
    ]  # fmt: skip
    sentence, figures = _path_words(state, f"unit:{unit_id}", unit, word)
    return ViewPart(
        title, ViewTable("单位的路", columns, rows), lambda: charts.path(title, way, word), sentence, figures
    )


def _path_words(state: State, scope: str, unit: Any, word: str) -> tuple[str, tuple[StoredFigure, ...]]:
    words, name = wording().progress, text_figure("unit", str(unit["unit"]))
    completion, gap, needed = (
        state.figure(n, scope) for n in ("funds_completion", "funds_gap", "funds_needed_monthly")
    )
    if completion.value is None or unit["band"] in (Band.UNKNOWN, Band.UNFILED):
        return words.choice("path", known=0), (name, text_figure("band", Band(unit["band"]).label))
    own = not state.rules.tried
    # the head's sentence names the county's completion: the unit's goes by another name
    stored = [
        catalogue_figure(n, f) if own else text_figure(n, f.text)
        for n, f in (("unit_completion", completion), ("gap", gap), ("needed", needed))
    ]
    said = words.choice("path", known=1, gap=gap.value, needed=needed.value)
    return said, (name, *stored, text_figure("measured", word))
