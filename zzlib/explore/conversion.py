"""The conversion view's model: parameters in, tables, figures, sentence and chart out. Nothing here knows widgets."""

from collections.abc import Callable
from decimal import Decimal

from zzlib.charts import conversion_view as charts
from zzlib.drafting import StoredFigure
from zzlib.explore.control import control
from zzlib.explore.data import STEPS, ViewData, ViewError, load_data
from zzlib.explore.dimensions import DIMENSIONS, OF_LINES
from zzlib.explore.funnel import Counts, Rate, funnel, rates, total_rate
from zzlib.explore.parts import ConversionParameters, Part, other_side, title_of
from zzlib.explore.result import Result, ViewTable, counted_figure, percent, share_figure, text_figure
from zzlib.explore.stages import UNKNOWN, projects_behind, stage_table, stage_times
from zzlib.explore.why import why
from zzlib.explore.wording import wording
from zzlib.periods import chinese
from zzlib.report.workbook import Column
from zzlib.vocabulary import Kind
from zzlib.workspace import Workspace


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
    compared = [f"比{words.compare[parameters.compare]}"] if picture in ("rates", "why") else []
    chosen = [data.words.label(name, value) for name, value in parameters.filters.chosen().items()]
    return "-".join([words.pictures[picture], *by, *compared, *chosen])


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
        counted_figure("projects", whole.projects, total, scope, whole.more_projects),
        counted_figure("converted", whole.converted, kind and f"converted_{kind}", scope, lower),
        share_figure("rate", _exact(whole), kind and f"conversion_{kind}", scope, lower or whole.more_projects)
        if whole.projects
        else text_figure("rate", "—"),
        text_figure("interval", f"{percent(low)}—{percent(high)}" if whole.projects else "—"),
    )
    return wording().conversion.sentences["head"], figures


def _exact(rate: Rate) -> Decimal:
    return Decimal(f"{Decimal(rate.converted) / Decimal(rate.projects):.10f}")


def _funnel(data: ViewData, parameters: ConversionParameters, whole: Rate) -> Part:
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
    title = title_of(data, parameters, "项目和资金走到哪一步")
    bars = [(step, count) for step, count in zip(STEPS, found.projects, strict=True)]
    money = [(name, fen) for name, (_, fen) in zip(titles, amounts, strict=True)]
    return Part(title, ViewTable("阶段漏斗", columns, rows), lambda: charts.funnel(title, bars, money))


def _rates(data: ViewData, parameters: ConversionParameters, whole: Rate) -> Part:
    by = parameters.by
    groups = rates(data, parameters.filters, by)
    before, other, notes = other_side(data, parameters)
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
    title = title_of(data, parameters, f"各{DIMENSIONS[by]}转化率")
    bars = [
        charts.RateBar(data.words.label(by, g.group), g.converted, g.projects, g.interval, _share(before, g.group), g.lower_bound)
        for g in groups if g.projects
    ]  # fmt: skip
    whole_rate = whole.rate
    if by in OF_LINES:
        notes = (*notes, wording().conversion.notes["by_lines"].format(by=DIMENSIONS[by]))
    sentence, figures = _compared(data, parameters)
    return Part(
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


def _compared(data: ViewData, parameters: ConversionParameters) -> tuple[str, tuple[StoredFigure, ...]]:
    """Give the sentence about the other side of the comparison, by kinds so that no project counts twice."""
    plain = ConversionParameters(parameters.period, "rates", parameters.compare, "kind", parameters.filters)
    found, other, _ = other_side(data, plain)
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


def _stuck(data: ViewData, parameters: ConversionParameters, whole: Rate) -> Part:
    times = stage_times(data, parameters.filters)
    words, waiting = wording().conversion, data.settings.findings.waiting_months
    stuck, unconverted = sum(t.stuck for t in times), sum(t.projects for t in times)
    title = title_of(data, parameters, "未转化的项目停留在哪一步、在第几个月")
    notes = [words.notes["stage_history"].format(months=len(data.months))]
    if unknown := sum(t.projects for t in times if t.stage == UNKNOWN):
        notes.append(wording().missing["unknown_stage"].format(projects=unknown))
    most = max(times, key=lambda t: t.stuck, default=None)
    figures: tuple[StoredFigure, ...] = (text_figure("months", str(waiting)),)
    if stuck and most:
        figures += (
            counted_figure("stuck", stuck),
            share_figure("share", stuck / unconverted),
            text_figure("stage", most.stage),
        )
    rows = [(t.stage, t.by_months, t.at_least) for t in times]
    return Part(
        title,
        stage_table(times, waiting),
        lambda: charts.stuck(title, rows, waiting),
        words.sentences["stuck" if stuck else "stuck_none"],
        figures,
        tuple(notes),
    )


_PARTS: dict[str, Callable[[ViewData, ConversionParameters, Rate], Part]] = {
    "funnel": _funnel,
    "rates": _rates,
    "control": control,
    "stuck": _stuck,
    "why": why,
}
