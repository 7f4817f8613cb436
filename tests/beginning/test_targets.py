"""The year's targets out of the office's list."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.beginning.lists import UNITS, book, target_list
from zzlib.beginning import ListError, UnitTarget, file_source, read_listing, read_targets, read_units, states_targets
from zzlib.beginning.targets import target_year, unstated_targets


def read(path: Path, **options: Any) -> tuple[list[UnitTarget], list[str]]:
    listing = read_listing(file_source(path))
    return read_targets(listing, read_units(listing)[0], **{"year": 2013, **options})


def test_projects_funds_and_land_with_the_county_s_own_line(tmp_path: Path) -> None:
    path = target_list(tmp_path / "目标.xlsx")
    assert target_year(read_listing(file_source(path))) == 2013 and states_targets(read_listing(file_source(path)))
    targets, notes = read(path)
    assert targets[0] == UnitTarget(2013, "U01", "1", "1000", "") and targets[5] == UnitTarget(
        2013, "U06", "6", "6000", ""
    )
    assert targets[6] == UnitTarget(2013, "全县", "21", "21000", "") and notes == []


@pytest.mark.parametrize(
    ("heading", "above", "cell", "wan"),
    [
        ("争资任务（万元）", "", 1234.5, "1234.5"),
        ("争资任务（元）", "", 12345000, "1234.5"),
        ("争资任务", "单位：亿元", 1.2, "12000"),
        ("年度目标（万元）", "", "1,234.50", "1234.5"),
        ("争资任务", "", "1.2亿元", "12000"),
        ("2013年任务（万元）", "", 0, "0"),
        ("争资任务（万元）", "", "—", ""),
    ],
)
def test_money_is_taken_by_the_unit_that_is_stated(
    heading: str, above: str, cell: object, wan: str, tmp_path: Path
) -> None:
    rows = [[above], ["单位", heading, "2012年完成（万元）"], ["水利局", cell, 5], ["财政局", 7, 5]]
    listing = read_listing(file_source(book(tmp_path / "a.xlsx", rows)))
    targets, _ = read_targets(listing, read_units(listing)[0], 2013, money_unit="万元")
    assert next((target.funds_wan for target in targets if target.unit_id == "U01"), "") == wan


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([["单位", "争资任务"], ["水利局", 5]], "B2 的金额单位没有写明"),
        ([["单位", "争资任务（千元）"], ["水利局", 5]], "B2 的金额单位“.”换算不了"),
        ([["单位", "争资任务（万元）"], ["水利局", "约500"]], "B2 写的是“约500”"),
        ([["单位", "争资任务（万元）"], ["水利局", -5]], "是负数"),
        ([["单位", "争资任务（万元）"], ["水利局", 5], ["水利局", 6]], "“水利局”的目标写了两次而且不同"),
        ([["单位", "争资任务（万元）", "到位任务（万元）"], ["水利局", 5, 6]], "几列都像资金任务"),
        ([["单位", "项目任务（个）"], ["水利局", 1.5]], "B2 的项目个数不是整数"),
        ([["单位", "联系电话"], ["水利局", 5]], "没有看出目标任务的列（看到的列：单位、联系电话）"),
    ],
)
def test_a_doubt_is_refused_at_its_cell(rows: Sequence[Sequence[object]], why: str, tmp_path: Path) -> None:
    with pytest.raises(ListError) as refused:
        read(book(tmp_path / "a.xlsx", rows, sheet="表"))
    import re

    assert re.search(why.replace("（", "[（]"), str(refused.value)), str(refused.value)


def test_a_name_that_no_unit_bears_is_refused(tmp_path: Path) -> None:
    units, _ = read_units(read_listing(file_source(target_list(tmp_path / "名单.xlsx"))))
    other = book(tmp_path / "目标.xlsx", [["单位", "资金任务（万元）"], ["县发改委", 5], ["水利局", 6]])
    with pytest.raises(ListError, match=r"《目标\.xlsx》里的“县发改委”不在单位名单里"):
        read_targets(read_listing(file_source(other)), units, 2013)


def test_a_wrong_total_is_said_and_the_units_count(tmp_path: Path) -> None:
    rows = [["单位", "资金任务（万元）"], ["水利局", 5], ["财政局", 6], ["合计", 12]]
    targets, notes = read(book(tmp_path / "a.xlsx", rows))
    assert [target.funds_wan for target in targets] == ["5", "6", "12"]
    assert notes == ["目标合计行的资金（万元）写的是 12，各单位相加是 11，请核对；按各单位的计"]


def test_a_target_of_nobody_knows_what_is_none(tmp_path: Path) -> None:
    listing = read_listing(file_source(book(tmp_path / "a.xlsx", [["单位", "任务"], ["水利局", 5], ["财政局", 6]])))
    assert not states_targets(listing) and unstated_targets(listing) == "任务"


def test_no_target_stays_none(tmp_path: Path) -> None:
    rows = [["单位", "资金任务（万元）"], *([unit, 5 if unit != "水利局" else None] for unit in UNITS)]
    targets, notes = read(book(tmp_path / "a.xlsx", rows))
    assert len(targets) == 5 and notes == ["1 个单位没有写目标，算作无目标"]
