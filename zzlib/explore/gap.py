"""The gap view's model: what is missing to the target, where the year may end, and who might close the gap."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

import pandas as pd

from zzlib.charts import gap_view as charts
from zzlib.drafting import StoredFigure
from zzlib.explore.data import STEPS, ViewData, ViewError, load_data
from zzlib.explore.forecast import CONFIDENCE, Forecast
from zzlib.explore.parts import Part
from zzlib.explore.pipeline import Inputs, Outlook
from zzlib.explore.result import Result, ViewTable, catalogue_figure, money, money_figure, percent, text_figure
from zzlib.explore.rules import MEASURED
from zzlib.explore.split import read_fixed, split_gap
from zzlib.explore.wording import wording
from zzlib.indicators import Figure, Figures
from zzlib.money import number_text
from zzlib.periods import chinese, month_of, period_of, year_of
from zzlib.report.workbook import Column
from zzlib.vocabulary import Band
from zzlib.workspace import Workspace

_WAN = 10**6


@dataclass(frozen=True)
class GapParameters:
    """What the view is set to: `speed` multiplies how fast projects move, `added_wan` is new money a month in 万元.

    `group` or `unit` narrow it; `by` is how the gap is split, `fixed` the amounts set by hand (`水利局=500`).
    """

    period: str = ""
    picture: str = "forecast"
    compare: str = "last_month"
    group: str = ""
    unit: str = ""
    speed: float = 1.0
    added_wan: float = 0.0
    by: str = "target"
    fixed: str = ""

    def texts(self) -> dict[str, str]:
        """Give the parameters as text, for what is stored."""
        own = {f.name: str(getattr(self, f.name)) for f in fields(self)}
        return {name: value for name, value in own.items() if value}


@dataclass(frozen=True)
class _State:
    data: ViewData
    parameters: GapParameters
    outlook: Outlook
    units: pd.DataFrame
    scope: str

    def figure(self, name: str, scope: str = "") -> Figure:
        figures: Figures = self.data.kept["gap figures",]
        return figures[name, scope or self.scope]

    @property
    def measure(self) -> str:
        return self.data.settings.bands.measure

    @property
    def target(self) -> int | None:
        value = self.figure("funds_target").value
        return None if value is None else int(value * 100)

    @property
    def inputs(self) -> Inputs:
        return Inputs(self.parameters.speed, self.parameters.added_wan * _WAN)

    @property
    def who(self) -> str:
        chosen = self.data.words.units.get(self.parameters.unit, "") or self.parameters.group
        return chosen or "全县"


def gap(parameters: GapParameters, workspace: Workspace | None = None) -> Result:
    """Compute one state of the view.

    Raises:
        PeriodError: there is no folder of returns for the period.
        ViewError: a choice that there isn't, or amounts that can't be split so.
    """
    return view_of(load_data(parameters.period, workspace), parameters)


def view_of(data: ViewData, parameters: GapParameters) -> Result:
    """Compute one state of the view over data that is loaded; raises as `gap`."""
    words = wording().gap
    for value, known in (
        (parameters.picture, words.pictures),
        (parameters.compare, words.compare),
        (parameters.by, words.splits),
    ):
        if value not in known:
            raise ViewError(f"没有“{value}”这一项；可以选：{'、'.join(known)}")
    state = _state(data, parameters)
    part = _PICTURES[parameters.picture](state)
    head, figures = _head(state)
    tried = [f"速度{parameters.speed:g}"] if parameters.speed != 1 else []
    tried += [f"每月加{parameters.added_wan:g}万元"] if parameters.added_wan else []
    split_by = [words.splits[parameters.by]] if parameters.picture == "split" else []
    return Result(
        view="gap", period=data.period, title=part.title, sentence=head + part.sentence, figures=(*figures, *part.figures),
        notes=(data.missing_line, *part.notes), table=part.table, draw=part.draw,
        name="-".join([words.pictures[parameters.picture], state.who, *split_by, *tried]), parameters=parameters.texts(),
    )  # fmt: skip


def _state(data: ViewData, parameters: GapParameters) -> _State:
    if ("gap figures",) not in data.kept:
        data.kept["gap figures",] = data.year.figures(data.period)
        data.kept["gap units",] = data.year.table(data.period)
    units = data.kept["gap units",]
    scope = "county"
    if parameters.unit:
        units, scope = units[units["unit_id"] == parameters.unit], f"unit:{parameters.unit}"
    elif parameters.group:
        units, scope = units[units["group"] == parameters.group], f"group:{parameters.group}"
    if units.empty:
        raise ViewError("没有这样的单位，请换一个单位或组别")
    return _State(data, parameters, Outlook(data, units["unit_id"], data.settings.bands.measure), units, scope)


def _head(state: _State) -> tuple[str, tuple[StoredFigure, ...]]:
    sentences = wording().gap.sentences
    names = {
        "received": f"funds_{state.measure}",
        "target": "funds_target",
        "gap": "funds_gap",
        "needed": "funds_needed_monthly",
    }
    stored = tuple(catalogue_figure(name, state.figure(figure)) for name, figure in names.items())
    words = (
        text_figure("period", chinese(state.data.period)),
        text_figure("measured", f"{state.who}{MEASURED[state.measure]}"),
    )
    missing = state.figure("funds_gap").value
    return sentences["head" if missing is not None and missing > 0 else "done"], (*words, *stored)


def _title(state: _State, words: str) -> str:
    return f"{chinese(state.data.period)}底 {state.who}：{words}"


def _ends(state: _State, at: str, errors: tuple[float, float] = (0.0, 0.0)) -> tuple[Forecast | None, Forecast | None]:
    """Give both forecasts of the year's end, standing in a month."""
    return state.outlook.shape(at, 12, errors[0]), state.outlook.pipeline(at, 12, state.inputs, errors[1])


def _forecast(state: _State) -> Part:
    data, words = state.data, wording().gap
    errors = state.outlook.past_errors(state.outlook.back_tests())
    shape, pipeline = _ends(state, data.period, errors)
    other, called = _other(state)
    before = _ends(state, other) if other else (None, None)
    columns = (
        Column("预测方法", 18), Column("年底（万元）", 15, "money"), Column("下限（万元）", 15, "money"), Column("上限（万元）", 15, "money"),
        Column("占目标", 9, "percent"), Column("到目标还差（万元）", 17, "money"), Column(f"{called}的预测（万元）", 17, "money"),
    )  # fmt: skip
    figures: tuple[StoredFigure, ...] = ()
    rows, sentence, ends = [], "", []
    for name, label, found, earlier in (
        ("shape", "按上年进度", shape, before[0]),
        ("pipeline", "按在途项目", pipeline, before[1]),
    ):
        if found is None:
            sentence += words.sentences[f"{name}_none"]
            continue
        share = found.value / state.target if state.target else None
        ends.append(charts.End(label, found.value, found.low, found.high))
        rows.append([label, round(found.value), round(found.low), round(found.high), share,
                     round(state.target - found.value) if state.target else None, round(earlier.value) if earlier else None])  # fmt: skip
        sentence += _renamed(words.sentences[name], name)
        figures += _forecast_figures(name, found, share)
    months = [period_of(year_of(data.period), number) for number in range(1, month_of(data.period) + 1)]
    so_far = [state.outlook.measured(month) if month in data.months else None for month in months]
    past = [sum(by_unit.values()) if (by_unit := state.outlook.past(number)) else None for number in range(1, 13)]
    title = _title(state, f"年底{MEASURED[state.measure]}资金预测")
    table = ViewTable("年底预测", columns, rows, "没有可用的预测")
    return Part(
        title,
        table,
        lambda: charts.forecast(title, so_far, past, state.target, ends),
        sentence,
        figures,
        _assumptions(state),
    )


def _renamed(sentence: str, name: str) -> str:
    """Give the sentence's slots the forecast's own names: two forecasts stand in one paragraph."""
    for slot in ("value", "interval", "share", "confidence"):
        sentence = sentence.replace(f"{{{slot}}}", f"{{{name}_{slot}}}")
    return sentence


def _forecast_figures(name: str, found: Forecast, share: float | None) -> tuple[StoredFigure, ...]:
    return (
        money_figure(f"{name}_value", found.value),
        text_figure(f"{name}_interval", f"{money(found.low)}—{money(found.high)}"),
        text_figure(f"{name}_share", "—" if share is None else percent(share)),
        text_figure(f"{name}_confidence", f"{CONFIDENCE:.0%}"),
    )


def _assumptions(state: _State) -> tuple[str, ...]:
    """Say in words what both forecasts assume."""
    words, outlook, data = wording().gap.assumptions, state.outlook, state.data
    now, then = sum(outlook.past(month_of(data.period)).values()), sum(outlook.past(12).values())
    said = []
    if now > 0 and then > 0:
        said.append(words["shape"].format(measured=MEASURED[state.measure], factor=f"{then / now:.2f}"))
        said += [words["one_unit"]] if len(state.units) == 1 else []
    if sum(outlook.flow(data.period).stood):
        share = outlook.award_share(data.period)
        added = f"{number_text(Decimal(str(state.parameters.added_wan)), 2)}万元"
        said.append(
            words["pipeline"].format(
                months=len(data.months), speed=f"{state.parameters.speed:g}", award=percent(share), added=added
            )
        )
    return tuple(said)


def _other(state: _State) -> tuple[str, str]:
    """Give the month whose forecast stands beside, and what it is called."""
    earlier = [month for month in state.data.months if month < state.data.period]
    if not earlier:
        return "", "上月"
    month = earlier[-1] if state.parameters.compare == "last_month" else earlier[0]
    return month, f"{month_of(month)}月底"


def _pipeline(state: _State) -> Part:
    data, outlook, months = state.data, state.outlook, 12 - month_of(state.data.period)
    found, flow = outlook.under_way(data.period), outlook.flow(data.period)
    speed = state.parameters.speed
    trickle = 1 - (1 - min(1.0, flow.trickle * speed)) ** months
    known = sum(flow.stood) > 0
    rows, bars = [], []
    for step, (name, projects, amount) in enumerate(zip(STEPS, found.projects, found.amounts, strict=True)):
        share = (
            None if not known else trickle if step >= outlook.goal else flow.arrival(step, outlook.goal, months, speed)
        )
        monthly, low, high = flow.rates(speed)[step] if flow.stood[step] and step < outlook.goal else (None, None, None)
        label = f"已{name}" if step else "编报未申报"
        rows.append(
            [
                label,
                projects,
                round(amount),
                flow.stood[step],
                monthly,
                low,
                high,
                share,
                None if share is None else round(amount * share),
            ]
        )
        bars.append((label, projects, round(amount), share))
    columns = (
        Column("步骤", 18), Column("项目", 8, "count"), Column("在途资金（万元）", 16, "money"), Column("观察到的项目月", 13, "count"),
        Column("每月前进比例", 12, "percent"), Column("下限", 9, "percent"), Column("上限", 9, "percent"), Column("年底前到位比例", 14, "percent"),
        Column("年底前预计（万元）", 17, "money"),
    )  # fmt: skip
    title = _title(state, "在途项目和年底前预计到位")
    return Part(
        title,
        ViewTable("在途项目", columns, rows),
        lambda: charts.pipeline(title, bars),
        notes=_assumptions(state)[-1:],
    )


def _backtest(state: _State) -> Part:
    data = state.data
    tests, actual = state.outlook.back_tests(), state.outlook.measured(data.period)
    columns = (
        Column("站在", 9), Column("按上年进度（万元）", 17, "money"), Column("误差", 9, "percent"), Column("按在途项目（万元）", 17, "money"),
        Column("误差 ", 9, "percent"), Column("实际（万元）", 15, "money"), Column("实际在区间内", 14),
    )  # fmt: skip
    rows, bars = [], []
    for test in tests:
        both = (test.shape, test.pipeline)
        errors = [None if f is None or actual <= 0 else f.value / actual - 1 for f in both]
        inside = "，".join(
            f"{name}{'是' if f.low <= actual <= f.high else '否'}"
            for name, f in zip(("进度", "在途"), both, strict=True)
            if f
        )
        values = [None if f is None else round(f.value) for f in both]
        rows.append([f"{month_of(test.month)}月底", values[0], errors[0], values[1], errors[1], actual, inside or "—"])
        ends = [None if f is None else charts.End("", f.value, f.low, f.high) for f in both]
        bars.append((f"{month_of(test.month)}月", ends[0], ends[1]))
    title = _title(state, f"以前各月对{month_of(data.period)}月底的预测与实际")
    note = wording().gap.assumptions["backtest"].format(period=f"{month_of(data.period)}月底")
    table = ViewTable("回测", columns, rows, "只有一个月的记录，不能回测")
    return Part(title, table, lambda: charts.back_test(title, actual, bars), notes=(note,))


def _split(state: _State) -> Part:
    parameters, data = state.parameters, state.data
    missing = state.figure("funds_gap").value
    whole = max(0, int(missing * 100)) if missing is not None else 0
    units = [unit for unit in state.units.to_dict("records") if not pd.isna(unit["target_fen"])]
    fixed = read_fixed(parameters.fixed, {unit["unit_id"]: unit["unit"] for unit in units} or data.words.units)
    parts = split_gap(whole, {unit["unit_id"]: _weight(state, unit) for unit in units}, fixed) if units or fixed else {}
    columns = (
        Column("单位", 14), Column("档次", 10), Column("年度目标（万元）", 15, "money"), Column("自身缺口（万元）", 15, "money"),
        Column("分担（万元）", 15, "money"), Column("占缺口", 9, "percent"), Column("今后每月（万元）", 15, "money"), Column("说明", 8),
    )  # fmt: skip
    left, rows, bars = 12 - month_of(data.period), [], []
    for unit in units:
        own, part = state.figure("funds_gap", f"unit:{unit['unit_id']}").value, parts[unit["unit_id"]]
        rows.append(
            [unit["unit"], Band(unit["band"]).label, int(unit["target_fen"]), None if own is None else int(own * 100), part,
             part / whole if whole else None, round(part / left) if left else None, "指定" if unit["unit_id"] in fixed else ""]
        )  # fmt: skip
        bars.append((unit["unit"], part, unit["unit_id"] in fixed))
    by = wording().gap.splits[parameters.by]
    figures = (text_figure("by", by), text_figure("units", str(sum(part > 0 for part in parts.values()))), text_figure("fixed", str(len(fixed))),
               money_figure("fixed_amount", sum(fixed.values())))  # fmt: skip
    title = _title(state, f"缺口分到各单位（{by}）")
    return Part(
        title,
        ViewTable("缺口分解", columns, rows, "没有有目标的单位"),
        lambda: charts.split(title, bars),
        wording().gap.sentences["split_fixed" if fixed else "split"],
        figures,
    )


def _weight(state: _State, unit: dict[Any, Any]) -> int:
    """Give what a unit's share of the gap is in proportion to."""
    if state.parameters.by == "target":
        return int(unit["target_fen"])
    if state.parameters.by == "gap":
        own = state.figure("funds_gap", f"unit:{unit['unit_id']}").value
        return 0 if own is None else max(0, int(own * 100))
    under_way = state.data.kept.setdefault(("under way", state.measure), {})
    if unit["unit_id"] not in under_way:
        found = Outlook(state.data, [unit["unit_id"]], state.measure).under_way(state.data.period)
        under_way[unit["unit_id"]] = round(sum(found.amounts))
    return int(under_way[unit["unit_id"]])


_PICTURES: dict[str, Callable[[_State], Part]] = {
    "forecast": _forecast,
    "pipeline": _pipeline,
    "backtest": _backtest,
    "split": _split,
}
