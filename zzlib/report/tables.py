"""The month's tables as a workbook: figures with their definitions, units, categories, projects, filing, issues."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pandas as pd

from zzlib.exchange.reporting import unit_months
from zzlib.form import Form, FormField, package_form
from zzlib.indicators.figures import parting_shares
from zzlib.indicators.month import Figure, Month
from zzlib.indicators.own_figures import catalogue_of
from zzlib.periods import chinese
from zzlib.phrasing.bands import band_label
from zzlib.phrasing.lists import by_group
from zzlib.phrasing.month_words import document_date
from zzlib.report.attachment import ranked
from zzlib.report.findings_sheet import findings_sheet, problem_projects_sheet
from zzlib.report.openings import fields_sheet, openings_sheet
from zzlib.report.workbook import SheetColumn, WorkbookSheet, write_workbook
from zzlib.vocabulary import Band, Filing, Level, Origin, SourceLevel, Stage, ZeroKind

_SUM = "=SUM({range})"
_UNITS_OF_MEASURE = {"yuan": "万元", "count": "个", "ratio": "%", "mu": "亩"}
_YES_NO = {True: "是", False: "否"}
_UNREADABLE = "读不出或未计入"


def write_tables(month: Month, path: Path) -> None:
    """Write `tables.xlsx`; the same month gives the same bytes."""
    sheets = [
        _units(month), _figures(month), _categories(month), findings_sheet(month), problem_projects_sheet(month),
        openings_sheet(month), fields_sheet(month), _projects(month), _filing(month), _issues(month), _definitions(month),
    ]  # fmt: skip
    title = f"{month.rhythm.name(month.period)}争资争项统计表"
    author = month.settings.document.issuer or month.settings.county.office
    write_workbook(path, title, author, datetime.combine(document_date(month), time()), sheets)


def _figures(month: Month) -> WorkbookSheet:
    columns = (
        SheetColumn("类别", 9), SheetColumn("指标", 34), SheetColumn("数值", 14, "number"), SheetColumn("单位", 7), SheetColumn("通报写法", 16),
        SheetColumn("其中代替数据（万元）", 12, "money"), SheetColumn("数据不全", 9), SheetColumn("怎么算", 52, "long"), SheetColumn("编号", 28, hidden=True),
    )  # fmt: skip
    known = catalogue_of(month.workspace).figures
    rows = [
        [
            _group_of(figure), figure.label, *_value(figure), figure.text, figure.carried_yuan and int(figure.carried_yuan * 100),
            _YES_NO[figure.incomplete], month.rhythm.said(known[figure.figure].formula) if figure.figure in known else "", figure.figure,
        ]
        for figure in sorted((f for f in month.figures if f.scope == "county"), key=lambda f: _GROUPS.index(_group_of(f)))
    ]  # fmt: skip
    caption = (
        f"截至{chinese(month.period)}底全县。数值没有四舍五入；每个数的来处用 zz explain 指标名称 {month.period} 查"
    )
    return WorkbookSheet("总表", caption, columns, rows)


_BY_UNIT = {"yuan": "资金", "count": "项目", "mu": "用地", "ratio": "项目"}
_BY_START = {
    "units": "单位", "files": "单位", "funds": "资金", "arrival": "资金", "payment": "资金", "schedule": "资金", "land": "用地",
    "fields": "方向和专项", "programmes": "方向和专项", "inspections": "审计检查", "projects": "项目", "conversion": "项目",
    "converted": "项目", "large": "项目",
}  # fmt: skip
"""The group of a figure by the first word of its id, else by its unit of measure (a county's own figures)."""
_GROUPS = ("资金", "单位", "项目", "用地", "方向和专项", "审计检查")
"""Groups in the order of the sheet."""


def _group_of(figure: Figure) -> str:
    return _BY_START.get(figure.figure.partition("_")[0], _BY_UNIT[figure.unit])


def _value(figure: Figure) -> tuple[float | None, str]:
    factor = {"yuan": 10_000, "ratio": 100}
    if figure.value is None:
        return None, _UNITS_OF_MEASURE[figure.unit]
    shown = figure.value * 100 if figure.unit == "ratio" else figure.value / factor.get(figure.unit, 1)
    return float(shown), _UNITS_OF_MEASURE[figure.unit]


def _units(month: Month) -> WorkbookSheet:
    """Give the units of each group in the order of their rank, with what each still owes."""
    measure = month.settings.bands.measure
    share = f'=IF([年度目标]{{row}}=0,"",[{_COLUMN_OF[measure]}]{{row}}/[年度目标]{{row}})'
    left = f"=[年度目标]{{row}}-[{_COLUMN_OF[measure]}]{{row}}"
    columns = (
        SheetColumn("位次", 5), SheetColumn("单位", 17, "long"), SheetColumn("类别", 6), SheetColumn("完成档次", 11, "long"),
        SheetColumn("完成率", 8, "percent", share, edges=parting_shares(month.settings, month.period)), SheetColumn("年度目标", 12, "money", _SUM), SheetColumn("到位资金", 12, "money", _SUM),
        SheetColumn("还差", 12, "money", left), SheetColumn("争取资金", 12, "money", _SUM), SheetColumn("申报资金", 12, "money", _SUM),
        SheetColumn("项目数", 6, "count", _SUM), SheetColumn("用地指标（亩）", 9, "number", _SUM), SheetColumn("到位为零的情形", 13, "long"),
        SheetColumn("报送情况", 8, "long"), SheetColumn("代替数据", 10, "long"), SheetColumn("数据不全", 5), SheetColumn("错误", 5, "count", _SUM),
        SheetColumn("提醒", 5, "count", _SUM),
    )  # fmt: skip
    units = month.units
    rows = [
        [
            unit["place"], unit["unit"], unit["group"], band_label(unit["band"], month), unit["completion"], unit["target_fen"],
            unit["received_fen"], _owed(unit, measure), unit["awarded_fen"], unit["applied_fen"], unit["projects"], unit["land_mu"],
            _label(ZeroKind, unit["zero_kind"]), Filing(unit["filing"]).label, _carried(unit), _YES_NO[bool(unit["incomplete"])],
            unit["errors"], unit["warnings"],
        ]
        for _, group in by_group(units) for unit in ranked(group)
    ]  # fmt: skip
    summed = ["target_fen", "received_fen", "", "awarded_fen", "applied_fen", "projects", "land_mu"]
    owed = units["target_fen"].sum() - units[f"{measure}_fen"].sum()
    totals = [
        "", "合计", "", "", month.figures["funds_completion"].value, *(units[name].sum() if name else owed for name in summed),
        "", "", "", "", units["errors"].sum(), units["warnings"].sum(),
    ]  # fmt: skip
    caption = (
        f"截至{chinese(month.period)}底，各组按{_COLUMN_OF[measure]}完成率排位。资金单位：万元；空白表示没有数据，不是零；"
        f"还差为负的是超额{_adjusted(month)}"
    )
    return WorkbookSheet("分单位", caption, columns, rows, totals)


_COLUMN_OF = {"received": "到位资金", "awarded": "争取资金"}
"""The column of what completion is measured by."""


def _owed(unit: dict[Any, Any], measure: str) -> Any:
    """Give what is left of a unit's target as it stands in the county's sum: without a target what it did beyond that."""
    target, done = unit["target_fen"], unit[f"{measure}_fen"]
    if unit["band"] == Band.UNKNOWN or (pd.isna(target) and pd.isna(done)):
        return pd.NA
    return (0 if pd.isna(target) else int(target)) - (0 if pd.isna(done) else int(done))


def _adjusted(month: Month) -> str:
    """Say at a table of units what changed of them, `""` if nothing did."""
    return f"。{month.unit_changes}；{month.unit_changes_note}" if month.unit_changes else ""


def _carried(unit: dict[Any, Any]) -> str:
    return f"用{unit['stand_in']}报表" if unit["carried"] else ""


def _categories(month: Month) -> WorkbookSheet:
    table = month.categories
    has_base = bool(table["last_year_fen"].notna().any())
    columns = (
        SheetColumn("资金类别", 30), SheetColumn("到位资金", 16, "money", _SUM),
        SheetColumn("上年同期", 16, "money", _SUM if has_base else ""),
        SheetColumn("增减", 16, "money", "=B{row}-C{row}" if has_base else ""),
    )  # fmt: skip
    changes = table["received_fen"] - table["last_year_fen"]
    rows = list(zip(table["fund_category"], table["received_fen"], table["last_year_fen"], changes, strict=True))
    now, before = table["received_fen"].sum(), table["last_year_fen"].sum() if has_base else pd.NA
    caption = f"截至{chinese(month.period)}底。资金单位：万元；只含计入统计的类别；上年同期空白表示没有数据"
    return WorkbookSheet("分类别", caption, columns, rows, ["合计", now, before, now - before])


def _projects(month: Month) -> WorkbookSheet:
    """List the fund lines, each with what belongs to its project; a line that counts in no figure is not added up."""
    counted = '=SUMIF($A${first}:$A${last},"是",{range})'
    form, own = month.workspace.form, _own_columns(month.workspace.form)
    money = _money(form)
    columns = (
        SheetColumn("计入合计", 5), SheetColumn("单位", 11, "long"), SheetColumn("项目名称", 21, "long"), SheetColumn("项目代码", 12, "long"),
        SheetColumn("项目类型", 6), SheetColumn("项目性质", 6), SheetColumn("投资方向", 10, "long"), SheetColumn("项目阶段", 6),
        SheetColumn("资金类别", 11, "long"), SheetColumn("资金级次", 6),
        *(SheetColumn(label, 11, "money", counted) for label in map(form.label, money)),
        SheetColumn("批复文号", 11, "long"), *own.values(), SheetColumn("已转化", 5), SheetColumn("代替数据", 5),
    )  # fmt: skip
    rows = list(_lines(month))
    lines = month.funding[month.funding["counts"]]
    totals = ["", "合计", *[""] * 8, *(lines[f"{name}_fen"].sum() for name in money), "", *[""] * len(own), "", ""]
    caption = (
        f"截至{chinese(month.period)}底，每行一笔资金。资金单位：万元；空白是没有填，“{_UNREADABLE}”是填了而读不出"
    )
    return WorkbookSheet("项目清单", caption, columns, rows, totals)


def _lines(month: Month) -> Iterator[list[Any]]:
    names = dict(zip(month.units["unit_id"], month.units["unit"], strict=True))
    money, own = _money(month.workspace.form), _own_columns(month.workspace.form)
    projects = {(p["unit_id"], p["project_id"]): p for p in month.projects.to_dict("records")}
    for line in month.funding.to_dict("records"):
        project = projects[line["unit_id"], line["project_id"]]
        yield [
            _YES_NO[bool(line["counts"])], names[line["unit_id"]], project["project_name"], project["project_code"],
            month.settings.kinds.labels.get(line["kind"], line["kind"]), _label(Origin, line["origin"]), line["policy_field"],
            _label(Stage, project["stage"]), line["fund_category"], _label(SourceLevel, line["source_level"]),
            *(_UNREADABLE if line[f"{name}_unreadable"] else line[f"{name}_fen"] for name in money),
            line["document_number"], *_own_values(month.workspace.form, own, line, project), _YES_NO[bool(project["converted"])], _YES_NO[bool(line["carried"])],
        ]  # fmt: skip


def _money(form: Form) -> tuple[str, ...]:
    """Give the amounts of fund lines that are listed: the steps of money, and the county's own."""
    return (*package_form().steps, *(own.field_id for own in form.own_of("money", line=True)))


def _own_columns(form: Form) -> dict[str, SheetColumn]:
    """Give the columns, by field, of what else the county asks: what belongs to the project stands in each of its lines."""
    known = [f for f in form.all if f.field_id in form.own and f.field_id not in form.line_money and not f.personal]
    return {f.field_id: _own_column(f) for f in known}


def _own_column(field: FormField) -> SheetColumn:
    heading = f"{field.label}（{field.unit}）" if field.unit else field.label
    if field.type == "money":
        return SheetColumn(heading, 11, "money")
    return SheetColumn(heading, 9, "number") if field.type == "number" else SheetColumn(heading, 15, "long")


def _own_values(form: Form, own: Iterable[str], line: dict[Any, Any], project: dict[Any, Any]) -> Iterator[Any]:
    for name in own:
        row, money = line if form.fields[name].of_line else project, form.fields[name].type == "money"
        yield _UNREADABLE if row.get(f"{name}_unreadable") else row[f"{name}_fen" if money else name]


def _label(terms: Any, value: str) -> str:
    return str(terms.labels().get(value, value))


def _filing(month: Month) -> WorkbookSheet:
    """List what became of each unit's return, of this month in full and of the year's months in a word."""
    months = _year_of_filings(month)
    columns = (
        SheetColumn("序号", 5, "count"), SheetColumn("单位", 16, "long"), SheetColumn("类别", 6), SheetColumn("报送情况", 8, "long"), SheetColumn("收到时间", 12, "long"),
        SheetColumn("代替数据", 11, "long"), SheetColumn("数据不全", 5), SheetColumn("错误", 5, "count"), SheetColumn("提醒", 5, "count"),
        *(SheetColumn(name, 7, "long") for name in months.columns),
    )  # fmt: skip
    rows = [
        [
            number, unit["unit"], unit["group"], Filing(unit["filing"]).label, unit["received_at"].replace("T", " "),
            _carried(unit), _YES_NO[bool(unit["incomplete"])], unit["errors"], unit["warnings"],
            *states,
        ]
        for number, (unit, states) in enumerate(
            zip(month.units.to_dict("records"), months.to_numpy().tolist(), strict=True), start=1
        )
    ]  # fmt: skip
    waiting = f"；另有待认领的文件：{'、'.join(month.waiting_files)}" if month.waiting_files else ""
    before = "；机构调整以前的月份写原单位的报送情况" if (month.filings["formerly"] != "").any() else ""
    return WorkbookSheet("报送情况", f"{month.rhythm.name(month.period)}报表{waiting}{before}", columns, rows)


def _year_of_filings(month: Month) -> pd.DataFrame:
    """Give a row a unit, in the order of `month.units`, and a column a month of the year."""
    if month.filings.empty:
        return pd.DataFrame(index=month.units.index)
    table = unit_months(month)
    return table[[month.rhythm.short(period) for period in dict.fromkeys(month.filings["period"])]]


def _issues(month: Month) -> WorkbookSheet:
    columns = (
        SheetColumn("级别", 6), SheetColumn("单位", 18), SheetColumn("文件", 28, "long"), SheetColumn("工作表", 12), SheetColumn("单元格", 8),
        SheetColumn("原值", 16, "long"), SheetColumn("问题", 46, "long"), SheetColumn("怎么办", 42, "long"), SheetColumn("编号", 22, hidden=True),
    )  # fmt: skip
    table = issues_to_show(month)
    table = table.assign(level=table["level"].map(Level.labels()))
    rows = table[["level", "unit", "file", "sheet", "cell", "value", "message", "advice", "code"]].to_numpy().tolist()
    return WorkbookSheet(
        "数据问题", f"{month.rhythm.name(month.period)}报表：错误、提醒、提示，重的在前", columns, rows
    )


def issues_to_show(month: Month) -> pd.DataFrame:
    """Give the month's issues with the units' names, without those about personal fields.

    Columns (all text): those of `Month.issues`, and `unit`.
    """
    names = dict(zip(month.units["unit_id"], month.units["unit"], strict=True))
    table = month.issues[~month.issues["field"].isin(month.workspace.form.personal)]
    return table.assign(unit=table["unit_id"].map(lambda i: names.get(i, i)))


def _definitions(month: Month) -> WorkbookSheet:
    said = month.rhythm.said
    columns = (
        SheetColumn("编号", 27, hidden=True), SheetColumn("指标", 22, "long"), SheetColumn("单位", 7), SheetColumn("怎么算", 40, "long"),
        SheetColumn("分子", 16, "long"), SheetColumn("分母", 16, "long"), SheetColumn("缺报或读不出时", 34, "long"), SheetColumn("出处", 26, "long"),
    )  # fmt: skip
    rows = [
        [
            d.id, said(d.label), _UNITS_OF_MEASURE[d.unit], *map(said, (d.formula, d.numerator, d.denominator, d.missing)),
            d.source,
        ]
        for d in catalogue_of(month.workspace).figures.values()
    ]  # fmt: skip
    return WorkbookSheet("指标口径", "每个指标的算法。通报和分析里的数都出自这里", columns, rows)
