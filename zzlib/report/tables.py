"""The month's tables as a workbook: figures with their definitions, units, categories, projects, filing, issues."""

from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pandas as pd

from zzlib.exchange.reporting import unit_months
from zzlib.indicators.catalogue import catalogue
from zzlib.indicators.month import Figure, Month
from zzlib.periods import chinese
from zzlib.report.findings_sheet import findings_sheet
from zzlib.report.openings import fields_sheet, openings_sheet
from zzlib.report.text import document_date
from zzlib.report.workbook import Column, Sheet, write_workbook
from zzlib.vocabulary import Band, Filing, Level, Origin, SourceLevel, Stage, ZeroKind

PERSONAL_FIELDS = ("leader", "person", "phone")
"""Fields whose values stand in no document of the month (contracts, section 9)."""

_SUM = "=SUM({range})"
_UNITS_OF_MEASURE = {"yuan": "万元", "count": "个", "ratio": "%", "mu": "亩"}
_YES_NO = {True: "是", False: "否"}
_UNREADABLE = "读不出或未计入"


def write_tables(month: Month, path: Path) -> None:
    """Write `tables.xlsx`; the same month gives the same bytes."""
    sheets = [
        _figures(month), _units(month), _categories(month), findings_sheet(month), openings_sheet(month),
        fields_sheet(month), _projects(month), _filing(month), _issues(month), _definitions(month),
    ]  # fmt: skip
    title = f"{month.rhythm.name(month.period)}争资争项统计表"
    author = month.settings.document.issuer or month.settings.county.office
    write_workbook(path, title, author, datetime.combine(document_date(month), time()), sheets)


def _figures(month: Month) -> Sheet:
    columns = (
        Column("指标", 34), Column("数值", 14, "number"), Column("单位", 7), Column("通报写法", 16),
        Column("其中代替数据（万元）", 14, "money"), Column("数据不全", 9), Column("怎么算", 44, "long"), Column("编号", 28),
    )  # fmt: skip
    known = catalogue(month.settings.kinds)
    rows = [
        [
            figure.label, *_value(figure), figure.text, figure.carried_yuan and int(figure.carried_yuan * 100),
            _YES_NO[figure.incomplete], month.rhythm.said(known[figure.figure].formula) if figure.figure in known else "", figure.figure,
        ]
        for figure in month.figures if figure.scope == "county"
    ]  # fmt: skip
    caption = f"截至{chinese(month.period)}底全县。数值没有四舍五入；每个数的来处用 zz explain 编号 {month.period} 查"
    return Sheet("总表", caption, columns, rows)


def _value(figure: Figure) -> tuple[float | None, str]:
    factor = {"yuan": 10_000, "ratio": 100}
    if figure.value is None:
        return None, _UNITS_OF_MEASURE[figure.unit]
    shown = figure.value * 100 if figure.unit == "ratio" else figure.value / factor.get(figure.unit, 1)
    return float(shown), _UNITS_OF_MEASURE[figure.unit]


def _units(month: Month) -> Sheet:
    measured = {"awarded": "J", "received": "K"}[month.settings.bands.measure]
    share = f'=IF(L{{row}}=0,"",{measured}{{row}}/L{{row}})'
    columns = (
        Column("序号", 6, "count"), Column("单位", 20), Column("类别", 8), Column("报送情况", 14), Column("代替数据", 17),
        Column("数据不全", 9), Column("完成档次", 13), Column("项目数", 8, "count", _SUM),
        Column("申报资金", 14, "money", _SUM), Column("争取资金", 14, "money", _SUM), Column("到位资金", 14, "money", _SUM),
        Column("年度目标", 14, "money", _SUM), Column("完成率", 9, "percent", share), Column("用地指标（亩）", 11, "number", _SUM),
        Column("错误", 6, "count", _SUM), Column("提醒", 6, "count", _SUM), Column("到位为零的情形", 17),
    )  # fmt: skip
    units = month.units
    rows = [
        [
            number, unit["unit"], unit["group"], Filing(unit["filing"]).label, _carried(unit),
            _YES_NO[bool(unit["incomplete"])], Band(unit["band"]).label, unit["projects"], unit["applied_fen"],
            unit["awarded_fen"], unit["received_fen"], unit["target_fen"], unit["completion"], unit["land_mu"],
            unit["errors"], unit["warnings"], _label(ZeroKind, unit["zero_kind"]),
        ]
        for number, unit in enumerate(units.to_dict("records"), start=1)
    ]  # fmt: skip
    summed = ["projects", "applied_fen", "awarded_fen", "received_fen", "target_fen"]
    completion = month.figures["funds_completion"].value
    totals = [
        None, "合计", "", "", "", "", "", *(units[name].sum() for name in summed), completion, units["land_mu"].sum(),
        units["errors"].sum(), units["warnings"].sum(), "",
    ]  # fmt: skip
    caption = f"截至{chinese(month.period)}底。资金单位：万元；空白表示没有数据，不是零{_adjusted(month)}"
    return Sheet("分单位", caption, columns, rows, totals)


def _adjusted(month: Month) -> str:
    """Say at a table of units what changed of them, `""` if nothing did."""
    return f"。{month.unit_changes}；{month.unit_changes_note}" if month.unit_changes else ""


def _carried(unit: dict[Any, Any]) -> str:
    return f"用{unit['stand_in']}报表" if unit["carried"] else ""


def _categories(month: Month) -> Sheet:
    table = month.categories
    has_base = bool(table["last_year_fen"].notna().any())
    columns = (
        Column("资金类别", 30), Column("到位资金", 16, "money", _SUM),
        Column("上年同期", 16, "money", _SUM if has_base else ""),
        Column("增减", 16, "money", "=B{row}-C{row}" if has_base else ""),
    )  # fmt: skip
    changes = table["received_fen"] - table["last_year_fen"]
    rows = list(zip(table["fund_category"], table["received_fen"], table["last_year_fen"], changes, strict=True))
    now, before = table["received_fen"].sum(), table["last_year_fen"].sum() if has_base else pd.NA
    caption = f"截至{chinese(month.period)}底。资金单位：万元；只含计入统计的类别；上年同期空白表示没有数据"
    return Sheet("分类别", caption, columns, rows, ["合计", now, before, now - before])


_MONEY = {
    "applied": "申报资金",
    "awarded": "争取资金",
    "allotted": "下达资金",
    "received": "到位资金",
    "paid": "支付资金",
}


def _projects(month: Month) -> Sheet:
    """List the fund lines, each with what belongs to its project; a line that counts in no figure is not added up."""
    counted = '=SUMIF($A${first}:$A${last},"是",{range})'
    columns = (
        Column("计入合计", 5), Column("单位", 13, "long"), Column("项目名称", 28, "long"), Column("项目代码", 15, "long"),
        Column("项目类型", 7), Column("项目性质", 6), Column("投资方向", 11, "long"), Column("项目阶段", 6),
        Column("资金类别", 13, "long"), Column("资金级次", 6),
        *(Column(label, 11, "money", counted) for label in _MONEY.values()),
        Column("批复文号", 15, "long"), Column("已转化", 5), Column("代替数据", 5),
    )  # fmt: skip
    rows = list(_lines(month))
    lines = month.funding[month.funding["counts"]]
    totals = ["", "合计", *[""] * 8, *(lines[f"{name}_fen"].sum() for name in _MONEY), "", "", ""]
    caption = (
        f"截至{chinese(month.period)}底，每行一笔资金。资金单位：万元；空白是没有填，“{_UNREADABLE}”是填了而读不出"
    )
    return Sheet("项目清单", caption, columns, rows, totals)


def _lines(month: Month) -> Iterator[list[Any]]:
    names = dict(zip(month.units["unit_id"], month.units["unit"], strict=True))
    projects = {(p["unit_id"], p["project_id"]): p for p in month.projects.to_dict("records")}
    for line in month.funding.to_dict("records"):
        project = projects[line["unit_id"], line["project_id"]]
        yield [
            _YES_NO[bool(line["counts"])], names[line["unit_id"]], project["project_name"], project["project_code"],
            month.settings.kinds.labels.get(line["kind"], line["kind"]), _label(Origin, line["origin"]), line["policy_field"],
            _label(Stage, project["stage"]), line["fund_category"], _label(SourceLevel, line["source_level"]),
            *(_UNREADABLE if line[f"{name}_unreadable"] else line[f"{name}_fen"] for name in _MONEY),
            line["document_number"], _YES_NO[bool(project["converted"])], _YES_NO[bool(line["carried"])],
        ]  # fmt: skip


def _label(terms: Any, value: str) -> str:
    return str(terms.labels().get(value, value))


def _filing(month: Month) -> Sheet:
    """List what became of each unit's return, of this month in full and of the year's months in a word."""
    months = _year_of_filings(month)
    columns = (
        Column("序号", 6, "count"), Column("单位", 20), Column("类别", 8), Column("报送情况", 14), Column("收到时间", 20),
        Column("代替数据", 17), Column("数据不全", 9), Column("错误", 6, "count"), Column("提醒", 6, "count"),
        *(Column(name, 10, "long") for name in months.columns),
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
    return Sheet("报送情况", f"{month.rhythm.name(month.period)}报表{waiting}{before}", columns, rows)


def _year_of_filings(month: Month) -> pd.DataFrame:
    """Give a row a unit, in the order of `month.units`, and a column a month of the year."""
    if month.filings.empty:
        return pd.DataFrame(index=month.units.index)
    table = unit_months(month)
    return table[[month.rhythm.short(period) for period in dict.fromkeys(month.filings["period"])]]


def _issues(month: Month) -> Sheet:
    columns = (
        Column("级别", 6), Column("单位", 18), Column("文件", 28, "long"), Column("工作表", 12), Column("单元格", 8),
        Column("原值", 16, "long"), Column("问题", 50, "long"), Column("怎么办", 44, "long"), Column("编号", 22),
    )  # fmt: skip
    table = issues_to_show(month)
    table = table.assign(level=table["level"].map(Level.labels()))
    rows = table[["level", "unit", "file", "sheet", "cell", "value", "message", "advice", "code"]].to_numpy().tolist()
    return Sheet("数据问题", f"{month.rhythm.name(month.period)}报表：错误、提醒、提示，重的在前", columns, rows)


def issues_to_show(month: Month) -> pd.DataFrame:
    """Give the month's issues with the units' names, without those about personal fields.

    Columns (all text): those of `Month.issues`, and `unit`.
    """
    names = dict(zip(month.units["unit_id"], month.units["unit"], strict=True))
    table = month.issues[~month.issues["field"].isin(PERSONAL_FIELDS)]
    return table.assign(unit=table["unit_id"].map(lambda i: names.get(i, i)))


def _definitions(month: Month) -> Sheet:
    said = month.rhythm.said
    columns = (
        Column("编号", 27), Column("指标", 22, "long"), Column("单位", 7), Column("怎么算", 40, "long"),
        Column("分子", 16, "long"), Column("分母", 16, "long"), Column("缺报或读不出时", 34, "long"), Column("出处", 26, "long"),
    )  # fmt: skip
    rows = [
        [
            d.id, said(d.label), _UNITS_OF_MEASURE[d.unit], *map(said, (d.formula, d.numerator, d.denominator, d.missing)),
            d.source,
        ]
        for d in catalogue(month.settings.kinds).values()
    ]  # fmt: skip
    return Sheet("指标口径", "每个指标的算法。通报和分析里的数都出自这里", columns, rows)
