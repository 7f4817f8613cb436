"""The conversion view's model: parameters in, tables, figures, sentence and chart out. Nothing here knows widgets."""

from collections.abc import Callable
from typing import Any

from zzlib.charts import conversion_view as charts
from zzlib.explore.causes import causes, headline
from zzlib.explore.control import control
from zzlib.explore.data import ViewData, load_data
from zzlib.explore.dimensions import DIMENSIONS, OF_LINES
from zzlib.explore.funnel import CONVERSION, MONEY, STEPS, Rate, rates, total_rate
from zzlib.explore.listing import key_of, projects_behind
from zzlib.explore.parts import ConversionParameters, Head, Other, ViewPart, check_choices, other_side, title_of
from zzlib.explore.result import (
    LaterRows,
    ViewResult,
    ViewTable,
    asked_figure,
    counted,
    counted_figure,
    fen,
    percent,
    text_figure,
)
from zzlib.explore.stages import UNKNOWN, stage_table, stage_times
from zzlib.explore.why import why
from zzlib.explore.wording import wording
from zzlib.indicators import Figure
from zzlib.indicators.asking import share
from zzlib.indicators.flags import STEPS as STEP_NAMES
from zzlib.indicators.month import BOUND_WORDS
from zzlib.indicators.sums import Sum
from zzlib.periods import chinese
from zzlib.report.workbook import SheetColumn
from zzlib.workspace import Workspace

_MONEY_NAMES = ("申报资金", "争取资金", "下达资金", "到位资金", "支付资金")
_MONEY = ("applied", "awarded", "allotted", "received", "paid")
"""The sums of the money that comes to each step."""
_STEP_KEYS = (
    "",
    *(key_of(**{name: 1}) for name in ("reached_applied", "converted", "reached_allotted", "reached_received")),
)
"""The projects that came to each step."""


def conversion(parameters: ConversionParameters, workspace: Workspace | None = None) -> ViewResult:
    """Compute one state of the view.

    Raises:
        PeriodError: there is no folder of returns for the period.
        ViewError: a picture, comparison or dimension that there isn't.
    """
    return view_of(load_data(parameters.period, workspace), parameters)


def view_of(data: ViewData, parameters: ConversionParameters) -> ViewResult:
    """Compute one state of the view over data that is loaded; raises as `conversion`."""
    words = wording().conversion
    check_choices(
        (parameters.picture, words.pictures), (parameters.compare, words.compare), (parameters.by, DIMENSIONS)
    )
    of = (
        parameters.by
        if parameters.picture in words.uses["by"]
        else "unit_id"
        if parameters.picture == "control"
        else ""
    )
    whole = total_rate(data, parameters.filters, of=of)
    part = _PARTS[parameters.picture](data, parameters, whole)
    head = _head(data, parameters, whole)
    behind = projects_behind(data, parameters.filters, parameters.listed)
    return part.result(data, head, "conversion", _name(data, parameters), parameters.texts(), behind)


def _name(data: ViewData, parameters: ConversionParameters) -> str:
    words, picture = wording().conversion, parameters.picture
    by = [f"按{DIMENSIONS[parameters.by]}"] if picture in words.uses["by"] else []
    compared = [f"比{data.said(words.compare[parameters.compare])}"] if picture in words.uses["compare"] else []
    chosen = [data.words.labels(name, value) for name, value in parameters.filters.chosen().items()]
    return "-".join([words.pictures[picture], *by, *compared, *chosen])


def _head(data: ViewData, parameters: ConversionParameters, whole: Rate) -> Head:
    """Give the sentence that every picture begins with; where the catalogue has its figures, they are named."""
    filters = parameters.filters
    low, high = whole.interval
    figures = (
        text_figure("period", chinese(data.period)),
        text_figure("who", data.words.said(filters)),
        *(
            asked_figure(name, whole.figures[figure], filters.catalogued(figure, data.settings.kinds))
            for name, figure in zip(("projects", "converted", "rate"), CONVERSION, strict=True)
        ),
        text_figure("interval", f"{percent(low)}—{percent(high)}" if whole.projects else "—"),
    )
    return wording().conversion.sentences["head"], figures


def _funnel(data: ViewData, parameters: ConversionParameters, _whole: Rate) -> ViewPart:
    asked = data.ask((*STEPS, *MONEY), parameters.filters)[""]
    columns = (
        SheetColumn("步骤", 18), SheetColumn("项目", 9, "count"), SheetColumn("占上一步", 11, "percent"), SheetColumn("占编报", 11, "percent"),
        SheetColumn("资金", 12), SheetColumn("金额（万元）", 16, "money"), SheetColumn("资金占上一步", 13, "percent"),
    )  # fmt: skip
    whole = asked[STEPS[0]]
    rows = []
    for number, (step, words) in enumerate(zip(STEP_NAMES, _MONEY_NAMES, strict=True)):
        projects, amount = asked[STEPS[number]], asked[MONEY[number]]
        before = (asked[STEPS[number - 1]], asked[MONEY[number - 1]]) if number else (None, None)
        step, words = (text + _bracketed(figure) for text, figure in ((step, projects), (words, amount)))
        rows.append(
            [step, counted(projects), share(projects, before[0]), share(projects, whole), words, fen(amount), share(amount, before[1])]
        )  # fmt: skip
    bars = [
        (step, counted(asked[name]), f"{asked[name].text} 个") for step, name in zip(STEP_NAMES, STEPS, strict=True)
    ]
    money = [(word, fen(asked[name]) or 0, asked[name].text) for word, name in zip(_MONEY_NAMES, MONEY, strict=True)]
    title = title_of(data, parameters, "项目和资金走到哪一步")
    return ViewPart(title, ViewTable("阶段漏斗", columns, rows), lambda: charts.funnel(title, bars, money, _STEP_KEYS))


def _bracketed(figure: Figure) -> str:
    return f"（{word}）" if (word := BOUND_WORDS[figure.bound]) else ""


def _rates(data: ViewData, parameters: ConversionParameters, whole: Rate) -> ViewPart:
    by = parameters.by
    groups, other = rates(data, parameters.filters, by), other_side(data, parameters)
    compared = f"{other.called}转化率" if other.whole else "对比转化率"
    columns = (
        SheetColumn(DIMENSIONS[by], 18), SheetColumn("转化", 8, "count"), SheetColumn("项目", 8, "count"), SheetColumn("转化率", 10, "percent"),
        SheetColumn("95%区间下限", 11, "percent"), SheetColumn("95%区间上限", 11, "percent"), SheetColumn(compared, 12, "percent"),
        *(SheetColumn(f"{words}（万元）", 15, "money") for words in _MONEY_NAMES),
    )  # fmt: skip
    before = {name: rate.rate for name, rate in other.rates.items()}

    def rows() -> list[list[Any]]:
        money, made = data.sums(_MONEY, parameters.filters, [by]), []
        for value, rate in groups.items():
            label = data.words.label(by, value) + ("＊" if rate.bound else "")
            interval = rate.interval if rate.projects else (None, None)
            amounts = (int(money[name].get((value,), Sum(0)).value) for name in _MONEY)
            made.append([label, rate.converted, rate.projects, rate.rate, *interval, before.get(value), *amounts])
        return made

    title = title_of(data, parameters, f"各{DIMENSIONS[by]}转化率")
    bars = [
        charts.RateBar(
            data.words.label(by, g.group), g.converted, g.projects, g.interval, before.get(g.group), g.bound,
            key_of(**{by: g.group}),
        )
        for g in groups.values() if g.projects
    ]  # fmt: skip
    notes = [wording().conversion.notes["by_lines"].format(by=DIMENSIONS[by])] if by in OF_LINES else []
    (cause, evidence), (against, numbers) = headline(data, parameters), _compared(other)
    return ViewPart(
        title,
        ViewTable("转化率", columns, LaterRows(rows)),
        lambda: charts.rates(title, bars, whole.conversion, other.called),
        against + cause,
        (*numbers, *evidence),
        (*other.notes, *notes),
    )


def _compared(other: Other) -> Head:
    """Give the sentence about the other side of the comparison as a whole."""
    if other.whole is None or not other.whole.projects:
        return "", ()
    figures = (
        text_figure("other", other.called),
        asked_figure("rate_before", other.whole.conversion),
        counted_figure("converted_before", other.whole.converted),
        counted_figure("projects_before", other.whole.projects),
    )
    return wording().conversion.sentences["compared"], figures


def _stuck(data: ViewData, parameters: ConversionParameters, whole: Rate) -> ViewPart:
    times, filters = stage_times(data, parameters.filters), parameters.filters
    words, waiting = wording().conversion, data.settings.findings.waiting_months
    asked = data.ask(("projects_stuck", "projects_stuck_share"), filters)[""]
    title = title_of(data, parameters, "未转化的项目停留在哪一步、在第几个月")
    notes = [words.notes["stage_history"].format(months=len(data.months))]
    notes += [wording().missing["unknown_stage"].format(projects=t.projects) for t in times if t.stage == UNKNOWN]
    most = max(times, key=lambda t: t.stuck, default=None)
    named = (("stuck", "projects_stuck"), ("share", "projects_stuck_share"))
    figures = (
        text_figure("months", str(waiting)),
        *(asked_figure(name, asked[figure], filters.catalogued(figure, data.settings.kinds)) for name, figure in named),
        text_figure("stage", most.stage if most else ""),
    )
    rows = [(t.stage, t.by_months, key_of(stage=t.key, converted=0)) for t in times]
    return ViewPart(
        title,
        stage_table(times, waiting),
        lambda: charts.stuck(title, rows, waiting),
        words.choice("stuck", stuck=counted(asked["projects_stuck"])),
        figures,
        tuple(notes),
    )


_PARTS: dict[str, Callable[[ViewData, ConversionParameters, Rate], ViewPart]] = {
    "funnel": _funnel,
    "rates": _rates,
    "control": control,
    "stuck": _stuck,
    "why": why,
    "causes": causes,
}
