from datetime import datetime
from typing import Any

import pytest

from tests.returns.sheets import HEADER, read_sheet, workbook
from zzlib.returns import read

RECORD = [1, "甲工程", "个性型", 5]


def _filing(above: list[list[Any]], *below: list[Any], name: str = "报表.xlsx") -> Any:
    rows = [*above, HEADER, RECORD, *below]
    return read(name, data=workbook(rows)).filing


@pytest.mark.parametrize(
    ("row", "unit", "cell"),
    [
        (["填报单位：县水利局"], "县水利局", "A2"),
        (["填报单位（盖章）：县水利局（盖章）"], "县水利局", "A2"),
        (["填 报 单 位 ：县 水 利 局"], "县水利局", "A2"),
        (["填报单位：", "县水利局"], "县水利局", "B2"),
        (["填报单位", None, "县水利局"], "县水利局", "C2"),
        (["报送单位：县水利局      2013年6月3日"], "县水利局", "A2"),
        (["填报单位：县水利局  填报月份：2013年5月  单位：万元"], "县水利局", "A2"),
        (["单位名称：县水利局", None, "单位：万元"], "县水利局", "A2"),
        (["单位：县水利局", None, "单位：万元"], "县水利局", "A2"),
        (["责任单位（公章）：县水利局"], "县水利局", "A2"),
    ],
)
def test_the_block_says_who_filed(row: list[Any], unit: str, cell: str) -> None:
    stated = _filing([["2013年5月争资争项月报表"], row]).block_unit
    assert (stated.text, stated.sheet, stated.cell) == (unit, "Sheet1", cell)


@pytest.mark.parametrize(
    "row",
    [
        ["填报单位："],
        ["填报单位：", None, "单位：万元"],
        ["填报单位：________"],
        ["填报单位（盖章）：", "填报日期：2013年6月3日"],
        ["填报单位：", None, "2013年5月"],
        ["单位：万元"],
        ["填报单位：${unit}"],
        ["项目单位：某某公司"],
    ],
)
def test_a_label_without_a_name_says_nothing(row: list[Any]) -> None:
    assert _filing([["2013年5月争资争项月报表"], row]).block_unit is None


@pytest.mark.parametrize(
    ("row", "period"),
    [
        (["报送月份：2013年5月"], "2013-05"),
        (["报送月份：5月"], "2013-05"),
        (["填报月份：", datetime(2013, 5, 1)], "2013-05"),
        (["统计时间：2013年1-5月"], "2013-05"),
        (["月份：", 5], "2013-05"),
        (["（2013年1-5月）"], "2013-05"),
        (["截至2013年5月31日"], "2013-05"),
        (["二〇一三年五月"], "2013-05"),
        (["填报日期：2013年6月3日"], None),
        (["2013年6月3日"], None),
        (["填报时间：2013-06-03"], None),
    ],
)
def test_the_block_says_for_which_month(row: list[Any], period: str | None) -> None:
    stated = _filing([["2013年度争资争项月报表"], row]).block_period
    assert (stated.text if stated else None) == period


def test_title_and_file_name_say_the_month_too() -> None:
    filing = _filing([["附件1"], ["县水利局2013年5月争资争项月报表"]], name="资料.zip/水利局4月报表.xlsx")
    assert filing.title.text == "县水利局2013年5月争资争项月报表"
    assert (filing.title_period.text, filing.title_period.cell) == ("2013-05", "A2")
    assert filing.file_period.text == "2013-04"


def test_the_block_may_stand_below_the_table() -> None:
    filing = _filing([["争资争项月报表"]], ["填报单位：县水利局", None, "报送月份：2013年5月"], ["填报人：责任人甲"])
    assert filing.block_unit.text == "县水利局"
    assert (filing.block_period.text, filing.block_period.cell) == ("2013-05", "C4")


def test_units_of_the_unit_column_are_listed_once_each() -> None:
    rows = [["序号", "责任单位", *HEADER[1:]], [1, "县水利局", "甲", "个性型", 5], [2, "县林业局", "乙", "个性型", 5],
            [3, "县水利局", "丙", "个性型", 5]]  # fmt: skip
    units = read_sheet(rows, default_money_unit="万元").filing.column_units
    assert [(unit.text, unit.cell) for unit in units] == [("县水利局", "B2"), ("县林业局", "B3")]


def test_another_unit_on_another_sheet_shows_as_a_clash() -> None:
    sheets = [
        [["填报单位：县水利局", None, None, "单位：万元"], HEADER, RECORD],
        [["填报单位：县林业局", None, None, "单位：万元"], HEADER, [1, "乙工程", "个性型", 6]],
    ]
    filing = read("报表.xlsx", data=workbook(*sheets)).filing
    assert filing.block_unit is not None and filing.block_unit.text == "县水利局"
    assert [(unit.text, unit.sheet) for unit in filing.column_units] == [("县林业局", "Sheet2")]


@pytest.mark.parametrize(
    "above",
    [
        [["水利局2013年4月争资争项情况表（单位：万元）"]],
        [["水利局2013年4月争资争项情况表          单位：万元"]],
        [["争资争项情况表"], ["2013年4月        单位：万元"]],
        [["争资争项情况表"], ["填报单位：水利局      2013年4月      单位：万元"]],
    ],
)
def test_a_line_that_also_states_the_unit_of_money_says_its_month(above: list[list[Any]]) -> None:
    filing = _filing(above)
    assert (filing.block_period or filing.title_period).text == "2013-04"
    assert "水利局" in (filing.block_unit or filing.title).text or len(above) > 1
