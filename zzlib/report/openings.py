"""可申报专项清单: what each unit could still apply for, and how the year's policy fields stand; sent with the circular."""

from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Any

from zzlib.findings.openings import openings
from zzlib.indicators.month import Month
from zzlib.periods import chinese
from zzlib.phrasing.month_words import document_date
from zzlib.report.workbook import SheetColumn, WorkbookSheet, write_workbook
from zzlib.writing.text import chinese_date

_NOBODY = "（全县还没有这一方向的项目，待明确）"


def write_openings(month: Month, path: Path) -> None:
    """Write the list as .xlsx; the same month gives the same bytes."""
    title = f"{month.rhythm.name(month.period)}可申报专项清单"
    author = month.settings.document.issuer or month.settings.county.office
    date = datetime.combine(document_date(month), time())
    write_workbook(path, title, author, date, [openings_sheet(month), fields_sheet(month)])


def openings_sheet(month: Month) -> WorkbookSheet:
    """Give the open programmes that units have not applied for, by unit."""
    columns = (
        SheetColumn("序号", 6, "count"), SheetColumn("单位", 20), SheetColumn("专项", 28, "long"), SheetColumn("投资方向", 18),
        SheetColumn("级次", 8), SheetColumn("申报起", 10), SheetColumn("申报止", 10), SheetColumn("依据文件", 24, "long"),
        SheetColumn("本单位这一方向还没有申报的项目", 50, "long"),
    )  # fmt: skip
    rows: Sequence[Sequence[Any]] = [
        [
            number, row["unit"] or _NOBODY, row["programme"], row["policy_field"], row["level"], row["opens"],
            row["closes"], row["document"], row["waiting"],
        ]
        for number, row in enumerate(openings(month).to_dict("records"), start=1)
    ]  # fmt: skip
    caption = f"截至{chinese_date(month.settings.document_date(month.period))}仍在申报期内、单位有这一投资方向的项目而还没有申报的专项。按投资方向对应，请各单位对照申报条件核对"
    return WorkbookSheet("可申报专项", caption, columns, rows)


def fields_sheet(month: Month) -> WorkbookSheet:
    """Give pipeline and money of every policy field of the county, those of high priority marked."""
    columns = (
        SheetColumn("投资方向", 20), SheetColumn("优先级", 8), SheetColumn("项目", 8, "count"), SheetColumn("在报未获支持", 12, "count"),
        SheetColumn("其申报资金", 14, "money"), SheetColumn("争取资金", 14, "money"), SheetColumn("到位资金", 14, "money"),
        SheetColumn("储备情况", 16), SheetColumn("依据文件", 24, "long"),
    )  # fmt: skip
    rows = []
    for field in month.fields.to_dict("records"):
        scope = f"field:{field['policy_field']}"
        state = "没有储备项目" if not field["has_reserve"] else "有"
        counts = [_value(month, name, scope) for name in ("projects_total", "projects_pipeline")]
        money = [_value(month, name, scope, 100) for name in ("funds_pipeline", "funds_awarded", "funds_received")]
        rows.append([field["policy_field"], field["priority"], *counts, *money, state, field["document"]])
    caption = f"截至{chinese(month.period)}底。资金单位：万元；储备指在报而还没有争取到资金和用地指标的项目"
    return WorkbookSheet("投资方向", caption, columns, rows)


def _value(month: Month, figure: str, scope: str, factor: int = 1) -> int | None:
    found = month.figures.get(figure, scope)
    if found is None:
        return 0  # no project of this field
    return None if found.value is None else int(found.value * factor)
