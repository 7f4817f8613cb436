"""The conversion view's model: parameters in, tables, figures, sentence and chart out. Nothing here knows widgets."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from decimal import Decimal

from zzlib.charts import conversion_view as charts
from zzlib.charts.theme import Chart
from zzlib.drafting import StoredFigure
from zzlib.explore.data import STEPS, ViewData, ViewError, load_data
from zzlib.explore.decomposition import Decomposition, decompose
from zzlib.explore.dimensions import DIMENSIONS, OF_LINES, Filters
from zzlib.explore.funnel import (
    Counts,
    Rate,
    counts,
    counts_last_year,
    counts_rest,
    funnel,
    rates,
    total_rate,
)
from zzlib.explore.result import (
    Result,
    ViewTable,
    counted_figure,
    percent,
    points,
    share_figure,
    text_figure,
)
from zzlib.explore.stages import UNKNOWN, projects_behind, stage_table, stage_times
from zzlib.explore.statistics import binomial_limits
from zzlib.explore.wording import wording
from zzlib.periods import chinese, month_of, year_of
from zzlib.report.workbook import Column
from zzlib.vocabulary import Kind
from zzlib.workspace import Workspace

LIMITS = (0.95, 0.998)
"""Confidence of the control limits: a warning and an alarm (Spiegelhalter 2005)."""


@dataclass(frozen=True)
class ConversionParameters:
    """What the view is set to. `by` is a key of `DIMENSIONS`, `bar` one of its values whose projects are listed."""

    period: str = ""
    picture: str = "rates"
    compare: str = "last_month"
    by: str = "policy_field"
    filters: Filters = Filters()
    bar: str = ""

    def texts(self) -> dict[str, str]:
        """Give the parameters as text, for what is stored."""
        own = {f.name: str(getattr(self, f.name)) for f in fields(self) if f.name != "filters"}
        return {name: value for name, value in (own | self.filters.chosen()).items() if value}


def conversion(parameters: ConversionParameters, workspace: Workspace | None = None) -> Result:
    """Compute one state of the view.

    Raises:
        PeriodError: there is no folder of returns for the period.
        ViewError: a picture, comparison or dimension that there isn't.
    """
    return view_of(load_data(parameters.period, workspace), parameters)


def view_of(data: ViewData, parameters: ConversionParameters) -> Result:
    """Compute one state of the view over data that is loaded; raises as `conversion`."""
    words = wording().conversion
    for value, known in (
        (parameters.picture, words.pictures),
        (parameters.compare, words.compare),
        (parameters.by, DIMENSIONS),
    ):
        if value not in known:
            raise ViewError(f"没有“{value}”这一项；可以选：{'、'.join(known)}")
    whole = total_rate(data, parameters.filters)
    part = _PARTS[parameters.picture](data, parameters, whole)
    head, figures = _head(data, parameters, whole)
    return Result(
        view="conversion",
        period=data.period,
        title=part.title,
        sentence=head + part.sentence,
        figures=(*figures, *part.figures),
        notes=(data.missing_line, *part.notes),
        table=part.table,
        draw=part.draw,
        name=_name(data, parameters),
        behind=projects_behind(data, parameters.filters, parameters.by, parameters.bar),
        parameters=parameters.texts(),
    )


def _name(data: ViewData, parameters: ConversionParameters) -> str:
    words, picture = wording().conversion, parameters.picture
    by = [f"按{DIMENSIONS[parameters.by]}"] if picture in ("rates", "why") else []
    compared = [f"比{words.compare[parameters.compare].partition('（')[0]}"] if picture in ("rates", "why") else []
    chosen = [data.words.label(name, value) for name, value in parameters.filters.chosen().items()]
    return "-".join([words.pictures[picture], *by, *compared, *chosen])


@dataclass(frozen=True)
class _Part:
    """What one picture adds to the view."""

    title: str
    table: ViewTable
    draw: Callable[[], Chart]
    sentence: str = ""
    figures: tuple[StoredFigure, ...] = ()
    notes: tuple[str, ...] = ()


def _head(data: ViewData, parameters: ConversionParameters, whole: Rate) -> tuple[str, tuple[StoredFigure, ...]]:
    """Give the sentence that every picture begins with; where the catalogue has its figures, they are named."""
    filters = parameters.filters
    scope, kind = filters.scope(), filters.kind if filters.kind in (Kind.FORMULA, Kind.COMPETITIVE) else ""
    total = f"projects_{kind}" if kind else "projects_total" if not filters.kind else ""
    low, high = whole.interval
    lower = whole.lower_bound
    figures = (
        text_figure("period", chinese(data.period)),
        text_figure("who", data.words.said(filters)),
        counted_figure("projects", whole.projects, total, scope),
        counted_figure("converted", whole.converted, kind and f"converted_{kind}", scope, lower),
        share_figure("rate", _exact(whole), kind and f"conversion_{kind}", scope, lower)
        if whole.projects
        else text_figure("rate", "—"),
        text_figure("interval", f"{percent(low)}—{percent(high)}" if whole.projects else "—"),
    )
    return wording().conversion.sentences["head"], figures


def _exact(rate: Rate) -> str:
    return f"{Decimal(rate.converted) / Decimal(rate.projects):.10f}"


def _title(data: ViewData, parameters: ConversionParameters, words: str) -> str:
    return f"{chinese(data.period)}底 {data.words.said(parameters.filters)}：{words}"


def _funnel(data: ViewData, parameters: ConversionParameters, whole: Rate) -> _Part:
    found = funnel(data, parameters.filters)
    titles = ("申报资金", "争取资金", "下达资金", "到位资金", "支付资金")
    amounts = list(found.money.items())
    columns = (
        Column("步骤", 18), Column("项目", 9, "count"), Column("占上一步", 11, "percent"), Column("占编报", 11, "percent"),
        Column("资金", 12), Column("金额（万元）", 16, "money"), Column("资金占上一步", 13, "percent"),
    )  # fmt: skip
    rows = []
    for number, step in enumerate(STEPS):
        before = found.projects[number - 1] if number else None
        fen, fen_before = amounts[number][1], amounts[number - 1][1] if number else None
        share = fen / fen_before if fen_before and fen_before > 0 else None
        lower = "（至少）" if found.unreadable[amounts[number][0]] else ""
        rows.append(
            [step, found.projects[number], found.projects[number] / before if before else None,
             found.projects[number] / found.projects[0] if found.projects[0] else None,
             titles[number] + lower, fen, share]
        )  # fmt: skip
    title = _title(data, parameters, "项目和资金走到哪一步")
    bars = [(step, count) for step, count in zip(STEPS, found.projects, strict=True)]
    money = [(name, fen) for name, (_, fen) in zip(titles, amounts, strict=True)]
    return _Part(title, ViewTable("阶段漏斗", columns, rows), lambda: charts.funnel(title, bars, money))


def _rates(data: ViewData, parameters: ConversionParameters, whole: Rate) -> _Part:
    by = parameters.by
    groups = rates(data, parameters.filters, by)
    before, other, notes = _other(data, parameters)
    columns = (
        Column(DIMENSIONS[by], 18), Column("转化", 8, "count"), Column("项目", 8, "count"), Column("转化率", 10, "percent"),
        Column("95%区间下限", 11, "percent"), Column("95%区间上限", 11, "percent"), Column(f"{other}转化率" if before is not None else "对比转化率", 12, "percent"),
        Column("申报资金（万元）", 15, "money"), Column("争取资金（万元）", 15, "money"), Column("下达资金（万元）", 15, "money"),
        Column("到位资金（万元）", 15, "money"), Column("支付资金（万元）", 15, "money"),
    )  # fmt: skip
    rows = []
    for group in groups:
        then = (before or {}).get(group.group, (0, 0))
        low, high = group.interval if group.projects else (None, None)
        label = data.words.label(by, group.group) + ("＊" if group.lower_bound else "")
        money = group.money or {}
        rows.append(
            [
                label,
                group.converted,
                group.projects,
                group.rate,
                low,
                high,
                then[0] / then[1] if then[1] else None,
                *money.values(),
            ]
        )
    title = _title(data, parameters, f"各{DIMENSIONS[by]}转化率")
    bars = [
        charts.RateBar(data.words.label(by, g.group), g.converted, g.projects, g.interval, _share(before, g.group), g.lower_bound)
        for g in groups if g.projects
    ]  # fmt: skip
    whole_rate = whole.rate
    if by in OF_LINES:
        notes = (*notes, wording().conversion.notes["by_lines"].format(by=DIMENSIONS[by]))
    sentence, figures = _compared(data, parameters)
    return _Part(
        title,
        ViewTable("转化率", columns, rows),
        lambda: charts.rates(title, bars, whole_rate, other),
        sentence,
        figures,
        notes,
    )


def _share(before: Counts | None, group: str) -> float | None:
    converted, projects = (before or {}).get(group, (0, 0))
    return converted / projects if projects else None


def _other(data: ViewData, parameters: ConversionParameters) -> tuple[Counts | None, str, tuple[str, ...]]:
    """Give the counts to compare with, what they are called, and what is to be said where there are none."""
    filters, by = parameters.filters, parameters.by
    if parameters.compare == "last_year":
        found = counts_last_year(data, filters, by)
        where = "、".join(DIMENSIONS[name] for name in dict.fromkeys([by, *filters.chosen()]))
        notes = () if found is not None else (wording().conversion.notes["no_history"].format(by=where),)
        return found, f"{year_of(data.period) - 1}年{month_of(data.period)}月", notes
    if parameters.compare == "rest":
        if not filters.chosen():
            return None, "其余项目", ("与其余项目比，请先选一个筛选条件（如单位、组别）。",)
        return counts_rest(data, filters, by), "其余项目", ()
    before = data.month_before()
    if not before:
        return None, "上月", ("没有上月的记录可比。",)
    return counts(data, filters, by, before), f"{month_of(before)}月底", ()


def _compared(data: ViewData, parameters: ConversionParameters) -> tuple[str, tuple[StoredFigure, ...]]:
    """Give the sentence about the other side of the comparison, by kinds so that no project counts twice."""
    plain = ConversionParameters(parameters.period, "rates", parameters.compare, "kind", parameters.filters)
    found, other, _ = _other(data, plain)
    if not found or not (projects := sum(n for _, n in found.values())):
        return "", ()
    converted = sum(k for k, _ in found.values())
    figures = (
        text_figure("other", other),
        share_figure("rate_before", converted / projects),
        counted_figure("converted_before", converted),
        counted_figure("projects_before", projects),
    )
    return wording().conversion.sentences["compared"], figures


def _control(data: ViewData, parameters: ConversionParameters, whole: Rate) -> _Part:
    overall = whole.rate or 0.0
    units = [group for group in rates(data, parameters.filters, "unit_id") if group.projects]
    judged = [(unit, *(binomial_limits(unit.projects, overall, level) for level in LIMITS)) for unit in units]
    columns = (
        Column("单位", 16), Column("转化", 8, "count"), Column("项目", 8, "count"), Column("转化率", 10, "percent"),
        Column("95%下限", 10, "percent"), Column("95%上限", 10, "percent"), Column("99.8%下限", 10, "percent"),
        Column("99.8%上限", 10, "percent"), Column("判断", 16),
    )  # fmt: skip
    rows = [
        [data.words.label("unit_id", u.group), u.converted, u.projects, u.rate, *inner, *outer, _judgement(u.rate or 0.0, inner, outer)]
        for u, inner, outer in judged
    ]  # fmt: skip
    low = [row[0] for row in rows if str(row[-1]).endswith("偏低")]
    title = _title(data, parameters, "各单位转化率与控制限")
    dots = [
        charts.ControlDot(str(r[0]), u.projects, u.rate or 0.0, str(r[-1]))
        for (u, _, _), r in zip(judged, rows, strict=True)
    ]
    most = max((u.projects for u in units), default=1)
    steps = sorted({max(1, round(most * part / 60)) for part in range(1, 64)})
    curves = {level: [(n, *binomial_limits(n, overall, level)) for n in steps] for level in LIMITS}
    sentences = wording().conversion.sentences
    figures = (share_figure("overall", overall), text_figure("units", "、".join(map(str, low))))
    return _Part(
        title,
        ViewTable("控制图", columns, rows),
        lambda: charts.control(title, dots, overall, curves),
        sentences["control_low" if low else "control_none"],
        figures,
    )


def _judgement(rate: float, inner: tuple[float, float], outer: tuple[float, float]) -> str:
    for words, (low, high) in (("明显", outer), ("可能", inner)):
        if rate < low:
            return f"{words}偏低"
        if rate > high:
            return f"{words}偏高"
    return "正常范围"


def _stuck(data: ViewData, parameters: ConversionParameters, whole: Rate) -> _Part:
    times = stage_times(data, parameters.filters)
    words, lines = wording().conversion, wording().stuck
    stuck, unconverted = sum(t.stuck for t in times), sum(t.projects for t in times)
    title = _title(data, parameters, "未转化的项目停留在哪一步、停了几个月")
    notes = [words.notes["stage_history"].format(months=len(data.months))]
    if unknown := sum(t.projects for t in times if t.stage == UNKNOWN):
        notes.append(wording().missing["unknown_stage"].format(projects=unknown))
    most = max(times, key=lambda t: t.stuck, default=None)
    figures: tuple[StoredFigure, ...] = (text_figure("months", str(lines.months)),)
    if stuck and most:
        figures += (
            counted_figure("stuck", stuck),
            share_figure("share", stuck / unconverted),
            text_figure("stage", most.stage),
        )
    rows = [(t.stage, t.by_months, t.at_least) for t in times]
    return _Part(
        title,
        stage_table(times),
        lambda: charts.stuck(title, rows, lines.months),
        words.sentences["stuck" if stuck else "stuck_none"],
        figures,
        tuple(notes),
    )


def _why(data: ViewData, parameters: ConversionParameters, whole: Rate) -> _Part:
    by, words = parameters.by, wording().conversion
    before, other, notes = _other(data, parameters)
    found = decompose(before, counts(data, parameters.filters, by)) if before else None
    title = _title(data, parameters, f"转化率变化的构成影响和转化率影响（按{DIMENSIONS[by]}）")
    columns = (
        Column(DIMENSIONS[by], 18), Column(f"{other}转化", 11, "count"), Column(f"{other}项目", 11, "count"),
        Column("本期转化", 10, "count"), Column("本期项目", 10, "count"), Column("构成影响", 12), Column("转化率影响", 12),
        Column("区间", 24), Column("判断", 12),
    )  # fmt: skip
    label = {e.group: data.words.label(by, e.group) for e in found.effects} if found else {}
    rows = [
        [label[e.group], *e.before, *e.now, points(e.mix), points(e.rate), f"{points(e.low)}—{points(e.high)}", "超出偶然" if e.significant else "可能偶然"]
        for e in (found.effects if found else ())
    ]  # fmt: skip
    bars = [
        charts.EffectBar(label[e.group], e.mix, e.rate, (e.low, e.high), e.significant)
        for e in (found.effects if found else ())
    ]
    sentence, figures = why_sentence(found, label, other, DIMENSIONS[by])
    if parameters.compare == "last_month" and found:
        notes = (*notes, words.notes["paired"])
    table = ViewTable("为什么", columns, rows, words.sentences["why_nothing"])
    return _Part(
        title,
        table,
        lambda: charts.why(title, bars, found.mix if found else 0.0, found.rate if found else 0.0),
        sentence,
        figures,
        notes,
    )


def why_sentence(
    found: Decomposition | None, label: dict[str, str], other: str, by: str
) -> tuple[str, tuple[StoredFigure, ...]]:
    """Say what a difference comes from; nothing is named that chance alone may bring."""
    sentences = wording().conversion.sentences
    if found is None:
        return sentences["why_nothing"], ()
    causes, mix = found.rate_causes(), found.mix_is_a_cause()
    moved = "下降" if sum(e.rate for e in causes) < 0 else "上升"
    values = {
        "other": other,
        "by": by,
        "change": f"变化{points(found.change)}",
        "mix": points(found.mix),
        "within": points(found.rate),
    }
    if causes:
        named = "、".join(f"{label[e.group]}（{e.before[0]}/{e.before[1]}→{e.now[0]}/{e.now[1]}）" for e in causes)
        values |= {"groups": named, "moved": moved}
    elif mix:
        largest = sorted(found.effects, key=lambda e: -abs(e.mix))[:2]
        values |= {"groups": "、".join(label[e.group] for e in largest)}
    name = {(True, False): "why_rate", (True, True): "why_both", (False, True): "why_mix"}.get(
        (bool(causes), mix), "why_none"
    )
    return sentences[name], tuple(text_figure(key, value) for key, value in values.items())


_PARTS: dict[str, Callable[[ViewData, ConversionParameters, Rate], _Part]] = {
    "funnel": _funnel,
    "rates": _rates,
    "control": _control,
    "stuck": _stuck,
    "why": _why,
}
