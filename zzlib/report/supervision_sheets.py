"""资金监管.xlsx: what became of the money of each project, month by month; what inspectors found; four rates with what they are made of."""

from collections.abc import Iterable
from datetime import datetime, time
from pathlib import Path
from typing import Any

from zzlib.dispatch import Dispatch
from zzlib.dispatch.supervision import STATES, STEPS, MonthMoney, SupervisedProject, supervised
from zzlib.indicators.month import Figure, Month
from zzlib.money import display_money
from zzlib.phrasing.month_words import document_date
from zzlib.report.workbook import Kind, SheetColumn, WorkbookSheet, write_workbook
from zzlib.vocabulary import Stage

SUPERVISION_NAME = "资金监管.xlsx"
_SUM = "=SUM({range})"
_MONEY = {"awarded": "争取", "allotted": "下达", "received": "到位", "paid": "支付"}
_RATES: dict[str, tuple[str, str, str, Kind]] = {
    "arrival_rate": ("资金到位率", "到位（万元）", "下达（万元）", "money"),
    "payment_rate": ("资金支付率", "支付（万元）", "到位（万元）", "money"),
    "start_rate": ("开工率", "已开工（个）", "建设项目（个）", "count"),
    "finish_rate": ("竣工率", "已竣工（个）", "建设项目（个）", "count"),
}
"""The rates, each with its name, numerator and denominator."""


def write_supervision(dispatch: Dispatch, month: Month, path: Path) -> None:
    """Write the sheets; the same month gives the same bytes."""
    projects = supervised(dispatch, month)
    sheets = [_by_project(projects, month), _by_month(projects, month), _rates(month), _inspections(month)]
    author = month.settings.document.issuer or month.settings.county.office
    title = f"{month.rhythm.name(month.period)}资金和建设监管表"
    write_workbook(path, title, author, datetime.combine(document_date(month), time()), sheets)


def _by_project(projects: list[SupervisedProject], month: Month) -> WorkbookSheet:
    columns = (
        SheetColumn("单位", 12), SheetColumn("项目", 28, "long"), SheetColumn("阶段", 7), SheetColumn("总投资（万元）", 11, "money"),
        *(SheetColumn(f"{said}（万元）", 11, "money", _SUM) for said in (*_MONEY.values(), "结余")),
        SheetColumn("最早未付的到位月", 10), SheetColumn("情况", 18, "long"), SheetColumn("依据", 28, "long"),
    )  # fmt: skip
    units = _units(month)
    rows: list[list[Any]] = []
    for one in projects:
        now = one.months[-1]
        money = [now.amounts[step] for step in STEPS] + [now.balance]
        states = "、".join(STATES[state] for state in one.states)
        place = f"{month.rhythm.name(one.place.period)} {one.place.file} {one.place.sheet}!{one.place.cell}"
        stage = Stage(one.stage).label if one.stage else ""
        said = "；".join(filter(None, [states, "" if now.known else "本月沿用或有读不出的金额", _uncounted(now)]))
        rows.append([units[one.unit_id], one.project, stage, one.total_investment_fen, *money, one.oldest, said, place])
    totals = ["合计", f"{len(rows)}个项目", "", None, *(sum(row[4 + n] for row in rows) for n in range(5)), "", "", ""]
    waiting, idle = month.settings.findings.waiting_months, month.settings.findings.idle_months
    caption = (
        f"截至{month.rhythm.name(month.period)}底，今年有资金往来或有情况的项目；金额年初以来累计，结余 = 到位 − 支付，先到位的先算付。"
        f"久＝满{waiting}个月，长期闲置＝到位满{idle}个月没有付完；逾期按报表填的计划月份。情况是线索，单位有说明的按说明核"
    )
    if any(one.months[-1].uncounted for one in projects):
        caption += "。不计入统计的类别的资金不在各栏和合计里，在情况栏写明"
    return WorkbookSheet("按项目", caption, columns, rows, totals)


def _uncounted(own: MonthMoney) -> str:
    """Say what a month holds of a project that counts in no figure."""
    amounts = "、".join(
        f"{said}{display_money(own.uncounted[step])}" for step, said in _MONEY.items() if step in own.uncounted
    )
    return f"另有不计入统计的：{amounts}" if amounts else ""


def _by_month(projects: list[SupervisedProject], month: Month) -> WorkbookSheet:
    columns = (
        SheetColumn("单位", 12), SheetColumn("项目", 30, "long"), SheetColumn("月份", 9),
        *(SheetColumn(f"{said}（万元）", 11, "money") for said in (*_MONEY.values(), "结余")), SheetColumn("说明", 16, "long"),
    )  # fmt: skip
    units = _units(month)
    rows = [
        [
            units[one.unit_id], one.project, own.period, *(own.amounts[step] for step in STEPS), own.balance,
            "；".join(filter(None, ["" if own.known else "沿用或有读不出的金额", _uncounted(own)])),
        ]
        for one in projects
        for own in one.months
    ]  # fmt: skip
    return WorkbookSheet("逐月资金", "一行一个项目的一个月；金额年初以来累计，不能上下相加", columns, rows)


def _rates(month: Month) -> WorkbookSheet:
    """List the rates of the county, the groups and the units with both sides, as the figures of the month have them."""
    columns: list[SheetColumn] = [SheetColumn("范围", 14)]
    for label, above, below, kind in _RATES.values():
        columns += [
            SheetColumn(f"{label}：{above}", 11, kind),
            SheetColumn(f"{label}：{below}", 11, kind),
            SheetColumn(label, 9),
        ]
    names = {"county": "全县"} | {f"unit:{unit_id}": name for unit_id, name in _units(month).items()}
    scopes = ["county", *month.figures.scopes("group"), *month.figures.scopes("unit")]
    rows = [[names.get(scope, scope.removeprefix("group:")), *_sides(month, scope)] for scope in scopes]
    caption = f"截至{month.rhythm.name(month.period)}底；口径见 tables.xlsx 的“指标口径”，“—”是分母为零或没有数"
    return WorkbookSheet("四率", caption, tuple(columns), rows)


def _sides(month: Month, scope: str) -> Iterable[object]:
    for figure, (_, _, _, kind) in _RATES.items():
        found: Figure | None = month.figures.get(figure, scope)
        size = 100 if kind == "money" else 1
        for side in (found.numerator, found.denominator) if found else (None, None):
            yield None if side is None else int(side * size)
        yield found.text if found else "—"


def _inspections(month: Month) -> WorkbookSheet:
    """List what inspectors found this year: found is what was returned and what is being put right."""
    columns = (
        SheetColumn("月份", 9), SheetColumn("单位", 12), SheetColumn("项目", 26, "long"), SheetColumn("查出的问题", 34, "long"),
        SheetColumn("查出金额（万元）", 11, "money", _SUM), SheetColumn("已归还、已整改（万元）", 11, "money", _SUM),
        SheetColumn("正在整改（万元）", 11, "money", _SUM), SheetColumn("没有写明（万元）", 11, "money", _SUM), SheetColumn("文号", 16, "long"), SheetColumn("照片、凭证", 20, "long"),
    )  # fmt: skip
    units = _units(month)
    rows: list[list[Any]] = []
    for row in month.inspections.to_dict("records"):
        found, returned, correcting = (_fen(row[f"{name}_fen"]) for name in ("amount", "returned", "correcting"))
        left = found - returned - correcting
        money = [found, returned, correcting, left]
        unit = units.get(row["unit_id"], row["unit_id"])
        rows.append([row["period"], unit, row["project"], row["finding"], *money, row["document"], row["papers"]])
    totals = [f"{len(rows)}条", "", "", "", *(sum(row[4 + number] for row in rows) for number in range(4)), "", ""]
    caption = "查出 = 已归还、已整改 + 正在整改 + 没有写明；出自 data/reference/inspections.csv，照片、凭证是文件名"
    return WorkbookSheet("检查发现", caption, columns, rows, totals if rows else ())


def _fen(amount: object) -> int:
    return 0 if amount is None or str(amount) == "<NA>" else int(str(amount))


def _units(month: Month) -> dict[str, str]:
    return dict(zip(month.units["unit_id"], month.units["unit"], strict=True))
