"""The city's tables: counties in the order of their rank, units of all counties, figures, categories, what is done otherwise."""

from datetime import datetime, time
from pathlib import Path
from typing import Any

import pandas as pd

from zzlib.city.month import CITY, CityMonth, counts_of_counties
from zzlib.indicators.catalogue import catalogue
from zzlib.indicators.figures import parting_shares
from zzlib.indicators.joined import SEPARATOR
from zzlib.indicators.month import BOUND_WORDS, Figure
from zzlib.money import number_text
from zzlib.periods import chinese
from zzlib.phrasing.bands import band_label
from zzlib.phrasing.month_words import document_date
from zzlib.report.attachment import NO_DATA, ranked
from zzlib.report.workbook import SheetColumn, WorkbookSheet, write_workbook
from zzlib.vocabulary import Filing

_SUM = "=SUM({range})"
_FACTOR = {"yuan": 10_000, "ratio": 0.01, "count": 1, "mu": 1}
_MEASURES = {"yuan": "万元", "ratio": "%", "count": "个", "mu": "亩"}


def ranking_rows(city: CityMonth) -> list[list[str]]:
    """Give the counties by their place, with the city's line at the end, as texts under the headings of `zzlib.city.template.RANKING`."""
    month = city.month
    states = dict(zip(month.units["unit_id"], month.units["state"], strict=True))
    rows = [
        _ranking_row(row["place"], row["unit"], month.figures, f"unit:{row['unit_id']}", _short(states[row["unit_id"]]))
        for row in ranked(month.units)
    ]
    return [*rows, _ranking_row("", "全市", month.figures, "county", "")]


def places(city: CityMonth) -> dict[str, str]:
    """Give each county's place by completion, as printed, by its id; `—` where it has none."""
    return {row["unit_id"]: row["place"] for row in ranked(city.month.units)}


def _short(state: str) -> str:
    return state if len(state) <= len("已印发第1版") else "没有"


def _ranking_row(place: str, name: str, figures: Any, scope: str, state: str) -> list[str]:
    names = ("funds_target", "funds_received", "funds_completion", "funds_gap", "funds_awarded", "projects_total")
    return [place, name, *(_printed(figures.get(key, scope)) for key in names), state]


def _printed(figure: Figure | None) -> str:
    """Print a figure of the table with what bounds it, amounts in 万元; money taken back completes nothing."""
    if figure is None or figure.value is None or (figure.unit == "ratio" and figure.value < 0):
        return NO_DATA
    if figure.unit != "yuan":
        return figure.text
    return BOUND_WORDS[figure.bound] + number_text(figure.value / 10_000, 2)


def write_city_tables(city: CityMonth, path: Path) -> None:
    """Write `tables.xlsx`; the same month gives the same bytes."""
    sheets = [_counties(city), _units(city), _figures(city), _categories(city), _differences(city), _lacking(city)]
    month = city.month
    title = f"{month.rhythm.name(month.period)}全市争资争项统计表"
    author = month.settings.document.issuer or month.settings.county.office
    write_workbook(path, title, author, datetime.combine(document_date(month), time()), sheets)


def _counties(city: CityMonth) -> WorkbookSheet:
    month = city.month
    edges = parting_shares(month.settings, month.period)
    units = month.units.assign(owed_fen=month.units["target_fen"] - month.units["received_fen"])
    columns = (
        SheetColumn("位次", 6), SheetColumn("县（市、区）", 16, "long"), SheetColumn("组别", 8), SheetColumn("完成档次", 11, "long"),
        SheetColumn("完成率", 9, "percent", edges=edges), SheetColumn("年度任务", 14, "money", _SUM), SheetColumn("到位资金", 14, "money", _SUM),
        SheetColumn("还差", 14, "money"), SheetColumn("争取资金", 14, "money", _SUM), SheetColumn("申报资金", 14, "money", _SUM),
        SheetColumn("项目数", 8, "count", _SUM), SheetColumn("数据", 22, "long"), SheetColumn("错误", 6, "count", _SUM), SheetColumn("提醒", 6, "count", _SUM),
    )  # fmt: skip
    rows = [
        [
            row["place"], row["unit"], row["group"], band_label(row["band"], month) if row["is_in"] else "没有数据", row["completion"],
            row["target_fen"], row["received_fen"], row["owed_fen"], row["awarded_fen"], row["applied_fen"],
            row["projects"], row["state"], row["errors"], row["warnings"],
        ]
        for row in ranked(units)
    ]  # fmt: skip
    sums = [units[name].sum() for name in ("target_fen", "received_fen", "awarded_fen", "applied_fen", "projects")]
    totals = [
        "",
        "全市",
        "",
        "",
        month.figures["funds_completion"].value,
        *sums[:2],
        sums[0] - sums[1],
        *sums[2:],
        "",
        units["errors"].sum(),
        units["warnings"].sum(),
    ]
    caption = f"截至{chinese(month.period)}底，按完成率排位。资金单位：万元；没有数据的县不排位、不按零计，合计不含"
    return WorkbookSheet("分县", caption, columns, rows, totals)


def _units(city: CityMonth) -> WorkbookSheet:
    months = [part.month for part in city.parts if part.month is not None]
    edges = tuple(dict.fromkeys(edge for month in months for edge in parting_shares(month.settings, month.period)))
    columns = (
        SheetColumn("县（市、区）", 14, "long"), SheetColumn("单位", 18, "long"), SheetColumn("类别", 7), SheetColumn("完成档次", 12, "long"), SheetColumn("完成率", 9, "percent", edges=edges),
        SheetColumn("年度目标", 14, "money", _SUM), SheetColumn("到位资金", 14, "money", _SUM), SheetColumn("争取资金", 14, "money", _SUM),
        SheetColumn("项目数", 8, "count", _SUM), SheetColumn("报送情况", 9, "long"), SheetColumn("编号", 14, hidden=True),
    )  # fmt: skip
    rows: list[list[Any]] = [
        [
            part.county.name, unit["unit"], unit["group"], band_label(unit["band"], part.month), unit["completion"], unit["target_fen"], unit["received_fen"],
            unit["awarded_fen"], unit["projects"], Filing(unit["filing"]).label, f"{part.county.id}{SEPARATOR}{unit['unit_id']}",
        ]
        for part in city.parts if part.month is not None for unit in part.month.units.to_dict("records")
    ]  # fmt: skip
    frame = pd.DataFrame([row[5:9] for row in rows])
    totals = [
        "全市",
        "",
        "",
        "",
        city.month.figures["funds_completion"].value,
        *(frame[column].sum() for column in frame),
        "",
        "",
    ]
    caption = f"截至{chinese(city.month.period)}底，各县按自己的名册和档次。资金单位：万元"
    return WorkbookSheet("分单位", caption, columns, rows, totals)


def _figures(city: CityMonth) -> WorkbookSheet:
    columns = (
        SheetColumn("指标", 34), SheetColumn("数值", 14, "number"), SheetColumn("单位", 7), SheetColumn("通报写法", 16), SheetColumn("数据不全", 9),
        SheetColumn("口径不一的县", 24, "long"), SheetColumn("怎么算", 52, "long"), SheetColumn("编号", 28, hidden=True),
    )  # fmt: skip
    known, own = catalogue(city.month.settings.kinds), counts_of_counties()
    rows = [
        [
            figure.label, None if figure.value is None else float(figure.value) / _FACTOR[figure.unit], _MEASURES[figure.unit], figure.text,
            "是" if figure.incomplete else "否", "、".join(doing_otherwise(city, figure.figure)),
            known[figure.figure].formula if figure.figure in known else own[figure.figure].formula, figure.figure,
        ]
        for figure in city.figures if figure.scope == CITY
    ]  # fmt: skip
    caption = (
        f"截至{chinese(city.month.period)}底全市。来处用 zz city explain 指标 {city.month.period} 查到县、再到单元格"
    )
    return WorkbookSheet("总表", caption, columns, rows)


def doing_otherwise(city: CityMonth, figure: str) -> list[str]:
    """Name the counties that do something otherwise on which a figure rests."""
    table = city.differences
    rests = [figure in figures.split("、") for figures in table["figures"]]
    return list(dict.fromkeys(table.loc[rests, "county"]))


def _categories(city: CityMonth) -> WorkbookSheet:
    table = city.month.categories
    has_base = bool(table["last_year_fen"].notna().any())
    columns = (
        SheetColumn("资金类别", 30),
        SheetColumn("到位资金", 16, "money", _SUM),
        SheetColumn("上年同期", 16, "money", _SUM if has_base else ""),
    )
    rows = list(zip(table["fund_category"], table["received_fen"], table["last_year_fen"], strict=True))
    totals = ["合计", table["received_fen"].sum(), table["last_year_fen"].sum() if has_base else pd.NA]
    return WorkbookSheet(
        "分类别", f"截至{chinese(city.month.period)}底。资金单位：万元；上年同期空白表示没有数据", columns, rows, totals
    )


def _differences(city: CityMonth) -> WorkbookSheet:
    columns = (
        SheetColumn("县（市、区）", 14, "long"),
        SheetColumn("口径", 22, "long"),
        SheetColumn("县里", 34, "long"),
        SheetColumn("市里", 34, "long"),
    )
    rows = city.differences[["county", "label", "value", "city_value"]].to_numpy().tolist()
    return WorkbookSheet("口径差异", "各县设置与市里不同的地方；有关指标在总表里注明", columns, rows)


def _lacking(city: CityMonth) -> WorkbookSheet:
    columns = (
        SheetColumn("县（市、区）", 14, "long"),
        SheetColumn("数据", 20, "long"),
        SheetColumn("错误", 7, "count", _SUM),
        SheetColumn("提醒", 7, "count", _SUM),
    )
    rows = city.month.units[["unit", "state", "errors", "warnings"]].to_numpy().tolist()
    totals = ["全市", "", *(city.month.units[name].sum() for name in ("errors", "warnings"))]
    return WorkbookSheet("报送", "各县本期数据从哪里来，县里还有多少错误和提醒", columns, rows, totals)
