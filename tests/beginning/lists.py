"""Lists as offices keep them, written by hand for tests."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl

UNITS = ["发改委", "财政局", "水利局", "城关镇", "东河镇", "城投公司"]


def book(path: Path, rows: Sequence[Sequence[Any]], merges: Sequence[str] = (), sheet: str = "名单") -> Path:
    """Write a workbook of one sheet."""
    made = openpyxl.Workbook()
    page = made.active
    page.title = sheet
    for row in rows:
        page.append(list(row))
    for merge in merges:
        page.merge_cells(merge)
    made.save(path)
    return path


def target_list(path: Path) -> Path:
    """Write a list of units with targets under title rows, a heading of two rows, and a total."""
    rows: list[Sequence[Any]] = [
        ["云溪县2013年度争资争项目标任务分解表"],
        ["序号", "责任单位", "组别", "责任领导", "年度目标任务", None, None],
        [None, None, None, None, "项目个数", "资金（万元）", "用地指标（亩）"],
    ]
    groups = ["县直", "县直", "县直", "乡镇", "乡镇", "企业"]
    rows += [[n, u, g, "责任领导甲", n, 1000 * n, None] for n, (u, g) in enumerate(zip(UNITS, groups, strict=True), 1)]
    rows.append(["合计", None, None, None, 21, 21000, None])
    return book(path, rows, ["A1:G1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:G2"])


def summary(path: Path, title: str = "云溪县2012年争资争项情况汇总表（截止2012年12月31日）") -> Path:
    """Write last year's summary by unit."""
    rows: list[Sequence[Any]] = [[title], ["单位：万元"], ["序号", "单位", "项目数", "争取资金", "到位资金"]]
    rows += [[n, unit, n, 900.5 * n, 700 * n] for n, unit in enumerate(UNITS, 1)]
    rows.append([None, "合计", 21, 900.5 * 21, 700 * 21])
    return book(path, rows)
