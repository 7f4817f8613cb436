"""统筹储备.xlsx: projects that two units file, calls on upper bodies, the calendar of programmes, the reserve and its candidates."""

from datetime import datetime, time
from pathlib import Path
from typing import Any

import pandas as pd

from zzlib.dispatch.coordination import (
    BEFORE_APPLYING,
    CalledProgramme,
    Row,
    candidates,
    differences,
    leader_calls,
    programme_calendar,
    reserve,
    twin_pairs,
)
from zzlib.indicators.month import Month
from zzlib.phrasing.month_words import document_date
from zzlib.reference_files import label
from zzlib.report.workbook import SheetColumn, WorkbookSheet, write_workbook
from zzlib.vocabulary import Stage

COORDINATION_NAME = "统筹储备.xlsx"
_SUM = "=SUM({range})"


def write_coordination(month: Month, path: Path) -> None:
    """Write the sheets; the same month gives the same bytes."""
    sheets = [_twins(month), _decided(month), _calls(month), _calendar(month), _reserve(month), _candidates(month)]
    author = month.settings.document.issuer or month.settings.county.office
    title = f"{month.rhythm.name(month.period)}统筹和储备情况"
    write_workbook(path, title, author, datetime.combine(document_date(month), time()), sheets)


def _twins(month: Month) -> WorkbookSheet:
    columns = (
        SheetColumn("项目", 24, "long"), SheetColumn("单位一", 11), SheetColumn("单位一的说法", 34, "long"), SheetColumn("单位二", 11),
        SheetColumn("单位二的说法", 34, "long"), SheetColumn("不一样的", 18, "long"), SheetColumn("会商结果（牵头单位）", 18, "long"),
    )  # fmt: skip
    units = _units(month)
    rows = [
        [
            one["project_name"], units[one["unit_id"]], _story(one), units[other["unit_id"]], _story(other),
            "、".join(differences(one, other)) or "没有不同", "",
        ]
        for one, other in twin_pairs(month)
    ]  # fmt: skip
    caption = f"截至{month.rhythm.name(month.period)}底，两个单位报同一个项目而没有定的，都在算；定了谁牵头，用 zz decide {month.period} 记下"
    return WorkbookSheet("两家同报", caption, columns, rows)


def _story(row: Row) -> str:
    stage = Stage(row["stage"]).label if row["stage"] else "没有填阶段"
    money = (("申报", row["applied_fen"]), ("争取", row["awarded_fen"]), ("到位", row["received_fen"]))
    amounts = "、".join(f"{said}{int(fen) / 10**6:.2f}万元" for said, fen in money if not pd.isna(fen) and fen)
    return "；".join(filter(None, [stage, amounts or "没有金额", row["leader"], row["problems"]]))


def _decided(month: Month) -> WorkbookSheet:
    """List what was decided of projects that two units filed, as project_links.csv has it."""
    columns = (
        SheetColumn("单位", 12), SheetColumn("项目", 28, "long"), SheetColumn("决定", 8), SheetColumn("算在谁名下", 16), SheetColumn("从何时起", 10),
        SheetColumn("谁定的", 10), SheetColumn("何时定的", 11), SheetColumn("理由", 30, "long"),
    )  # fmt: skip
    units = _units(month)
    rows = [
        [
            units.get(row["unit_id"], row["unit_id"]), row["name"], label("verdict", row["verdict"]),
            units.get(row["project_id"].partition("/")[0], "") if row["verdict"] == "same" else "各算各的",
            row["period"], row["decided_by"], row["decided_on"], row["reason"],
        ]
        for row in month.workspace.reference("project_links").rows()
        if row["period"] <= month.period
    ]  # fmt: skip
    return WorkbookSheet("已定的", "出自 data/reference/project_links.csv", columns, rows)


def _calls(month: Month) -> WorkbookSheet:
    columns = (
        SheetColumn("对接的上级", 16), SheetColumn("责任领导", 12), SheetColumn("单位", 12), SheetColumn("项目", 28, "long"), SheetColumn("阶段", 7),
        SheetColumn("申报资金（万元）", 11, "money", _SUM), SheetColumn("单位的话", 40, "long"),
    )  # fmt: skip
    units = _units(month)
    rows: list[list[Any]] = [
        [
            call.body, call.leader or "没有填", units[call.row["unit_id"]], call.row["project_name"],
            Stage(call.row["stage"]).label if call.row["stage"] else "", call.row["applied_fen"], call.row["problems"],
        ]
        for call in leader_calls(month)
    ]  # fmt: skip
    total = sum(0 if pd.isna(row[5]) else int(row[5]) for row in rows)
    caption = "单位在“存在问题”里请求领导带队对接的项目；上级按单位的话认，没有写的按资金级次"
    return WorkbookSheet(
        "带队对接", caption, columns, rows, ["合计", "", "", f"{len(rows)}个项目", "", total, ""] if rows else ()
    )


def _calendar(month: Month) -> WorkbookSheet:
    columns = (
        SheetColumn("专项", 22, "long"), SheetColumn("投资方向", 12, "long"), SheetColumn("级次", 6), SheetColumn("申报起", 9), SheetColumn("申报止", 9),
        SheetColumn("状态", 8), SheetColumn("可以报的单位和项目", 40, "long"), SheetColumn("已经申报的", 34, "long"), SheetColumn("结果", 22, "long"),
        SheetColumn("依据文件", 18, "long"),
    )  # fmt: skip
    units = _units(month)
    rows = [
        [
            one.programme, one.policy_field, one.level, one.opens, one.closes, one.state, _why(one, units), _named(one.applied, units), _outcome(one),
            one.document,
        ]
        for one in programme_calendar(month)
    ]  # fmt: skip
    caption = (
        f"按{document_date(month):%Y-%m-%d}算，先截止的在前；按投资方向对应：可以报的是这一方向有项目、还没有申报的单位，"
        "今年已经在这一方向申报过的单位写明。请对照申报条件核"
    )
    return WorkbookSheet("专项日历", caption, columns, rows)


def _why(one: CalledProgramme, units: dict[str, str]) -> str:
    known = {row["unit_id"] for row in one.applied}
    said = [f"{units[u]}（{names}{'；今年这一方向申报过' if u in known else ''}）" for u, names in _by_unit(one.could)]
    return "、".join(said) or ("没有单位有这一方向的项目，待明确" if not one.applied else "没有未申报的项目")


def _named(rows: tuple[Row, ...], units: dict[str, str]) -> str:
    return "、".join(f"{units[unit]}（{names}）" for unit, names in _by_unit(rows))


def _by_unit(rows: tuple[Row, ...]) -> list[tuple[str, str]]:
    names: dict[str, list[str]] = {}
    for row in rows:
        names.setdefault(row["unit_id"], []).append(row["project_name"])
    return [(unit, "、".join(own)) for unit, own in names.items()]


def _outcome(one: CalledProgramme) -> str:
    if not one.applied:
        return "还没有单位申报"
    return f"申报{len(one.applied)}个，其中{len(one.won)}个争取到资金或用地"


def _reserve(month: Month) -> WorkbookSheet:
    stages = [*BEFORE_APPLYING, Stage.APPLIED]
    columns = (
        SheetColumn("投资方向", 18), SheetColumn("优先级", 8), *(SheetColumn(stage.label, 8, "count", _SUM) for stage in stages),
        SheetColumn("其他、没有填", 8, "count", _SUM), SheetColumn("合计", 8, "count", _SUM), SheetColumn("申报资金（万元）", 12, "money", _SUM), SheetColumn("情况", 20, "long"),
    )  # fmt: skip
    fields = reserve(month)
    rows: list[list[Any]] = [
        [
            one.policy_field, one.priority, *(one.stages[key] for key in (*(stage.value for stage in stages), "")), one.projects, one.applied_fen,
            "重点方向，没有储备项目" if one.is_empty else "",
        ]
        for one in fields
    ]  # fmt: skip
    totals = ["合计", "", *(sum(row[2 + number] for row in rows) for number in range(7)), ""]
    caption = f"截至{month.rhythm.name(month.period)}底还没有争取到资金和用地指标的项目，按投资方向和阶段"
    return WorkbookSheet("储备", caption, columns, rows, totals)


def _candidates(month: Month) -> WorkbookSheet:
    columns = (
        SheetColumn("类别", 12), SheetColumn("单位", 12), SheetColumn("项目", 28, "long"), SheetColumn("投资方向", 14), SheetColumn("优先级", 8),
        SheetColumn("阶段", 7), SheetColumn("总投资（万元）", 11, "money"), SheetColumn("对应的专项", 26, "long"), SheetColumn("还缺", 14, "long"),
        SheetColumn("责任领导", 10),
    )  # fmt: skip
    units = _units(month)
    rows = [
        [
            "下一批可报" if one.is_ripe else "明年候选", units[one.row["unit_id"]], one.row["project_name"], one.row["policy_field"], one.priority,
            Stage(one.row["stage"]).label, one.row["total_investment_fen"], "、".join(one.programmes), "、".join(one.lacks), one.row["leader"],
        ]
        for one in candidates(month)
    ]  # fmt: skip
    caption = "还没有申报的项目。下一批可报：在前期阶段、没有说缺什么、这一方向还有没截止的专项；其余列为明年候选，重点方向在前"
    return WorkbookSheet("下一批和明年", caption, columns, rows)


def _units(month: Month) -> dict[str, str]:
    return dict(zip(month.units["unit_id"], month.units["unit"], strict=True))
